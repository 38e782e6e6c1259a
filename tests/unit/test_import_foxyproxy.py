"""Exports of FoxyProxy of all versions, as it writes them, and those that we write for it."""

import json
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.support.rule_files import FOLDER, lost, read, read_file, remarks, rules, shown
from tests.support.rules import HOSTS, RULES, rule
from towpath.model.forward import Endpoint
from towpath.model.host_name import is_possible_host, is_this_machine, normal_host
from towpath.model.site_rule import Lifetime, Route, SiteRule
from towpath.routing.exporters import write_foxyproxy
from towpath.routing.rules import RuleBook

ROUTER = Endpoint("127.0.0.1", 1080)


def one_pattern(pattern: str, kind: str = "wildcard") -> bytes:
    """An export with nothing else."""
    proxy: dict[str, object] = {
        "title": "gate",
        "type": "socks5",
        "hostname": "127.0.0.1",
        "port": "1080",
        "exclude": [],
    }
    proxy |= {"include": [{"type": kind, "title": "", "pattern": pattern, "active": True}]}
    return json.dumps({"mode": "pattern", "data": [proxy]}).encode()


def test_version_8() -> None:
    found = read_file("foxyproxy-8.json")
    assert found.format == "FoxyProxy"
    assert rules(found) == [
        "/^[^.:]+$/ direct",
        "10.0.0.0/8 direct",
        r"/\.home\.example$/ direct",
        "=mail.corp.example direct",
        "lab.corp.example via lab",  # excluded from the first proxy, and so the second one's
        "corp.example via gate",
        "=wiki.example.org via gate",
        "/intranet/ via gate",
        "labs.example via gate",
        "(old.example via gate)",
        "=printer.example via gate",
        "lab.corp.example via lab",
        "192.168.0.0/16 via lab",
    ]
    assert lost(found) == [
        (48, "*://build.example:8080/*"),
        (60, r"^https://news\.example/today/.*"),
        (125, "*://bank.example/*"),
        (148, "*://*.garage.example/*"),
        (158, "never used"),
    ]
    assert remarks(found) == [(72, "http://printer.example/*")]
    assert [one.note for one in found.rules if one.pattern == "/intranet/"] == ["anywhere"]


def test_version_7() -> None:
    found = read_file("foxyproxy-7.json")
    assert rules(found) == [
        "corp.example via gate",
        "=wiki.example.org via gate",
        r"/\.labs\.example$/ via gate",
        "/intranet/ via gate",
        "(old.example via gate)",
        "printers.example via gate",
        r"/^build[0-9]+\.ci\.example$/ via gate",
    ]
    assert lost(found) == [
        (62, r"^(?!www).*\.shop\.example$"),
        (69, "news.example/today"),
        (124, "mail.corp.example"),  # the other proxy is none of our connections
    ]
    assert remarks(found) == [(48, "*.printers.example")]


def test_version_6() -> None:
    found = read_file("foxyproxy-6.json")
    assert rules(found) == [r"/shop\.corp\.example$/ direct", "corp.example via gate"]
    assert not found.left_out


def test_one_connection_for_all_proxies() -> None:
    found = read_file("foxyproxy-8.json", via="box")
    assert "(garage.example via box)" in rules(found)
    assert {one.connection for one in found.rules} == {"", "box"}


def test_a_proxy_elsewhere_is_not_the_forward_with_its_port() -> None:
    settings = json.loads((FOLDER / "foxyproxy-6.json").read_text())
    settings["proxySettings"][0]["address"] = "proxy.example.net"
    assert rules(read(json.dumps(settings).encode())) == [r"/shop\.corp\.example$/ direct"]


@pytest.mark.parametrize("name", ["foxyproxy-6.json", "foxyproxy-7.json", "foxyproxy-8.json"])
def test_every_pattern_is_told(name: str) -> None:
    """It is a rule, or left out with its line."""
    lines = (FOLDER / name).read_text().splitlines()
    found = read_file(name, via="box")
    told = {one.line for one in found.left_out}
    seen = 0
    for at, text in enumerate(lines):
        if '"pattern":' not in text:
            continue
        begin = max(line for line in range(at) if lines[line].endswith("{"))
        title, raw = (json.loads("{" + lines[i].rstrip(",") + "}") for i in _members(lines, begin))
        seen += 1
        if begin + 1 in told or raw["pattern"] == "*" or "localhost" in raw["pattern"]:
            continue  # what is for all sites is to go direct there, and this machine always does
        plain = raw["pattern"].strip("*:/.").removesuffix("/*").replace("\\", "")
        patterns = [one.pattern.replace("\\", "") for one in found.rules]
        assert title["title"] in {one.note for one in found.rules} - {""} or any(plain in one for one in patterns), raw
    assert seen > 2


def _members(lines: list[str], begin: int) -> list[int]:
    """Where the title and the pattern stand in the object that begins there."""
    end = next(i for i in range(begin, len(lines)) if lines[i].strip().startswith("}"))
    found = {name: i for i in range(begin, end) for name in ("title", "pattern") if f'"{name}":' in lines[i]}
    return [found["title"], found["pattern"]]


def test_no_password_is_kept_or_shown() -> None:
    for name in ("foxyproxy-7.json", "foxyproxy-8.json"):
        assert "in-the-clear" not in repr(read_file(name))
    url = b'{"mode": "pattern", "data": [{"title": "x", "type": "http", "hostname": "h", "port": "1", "include": ['
    url += (
        b'{"type": "wildcard", "title": "", "pattern": "https://mia:in-the-clear@corp.example/*", "active": true}]}]}'
    )
    found = read(url, via="box")
    assert len(found.left_out) == 1
    assert "in-the-clear" not in repr(found)


@pytest.mark.parametrize(
    ("wildcard", "expected"),
    [
        ("*://*.corp.example/*", "corp.example"),
        ("://corp.example/", "=corp.example"),
        ("*.corp.example/*", "corp.example"),
        ("*corp.example/*", r"/corp\.example$/"),
        ("corp.example", r"/corp\.example/"),
        ("*corp*", "/corp/"),
        ("*://10.*/*", "10.0.0.0/8"),
        ("*://192.168.1.*/*", "192.168.1.0/24"),
        ("*://[::1]:*/*", ""),
        ("*://[fd00::1]/*", "fd00::1"),
        ("*://corp.example:*/*", "=corp.example"),
        ("*://wiki?.corp.example/*", r"/^wiki.\.corp\.example$/"),
        ("*://BÜCHER.example/*", "=xn--bcher-kva.example"),
    ],
)
def test_wildcards_on_urls(wildcard: str, expected: str) -> None:
    found = read(one_pattern(wildcard))
    assert [one.pattern for one in found.rules] == ([expected] if expected else [])


# --- an oracle: the regular expression that FoxyProxy makes of a wildcard, on the URLs of likely hosts


def as_foxyproxy(wildcard: str) -> re.Pattern[str]:
    escaped = re.sub(r"[.+^${}()|\[\]\\]", lambda found: f"\\{found[0]}", wildcard)
    regex = escaped.replace("*", ".*").replace("?", ".").replace(r"://.*\.", r"://(.*\.)?")
    return re.compile(regex, re.IGNORECASE)


GLOBS = st.lists(
    st.sampled_from(["*", "a", "b", "corp", ".", ".corp", "*.", "example", "10.", "?", "org"]), min_size=1, max_size=5
).map(lambda parts: "".join(parts).rstrip("."))  # a name's final dot never counts here
SHAPES = st.sampled_from(["*://{}/*", "://{}/", "*://{}/", "*{}/*", "*{}*"])
LIKELY = ("a.corp", "corp", "x.corp", "a.corp.example", "example", "corpa.org", "10.1.2.3", "acorp", "b.a.corp", "ab")


@given(GLOBS, SHAPES)
@settings(deadline=None, max_examples=120)
def test_a_rule_fits_the_hosts_that_the_wildcard_fits(glob: str, shape: str) -> None:
    assume("?" not in glob or "://" in shape)  # it could be for a slash
    wildcard = shape.format(glob)
    found = read(one_pattern(wildcard))
    book = RuleBook(found.rules)
    told = " ".join(one.why for one in found.left_out)
    for host in LIKELY:
        there = as_foxyproxy(wildcard).search(f"https://{host}/") is not None
        here = book.verdict(host).route is Route.VIA
        if "Everything" in told:
            assert there
        elif found.rules and not (here and "itself, too" in told) and not re.search(r"\d\.[*?]", wildcard):
            assert here == there, (wildcard, host, rules(found))


SCHEMES = st.sampled_from(
    ["^https?://", "^https?:\\/\\/", "^(http|ws)s?://", ".*://", "^[a-z]+://", "://", "^.*", "", ".*"]
)
BELOW = st.sampled_from(["", r"([^/]+\.)*", r"(?:.*\.)?", r"(?:[a-z0-9-]+\.)*", r"(a\.)?", r".*\.", "[^/]*", r"(^|\.)"])
BODIES = st.sampled_from([r"corp", r"corp\.example", r"[ab]\.corp", r"(a|b)", r"\w+\.org", r"10\.\d+\.\d+\.\d+", "cor"])
ENDS = st.sampled_from(
    ["", "/", "/.*", r"(:\d+)?/", r"(:\d+)?(/.*)?$", "(/|$)", ".*", "[^/]*/", r"\.", "$", "(:[0-9]+)?"]
)


@given(SCHEMES, BELOW, BODIES, ENDS)
@settings(deadline=None, max_examples=200)
def test_a_rule_fits_the_hosts_that_the_regular_expression_fits(scheme: str, below: str, body: str, end: str) -> None:
    regex = scheme + below + body + end
    assume(end != "$" and not below.startswith("(^"))  # of a URL: what begins and ends here is the host
    found = read(one_pattern(regex, "regex"))
    book = RuleBook(found.rules)
    told = " ".join(one.why for one in found.left_out)
    for host in LIKELY:
        there = re.search(regex, f"https://{host}/", re.IGNORECASE) is not None
        here = book.verdict(host).route is Route.VIA
        if found.rules and not (here and "itself, too" in told):
            assert here == there, (regex, host, rules(found))


# --- what we write


def test_what_is_written() -> None:
    written, left_out = write_foxyproxy(
        [
            rule("free.corp.example", Route.DIRECT),
            rule("corp.example"),
            rule("=wiki.example.org", connection="box"),
            rule("ads.example", Route.BLOCK),
            rule("172.16.0.0/12"),
            rule("fd00::1"),
            rule("fd00::/8"),
            rule("/^wiki.*[^x]$/", enabled=False),
            rule("/^a$|^b$/"),
            SiteRule(id="x", pattern="soon.example", connection="lab", lifetime=Lifetime.HOUR),
        ],
        router=ROUTER,
    )
    proxies = json.loads(written)["data"]
    assert [(one["title"], one["type"], one["hostname"], one["port"]) for one in proxies] == [
        ("Direct", "direct", "", ""),
        ("Towpath", "socks5", "127.0.0.1", "1080"),
        ("Towpath (refused)", "socks5", "127.0.0.1", "1080"),
        ("Towpath", "socks5", "127.0.0.1", "1080"),
    ]
    assert all(len(one) == 16 for one in proxies)
    assert [one.text for one in left_out] == ["fd00::/8", "/^a$|^b$/", "soon.example"]
    assert [one["active"] for one in proxies[3]["include"]] == [True, True, False]
    assert [shown(one) for one in read(written.encode()).rules] == [
        "free.corp.example direct",
        "corp.example via gate",
        "=wiki.example.org via gate",
        "ads.example via gate",
        r"/^172\.(16|17|18|19|20|21|22|23|24|25|26|27|28|29|30|31)\.\d{1,3}\.\d{1,3}$/ via gate",
        "fd00::1 via gate",
        "(/^wiki.*[^/:x]$/ via gate)",
    ]


def comparable(host: str, ours: list[SiteRule]) -> bool:
    """FoxyProxy's expressions cannot fit IPv6 addresses as ours can, and this machine itself is nobody's business."""
    if not is_possible_host(host) or is_this_machine(host):
        return False
    return ":" not in host or not any(one.pattern.startswith("/") for one in ours)


def through_router(book: RuleBook, host: str) -> bool:
    return book.verdict(host).route is not Route.DIRECT


@given(st.lists(RULES, max_size=6), st.lists(HOSTS, min_size=1, max_size=10))
@settings(deadline=None, max_examples=50)
def test_there_and_back_the_same_sites_go_through_the_router(ours: list[SiteRule], hosts: list[str]) -> None:
    written, left_out = write_foxyproxy(ours, router=ROUTER)
    gone = {one.text for one in left_out}
    there = [one for one in ours if one.pattern not in gone]
    again = read(written.encode())
    told = {one.why for one in again.left_out}
    assert told <= {"this machine itself always goes direct", "it has no patterns, so no site goes through it"}
    for host in map(normal_host, hosts):
        if comparable(host, ours):
            assert through_router(RuleBook(there), host) == through_router(RuleBook(again.rules), host), host


@given(st.lists(RULES, max_size=6), st.lists(HOSTS, min_size=1, max_size=10))
@settings(deadline=None, max_examples=50)
def test_foxyproxy_goes_by_what_is_written(ours: list[SiteRule], hosts: list[str]) -> None:
    written, left_out = write_foxyproxy(ours, router=ROUTER)
    gone = {one.text for one in left_out}
    book = RuleBook([one for one in ours if one.pattern not in gone])

    def goes(host: str) -> bool:
        url = f"https://[{host}]/" if ":" in host else f"https://{host}:8443/"
        for proxy in json.loads(written)["data"]:
            active = (one["pattern"] for one in proxy["include"] if one["active"])
            if any(re.search(pattern, url, re.IGNORECASE) for pattern in active):
                return bool(proxy["type"] == "socks5")
        return False

    for host in map(normal_host, hosts):
        if comparable(host, ours):
            assert goes(host) == through_router(book, host), host
