"""The Settings page: what was chosen for files is sent down, whole, and only when it is new."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from towpath.model.command import SaveSettings
from towpath.model.event import SettingsChanged
from towpath.model.settings import AfterQueue, FileSettings, Settings
from towpath.model.site_rule import BrowserMode, BrowserSettings, SiteRule
from towpath.model.transfer import Conflict
from towpath.qt.bridge import Bridge
from towpath.qt.settings_page import SettingsPage

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
    (command,) = engine.commands
    assert isinstance(command, SaveSettings)
    return command.settings.files


def test_what_is_there_already(engine: FakeEngine, page: SettingsPage) -> None:
    page.conflict.setFocus()
    QTest.keyClick(page.conflict, Qt.Key.Key_End)
    assert saved(engine) == replace(BEFORE.files, conflict=Conflict.SKIP)


def test_a_limit_is_saved_once_it_was_typed(engine: FakeEngine, page: SettingsPage) -> None:
    page.limit.setFocus()
    QTest.keyClick(page.limit, Qt.Key.Key_Return)
    assert engine.commands == [], "it is the same as before, to the byte"
    page.limit.lineEdit().selectAll()
    QTest.keyClicks(page.limit, "500")
    assert engine.commands == []
    QTest.keyClick(page.limit, Qt.Key.Key_Return)
    assert saved(engine) == replace(BEFORE.files, limit=500_000)


def test_the_editor_is_not_overwritten_while_it_is_typed(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, page: SettingsPage
) -> None:
    page.editor.setFocus()
    qtbot.wait_until(page.editor.hasFocus)
    page.editor.clear()
    QTest.keyClicks(page.editor, "code --wait ")
    with qtbot.wait_signal(bridge.changed):
        engine.publish(SettingsChanged(BEFORE))
    assert page.editor.text() == "code --wait "
    QTest.keyClick(page.editor, Qt.Key.Key_Return)
    assert saved(engine) == replace(BEFORE.files, editor="code --wait")


def test_the_trash(engine: FakeEngine, page: SettingsPage) -> None:
    page.trash.click()
    assert saved(engine) == replace(BEFORE.files, trash=False)


def test_the_choices_for_browsers(engine: FakeEngine, page: SettingsPage) -> None:
    """The mode and the rules are not this page's: they go back as they came."""
    page.change_system.click()
    page.log_sites.click()
    page.idle.setFocus()
    page.idle.lineEdit().selectAll()
    QTest.keyClicks(page.idle, "0")
    QTest.keyClick(page.idle, Qt.Key.Key_Return)
    assert page.idle.text() == "Stay up"
    assert engine.asked(SaveSettings).settings == replace(
        BEFORE, browser=replace(BEFORE.browser, change_system=False, log_sites=False, idle_minutes=0)
    )


def turn_the_wheel(over: QWidget) -> None:
    """One notch down."""
    window = over.window()
    where = over.mapTo(window, over.rect().center())
    QTest.wheelEvent(window.windowHandle(), where, QPoint(0, -120))


@pytest.mark.parametrize("field", ["appearance", "conflict", "limit", "idle"])
def test_the_wheel_scrolls_the_page_and_changes_no_field_on_its_way(
    qtbot: QtBot, engine: FakeEngine, page: SettingsPage, field: str
) -> None:
    page.editor.setFocus()
    page.resize(page.width(), 640)
    room = page.findChild(QScrollArea)
    assert isinstance(room, QScrollArea)
    qtbot.wait_until(lambda: room.verticalScrollBar().maximum() > 0)
    over = page.findChild(QWidget, getattr(page, field).objectName())
    assert over is not None
    shown = page.idle.value()
    turn_the_wheel(over)
    assert room.verticalScrollBar().value() > 0
    assert not over.hasFocus()
    assert page.idle.value() == shown
    assert engine.commands == []
