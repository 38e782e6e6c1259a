"""The list of one folder, local or far: streams in, sorts, filters, selects; 100,000 rows are no burden."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from towpath.model.error import Problem, ProblemKind
from towpath.model.event import FolderListed
from towpath.model.filesystem import Entry
from towpath.model.settings import NameFilter
from towpath.model.text import printable, sentence
from towpath.model.transfer import Place
from towpath.model.words import explain
from towpath.qt.bridge import Bridge
from towpath.qt.files.comparison import Marks
from towpath.qt.files.file_table import FileTable, is_plain, single_shot
from towpath.qt.files.listing import Listing
from towpath.qt.files.overlay import paint_message, paint_remark

FLUSH_MS = 300
"""How often rows that stream in are put into their places, at most."""
FLUSH_SHARE = 10
"""Of the window's time at most one part in so many goes into that."""
PATIENCE_MS = 200
"""How long a folder may be silent before the list says that it is being listed."""


class Listed(msgspec.Struct, frozen=True):
    """A listing has ended."""

    path: bytes
    """Absolute, where it came so far."""
    problem: Problem | None
    """CANCELLED when the person ended it; NOT_A_FOLDER for a file. What came before it is shown."""
    count: int
    free_space: int | None
    """Bytes, where the machine tells."""


class Totals(msgspec.Struct, frozen=True):
    """What is in the list."""

    shown: int
    hidden: int
    """Left out, for whatever reason."""
    selected: int
    selected_bytes: int
    """Of files and links; what is in folders is not known."""


class DropTarget(Protocol):
    """Takes what is dragged over a list. Positions are those of its viewport."""

    def enter(self, view: FolderView, event: QDragEnterEvent) -> None: ...
    def move(self, view: FolderView, event: QDragMoveEvent) -> None: ...
    def leave(self, view: FolderView, event: QDragLeaveEvent) -> None: ...
    def drop(self, view: FolderView, event: QDropEvent) -> None: ...


class FolderView(FileTable):
    """Main thread only. What it shows is named by `place`; whoever acts on it goes by `selected` and `current`.

    Enter opens, Backspace goes up, what is typed is a quick filter, Escape ends the listing or the quick filter.
    """

    opened = Signal(object)
    """An `Entry`: Enter or a double click."""
    went_up = Signal()
    listed = Signal(object)
    """A `Listed`."""
    typed = Signal(str)
    """A character for the quick filter."""
    quick_filter_changed = Signal(str)
    drag_started = Signal()
    menu_asked = Signal(object)
    """Where: a `QPoint` of the viewport; None by keyboard, which knows no place."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place: Place | None = None
        """The path is absolute once the machine has answered."""
        self.problem: Problem | None = None
        """Why the listing failed, or is not whole."""
        self.drops: DropTarget | None = None
        self._bridge = bridge
        self._asked: Place | None = None
        self._listing: Listing | None = None
        self._keeps = False
        """What is shown stays until the listing has ended: it is the same folder again."""
        self._free_space: int | None = None
        self._is_over = False
        """All of it has come, and is shown in a moment."""
        self._cost = 0.0
        self._flush_timer = single_shot(self, self._flush)
        self._show_timer = single_shot(self, self._show)
        self._silence_timer = single_shot(self, self.viewport().update)
        self.setObjectName("folder")
        self.setAccessibleName(self.tr("Files"))
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.shown[index.row()].entry))

    # --- what it shows

    @property
    def listing(self) -> bool:
        """A listing is under way."""
        return self._listing is not None

    @property
    def quick_filter(self) -> str:
        """What was typed."""
        return self._model.quick_filter

    @property
    def silent(self) -> bool:
        """A listing has begun a while ago, and nothing has come."""
        return self.listing and not self._silence_timer.isActive()

    def show_place(self, place: Place, select: bytes = b"") -> None:
        """List a folder. The same one again keeps its rows until the new ones are there, then selection and scroll;
        another one begins empty. `select` gets selected when it appears."""
        self._end_listing()
        self._keeps = place in (self.place, self._asked) and bool(self._model.count)
        self._asked = self.place = place
        self.problem, self._to_select = None, select
        self._model.begin(keep=self._keeps)
        if not self._keeps:
            self.scrollToTop()
            self.set_quick_filter("")
        self._silence_timer.start(PATIENCE_MS)
        self._listing = Listing(self._bridge, place, self._hear, self._ended)
        self._tell()

    def stop(self) -> None:
        """End the listing; what has come so far is shown."""
        if self._listing:
            self._listing.stop()
            self._ended(Problem(ProblemKind.CANCELLED))

    def entries(self) -> Sequence[Entry]:
        """All that are known, shown or not, by name."""
        return [row.entry for row in self._model.rows()]

    def totals(self) -> Totals:
        """For the line below the list."""
        shown, count, size = self._model.shown, 0, 0
        for part in self.selectionModel().selection().toList():
            rows = shown[part.top() : part.bottom() + 1]
            count += len(rows)
            size += sum([row.bytes for row in rows])
        return Totals(len(shown), self._model.count - len(shown), count, size)

    def set_show_hidden(self, show: bool) -> None:
        """Whether names with a dot in front are shown."""
        self._change(lambda: self._model.show_hidden(show))

    def set_filters(self, filters: Sequence[NameFilter]) -> None:
        """Leave out what the enabled ones of these name."""
        self._change(lambda: self._model.set_filters(filters))

    def set_quick_filter(self, text: str) -> None:
        """Show only names with this in them, or that match this pattern."""
        if text != self._model.quick_filter:
            self._change(lambda: self._model.set_quick_filter(text))
            self.quick_filter_changed.emit(text)

    def set_comparison(self, marks: Marks | None, *, hide_same: bool = False) -> None:
        """Show how each name stands to the other side; None for no comparison."""
        self.header.show_comparison(marks is not None)
        self._change(lambda: self._model.set_marks(marks, hide_same=hide_same))

    def _change(self, change: Callable[[], None]) -> None:
        change()
        self._rearrange(follow_current=True)

    # --- a listing

    def _hear(self, event: FolderListed) -> None:
        assert self.place
        self.place = Place(self.place.connection, event.path)
        if event.free_space is not None:
            self._free_space = event.free_space
        self._model.add(event.entries)
        if self._keeps or not event.entries:
            return
        if not self._model.shown:
            self._rearrange()
        elif not self._flush_timer.isActive() and not self._show_timer.isActive():
            self._flush_timer.start(FLUSH_MS)

    def _ended(self, problem: Problem | None) -> None:
        assert self.place
        self._end_listing()
        self.problem = problem
        if self._keeps and problem and problem.kind is ProblemKind.CANCELLED:
            self._model.abandon()
        else:
            self._model.finish()
        self._model.settle()
        self._is_over = True
        self._show_timer.start(0)

    def _end_listing(self) -> None:
        if self._listing:
            self._listing.stop()
            self._listing = None
        for timer in (self._flush_timer, self._show_timer, self._silence_timer):
            timer.stop()
        self._is_over = False

    def _flush(self) -> None:
        """Put what has come into its places, and show it in the next turn of the event loop: two short halts are not
        felt, where one long one is. The more it costs, the longer until the next time."""
        began = time.perf_counter()
        self._model.settle()
        self._cost = time.perf_counter() - began
        self._show_timer.start(0)

    def _show(self) -> None:
        began = time.perf_counter()
        self._rearrange(settled=True)
        self._cost += time.perf_counter() - began
        if self._is_over:
            self._is_over = False
            self._tell_the_end()
        else:
            self._flush_timer.start(max(FLUSH_MS, round(1000 * FLUSH_SHARE * self._cost)))

    def _tell_the_end(self) -> None:
        assert self.place
        self._to_select = b""
        if self._model.shown and not self.currentIndex().isValid():
            self._set_current(0)
        self.setAccessibleDescription(self._message()[0])
        listed = Listed(self.place.path, self.problem, self._model.count, self._free_space)
        self._free_space = None
        self.listed.emit(listed)

    # --- what it says in place of rows

    def _message(self) -> tuple[str, str]:
        """What stands in place of rows, and a second line."""
        if self._model.shown or self.place is None:
            return "", ""
        if self.listing:
            return (self.tr("Listing…"), self.tr("Esc stops")) if self.silent else ("", "")
        if self.problem and self.problem.kind is not ProblemKind.CANCELLED:
            words = explain(self.problem)
            more = (words.why, words.to_do, self.tr("F5 tries again"))
            return sentence(words.what), "\n".join(sentence(part) for part in more if part)
        if self._model.quick_filter:
            text = self.tr("Nothing matches “{text}”").format(text=printable(self._model.quick_filter))
            return text, self.tr("Esc shows all names again")
        if self.problem:
            return self.tr("The listing was stopped"), self.tr("F5 lists again")
        if self._model.count:
            return self.tr("Nothing to show"), self.tr("All that is here is hidden or filtered: {n}").format(
                n=f"{self._model.count:,}"
            )
        return self.tr("This folder is empty"), ""

    def _remark(self) -> str:
        """What is said on top of rows."""
        if not self._model.shown:
            return ""
        if self.listing and self.silent:
            return self.tr("Listing… {n} so far; Esc stops").format(n=f"{self._model.count:,}")
        if self.problem:
            return self.tr("Not all of this folder is shown; F5 lists it again")
        return ""

    # --- Qt's side

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        room = self.viewport().rect()
        if (message := self._message())[0]:
            paint_message(QPainter(self.viewport()), room, self.palette(), self.font(), *message)
        elif remark := self._remark():
            paint_remark(QPainter(self.viewport()), room, self.palette(), self.font(), remark)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        plain = is_plain(event)
        if self._editor():
            event.ignore()  # it comes from the field in which a name is changed, which had no use for it
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if entry := self.current():
                self.opened.emit(entry)
        elif plain and key == Qt.Key.Key_Backspace and self.quick_filter:
            self.set_quick_filter(self.quick_filter[:-1])
        elif plain and key == Qt.Key.Key_Backspace:
            self.went_up.emit()
        elif key == Qt.Key.Key_Escape and self.listing:
            self.stop()
        elif key == Qt.Key.Key_Escape and self.quick_filter:
            self.set_quick_filter("")
        elif plain and text and text.isprintable() and key != Qt.Key.Key_Space:
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(None if by_keyboard else event.pos())

    def startDrag(self, supported: Qt.DropAction) -> None:
        self.drag_started.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.drops:
            self.drops.enter(self, event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self.drops:
            self.drops.move(self, event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        if self.drops:
            self.drops.leave(self, event)

    def dropEvent(self, event: QDropEvent) -> None:
        if self.drops:
            self.drops.drop(self, event)
