"""A path or name in full, in however little width: it is broken anywhere, since paths have few spaces."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from towpath.model.text import printable

_BROKEN = int(Qt.TextFlag.TextWrapAnywhere) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)
_LEAST_WIDTH = 120
_WIDEST = 40
"""Characters of the usual width: it asks for no more before it is broken."""
_TALLEST = 10_000


class PathLabel(QLabel):
    """Escapes control characters, and never reads its text as anything but text."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(printable(text))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._needed(max(width, _LEAST_WIDTH)).height()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        width = min(metrics.horizontalAdvance(self.text()) + 2, _WIDEST * metrics.averageCharWidth())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, QFontMetrics(self.font()).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), _BROKEN, self.text())

    def _needed(self, width: int) -> QRect:
        return QFontMetrics(self.font()).boundingRect(QRect(0, 0, width, _TALLEST), _BROKEN, self.text())

    def soften(self) -> None:
        """Show it as text of second rank."""
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
