"""Our rules, Qt's JavaScript, Firefox and Chromium agree on where each of many sites goes, and on what a site is."""

import json
import random
from collections.abc import Iterator, Sequence
from urllib.parse import quote

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.chromium import Chromium, chromium_missing
from tests.support.firefox import Firefox, firefox_missing
from tests.support.namespace import Namespace, listen, namespaces_missing
from tests.support.pac import Pac
from tests.support.rules import rule
from tests.support.socks import SocksServer
from towpath.model.error import TowpathError
from towpath.model.forward import Endpoint
from towpath.model.host_name import host_of_site, normal_host
from towpath.model.site_rule import Route
from towpath.routing.pac import pac_text
from towpath.routing.rules import RuleBook

URLS = 20_000
ROUTER = Endpoint("127.0.0.1", 18001)
ONLY_DIRECT_IN_CHROMIUM = ("fe80:", "169.254.")
"""Addresses of the local link, whatever a PAC file says."""

FIREFOX = """
const service = Cc["@mozilla.org/network/protocol-proxy-service;1"].getService(Ci.nsIProtocolProxyService);
const system = Services.scriptSecurityManager.getSystemPrincipal();
const found = url => new Promise(resolve => {
  let uri;
  try { uri = Services.io.newURI(url); } catch { return resolve(null); }
  const { SEC_ALLOW_CROSS_ORIGIN_SEC_CONTEXT_IS_NULL: any } = Ci.nsILoadInfo;
  const channel = Services.io.newChannelFromURI(uri, null, system, null, any, Ci.nsIContentPolicy.TYPE_OTHER);
  service.asyncResolve(channel, 0, {
    onProxyAvailable(request, channel, info, status) { resolve([uri.asciiHost, info ? info.type : "direct"]); },
  });
});
return Promise.all(arguments[0].map(found));
"""
CHROMIUM = """(async urls => {
  const hosts = urls.map(url => { try { return new URL(url).hostname; } catch { return null; } });
  const first = [...new Map(hosts.map((host, n) => [host, urls[n]])).entries()].filter(([host]) => host !== null);
  const visit = async () => {
    while (first.length) await fetch(first.pop()[1], { mode: "no-cors", cache: "no-store" }).catch(() => null);
  };
  await Promise.all(Array.from({ length: 64 }, visit));
  return hosts;
})"""

LABELS = (
    *("a", "b", "corp", "example", "org", "wiki", "intranet", "0", "7", "_dmarc", "x--y", "-a", "a-", "xn--bcher-kva"),
    *("constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "%41", "c%C3%BC", "\xadsoft"),
    *("bücher", "BÜCHER", "straße", "faß", "例え", "テスト", "ﬁ", "ｗｗｗ", "Ⅷ", "ἀ", "ı", "İ", "σς"),  # noqa: RUF001
)
PLAIN = [label for label in LABELS if label.isascii() and label.isidentifier()] + ["xn--bcher-kva"]
DOTS = "." * 16 + "。．"  # noqa: RUF001
REGEXES = (r"/^wiki[0-9]*\./", r"/(^|\.)b\./", r"/^[a-z]+$/", r"/:/", r"/_/", r"/^10\./", r"/xn--/")
SPECIAL = (
    "0x7f.1", "127.1", "2130706433", "0", "localhost", "LOCALHOST.", "a.localhost", "[::1]", "[::ffff:10.1.2.3]",
    "[0:0:0:0:0:ffff:0a01:0203]", "[FD00::1]", "[fd00:0::0:1]", "[fd00::1]", "[::]", "0.0.0.0", "10.1.2.3.", "10.1.515",
    "0xA.0x1.0x2.0x3", "012.01.02.03", "10.1.2.3.4", "256.1.1.1", "1.2.3", "10", "a.10", "a.0x10", "169.254.1.1",
    "[::ffff:127.0.0.1]",
    "[fe80::1]", "224.0.0.1", "corp", "corp.", "corp..", ".corp", "a..corp", "__proto__", "constructor", "toString",
)  # fmt: skip


NO_OTHER_NAMES = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"
"""Chromium finds no name that it would have to look up itself."""


class Sites:
    """URLs and rules at random, so that about half of the URLs have a rule."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  # no secret

    def url(self) -> str:
        pick = self._random.random
        host = self._random.choice(SPECIAL) if pick() < 0.15 else self._address() if pick() < 0.3 else self._name()
        host = host.upper() if pick() < 0.1 else host
        host += "." if pick() < 0.1 and not host.startswith("[") else ""
        host += f":{self._random.choice([80, 443, 8080, 8443, 65535])}" if pick() < 0.3 else ""
        path = self._random.choice(["", "/", "/corp.example/", "/?q=a@b", "/#wiki.b.org"])
        return f"{self._random.choice(['http', 'https'])}://{host}{path}"

    def book(self) -> RuleBook:
        patterns = [self._plain_name() for _ in range(60)] + [f"={self._plain_name()}" for _ in range(40)]
        patterns += [f"{self._address().strip('[]')}/{self._random.randint(0, 32)}" for _ in range(30)]
        patterns += [*REGEXES, "__proto__", "constructor", "=tostring", "10.0.0.0/8", "::ffff:0:0/96", "fd00::/8"]
        self._random.shuffle(patterns)
        return RuleBook([rule(pattern, self._random.choice(list(Route))) for pattern in patterns])

    def _name(self) -> str:
        labels = self._random.choices(LABELS, k=self._random.randint(1, 4))
        return "".join(label + self._random.choice(DOTS) for label in labels)[:-1]

    def _plain_name(self) -> str:
        return ".".join(self._random.choices(PLAIN, k=self._random.randint(1, 3)))

    def _address(self) -> str:
        if self._random.random() < 0.5:
            return ".".join(str(self._random.choice([0, 1, 9, 10, 127, 192, 255])) for _ in range(4))
        return "[" + ":".join(f"{self._random.choice([0, 0, 1, 0xFD00, 0xFFFF]):x}" for _ in range(8)) + "]"


class Questions:
    """The same for all who are asked."""

    def __init__(self) -> None:
        sites = Sites(seed=6)
        self.book = sites.book()
        self.urls = [sites.url() for _ in range(URLS)]

    def by_our_rules(self, host: str) -> bool:
        """Whether a host goes to the router."""
        return self.book.verdict(host).route is not Route.DIRECT

    def pac(self, router: Endpoint) -> str:
        """The file as a URL, so that nobody need serve it."""
        return "data:text/plain," + quote(pac_text(self.book, router))

    def expect_same_hosts(self, hosts: Sequence[str | None]) -> None:
        """What a browser takes each URL's host for (None for a URL that it refuses), we do, too."""
        told = zip(self.urls, hosts, strict=True)
        assert [(url, host) for url, host in told if _ours(url) != (normal_host(host) if host else None)] == []


@pytest.fixture(scope="module")
def questions() -> Questions:
    return Questions()


@pytest.fixture(scope="module")
def namespace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Namespace]:
    """No request gets out of it."""
    if missing := namespaces_missing():
        pytest.skip(missing)
    with Namespace(tmp_path_factory.mktemp("agreement"), {}) as made:
        yield made


def test_qt(questions: Questions, qapp: QApplication) -> None:
    pac = Pac(pac_text(questions.book, ROUTER))
    hosts = {host for host in map(_ours, questions.urls) if host}
    assert [host for host in hosts if (pac(host) != "DIRECT") != questions.by_our_rules(host)] == []


def test_firefox(questions: Questions, namespace: Namespace) -> None:
    if missing := firefox_missing():
        pytest.skip(missing)
    prefs: dict[str, bool | int | str] = {
        "network.proxy.type": 2,
        "network.proxy.autoconfig_url": questions.pac(ROUTER),
    }
    with Firefox(enter=namespace.enter, prefs=prefs) as firefox:
        told = firefox.chrome(FIREFOX, questions.urls)
    questions.expect_same_hosts([one and one[0] for one in told])
    ways = {"direct": False, "socks": True}
    wrong = [one for one in told if one and ways[one[1]] != questions.by_our_rules(one[0])]
    assert wrong == []
    assert {one[1] for one in told if one} == {"direct", "socks"}


def test_chromium(questions: Questions, namespace: Namespace) -> None:
    if missing := chromium_missing():
        pytest.skip(missing)
    with SocksServer({}, listener=listen(enter=namespace.enter)) as router:
        pac = f"--proxy-pac-url={questions.pac(Endpoint('127.0.0.1', router.port))}"
        with Chromium(pac, NO_OTHER_NAMES, enter=namespace.enter) as chromium:
            told = chromium.run(f"{CHROMIUM}({json.dumps(questions.urls)})")
        asked = {request.host for request in router.requests}
    questions.expect_same_hosts(told)
    hosts = {host.strip("[]") for host in told if host}
    ruled = {host for host in hosts if questions.by_our_rules(host) and not host.startswith(ONLY_DIRECT_IN_CHROMIUM)}
    assert asked == ruled
    assert 0 < len(asked) < len(hosts)


def _ours(url: str) -> str | None:
    try:
        return host_of_site(url)[0]
    except TowpathError:
        return None
