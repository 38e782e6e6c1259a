"""docs/keyboard.md and docs/files.md tell the keys that there are."""

import re
from pathlib import Path

from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from towpath.qt.bridge import Bridge
from towpath.qt.settings.shortcuts import ShortcutsSection

DOCS = Path(__file__).resolve().parents[2] / "docs"
FIXED = {"Tab", "Return", "Backspace", "letters", "Space", "Insert", "Ctrl+A", "Escape", "Delete", "Shift+Delete"}
"""Those of the lists themselves, and names that people use."""


def test_every_act_with_keys_stands_there_under_its_place(qtbot: QtBot, bridge: Bridge) -> None:
    section = ShortcutsSection(bridge)
    qtbot.add_widget(section)
    told: dict[str, list[str]] = {}
    for part in (DOCS / "keyboard.md").read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _, rows = part.partition("\n")
        told[title] = [row for row in rows.splitlines() if row.startswith("| ") and row != "| keys | act |"]
    wanted = {
        group.text(0): [f"| {item.text(1).replace('  ', ', ')} | {item.text(0)} |" for item in items if item.text(1)]
        for group, items in section.groups
    }
    assert told == {title: rows for title, rows in wanted.items() if rows}


def test_the_keys_of_the_panes_are_right(bridge: Bridge) -> None:
    """In words that tell more, in the description of the page."""
    known = {keys.toString() for act in bridge.shortcuts.acts for keys in bridge.shortcuts.keys(act.name)}
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", (DOCS / "files.md").read_text(encoding="utf-8"), re.MULTILINE)
    named = {key for row in rows if row != "key" for key in row.split(", ")} - FIXED
    assert len(named) > 25
    assert named - {QKeySequence(key).toString() for key in named if QKeySequence(key).toString() in known} == set()
