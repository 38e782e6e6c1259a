"""The PAC file and our own rules agree, in a JavaScript engine."""

import json
import random
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.support.pac import Pac
from tests.support.rules import HOSTS, PATTERNS, REGEXES, RULES, rule
from towpath.model.error import TowpathError
from towpath.model.forward import Endpoint
from towpath.model.host_name import normal_host
from towpath.model.site_pattern import parse_pattern
from towpath.model.site_rule import Route, SiteRule
from towpath.routing.pac import LONGEST, pac_text
from towpath.routing.rules import RuleBook

ROUTER = Endpoint("127.0.0.1", 18001)
TO_ROUTER = "SOCKS5 127.0.0.1:18001"


def expected(book: RuleBook, host: str) -> str:
    return "DIRECT" if book.verdict(host).route is Route.DIRECT else TO_ROUTER


@given(st.lists(RULES, max_size=12), st.lists(HOSTS, min_size=1, max_size=20), st.sampled_from(["", "lab"]))
@settings(max_examples=60, deadline=None)
def test_it_agrees_on_likely_rules(rules: list[SiteRule], hosts: list[str], everything_via: str) -> None:
    book = RuleBook(rules, everything_via=everything_via)
    pac = Pac(pac_text(book, ROUTER))
    for host in hosts:
        assert pac(normal_host(host)) == expected(book, normal_host(host)), host
        if host.isascii() and ":" not in host and not host[-2:].strip(".").isdigit():
            assert pac(host) == expected(book, host), host  # upper case and a final dot are its own to mend


def test_20_000_hosts() -> None:
    seeded = random.Random(6)  # noqa: S311
    labels = ["a", "b", "corp", "example", "org", "constructor", "__proto__", "hasownproperty", "xn--bcher-kva"]

    def name() -> str:
        return ".".join(seeded.choice(labels) for _ in range(seeded.randint(1, 4)))

    def address() -> str:
        if seeded.random() < 0.5:
            return ".".join(str(seeded.choice([0, 1, 10, 127, 192, 255])) for _ in range(4))
        return normal_host(":".join(f"{seeded.choice([0, 0, 1, 0xFD00, 0xFFFF]):x}" for _ in range(8)))

    patterns = [name() for _ in range(300)] + [f"={name()}" for _ in range(100)] + list(REGEXES)
    patterns += [f"{address()}/{seeded.randint(0, 32)}" for _ in range(60)]
    seeded.shuffle(patterns)
    routes = [seeded.choice(list(Route)) for _ in patterns]
    book = RuleBook([rule(pattern, route) for pattern, route in zip(patterns, routes, strict=True)])
    pac = Pac(pac_text(book, ROUTER))
    for _ in range(20_000):
        host = name() if seeded.random() < 0.7 else address()
        assert pac(host) == expected(book, host), host


@pytest.mark.parametrize(
    ("pattern", "host"),
    [
        ("corp.example", "WIKI.Corp.Example"),
        ("corp.example", "corp.example."),
        ("=corp.example", "corp.example."),
        ("fd00::/8", "[fd00::1]"),
        ("constructor", "constructor"),
        ("__proto__", "a.__proto__"),
        ("=__proto__", "__proto__"),
    ],
)
def test_hosts_as_browsers_may_write_them(pattern: str, host: str) -> None:
    assert Pac(pac_text(RuleBook([rule(pattern)]), ROUTER))(host) == TO_ROUTER


@pytest.mark.parametrize("host", ["256.1.1.1", "1.2.3.4.5", "1::2::3", "1:2:3:4:5:6:7::8", "12345::", "::1.2.3.256"])
def test_what_only_looks_like_an_address_is_in_no_network(host: str) -> None:
    book = RuleBook([rule("0.0.0.0/0"), rule("::/0")])
    assert Pac(pac_text(book, ROUTER))(host) == expected(book, host) == "DIRECT"


@example(".", "..")
@given(st.from_regex(re.compile(r"[ab.1(){},|?:*+\[\]^$\\dw-]{1,16}", re.ASCII), fullmatch=True), HOSTS)
@settings(max_examples=300, deadline=None)
def test_regular_expressions_are_read_alike(source: str, host: str) -> None:
    try:
        parse_pattern(f"/{source}/")
    except TowpathError:
        return
    book, host = RuleBook([rule(f"/{source}/")]), normal_host(host)
    assert Pac(pac_text(book, ROUTER))(host) == expected(book, host)


@pytest.mark.parametrize("pattern", ["/'/", "/a\\\\b/", '/"/', "/\\//"])
def test_no_pattern_breaks_out_of_its_text(pattern: str) -> None:
    book = RuleBook([rule(pattern)])
    assert Pac(pac_text(book, ROUTER))("corp") == "DIRECT"


def names(count: int) -> list[SiteRule]:
    return [rule(f"h{n}.some-department.example{n % 97}.org") for n in range(count)]


def test_10_000_rules_fit_in_what_chromium_takes() -> None:
    text = pac_text(RuleBook(names(10_000)), ROUTER)
    assert len(text) < 1 << 20
    assert Pac(text)("a.h9999.some-department.example8.org") == TO_ROUTER
    assert Pac(text)("example8.org") == "DIRECT"


def test_too_many_rules_send_everything_to_the_router() -> None:
    text = pac_text(RuleBook(names(30_000)), ROUTER)
    assert len(text) < LONGEST
    pac = Pac(text)
    assert pac("a.h9999.some-department.example8.org") == TO_ROUTER
    assert pac("unruled.example") == TO_ROUTER
    for own in ("localhost", "a.localhost", "127.0.0.1", "::1", "::ffff:7f00:1", "localhost."):
        assert pac(own) == "DIRECT"


@given(st.lists(PATTERNS, max_size=6))
@settings(deadline=None)
def test_it_is_plain_and_never_falls_back(patterns: list[str]) -> None:
    text = pac_text(RuleBook([rule(pattern) for pattern in patterns]), ROUTER)
    assert text.isascii()
    assert json.dumps(TO_ROUTER) in text
    assert not re.search(r"\bSOCKS\b|; *DIRECT|dnsResolve|isInNet|myIpAddress|isResolvable|=>|\blet\b|\bconst\b", text)
