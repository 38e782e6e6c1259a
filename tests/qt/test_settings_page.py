"""The Settings page: what was chosen for files is sent down, whole, and only when it is new."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from towpath.model.command import SaveSettings
from towpath.model.connection import AddressFamily, Keepalive, Proxy, ProxyKind, Reconnect
from towpath.model.desktop import AutostartState, ReadAutostart, SetAutostart
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import SettingsChanged
from towpath.model.settings import (
    AfterQueue,
    Appearance,
    BringingBack,
    FileSettings,
    GeneralSettings,
    NetworkSettings,
    Settings,
)
from towpath.model.site_rule import BrowserMode, BrowserSettings, SiteRule
from towpath.model.transfer import Conflict
from towpath.qt.bridge import Bridge
from towpath.qt.settings.page import SettingsPage
from towpath.qt.settings.section import Section

BEFORE = Settings(
    files=FileSettings(show_hidden=True, after_queue=AfterQueue.SOUND, limit=1_234, editor="vi"),
    browser=BrowserSettings(mode=BrowserMode.RULES, rules=(SiteRule(id="one", pattern="corp.example"),)),
)


@pytest.fixture
def page(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> Iterator[SettingsPage]:
    engine.publish(SettingsChanged(BEFORE))
    page = SettingsPage(bridge)
    with qtbot.wait_exposed(page):
        page.show()
    page.activateWindow()
    yield page
    page.hide()


def saved(engine: FakeEngine) -> FileSettings:
    (command,) = saves(engine)
    return command.settings.files


def saves(engine: FakeEngine) -> list[SaveSettings]:
    return [command for command in engine.commands if isinstance(command, SaveSettings)]


def test_what_is_there_already(engine: FakeEngine, page: SettingsPage) -> None:
    page.transfers.conflict.setFocus()
    QTest.keyClick(page.transfers.conflict, Qt.Key.Key_End)
    assert saved(engine) == replace(BEFORE.files, conflict=Conflict.SKIP)


def test_a_limit_is_saved_once_it_was_typed(engine: FakeEngine, page: SettingsPage) -> None:
    page.transfers.limit.setFocus()
    QTest.keyClick(page.transfers.limit, Qt.Key.Key_Return)
    assert saves(engine) == [], "it is the same as before, to the byte"
    page.transfers.limit.lineEdit().selectAll()
    QTest.keyClicks(page.transfers.limit, "500")
    assert saves(engine) == []
    QTest.keyClick(page.transfers.limit, Qt.Key.Key_Return)
    assert saved(engine) == replace(BEFORE.files, limit=500_000)


def test_the_editor_is_not_overwritten_while_it_is_typed(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, page: SettingsPage
) -> None:
    page.transfers.editor.setFocus()
    qtbot.wait_until(page.transfers.editor.hasFocus)
    page.transfers.editor.clear()
    QTest.keyClicks(page.transfers.editor, "code --wait ")
    with qtbot.wait_signal(bridge.changed):
        engine.publish(SettingsChanged(BEFORE))
    assert page.transfers.editor.text() == "code --wait "
    QTest.keyClick(page.transfers.editor, Qt.Key.Key_Return)
    assert saved(engine) == replace(BEFORE.files, editor="code --wait")


def test_the_trash(engine: FakeEngine, page: SettingsPage) -> None:
    page.transfers.trash.click()
    assert saved(engine) == replace(BEFORE.files, trash=False)


def test_the_choices_for_browsers(engine: FakeEngine, page: SettingsPage) -> None:
    """The mode and the rules are not this page's: they go back as they came."""
    page.browser.change_system.click()
    page.browser.log_sites.click()
    page.browser.idle.setFocus()
    page.browser.idle.lineEdit().selectAll()
    QTest.keyClicks(page.browser.idle, "0")
    QTest.keyClick(page.browser.idle, Qt.Key.Key_Return)
    assert page.browser.idle.text() == "Stay up"
    assert engine.asked(SaveSettings).settings == replace(
        BEFORE, browser=replace(BEFORE.browser, change_system=False, log_sites=False, idle_minutes=0)
    )


def turn_the_wheel(over: QWidget) -> None:
    """One notch down."""
    window = over.window()
    where = over.mapTo(window, over.rect().center())
    QTest.wheelEvent(window.windowHandle(), where, QPoint(0, -120))


@pytest.mark.parametrize("name", ["appearance", "conflict", "file-limit", "idle-minutes"])
def test_the_wheel_scrolls_the_page_and_changes_no_field_on_its_way(
    qtbot: QtBot, engine: FakeEngine, page: SettingsPage, name: str
) -> None:
    page.search.setText("a")  # much is found
    page.resize(page.width(), 300)
    (room,) = (one for one in page.findChildren(QScrollArea) if one.widgetResizable())
    qtbot.wait_until(lambda: room.verticalScrollBar().maximum() > 0)
    over = page.findChild(QWidget, name)
    assert over is not None
    room.ensureWidgetVisible(over)
    before = room.verticalScrollBar().value()
    shown = page.browser.idle.value()
    turn_the_wheel(over)
    assert room.verticalScrollBar().value() > before
    assert not over.hasFocus()
    assert page.browser.idle.value() == shown
    assert saves(engine) == []


def section(page: SettingsPage, qtbot: QtBot, shown: Section) -> None:
    page.show_section(shown)
    qtbot.wait_until(shown.isVisible)


def test_only_the_chosen_section_is_shown(page: SettingsPage) -> None:
    assert [one.isVisible() for one in page.sections] == [True] + [False] * 5
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert [one.title for one in page.sections if one.isVisible()] == ["Network"]


def shown_labels(page: SettingsPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible() and label.buddy() is not None]


def test_searching_shows_the_rows_of_all_sections_that_have_the_words(page: SettingsPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    QTest.keyClicks(page.search, "trash")
    assert [one.title for one in page.sections if one.isVisible()] == ["Transfers"]
    assert shown_labels(page) == ["Deleting"]
    assert [page.list.item(row).isHidden() for row in range(6)] == [True, True, False, True, True, True]
    page.search.setText("code PASSWORD")  # of a note, and of a label
    assert page.general.isVisible()
    page.search.setText("no such thing at all")
    assert page.nothing_found.isVisible()
    assert page.nothing_found.text() == "No setting has “no such thing at all” in it."
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    assert [one.title for one in page.sections if one.isVisible()] == ["General"]


def test_choosing_a_section_ends_the_search(page: SettingsPage) -> None:
    page.search.setText("proxy")
    page.list.setCurrentRow(3)
    assert page.search.text() == ""
    assert [one.title for one in page.sections if one.isVisible()] == ["Browser"]


def test_messages_and_what_comes_back(engine: FakeEngine, page: SettingsPage) -> None:
    page.general.tell_of_losses.click()
    assert engine.asked(SaveSettings).settings.general == GeneralSettings(tell_of_losses=False)
    page.general.bring_back.setFocus()
    QTest.keyClick(page.general.bring_back, Qt.Key.Key_End)
    assert engine.asked(SaveSettings).settings.general.bring_back is BringingBack.NEVER


def test_network_defaults_are_saved_whole(engine: FakeEngine, page: SettingsPage, qtbot: QtBot) -> None:
    section(page, qtbot, page.network)
    page.network.timeout.setFocus()
    page.network.timeout.lineEdit().selectAll()
    QTest.keyClicks(page.network.timeout, "7.5")
    QTest.keyClick(page.network.timeout, Qt.Key.Key_Return)
    assert engine.asked(SaveSettings).settings.network == NetworkSettings(timeout=7.5)


@pytest.mark.parametrize("name", ["timeout", "interval", "count", "give_up"])
def test_each_number_is_saved_once_it_was_typed(
    engine: FakeEngine, page: SettingsPage, qtbot: QtBot, name: str
) -> None:
    section(page, qtbot, page.network)
    box = getattr(page.network, name)
    box.setFocus()
    box.lineEdit().selectAll()
    QTest.keyClicks(box, "5")
    assert saves(engine) == []
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert len(saves(engine)) == 1


def test_a_proxy_is_saved_once_it_is_one(engine: FakeEngine, page: SettingsPage, qtbot: QtBot) -> None:
    section(page, qtbot, page.network)
    network = page.network
    assert not network.proxy_address.isVisible()
    network.proxy_kind.setFocus()
    QTest.keyClick(network.proxy_kind, Qt.Key.Key_End)
    assert network.proxy_address.isVisible()
    line = network.proxy_address.line
    line.setFocus()
    QTest.keyClicks(line, "proxy.example")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert saves(engine) == []
    assert network.proxy_address.message.isVisible()
    QTest.keyClicks(line, ":3128")
    QTest.keyClick(line, Qt.Key.Key_Return)
    proxy = Proxy(kind=ProxyKind.HTTP, host="proxy.example", port=3128)
    assert engine.asked(SaveSettings).settings.network == NetworkSettings(proxy=proxy)


def test_all_that_is_set_is_shown_and_goes_back_as_it_came(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, page: SettingsPage
) -> None:
    """Of the whole page: what it forgot would be lost with the next switch."""
    settings = Settings(
        appearance=Appearance.DARK,
        remember_secrets=False,
        files=FileSettings(conflict=Conflict.OVERWRITE, limit=1_234, editor="vi", trash=False, show_hidden=True),
        browser=BrowserSettings(log_sites=False, idle_minutes=7, change_system=False),
        general=GeneralSettings(
            bring_back=BringingBack.NEVER,
            tell_of_logins=False,
            tell_of_losses=False,
            tell_of_transfers=False,
            detailed_log=True,
            language="de",
            text_size=125,
        ),
        network=NetworkSettings(
            timeout=7.5,
            keepalive=Keepalive(interval=11.0, count=5),
            reconnect=Reconnect(enabled=False, give_up_after=600.0),
            proxy=Proxy(kind=ProxyKind.SOCKS5, host="proxy.example", port=1080, user="ann"),
            address_family=AddressFamily.INET6,
        ),
    )
    with qtbot.wait_signal(bridge.changed):
        engine.publish(SettingsChanged(settings))
    shown = Settings()
    for one in page.sections:
        shown = one.changed(shown)
    assert shown == settings


def test_every_field_is_in_its_section(page: SettingsPage) -> None:
    for one in page.sections:
        for name, field in vars(one).items():
            if isinstance(field, QWidget):
                assert one.isAncestorOf(field), name


@pytest.mark.parametrize("name", ["tell_of_logins", "tell_of_losses", "tell_of_transfers", "detailed_log"])
def test_each_switch_is_saved_at_once(engine: FakeEngine, page: SettingsPage, name: str) -> None:
    box = getattr(page.general, name)
    before = getattr(GeneralSettings(), name)
    assert box.isVisible()
    box.click()
    assert engine.asked(SaveSettings).settings.general == replace(GeneralSettings(), **{name: not before})


def test_text_size(engine: FakeEngine, page: SettingsPage, qtbot: QtBot) -> None:
    section(page, qtbot, page.appearance)
    page.appearance.text_size.setFocus()
    QTest.keyClick(page.appearance.text_size, Qt.Key.Key_End)
    assert engine.asked(SaveSettings).settings.general.text_size == 200


def test_a_text_size_written_by_hand_is_shown(
    engine: FakeEngine, bridge: Bridge, page: SettingsPage, qtbot: QtBot
) -> None:
    with qtbot.wait_signal(bridge.changed):
        engine.publish(SettingsChanged(replace(BEFORE, general=GeneralSettings(text_size=137))))
    assert page.appearance.text_size.currentText() == "137 %"


# --- the start at login


def told(engine: FakeEngine, qtbot: QtBot, page: SettingsPage, state: AutostartState) -> None:
    """The answer to the latest question."""
    command = engine.asked(ReadAutostart)
    engine.report(command.request, state)
    engine.finish(command)
    box = page.general.autostart
    qtbot.wait_until(lambda: (box.isEnabled(), box.isChecked()) == (bool(state.place), state.starts))


@pytest.fixture
def asked_page(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> Iterator[SettingsPage]:
    """One whose question about the start at login is open."""
    engine.holds = True
    page = SettingsPage(bridge)
    with qtbot.wait_exposed(page):
        page.show()
    yield page
    page.hide()


def test_the_desktop_is_asked_whether_it_starts_towpath(
    engine: FakeEngine, qtbot: QtBot, asked_page: SettingsPage
) -> None:
    general = asked_page.general
    assert not general.autostart.isEnabled()
    told(engine, qtbot, asked_page, AutostartState(enabled=True, place="/x/towpath.desktop", other="hidden by GNOME"))
    assert general.autostart.isEnabled()
    assert not general.autostart.isChecked(), "nothing will start it"
    assert general.autostart_note.text() == "hidden by GNOME"
    general.autostart.click()
    assert engine.asked(SetAutostart).enabled


def test_where_there_is_no_such_thing_it_says_so(engine: FakeEngine, qtbot: QtBot, asked_page: SettingsPage) -> None:
    told(engine, qtbot, asked_page, AutostartState(enabled=False))
    qtbot.wait_until(asked_page.general.autostart_note.isVisible)
    assert not asked_page.general.autostart.isEnabled()


def test_what_comes_back_at_a_start_at_login_is_settled_by_the_engine(
    engine: FakeEngine, qtbot: QtBot, asked_page: SettingsPage
) -> None:
    told(engine, qtbot, asked_page, AutostartState(enabled=False, place="/x"))
    first = engine.asked(ReadAutostart)
    asked_page.general.autostart.click()
    command = engine.asked(SetAutostart)
    assert command == SetAutostart(enabled=True)
    engine.publish(SettingsChanged(Settings(general=GeneralSettings(bring_back=BringingBack.ALWAYS))))
    engine.finish(command)
    qtbot.wait_until(lambda: engine.asked(ReadAutostart) is not first)
    assert asked_page.general.bring_back.currentData() == BringingBack.ALWAYS.value
    assert saves(engine) == []


def test_a_refused_start_at_login_is_told_and_asked_anew(
    engine: FakeEngine, qtbot: QtBot, asked_page: SettingsPage
) -> None:
    told(engine, qtbot, asked_page, AutostartState(enabled=False, place="/x"))
    first = engine.asked(ReadAutostart)
    asked_page.general.autostart.click()
    with qtbot.wait_signal(asked_page.failed):
        engine.finish(engine.asked(SetAutostart), Problem(ProblemKind.PERMISSION_DENIED, "/x"))
    qtbot.wait_until(lambda: engine.asked(ReadAutostart) is not first)
    told(engine, qtbot, asked_page, AutostartState(enabled=False, place="/x"))
