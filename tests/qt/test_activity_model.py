"""The table of what happened: rows come, go and move as Qt's views have to be told."""

import time

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QApplication

from towpath.model.activity import Activity, Happening, Level
from towpath.model.state import Status
from towpath.qt.activity.activity_model import MOST_KEPT, ActivityModel, Column, Wanted
from towpath.qt.activity.activity_words import clock_text, sign


def entry(number: int, what: Happening = Happening.UP, level: Level = Level.NOTE, connection: str = "lab") -> Activity:
    return Activity(number=number, at=1.8e9 + number, what=what, level=level, connection=connection)


def numbers(model: ActivityModel) -> list[int]:
    found = (model.value(model.index(row, 0)) for row in range(model.rowCount()))
    return [one.number for one in found if one is not None]


def test_views_are_told_of_each_row(qapp: QApplication) -> None:
    model = ActivityModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    came, went = QSignalSpy(model.rowsInserted), QSignalSpy(model.rowsRemoved)
    model.take([entry(1), entry(2), entry(3)])
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in Column] == list(model.headings())
    model.add(replace(entry(2), level=Level.WARNING))
    assert numbers(model) == [1, 3, 2]
    assert (came.count(), went.count()) == (1, 1)
    model.look_for(Wanted(level=Level.WARNING))
    assert numbers(model) == [2]
    model.add(entry(2))  # does not fit any more
    assert numbers(model) == []
    assert (came.count(), went.count()) == (1, 2)
    tester.deleteLater()


def test_only_the_oldest_is_forgotten(qapp: QApplication) -> None:
    model = ActivityModel()
    model.take(entry(number, connection="other" if number == 1 else "lab") for number in range(1, MOST_KEPT + 1))
    model.look_for(Wanted(connection="lab"))
    model.add(entry(MOST_KEPT + 1))  # the one that goes is not shown
    assert numbers(model) == list(range(2, MOST_KEPT + 2))
    assert "other" not in model.connections
    model.add(entry(MOST_KEPT + 2))
    assert numbers(model) == list(range(3, MOST_KEPT + 3))


def test_a_level_is_found_by_its_word(qapp: QApplication) -> None:
    model = ActivityModel()
    model.take([entry(1), entry(2, level=Level.FAILURE)])
    model.look_for(Wanted(words=("failure",)))
    assert numbers(model) == [2]


@pytest.mark.parametrize(("ago", "shown"), [(0.0, "%H:%M:%S"), (40 * 86_400.0, "%m-%d %H:%M")])
def test_the_day_is_told_where_it_is_another_one(ago: float, shown: str) -> None:
    at = time.time() - ago
    assert clock_text(replace(entry(1), at=at)) == time.strftime(shown, time.localtime(at))


@pytest.mark.parametrize(
    ("one", "shape"),
    [
        (entry(1, Happening.WAITS_FOR_USER, Level.WARNING), Status.WAITING_FOR_USER),
        (entry(1, Happening.WAITS_FOR_NETWORK, Level.WARNING), Status.WAITING_FOR_NETWORK),
        (entry(1, Happening.FAILED, Level.FAILURE), Status.FAILED),
        (entry(1, Happening.TRANSFER_ENDED, Level.FAILURE), Status.FAILED),
        (entry(1, Happening.TRANSFER_ENDED), "files"),
        (entry(1, Happening.NOTICE), "info"),
    ],
)
def test_its_shape_is_that_of_the_state_then_of_the_level(one: Activity, shape: str | Status) -> None:
    assert sign(one) == shape
