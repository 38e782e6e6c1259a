"""Paints the rows of the queue: two lines and a bar for a transfer, one line for each of its files."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from towpath.model.text import size
from towpath.model.transfer import ENDED, ActiveFile, FileResult, TransferStatus
from towpath.qt.icons import draw_icon
from towpath.qt.queue.model import ROW_ROLE, BatchRow, Index, Part, part_name
from towpath.qt.queue.words import failure_text, fraction, ink, note, sign, word
from towpath.qt.theme import SPACE, colours, muted, scaled

_GLYPH = 18
_SMALL_GLYPH = 14
_BAR = 5
_BAR_WIDTH = 20 * SPACE
_PART_BAR_WIDTH = 10 * SPACE
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class QueueDelegate(QStyledItemDelegate):
    """Everything of a row is painted here but the arrow that unfolds it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetricsF(option.font).height()
        is_part = index.parent().isValid()
        return QSize(200, round(line + SPACE / 2 if is_part else 2 * line + 1.5 * SPACE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(option.rect).adjusted(0, 1, -SPACE / 2, -1)
        self._paint_ground(painter, option, room)
        if isinstance(row, BatchRow):
            self._paint_batch(painter, option, room.adjusted(SPACE, SPACE / 2, -SPACE, -SPACE / 2), row)
        elif row is not None:
            self._paint_part(painter, option, room.adjusted(SPACE, 0, -SPACE, 0), row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, room: QRectF) -> None:
        scheme = colours(option.palette)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.selected))
            painter.drawRoundedRect(room, 6, 6)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(scheme.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_batch(self, painter: QPainter, option: QStyleOptionViewItem, room: QRectF, row: BatchRow) -> None:
        state, palette = row.state, option.palette
        colour = ink(state.status, palette)
        draw_icon(
            painter, sign(state.status), QRectF(room.left(), room.center().y() - _GLYPH / 2, _GLYPH, _GLYPH), colour
        )
        text = room.adjusted(_GLYPH + SPACE * 1.5, 0, 0, 0)
        first, second = QRectF(text), QRectF(text)
        first.setBottom(text.center().y())
        second.setTop(text.center().y())

        word_font = scaled(option.font, 0.88, strong=True)
        word_width = _width(word_font, word(state.status))
        _line(painter, word_font, colour, _right_part(first, word_width), word(state.status))
        first.setRight(first.right() - word_width - SPACE)
        name_font, where_font = scaled(option.font, 1, strong=True), scaled(option.font, 0.92)
        used = min(_width(name_font, row.what), first.width() * 0.6)
        name = QRectF(first)
        name.setWidth(used)
        _line(painter, name_font, palette.color(QPalette.ColorRole.Text), name, row.what)
        _line(painter, where_font, muted(palette), first.adjusted(used + SPACE, 0, 0, 0), row.where)

        if state.status not in ENDED and state.amounts.files_found and second.width() > 2 * _BAR_WIDTH:
            bar = QRectF(second.left(), second.center().y() - _BAR / 2, _BAR_WIDTH, _BAR)
            _bar(painter, bar, fraction(state.amounts), colour, palette)
            second.setLeft(bar.right() + SPACE)
        bad = state.status is TransferStatus.FAILED
        _line(painter, where_font, colour if bad else muted(palette), second, note(state))

    def _paint_part(self, painter: QPainter, option: QStyleOptionViewItem, room: QRectF, part: Part) -> None:
        palette = option.palette
        failed = not isinstance(part, ActiveFile)
        status = TransferStatus.FAILED if failed else TransferStatus.RUNNING
        colour = ink(status, palette)
        glyph = QRectF(room.left(), room.center().y() - _SMALL_GLYPH / 2, _SMALL_GLYPH, _SMALL_GLYPH)
        draw_icon(painter, sign(status), glyph, colour)
        text = room.adjusted(_SMALL_GLYPH + SPACE, 0, 0, 0)
        font = scaled(option.font, 0.92)
        if isinstance(part, ActiveFile):
            moved = self.tr("{done} of {all}").format(done=size(part.moved), all=size(part.size))
            width = max(_width(font, moved), _width(font, self.tr("888 MB of 888 MB")))  # the bars begin at one place
            _line(painter, font, muted(palette), _right_part(text, width), moved)
            bar = _right_part(text.adjusted(0, 0, -width - SPACE, 0), _PART_BAR_WIDTH)
            bar = QRectF(bar.left(), bar.center().y() - _BAR / 2, bar.width(), _BAR)
            _bar(painter, bar, part.moved / part.size if part.size else 1.0, colour, palette)
            text.setRight(bar.left() - SPACE)
        elif isinstance(part, FileResult):
            why = failure_text(part)
            width = min(_width(font, why), text.width() * 0.6)
            _line(painter, font, colour, _right_part(text, width), why)
            text.setRight(text.right() - width - SPACE)
        _line(
            painter, font, palette.color(QPalette.ColorRole.Text), text, part_name(part), Qt.TextElideMode.ElideMiddle
        )


def _bar(painter: QPainter, where: QRectF, done: float, colour: QColor, palette: QPalette) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours(palette).line))
    painter.drawRoundedRect(where, _BAR / 2, _BAR / 2)
    if done > 0:
        painter.setBrush(colour)
        filled = QRectF(where)
        filled.setWidth(max(_BAR, where.width() * min(1.0, done)))
        painter.drawRoundedRect(filled, _BAR / 2, _BAR / 2)


def _right_part(room: QRectF, width: float) -> QRectF:
    return QRectF(room.right() - width, room.top(), width, room.height())


def _width(font: QFont, text: str) -> float:
    return QFontMetricsF(font).horizontalAdvance(text) + 1


def _line(
    painter: QPainter,
    font: QFont,
    ink_: QColor,
    room: QRectF,
    text: str,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    painter.setFont(font)
    painter.setPen(ink_)
    painter.drawText(room, _LEFT, QFontMetricsF(font).elidedText(text, mode, room.width()))
