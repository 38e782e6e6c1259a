"""The window program in the test's own process, so that QTest can click in it; everything behind it is real."""

import sys
import time
from typing import Self, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from towpath.app import SWITCH_SECONDS
from towpath.engine.host import Owned, open_profile
from towpath.engine.lock import EngineKind
from towpath.engine.parts import parts_of
from towpath.model.state import ConnectionState, Status
from towpath.model.transfer import TransferStatus
from towpath.qt.bridge import Bridge
from towpath.qt.prompts.dialog import PromptDialog
from towpath.qt.prompts.queue import PromptQueue
from towpath.qt.status import word
from towpath.qt.theme import Theme
from towpath.qt.window import MainWindow
from towpath.store.paths import find_profile

Kind = TypeVar("Kind", bound=PromptDialog)
PATIENCE_MS = 20_000


class JoinedWindow:
    """The pieces as app.py joins them, on the profile that the environment names. A context manager."""

    def __enter__(self) -> Self:
        self._switch_seconds = sys.getswitchinterval()
        profile = find_profile()
        opened = open_profile(profile.folder, EngineKind.WINDOW, lambda: parts_of(profile))
        assert isinstance(opened, Owned)
        self._opened = opened
        sys.setswitchinterval(SWITCH_SECONDS)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.bridge = Bridge(opened.engine)
        self._theme = Theme(app)
        self.window = MainWindow(self.bridge, self._theme, tray_shown=lambda: True)
        self.prompts = PromptQueue(self.bridge)
        self.appear()
        return self

    def appear(self) -> None:
        """The first time."""
        self.window.show()

    def __exit__(self, *_: object) -> None:
        sys.setswitchinterval(self._switch_seconds)
        self.bridge.close()
        self.prompts.close()
        self.window.hide()
        self._opened.close()
        self.window.deleteLater()
        self._theme.deleteLater()


class WindowProgram(JoinedWindow):
    """With what a person does in it, and sees."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def appear(self) -> None:
        with self._qtbot.wait_exposed(self.window):
            super().appear()

    # --- what a person does

    def choose(self, connection_id: str) -> None:
        """Click a connection in the list."""
        page = self.window.connections
        rectangle = page.list.visualRect(page.model.index(page.model.row_of(connection_id)))
        QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=rectangle.center())
        assert page.chosen
        assert page.chosen.connection.id == connection_id

    def click(self, button: QAbstractButton) -> None:
        """Press and release the mouse in the middle of a button that can be seen."""
        assert button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def toggle(self, connection_id: str) -> None:
        """Choose a connection and click its Connect or Disconnect."""
        self.choose(connection_id)
        self.click(self.window.connections.detail.toggle_button)

    def bring_back(self) -> None:
        """As app.py does at start: what a command line had up before it handed over comes up again."""
        for command in self._opened.were_up:
            self.bridge.submit(command)

    # --- what a person sees

    def state(self, connection_id: str) -> ConnectionState:
        found = self._opened.engine.snapshot().by_id(connection_id)
        assert found
        return found

    def transfers(self) -> list[TransferStatus]:
        return [transfer.status for transfer in self._opened.engine.snapshot().transfers]

    def shows(self, status: Status) -> bool:
        """Whether the details of the chosen connection show this state."""
        return self.window.connections.detail.state_label.accessibleName() == word(status)

    def wait_shown(self, status: Status) -> None:
        state = self.window.connections.detail.state_label
        try:
            self._qtbot.wait_until(lambda: self.shows(status), timeout=PATIENCE_MS)
        except AssertionError:
            raise AssertionError(f"{status} is not shown, but {state.accessibleName()}: {self.texts()}") from None

    def texts(self) -> list[str]:
        """The texts that can be read in the details."""
        return texts(self.window.connections.detail)

    def row_text(self, connection_id: str) -> str:
        """A connection's row of the list, as a screen reader says it: name, state, reason."""
        model = self.window.connections.model
        return str(model.data(model.index(model.row_of(connection_id)), Qt.ItemDataRole.AccessibleTextRole))

    def wait_prompt(self, kind: type[Kind], *, after: PromptDialog | None = None) -> Kind:
        """The dialog that asks now; `after` is an answered one, for which another is expected."""

        def asked() -> bool:
            return isinstance(self.prompts.dialog, kind) and self.prompts.dialog is not after

        self._qtbot.wait_until(asked, timeout=PATIENCE_MS)
        assert isinstance(self.prompts.dialog, kind)
        return self.prompts.dialog


class Heartbeat(QObject):
    """Feels the event loop's pulse, and has the window painted meanwhile, as progress would.

    The painting matters: it enters Python many times, and each time the interpreter's lock is to be won again.
    """

    BEAT_MS = 10
    BEATS_PER_PAINTING = 5

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self._gaps: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(self.BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def __enter__(self) -> Self:
        self._last = time.perf_counter()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()

    @property
    def beats(self) -> int:
        """How many there were."""
        return len(self._gaps)

    def gap(self, quantile: float) -> float:
        """Seconds between two beats: so many of the gaps are no longer."""
        ordered = sorted(self._gaps)
        return ordered[min(len(ordered) - 1, int(len(ordered) * quantile))]

    def report(self) -> str:
        shown = [f"p{100 * q:g} {1000 * self.gap(q):.0f}" for q in (0.5, 0.99, 0.999)]
        return f"{', '.join(shown)}, longest {1000 * self.gap(1):.0f} ms; {len(self._gaps)} beats"

    def _beat(self) -> None:
        now = time.perf_counter()
        self._gaps.append(now - self._last)
        self._last = now
        if len(self._gaps) % self.BEATS_PER_PAINTING == 0:
            for widget in (self._window, *self._window.findChildren(QWidget)):
                widget.update()


def texts(widget: QWidget) -> list[str]:
    """The texts of all labels that can be seen."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]
