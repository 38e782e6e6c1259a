"""What is read from a PAC file sends hosts where the file itself does, in a JavaScript engine."""

import json

import pytest
from PySide6.QtQml import QJSEngine, QJSValue

from tests.support.rule_files import FOLDER, read, read_file
from towpath.model.site_rule import Route
from towpath.routing.rules import RuleBook

HELPERS = r"""
function shExpMatch(s, p) {
  p = p.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*").replace(/\?/g, ".");
  return new RegExp("^" + p + "$").test(s);
}
function dnsDomainIs(host, domain) { return host.length >= domain.length && host.slice(-domain.length) === domain; }
function isPlainHostName(host) { return host.indexOf(".") < 0; }
function localHostOrDomainIs(host, full) { return host === full || full.indexOf(host + ".") === 0; }
function number(ip) { return ip.split(".").reduce(function (all, one) { return all * 256 + (+one); }, 0); }
function isInNet(host, net, mask) {
  if (!/^\d+(\.\d+){3}$/.test(host)) return false;
  var size = 4294967296 - number(mask);
  return Math.floor(number(host) / size) === Math.floor(number(net) / size);
}
function weekdayRange() { return false; }
function dnsResolve() { return null; }
"""
HOSTS = (
    *(
        "corp.example",
        "a.corp.example",
        "wiki.example.org",
        "a.wiki.example.org",
        "my-intranet.example",
        "printer.example",
    ),
    *(
        "build.example",
        "news.example",
        "lab.example",
        "x.lab.example",
        "lab2.example",
        "x.lab2.example",
        "mylab.example",
    ),
    *("hash.example", "x.hash.example", "map.example", "router.example", "x.home.example", "home.example", "plain"),
    *("172.16.3.4", "172.32.3.4", "10.1.2.3", "ci7.example", "ci.example", "example", "who.example", "other.org"),
)
CONNECTIONS = {"1080": "gate", "1081": "lab"}


def as_the_file_says(script: str, host: str) -> str:
    engine = QJSEngine()
    result: object = engine.evaluate(HELPERS + script)
    assert isinstance(result, QJSValue)
    assert not result.isError(), result.toString()
    found = engine.globalObject().property("FindProxyForURL").call([QJSValue(f"http://{host}/"), QJSValue(host)])
    assert found.isString(), found.toString()
    first = found.toString().partition(";")[0]
    return "" if first == "DIRECT" else CONNECTIONS[first.rpartition(":")[2]]


def test_the_sample() -> None:
    script = (FOLDER / "proxy.pac").read_text()
    book = RuleBook(read_file("proxy.pac").rules)
    differ = {host for host in HOSTS if as_the_file_says(script, host) != book.verdict(host).connection}
    assert differ == {
        "corp.example",  # the domain itself, too
        "lab.example",
        "10.1.2.3",  # two conditions at once, which is told
        "x.hash.example",  # an object's names are taken for domains
    }


def script(condition: str, before: str = "") -> str:
    tunnel = 'return "SOCKS5 127.0.0.1:1080"; return "DIRECT";'
    return f"{before}\nfunction FindProxyForURL(url, host) {{ if ({condition}) {tunnel} }}"


@pytest.mark.parametrize(
    ("condition", "before"),
    [
        ('shExpMatch(host, "*.lab.example") || shExpMatch(host, "lab.example")', ""),
        ('(host == "lab.example" || (host === "news.example"))', ""),
        ('"lab.example" == host', ""),
        ('shExpMatch(url, "*://wiki.example.org/*")', ""),
        ('shExpMatch(url, "*intranet*")', ""),
        ('shExpMatch(host, "*lab*.example")', ""),
        ('shExpMatch(host, "10.*")', ""),
        ('isInNet(host, "172.16.0.0", "255.240.0.0")', ""),
        ('isInNet(host, "10.1.2.3", "255.255.255.255")', ""),
        ("isPlainHostName(host)", ""),
        ('localHostOrDomainIs(host, "wiki.example.org")', ""),
        (r"/^ci[0-9]+\.example$/.test(host)", ""),
        (r"host.match(/^ci[0-9]+\.example$/)", ""),
        (r"/^https?:\/\/wiki\.example\.org\//.test(url)", ""),
        ('host.indexOf("lab") >= 0', ""),
        ('host.indexOf("lab") !== -1', ""),
        ('host.endsWith(".home.example")', ""),
        ("LIST.indexOf(host) >= 0", "var LIST = [\"lab.example\", `news.example`, 'build.example'];"),
        ("LIST.includes(host)", 'var LIST = ["lab.example", /* not "this" */ "news.example"]; // nor "that"'),
        ("LIST.some(function (p) { return shExpMatch(host, p); })", 'const LIST = ["*lab*", "news.example"];'),
        ("dnsDomainIs(host, HOME)", 'var HOME = ".ho" + "me.example";'),
        ('dnsDomainIs(host, ".\\x68ome.\\u0065xample")', ""),
    ],
)
def test_conditions(condition: str, before: str) -> None:
    text = script(condition, before)
    found = read(text.encode())
    book = RuleBook(found.rules)
    assert found.rules
    bare = {"home.example"} if any("itself, too" in one.why for one in found.left_out) else set()
    for host in set(HOSTS) - bare:
        assert book.verdict(host).connection == as_the_file_says(text, host), host


@pytest.mark.parametrize(
    "text",
    [
        '(u, h) { var gate = "PROXY localhost:1080"; if (h == "a.example") { return gate } }',
        ' = function (u, h) { return h == "a.example" ? "SOCKS 127.0.0.1:1080" : "DIRECT"; }',
        ' = (u, h) => { if (h == "a.example") return "SOCKS5 [::1]:1080"\n return "DIRECT" }',
        '(u, h)\n{\n  if (h == "a.example")\n  {\n    return TUNNEL\n  }\n  else\n    return "DIRECT"\n}',
        '(u, h) { for (const x of L) { if (h === x) return TUNNEL; } }\nconst L = ["a.example"];',
        '(u, h) { for (var i in L) { var x = L[i]; if (h == x) return TUNNEL } }\nvar L = [\n"a.example"\n]',
    ],
)
def test_ways_to_write_it(text: str) -> None:
    found = read(f'var TUNNEL = "SOCKS5 127.0.0.1:1080"\nfunction FindProxyForURL{text}'.encode())
    assert [(one.pattern.removeprefix("="), one.connection) for one in found.rules] == [("a.example", "gate")]


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        ('if (host == "a.example" && url == "b") return "SOCKS5 127.0.0.1:1080";', 'host == "a.example" && url == "b"'),
        ('if (!isPlainHostName(host)) return "SOCKS5 127.0.0.1:1080";', "!isPlainHostName(host)"),
        ('if (timeRange(8, 17)) return "SOCKS5 127.0.0.1:1080";', "timeRange(8, 17)"),
        ('if (host == "a.example") return choose(host);', 'host == "a.example"'),
        ('if (host == "a.example") { if (url) { return "SOCKS5 127.0.0.1:1080"; } }', 'host == "a.example"'),
        ('if (host.startsWith("lab.")) return "SOCKS5 127.0.0.1:1080";', 'host.startsWith("lab.")'),
        ('switch (host) { case "a.example": return "SOCKS5 127.0.0.1:1080"; }', 'switch(host) { case "a.example"'),
        ('return "SOCKS5 127.0.0.1:1080";', "return SOCKS5 127.0.0.1:1080"),
    ],
)
def test_what_is_not_understood_is_told(body: str, lost: str) -> None:
    found = read(f"// a comment\nfunction FindProxyForURL(url, host) {{\n{body}\n}}".encode())
    assert not found.rules
    assert {one.line for one in found.left_out} == {3}
    assert any(one.text.startswith(lost) for one in found.left_out), found.left_out


def test_nothing_is_run() -> None:
    found = read(b'function FindProxyForURL(url, host) { while (true) {} }\nthrow new Error("no");')
    assert not found.rules


def test_a_large_array() -> None:
    sites = [f"*://*.site{i}.example/*" for i in range(10_000)]
    text = f"var LIST = {json.dumps(sites)};\n" + script("shExpMatch(url, LIST[i])")
    found = read(text.encode())
    assert len(found.rules) == len(sites)
    assert {one.route for one in found.rules} == {Route.VIA}
