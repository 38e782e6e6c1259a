"""Has the engine keep what the window remembers by itself, a moment after it changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from towpath.model.remembered import Remember, Remembered
from towpath.qt.bridge import Bridge

DELAY_MS = 2000


class Memory(QObject):
    """Each part of the window adds what it knows, when it is time."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._parts: list[Callable[[Remembered], Remembered]] = []
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self._save)

    def add(self, part: Callable[[Remembered], Remembered]) -> None:
        """`part` returns what it is given, with its own fields replaced."""
        self._parts.append(part)

    def later(self) -> None:
        """Something changed."""
        if not self._delay.isActive():
            self._delay.start()

    def now(self) -> None:
        """The window is hidden, or ends: do not wait."""
        if self._delay.isActive():
            self._delay.stop()
            self._save()

    def _save(self) -> None:
        before = remembered = self._bridge.snapshot.remembered
        for part in self._parts:
            remembered = part(remembered)
        if remembered != before:
            self._bridge.submit(Remember(remembered=remembered))
