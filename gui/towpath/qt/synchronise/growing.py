"""Builds the tree of a large plan in pieces, so that the window goes on painting."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from towpath.model.transfer import Plan
from towpath.qt.synchronise.plan_tree import PlanTree

PIECE = 500
BUSY_SECONDS = 0.008


class Growing(QObject):
    """`grown` is called once with the whole tree, unless this is stopped before."""

    def __init__(self, plan: Plan, grown: Callable[[PlanTree], None], parent: QObject) -> None:
        super().__init__(parent)
        self._steps = plan.steps
        self._grown = grown
        self._tree = PlanTree()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._grow)
        self._timer.start(0)

    def stop(self) -> None:
        """Nobody wants it any more."""
        self._timer.stop()
        self.deleteLater()

    def _grow(self) -> None:
        until = time.perf_counter() + BUSY_SECONDS
        while time.perf_counter() < until:
            piece = self._steps[self._tree.size : self._tree.size + PIECE]
            if not piece:
                self.stop()
                self._grown(self._tree)
                return
            self._tree.add(piece)
