"""The table that a folder's list is: its look, what is chosen in it, and how that stays while rows change places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

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
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from towpath.model.filesystem import Entry
from towpath.model.remembered import RememberedPane
from towpath.qt.files.cells import GLYPH, CellDelegate
from towpath.qt.files.columns import Column
from towpath.qt.files.folder_model import FolderModel, Index
from towpath.qt.files.header import FolderHeader
from towpath.qt.files.name_editor import NameEditor
from towpath.qt.files.overlay import paint_frame
from towpath.qt.theme import SPACE

WHOLE_FOLDER = -1
"""In place of a row: a drag is over the folder itself."""
MOST_TOLD = 1000
"""Rows whose selection is told to screen readers one by one."""
AGAIN_MS = 300
"""Until rows that a name's editing holds in their places are tried again."""
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


_STEPS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down})
_ENDS = frozenset({Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End})


class _Kept(msgspec.Struct):
    """What stays when the rows change their places: by name."""

    selected: set[bytes]
    current: bytes
    current_row: int
    current_in_sight: bool
    top: bytes
    beyond_top: int
    """How far the uppermost row is scrolled out, in pixels."""


class FileTable(QTableView):
    """Main thread only. 100,000 rows are no burden: nothing here asks for anything row by row but what is seen.

    Space turns the current row's selection, Insert turns it and goes on.
    """

    selection_changed = Signal()
    """At most once for each turn of the event loop; also when the rows changed."""
    renamed = Signal(object, bytes)
    """An `Entry` and the name that was typed in its place."""
    columns_changed = Signal()
    """The person sorted, or changed the columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drop_row: int | None = None
        self._to_select = b""
        """Gets selected when it appears."""
        self._model = FolderModel(self)
        self._cells = CellDelegate(self._model, self)
        self._cells.renamed.connect(self.renamed)
        self.header = FolderHeader(self)
        self._told_timer = single_shot(self, self.selection_changed.emit)
        self._again_timer = single_shot(self, self._rearrange)
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
        self.header.sort_wanted.connect(self._sort)
        self.header.layout_changed.connect(self.columns_changed)

    @property
    def columns_action(self) -> QAction:
        """Opens the header's menu."""
        return self.header.menu_action

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

    # --- rows change their places

    def _sort(self, column: Column, descending: bool) -> None:
        self._model.sort_by(column, descending=descending)
        self._rearrange(follow_current=True)
        self.columns_changed.emit()

    def _rearrange(self, *, follow_current: bool = False, settled: bool = False) -> None:
        """Selection, current row and what is in sight stay; while a name is edited, so do the rows. `settled` rows
        have their places and are only shown there."""
        if self._editor():
            self._again_timer.start(AGAIN_MS)
            return
        kept = self._kept()
        if settled:
            self._model.show_settled()
        else:
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

    def _choose_first(self, event: QKeyEvent) -> bool:
        """Where nothing is selected yet, the first step selects the row that has the frame: it may be the only one."""
        current = self.currentIndex()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not current.isValid():
            return False
        if self.selectionModel().hasSelection():
            return False
        self._select_rows([current.row()])
        return True

    def _editor(self) -> NameEditor | None:
        # One that was closed is still there for a moment.
        return self.viewport().findChild(NameEditor) if self.state() is self.State.EditingState else None

    def _tell(self) -> None:
        if not self._told_timer.isActive():
            self._told_timer.start(0)

    def _set_row_height(self) -> None:
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(max(QFontMetrics(self.font()).height(), GLYPH) + SPACE)

    # --- Qt's side

    def paintEvent(self, event: QPaintEvent) -> None:
        drop_row = -1 if self._drop_row is None else self._drop_row
        self._cells.prepare(self, current=self.currentIndex().row() if self.hasFocus() else -1, drop_row=drop_row)
        super().paintEvent(event)
        if self._drop_row == WHOLE_FOLDER:
            paint_frame(QPainter(self.viewport()), self.viewport().rect(), self.palette())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What moves and chooses; all else is left to others."""
        key = event.key()
        if key in _STEPS and self._choose_first(event):
            return
        if event.matches(QKeySequence.StandardKey.SelectAll) or key in _MOVING:
            super().keyPressEvent(event)
            if key in _ENDS:
                self._choose_first(event)  # the row with the frame may be the end that is meant
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Insert) and is_plain(event):
            self._toggle_current()
            if key == Qt.Key.Key_Insert and self.currentIndex().row() + 1 < len(self._model.shown):
                self._set_current(self.currentIndex().row() + 1)
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
        if sum(part.height() for part in (*selected.toList(), *deselected.toList())) <= MOST_TOLD:
            super().selectionChanged(selected, deselected)
        else:  # it would tell a screen reader of each cell, for seconds
            self.viewport().update()
        self._tell()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The frame runs through all of the row, not only through the cell that Qt paints anew."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            if index.isValid():
                row = self.visualRect(index)
                self.viewport().update(0, row.top(), self.viewport().width(), row.height())

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


def is_plain(event: QKeyEvent) -> bool:
    """Without a modifier that makes a command of a key."""
    return not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)


def single_shot(parent: QWidget, due: Callable[[], object]) -> QTimer:
    """A timer that is started when it is wanted."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.timeout.connect(due)
    return timer
