"""Paints one connection in the list: the state's shape, its name, and below it the state in words with the reason."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from towpath.model.state import ConnectionState, Status
from towpath.qt.connections.model import ROW_ROLE, GroupHeading, Index
from towpath.qt.forward_words import shared_text
from towpath.qt.icons import draw_icon
from towpath.qt.status import reason, word
from towpath.qt.theme import SPACE, colours, muted, scaled, status_colour

_GLYPH = 20
_MARK = 16


class RowDelegate(QStyledItemDelegate):
    """Two lines for a connection, one small line for a group's heading."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetricsF(option.font).height()
        heading = isinstance(index.data(ROW_ROLE), GroupHeading)
        return QSize(200, round(line + 2 * SPACE if heading else 2 * line + 2.5 * SPACE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(option.rect).adjusted(SPACE / 2, 1, -SPACE / 2, -1)
        if isinstance(row, ConnectionState):
            self._paint_connection(painter, option, room, row)
        elif isinstance(row, GroupHeading):
            painter.setFont(scaled(option.font, 0.85, strong=True))
            painter.setPen(muted(option.palette))
            where = room.adjusted(SPACE, 0, -SPACE, -SPACE / 2)
            painter.drawText(where, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, row.name)
        painter.restore()

    def _paint_connection(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRectF, state: ConnectionState
    ) -> None:
        scheme, palette = colours(option.palette), option.palette
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.selected))
            painter.drawRoundedRect(room, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(scheme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        status = state.status
        colour = status_colour(status, palette)
        glyph = QRectF(room.left() + SPACE, room.center().y() - _GLYPH / 2, _GLYPH, _GLYPH)
        draw_icon(painter, f"state-{status}", glyph, colour)

        text = room.adjusted(2 * SPACE + _GLYPH + SPACE / 2, SPACE, -SPACE, -SPACE)
        name_font, note_font = scaled(option.font, 1, strong=True), scaled(option.font, 0.92)
        name = QRectF(text)
        marks = [("shared", status_colour(Status.DEGRADED, palette))] if shared_text(state) else []
        if state.connection.link:
            marks.append(("follows", muted(palette)))
        if state.connection.favourite:
            marks.append(("star-set", muted(palette)))
        for sign, ink in marks:
            mark = QRectF(name.right() - _MARK, text.top(), _MARK, _MARK)
            draw_icon(painter, sign, mark, ink)
            name.setRight(mark.left() - SPACE / 2)
        self._line(painter, name_font, palette.color(QPalette.ColorRole.Text), name, state.connection.name)
        note = QRectF(text)
        note.setTop(text.bottom() - QFontMetricsF(note_font).height())
        word_font = scaled(note_font, 0.95, strong=True)
        self._line(painter, word_font, colour, note, word(status))
        used = QFontMetricsF(word_font).horizontalAdvance(word(status)) + SPACE
        note.setLeft(note.left() + used)
        self._line(painter, note_font, muted(palette), note, reason(state) or str(state.connection.target))

    def _line(self, painter: QPainter, font: QFont, ink: QColor, room: QRectF, text: str) -> None:
        painter.setFont(font)
        painter.setPen(ink)
        elided = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, elided)
