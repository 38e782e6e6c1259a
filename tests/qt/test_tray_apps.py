"""Web applications in the tray's menu."""

from msgspec.structs import replace
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, changed, connection, state_of
from tests.qt.test_web_apps import app
from towpath.model.event import ConnectionChanged, WebAppsChanged
from towpath.model.forward import FROM_WEB_APP, Endpoint, Forward
from towpath.model.state import Status
from towpath.model.web_app import EndWebApp, ForgetWebApps, OpenWebAppAgain
from towpath.qt.bridge import Bridge
from towpath.qt.tray_apps import MOST_RECENT
from towpath.qt.tray_menu import TrayMenu


def named(menu: QMenu, name: str) -> QAction:
    found = [action for action in (*menu.actions(), *menu.findChildren(QAction)) if action.objectName() == name]
    assert found, name
    return found[0]


def submenu(action: QAction) -> QMenu:
    menu = action.menu()
    assert isinstance(menu, QMenu)
    return menu


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isVisible() and not action.isSeparator()]


def with_forward(engine: FakeEngine, status: Status) -> None:
    forward = Forward(
        id=FROM_WEB_APP + "1", listen=Endpoint("127.0.0.1", 8888), target=Endpoint("localhost", 8888), label="J"
    )
    engine.publish(ConnectionChanged(state_of(connection("lab", forward), status)))


def test_what_is_open_can_be_shown_and_ended(engine: FakeEngine, bridge: Bridge) -> None:
    with_forward(engine, Status.UP)
    engine.publish(WebAppsChanged((app("1", port=8888), app("2"))))
    tray = TrayMenu(bridge)
    tray.refresh(bridge.snapshot)
    entry = named(tray.menu, "tray-apps")
    assert entry.text() == "Web apps — 1 open"
    menu = submenu(entry)
    assert texts(menu) == ["Open a web app…", "Jupyter 1 — UP", "Jupyter 2", "Forget those that are not open"]
    one = submenu(named(menu, "tray-app-1"))
    assert texts(one) == ["Show again", "End"]
    assert not one.icon().isNull()
    named(one, "tray-app-1-show").trigger()
    assert engine.asked(OpenWebAppAgain).id == "1"
    named(one, "tray-app-1-end").trigger()
    assert engine.asked(EndWebApp).id == "1"
    named(menu, "tray-app-2").trigger()
    assert engine.asked(OpenWebAppAgain).id == "2"
    named(menu, "tray-apps-forget").trigger()
    assert engine.asked(ForgetWebApps).ids == ()


def test_its_state_is_told_in_words(engine: FakeEngine, bridge: Bridge) -> None:
    with_forward(engine, Status.UP)
    engine.publish(WebAppsChanged((app("1", port=8888),)))
    tray = TrayMenu(bridge)
    tray.refresh(bridge.snapshot)
    lab = bridge.snapshot.by_id("lab")
    assert lab
    engine.publish(ConnectionChanged(changed(lab, Status.RETRYING)))
    tray.refresh(bridge.snapshot)
    assert named(submenu(named(tray.menu, "tray-apps")), "tray-app-1").text() == "Jupyter 1 — RETRYING"


def test_what_stays_keeps_its_item_whatever_the_order(engine: FakeEngine, bridge: Bridge) -> None:
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    engine.publish(WebAppsChanged((app("1"), app("2"), app("3"))))
    tray = TrayMenu(bridge)
    tray.refresh(bridge.snapshot)
    menu = submenu(named(tray.menu, "tray-apps"))
    before = {name: named(menu, f"tray-app-{name}") for name in "123"}
    engine.publish(WebAppsChanged((app("3"), app("4"), app("1"), app("2"))))
    tray.refresh(bridge.snapshot)
    assert texts(menu)[1:5] == ["Jupyter 3", "Jupyter 4", "Jupyter 1", "Jupyter 2"]
    for name, action in before.items():
        assert named(menu, f"tray-app-{name}") is action
    engine.publish(WebAppsChanged((app("1"),)))
    tray.refresh(bridge.snapshot)
    assert texts(menu) == ["Open a web app…", "Jupyter 1", "Forget those that are not open"]
    engine.publish(WebAppsChanged(()))
    tray.refresh(bridge.snapshot)
    assert texts(menu) == ["Open a web app…"]


def test_only_the_latest_are_there_but_all_that_are_open(engine: FakeEngine, bridge: Bridge) -> None:
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    many = tuple(app(f"{number}") for number in range(12))
    engine.publish(WebAppsChanged((*many, app("last", port=1))))
    tray = TrayMenu(bridge)
    tray.refresh(bridge.snapshot)
    shown = texts(submenu(named(tray.menu, "tray-apps")))
    assert len(shown) == MOST_RECENT + 3
    assert "Jupyter last — OFF" in shown


def test_names_are_shown_as_they_are_over_the_bus(engine: FakeEngine, bridge: Bridge) -> None:
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    engine.publish(WebAppsChanged((replace(app("1"), name="a_b & c\x1b"),)))
    tray = TrayMenu(bridge)
    for over_bus, text in ((True, r"a__b && c\x1b"), (False, r"a_b && c\x1b")):
        tray.refresh(bridge.snapshot, over_bus=over_bus)
        assert named(submenu(named(tray.menu, "tray-apps")), "tray-app-1").text() == text


def test_the_menu_leads_to_the_dialog(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    tray = TrayMenu(bridge)
    tray.refresh(bridge.snapshot)
    assert not named(tray.menu, "tray-apps").isVisible(), "there is no connection that one could be opened through"
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    tray.refresh(bridge.snapshot)
    assert named(tray.menu, "tray-apps").isVisible()
    with qtbot.wait_signal(tray.open_app):
        named(submenu(named(tray.menu, "tray-apps")), "tray-app-open").trigger()
