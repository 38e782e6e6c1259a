"""Folders that open by themselves when a drag rests on them, and close again when it goes away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from towpath.model.transfer import Place

SPRING_MS = 800
"""How long a drag rests on a folder before it opens: longer than it takes to drop, shorter than patience."""


class Spring(QObject):
    """Of one pane."""

    def __init__(self, go: Callable[[Place], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._go = go
        self._over: Place | None = None
        self._first: Place | None = None
        """Where the pane was before the first folder opened."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SPRING_MS)
        self._timer.timeout.connect(self._open)
        self._shown: Place | None = None

    def rest_on(self, folder: Place | None, shown: Place | None) -> None:
        """The drag is over this folder of the shown one, or over none."""
        if folder == self._over:
            return
        self._over, self._shown = folder, shown
        if folder:
            self._timer.start()
        else:
            self._timer.stop()

    def go_back(self) -> None:
        """The drag went away without a drop: show what was shown before."""
        first = self._first
        self.stay()
        if first:
            self._go(first)

    def stay(self) -> None:
        """Something was dropped: this is where the person wants to be."""
        self._timer.stop()
        self._over = self._first = self._shown = None

    def _open(self) -> None:
        folder, self._over = self._over, None
        if folder:
            self._first = self._first or self._shown
            self._go(folder)
