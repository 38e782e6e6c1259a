"""Damaged and hostile files: they are read or refused with a line, and soon."""

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.rule_files import FOLDER, read
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.site_pattern import canonical
from towpath.model.site_rule import Route

SAMPLES = sorted(path.read_bytes() for path in FOLDER.iterdir())
LONGEST = 2.0
"""Seconds of the processor's time, which is more on a busy machine: a tenth of it is usual."""
_SIGNS = '{ } [ ] " \\ ` ( ) /* // * | ^ $ null 1e9 - \\u0000 \\ud800 :// : .. @@|| = || && ? + if( (?: (a*)* a{9,} ü'
_WORDS = ("\n", "\0", "return ", "function FindProxyForURL(", "+proxy", "xn--", "\u202e")
SNIPPETS = st.sampled_from([one.encode() for one in (*_SIGNS.split(), *_WORDS)] + [b"\xff"])


def check(content: bytes) -> None:
    """The one property of all of them."""
    begin = time.process_time()
    found, problem = None, None
    try:
        found = read(content, via="box")
    except TowpathError as error:
        problem = error.problem
    assert time.process_time() - begin < LONGEST
    lines = len(content.decode(errors="replace").splitlines()) + 1
    if problem:
        assert problem.kind is ProblemKind.RULE_FILE_MALFORMED
        assert 1 <= int(problem.facts["line"]) <= lines
    for rule in found.rules if found else ():
        assert canonical(rule.pattern) == rule.pattern
        assert (rule.route is Route.VIA) == bool(rule.connection)
        rule.note.encode()
    for one in found.left_out if found else ():
        assert 1 <= one.line <= max(lines, 100)  # a list in base64 has its own lines
        (one.text + one.why).encode()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A real file with a few things cut out, put in or doubled."""
    content = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 6))):
        at, end = sorted(draw(st.tuples(st.integers(0, len(content)), st.integers(0, len(content)))))
        if draw(st.booleans()):
            end = min(end, at + 8)
        middle = draw(st.one_of(st.just(b""), SNIPPETS, st.binary(max_size=4), st.just(content[at:end] * 2)))
        content = (content[:at] + middle + content[end:])[:60_000]
    return content


@given(damaged())
@settings(deadline=None, max_examples=250, suppress_health_check=list(HealthCheck))
def test_damaged_files(content: bytes) -> None:
    check(content)


@given(st.one_of(st.binary(max_size=300), st.lists(SNIPPETS, max_size=60).map(b"".join)))
@settings(deadline=None, max_examples=200)
def test_random_bytes(content: bytes) -> None:
    check(content)


@given(
    st.lists(
        st.one_of(SNIPPETS, st.sampled_from([b"host", b"url", b"a.example", b'"*.b"', b";", b",", b" "])), max_size=40
    )
)
@settings(deadline=None, max_examples=200)
def test_random_programs(parts: list[bytes]) -> None:
    check(b"function FindProxyForURL(url, host) {" + b"".join(parts) + b"}")


@given(st.text("^$.*+?()[]{}|\\/:abd-,0123:", max_size=60), st.sampled_from(["regex", "wildcard"]))
@settings(deadline=None, max_examples=250)
def test_random_patterns(pattern: str, kind: str) -> None:
    proxy = {"title": "x", "type": "http", "hostname": "h", "port": "1", "exclude": []}
    check(json.dumps({"data": [proxy | {"include": [{"type": kind, "pattern": pattern, "active": True}]}]}).encode())


def switch(rules: list[object], default: str = "direct") -> dict[str, object]:
    return {"profileType": "SwitchProfile", "defaultProfileName": default, "rules": rules}


def rule(pattern: str, to: str) -> dict[str, object]:
    return {"condition": {"conditionType": "HostWildcardCondition", "pattern": pattern}, "profileName": to}


PAC = b"function FindProxyForURL(u, h)"


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"data": ' + b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"data": [' + b"{}," * 50_000 + b"{}]}",
        b"var a = " + b"[" * 100_000 + b";FindProxyForURL",
        PAC + b" " + b"{" * 5_000 + b"}" * 5_000,
        PAC + b" {" + b"if (h) " * 20_000 + b"}",
        PAC + b" { if (" + b"(" * 5_000 + b"h" + b")" * 5_000 + b") return 1; }",
        PAC + b" { if (" + b"h == 'a' || " * 20_000 + b"h == 'a') return 'DIRECT'; }",
        PAC + b" { if (" + b"(h == 'a' || " * 2_000 + b"h" + b")" * 2_000 + b") return 'DIRECT'; }",
        PAC + b" { return " + b"h ? 'DIRECT' : " * 5_000 + b"'DIRECT'; }",
        PAC + b" {" + b"else " * 20_000 + b"}",
        b"var a = '" + b"a" * 100_000 + b"';" + b"var b = a + a + a;" * 1000 + b"FindProxyForURL",
        b"var a0 = 'x';" + b"".join(b"var a%d = a%d + a%d;\n" % (i + 1, i, i) for i in range(1000)) + PAC + b"{}",
        b"a=a+\n" * 10_000 + PAC + b"{}",
        b"/*" * 100_000 + b" FindProxyForURL",
        b"[AutoProxy]\n/" + b"(a*" * 500 + b"/\n",
        b"[AutoProxy]\n||" + b"*a" * 30_000 + b"\n",
        b"[AutoProxy]\n/^https?://([^/]+\\.)*" + b"([^/]+\\.)*" * 100 + b"x/\n",
        b"x" * 1_000_000,
        b"x." * 200_000,
        b"0.0.0.0 " * 50_000,
        b"\n" * 1_000_000,
        b'{"schemaVersion": 2, "+a": {"profileType": "SwitchProfile", "rules": {}}}',
        b'{"schemaVersion": 2, "+a": {"profileType": ["x"]}}',
        b'{"data": [{"include": [1]}]}',
    ],
    ids=range(26),
)
def test_hostile_files(content: bytes) -> None:
    check(content)


def test_profiles_that_double_each_other_have_an_end() -> None:
    """Each sends two kinds of sites to the next: what that says would be told 2^30 times."""
    profiles = {f"+p{i}": switch([rule("*a*", f"p{i + 1}"), rule("*b*", f"p{i + 1}")], f"p{i + 1}") for i in range(30)}
    check(json.dumps({**profiles, "+p30": switch([]), "-startupProfileName": "p0", "schemaVersion": 2}).encode())


def test_many_exceptions_of_many_proxies_have_an_end() -> None:
    def patterns(letter: str) -> list[object]:
        return [{"type": "wildcard", "pattern": f"*://*.{letter}{i}.example/*", "active": True} for i in range(600)]

    proxies = [
        {"title": "x", "type": "http", "hostname": "h", "port": "1", "include": patterns("a"), "exclude": patterns("b")}
        for _ in range(8)
    ]
    check(json.dumps({"data": proxies}).encode())


def test_the_line_of_what_is_wrong() -> None:
    text = (FOLDER / "foxyproxy-8.json").read_text()
    for damage in ('"sync": false,', '"color": "#00ff00",', '"type": "socks5",', '"mode": "pattern",'):
        with pytest.raises(TowpathError) as caught:
            read(text.replace(damage, damage.replace(":", ""), 1).encode())
        assert caught.value.problem.facts["line"] == str(text[: text.index(damage)].count("\n") + 1)
    with pytest.raises(TowpathError) as caught:
        read((FOLDER / "proxy.pac").read_bytes().replace(b'"lab2.example"]', b'"lab2.example]'))
    assert caught.value.problem.facts["line"] == "15"
