"""The list of the sites just seen: rows that keep their selection, and one click for a rule."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, state_of
from towpath.model.browsing import BrowserState, ForgetSites, SaveRule, SiteSeen
from towpath.model.command import SaveSettings
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import BrowserChanged, ConnectionChanged, SettingsChanged, SitesSeen
from towpath.model.settings import Settings
from towpath.model.site_rule import BrowserSettings, Lifetime, Route, SiteRule
from towpath.model.state import Status
from towpath.qt.bridge import Bridge
from towpath.qt.browser.site_model import Column
from towpath.qt.browser.sites_view import SitesView

RULE = SiteRule(id="one", pattern="lab.example", connection="lab")


def seen(host: str, at: float = 1000.0, **more: object) -> SiteSeen:
    domain = ".".join(host.split(".")[-2:])
    return replace(SiteSeen(host=host, port=443, domain=domain, route=Route.DIRECT, requests=1, seen_at=at), **more)


WIKI = seen("wiki.corp.example", 3000.0, route=Route.VIA, connection="lab", down=1_200_000, up=30_000, open=2)
BOOK = seen("book.lab.example", 2000.0, port=8888, rule="one", route=Route.VIA, connection="lab")
DEBIAN = seen("www.debian.org", 1000.0, requests=1234)
ADDRESS = seen("2001:db8::17", 500.0, port=8443, domain="2001:db8::17")


@pytest.fixture
def view(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> Iterator[SitesView]:
    engine.publish(ConnectionChanged(state_of(connection("office"))))
    engine.publish(ConnectionChanged(state_of(connection("lab"), Status.UP)))
    engine.publish(BrowserChanged(BrowserState(rules=(RULE,))))
    engine.publish(SitesSeen((WIKI, BOOK, DEBIAN, ADDRESS)))
    view = SitesView(bridge)
    view.resize(1000, 400)
    with qtbot.wait_exposed(view):
        view.show()
    view.activateWindow()
    yield view
    view.hide()


def show(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, *sites: SiteSeen) -> None:
    with qtbot.wait_signal(bridge.changed):
        engine.publish(SitesSeen(sites))


def column(view: SitesView, which: Column) -> list[str]:
    return [str(view.sorted.index(row, which).data()) for row in range(view.sorted.rowCount())]


def chosen_host(view: SitesView) -> str:
    assert view.chosen is not None
    return view.chosen.host


# --- what is shown


def test_the_latest_is_first(view: SitesView) -> None:
    assert column(view, Column.SITE) == [
        "wiki.corp.example",
        "book.lab.example:8888",
        "www.debian.org",
        "[2001:db8::17]:8443",
    ]
    assert column(view, Column.WAY) == ["Through lab", "Through lab", "Direct", "Direct"]
    assert column(view, Column.RULE) == ["", "lab.example and all below it", "", ""]
    assert column(view, Column.REQUESTS) == ["1 (2 open)", "1", "1,234", "1"]
    assert column(view, Column.BYTES) == ["↓ 1.2 MB  ↑ 30 kB", "", "", ""]


def test_new_names_of_connections_and_rules_show_at_once(qtbot: QtBot, engine: FakeEngine, view: SitesView) -> None:
    engine.publish(ConnectionChanged(state_of(replace(connection("lab"), name="Laboratory"), Status.UP)))
    qtbot.wait_until(lambda: column(view, Column.WAY)[0] == "Through Laboratory")
    engine.publish(BrowserChanged(BrowserState(rules=(replace(RULE, pattern="=book.lab.example"),))))
    qtbot.wait_until(lambda: column(view, Column.RULE)[1].startswith("book.lab.example"))


def test_a_row_keeps_its_selection_wherever_it_goes(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, view: SitesView
) -> None:
    """300 rows, all of them new each time, and in another order."""
    hosts = [f"h{number}.corp{number % 40}.example" for number in range(300)]
    show(qtbot, engine, bridge, *(seen(host, 1000.0 + number) for number, host in enumerate(hosts)))
    view.choose("h100.corp20.example")
    for turn in range(5):
        sites = [seen(host, 1000.0 + (number * 7 + turn) % 300) for number, host in enumerate(hosts)]
        show(qtbot, engine, bridge, *sites, seen(f"new{turn}.example", 9000.0 + turn))
        assert chosen_host(view) == "h100.corp20.example"
        assert column(view, Column.SITE)[0] == f"new{turn}.example"
    assert view.sorted.rowCount() == 301
    show(qtbot, engine, bridge, *(seen(host) for host in hosts[:100]))
    assert view.chosen is None, "the engine keeps it no more"


def test_nothing_moves_under_the_pointer(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, view: SitesView) -> None:
    view.sorted.hold(held=True)
    before = column(view, Column.SITE)
    show(qtbot, engine, bridge, seen("new.example", 9000.0), replace(DEBIAN, seen_at=8000.0), WIKI, BOOK, ADDRESS)
    assert column(view, Column.SITE) == [*before, "new.example"]
    view.sorted.hold(held=False)
    assert column(view, Column.SITE) == ["new.example", "www.debian.org", *before[:2], before[3]]


def test_a_filter_looks_at_hosts_ways_and_rules(view: SitesView) -> None:
    QTest.keyClicks(view.filter, "through lab")
    assert column(view, Column.SITE) == ["wiki.corp.example", "book.lab.example:8888"]
    view.filter.setText("below it")
    assert column(view, Column.SITE) == ["book.lab.example:8888"]
    view.choose("book.lab.example")
    view.filter.setText("wiki")
    assert column(view, Column.SITE) == ["wiki.corp.example"]
    assert view.chosen is None, "what is shown instead was not chosen"
    view.filter.clear()
    assert len(column(view, Column.SITE)) == 4


def test_sorting_by_site_keeps_domains_together(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, view: SitesView
) -> None:
    show(qtbot, engine, bridge, WIKI, DEBIAN, BOOK, seen("mail.corp.example"))
    view.table.sortByColumn(Column.SITE, Qt.SortOrder.AscendingOrder)
    hosts = column(view, Column.SITE)
    assert hosts == ["mail.corp.example", "wiki.corp.example", "book.lab.example:8888", "www.debian.org"]
    view.table.sortByColumn(Column.REQUESTS, Qt.SortOrder.DescendingOrder)
    show(qtbot, engine, bridge, WIKI, DEBIAN, BOOK, seen("mail.corp.example", requests=200))
    assert column(view, Column.REQUESTS)[:2] == ["1,234", "200"]


def test_a_paused_list_waits(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, view: SitesView) -> None:
    view.pause.click()
    assert view.pause.accessibleName() == "Go on showing new sites"
    show(qtbot, engine, bridge, seen("new.example", 9000.0))
    assert column(view, Column.SITE)[0] == "wiki.corp.example"
    view.pause.click()
    assert column(view, Column.SITE) == ["new.example"]


def test_a_failure_is_marked_and_explained(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, view: SitesView) -> None:
    problem = Problem(ProblemKind.TAKEN_DOWN_BY_HAND, "lab")
    show(qtbot, engine, bridge, replace(WIKI, problem=problem), DEBIAN)
    assert column(view, Column.WAY)[0] == "Failed: through lab"
    assert not view.problem.isVisible()
    view.choose("wiki.corp.example")
    assert view.problem.text().startswith("lab is not brought up for a browser")
    view.choose("www.debian.org")
    assert not view.problem.isVisible()


def test_a_site_that_is_blocked_did_not_fail(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, view: SitesView) -> None:
    blocked = Problem(ProblemKind.SITE_BLOCKED, "ads.example", {"rule": "ads.example"})
    show(qtbot, engine, bridge, seen("ads.example", route=Route.BLOCK, problem=blocked))
    assert column(view, Column.WAY) == ["Blocked"]
    view.choose("ads.example")
    assert not view.problem.isVisible()


def test_an_empty_list_says_what_will_be_there(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, view: SitesView
) -> None:
    view.clear.click()
    assert engine.commands == [ForgetSites()]
    show(qtbot, engine, bridge)
    assert view.nothing.isVisible()
    assert not view.clear.isEnabled()
    assert not view.send.isVisible()


def test_a_list_that_is_off_by_choice_says_so(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, view: SitesView
) -> None:
    settings = Settings(browser=BrowserSettings(log_sites=False, rules=(RULE,)))
    with qtbot.wait_signal(bridge.changed):
        engine.publish(SettingsChanged(settings))
    assert view.remember.isVisible()
    assert not view.table.isVisible()
    view.remember.click()
    wanted = replace(settings, browser=replace(settings.browser, log_sites=True))
    assert engine.commands == [SaveSettings(settings=wanted)]
    with qtbot.wait_signal(bridge.changed):
        engine.publish(SettingsChanged(wanted))
    assert view.table.isVisible()


# --- another way


def saved(engine: FakeEngine) -> SaveRule:
    return engine.asked(SaveRule)


def test_nothing_is_sent_while_nothing_is_chosen(view: SitesView) -> None:
    assert not view.send.through.isEnabled()
    assert view.send.text.text() == "Choose a site to send it another way."


def test_one_click_makes_a_rule_for_the_domain(engine: FakeEngine, view: SitesView) -> None:
    view.choose("wiki.corp.example")
    assert view.send.text.text() == "Send corp.example"
    assert view.send.through.text() == "&Through lab", "it is up"
    view.send.through.click()
    rule = saved(engine).rule
    assert rule == SiteRule(id=rule.id, pattern="corp.example", connection="lab")
    assert saved(engine).before is None, "a new one comes first"

    view.send.lifetime.setCurrentIndex(2)
    view.send.block.click()
    assert saved(engine).rule == SiteRule(
        id=saved(engine).rule.id, pattern="corp.example", route=Route.BLOCK, lifetime=Lifetime.HOUR
    )
    assert saved(engine).rule.id != rule.id
    view.send.lifetime.setCurrentIndex(1)
    view.send.direct.click()
    assert (saved(engine).rule.route, saved(engine).rule.lifetime) == (Route.DIRECT, Lifetime.SESSION)


def test_another_connection_is_remembered(engine: FakeEngine, view: SitesView) -> None:
    view.choose("2001:db8::17")
    menu = view.send.others.menu()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["Through office", "Through lab"]
    menu.actions()[0].trigger()
    assert (saved(engine).rule.connection, saved(engine).rule.pattern) == ("office", "2001:db8::17")
    view.send.direct.click()
    view.choose("www.debian.org")
    assert view.send.through.text() == "&Through office"


def test_a_rule_that_is_there_is_changed_and_comes_first(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, view: SitesView
) -> None:
    old = SiteRule(id="two", pattern="corp.example", route=Route.BLOCK, enabled=False, note="by hand")
    with qtbot.wait_signal(bridge.changed):
        engine.publish(BrowserChanged(BrowserState(rules=(RULE, old))))
    view.choose("wiki.corp.example")
    view.send.direct.click()
    assert saved(engine) == SaveRule(rule=replace(old, route=Route.DIRECT, enabled=True), before="one")
    with qtbot.wait_signal(bridge.changed):
        engine.publish(BrowserChanged(BrowserState(rules=(old, RULE))))
    view.send.direct.click()
    assert saved(engine).before is None


def test_a_host_that_no_rule_can_be_for_is_told(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, view: SitesView
) -> None:
    show(qtbot, engine, bridge, seen("a b", domain="a b"))
    view.choose("a b")
    with qtbot.wait_signal(view.failed) as told:
        view.send.block.click()
    assert told.args is not None
    assert told.args[0].kind is ProblemKind.INVALID
    assert engine.commands == []


def test_the_menu_of_a_row(qtbot: QtBot, engine: FakeEngine, view: SitesView) -> None:
    view.choose("book.lab.example")
    view.table.setFocus()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(view.table, event)
    menu = view.findChild(QMenu, "site-menu")
    assert isinstance(menu, QMenu)
    by_text = {action.text(): action for action in menu.actions()}
    assert list(by_text) == [
        "&Why does it go that way?",
        "Show the &rule",
        "",
        "Send lab.example through office",
        "Send lab.example through lab",
        "Send lab.example direct",
        "Block lab.example",
    ]
    with qtbot.wait_signal(view.show_rule) as shown:
        by_text["Show the &rule"].trigger()
    assert shown.args == ["one"]
    by_text["Send lab.example direct"].trigger()
    assert saved(engine).rule == replace(RULE, route=Route.DIRECT, connection="")
    menu.close()


def test_return_asks_why(qtbot: QtBot, view: SitesView) -> None:
    view.choose("book.lab.example")
    view.table.setFocus()
    with qtbot.wait_signal(view.explain) as asked:
        QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert asked.args == ["book.lab.example:8888"]
