"""Rules for other programs. (The PAC file is `pac.py`.)"""

from __future__ import annotations

import ipaddress
import itertools
import re
from collections.abc import Iterable, Sequence

import msgspec

from towpath.model.browsing import LeftOut
from towpath.model.forward import Endpoint
from towpath.model.site_pattern import Domain, Host, HostRegex, Network, SitePattern, parse_pattern
from towpath.model.site_rule import Lifetime, Route, SiteRule

_SCHEME = "^[a-z]+://"
_PORT = r"(:\d+)?/"
_COMMANDS = ("setProxy", "setTabProxy", "includeHost", "excludeHost")
_TITLES = {Route.VIA: "Towpath", Route.BLOCK: "Towpath (refused)", Route.DIRECT: "Direct"}
_ONE = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|.")


class _Pattern(msgspec.Struct, frozen=True):
    type: str
    title: str
    pattern: str
    active: bool


class _Proxy(msgspec.Struct, frozen=True, kw_only=True):
    """All members, since FoxyProxy insists on them."""

    active: bool = True
    title: str
    type: str
    hostname: str = ""
    port: str = ""
    username: str = ""
    password: str = ""
    cc: str = ""
    city: str = ""
    color: str
    pac: str = ""
    pacString: str = ""  # noqa: N815 - FoxyProxy's names
    proxyDNS: bool = True  # noqa: N815 - as above
    include: list[_Pattern]
    exclude: list[_Pattern] = []
    tabProxy: list[_Pattern] = []  # noqa: N815 - as above


class _Settings(msgspec.Struct, frozen=True, kw_only=True):
    mode: str = "pattern"
    sync: bool = False
    autoBackup: bool = False  # noqa: N815 - as above
    passthrough: str = ""
    theme: str = ""
    container: dict[str, str] = {}
    commands: dict[str, str] = msgspec.field(default_factory=lambda: dict.fromkeys(_COMMANDS, ""))
    data: list[_Proxy]


class _NotSaid(Exception):  # noqa: N818 - becomes a LeftOut
    """FoxyProxy has no pattern for it."""


def write_foxyproxy(rules: Iterable[SiteRule], *, router: Endpoint) -> tuple[str, tuple[LeftOut, ...]]:
    """Settings that FoxyProxy 8 and newer restores, and what they cannot hold.

    The first of its proxies that has a pattern for a URL decides, so each run of rules that go the same way is one
    proxy. The router goes by the rules itself: through which connection, and what it refuses.
    """
    lost: list[LeftOut] = []
    kept: list[tuple[Route, _Pattern]] = []
    for rule in rules:
        if rule.lifetime is not Lifetime.LASTING:
            lost.append(LeftOut(0, rule.pattern, "it is there for a while only"))
            continue
        try:
            regex = _url_regex(parse_pattern(rule.pattern))
        except _NotSaid as error:
            lost.append(LeftOut(0, rule.pattern, str(error)))
            continue
        kept.append((rule.route, _Pattern("regex", rule.note or rule.pattern, regex, rule.enabled)))
    proxies = [
        _proxy(route, [pattern for _, pattern in run], router)
        for route, run in itertools.groupby(kept, lambda one: one[0])
    ]
    settings = _Settings(data=proxies or [_proxy(Route.VIA, [], router)])
    return msgspec.json.format(msgspec.json.encode(settings), indent=2).decode() + "\n", tuple(lost)


def _proxy(route: Route, patterns: list[_Pattern], router: Endpoint) -> _Proxy:
    if route is Route.DIRECT:
        return _Proxy(title=_TITLES[route], type="direct", color="#888888", include=patterns)
    return _Proxy(
        title=_TITLES[route],
        type="socks5",
        hostname=router.host,
        port=str(router.port),
        color="#2f6f4f" if route is Route.VIA else "#a03030",
        include=patterns,
    )


def _url_regex(pattern: SitePattern) -> str:
    """Held against the URL, without regard to upper and lower case."""
    match pattern:
        case Domain(name):
            return rf"{_SCHEME}([^/]*\.)?{_literal(name)}{_PORT}"
        case Host(name):
            return f"{_SCHEME}{_literal(name)}{_PORT}"
        case Network(network):
            return f"{_SCHEME}{_addresses(network)}{_PORT}"
        case HostRegex(source):
            return f"{_SCHEME}{_within_host(source)}{_PORT}"


def _literal(name: str) -> str:
    return name.replace(".", r"\.")


def _addresses(network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> str:
    if network.version == 6:
        if network.num_addresses > 1:
            raise _NotSaid("FoxyProxy has no patterns for networks of IPv6 addresses")
        return rf"\[{Network(network)}\]"
    octets: list[str] = []
    for place, octet in enumerate(network.network_address.packed):
        open_bits = min(max(8 * (place + 1) - network.prefixlen, 0), 8)
        if open_bits == 8:
            octets.append(r"\d{1,3}")
        elif open_bits:
            octets.append("(" + "|".join(str(octet + more) for more in range(1 << open_bits)) + ")")
        else:
            octets.append(str(octet))
    return r"\.".join(octets)


def _within_host(source: str) -> str:
    """A regular expression that is found anywhere in the host, so that nothing of it fits another part of the URL."""
    begins, ends = source.startswith("^"), source.endswith("$") and not source.endswith(r"\$")
    inner = source.removeprefix("^").removesuffix("$") if ends else source.removeprefix("^")
    parts = _ONE.findall(inner.replace("(?:", "("))
    if "^" in parts or "$" in parts or _alternatives(parts) or any(sign in part for part in parts for sign in ":/"):
        raise _NotSaid("FoxyProxy holds regular expressions against URLs; this one would fit other parts of them")
    body = "".join("[^/:]" if part == "." else f"[^/:{part[2:]}" if part.startswith("[^") else part for part in parts)
    return f"{'' if begins else '[^/:]*'}{body}{'' if ends else '[^/:]*'}"


def _alternatives(parts: Sequence[str]) -> bool:
    """Whether a bar stands in no group."""
    depth = 0
    for part in parts:
        depth += (part == "(") - (part == ")")
        if part == "|" and depth == 0:
            return True
    return False
