"""What a folder's list says in its own area: in place of rows, in a corner on top of them, and around all of it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen

from towpath.qt.theme import SPACE, colours, scaled

_BELOW = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


def paint_message(painter: QPainter, room: QRect, palette: QPalette, font: QFont, title: str, text: str) -> None:
    """In place of rows, a third down from the top."""
    scheme = colours(palette)
    where = QRectF(room).adjusted(3 * SPACE, max(room.height() / 3 - 3 * SPACE, SPACE), -3 * SPACE, -SPACE)
    painter.setFont(scaled(font, 1.15, strong=True))
    painter.setPen(QColor(scheme.text))
    used = painter.boundingRect(where, _BELOW, title)
    painter.drawText(where, _BELOW, title)
    where.setTop(used.bottom() + SPACE / 2)
    painter.setFont(font)
    painter.setPen(QColor(scheme.muted))
    painter.drawText(where, _BELOW, text)


def paint_remark(painter: QPainter, room: QRect, palette: QPalette, font: QFont, text: str) -> None:
    """In the lower right corner, on a ground of its own."""
    scheme = colours(palette)
    metrics = QFontMetricsF(font)
    width = min(metrics.horizontalAdvance(text) + 2 * SPACE, room.width() - SPACE)
    height = metrics.height() + SPACE
    ground = QRectF(room.right() - width - SPACE, room.bottom() - height - SPACE / 2, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(scheme.line))
    painter.setBrush(QColor(scheme.raised))
    painter.drawRoundedRect(ground, 6, 6)
    painter.setFont(font)
    painter.setPen(QColor(scheme.text))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - SPACE)
    painter.drawText(ground, int(Qt.AlignmentFlag.AlignCenter), shown)


def paint_frame(painter: QPainter, room: QRect, palette: QPalette) -> None:
    """Around all of it: that is where a drag would be dropped."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours(palette).accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(room).adjusted(1, 1, -1, -1), 6, 6)
