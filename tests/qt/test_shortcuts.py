"""The keys: which acts there are, who has them, and how they change while everything is open."""

import ast
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

import towpath.qt
from tests.qt.fake_engine import FakeEngine
from towpath.model.event import SettingsChanged
from towpath.qt.bridge import Bridge
from towpath.qt.shortcuts import Shortcuts
from towpath.qt.theme import Theme
from towpath.qt.tool_button import tool_button
from towpath.qt.window import MainWindow

SOURCES = sorted(Path(towpath.qt.__file__).parent.rglob("*.py"))
BINDERS = {"setShortcut", "setShortcuts", "setKey", "setKeys"}


def choose(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, **keys: str) -> None:
    """Have the settings say so; `_` in a name for `.`."""
    before = engine.snapshot().settings
    chosen = {name.replace("_", ".", 1): text for name, text in keys.items()}
    with qtbot.wait_signal(bridge.changed):
        engine.publish(SettingsChanged(replace(before, general=replace(before.general, shortcuts=chosen))))


def test_nobody_else_gives_keys() -> None:
    found: list[str] = []
    for source in SOURCES:
        if source.name == "shortcuts.py":
            continue
        for node in ast.walk(ast.parse(source.read_text())):
            if isinstance(node, ast.Attribute) and node.attr in BINDERS:
                found.append(f"{source.name}:{node.lineno} {node.attr}")
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QShortcut":
                found.extend(f"{source.name}:{node.lineno} QShortcut with keys" for _ in node.args[1:] + node.keywords)
    assert found == []


def test_every_act_has_a_text_a_name_of_its_own_and_keys_that_can_be_read(bridge: Bridge) -> None:
    acts = bridge.shortcuts.acts
    assert len({act.name for act in acts}) == len(acts) > 70
    assert [act.name for act in acts if not act.text.strip()] == []
    for act in acts:
        written = QKeySequence.listToString(bridge.shortcuts.keys(act.name), QKeySequence.SequenceFormat.PortableText)
        assert written == act.keys


def test_no_two_acts_of_one_place_share_keys(bridge: Bridge) -> None:
    shortcuts = bridge.shortcuts
    shared = [
        (one.name, other.name)
        for one, other in combinations(shortcuts.acts, 2)
        if one.where.meets(other.where)
        for keys in shortcuts.keys(one.name)
        if keys in shortcuts.keys(other.name)
    ]
    assert shared == []


class Bound:
    """A window with one target of each kind."""

    def __init__(self, qtbot: QtBot, shortcuts: Shortcuts) -> None:
        self.window = QWidget()
        qtbot.add_widget(self.window)
        self.done: list[str] = []
        self.action = QAction(self.window)
        self.window.addAction(self.action)
        self.shortcut = QShortcut(self.window)
        self.button = QPushButton("Go", self.window)
        self.action.triggered.connect(lambda: self.done.append("action"))
        self.shortcut.activated.connect(lambda: self.done.append("shortcut"))
        self.button.clicked.connect(lambda: self.done.append("button"))
        shortcuts.bind("files.refresh", self.action)
        shortcuts.bind("files.cut", self.shortcut)
        shortcuts.bind("window.settings", self.button)
        with qtbot.wait_exposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.wait_until(self.window.isActiveWindow)


@pytest.fixture
def bound(qtbot: QtBot, bridge: Bridge) -> Iterator[Bound]:
    bound = Bound(qtbot, bridge.shortcuts)
    yield bound
    bound.window.hide()


def test_what_is_bound_has_the_keys_of_its_act(bound: Bound) -> None:
    QTest.keyClick(bound.window, Qt.Key.Key_F5)
    QTest.keyClick(bound.window, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(bound.window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(bound.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert bound.done == ["action", "shortcut", "button", "button"]


def test_other_keys_count_at_once_and_the_old_ones_no_longer(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, bound: Bound
) -> None:
    choose(qtbot, engine, bridge, files_refresh="F9", files_cut="", window_settings="Ctrl+G; Ctrl+J")
    QTest.keyClick(bound.window, Qt.Key.Key_F5)
    QTest.keyClick(bound.window, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(bound.window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert bound.done == []
    QTest.keyClick(bound.window, Qt.Key.Key_F9)
    QTest.keyClick(bound.window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert bound.done == ["action", "button"]
    choose(qtbot, engine, bridge)
    QTest.keyClick(bound.window, Qt.Key.Key_F5)
    assert bound.done == ["action", "button", "action"]


def test_a_tool_tip_names_the_keys_that_count(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    button = tool_button("refresh", "retry", "Refresh")
    qtbot.add_widget(button)
    bridge.shortcuts.hint("files.refresh", button, "Refresh")
    assert "Refresh (F5)" in button.toolTip()
    choose(qtbot, engine, bridge, files_refresh="F9")
    assert "Refresh (F9)" in button.toolTip()
    choose(qtbot, engine, bridge, files_refresh="")
    assert "(" not in button.toolTip()
    assert button.accessibleName() == "Refresh"


def test_what_is_gone_is_forgotten(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    action = QAction()
    bridge.shortcuts.bind("files.refresh", action)
    action.deleteLater()
    with qtbot.wait_signal(action.destroyed):
        pass
    choose(qtbot, engine, bridge, files_refresh="F9")  # a wrapper of nothing would raise


@pytest.mark.parametrize(
    ("name", "keys", "other"),
    [
        ("files.refresh", "F2", "files.rename"),
        ("files.refresh", "Ctrl+1", "window.connections"),
        ("window.quit", "Ctrl+K", "files.quick-connect"),
        ("files.refresh", "Shift+F10", "files.menu"),
        ("files.cut", "Ctrl+K, Ctrl+X", "files.quick-connect"),
        ("files.refresh", "F5", None),
        ("files.refresh", "Ctrl+N", None),
        ("viewer.find", "Ctrl+1", None),
    ],
)
def test_a_clash_is_seen(bridge: Bridge, name: str, keys: str, other: str | None) -> None:
    clash = bridge.shortcuts.clash(name, QKeySequence(keys))
    assert (clash.name if clash else None) == other


def test_the_acts_of_the_window_are_all_bound(qtbot: QtBot, bridge: Bridge, theme: Theme) -> None:
    window = MainWindow(bridge, theme, tray_shown=lambda: True)
    qtbot.add_widget(window)
    assert all((window.files, window.browser, window.keys, window.activity, window.settings)), "made when asked for"
    in_dialogs = {act.name for act in bridge.shortcuts.acts if act.where in ("viewer", "search")}
    assert {act.name for act in bridge.shortcuts.acts} - in_dialogs - bridge.shortcuts.bound == set()
