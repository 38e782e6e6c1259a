"""What the icon in the panel looks like: a shape of its own for each state, and how far the transfers are."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QRectF, QSizeF
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


def tray_icon(status: Status, step: int | None = None) -> QIcon:
    """For this state, with a bar along its foot while something is transferred (`step` of `STEPS`). GUI thread."""
    return _plain(status) if step is None else _with_bar(status, step)


@cache
def _plain(status: Status) -> QIcon:
    return app_icon(GLYPHS[status])


@lru_cache(maxsize=STEPS + 1)
def _with_bar(status: Status, step: int) -> QIcon:
    result = QIcon()
    for size in TRAY_SIZES:
        picture = _plain(status).pixmap(size, size)
        unit = size / 16
        frame = QRectF(0, size - 4 * unit, size, 4 * unit)
        track = frame.adjusted(unit, unit, -unit, -unit)
        done = QRectF(track.topLeft(), QSizeF(track.width() * step / STEPS, track.height()))
        painter = QPainter(picture)
        for part, colour in ((frame, "#ffffff"), (track, "#20242b"), (done, "#4da3ff")):
            painter.fillRect(part, QColor(colour))
        painter.end()
        result.addPixmap(picture)
    return result
