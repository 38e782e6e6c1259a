"""What browsers ask for, seen in the window of the whole program, and sent another way from there."""

import urllib.error
import urllib.request

from pytestqt.qtbot import QtBot

from tests.support.profile import save
from tests.support.sshd import free_port
from tests.support.window import PATIENCE_MS, WindowProgram
from towpath.model.connection import Connection, Hop
from towpath.model.forward import Endpoint
from towpath.model.settings import Settings
from towpath.model.site_rule import BrowserMode, BrowserSettings, Route, SiteRule
from towpath.qt.browser.site_model import Column


def status(url: str, router: Endpoint) -> int:
    """What a browser gets for `url`."""
    proxied = urllib.request.build_opener(urllib.request.ProxyHandler({"http": f"http://{router}"}))
    try:
        with proxied.open(url, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_a_site_that_was_blocked_is_sent_through_a_connection_with_a_click(qtbot: QtBot) -> None:
    """Nothing answers where the connection leads, so the site fails, and the window says why."""
    lab = Connection(id="lab", name="lab", target=Hop(host="127.0.0.1", port=free_port(), user="ann"))
    rule = SiteRule(id="ads", pattern="ads.example", route=Route.BLOCK)
    save(lab, settings=Settings(browser=BrowserSettings(rules=(rule,))))
    with WindowProgram(qtbot) as program:
        window, page = program.window, program.window.browser
        window.show_page(page)
        program.click(page.strip.switch.buttons[BrowserMode.RULES])
        qtbot.wait_until(page.strip.switch.buttons[BrowserMode.RULES].isChecked, timeout=PATIENCE_MS)
        router = program.bridge.snapshot.browser.router
        assert router is not None
        assert page.strip.router.text() == str(router)

        def went() -> list[str]:
            return [str(page.sites.sorted.index(row, Column.WAY).data()) for row in range(page.sites.sorted.rowCount())]

        assert status("http://x.ads.example/", router) == 403
        qtbot.wait_until(lambda: went() == ["Blocked"], timeout=PATIENCE_MS)
        page.sites.choose("x.ads.example")
        program.click(page.sites.send.through)
        qtbot.wait_until(lambda: page.rules.model.rules()[0].route is Route.VIA, timeout=PATIENCE_MS)
        assert [one.id for one in page.rules.model.rules()] == ["ads"], "the rule that was there is changed"

        assert status("http://x.ads.example/", router) >= 500
        qtbot.wait_until(lambda: went() == ["Failed: through lab"], timeout=PATIENCE_MS)
        assert page.sites.problem.isVisible()
        page.sites.table.activated.emit(page.sites.table.currentIndex())
        qtbot.wait_until(lambda: "x.ads.example goes through lab." in page.tester.verdict.text(), timeout=PATIENCE_MS)
        assert page.tester.state.text().startswith("lab is FAILED: ")
        assert not window.notices.texts
