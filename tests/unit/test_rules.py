"""The first rule that fits decides."""

import ipaddress

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.rules import HOSTS, RULES, rule
from towpath.model.host_name import is_this_machine, normal_host
from towpath.model.site_rule import Route, SiteRule
from towpath.routing.rules import RuleBook


def decided(book: RuleBook, host: str) -> str:
    decisive = book.verdict(host).rule
    return decisive.pattern if decisive else "-"


def test_kinds_of_patterns() -> None:
    book = RuleBook(
        [rule("corp.example"), rule("=wiki.lab"), rule("10.0.0.0/8"), rule("fd00::/8"), rule("/^db[0-9]+\\./")]
    )
    fitting = {
        "corp.example": ["corp.example", "a.corp.example", "A.B.Corp.Example.", "xn--a.corp.example"],
        "=wiki.lab": ["wiki.lab", "WIKI.LAB."],
        "10.0.0.0/8": ["10.0.0.1", "10.255.255.255", "0xa.1", "::ffff:10.0.0.1", "[::ffff:a01:203]"],
        "fd00::/8": ["fd00::1", "[fdff::]", "fd00:0:0:0:0:0:0:1"],
        "/^db[0-9]+\\./": ["db1.anywhere", "DB22.x"],
        "-": [
            "notcorp.example",
            "corp.example.org",
            "a.wiki.lab",
            "11.0.0.1",
            "fe00::1",
            "db.x",
            "::ffff:11.0.0.1",
            "10.corp",
        ],
    }
    for pattern, hosts in fitting.items():
        for host in hosts:
            assert decided(book, host) == pattern, host


def test_order_decides_between_all_kinds() -> None:
    later, earlier = rule("corp.example"), rule("/wiki/", Route.DIRECT)
    assert RuleBook([earlier, later]).verdict("wiki.corp.example").route is Route.DIRECT
    assert RuleBook([later, earlier]).verdict("wiki.corp.example").route is Route.VIA
    narrow, wide = rule("10.1.0.0/16", Route.BLOCK), rule("10.0.0.0/8")
    assert RuleBook([wide, narrow]).verdict("10.1.2.3").route is Route.VIA
    assert RuleBook([narrow, wide]).verdict("10.1.2.3").route is Route.BLOCK
    host, domain = rule("=a.b", Route.DIRECT), rule("b")
    assert RuleBook([domain, host]).verdict("a.b").route is Route.VIA


def test_what_is_off_does_not_count() -> None:
    assert RuleBook([rule("corp", enabled=False)]).verdict("corp").rule is None


def test_everything_else_goes_through_one_connection() -> None:
    book = RuleBook([rule("corp", Route.DIRECT)], everything_via="lab")
    assert book.verdict("corp").route is Route.DIRECT
    assert book.verdict("example.org").connection == "lab"
    for own in ("localhost", "127.0.0.1", "[::1]", "x.localhost"):
        assert book.verdict(own).route is Route.DIRECT


def test_this_machine_has_no_rule() -> None:
    book = RuleBook([rule("localhost"), rule("127.0.0.0/8"), rule("/./")])
    assert book.verdict("localhost").rule is None
    assert book.verdict("127.0.0.1").rule is None


@given(st.lists(RULES, max_size=12), HOSTS)
@settings(deadline=None)
def test_the_tables_find_what_trying_one_after_the_other_finds(rules: list[SiteRule], host: str) -> None:
    book = RuleBook(rules)
    fitting = book.fitting(host)
    assert book.verdict(host).rule == (fitting[0] if fitting else None)


@given(st.ip_addresses(), st.integers(0, 128))
def test_networks_are_those_of_the_standard_library(address: ipaddress.IPv4Address, length: int) -> None:
    network = ipaddress.ip_network((address, min(length, address.max_prefixlen)), strict=False)
    book = RuleBook([rule(str(network))])
    assert decided(book, str(address)) != "-" or is_this_machine(normal_host(str(address)))
