"""The top of the Browser page: the switch, the desktop's proxy setting in words, and opening browsers."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, state_of
from towpath.model.browsing import (
    BrowsersFound,
    BrowserState,
    FindBrowsers,
    InstalledBrowser,
    SetBrowserMode,
    StartBrowser,
    SystemProxyState,
    SystemProxyStatus,
)
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import BrowserChanged, ConnectionChanged, ConnectionRemoved, SettingsChanged
from towpath.model.forward import Endpoint
from towpath.model.settings import Settings
from towpath.model.site_rule import BrowserMode, BrowserSettings
from towpath.model.state import Status
from towpath.qt.bridge import Bridge
from towpath.qt.browser.status_strip import StatusStrip

OFF, RULES, EVERYTHING = BrowserMode.OFF, BrowserMode.RULES, BrowserMode.EVERYTHING
CHROMIUM = InstalledBrowser(id="chromium", name="Chromium", family="chromium")
FIREFOX = InstalledBrowser(id="firefox-snap", name="Firefox (Snap)", family="firefox")


@pytest.fixture
def strip(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> Iterator[StatusStrip]:
    """With two connections, lab and office."""
    for name in ("lab", "office"):
        engine.publish(ConnectionChanged(state_of(connection(name), Status.UP)))
    strip = StatusStrip(bridge)
    strip.resize(900, 160)
    with qtbot.wait_exposed(strip):
        strip.show()
    engine.commands.clear()
    yield strip
    strip.hide()


def system(status: SystemProxyStatus, *, before: str = "", now: str = "", remark: str = "") -> SystemProxyState:
    return SystemProxyState(status=status, desktop="GNOME", before=before, now=now, remark=remark)


def show(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, state: BrowserState) -> None:
    with qtbot.wait_signal(bridge.changed):
        engine.publish(BrowserChanged(state))


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def opened(strip: StatusStrip) -> QMenu:
    """The menu of the button for browsers, filled as it is when it opens."""
    menu = strip.browser_button.menu()
    menu.aboutToShow.emit()
    return menu


# --- the switch


def test_the_engine_decides_how_the_switch_stands(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, strip: StatusStrip
) -> None:
    buttons = strip.switch.buttons
    QTest.keyClick(buttons[RULES], Qt.Key.Key_Space)
    assert engine.commands == [SetBrowserMode(mode=RULES)]
    assert buttons[OFF].isChecked()
    assert not buttons[RULES].isChecked()
    show(qtbot, engine, bridge, BrowserState(mode=RULES))
    assert [mode for mode, button in buttons.items() if button.isChecked()] == [RULES]
    assert strip.meaning.text() == "Sites with a rule go its way, all others directly."


def test_arrow_keys_do_not_turn_the_switch(engine: FakeEngine, strip: StatusStrip) -> None:
    strip.switch.buttons[OFF].setFocus()
    QTest.keyClick(strip.switch.buttons[OFF], Qt.Key.Key_Right)
    assert engine.commands == []


def test_everything_asks_for_the_way_once(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, strip: StatusStrip) -> None:
    """While nobody said it, and there is more than one."""
    strip.switch.buttons[EVERYTHING].click()
    assert engine.commands == []
    menu = strip.switch.findChild(QMenu, "everything-through")
    assert isinstance(menu, QMenu)
    assert texts(menu) == ["Through lab", "Through office"]
    menu.actions()[1].trigger()
    menu.hide()
    assert engine.commands == [SetBrowserMode(mode=EVERYTHING, via="office")]

    show(qtbot, engine, bridge, BrowserState(mode=EVERYTHING, everything_via="office"))
    assert strip.switch.connection.isVisible()
    assert strip.switch.connection.currentText() == "office"
    strip.switch.connection.setFocus()
    QTest.keyClick(strip.switch.connection, Qt.Key.Key_Up)
    assert engine.asked(SetBrowserMode) == SetBrowserMode(mode=EVERYTHING, via="lab")
    show(qtbot, engine, bridge, BrowserState(mode=OFF, everything_via="office"))
    assert not strip.switch.connection.isVisible()
    strip.switch.buttons[EVERYTHING].click()
    assert engine.asked(SetBrowserMode) == SetBrowserMode(mode=EVERYTHING), "the way of the last time"


def test_the_only_connection_needs_no_choice(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, strip: StatusStrip
) -> None:
    with qtbot.wait_signal(bridge.changed):
        engine.publish(ConnectionRemoved("office"))
    strip.switch.buttons[EVERYTHING].click()
    assert engine.commands == [SetBrowserMode(mode=EVERYTHING, via="lab")]
    with qtbot.wait_signal(bridge.changed):
        engine.publish(ConnectionRemoved("lab"))
    assert not strip.switch.buttons[EVERYTHING].isEnabled()
    assert "add one first" in strip.switch.buttons[EVERYTHING].toolTip()


def test_a_connection_that_everything_goes_through_may_be_removed(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, strip: StatusStrip
) -> None:
    show(qtbot, engine, bridge, BrowserState(mode=EVERYTHING, everything_via="office"))
    choice = strip.switch.connection
    for name, left in (("office", ["lab"]), ("lab", [])):
        with qtbot.wait_signal(bridge.changed):
            engine.publish(ConnectionRemoved(name))
        assert [choice.itemText(number) for number in range(choice.count())] == left
        assert (choice.currentIndex(), choice.placeholderText()) == (-1, "one that was removed")
        assert choice.isVisible(), "the sentence before it would have no end"


def test_a_failure_is_told_unless_the_strip_says_it(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, strip: StatusStrip
) -> None:
    told: list[Problem] = []
    strip.failed.connect(told.append)
    engine.refusal = Problem(ProblemKind.PORT_IN_USE, "127.0.0.1:4321")
    strip.switch.buttons[RULES].click()
    qtbot.wait_until(lambda: told == [engine.refusal])
    show(qtbot, engine, bridge, BrowserState(mode=RULES, problem=engine.refusal))
    assert "127.0.0.1:4321" in strip.problem_text.text()
    assert strip.problem_text.isVisible()
    with qtbot.assert_not_emitted(strip.failed, wait=20):
        strip.switch.buttons[RULES].click()


# --- the desktop's setting


@pytest.mark.parametrize(
    ("mode", "state", "said"),
    [
        (RULES, system(SystemProxyStatus.OURS), "is Towpath's. Switched off, there is no proxy, as before."),
        (
            RULES,
            system(SystemProxyStatus.OURS, before="http://wpad.corp/x.pac"),
            "Switched off, http://wpad.corp/x.pac comes back.",
        ),
        (OFF, system(SystemProxyStatus.NOT_OURS), "is not Towpath's. It has no proxy."),
        (OFF, system(SystemProxyStatus.NOT_OURS, now="proxy.corp:3128"), "is not Towpath's. It is proxy.corp:3128."),
        (RULES, system(SystemProxyStatus.TAKEN, now="proxy.corp:3128"), "to proxy.corp:3128. It is left alone."),
        (RULES, system(SystemProxyStatus.TAKEN), "Another program took the proxy out of the setting of GNOME."),
        (RULES, system(SystemProxyStatus.FAILED), "could not be changed."),
        (
            OFF,
            SystemProxyState(desktop="Xfce"),
            "Xfce has no proxy setting that browsers follow: open a browser from here.",
        ),
        (OFF, SystemProxyState(), "This desktop has no proxy setting that browsers follow: open a browser from here."),
    ],
)
def test_every_state_is_said_in_words(
    qtbot: QtBot,
    engine: FakeEngine,
    bridge: Bridge,
    strip: StatusStrip,
    mode: BrowserMode,
    state: SystemProxyState,
    said: str,
) -> None:
    show(qtbot, engine, bridge, BrowserState(mode=mode, system=state, router=Endpoint("127.0.0.1", 4321)))
    assert said in strip.system_text.text()
    assert strip.take_back.isVisible() == strip.leave.isVisible() == (state.status is SystemProxyStatus.TAKEN)
    assert strip.try_again.isVisible() == (state.status is SystemProxyStatus.FAILED)


def test_a_setting_that_was_taken_can_be_taken_back_or_left(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, strip: StatusStrip
) -> None:
    show(qtbot, engine, bridge, BrowserState(mode=RULES, system=system(SystemProxyStatus.TAKEN)))
    strip.take_back.click()
    strip.leave.click()
    assert engine.commands == [SetBrowserMode(mode=RULES), SetBrowserMode(mode=OFF)]


def test_what_could_not_be_put_back_is_tried_again(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, strip: StatusStrip
) -> None:
    problem = Problem(ProblemKind.SYSTEM_PROXY_FAILED, "GNOME", {"detail": "no bus"})
    failed = SystemProxyState(status=SystemProxyStatus.FAILED, problem=problem)
    show(qtbot, engine, bridge, BrowserState(mode=OFF, system=failed))
    assert strip.system_text.text().startswith("The proxy setting of GNOME was not changed: no bus")
    strip.try_again.click()
    assert engine.commands == [SetBrowserMode(mode=OFF)]
    engine.refusal = Problem(ProblemKind.FILE_UNWRITABLE, "towpath.json")
    with qtbot.wait_signal(strip.failed) as told:
        strip.try_again.click()
    assert told.args == [engine.refusal]


def test_a_setting_that_is_left_alone_by_choice(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, strip: StatusStrip
) -> None:
    show(qtbot, engine, bridge, BrowserState(mode=RULES, system=system(SystemProxyStatus.NOT_OURS)))
    with qtbot.wait_signal(bridge.changed):
        engine.publish(SettingsChanged(Settings(browser=BrowserSettings(change_system=False))))
    assert "left alone, as you chose" in strip.system_text.text()


def test_texts_from_outside_are_escaped(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, strip: StatusStrip) -> None:
    taken = system(SystemProxyStatus.TAKEN, now="<b>x\x1b\u202e", remark="a\u202eb")
    show(qtbot, engine, bridge, BrowserState(mode=RULES, system=taken))
    assert r"<b>x\x1b\u202e" in strip.system_text.text()
    assert strip.system_text.textFormat() is Qt.TextFormat.PlainText
    assert strip.remark.text() == r"A\u202eb."


def test_the_address_can_be_copied(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, strip: StatusStrip) -> None:
    assert not strip.copy_pac.isVisible()
    url = "http://127.0.0.1:4321/secret/proxy.pac?v=1"
    show(qtbot, engine, bridge, BrowserState(router=Endpoint("127.0.0.1", 4321), pac_url=url))
    assert strip.router.text() == "127.0.0.1:4321"
    strip.copy_pac.click()
    assert QApplication.clipboard().text() == url


# --- browsers


def found(engine: FakeEngine, *browsers: InstalledBrowser) -> None:
    engine.report(engine.asked(FindBrowsers).request, BrowsersFound(browsers=browsers))
    QApplication.sendPostedEvents()  # the bridge delivers it


def test_browsers_are_offered_by_the_rules_and_for_each_connection(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, strip: StatusStrip
) -> None:
    engine.holds = True
    menu = opened(strip)
    assert texts(menu) == ["Looking for browsers…"]
    found(engine, CHROMIUM, FIREFOX)
    assert texts(opened(strip)) == [
        "Chromium, by the rules",
        "Firefox (Snap), by the rules",
        "All through lab",
        "All through office",
    ]
    menu.actions()[1].trigger()
    submenu = next(action.menu() for action in menu.actions() if action.text() == "All through office")
    assert isinstance(submenu, QMenu)
    submenu.actions()[0].trigger()
    started = [command for command in engine.commands if isinstance(command, StartBrowser)]
    assert started == [
        StartBrowser(browser="firefox-snap"),
        StartBrowser(browser="chromium", connection="office"),
    ]


def test_one_browser_needs_no_submenus(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, strip: StatusStrip) -> None:
    engine.holds = True
    opened(strip)
    found(engine, CHROMIUM)
    through: QAction = next(action for action in opened(strip).actions() if action.text() == "All through lab")
    through.trigger()
    assert engine.asked(StartBrowser) == StartBrowser(browser="chromium", connection="lab")


def test_without_a_browser_the_menu_says_what_to_install(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, strip: StatusStrip
) -> None:
    engine.holds = True
    opened(strip)
    found(engine)
    menu = opened(strip)
    assert "Install Chromium" in texts(menu)[1]
    assert not any(action.isEnabled() for action in menu.actions())


def test_a_browser_that_does_not_start_is_told(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, strip: StatusStrip
) -> None:
    engine.holds = True
    opened(strip)
    found(engine, CHROMIUM)
    opened(strip).actions()[0].trigger()
    problem = Problem(ProblemKind.BROWSER_NOT_STARTED, "Chromium")
    with qtbot.wait_signal(strip.failed) as told:
        engine.finish(engine.asked(StartBrowser), problem)
    assert told.args == [problem]
