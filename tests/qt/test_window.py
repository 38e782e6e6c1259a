"""The main window: pages, notices, settings, light and dark, and what closing it means."""

from functools import partial

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, forward, state_of
from towpath.model.command import SaveSettings
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged, NoticeRaised, RememberedChanged, SettingsChanged
from towpath.model.remembered import Remember
from towpath.model.settings import Appearance, Settings
from towpath.model.state import Status, Traffic
from towpath.model.trust import KnownHostLine, KnownHostsListed, ListKnownHosts
from towpath.qt.bridge import Bridge
from towpath.qt.colours import DARK, LIGHT, Colours
from towpath.qt.theme import Theme
from towpath.qt.window import MainWindow

NO_KEYRING = Problem(ProblemKind.NO_SAFE_KEYRING)


class Tray:
    """Whether there is one."""

    shown = True


@pytest.fixture
def tray() -> Tray:
    return Tray()


@pytest.fixture
def window(qtbot: QtBot, bridge: Bridge, theme: Theme, tray: Tray) -> MainWindow:
    window = MainWindow(bridge, theme, tray_shown=lambda: tray.shown)
    qtbot.add_widget(window)
    with qtbot.wait_exposed(window):
        window.show()
    return window


def window_colour() -> str:
    return QApplication.palette().window().color().name()


def wait_for_colour(qtbot: QtBot, scheme: Colours) -> None:
    qtbot.wait_until(lambda: window_colour() == scheme.window)


def test_the_rail_leads_to_the_pages_that_exist(window: MainWindow) -> None:
    names = {
        "rail-connections": window.connections,
        "rail-files": window.files,
        "rail-browser": window.browser,
        "rail-keys": window.keys,
        "rail-activity": window.activity,
        "rail-settings": window.settings,
    }
    buttons = {b.objectName(): b for b in window.findChildren(QToolButton) if b.objectName().startswith("rail-")}
    assert buttons.keys() == names.keys()
    for name in ("rail-settings", "rail-keys", "rail-browser", "rail-files", "rail-connections"):
        buttons[name].click()
        assert window.pages.currentWidget() is names[name]


def test_the_keys_that_lead_to_a_page_lead_into_it(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    pages = {
        Qt.Key.Key_4: window.keys,
        Qt.Key.Key_3: window.browser,
        Qt.Key.Key_2: window.files,
        Qt.Key.Key_1: window.connections,
    }
    for key, inside in pages.items():
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        qtbot.wait_until(partial(has_focus, inside))


def has_focus(page: QWidget) -> bool:
    now = QApplication.focusWidget()
    return now is not None and page.isAncestorOf(now)


def test_the_status_bar_tells_the_overall_state(qtbot: QtBot, engine: FakeEngine, window: MainWindow) -> None:
    label = window.findChild(QLabel, "overall-state")
    assert isinstance(label, QLabel)
    assert label.text() == "No connections yet"
    engine.publish(ConnectionChanged(state_of(connection("lab"), Status.UP)))
    qtbot.wait_until(lambda: label.text() == "1 of 1 up")


def test_notices_stay_until_dismissed(qtbot: QtBot, engine: FakeEngine, window: MainWindow) -> None:
    engine.publish(NoticeRaised(NO_KEYRING))
    why = "no system keyring that encrypts was found"
    text = f"The keyring cannot keep secrets: {why} (what you type can be kept until Towpath ends)"

    def texts() -> list[str]:
        return list(window.notices.texts)

    qtbot.wait_until(lambda: texts() == [text])
    assert window.notices.isVisible()
    window.connections.failed.emit(Problem(ProblemKind.NAME_TAKEN, "lab"))
    assert len(texts()) == 2
    for button in window.notices.findChildren(QToolButton):
        button.click()
    engine.publish(NoticeRaised(NO_KEYRING))
    qtbot.wait(20)
    assert texts() == []
    assert not window.notices.isVisible()


def test_many_failures_leave_room_for_the_page(window: MainWindow) -> None:
    for number in range(10):
        window.connections.failed.emit(Problem(ProblemKind.NAME_TAKEN, f"lab{number}"))
    assert [f"lab{number}" in text for number, text in zip((7, 8, 9), window.notices.texts, strict=True)] == [True] * 3


def test_appearance_is_sent_down_and_followed(qtbot: QtBot, engine: FakeEngine, window: MainWindow) -> None:
    box = window.settings.appearance.appearance
    window.show_page(window.settings)
    window.settings.show_section(window.settings.appearance)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_End)
    saved = [command for command in engine.commands if isinstance(command, SaveSettings)]
    assert saved == [SaveSettings(settings=Settings(appearance=Appearance.DARK))]
    for appearance, scheme in ((Appearance.DARK, DARK), (Appearance.LIGHT, LIGHT)):
        engine.publish(SettingsChanged(Settings(appearance=appearance)))
        wait_for_colour(qtbot, scheme)
    window.settings.general.remember.click()
    assert engine.commands[-1] == SaveSettings(settings=Settings(appearance=Appearance.LIGHT, remember_secrets=False))


def test_the_system_scheme_is_followed_live(qapp: QApplication, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    theme.apply(Appearance.SYSTEM)
    hints = QGuiApplication.styleHints()
    for scheme, colours in ((Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT)):
        # The offscreen platform has no scheme of its own: the system's answer is played.
        monkeypatch.setattr(type(hints), "colorScheme", lambda _self, scheme=scheme: scheme)
        hints.colorSchemeChanged.emit(scheme)
        assert window_colour() == colours.window


def test_its_size_is_remembered(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, theme: Theme) -> None:
    for size in (QSize(790, 500), QSize(784, 600)):
        window = MainWindow(bridge, theme, tray_shown=lambda: True)
        qtbot.add_widget(window)
        with qtbot.wait_exposed(window):
            window.show()
        window.resize(size)
        window.hide()
        engine.publish(RememberedChanged(engine.asked(Remember).remembered))
        again = MainWindow(bridge, theme, tray_shown=lambda: True)
        qtbot.add_widget(again)
        assert again.size() == size


def test_closing_keeps_the_program_in_the_tray(qtbot: QtBot, engine: FakeEngine, window: MainWindow) -> None:
    with qtbot.assert_not_emitted(window.quit, wait=20):
        window.close()
    assert not window.isVisible()


def test_without_a_tray_closing_quits(qtbot: QtBot, tray: Tray, window: MainWindow) -> None:
    tray.shown = False
    with qtbot.wait_signal(window.quit):
        window.close()


def test_without_a_tray_closing_asks_while_something_is_up(
    qtbot: QtBot, engine: FakeEngine, tray: Tray, window: MainWindow
) -> None:
    tray.shown = False
    engine.publish(ConnectionChanged(state_of(connection("lab"), Status.UP)))
    with qtbot.assert_not_emitted(window.quit, wait=20):
        window.close()
    assert window.isVisible()
    (box,) = window.findChildren(QMessageBox, "quit")
    assert "One connection is in use" in box.informativeText()
    with qtbot.wait_signal(window.quit):
        next(button for button in box.buttons() if "Quit" in button.text()).click()
    tray.shown = True


def test_the_rates_of_all_forwards_are_added_up(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, theme: Theme) -> None:
    window = MainWindow(bridge, theme, tray_shown=lambda: True)
    qtbot.add_widget(window)
    assert window.rates.text() == ""
    for name, down in (("one", 900_000.0), ("two", 1_100_000.0)):
        state = state_of(connection(name, forward("web")), Status.UP)
        moving = tuple(replace(f, traffic=Traffic(down_rate=down, up_rate=500)) for f in state.forwards)
        engine.publish(ConnectionChanged(replace(state, forwards=moving)))
    qtbot.wait_until(lambda: window.rates.text() == "↓ 2.0 MB/s  ↑ 1.0 kB/s")


def test_a_message_about_a_connection_leads_to_it(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, theme: Theme
) -> None:
    for name in ("one", "two"):
        engine.publish(ConnectionChanged(state_of(connection(name))))
    window = MainWindow(bridge, theme, tray_shown=lambda: True)
    qtbot.add_widget(window)
    window.show_page(window.settings)
    window.show_connection("two")
    assert window.isVisible()
    assert window.pages.currentWidget() is window.connections
    assert window.connections.detail.title.text() == "two"
    window.hide()


def test_a_changed_host_key_leads_to_its_line(qtbot: QtBot, engine: FakeEngine, window: MainWindow) -> None:
    facts = {"old": "SHA256:a", "new": "SHA256:b", "type": "ED25519", "file": "/home/ann/known_hosts", "line": "7"}
    problem = Problem(ProblemKind.HOST_KEY_CHANGED, "ann@gate", facts)
    engine.publish(ConnectionChanged(state_of(connection("gate"), Status.FAILED, problem=problem)))
    detail = window.connections.detail
    qtbot.wait_until(lambda: window.connections.list.model().rowCount() > 0)
    window.connections.choose("gate")
    qtbot.wait_until(detail.line_button.isVisible)
    engine.holds = True
    detail.line_button.click()
    assert window.pages.currentWidget() is window.keys
    listed = tuple(
        KnownHostLine(file="/home/ann/known_hosts", line=number, text=f"{number}", hosts=f"host{number}")
        for number in (6, 7)
    )
    question = engine.asked(ListKnownHosts)
    engine.report(question.request, KnownHostsListed(lines=listed))
    engine.finish(question)
    qtbot.wait_until(lambda: window.keys.known_hosts.detail.title.text() == "host7")


@pytest.mark.parametrize("name", ["connections", "browser", "keys", "activity", "settings"])
def test_f6_goes_between_the_page_and_the_side_bar(qtbot: QtBot, window: MainWindow, name: str) -> None:
    button = window.findChild(QToolButton, f"rail-{name}")
    assert button is not None
    button.click()
    page = window.pages.currentWidget()
    assert page is not None

    def focused() -> QWidget:
        widget = window.focusWidget()
        assert widget is not None
        return widget

    qtbot.wait_until(lambda: page.isAncestorOf(focused()))
    QTest.keyClick(focused(), Qt.Key.Key_F6)
    assert button.hasFocus()
    QTest.keyClick(button, Qt.Key.Key_F6)
    assert page.isAncestorOf(focused())
