"""Settings, Shortcuts: other keys are pressed, clashes are said, and all can be as it was."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from towpath.model.command import SaveSettings
from towpath.model.event import SettingsChanged
from towpath.model.settings import GeneralSettings, Settings
from towpath.qt.bridge import Bridge
from towpath.qt.settings.shortcuts import ShortcutsSection
from towpath.qt.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def section(qtbot: QtBot, bridge: Bridge, theme: Theme) -> Iterator[ShortcutsSection]:
    section = ShortcutsSection(bridge)
    qtbot.add_widget(section)
    section.resize(700, 600)
    with qtbot.wait_exposed(section):
        section.show()
    section.activateWindow()
    qtbot.wait_until(section.isActiveWindow)
    yield section
    section.hide()


def choose(section: ShortcutsSection, text: str, place: str = "Files") -> None:
    for group, items in section.groups:
        for item in items:
            if (group.text(0), item.text(0)) == (place, text):
                section.list.setCurrentItem(item)
                return
    raise AssertionError(text)


def press(section: ShortcutsSection, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    section.field.setFocus()
    QTest.keyClick(section.field, key, held)


def saved(engine: FakeEngine) -> dict[str, str]:
    return engine.asked(SaveSettings).settings.general.shortcuts


def keys_of(section: ShortcutsSection, text: str) -> str:
    choose(section, text)
    item = section.list.currentItem()
    assert item is not None
    return item.text(1)


def publish(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, shortcuts: dict[str, str]) -> None:
    with qtbot.wait_signal(bridge.changed):
        engine.publish(SettingsChanged(Settings(general=GeneralSettings(shortcuts=shortcuts))))


def test_every_act_is_in_the_list_with_its_keys(bridge: Bridge, section: ShortcutsSection) -> None:
    assert sum(len(items) for _, items in section.groups) == len(bridge.shortcuts.acts)
    assert all(items for _, items in section.groups)
    assert keys_of(section, "Refresh") == "F5"
    assert keys_of(section, "Menu") == "Menu  Shift+F10"
    assert keys_of(section, "Columns and sorting") == ""


def test_pressing_keys_gives_them_to_the_chosen_act(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, section: ShortcutsSection
) -> None:
    choose(section, "Refresh")
    press(section, Qt.Key.Key_R, CTRL)
    assert saved(engine) == {"files.refresh": "Ctrl+R"}
    publish(qtbot, engine, bridge, saved(engine))
    assert keys_of(section, "Refresh") == "Ctrl+R"
    assert section.usual.isEnabled()
    section.usual.click()
    assert saved(engine) == {}


def test_keys_of_another_act_are_not_taken_without_a_word(engine: FakeEngine, section: ShortcutsSection) -> None:
    choose(section, "Refresh")
    press(section, Qt.Key.Key_K, CTRL)
    assert not any(isinstance(command, SaveSettings) for command in engine.commands)
    assert section.objection.text() == "Ctrl+K is for “Quick connect” already."
    section.take.click()
    assert saved(engine) == {"files.refresh": "Ctrl+K", "files.quick-connect": ""}


def test_only_the_keys_that_are_taken_are_lost(engine: FakeEngine, section: ShortcutsSection) -> None:
    choose(section, "Refresh")
    press(section, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    section.take.click()
    assert saved(engine) == {"files.refresh": "Shift+F10", "files.menu": "Menu"}


@pytest.mark.parametrize("key", [Qt.Key.Key_R, Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Backspace])
def test_what_is_needed_for_typing_is_refused(engine: FakeEngine, section: ShortcutsSection, key: Qt.Key) -> None:
    choose(section, "Refresh")
    press(section, key)
    assert not any(isinstance(command, SaveSettings) for command in engine.commands)
    assert "needed for typing" in section.objection.text()
    assert not section.take.isVisible()


def test_no_keys_at_all(engine: FakeEngine, section: ShortcutsSection) -> None:
    choose(section, "Refresh")
    section.none.click()
    assert saved(engine) == {"files.refresh": ""}


def test_all_as_usual(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, section: ShortcutsSection) -> None:
    assert not section.all_usual.isEnabled()
    publish(qtbot, engine, bridge, {"files.refresh": "", "window.quit": "Ctrl+K"})
    section.all_usual.click()
    assert saved(engine) == {}


def test_usual_keys_that_another_act_has_got_are_not_taken_back_unasked(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, section: ShortcutsSection
) -> None:
    publish(qtbot, engine, bridge, {"files.refresh": "Ctrl+R", "files.view": "F5"})
    choose(section, "Refresh")
    section.usual.click()
    assert section.objection.text() == "F5 is for “View” already."
    assert not any(isinstance(command, SaveSettings) for command in engine.commands)


def test_by_keys_alone(qtbot: QtBot, engine: FakeEngine, section: ShortcutsSection) -> None:
    section.list.setFocus()
    choose(section, "Refresh")
    QTest.keyClick(section.list, Qt.Key.Key_Return)
    assert section.field.hasFocus()
    QTest.keyClick(section.focusWidget(), Qt.Key.Key_F9)
    assert saved(engine) == {"files.refresh": "F9"}
    QTest.keyClick(section.focusWidget(), Qt.Key.Key_Tab)
    assert section.none.hasFocus(), "it is no trap"


def test_searching_by_act_place_and_keys(section: ShortcutsSection) -> None:
    assert section.search(["bookmark"])
    shown = [item.text(0) for _, items in section.groups for item in items if not item.isHidden()]
    assert shown == ["Bookmark this folder"]
    assert section.search(["viewer", "f3"])
    assert not section.search(["nothing", "like", "it"])


def test_only_keys_of_what_was_found_are_changed(section: ShortcutsSection) -> None:
    choose(section, "Rename")
    assert section.search(("tray",))
    current = section.list.currentItem()
    assert current is not None
    assert not current.isHidden()
    assert current.text(0) in section.label.text()
    section.search(())
    assert section.list.currentItem() is current
