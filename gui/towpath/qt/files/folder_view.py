"""The list of one folder, local or far: streams in, sorts, filters, selects; 100,000 rows are no burden."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import msgspec
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from towpath.model.error import Problem, ProblemKind
from towpath.model.event import FolderListed
from towpath.model.filesystem import Entry
from towpath.model.remembered import RememberedPane
from towpath.model.settings import NameFilter
from towpath.model.text import printable, sentence
from towpath.model.transfer import Place
from towpath.model.words import explain
from towpath.qt.bridge import Bridge
from towpath.qt.files.cells import GLYPH, CellDelegate
from towpath.qt.files.columns import Column
from towpath.qt.files.comparison import Marks
from towpath.qt.files.folder_model import FolderModel
from towpath.qt.files.header import FolderHeader
from towpath.qt.files.listing import Listing
from towpath.qt.files.name_editor import NameEditor
from towpath.qt.files.overlay import paint_frame, paint_message, paint_remark
from towpath.qt.theme import SPACE

FLUSH_MS = 300
"""How often rows that stream in are put into their places, at most."""
FLUSH_SHARE = 10
"""Of the window's time at most one part in so many goes into that."""
PATIENCE_MS = 200
"""How long a folder may be silent before the list says that it is being listed."""
WHOLE_FOLDER = -1
"""In place of a row: a drag is over the folder itself."""
_ACTION = QAbstractItemView.CursorAction
_MOVING = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)


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


class _Kept(msgspec.Struct):
    """What stays when the rows change their places: by name."""

    selected: set[bytes]
    current: bytes
    current_row: int
    current_in_sight: bool
    top: bytes
    beyond_top: int
    """How far the uppermost row is scrolled out, in pixels."""


class FolderView(QTableView):
    """Main thread only. What it shows is named by `place`; whoever acts on it goes by `selected` and `current`.

    Enter opens, Backspace goes up, Space turns the current row's selection, Insert turns it and goes on, what is typed
    is a quick filter, Escape ends the listing or the quick filter.
    """

    opened = Signal(object)
    """An `Entry`: Enter or a double click."""
    went_up = Signal()
    listed = Signal(object)
    """A `Listed`."""
    selection_changed = Signal()
    """At most once for each turn of the event loop; also when the rows changed. See `totals`."""
    renamed = Signal(object, bytes)
    """An `Entry` and the name that was typed in its place."""
    typed = Signal(str)
    """A character for the quick filter."""
    quick_filter_changed = Signal(str)
    columns_changed = Signal()
    """The person sorted, or changed the columns."""
    drag_started = Signal()

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
        self._to_select = b""
        self._drop_row: int | None = None
        self._model = FolderModel(self)
        self._cells = CellDelegate(self._model, self)
        self._cells.renamed.connect(self.renamed)
        self.header = FolderHeader(self)
        self._flush_timer = _single_shot(self, self._flush)
        self._told_timer = _single_shot(self, self.selection_changed.emit)
        self._silence_timer = _single_shot(self, self.viewport().update)
        self._set_up()

    def _set_up(self) -> None:
        self.setObjectName("folder")
        self.setAccessibleName(self.tr("Files"))
        self.setHorizontalHeader(self.header)
        self.setModel(self._model)
        # The model's own sort does nothing; but now a press on the header selects no column.
        self.setSortingEnabled(True)
        # The header's painting asks of every row whether it is selected: of a selection that is always empty.
        self.header.setSelectionModel(QItemSelectionModel(self._model, self))
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        self._set_row_height()
        self.doubleClicked.connect(lambda index: self.opened.emit(self._model.shown[index.row()].entry))
        self.header.sort_wanted.connect(self._sort)
        self.header.layout_changed.connect(self.columns_changed)

    # --- what it shows

    @property
    def listing(self) -> bool:
        """A listing is under way."""
        return self._listing is not None

    @property
    def columns_action(self) -> QAction:
        """Opens the header's menu."""
        return self.header.menu_action

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

    def selected(self) -> tuple[Entry, ...]:
        """From the top down."""
        shown = self._model.shown
        return tuple(shown[number].entry for number in self._selected_rows())

    def current(self) -> Entry | None:
        """The row that the keyboard is at."""
        return self._entry(self.currentIndex().row())

    def row_at(self, point: QPoint) -> int:
        """In the viewport; -1 where there is none."""
        return self.rowAt(point.y())

    def entry_at(self, point: QPoint) -> Entry | None:
        """In the viewport; None below the rows."""
        return self._entry(self.rowAt(point.y()))

    def totals(self) -> Totals:
        """For the line below the list."""
        shown, count, size = self._model.shown, 0, 0
        for part in self.selectionModel().selection().toList():
            rows = shown[part.top() : part.bottom() + 1]
            count += len(rows)
            size += sum([row.bytes for row in rows])
        return Totals(len(shown), self._model.count - len(shown), count, size)

    # --- choosing among it

    def select_names(self, names: Iterable[bytes]) -> None:
        """Select these and nothing else; the first of them becomes the current one and is scrolled to."""
        rows = sorted(self._model.find(set(names)).values())
        self._select_rows(rows)
        if rows:
            self._set_current(rows[0])
            self.scrollTo(self._model.index(rows[0], 0))

    def begin_rename(self, entry: Entry) -> None:
        """Edit its name in place; `renamed` tells what was typed."""
        for number in self._model.find({entry.name}).values():
            index = self._model.index(number, Column.NAME)
            self.setCurrentIndex(index)
            self.edit(index)
            if editor := self._editor():
                editor.select_stem()

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

    def set_cut(self, names: frozenset[bytes]) -> None:
        """Paint these faintly: they wait to be moved."""
        self._cells.faint = names
        self.viewport().update()

    def set_drop_row(self, row: int | None) -> None:
        """Where a drag would be dropped: a row, WHOLE_FOLDER, or None."""
        if row != self._drop_row:
            self._drop_row = row
            self.viewport().update()

    def columns(self, pane: RememberedPane) -> RememberedPane:
        """The same with this list's columns and order."""
        return self.header.remembered(pane)

    def set_columns(self, pane: RememberedPane) -> None:
        """Look like that."""
        self.header.remember(pane)

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
            self._flush()
        elif not self._flush_timer.isActive():
            self._flush_timer.start(FLUSH_MS)

    def _ended(self, problem: Problem | None) -> None:
        assert self.place
        self._end_listing()
        self.problem = problem
        if self._keeps and problem and problem.kind is ProblemKind.CANCELLED:
            self._model.abandon()
        else:
            self._model.finish()
        self._rearrange()
        self._to_select = b""
        if self._model.shown and not self.currentIndex().isValid():
            self._set_current(0)
        self.setAccessibleDescription(self._message()[0])
        listed = Listed(self.place.path, problem, self._model.count, self._free_space)
        self._free_space = None
        self.listed.emit(listed)

    def _end_listing(self) -> None:
        if self._listing:
            self._listing.stop()
            self._listing = None
        self._flush_timer.stop()
        self._silence_timer.stop()

    def _flush(self) -> None:
        """Put what has come into its places. The more that costs, the longer until the next time."""
        began = time.perf_counter()
        self._rearrange()
        cost = round((time.perf_counter() - began) * 1000)
        if self.listing:
            self._flush_timer.start(max(FLUSH_MS, FLUSH_SHARE * cost))

    # --- rows change their places

    def _sort(self, column: Column, descending: bool) -> None:
        self._model.sort_by(column, descending=descending)
        self._rearrange(follow_current=True)
        self.columns_changed.emit()

    def _change(self, change: Callable[[], None]) -> None:
        change()
        self._rearrange(follow_current=True)

    def _rearrange(self, *, follow_current: bool = False) -> None:
        """Selection, current row and what is in sight stay; while a name is edited, so do the rows."""
        if self._editor():
            self._flush_timer.start(FLUSH_MS)
            return
        kept = self._kept()
        self._model.arrange()
        self._restore(kept, follow_current=follow_current)
        self._tell()

    def _kept(self) -> _Kept:
        shown = self._model.shown
        scrolled, height = self.verticalScrollBar().value(), self._row_height
        top, current = scrolled // height, self.currentIndex().row()
        bottom = (scrolled + self.viewport().height()) // height
        return _Kept(
            selected={shown[number].entry.name for number in self._selected_rows()},
            current=shown[current].entry.name if 0 <= current < len(shown) else b"",
            current_row=current,
            current_in_sight=top <= current <= bottom,
            top=shown[top].entry.name if scrolled and top < len(shown) else b"",
            beyond_top=scrolled % height,
        )

    def _restore(self, kept: _Kept, *, follow_current: bool) -> None:
        sideways, scrolled = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        found = self._model.find({*kept.selected, kept.current, kept.top, self._to_select} - {b""})
        if self._to_select in found:
            kept.selected, kept.current = {self._to_select}, self._to_select
            kept.current_in_sight = follow_current = True
            self._to_select = b""
        self._select_rows(sorted(found[name] for name in kept.selected if name in found))
        # Where the current one went, the next one takes its place.
        fallback = 0 if follow_current else min(kept.current_row, len(self._model.shown) - 1)
        self._set_current(found.get(kept.current, fallback if kept.current else -1))
        self.executeDelayedItemsLayout()
        if not follow_current and kept.top in found:
            scrolled = found[kept.top] * self._row_height + kept.beyond_top
        self.verticalScrollBar().setValue(scrolled)
        if follow_current and kept.current_in_sight and self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
        self.horizontalScrollBar().setValue(sideways)

    # --- rows

    @property
    def _row_height(self) -> int:
        return self.verticalHeader().defaultSectionSize()

    def _entry(self, row: int) -> Entry | None:
        return self._model.shown[row].entry if 0 <= row < len(self._model.shown) else None

    def _selected_rows(self) -> list[int]:
        """By ranges: there may be 100,000 of them."""
        rows: list[int] = []
        for part in self.selectionModel().selection().toList():
            rows.extend(range(part.top(), part.bottom() + 1))
        rows.sort()
        return rows

    def _select_rows(self, rows: Sequence[int]) -> None:
        """These, in their order, and nothing else."""
        selection = QItemSelection()
        first = last = -2
        for row in (*rows, -2):
            if row == last + 1:
                last = row
                continue
            if first >= 0:
                ends = self._model.index(first, 0), self._model.index(last, len(Column) - 1)
                selection.append(QItemSelectionRange(*ends))
            first = last = row
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _set_current(self, row: int) -> None:
        """Without selecting it."""
        index = self._model.index(row, Column.NAME) if row >= 0 else QModelIndex()
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _toggle_current(self) -> None:
        how = QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().select(self.currentIndex(), how)

    def _editor(self) -> NameEditor | None:
        # One that was closed is still there for a moment.
        return self.viewport().findChild(NameEditor) if self.state() is self.State.EditingState else None

    def _tell(self) -> None:
        if not self._told_timer.isActive():
            self._told_timer.start(0)

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

    def _set_row_height(self) -> None:
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(max(QFontMetrics(self.font()).height(), GLYPH) + SPACE)

    # --- Qt's side

    def paintEvent(self, event: QPaintEvent) -> None:
        drop_row = -1 if self._drop_row is None else self._drop_row
        self._cells.prepare(self, current=self.currentIndex().row() if self.hasFocus() else -1, drop_row=drop_row)
        super().paintEvent(event)
        room = self.viewport().rect()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if (message := self._message())[0]:
            paint_message(painter, room, self.palette(), self.font(), *message)
        elif remark := self._remark():
            paint_remark(painter, room, self.palette(), self.font(), remark)
        if self._drop_row == WHOLE_FOLDER:
            paint_frame(painter, room, self.palette())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.matches(QKeySequence.StandardKey.SelectAll) or key in _MOVING:
            super().keyPressEvent(event)
        elif not plain:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if entry := self.current():
                self.opened.emit(entry)
        elif key == Qt.Key.Key_Backspace:
            if self.quick_filter:
                self.set_quick_filter(self.quick_filter[:-1])
            else:
                self.went_up.emit()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Insert):
            self._toggle_current()
            if key == Qt.Key.Key_Insert and self.currentIndex().row() + 1 < len(self._model.shown):
                self._set_current(self.currentIndex().row() + 1)
        elif key == Qt.Key.Key_Escape and self.listing:
            self.stop()
        elif key == Qt.Key.Key_Escape and self.quick_filter:
            self.set_quick_filter("")
        elif text and text.isprintable():
            self.typed.emit(text)
        else:
            event.ignore()

    def keyboardSearch(self, search: str) -> None:
        """Typing filters; Qt's own search would ask for 100,000 texts."""

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Rows are what is chosen: Home and End go to the first and last one, Left and Right scroll."""
        current, last = self.currentIndex(), len(self._model.shown) - 1
        sideways = {_ACTION.MoveLeft: -1, _ACTION.MoveRight: 1}.get(action)
        if sideways is not None and current.isValid():
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + sideways * bar.singleStep() * 3)
            return current
        if action == _ACTION.MoveHome and last >= 0:
            return self._model.index(0, Column.NAME)
        if action == _ACTION.MoveEnd and last >= 0:
            return self._model.index(last, Column.NAME)
        return super().moveCursor(action, modifiers)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Up and down only."""
        sideways = self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        self.horizontalScrollBar().setValue(sideways)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._tell()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._model.shown and not self.currentIndex().isValid():
            self._set_current(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_row_height()
            self.header.fit()

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


def _single_shot(view: FolderView, due: Callable[[], object]) -> QTimer:
    timer = QTimer(view)
    timer.setSingleShot(True)
    timer.timeout.connect(due)
    return timer
