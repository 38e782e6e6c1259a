"""The drawing of the way: this machine, each gateway, the target; where it broke, and why in words."""

from __future__ import annotations

import math

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from towpath.model.error import Problem
from towpath.model.state import ConnectionState, Status
from towpath.model.words import explain
from towpath.qt.icons import draw_icon
from towpath.qt.status import word
from towpath.qt.theme import SPACE, colours, muted, scaled, status_colour, tool_tip

_NODE = 44
"""Diameter of a machine's disc."""
_COLUMN = 124
"""Narrowest room for one machine; a way that does not fit goes on in the next row."""
_BADGE = 20


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """One place on the way, as it is drawn."""

    name: str
    icon: str
    status: Status | None
    """None for this machine and for a proxy: they have no state of their own."""
    problem: Problem | None = None
    note: str = ""
    """What there is to do."""
    stretch: Status | None = None
    """How the line before it is drawn, where no machine behind it tells."""

    def sentence(self) -> str:
        """The node in words, for tool tips and screen readers."""
        if self.status is None:
            return self.name
        text = f"{self.name}: {word(self.status)}" + (f", {self.note}" if self.note else "")
        return f"{text}, {explain(self.problem).why}" if self.problem and explain(self.problem).why else text


class PathView(QWidget):
    """Paints the nodes in a row. Arrow keys or a click choose one, `chosen` tells its number."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nodes: tuple[Node, ...] = ()
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("The way to the machine"))
        self.setMouseTracking(True)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """What is drawn, this machine first."""
        return self._nodes

    @property
    def current(self) -> int:
        """The node that was chosen by key or click."""
        return self._current

    def show_state(self, state: ConnectionState | None, end: Node | None = None) -> None:
        """Draw the way of `state`, or none but this machine; and what is beyond."""
        nodes = [Node(name=self.tr("This machine"), icon="computer", status=None)]
        if state is not None:
            nodes += self._hops(state)
        if end is not None:
            nodes.append(end)
        shown = tuple(nodes)
        if shown == self._nodes:
            return
        self._nodes = shown
        self._current = min(self._current, len(shown) - 1)
        self.setAccessibleDescription("; ".join(node.sentence() for node in shown))
        self.updateGeometry()
        self.update()

    def _hops(self, state: ConnectionState) -> list[Node]:
        connection = state.connection
        nodes: list[Node] = []
        if connection.proxy is not None:
            proxy = connection.proxy
            nodes.append(Node(name=f"{proxy.host}:{proxy.port}", icon="proxy", status=None))
        elif connection.proxy_command:
            nodes.append(Node(name=self.tr("ProxyCommand"), icon="proxy", status=None))
        for hop, hop_state in zip(connection.hops, state.hops, strict=False):
            status, problem = hop_state.status, hop_state.problem
            name, note = hop_state.name or str(hop), self.tr("touch your security key") if hop_state.touch else ""
            nodes.append(Node(name=name, icon="server", status=status, problem=problem, note=note))
        return nodes

    # --- size

    def sizeHint(self) -> QSize:
        width = _COLUMN * max(2, len(self._nodes))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * _COLUMN, self._row_height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        per_row = self._per_row(width)
        return self._row_height() * math.ceil(len(self._nodes) / per_row)

    def _row_height(self) -> int:
        return round(_NODE + 3 * SPACE + 3 * QFontMetricsF(self.font()).height())

    def _per_row(self, width: int) -> int:
        """As many machines in each row as fit, the rows as even as possible."""
        count = max(1, len(self._nodes))
        rows = math.ceil(count / max(1, width // _COLUMN))
        return math.ceil(count / rows)

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(1, len(self._nodes)):
            self._draw_edge(painter, number)
        for number, node in enumerate(self._nodes):
            self._draw_node(painter, number, node)

    def _centre(self, number: int) -> QPointF:
        row, column = divmod(number, self._per_row(self.width()))
        return QPointF(self._column() * (column + 0.5), self._row_height() * row + SPACE * 1.5 + _NODE / 2)

    def _column(self) -> float:
        return self.width() / self._per_row(self.width())

    def _edge_status(self, number: int) -> Status:
        """The stretch before a node belongs to the first machine behind it."""
        stretches = (node.status or node.stretch for node in self._nodes[number:])
        return next((status for status in stretches if status is not None), Status.OFF)

    def _draw_edge(self, painter: QPainter, number: int) -> None:
        gap = QPointF(_NODE / 2 + SPACE, 0)
        start, end = self._centre(number - 1) + gap, self._centre(number) - gap
        status = self._edge_status(number)
        up = status in (Status.UP, Status.DEGRADED)
        pen = QPen(status_colour(status, self.palette()), 2.5 if up else 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if not up:
            pen.setStyle(Qt.PenStyle.DashLine if status != Status.OFF else Qt.PenStyle.DotLine)
        painter.setPen(pen)
        if start.y() != end.y():
            painter.drawLine(start, QPointF(self.width() - SPACE, start.y()))
            start = QPointF(SPACE, end.y())
        if status == Status.FAILED:
            # A gap with a cross where it broke: it can be seen without colour.
            middle, half = (start + end) / 2, 5.0
            painter.drawLine(start, middle - QPointF(2.5 * half, 0))
            painter.drawLine(middle + QPointF(2.5 * half, 0), end)
            painter.setPen(QPen(pen.color(), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(middle - QPointF(half, half), middle + QPointF(half, half))
            painter.drawLine(middle + QPointF(-half, half), middle + QPointF(half, -half))
        else:
            painter.drawLine(start, end)

    def _draw_node(self, painter: QPainter, number: int, node: Node) -> None:
        centre, scheme = self._centre(number), colours(self.palette())
        colour = muted(self.palette()) if node.status is None else status_colour(node.status, self.palette())
        disc = QRectF(0, 0, _NODE, _NODE)
        disc.moveCenter(centre)
        if self.hasFocus() and number == self._current:
            painter.setPen(QPen(QColor(scheme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(disc.adjusted(-6, -6, 6, 6), 10, 10)
        painter.setPen(QPen(colour, 2))
        painter.setBrush(QColor(scheme.window))
        painter.drawEllipse(disc)
        inset = _NODE * 0.26
        draw_icon(painter, node.icon, disc.adjusted(inset, inset, -inset, -inset), QColor(scheme.text))
        if node.status is not None:
            badge = QRectF(disc.right() - _BADGE * 0.65, disc.top() - _BADGE * 0.3, _BADGE, _BADGE)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.raised))
            painter.drawEllipse(badge.adjusted(-2, -2, 2, 2))
            draw_icon(painter, f"state-{node.status}", badge, colour)
        self._draw_texts(painter, node, centre, colour)

    def _draw_texts(self, painter: QPainter, node: Node, centre: QPointF, colour: QColor) -> None:
        user, at, place = node.name.rpartition("@")
        room = self._column() - SPACE / 2
        top = centre.y() + _NODE / 2 + SPACE
        texts = [(place, scaled(self.font(), 0.95), QColor(colours(self.palette()).text))]
        if at:
            texts.append((user, scaled(self.font(), 0.92), muted(self.palette())))
        if node.status is not None:
            texts.append((word(node.status), scaled(self.font(), 0.85, strong=True), colour))
        for text, font, ink in texts:
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(ink)
            where = QRectF(centre.x() - room / 2, top, room, metrics.height())
            elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(where, Qt.AlignmentFlag.AlignHCenter, elided)
            top += metrics.height()

    # --- choosing a node

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._choose(self._current + step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self._number_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event.position())
        self.setToolTip(tool_tip(self._nodes[number].sentence()) if self._nodes else "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _number_at(self, position: QPointF) -> int:
        row, column = int(position.y() // self._row_height()), int(position.x() // self._column())
        number = row * self._per_row(self.width()) + column
        return max(0, min(len(self._nodes) - 1, number))

    def _choose(self, number: int) -> None:
        if 0 <= number < len(self._nodes):
            self._current = number
            self.setAccessibleDescription(self._nodes[number].sentence())
            self.update()
            self.chosen.emit(number)
