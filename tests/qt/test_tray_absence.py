"""After a hidden start on a desktop without a tray, a person is told how to get at the window."""

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from tests.qt.paper import Paper
from towpath.qt import tray_absence
from towpath.qt.messages.message import Act
from towpath.qt.tray_absence import TOPIC, TrayAbsence


class Host(QObject):
    """Only says whether there is a panel."""

    moved = Signal()
    available = False
    over_bus = False

    def come(self) -> None:
        self.available = self.over_bus = True
        self.moved.emit()


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tray_absence, "NO_TRAY_SECONDS", 0.01)


def begun(host: Host, paper: Paper) -> TrayAbsence:
    absence = TrayAbsence(host, paper)  # type: ignore[arg-type]  # as much of both as is used
    absence.begin()
    return absence


def test_without_a_tray_a_message_opens_the_window(qtbot: QtBot) -> None:
    paper = Paper()
    absence = begun(Host(), paper)
    qtbot.wait_until(lambda: TOPIC in paper.there)
    assert [act for act, _ in paper.there[TOPIC].acts] == [Act.OPEN]
    opened, minimised = QSignalSpy(absence.open_window), QSignalSpy(absence.show_minimised)
    paper.chosen.emit("queue", Act.OPEN.value)
    paper.chosen.emit(TOPIC, Act.OPEN.value)
    assert (opened.count(), minimised.count()) == (1, 0)


def test_where_nobody_shows_messages_either_the_window_is_asked_for(qtbot: QtBot) -> None:
    paper = Paper()
    absence = begun(Host(), paper)
    qtbot.wait_until(lambda: TOPIC in paper.there)
    with qtbot.wait_signal(absence.show_minimised):
        paper.unseen.emit(TOPIC)


def test_a_tray_that_came_in_time_is_enough(qtbot: QtBot) -> None:
    paper, host = Paper(), Host()
    absence = begun(host, paper)
    host.available = True
    with qtbot.assert_not_emitted(absence.show_minimised, wait=50):
        pass
    assert paper.shown == []


def test_when_a_tray_comes_after_all_the_message_goes(qtbot: QtBot) -> None:
    paper, host = Paper(), Host()
    absence = begun(host, paper)
    qtbot.wait_until(lambda: TOPIC in paper.there)
    host.come()
    assert TOPIC not in paper.there
    absence.deleteLater()
