"""Python's cyclic garbage is collected between two events of the window, and never elsewhere.

By itself Python does so in whichever thread makes the next object, be it in the middle of a painting. A widget that is
deleted there, without its window knowing, takes the program along.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1000


class Garbage(QObject):
    """Main thread. As long as it is there, nobody else collects (see `gc.disable`)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.freeze()  # what there is by now stays anyhow, and need not be looked through
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect)
        self._timer.start(LOOK_MS)

    def close(self) -> None:
        """Let Python do it by itself again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()


def collect() -> None:
    """The generations that Python would collect by now (gc.set_threshold)."""
    for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)):
        if count <= threshold:
            break
        gc.collect(generation)
