"""What the two panes do together: they are compared, and one goes along with the other."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Generator, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from towpath.model.error import Problem, ProblemKind
from towpath.model.place_text import shown_path
from towpath.model.transfer import Place
from towpath.qt.bridge import BUSY_SECONDS
from towpath.qt.files.comparison import By, Marks, compare
from towpath.qt.files.folder_view import Listed
from towpath.qt.files.pane import Pane
from towpath.qt.files.synchronised import followed


class Together(QObject):
    """Marks what differs between the lists as long as `comparing` says how; moves one pane after the other."""

    changed = Signal()
    """Another comparison, or the panes go along with each other now, or no longer."""
    failed = Signal(object)

    def __init__(self, left: Pane, right: Pane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.left = left
        self.right = right
        self.comparing: By | None = None
        self.hide_same = False
        self.is_synchronised = False
        self._rests = False
        self._wanted = False
        self._marked = False
        self._work: Generator[None, None, tuple[Marks, Marks]]
        """The comparison under way, while `_stepping` runs."""
        self._stepping = QTimer(self)
        self._stepping.setInterval(0)
        self._stepping.timeout.connect(self._step)
        self._before: dict[Pane, Place] = {}
        """Where each pane was when it was last known to be beside the other."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._compare)
        for pane in (left, right):
            pane.listed.connect(self._listed)
            pane.current_view_changed.connect(self._soon.start)
            pane.place_changed.connect(self._mover(pane))

    def compare_by(self, by: By | None) -> None:
        """Mark what differs, or no longer."""
        self.comparing = by
        self._compare()
        self.changed.emit()

    def set_hide_same(self, hide: bool) -> None:
        """Show only what differs."""
        self.hide_same = hide
        self._compare()
        self.changed.emit()

    def _listed(self, _listed: Listed) -> None:
        self._soon.start()
        self._begin_if_ready()

    def _compare(self) -> None:
        self._stepping.stop()
        if self.comparing is not None and self.left.ready and self.right.ready:
            self._work = compare(self.left.view.entries(), self.right.view.entries(), self.comparing)
            self._stepping.start()
        elif self._marked:
            self._marked = False
            for pane in (self.left, self.right):
                for view in pane.views:
                    view.set_comparison(None)

    def _step(self) -> None:
        """100,000 entries take a third of a second: the window is not held up by that."""
        until = time.perf_counter() + BUSY_SECONDS
        try:
            while time.perf_counter() < until:
                next(self._work)
        except StopIteration as ended:
            self._stepping.stop()
            self._marked = True
            for pane, marks in zip((self.left, self.right), ended.value, strict=True):
                pane.view.set_comparison(marks, hide_same=self.hide_same)

    # --- going along

    def synchronise(self, on: bool) -> None:
        """From now on each pane goes along with the other, from where they are."""
        self.is_synchronised = on and self.left.ready and self.right.ready
        self._before = {pane: pane.place for pane in (self.left, self.right)}
        self.changed.emit()

    def synchronise_when_ready(self, on: bool) -> None:
        """The same as soon as both panes have arrived where they are going."""
        self._wanted = on
        if not on:
            self.synchronise(False)
        else:
            self._begin_if_ready()

    def _begin_if_ready(self) -> None:
        if self._wanted and self.left.ready and self.right.ready:
            self._wanted = False
            self.synchronise(True)

    @contextlib.contextmanager
    def resting(self) -> Iterator[None]:
        """Both panes go where they are sent, and nobody follows."""
        self._rests = True
        yield
        self._rests = False
        self._before = {pane: pane.place for pane in (self.left, self.right)}

    def _mover(self, pane: Pane) -> Callable[[Place], None]:
        return lambda place: self._moved(pane, place)

    def _moved(self, pane: Pane, place: Place) -> None:
        if not self.is_synchronised or self._rests:
            return
        other = self.right if pane is self.left else self.left
        before = self._before[pane]
        if not place.path.startswith(b"/"):
            return  # told again once it is known
        goal = followed(before, place, other.place)
        if place == before:
            return
        if goal is None:
            self.is_synchronised = False
            facts = {"detail": "the other side has no such folder, so the panes go their own ways again"}
            self.failed.emit(Problem(ProblemKind.INVALID, shown_path(place.path), facts))
            self.changed.emit()
            return
        self._before[pane] = place
        self._before[other] = goal
        other.go(goal)
