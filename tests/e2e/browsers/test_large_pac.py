"""Browsers take our PAC file though there are very many rules: one that is too large they would ignore in silence."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.browsers.test_agreement import CHROMIUM, FIREFOX, NO_OTHER_NAMES
from tests.qt.test_pac import names
from tests.support.chromium import Chromium, chromium_missing
from tests.support.firefox import Firefox, firefox_missing
from tests.support.namespace import Namespace, listen, namespaces_missing
from tests.support.origin import Origins
from tests.support.socks import SocksServer
from towpath.model.forward import Endpoint
from towpath.routing.pac import pac_text
from towpath.routing.rules import RuleBook

URL = "http://127.0.0.1/proxy.pac"
RULED = ("h0.some-department.example0.org", "a.b.h9999.some-department.example8.org")
NOT_RULED = ("example8.org", "h9999.example8.org")


@pytest.fixture(scope="module")
def namespace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Namespace]:
    if missing := namespaces_missing() or chromium_missing() or firefox_missing():
        pytest.skip(missing)
    with Namespace(tmp_path_factory.mktemp("large"), {}) as made:
        yield made


def test_10_000_rules_are_taken(namespace: Namespace, tmp_path: Path) -> None:
    urls = [f"http://{host}/" for host in (*RULED, *NOT_RULED)]
    with (
        Origins(tmp_path, {"PAC": "127.0.0.1"}, enter=namespace.enter) as site,
        SocksServer({}, listener=listen(enter=namespace.enter)) as router,
    ):
        text = pac_text(RuleBook(names(10_000)), Endpoint("127.0.0.1", router.port))
        (site.pages / "proxy.pac").write_text(text)
        with Chromium(f"--proxy-pac-url={URL}", NO_OTHER_NAMES, enter=namespace.enter) as chromium:
            chromium.run(f"{CHROMIUM}({json.dumps(urls)})")
        assert router.hosts_asked() & {*RULED, *NOT_RULED} == {*RULED}
        prefs: dict[str, bool | int | str] = {"network.proxy.type": 2, "network.proxy.autoconfig_url": URL}
        with Firefox(enter=namespace.enter, prefs=prefs) as firefox:
            told = firefox.chrome(FIREFOX, urls)
        assert {host for host, way in told if way == "socks"} == {*RULED}
