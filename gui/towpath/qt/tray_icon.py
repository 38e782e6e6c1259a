"""What the icon in the panel looks like: a shape of its own for each state, and how far the transfers are."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter

from towpath.model.state import Status
from towpath.qt.icons import TRAY_SIZES, app_icon

GLYPHS = {
    Status.OFF: "tray-off",
    Status.UP: "tray-up",
    Status.CONNECTING: "tray-busy",
    Status.RETRYING: "tray-busy",
    Status.WAITING_FOR_NETWORK: "tray-network",
    Status.WAITING_FOR_USER: "tray-asking",
    Status.DEGRADED: "tray-degraded",
    Status.FAILED: "tray-failed",
}
STEPS = 12
"""Of the bar. Each is a picture that goes over D-Bus to the panel, and a smaller one could not be seen at 16 pixels."""


def step_of(fraction: float) -> int:
    """How much of the bar is full."""
    return max(0, min(STEPS, int(fraction * STEPS)))


@lru_cache(maxsize=2 * len(GLYPHS))
def tray_icon(status: Status, step: int | None = None) -> QIcon:
    """For this state, with a bar along its foot while something is transferred (`step` of `STEPS`). GUI thread."""
    plain = app_icon(GLYPHS[status])
    if step is None:
        return plain
    result = QIcon()
    for size in TRAY_SIZES:
        picture = plain.pixmap(size, size)
        painter = QPainter(picture)
        unit = size / 16
        whole = QRectF(0, size - 4 * unit, size, 4 * unit)
        painter.fillRect(whole, QColor("#ffffff"))
        inner = whole.adjusted(unit, unit, -unit, -unit)
        painter.fillRect(inner, QColor("#20242b"))
        inner.setWidth(inner.width() * step / STEPS)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(inner, QColor("#4da3ff"))
        painter.end()
        result.addPixmap(picture)
    return result
