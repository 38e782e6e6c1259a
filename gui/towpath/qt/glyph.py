"""Small painted signs that follow light and dark by themselves: an icon, a state or a mark as shape and word."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from towpath.model.state import Status
from towpath.qt.icons import draw_icon
from towpath.qt.status import word
from towpath.qt.theme import SPACE, colours, scaled, status_colour, status_meaning


class Glyph(QWidget):
    """One icon. Decoration: what it says is said in words beside it."""

    def __init__(self, what: str | Status, side: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = what
        self.setFixedSize(side, side)

    def show_what(self, what: str | Status) -> None:
        """Show another icon."""
        if what != self._what:
            self._what = what
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if isinstance(self._what, Status):
            name, colour = f"state-{self._what}", status_colour(self._what, self.palette())
        else:
            name, colour = self._what, self.palette().color(QPalette.ColorRole.WindowText)
        draw_icon(QPainter(self), name, QRectF(self.rect()), colour)


class SignLabel(QWidget):
    """A shape with its word behind it, both in one colour."""

    def __init__(self, side: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._icon, self._meaning, self._word = "", "muted", ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_sign(self, icon: str, meaning: str, word: str) -> None:
        """`meaning` is one of the colours of `theme.Colours`."""
        self._icon, self._meaning, self._word = icon, meaning, word
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def reserve(self, word: str) -> None:
        """Take at least the room that this word needs, so that labels below each other stand in one column."""
        self.setMinimumWidth(max(self.minimumWidth(), self._width(word)))

    def sizeHint(self) -> QSize:
        return QSize(self._width(self._word), round(max(self._side, QFontMetricsF(self.font()).height())) + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = QColor(getattr(colours(self.palette()), self._meaning))
        top = (self.height() - self._side) / 2
        draw_icon(painter, self._icon, QRectF(0, top, self._side, self._side), colour)
        painter.setPen(colour)
        room = QRectF(self.rect()).adjusted(self._side + SPACE * 0.75, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._word)

    def _width(self, word: str) -> int:
        return round(self._side + SPACE + QFontMetricsF(self.font()).horizontalAdvance(word)) + 2


class StatusLabel(SignLabel):
    """A state of a connection or a forward."""

    def __init__(self, side: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(side, parent)
        self.show_status(Status.OFF)

    def show_status(self, status: Status) -> None:
        """Show a state."""
        self.show_sign(f"state-{status}", status_meaning(status), word(status))


class SharedMark(QWidget):
    """Says of a forward that other machines can use it, too. Never by colour alone, and hidden where it is not so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setFont(scaled(self.font(), 0.92, strong=True))
        self.setVisible(False)

    def show_mark(self, text: str) -> None:
        """Show these words; without any, nothing."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()
        self.setVisible(bool(text))

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        return QSize(round(16 + SPACE + metrics.horizontalAdvance(self._text)) + 2, round(max(18, metrics.height())))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = status_colour(Status.DEGRADED, self.palette())
        draw_icon(painter, "shared", QRectF(0, (self.height() - 16) / 2, 16, 16), colour)
        painter.setPen(colour)
        room = QRectF(self.rect()).adjusted(16 + SPACE, 0, 0, 0)
        text = QFontMetricsF(self.font()).elidedText(self._text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
