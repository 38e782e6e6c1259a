"""The end of the desktop's session: no question holds it up, and no session manager starts the program again."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, state_of
from towpath.model.event import ConnectionChanged
from towpath.model.state import Status
from towpath.qt import window as window_module
from towpath.qt.bridge import Bridge
from towpath.qt.session_end import SessionEnd
from towpath.qt.theme import Theme
from towpath.qt.window import MainWindow


class Manager:
    """Qt makes the real one, while a session ends."""

    hint = QSessionManager.RestartHint.RestartIfRunning

    def setRestartHint(self, hint: QSessionManager.RestartHint) -> None:
        self.hint = hint


class Signal:
    """As those of the program, told by hand."""

    def __init__(self) -> None:
        self._heard: list[Callable[[object], None]] = []
        self.connect = self._heard.append

    def emit(self, value: object) -> None:
        for heard in self._heard:
            heard(value)


class App:
    """The two signals of the program that tell of a session's end."""

    def __init__(self) -> None:
        self.saveStateRequest = Signal()
        self.commitDataRequest = Signal()


def test_the_program_is_not_started_again_by_a_session_manager(qtbot: QtBot) -> None:
    app, manager = App(), Manager()
    end = SessionEnd(app)  # type: ignore[arg-type]  # only these two signals of it are used
    app.saveStateRequest.emit(manager)
    assert manager.hint is QSessionManager.RestartHint.RestartNever
    manager = Manager()
    with qtbot.wait_signal(end.prepared):
        app.commitDataRequest.emit(manager)
    assert manager.hint is QSessionManager.RestartHint.RestartNever


def test_no_question_while_the_session_ends(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_module, "SESSION_END_MS", 50)
    trays: list[str] = []
    window = MainWindow(bridge, theme, tray_shown=lambda: bool(trays))
    qtbot.add_widget(window)
    engine.publish(ConnectionChanged(state_of(connection("lab"), Status.UP)))
    window.show()
    window.session_ends()
    window.close()
    assert not window.isVisible()

    qtbot.wait_until(lambda: not window._session_ends)  # it was called off
    window.show()
    window.close()
    (box,) = window.findChildren(QMessageBox, "quit")
    box.reject()
    trays.append("one that came late")
