"""The tray's menu: texts, checks, clicks, and actions that keep their identity."""

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QAction
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, changed, connection, forward, state_of
from towpath.model.browsing import BrowserState, SetBrowserMode, StartBrowser, SystemProxyState, SystemProxyStatus
from towpath.model.command import Down, RetryNow, Up
from towpath.model.desktop import BringBack
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import BrowserChanged, ConnectionChanged, ConnectionRemoved, TransferChanged
from towpath.model.forward import Endpoint
from towpath.model.site_rule import BrowserMode
from towpath.model.state import ConnectionState, Snapshot, Status
from towpath.model.transfer import HERE, Amounts, Batch, Place, TransferState, TransferStatus
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.tray import Tray
from towpath.qt.tray_icon import STEPS, tray_icon
from towpath.qt.tray_menu import TrayMenu

# The offscreen platform has no tray and says so in its own way.
offscreen_tray = pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface", extend=True)


def named(menu: QMenu, name: str) -> QAction:
    found = menu.findChild(QAction, name)
    assert isinstance(found, QAction), name
    return found


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isVisible() and not action.isSeparator()]


@offscreen_tray
def test_one_forward_is_one_check_item(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    lab = state_of(connection("lab", forward("jupyter")))
    engine.publish(ConnectionChanged(lab))
    tray = Tray(bridge)
    menu = tray.content.menu
    action = named(menu, "tray-lab")
    assert texts(menu) == [
        "All connections are off",
        "lab: jupyter — OFF",
        "Browser — off",
        "Web apps",
        "Open Towpath",
        "Open files",
        "Quick connect…",
        "Settings…",
        "Quit",
    ]
    assert not action.isChecked()

    action.trigger()
    assert engine.commands == [Up(connection="lab", forwards=("jupyter",))]
    assert not action.isChecked(), "the engine's state decides, not the click"

    engine.publish(ConnectionChanged(changed(lab, Status.UP)))
    qtbot.wait_until(action.isChecked)
    assert action.text() == "lab: jupyter — UP"
    action.trigger()
    assert engine.commands[1:] == [Down(connection="lab")]
    tray.host.hide()


def test_several_forwards_are_a_submenu(engine: FakeEngine, bridge: Bridge) -> None:
    lab = state_of(connection("lab", forward("jupyter"), forward("files", 9999)), Status.UP)
    engine.publish(ConnectionChanged(lab))
    tray = TrayMenu(bridge)
    tray.refresh(bridge.snapshot)
    submenu = next(menu for action in tray.menu.actions() if isinstance(menu := action.menu(), QMenu))
    assert submenu.title() == "lab — UP"
    assert texts(submenu) == ["Connection — UP", "jupyter — UP", "files — UP"]
    named(submenu, "tray-lab-files").trigger()
    named(submenu, "tray-lab").trigger()
    assert engine.commands == [Down(connection="lab", forwards=("files",)), Down(connection="lab")]


def test_actions_are_changed_in_place(engine: FakeEngine, bridge: Bridge) -> None:
    tray = TrayMenu(bridge)
    a, b = state_of(connection("a")), state_of(connection("b", forward("x"), forward("y")))
    tray.refresh(Snapshot(connections=(a, b)))
    before = tray.menu.actions()
    tray.refresh(Snapshot(connections=(changed(a, Status.UP), changed(b, Status.FAILED))))
    assert tray.menu.actions() == before
    assert texts(tray.menu)[1:3] == ["a — UP", "b — FAILED"]

    c = state_of(connection("c & d"))
    tray.refresh(Snapshot(connections=(a, c, b)))
    assert texts(tray.menu)[1:4] == ["a — OFF", "c && d — OFF", "b — OFF"]
    assert [action for action in tray.menu.actions() if action in before] == before


@offscreen_tray
def test_a_removed_connection_leaves_the_menu(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    tray = Tray(bridge)
    assert "lab — OFF" in texts(tray.content.menu)
    engine.publish(ConnectionRemoved("lab"))
    left = ["No connections yet", "Open Towpath", "Open files", "Quick connect…", "Settings…", "Quit"]
    qtbot.wait_until(lambda: texts(tray.content.menu) == left)
    tray.host.hide()


@pytest.mark.usefixtures("theme")
def test_many_connections_stay_in_one_column(bridge: Bridge) -> None:
    """A second column would push Quit out of the screen: menus scroll instead."""
    tray = TrayMenu(bridge)
    tray.refresh(Snapshot(connections=tuple(state_of(connection(f"machine {n}")) for n in range(100))))
    tray.menu.ensurePolished()
    tray.menu.adjustSize()
    columns = {tray.menu.actionGeometry(action).x() for action in tray.menu.actions() if action.isVisible()}
    assert len(columns) == 1


def favourite(name: str) -> ConnectionState:
    return state_of(replace(connection(name), favourite=True))


def test_favourites_come_first(bridge: Bridge) -> None:
    tray = TrayMenu(bridge)
    a, b, c = (state_of(connection(name)) for name in "abc")
    tray.refresh(Snapshot(connections=(a, b, c)))
    before = tray.menu.actions()
    tray.refresh(Snapshot(connections=(a, favourite("b"), c)))
    assert texts(tray.menu)[1:4] == ["b — OFF", "a — OFF", "c — OFF"]
    assert set(tray.menu.actions()) == set(before), "panels remember the ids"
    tray.refresh(Snapshot(connections=(a, b, c)))
    assert tray.menu.actions() == before


def test_what_is_too_much_is_in_a_submenu(bridge: Bridge) -> None:
    tray = TrayMenu(bridge)
    many = [state_of(connection(f"machine {n}")) for n in range(20)]
    tray.refresh(Snapshot(connections=tuple(many)))
    more = named(tray.menu, "tray-more")
    submenu = more.menu()
    assert isinstance(submenu, QMenu)
    assert more.isVisible()
    assert more.text() == "5 more connections"
    assert texts(tray.menu)[1:16] == [f"machine {n} — OFF" for n in range(15)]
    assert texts(submenu) == [f"machine {n} — OFF" for n in range(15, 20)]
    tray.refresh(Snapshot(connections=(*many[:-1], favourite("machine 19"))))
    assert texts(tray.menu)[1:3] == ["machine 19 — OFF", "machine 0 — OFF"]
    assert more.text() == "4 more connections"
    tray.refresh(Snapshot(connections=tuple(many[:3])))
    assert not more.isVisible()
    assert texts(tray.menu)[1:4] == ["machine 0 — OFF", "machine 1 — OFF", "machine 2 — OFF"]


def test_what_was_up_is_offered(engine: FakeEngine, bridge: Bridge) -> None:
    tray = TrayMenu(bridge)
    two = (state_of(connection("a")), state_of(connection("b")))
    tray.refresh(Snapshot(connections=two))
    offer = named(tray.menu, "tray-bring-back")
    assert not offer.isVisible()
    tray.refresh(Snapshot(connections=two, to_bring_back=("a", "b")))
    assert (offer.isVisible(), offer.text()) == (True, "Connect again what was up (2)")
    offer.trigger()
    assert engine.commands == [BringBack(accepted=True)]


def test_trouble_with_one_forward_shows(engine: FakeEngine, bridge: Bridge) -> None:
    tray = TrayMenu(bridge)
    state = state_of(connection("lab", forward("web")), Status.UP, forwards=Status.FAILED)
    tray.refresh(Snapshot(connections=(state,)))
    assert texts(tray.menu)[:2] == ["1 of 1 up, 1 degraded", "lab: web — DEGRADED"]


def test_a_failure_after_a_click_is_told(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    tray = TrayMenu(bridge)
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    tray.refresh(bridge.snapshot)
    engine.refusal = Problem(ProblemKind.REFUSED, "ann@lab")
    with qtbot.wait_signal(tray.failed) as told:
        named(tray.menu, "tray-lab").trigger()
    assert told.args == [engine.refusal, "lab"]
    engine.refusal = Problem(ProblemKind.CANCELLED)
    with qtbot.assert_not_emitted(tray.failed, wait=20):
        named(tray.menu, "tray-lab").trigger()


GATE = "ann@gate.example"
LOGIN_NEEDED = Problem(ProblemKind.LOGIN_NEEDED, GATE, {"reason": "no answer for 45 s"})


def lost(name: str) -> ConnectionState:
    """A connection through a gateway that only the user can log in to again."""
    return state_of(connection(name, forward(f"web-{name}")), Status.WAITING_FOR_USER, problem=LOGIN_NEEDED)


def test_what_waits_can_be_tried_at_once(engine: FakeEngine, bridge: Bridge) -> None:
    tray = TrayMenu(bridge)
    lab = state_of(connection("lab"), Status.UP)
    tray.refresh(Snapshot(connections=(lab,)))
    assert not named(tray.menu, "tray-retry").isVisible()
    tray.refresh(Snapshot(connections=(changed(lab, Status.RETRYING),)))
    assert texts(tray.menu)[1] == "Retry now"
    named(tray.menu, "tray-retry").trigger()
    assert engine.commands == [RetryNow()]


def test_a_forward_that_waits_for_its_port_can_be_tried_at_once(bridge: Bridge) -> None:
    tray = TrayMenu(bridge)
    lab = state_of(connection("lab", forward("web")), Status.UP, forwards=Status.RETRYING)
    tray.refresh(Snapshot(connections=(lab,)))
    assert named(tray.menu, "tray-retry").isVisible()


def test_a_lost_login_is_offered_once_for_all_that_share_it(engine: FakeEngine, bridge: Bridge) -> None:
    tray = TrayMenu(bridge)
    five = tuple(lost(f"machine {n}") for n in range(5))
    tray.refresh(Snapshot(connections=five))
    offers = [text for text in texts(tray.menu) if "again" in text]
    assert offers == [f"Log in to {GATE} again…"]
    named(tray.menu, f"tray-login-{GATE}").trigger()
    assert engine.commands == [RetryNow(connection="machine 0")]
    tray.refresh(Snapshot(connections=tuple(changed(one, Status.UP) for one in five)))
    assert not [text for text in texts(tray.menu) if "again" in text]


def test_a_shared_forward_is_marked(bridge: Bridge) -> None:
    shared = replace(forward("web"), listen=Endpoint("*", 8888))
    one, two = connection("one", shared), connection("two", shared, forward("db", 5432))
    tray = TrayMenu(bridge)
    tray.refresh(Snapshot(connections=(state_of(one, Status.UP), state_of(two, Status.UP))))
    assert texts(tray.menu)[1] == "one: web — UP, shared with your network"
    submenu = next(menu for action in tray.menu.actions() if isinstance(menu := action.menu(), QMenu))
    assert submenu.title() == "two — UP, shared with your network"
    assert texts(submenu)[1:] == ["web — UP, shared with your network", "db — UP"]


def transferring(done: int, status: TransferStatus = TransferStatus.RUNNING) -> TransferState:
    batch = Batch(id="one", sources=(Place(HERE, b"/x"),), destination=Place("lab", b"/y"))
    amounts = Amounts(files_found=1, bytes_found=100_000_000, bytes_done=done, listed=True)
    return TransferState(batch=batch, status=status, amounts=amounts, rate=12_000_000, seconds_left=121)


@offscreen_tray
@pytest.mark.parametrize("reason", QSystemTrayIcon.ActivationReason)
def test_what_is_clicked_on_the_icon(bridge: Bridge, reason: QSystemTrayIcon.ActivationReason) -> None:
    tray = Tray(bridge)
    activated = QSignalSpy(tray.host.activated)
    icon = tray.host.findChild(QSystemTrayIcon)
    assert icon is not None
    icon.activated.emit(reason)
    clicks = (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick)
    assert activated.count() == (reason in clicks)
    tray.host.hide()


@offscreen_tray
def test_transfers_under_way_have_a_line(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("towpath.qt.tray._TELL_SECONDS", 0.0)
    tray = Tray(bridge)
    line = named(tray.content.menu, "tray-transfers")
    assert not line.isVisible()
    engine.publish(TransferChanged(transferring(45_000_000)))
    qtbot.wait_until(line.isVisible)
    assert line.text() == "Transfers: 45 %, 12 MB/s, 2 min left"
    with qtbot.wait_signal(tray.content.show_files):
        line.trigger()
    engine.publish(TransferChanged(transferring(60_000_000)))
    qtbot.wait_until(lambda: line.text() == "Transfers: 60 %, 12 MB/s, 2 min left")
    engine.publish(TransferChanged(transferring(100_000_000, TransferStatus.DONE)))
    qtbot.wait_until(lambda: not line.isVisible())
    tray.host.hide()


@offscreen_tray
def test_the_icon_shows_how_far_transfers_are_in_few_steps(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is a picture that goes over the bus to the panel."""
    monkeypatch.setattr("towpath.qt.tray._TELL_SECONDS", 0.0)
    tray = Tray(bridge)
    shown: list[int] = []
    monkeypatch.setattr(tray.host, "show", lambda icon, _tip: shown.append(icon.cacheKey()))
    for percent in range(1, 100):
        engine.publish(TransferChanged(transferring(percent * 1_000_000)))
        bridge.changed.emit(Changes(transfers=True))
    assert len(shown) >= 99
    assert len(set(shown)) == STEPS
    engine.publish(TransferChanged(transferring(100_000_000, TransferStatus.DONE)))
    bridge.changed.emit(Changes(transfers=True))
    assert shown[-1] == tray_icon(Status.OFF).cacheKey()
    tray.host.hide()


@offscreen_tray
def test_the_line_of_transfers_changes_once_a_second(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    """Each change goes over the bus to the panel."""
    tray = Tray(bridge)
    line = named(tray.content.menu, "tray-transfers")
    told: list[str] = []
    line.changed.connect(lambda: told.append(line.text()))
    for percent in range(1, 20):
        with qtbot.wait_signal(bridge.changed):
            engine.publish(TransferChanged(transferring(percent * 1_000_000)))
    assert len(set(told)) <= 2
    tray.host.hide()


@offscreen_tray
def test_the_menu_leads_to_the_files(qtbot: QtBot, bridge: Bridge) -> None:
    tray = Tray(bridge)
    with qtbot.wait_signal(tray.content.show_files):
        named(tray.content.menu, "tray-files").trigger()
    tray.host.hide()


def browsing(
    engine: FakeEngine, mode: BrowserMode, via: str = "", status: SystemProxyStatus = SystemProxyStatus.OURS
) -> None:
    """The browser switch stands there, and the desktop's setting is ours, or not."""
    state = SystemProxyState(desktop="GNOME", status=status)
    engine.publish(BrowserChanged(BrowserState(mode=mode, everything_via=via, system=state)))


def browser_menu(tray: TrayMenu) -> QMenu:
    menu = named(tray.menu, "tray-browser").menu()
    assert isinstance(menu, QMenu)
    return menu


def checked(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isChecked()]


def test_the_browser_switch(engine: FakeEngine, bridge: Bridge) -> None:
    for name in ("lab", "r&d_2"):
        engine.publish(ConnectionChanged(state_of(connection(name))))
    tray = TrayMenu(bridge)
    tray.refresh(bridge.snapshot)
    menu = browser_menu(tray)
    assert texts(menu)[:4] == ["Off", "Rules", "Everything through lab", "Everything through r&&d_2"]
    assert (menu.title(), checked(menu)) == ("Browser — off", ["Off"])

    named(menu, "tray-browser-rules").trigger()
    assert engine.commands == [SetBrowserMode(mode=BrowserMode.RULES)]
    assert checked(menu) == ["Off"], "the engine's state decides, not the click"
    named(menu, "tray-browser-r&d_2").trigger()
    assert engine.asked(SetBrowserMode) == SetBrowserMode(mode=BrowserMode.EVERYTHING, via="r&d_2")

    before = menu.actions()
    browsing(engine, BrowserMode.EVERYTHING, "r&d_2")
    tray.refresh(bridge.snapshot, over_bus=True)
    assert menu.actions() == before, "panels remember the ids"
    assert (menu.title(), checked(menu)) == ("Browser — everything through r&&d__2", ["Everything through r&&d__2"])
    engine.publish(ConnectionRemoved("r&d_2"))
    tray.refresh(bridge.snapshot)
    assert (menu.title(), checked(menu)) == ("Browser — everything through a connection that was removed", [])


def test_the_tray_says_that_others_changed_the_setting(engine: FakeEngine, bridge: Bridge) -> None:
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    tray = TrayMenu(bridge)
    browsing(engine, BrowserMode.RULES)
    tray.refresh(bridge.snapshot)
    menu, again = browser_menu(tray), named(browser_menu(tray), "tray-browser-again")
    usual = menu.menuAction().icon().cacheKey()
    assert menu.title() == "Browser — by the rules"
    assert not again.isVisible()

    browsing(engine, BrowserMode.RULES, status=SystemProxyStatus.TAKEN)
    tray.refresh(bridge.snapshot)
    told = "another program changed the proxy setting of GNOME"
    assert menu.title() == f"Browser — by the rules, {told}"
    assert menu.menuAction().icon().cacheKey() != usual
    assert texts(menu)[:2] == ["A" + told[1:], "Take it back"]
    again.trigger()
    assert engine.commands == [SetBrowserMode(mode=BrowserMode.RULES)]

    browsing(engine, BrowserMode.OFF, status=SystemProxyStatus.FAILED)
    tray.refresh(bridge.snapshot)
    assert texts(menu)[:2] == ["The proxy setting of GNOME could not be changed", "Try again"]
    again.trigger()
    assert engine.asked(SetBrowserMode).mode is BrowserMode.OFF


@offscreen_tray
def test_the_tool_tip_says_so_too(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    tray = Tray(bridge)
    tips: list[str] = []
    monkeypatch.setattr(tray.host, "show", lambda _icon, tip: tips.append(tip))
    browsing(engine, BrowserMode.RULES, status=SystemProxyStatus.TAKEN)
    qtbot.wait_until(lambda: bool(tips))
    assert tips[-1].splitlines()[1:] == ["Another program changed the proxy setting of GNOME"]
    tray.host.hide()


@offscreen_tray
def test_the_tray_leads_to_a_browser_and_to_the_rules(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    tray = Tray(bridge)
    menu = browser_menu(tray.content)
    named(menu, "tray-browser-start").trigger()
    assert engine.commands == [StartBrowser()]
    with qtbot.wait_signal(tray.content.show_browser):
        named(menu, "tray-browser-page").trigger()
    tray.host.hide()


def test_without_connections_and_rules_there_is_nothing_to_switch(engine: FakeEngine, bridge: Bridge) -> None:
    tray = TrayMenu(bridge)
    tray.refresh(bridge.snapshot)
    assert not named(tray.menu, "tray-browser").isVisible()
    browsing(engine, BrowserMode.RULES)
    tray.refresh(bridge.snapshot)
    assert named(tray.menu, "tray-browser").isVisible()
