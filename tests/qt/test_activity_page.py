"""The Activity page: what is told, followed, found, copied, exported and forgotten."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, state_of
from towpath.model.activity import (
    Activity,
    ActivityExported,
    ActivityRead,
    ExportActivity,
    ForgetActivity,
    Happening,
    Level,
    ReadActivity,
)
from towpath.model.command import SaveSettings
from towpath.model.editing import OpenFile
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged, Happened
from towpath.model.file_work import Content, Peek
from towpath.qt.activity.activity_model import MOST_KEPT, Column
from towpath.qt.activity.export_dialog import ExportDialog
from towpath.qt.activity.page import ActivityPage
from towpath.qt.bridge import Bridge
from towpath.qt.files.dialogs.viewer import Viewer

REFUSED = Problem(ProblemKind.REFUSED, "ann@lab.example:22")
CRASH = "/logs/crashes/crash-1.txt"


def entry(number: int, what: Happening = Happening.UP, level: Level = Level.NOTE, **more: object) -> Activity:
    return Activity(number=number, at=1.8e9 + number, what=what, level=level, **more)  # type: ignore[arg-type]


UP = entry(2, connection="lab")
FAILED = entry(3, Happening.FAILED, Level.FAILURE, connection="other", problem=REFUSED)
LOST = entry(4, Happening.LOST, Level.WARNING, connection="lab", problem=REFUSED)
STARTED = entry(1, Happening.STARTED, facts={"version": "1"})


@pytest.fixture
def page(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> Iterator[ActivityPage]:
    engine.holds = True
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    page = ActivityPage(bridge)
    qtbot.add_widget(page)
    page.resize(1000, 500)
    with qtbot.wait_exposed(page):
        page.show()
    yield page
    page.hide()


def answer(qtbot: QtBot, engine: FakeEngine, page: ActivityPage, *entries: Activity, crash: str = "") -> None:
    """As the engine answers the question that is open."""
    command = engine.asked(ReadActivity)
    reports = (crash,) if crash else ()
    engine.report(command.request, ActivityRead(entries=entries, log_folder="/logs", crash_reports=reports))
    engine.finish(command)
    qtbot.wait_until(lambda: rows(page) == [one.number for one in entries])


def happen(qtbot: QtBot, engine: FakeEngine, page: ActivityPage, one: Activity) -> None:
    engine.publish(Happened(one))
    qtbot.wait_until(lambda: page.model.index_of(one.number).isValid())


def rows(page: ActivityPage) -> list[int]:
    model = page.model
    found = (model.value(model.index(row, 0)) for row in range(model.rowCount()))
    return [one.number for one in found if one is not None]


def cells(page: ActivityPage, row: int) -> list[str]:
    return [str(page.model.index(row, column).data()) for column in (Column.CONNECTION, Column.WHAT, Column.WHY)]


def test_what_happened_is_told_in_words(qtbot: QtBot, engine: FakeEngine, page: ActivityPage) -> None:
    answer(qtbot, engine, page, STARTED, UP, FAILED)
    assert cells(page, 0) == ["", "Towpath 1 started", ""]
    assert cells(page, 1) == ["lab", "Connected", ""]
    assert cells(page, 2) == ["other", "Could not connect", "Connection refused: nothing listens on that port"]
    spoken = page.model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Failure, other, Could not connect, Connection refused" in spoken


def test_the_chosen_one_with_its_reason_and_the_way_there(qtbot: QtBot, engine: FakeEngine, page: ActivityPage) -> None:
    answer(qtbot, engine, page, UP, FAILED, LOST)
    page.table.choose(page.model.index_of(LOST.number))
    detail = page.detail
    assert detail.title.text() == "Connection lost"
    assert detail.why.text == "Cannot reach ann@lab.example:22: connection refused: nothing listens on that port"
    assert detail.advice.text == "Check host and port; the server may be down"
    with qtbot.wait_signal(page.show_connection) as shown:
        detail.connection_button.click()
    assert shown.args == ["lab"]
    page.table.choose(page.model.index_of(FAILED.number))
    assert detail.connection_button.isHidden(), "there is none of this name any more"


def test_while_nothing_is_chosen_nothing_can_be_scrolled(qtbot: QtBot, engine: FakeEngine, page: ActivityPage) -> None:
    answer(qtbot, engine, page, UP)
    page.resize(900, 300)
    qtbot.wait_until(lambda: page.table.height() < 300)
    assert page.detail.shown == 0
    assert not page.detail.verticalScrollBar().isVisible()


def test_a_narrow_table_has_fewer_columns_which_share_its_width(
    qtbot: QtBot, engine: FakeEngine, page: ActivityPage
) -> None:
    answer(qtbot, engine, page, UP)
    page.table.setFixedWidth(300)
    qtbot.wait_until(lambda: page.table.isColumnHidden(Column.WHY))
    columns = range(page.model.columnCount())
    shown = sum(page.table.columnWidth(column) for column in columns if not page.table.isColumnHidden(column))
    assert shown >= page.table.viewport().width() - len(columns)


def test_copied(qtbot: QtBot, engine: FakeEngine, page: ActivityPage) -> None:
    answer(qtbot, engine, page, UP, LOST)
    page.table.setFocus()
    page.table.selectAll()
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QApplication.clipboard().text()
    assert "Connected\n\n" in text
    assert "Warning  lab\nConnection lost\nCannot reach ann@lab.example:22" in text


def test_what_happens_comes_at_the_end(qtbot: QtBot, engine: FakeEngine, page: ActivityPage) -> None:
    answer(qtbot, engine, page, STARTED)
    happen(qtbot, engine, page, UP)
    assert rows(page) == [1, 2]
    assert page.connection.findData("lab") > 0


def test_one_that_goes_on_takes_its_place(qtbot: QtBot, engine: FakeEngine, page: ActivityPage) -> None:
    once = entry(5, Happening.RETRYING, Level.WARNING, facts={"tries": "1", "since": "1.8e9"})
    answer(qtbot, engine, page, STARTED, once, UP)
    page.table.choose(page.model.index_of(5))
    happen(qtbot, engine, page, entry(5, Happening.RETRYING, Level.WARNING, facts={"tries": "12", "since": "1.8e9"}))
    qtbot.wait_until(lambda: rows(page) == [1, 2, 5])
    assert "tried 12 times" in cells(page, 2)[1]
    assert "tried 12 times" in page.detail.title.text(), "what is looked at stays so, and follows"


def test_follows_unless_scrolled_up(qtbot: QtBot, engine: FakeEngine, page: ActivityPage) -> None:
    answer(qtbot, engine, page, *(entry(number) for number in range(1, 101)))
    bar = page.table.verticalScrollBar()
    qtbot.wait_until(lambda: 0 < bar.maximum() == bar.value())
    happen(qtbot, engine, page, entry(101))
    qtbot.wait_until(lambda: bar.value() == bar.maximum())
    bar.setValue(0)
    happen(qtbot, engine, page, entry(102))
    assert bar.value() == 0


def test_found_by_words_connection_and_level(qtbot: QtBot, engine: FakeEngine, page: ActivityPage) -> None:
    answer(qtbot, engine, page, STARTED, UP, FAILED, LOST)
    page.search.setText("REFUSED lab.example")
    assert rows(page) == [3, 4]
    page.connection.setCurrentIndex(page.connection.findData("lab"))
    assert rows(page) == [4]
    page.search.clear()
    assert rows(page) == [2, 4]
    page.level.setCurrentIndex(page.level.findData(Level.WARNING))
    assert rows(page) == [4]
    happen(qtbot, engine, page, entry(9, Happening.FAILED, Level.FAILURE, connection="lab"))
    engine.publish(Happened(entry(10, connection="lab")))
    page.search.setText("nothing of the kind")
    assert rows(page) == []
    assert page.stack.currentIndex() == 1


def test_ten_thousand_in_a_row_are_shown_in_time(qtbot: QtBot, engine: FakeEngine, page: ActivityPage) -> None:
    answer(qtbot, engine, page, STARTED)
    begun = time.perf_counter()
    for number in range(2, 10_002):
        page.model.add(entry(number, connection="lab"))
    took = time.perf_counter() - begun
    assert page.model.rowCount() == MOST_KEPT
    assert took < 5


def test_detailed_from_here(engine: FakeEngine, page: ActivityPage) -> None:
    assert not page.detailed.isChecked()
    page.detailed.trigger()
    assert engine.asked(SaveSettings).settings.general.detailed_log


def test_the_log_folder_is_opened_by_the_desktop(qtbot: QtBot, engine: FakeEngine, page: ActivityPage) -> None:
    answer(qtbot, engine, page, STARTED)
    page.open_folder.trigger()
    assert engine.asked(OpenFile).place.path == b"/logs"


def test_forgotten_after_a_question(qtbot: QtBot, engine: FakeEngine, page: ActivityPage) -> None:
    answer(qtbot, engine, page, STARTED)
    page.forget.trigger()
    box = page.window().findChild(QMessageBox, "confirm-forget-activity")
    assert isinstance(box, QMessageBox)
    next(button for button in box.buttons() if "orget" in button.text()).click()
    engine.finish(engine.asked(ForgetActivity))
    qtbot.wait_until(lambda: engine.commands.count(engine.asked(ReadActivity)) == 1)
    qtbot.wait_until(lambda: len([one for one in engine.commands if isinstance(one, ReadActivity)]) == 2)
    answer(qtbot, engine, page)
    assert page.stack.currentIndex() == 2


def test_a_crash_of_the_last_time(qtbot: QtBot, engine: FakeEngine, page: ActivityPage) -> None:
    crashed = entry(1, Happening.CRASHED_BEFORE, Level.WARNING, subject=CRASH)
    answer(qtbot, engine, page, crashed, crash=CRASH)
    qtbot.wait_until(lambda: "Towpath ended unexpectedly the last time" in page.notice.words)
    view, copy = page.notice.buttons
    copy.click()
    peek = engine.asked(Peek)
    assert peek.place.path == CRASH.encode()
    engine.report(peek.request, Content(content=b"Fatal Python error", size=18))
    engine.finish(peek)
    qtbot.wait_until(lambda: QApplication.clipboard().text() == "Fatal Python error")
    view.click()
    viewer = page.window().findChild(QDialog, "viewer")
    assert isinstance(viewer, Viewer)
    viewer.close()


def test_a_crash_whose_report_was_deleted_is_only_told(qtbot: QtBot, engine: FakeEngine, page: ActivityPage) -> None:
    answer(qtbot, engine, page, entry(1, Happening.CRASHED_BEFORE, Level.WARNING, subject=CRASH))
    assert page.notice.isHidden()


def test_exported(qtbot: QtBot, engine: FakeEngine, page: ActivityPage) -> None:
    answer(qtbot, engine, page, STARTED)
    page.export_button.click()
    dialog = page.window().findChild(QDialog, "export-activity-dialog")
    assert isinstance(dialog, ExportDialog)
    dialog.hide_names.setChecked(True)
    dialog.write("/tmp/out.txt")
    command = engine.asked(ExportActivity)
    assert (command.path, command.hide_names) == ("/tmp/out.txt", True)
    engine.finish(command, Problem(ProblemKind.FILE_UNWRITABLE, "/tmp/out.txt", {"detail": "no room"}))
    qtbot.wait_until(lambda: "no room" in dialog.problem_label.text())
    dialog.write("/tmp/out.txt")
    command = engine.asked(ExportActivity)
    engine.report(command.request, ActivityExported(removed=3))
    with qtbot.wait_signal(page.told) as told:
        engine.finish(command)
    assert told.args == ["Exported to /tmp/out.txt; secrets removed: 3"]


def test_by_keyboard(qtbot: QtBot, engine: FakeEngine, page: ActivityPage) -> None:
    answer(qtbot, engine, page, UP, LOST)
    page.enter()
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Home)
    assert page.detail.shown == UP.number
    seen = []
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    for widget in (page.search, page.connection, page.level, page.export_button, page.more, page.table):
        assert widget in seen, widget.objectName()
    assert page.detail.copy_button in seen
