"""The drawing of a forward's direction: who listens, through which session it goes, and where it ends."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from towpath.model.forward import ForwardKind
from towpath.model.state import Status
from towpath.qt.icons import draw_icon
from towpath.qt.theme import SPACE, colours, muted, scaled, status_colour

_NODE = 40
_ARROW = 7.0


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """What is drawn, as far as it was typed; empty texts for what is not there yet."""

    kind: ForwardKind
    listen: str
    """In words, with its address."""
    target_host: str
    target_port: str
    """Of a Unix socket: its path."""
    beyond: bool
    """The target is on another machine than the one that connects to it."""
    shared: bool
    far: str


class _Place(msgspec.Struct, frozen=True):
    icon: str
    name: str
    note: str


class ForwardDrawing(QWidget):
    """Read from left to right, as the connections go. The session is the thick line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawn: Drawn | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_drawn(self, drawn: Drawn, sentence: str) -> None:
        """Draw this; `sentence` says the same to those who cannot see it."""
        self.setAccessibleName(sentence)
        if drawn != self._drawn:
            self._drawn = drawn
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, round(_NODE + 2.5 * SPACE + 2 * QFontMetricsF(self.font()).height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(260, self.sizeHint().height())

    def _places(self, drawn: Drawn) -> list[_Place]:
        """From the one that listens to the one that answers."""
        here, there = self.tr("This computer"), drawn.far
        where = f":{drawn.target_port}" if not drawn.target_port.startswith("/") else drawn.target_port
        note = where if drawn.target_port else ""
        if drawn.kind is ForwardKind.DYNAMIC:
            end = _Place("globe", self.tr("Anything"), self.tr("that it reaches"))
            return [_Place("computer", here, drawn.listen), _Place("server", there, ""), end]
        near, relay = (here, there) if drawn.kind is ForwardKind.LOCAL else (there, here)
        icons = ("computer", "server") if drawn.kind is ForwardKind.LOCAL else ("server", "computer")
        places = [_Place(icons[0], near, drawn.listen)]
        if drawn.beyond:
            return [*places, _Place(icons[1], relay, ""), _Place("server", drawn.target_host or "…", note)]
        return [*places, _Place(icons[1], relay, note)]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._drawn is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = self._places(self._drawn)
        first_of_session = 0
        if self._drawn.shared:
            remote = self._drawn.kind is ForwardKind.REMOTE
            whose = self.tr("Its network") if remote else self.tr("Your network")
            places.insert(0, _Place("shared", whose, self.tr("all machines")))
            first_of_session = 1
        column = self.width() / len(places)
        centres = [QPointF(column * (n + 0.5), SPACE + _NODE / 2) for n in range(len(places))]
        scheme, warning = colours(self.palette()), status_colour(Status.DEGRADED, self.palette())
        for number in range(1, len(places)):
            is_session = number - 1 == first_of_session
            plain = warning if number - 1 < first_of_session else muted(self.palette())
            ink = QColor(scheme.accent) if is_session else plain
            self._arrow(painter, centres[number - 1], centres[number], ink, 4 if is_session else 1.6)
        for number, place in enumerate(places):
            ink = warning if number < first_of_session else QColor(scheme.text)
            self._node(painter, place, centres[number], column, ink)

    def _arrow(self, painter: QPainter, start: QPointF, end: QPointF, ink: QColor, width: float) -> None:
        gap = QPointF(_NODE / 2 + SPACE, 0)
        start, end = start + gap, end - gap
        painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(start, end - QPointF(_ARROW, 0))
        half = _ARROW * (0.6 if width < 3 else 0.9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([end, end + QPointF(-1.4 * _ARROW, -half), end + QPointF(-1.4 * _ARROW, half)]))

    def _node(self, painter: QPainter, place: _Place, centre: QPointF, column: float, ink: QColor) -> None:
        scheme = colours(self.palette())
        disc = QRectF(0, 0, _NODE, _NODE)
        disc.moveCenter(centre)
        painter.setPen(QPen(ink if ink != QColor(scheme.text) else muted(self.palette()), 1.8))
        painter.setBrush(QColor(scheme.window))
        painter.drawEllipse(disc)
        inset = _NODE * 0.26
        draw_icon(painter, place.icon, disc.adjusted(inset, inset, -inset, -inset), ink)
        top = disc.bottom() + SPACE / 2
        for text, font, colour in (
            (place.name, scaled(self.font(), 0.95), QColor(scheme.text)),
            (place.note, scaled(self.font(), 0.92, strong=True), muted(self.palette())),
        ):
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(colour)
            room = QRectF(centre.x() - column / 2 + 2, top, column - 4, metrics.height())
            painter.drawText(
                room,
                Qt.AlignmentFlag.AlignHCenter,
                metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room.width()),
            )
            top += metrics.height()
