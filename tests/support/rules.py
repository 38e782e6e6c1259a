"""Site rules and hosts that are likely to fit them."""

import ipaddress
import itertools

from hypothesis import strategies as st

from towpath.model.site_pattern import canonical
from towpath.model.site_rule import Route, SiteRule

_ids = itertools.count(1)

LABELS = ("a", "b", "corp", "example", "wiki", "org", "xn--bcher-kva", "_srv", "constructor", "__proto__", "tostring")
REGEXES = (
    "/^wiki/",
    "/corp$/",
    "/[ab]\\.corp/",
    "/^(?:a|b)\\./",
    "/\\d{2}/",
    "/^[^.]+$/",
    "/B\\.EXAMPLE/",
    "/:/",
    "/^\\w+\\.org$/",
)


def rule(pattern: str, route: Route = Route.VIA, connection: str = "lab", *, enabled: bool = True) -> SiteRule:
    """A rule; `connection` counts for VIA."""
    via = connection if route is Route.VIA else ""
    return SiteRule(id=f"r{next(_ids)}", pattern=canonical(pattern), route=route, connection=via, enabled=enabled)


NAMES = st.lists(st.sampled_from(LABELS), min_size=1, max_size=4).map(".".join)
_V4 = st.sampled_from(["10.0.0.1", "10.1.2.3", "192.168.1.7", "127.0.0.1", "9.255.255.255", "255.255.255.255"])
_V6 = st.sampled_from(
    ["fd00::1", "fd00:1::", "::1", "::", "fe80::5", "2001:db8::10.1.2.3", "::ffff:10.1.2.3", "::ffff:127.0.0.1"]
)
ADDRESSES = st.one_of(_V4, _V6, st.ip_addresses().map(str))
_NETWORKS = st.tuples(ADDRESSES, st.integers(0, 128)).map(
    lambda one: str(
        ipaddress.ip_network((one[0], min(one[1], ipaddress.ip_address(one[0]).max_prefixlen)), strict=False)
    )
)
PATTERNS = st.one_of(NAMES, NAMES.map("={}".format), _NETWORKS, ADDRESSES, st.sampled_from(REGEXES))
RULES = st.builds(rule, PATTERNS, st.sampled_from(list(Route)), enabled=st.sampled_from([True, True, True, False]))
_UPPER_OR_DOTTED = NAMES.flatmap(
    lambda name: st.sampled_from([name.upper(), f"{name}.", f"x{name}", f"x.{name}", f".{name}"])
)
HOSTS = st.one_of(
    NAMES, _UPPER_OR_DOTTED, ADDRESSES, st.sampled_from(["", ".", "..", "localhost", "a.localhost", "bücher.example"])
)
