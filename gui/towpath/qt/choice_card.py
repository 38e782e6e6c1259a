"""A big button with an icon, a title and a note: one of a few choices that need a word of explanation."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from towpath.qt.icons import draw_icon
from towpath.qt.theme import SPACE, colours, muted, scaled

_ICON = 28
_MARGIN = SPACE * 1.25
_NARROW = 176
"""Wide enough for the longest word; texts are given room for this width, also on a wider card."""
_WRAPPED = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class ChoiceCard(QAbstractButton):
    """Checkable, and exclusive among its siblings in one `QButtonGroup`."""

    def __init__(self, sign: str, title: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = sign
        self._note = note
        self.setText(title)
        self.setCheckable(True)
        self.setAccessibleName(title)
        self.setAccessibleDescription(note)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(_NARROW, round(2 * _MARGIN + self._needed(_NARROW - 2 * _MARGIN)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scheme, palette = colours(self.palette()), self.palette()
        emphasised = self.isChecked() or self.hasFocus() or self.underMouse()
        painter.setPen(QPen(QColor(scheme.accent if emphasised else scheme.line), 2 if self.isChecked() else 1))
        painter.setBrush(QColor(scheme.selected if self.isChecked() else scheme.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        if self.hasFocus():
            painter.setPen(QPen(QColor(scheme.accent), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4.5, 4.5, -4.5, -4.5), 6, 6)
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        room.setTop(room.top() + max(0.0, (room.height() - self._needed(room.width())) / 2))
        ink = QColor(scheme.accent) if self.isChecked() else palette.color(QPalette.ColorRole.WindowText)
        draw_icon(painter, self._sign, QRectF(room.left(), room.top(), room.width(), _ICON), ink)
        room.setTop(room.top() + _ICON + SPACE)
        painter.setFont(self._title_font)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        painter.drawText(room, _WRAPPED, self.text())
        room.setTop(room.top() + self._height(self.text(), self._title_font, room.width()) + SPACE / 4)
        painter.setFont(self._note_font)
        painter.setPen(muted(palette))
        painter.drawText(room, _WRAPPED, self._note)

    @property
    def _title_font(self) -> QFont:
        return scaled(self.font(), 1, strong=True)

    @property
    def _note_font(self) -> QFont:
        return scaled(self.font(), 0.88)

    def _needed(self, width: float) -> float:
        texts = self._height(self.text(), self._title_font, width) + self._height(self._note, self._note_font, width)
        return _ICON + 1.25 * SPACE + texts

    def _height(self, text: str, font: QFont, width: float) -> float:
        return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1000), _WRAPPED, text).height()
