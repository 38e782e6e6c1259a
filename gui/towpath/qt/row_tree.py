"""A tree or table whose rows are chosen as a whole, and whose current row can be seen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTreeView, QWidget

from towpath.qt.theme import SPACE, colours

Index = QModelIndex | QPersistentModelIndex


class RowTree(QTreeView):
    """Where the keys are is shown as in a pane: by a line above and below. Qt's frame would tint the boxes."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()  # Qt would repaint a cell, and the frame is around the row

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().drawRow(painter, option, index)
        current = self.currentIndex()
        if self.hasFocus() and (index.row(), index.parent()) == (current.row(), current.parent()):
            where, accent = option.rect, QColor(colours(self.palette()).accent)
            painter.fillRect(where.left(), where.top(), where.width(), 1, accent)
            painter.fillRect(where.left(), where.bottom(), where.width(), 1, accent)


class FlatTree(RowTree):
    """A list with columns, which share the width that there is until somebody sets one by hand."""

    def __init__(
        self,
        shares: Iterable[tuple[int, int]],
        parent: QWidget | None = None,
        *,
        least_letters: Iterable[tuple[int, int]] = (),
    ) -> None:
        """`shares` are columns and how much of the width they get, in hundredths; the last column takes the rest.
        `least_letters` are columns that are shown only where so many letters have room in a row."""
        super().__init__(parent)
        self._shares = tuple(shares)
        self._least_letters = tuple(least_letters)
        self._spreading = self._set_by_hand = False
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.header().setSectionsMovable(False)
        self.header().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.header().setStretchLastSection(False)
        self.header().sectionResized.connect(self._resized)

    def sizeHint(self) -> QSize:
        """It takes what more there is, but a page shall not scroll for it."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The header and a few rows."""
        return QSize(super().minimumSizeHint().width(), 7 * self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letters = event.size().width() / self.fontMetrics().averageCharWidth()
        for column, least in self._least_letters:
            self.setColumnHidden(column, letters < least)
        if not self._set_by_hand:
            self._spread(self.viewport().width())

    def _spread(self, room: int) -> None:
        self._spreading = True
        last = self.header().count() - 1
        shown = [(column, share) for column, share in self._shares if not self.isColumnHidden(column)]
        rest = 0 if self.isColumnHidden(last) else 100 - sum(share for _, share in self._shares)
        whole = rest + sum(share for _, share in shown)
        left = room
        for column, share in shown:
            self.setColumnWidth(column, room * share // whole)
            left -= room * share // whole
        if rest:
            self.setColumnWidth(last, left)
        self._spreading = False

    def _resized(self, _column: int, _before: int, now: int) -> None:
        if now and not self._spreading and not self._set_by_hand:  # one of width 0 was hidden
            self._set_by_hand = True
            self.header().setStretchLastSection(True)

    def menu_place(self, event: QContextMenuEvent) -> QPoint:
        """Where a context menu belongs: at the pointer, or at the current row when a key asks for it."""
        if event.reason() != QContextMenuEvent.Reason.Keyboard:
            return event.globalPos()
        place = self.visualRect(self.currentIndex()).bottomLeft()
        return self.viewport().mapToGlobal(place + QPoint(3 * SPACE, 0))
