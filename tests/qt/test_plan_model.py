"""A plan as the list shows it: ticks, both sides, what is done, and colours that never stand alone."""

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.qt.test_plan_tree import FOLDER, conflict, copy, delete, file, find, tree
from towpath.model.filesystem import Attributes, FileKind
from towpath.model.transfer import Act, Differ, Step
from towpath.qt.synchronise.plan_model import ACT, LEFT, NAME, RIGHT, PlanModel

TICK = Qt.ItemDataRole.CheckStateRole
SHOWN = Qt.ItemDataRole.DisplayRole
COLOUR = Qt.ItemDataRole.ForegroundRole
CHECKED, UNCHECKED, PARTLY = Qt.CheckState.Checked, Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked


class Shown:
    """A model of these steps."""

    def __init__(self, *steps: Step) -> None:
        self.tree = tree(*steps)
        self.model = PlanModel(self.tree, Differ.TIME)

    def index(self, path: bytes, column: int = NAME) -> QModelIndex:
        return self.model.index_of(find(self.tree, path), column)

    def data(self, path: bytes, column: int = NAME, role: int = SHOWN) -> Any:
        return self.model.data(self.index(path, column), role)

    def tick(self, path: bytes) -> None:
        """As a click does, whatever value Qt thinks of."""
        assert self.model.setData(self.index(path), CHECKED, TICK)


def test_a_tick_goes_from_some_to_all_to_none(qtbot: QtBot) -> None:
    shown = Shown(copy(b"a/b"), copy(b"a/c"))
    assert shown.data(b"a", role=TICK) == CHECKED
    for wanted in (UNCHECKED, CHECKED):
        with qtbot.wait_signal(shown.model.chosen):
            shown.tick(b"a")
        assert [shown.data(path, role=TICK) for path in (b"a", b"a/b", b"a/c")] == [wanted] * 3
    shown.tick(b"a/c")
    assert [shown.data(path, role=TICK) for path in (b"a", b"a/b", b"a/c")] == [PARTLY, CHECKED, UNCHECKED]
    shown.tick(b"a")
    assert shown.data(b"a", role=TICK) == CHECKED


def test_what_is_not_decided_has_no_tick() -> None:
    shown = Shown(conflict(b"a"), copy(b"b"))
    ticks = Qt.ItemFlag.ItemIsUserCheckable
    assert shown.data(b"a", role=TICK) is None
    assert not shown.model.flags(shown.index(b"a")) & ticks
    assert shown.model.flags(shown.index(b"b")) & ticks
    assert not shown.model.flags(shown.index(b"b", ACT)) & ticks
    assert not shown.model.setData(shown.index(b"b", ACT), CHECKED, TICK)


def test_each_side_is_told() -> None:
    shown = Shown(copy(b"a", file(2_000)), copy(b"b", FOLDER), delete(b"c", Attributes(kind=FileKind.LINK)))
    assert shown.data(b"a", LEFT).startswith("2.0 kB, ")
    assert shown.data(b"a", RIGHT) == "not there"
    assert [shown.data(b"b", LEFT), shown.data(b"c", RIGHT), shown.data(b"c", LEFT)] == ["Folder", "Link", "not there"]
    timeless = Shown(copy(b"a", Attributes(kind=FileKind.FILE, size=5)))
    assert timeless.data(b"a", LEFT) == "5 B"


def test_what_is_lost_stands_out_and_is_said() -> None:
    newer = Step(path=b"old", act=Act.UPDATE_UP, first=file(1, 100), second=file(2, 200))
    shown = Shown(newer, delete(b"gone"), copy(b"new"), conflict(b"both"))
    assert shown.data(b"old", ACT) == "Overwrite newer"
    assert [shown.data(path, ACT) for path in (b"gone", b"new", b"both")] == [
        "Delete on the right",
        "Copy to the right",
        "Undecided",
    ]
    colours = [shown.data(path, ACT, COLOUR) for path in (b"old", b"gone", b"both")]
    assert len({colour.name() for colour in colours}) == 3
    assert shown.data(b"new", ACT, COLOUR) is None
    shown.tick(b"gone")
    assert shown.data(b"gone", ACT) == "Leave"
    assert shown.data(b"gone", NAME, COLOUR) is not None


@pytest.mark.parametrize("name", [b"a\nb", "\u202etxt".encode(), b"\xff"])
def test_hostile_names_are_escaped(name: bytes) -> None:
    shown = Shown(copy(name))
    assert "\\" in shown.data(name)
    assert shown.data(name).isprintable()


def test_qt_finds_nothing_wrong_with_the_model() -> None:
    shown = Shown(copy(b"a/b"), copy(b"a/c/d"), delete(b"e"))
    tester = QAbstractItemModelTester(shown.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown.tick(b"a")
    assert shown.model.rowCount(shown.index(b"a")) == 2
    tester.deleteLater()
