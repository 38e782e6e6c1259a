"""A tree or table whose rows are chosen as a whole, and whose current row can be seen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView

from towpath.qt.theme import colours

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
