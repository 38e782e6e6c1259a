"""A frame with a heading of second rank: one of the things that a page tells about what is chosen."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from towpath.qt.theme import SPACE, scaled


def card(title: str) -> tuple[QFrame, QVBoxLayout]:
    """The frame, and the layout in it below the heading."""
    frame = QFrame()
    frame.setObjectName("card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(2 * SPACE, SPACE + 4, 2 * SPACE, SPACE + 4)
    layout.setSpacing(SPACE // 2)
    heading = QLabel(title)
    heading.setFont(scaled(heading.font(), 0.92, strong=True))
    heading.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    layout.addWidget(heading)
    return frame, layout
