"""The Settings page: what was chosen for files is sent down, whole, and only when it is new."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from towpath.model.command import SaveSettings
from towpath.model.event import SettingsChanged
from towpath.model.settings import AfterQueue, FileSettings, Settings
from towpath.model.transfer import Conflict
from towpath.qt.bridge import Bridge
from towpath.qt.settings_page import SettingsPage

BEFORE = Settings(files=FileSettings(show_hidden=True, after_queue=AfterQueue.SOUND, limit=1_234, editor="vi"))


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
