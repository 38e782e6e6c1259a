"""Backups of SwitchyOmega and ZeroOmega, their lists of rules, and those of Proxy Switchy!"""

import base64
import json

import pytest

from tests.support.rule_files import FOLDER, lost, read, read_file, remarks, rules
from towpath.model.site_rule import Route
from towpath.routing.importers.url_pattern import PORT
from towpath.routing.rules import RuleBook


def test_backup() -> None:
    found = read_file("OmegaOptions.bak")
    assert found.format == "SwitchyOmega"
    assert rules(found) == [
        r"/\.free\.corp\.example$/ direct",  # an exception of the proxy
        "corp.example via gate",  # by way of a virtual profile
        r"/\.labs\.example$/ via gate",
        "=wiki.example.org via gate",
        r"/^build[0-9]+\.ci\.example$/ via gate",
        "docs.example via gate",
        "10.0.0.0/8 via gate",
        "(old.example via gate)",
        "=deep.nested.example via gate",  # by way of another switch profile
        "nested.example direct",
        "free.listed.example direct",  # of the list that belongs to the profile
        "listed.example via gate",
        "(internal.example.com via gate)",  # of a profile that was not on
    ]
    assert [one.note for one in found.rules if one.note] == ["the intranet", "profile other"]
    assert lost(found) == [
        (14, "=not"),
        (26, r"^https?://news\.example/today/"),
        (30, "forbidden"),
        (38, "HostLevels"),
        (42, "Weekday"),
        (50, "*.elsewhere.example"),
        (60, "|https://one.example/page"),
        (96, "profile other"),
        (116, "*.never.example"),
        (124, "profile spare"),
    ]
    assert remarks(found) == [(22, "*://*.docs.example/*"), (34, "10.0.0.0/8")]
    assert "in-the-clear" not in repr(found)


def test_backup_in_base64() -> None:
    content = (FOLDER / "OmegaOptions.bak").read_bytes()
    assert rules(read(base64.encodebytes(content))) == rules(read(content))


def backup(**profiles: object) -> bytes:
    """One whose first profile is on."""
    named = {f"+{name}": {"name": name, **profile} for name, profile in profiles.items() if isinstance(profile, dict)}
    return json.dumps({**named, "-startupProfileName": next(iter(profiles)), "schemaVersion": 2}).encode()


def switch(default: str, *ways: tuple[str, str]) -> dict[str, object]:
    wildcards = [({"conditionType": "HostWildcardCondition", "pattern": pattern}, to) for pattern, to in ways]
    rules = [{"condition": condition, "profileName": to} for condition, to in wildcards]
    return {"profileType": "SwitchProfile", "defaultProfileName": default, "rules": rules}


GATE = {"profileType": "FixedProfile", "fallbackProxy": {"scheme": "socks5", "host": "127.0.0.1", "port": 1080}}
LAB = {"profileType": "FixedProfile", "fallbackProxy": {"scheme": "http", "host": "localhost", "port": 1081}}


def test_all_other_sites_through_a_proxy_are_for_everything() -> None:
    found = read(backup(on=switch("gate", ("*.home.example", "direct")), gate=GATE))
    assert rules(found) == ["home.example direct"]
    assert [(one.text, "Everything" in one.why) for one in found.left_out] == [("profile gate", True)]


def test_a_fixed_profile_alone() -> None:
    gate = GATE | {"bypassList": [{"conditionType": "BypassCondition", "pattern": "192.168.0.0/16"}]}
    found = read(backup(gate=gate))
    assert rules(found) == ["192.168.0.0/16 direct"]
    assert "Everything" in found.left_out[0].why


def test_exceptions_of_a_proxy_count_only_for_its_sites() -> None:
    gate = GATE | {"bypassList": [{"conditionType": "BypassCondition", "pattern": "*.free.example"}]}
    found = read(backup(on=switch("direct", ("a.free.example", "gate"), ("*.free.example", "lab")), gate=gate, lab=LAB))
    book = RuleBook(found.rules)
    assert book.verdict("a.free.example").route is Route.DIRECT
    assert book.verdict("b.free.example").connection == "lab"


def ways(*ways: tuple[dict[str, object], str]) -> dict[str, object]:
    rules = [{"condition": condition, "profileName": to} for condition, to in ways]
    return {"profileType": "SwitchProfile", "defaultProfileName": "direct", "rules": rules}


def bypassing(*patterns: str) -> dict[str, object]:
    return GATE | {"bypassList": [{"conditionType": "BypassCondition", "pattern": pattern} for pattern in patterns]}


def ip(address: str, length: int) -> dict[str, object]:
    return {"conditionType": "IpCondition", "ip": address, "prefixLength": length}


def test_exceptions_that_are_networks_count_only_for_its_sites() -> None:
    on = ways((ip("192.168.0.0", 16), "gate"), (ip("10.0.0.0", 8), "lab"))
    found = read(backup(on=on, gate=bypassing("192.168.7.0/24", "10.7.0.0/16"), lab=LAB))
    assert rules(found) == ["192.168.7.0/24 direct", "192.168.0.0/16 via gate", "10.0.0.0/8 via lab"]


def test_an_exception_that_may_be_for_its_sites_is_told() -> None:
    on = ways(({"conditionType": "HostRegexCondition", "pattern": "^wiki.*ample$"}, "gate"))
    found = read(backup(on=on, gate=bypassing("*.free.example")))
    assert rules(found) == ["/^wiki.*ample$/ via gate"]
    [exception] = found.left_out
    assert (exception.text, "cannot be told" in exception.why) == ("*.free.example", True)


def test_an_exception_for_one_port_is_none_for_all() -> None:
    found = read(backup(on=switch("direct", ("*.free.example", "gate")), gate=bypassing("a.free.example:8080")))
    assert rules(found) == ["free.example via gate"]
    assert [one.why for one in found.left_out if one.text == "a.free.example:8080"] == [PORT]


def test_profiles_that_refer_to_each_other_have_an_end() -> None:
    found = read(backup(on=switch("other", ("a.example", "other")), other=switch("on", ("b.example", "on"))))
    assert rules(found) == []
    assert any("refers to itself" in one.why for one in found.left_out)


def test_a_pac_profile() -> None:
    script = 'function FindProxyForURL(url, host) { if (host == "corp.example") return "SOCKS5 127.0.0.1:1080"; }'
    found = read(backup(on={"profileType": "PacProfile", "pacScript": script}))
    assert rules(found) == ["=corp.example via gate"]


def test_a_malformed_part_of_a_backup_is_told() -> None:
    found = read(backup(on={"profileType": "PacProfile", "pacScript": 'var a = "'}, gate=GATE))
    assert found.left_out[0].why == "in profile on, line 1: string has no end, or is not understood"


@pytest.mark.parametrize(
    ("wildcard", "fit", "unfit"),
    [
        ("*.x.example", ["x.example", "a.x.example"], ["ax.example", "x.example.org"]),
        (".x.example", ["x.example", "a.x.example"], ["ax.example"]),
        ("**.x.example", ["a.x.example"], ["x.example", "ax.example"]),
        ("*x.example", ["x.example", "ax.example"], ["x.example.org"]),
        ("x.example", ["x.example"], ["a.x.example"]),
        ("x*.example", ["x.example", "xy.example", "x.y.example"], ["ax.example"]),
        ("*.x.*", ["x.example", "a.x.example"], ["ax.example"]),
        ("*x*", ["x", "exa", "a.x.b"], ["abc"]),
        ("a.example|b.example", ["a.example", "b.example"], ["c.example"]),
    ],
)
def test_host_wildcards(wildcard: str, fit: list[str], unfit: list[str]) -> None:
    book = RuleBook(read(backup(on=switch("direct", (wildcard, "gate")), gate=GATE)).rules)
    assert [host for host in fit + unfit if book.verdict(host).route is Route.VIA] == fit


# --- lists


def test_list_with_results() -> None:
    found = read_file("list.sorl", via="gate")
    assert found.format == "SwitchyOmega rule list"
    assert rules(found) == [
        "corp.example via gate",
        r"/^build[0-9]+\.ci\.example$/ via gate",
        "docs.example via gate",
        "10.0.0.0/8 via gate",
        "192.168.0.0/16 direct",
        "/^[^.:]+$/ direct",
        "(old.example via gate)",
        "free.example direct",
    ]
    assert found.rules[0].note == "the intranet"
    assert lost(found) == [
        (11, r"UR: ^https?://news\.example/today/ +proxy"),
        (12, "K: forbidden +proxy"),
        (15, ": @odd.example +proxy"),
        (19, "Time: 8~17 +proxy"),
        (20, "no.result.example"),
    ]
    assert remarks(found) == [(10, "U: *://*.docs.example/* +proxy"), (13, "Ip: 10.0.0.0/8 +proxy")]


def test_list_with_results_without_a_connection() -> None:
    found = read_file("list.sorl")
    assert rules(found) == ["192.168.0.0/16 direct", "/^[^.:]+$/ direct", "free.example direct"]
    assert "no connection is known for the proxy proxy" in {one.line: one.why for one in found.left_out}[8]


def test_list_of_sites() -> None:
    found = read_file("list-without-result.sorl", via="box")
    assert rules(found) == ["corp.example via box", "free.corp.example direct", "=wiki.example.org via box"]
    blocked = read_file("list-without-result.sorl", route=Route.BLOCK)
    assert rules(blocked) == ["corp.example block", "free.corp.example direct", "=wiki.example.org block"]


def test_legacy_list() -> None:
    found = read_file("legacy.ssrl", via="box")
    assert rules(found) == [
        "=mail.corp.example direct",  # exceptions come first
        "corp.example via box",
        "=wiki.example.org via box",
        "labs.example via box",
        r"/^build[0-9]+\.ci\.example$/ via box",
    ]
    assert lost(found) == [(12, "http://news.example/today/*"), (18, "something")]
    assert remarks(found) == [(8, "*://*.corp.example/* and 1 more")]
