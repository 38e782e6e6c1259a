"""Paints what is so about a key as signs with their words, each in its colour, as many as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from towpath.qt.icons import draw_icon
from towpath.qt.keys.key_model import MARKS_ROLE
from towpath.qt.searched_model import Index
from towpath.qt.theme import SPACE, colours

_SIGN = 14


class MarksDelegate(QStyledItemDelegate):
    """The worst comes first; the last that does not fit in full loses its end, and those after it are left out."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        painter.save()
        metrics = QFontMetricsF(option.font)
        room = QRectF(option.rect).adjusted(SPACE / 2, 0, -SPACE / 2, 0)
        painter.setFont(option.font)
        painter.setClipRect(room)
        scheme, ink = colours(option.palette), option.palette.color(QPalette.ColorRole.Text)
        for mark in index.data(MARKS_ROLE) or ():
            left = room.width() - _SIGN - SPACE / 2
            if left < metrics.horizontalAdvance("mm…"):
                break
            draw_icon(
                painter, mark.sign, QRectF(room.left(), room.top(), _SIGN, room.height()),
                QColor(getattr(scheme, mark.meaning)),
            )  # fmt: skip
            text = metrics.elidedText(mark.word, Qt.TextElideMode.ElideRight, left)
            room.setLeft(room.left() + _SIGN + SPACE / 2)
            loud = mark.meaning in ("bad", "warning")
            painter.setPen(QColor(getattr(scheme, mark.meaning)) if loud else ink)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            room.setLeft(room.left() + metrics.horizontalAdvance(text) + 1.5 * SPACE)
        painter.restore()
