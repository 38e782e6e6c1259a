"""The lines that tell of running acts: quick ones stay unseen, slow ones can be cancelled, failed ones explain."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from towpath.model.error import Problem, ProblemKind
from towpath.model.file_work import Delete, DownloadUrl, Left, Progressed, Withdraw
from towpath.model.transfer import HERE, FileOutcome, FileResult, Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.dialogs.left import LeftDialog
from towpath.qt.files.work_strip import WorkStrip

COMMAND = Delete(request="", places=(Place(HERE, b"/srv/a"),))
REFUSED = FileResult(
    source=b"/srv/a\n",
    destination=b"",
    outcome=FileOutcome.FAILED,
    problem=Problem(ProblemKind.PERMISSION_DENIED, "/srv/a"),
)


@pytest.fixture
def strip(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> WorkStrip:
    engine.holds = True
    strip = WorkStrip(bridge)
    strip.resize(500, 60)
    qtbot.add_widget(strip)
    return strip


def test_what_is_done_at_once_is_never_shown(qtbot: QtBot, engine: FakeEngine, strip: WorkStrip) -> None:
    ended: list[Problem | None] = []
    strip.run(COMMAND, "Deleting", "{n} left", ended.append)
    engine.finish(engine.asked(Delete))
    qtbot.wait_until(lambda: ended == [None])
    assert not strip.lines
    assert not strip.isVisible()


def test_slow_work_shows_how_far_it_is(qtbot: QtBot, engine: FakeEngine, strip: WorkStrip) -> None:
    line = strip.run(COMMAND, "Deleting", "{n} left", lambda _: None)
    qtbot.wait_until(strip.isVisible)
    request = engine.asked(Delete).request
    assert request
    engine.report(request, Progressed(done=1500, total=3000, current=b"/srv/a\x1b"))
    qtbot.wait_until(lambda: line.amount.text() == "1,500 of 3,000")
    assert line.bar.value() == 500
    assert "\\x1b" in line.title.toolTip()
    engine.finish(engine.asked(Delete))
    qtbot.wait_until(lambda: not strip.isVisible())


def test_a_download_counts_bytes(qtbot: QtBot, engine: FakeEngine, strip: WorkStrip) -> None:
    command = DownloadUrl(request="", url="https://x/y", folder=Place("lab", b"/srv"))
    line = strip.run(command, "Downloading", "", lambda _: None)
    engine.report(engine.asked(DownloadUrl).request, Progressed(done=12_000_000, total=40_000_000, rate=3e6))
    qtbot.wait_until(lambda: line.amount.text() == "12 MB of 40 MB, 3.0 MB/s")


def test_cancelling_ends_it_and_tells_when_nothing_goes_on(qtbot: QtBot, engine: FakeEngine, strip: WorkStrip) -> None:
    ended: list[Problem | None] = []
    line = strip.run(COMMAND, "Deleting", "{n} left", ended.append)
    qtbot.wait_until(line.isVisible)
    QTest.mouseClick(line.cancel_button, Qt.MouseButton.LeftButton)
    assert engine.asked(Withdraw).request == engine.asked(Delete).request
    assert not strip.isVisible()
    assert not ended
    engine.finish(engine.asked(Withdraw))
    qtbot.wait_until(lambda: [problem.kind for problem in ended if problem] == [ProblemKind.CANCELLED])


def test_what_was_left_is_listed_with_reasons(qtbot: QtBot, engine: FakeEngine, strip: WorkStrip) -> None:
    line = strip.run(COMMAND, "Deleting", "{n} could not be deleted", lambda _: None)
    command = engine.asked(Delete)
    engine.report(command.request, Left(results=(REFUSED,) * 3))
    engine.finish(command, Problem(ProblemKind.FILES_LEFT))
    qtbot.wait_until(line.details_button.isVisible)
    assert line.title.text() == "3 could not be deleted"
    QTest.mouseClick(line.details_button, Qt.MouseButton.LeftButton)
    dialog = strip.findChild(LeftDialog)
    assert dialog
    model = dialog.table.model()
    rows = [[model.index(row, column).data() for column in (0, 1)] for row in range(model.rowCount())]
    assert rows == [["/srv/a\\x0a", "Permission denied"]] * 3
    dialog.reject()
    assert line.cancel_button.accessibleName() == "Dismiss"
    QTest.mouseClick(line.cancel_button, Qt.MouseButton.LeftButton)
    assert not strip.isVisible()


def test_a_failure_is_said_in_words(qtbot: QtBot, engine: FakeEngine, strip: WorkStrip) -> None:
    line = strip.run(COMMAND, "Deleting", "{n} left", lambda _: None)
    engine.finish(engine.asked(Delete), Problem(ProblemKind.LOST, "ann@lab"))
    qtbot.wait_until(line.isVisible)
    assert line.title.text().startswith("Deleting: connection to ann@lab lost")
    assert not line.details_button.isVisible()


def test_what_failed_on_the_way_tells_how_far_it_was(qtbot: QtBot, engine: FakeEngine, strip: WorkStrip) -> None:
    line = strip.run(COMMAND, "Deleting “a”", "{n} left", lambda _: None)
    engine.report(engine.asked(Delete).request, Progressed(done=1500, total=3000))
    engine.finish(engine.asked(Delete), Problem(ProblemKind.LOST, "ann@lab"))
    qtbot.wait_until(line.sign.isVisible)
    assert line.title.text().startswith("Deleting “a” (1,500 of 3,000): connection to ann@lab lost")


def test_the_latest_failure_of_an_act_takes_the_place_of_the_one_before(strip: WorkStrip) -> None:
    strip.say(Problem(ProblemKind.FILE_EXISTS, "a"))
    strip.say(Problem(ProblemKind.FILE_EXISTS, "b"))
    assert [line.title.text() for line in strip.lines] == ["b: it exists already (choose another name)"]
    assert strip.isVisible()
