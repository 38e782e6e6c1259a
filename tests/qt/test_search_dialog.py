"""Searching by name: finds come in while it looks, are bounded, and can be gone to."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from towpath.model.error import Problem, ProblemKind
from towpath.model.file_work import Found, FoundEntry, Left, Search, Withdraw
from towpath.model.filesystem import Attributes, Entry, FileKind
from towpath.model.transfer import HERE, FileOutcome, FileResult, Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.dialogs.found_model import FOLDER, MOST_SHOWN, NAME, SIZE
from towpath.qt.files.dialogs.search import SearchDialog

BELOW = Place(HERE, b"/srv")


def find(path: bytes, size: int = 950) -> FoundEntry:
    name = path.rpartition(b"/")[2]
    return FoundEntry(path, Entry(name, Attributes(kind=FileKind.FILE, size=size)))


class Shown:
    """The dialog with a search under way."""

    def __init__(self, qtbot: QtBot, engine: FakeEngine, bridge: Bridge, pattern: str = "*.log") -> None:
        self.engine = engine
        engine.holds = True
        self._host = QWidget()
        qtbot.add_widget(self._host)
        self.dialog = SearchDialog(bridge, BELOW, self._host)
        with qtbot.wait_exposed(self.dialog):
            self.dialog.show()
        QTest.keyClicks(self.dialog.pattern, pattern)
        QTest.keyClick(self.dialog.pattern, Qt.Key.Key_Return)

    @property
    def command(self) -> Search:
        return self.engine.asked(Search)

    def find(self, qtbot: QtBot, *finds: FoundEntry, folders: int = 1, current: bytes = b"/srv/a") -> None:
        count = self.dialog.model.count + len(finds)
        self.engine.report(self.command.request, Found(entries=finds, folders=folders, current=current))
        qtbot.wait_until(lambda: self.dialog.model.count == count)

    def cell(self, row: int, column: int) -> object:
        return self.dialog.model.data(self.dialog.model.index(row, column), Qt.ItemDataRole.DisplayRole)


@pytest.fixture
def shown(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> Shown:
    return Shown(qtbot, engine, bridge)


def test_finds_come_in_while_it_looks(qtbot: QtBot, shown: Shown) -> None:
    dialog, command = shown.dialog, shown.command
    assert (command.place, command.pattern, command.match_case) == (BELOW, "*.log", False)
    assert dialog.find_button.text() == "&Stop"
    shown.find(qtbot, find(b"/srv/a/one.log"), find("/srv/b/evil\u202e.log".encode()), current=b"/srv/b\n")
    assert dialog.count_label.text() == "2 found"
    assert dialog.looking_at.text() == "/srv/b\\x0a"
    assert (shown.cell(0, NAME), shown.cell(0, FOLDER), shown.cell(0, SIZE)) == ("one.log", "a", "950 B")
    assert shown.cell(1, NAME) == "evil\\u202e.log"
    shown.find(qtbot, find(b"/srv/three.log"), folders=7)
    assert shown.cell(2, FOLDER) == "."
    shown.engine.finish(command)
    qtbot.wait_until(lambda: dialog.looking_at.text() == "Done: 7 folders looked at.")
    assert dialog.find_button.text() == "&Find"
    dialog.reject()


def test_a_search_can_be_stopped_and_another_begun(qtbot: QtBot, shown: Shown) -> None:
    dialog, first = shown.dialog, shown.command
    shown.find(qtbot, find(b"/srv/one.log"))
    QTest.mouseClick(dialog.find_button, Qt.MouseButton.LeftButton)
    assert shown.engine.asked(Withdraw).request == first.request
    assert dialog.looking_at.text() == "Stopped."
    dialog.match_case.setChecked(True)
    QTest.mouseClick(dialog.find_button, Qt.MouseButton.LeftButton)
    assert shown.command.request != first.request
    assert shown.command.match_case
    assert dialog.model.rowCount(QModelIndex()) == 0
    dialog.reject()
    assert shown.engine.asked(Withdraw).request == shown.command.request


def test_a_find_is_gone_to(qtbot: QtBot, shown: Shown) -> None:
    shown.find(qtbot, find(b"/srv/a/one.log"), find(b"/srv/b/two.log"))
    table = shown.dialog.table
    where = table.visualRect(shown.dialog.model.index(1, FOLDER)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    with qtbot.wait_signal(shown.dialog.gone_to) as gone:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert gone.args == [Place(HERE, b"/srv/b"), b"two.log"]
    table.setFocus()
    with qtbot.wait_signal(shown.dialog.gone_to):
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert shown.dialog.isVisible()
    shown.dialog.reject()


def test_finds_are_transferred(qtbot: QtBot, shown: Shown) -> None:
    assert not shown.dialog.transfer_action.isEnabled()
    shown.find(qtbot, find(b"/srv/a/one.log"), find(b"/srv/b/two.log"))
    shown.dialog.table.selectAll()
    with qtbot.wait_signal(shown.dialog.wanted) as wanted:
        shown.dialog.transfer_action.trigger()
    assert wanted.args == [(Place(HERE, b"/srv/a/one.log"), Place(HERE, b"/srv/b/two.log"))]
    shown.dialog.reject()


def test_the_number_of_finds_is_bounded_and_said(qtbot: QtBot, shown: Shown) -> None:
    shown.find(qtbot, *[find(b"/srv/%d.log" % number) for number in range(MOST_SHOWN + 5)])
    assert shown.dialog.model.rowCount(QModelIndex()) == MOST_SHOWN
    assert shown.dialog.count_label.text() == "50,005 found, the first 50,000 shown"
    shown.dialog.reject()


def test_folders_that_cannot_be_listed_are_counted(qtbot: QtBot, shown: Shown) -> None:
    refused = FileResult(source=b"/srv/x", destination=b"", outcome=FileOutcome.FAILED)
    shown.engine.report(shown.command.request, Left(results=(refused, refused)))
    shown.engine.finish(shown.command, Problem(ProblemKind.FILES_LEFT))
    qtbot.wait_until(lambda: "2 cannot be listed." in shown.dialog.looking_at.text())
    assert not shown.dialog.problem_label.isVisible()
    shown.dialog.reject()


def test_a_search_that_fails_says_why(qtbot: QtBot, shown: Shown) -> None:
    shown.engine.finish(shown.command, Problem(ProblemKind.LOST, "ann@lab"))
    qtbot.wait_until(shown.dialog.problem_label.isVisible)
    assert "ann@lab lost" in shown.dialog.problem_label.text()
    shown.dialog.reject()
