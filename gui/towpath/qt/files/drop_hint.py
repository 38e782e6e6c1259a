"""What letting go of a drag would do, in words: floats near the lower end of a list, or the upper one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from towpath.model.transfer import Place
from towpath.qt.files.load import Load
from towpath.qt.icons import draw_icon
from towpath.qt.theme import SPACE, colours

_ICON = 16
ELSEWHERE = QPoint(-1, -1)


class DropHint(QWidget):
    """A strip over `above`, which the mouse does not notice. Texts are plain, and shortened in the middle."""

    def __init__(self, above: QAbstractScrollArea) -> None:
        super().__init__(above)
        self._above = above
        self.text = ""
        self._sign = "copy"
        self._refused = False
        self._pointer = QPoint()
        self.setObjectName("dropHint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_load(self, load: Load, folder: Place | None, pointer: QPoint = ELSEWHERE) -> None:
        """What dropping it into a folder does, or why it cannot be taken; nothing where that would be pointless. Near
        the other end where `pointer`, seen from the list, would hide it."""
        self._pointer = pointer
        if load.refusal:
            self._say(load.refusal, "stop", refused=True)
        elif folder is None:
            self._say("", "copy")
        else:
            self._say(load.in_words(folder), "right" if load.moves else "copy")

    def end(self) -> None:
        """The drag is over, or elsewhere."""
        self.hide()
        self.deleteLater()

    def _say(self, text: str, sign: str, *, refused: bool = False) -> None:
        self.text, self._sign, self._refused = text, sign, refused
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text:
            self._take_place()
            self.raise_()
            self.update()

    def _take_place(self) -> None:
        metrics = QFontMetricsF(self.font())
        room = self._above.viewport().geometry().adjusted(2 * SPACE, 0, -2 * SPACE, -2 * SPACE)
        wanted = QSizeF(metrics.horizontalAdvance(self.text) + _ICON + 4 * SPACE + 2, metrics.height() + 1.5 * SPACE)
        width = min(round(wanted.width()), room.width())
        height = round(wanted.height())
        hidden = self._pointer.y() > self._above.viewport().height() - 4 * height
        top = room.top() + 2 * SPACE if hidden else room.bottom() - height
        self.setGeometry(room.left() + (room.width() - width) // 2, top, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scheme = colours(self.palette())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scheme.warning_ground if self._refused else scheme.accent))
        ground = QRectF(self.rect())
        painter.drawRoundedRect(ground, ground.height() / 2, ground.height() / 2)
        ink = QColor(scheme.warning if self._refused else scheme.on_accent)
        draw_icon(painter, self._sign, QRectF(1.5 * SPACE, 0, _ICON, ground.height()), ink)
        painter.setPen(ink)
        room = ground.adjusted(_ICON + 2 * SPACE, 0, -1.5 * SPACE, 0)
        text = QFontMetricsF(self.font()).elidedText(self.text, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
