"""How hard a passphrase is to guess, while it is typed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from towpath.model.passphrase import strength
from towpath.qt.theme import SPACE, MutedLabel, colours

_STEPS = 4
_MEANINGS = ("bad", "bad", "warning", "good", "good")


class StrengthBar(QWidget):
    """Four steps, and the words that go with them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = _Steps()
        self.words = MutedLabel()
        self.words.setObjectName("passphrase-strength")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._steps)
        row.addWidget(self.words, 1)

    def show_strength(self, text: str) -> None:
        """Weigh it."""
        if not text:
            self._steps.show_score(0, empty=True)
            self.words.setText(self.tr("Several words that you can remember are best"))
            return
        found = strength(text)
        self._steps.show_score(found.score, empty=False)
        self.words.setText(found.words)


class _Steps(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._score, self._empty = 0, True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_score(self, score: int, *, empty: bool) -> None:
        self._score, self._empty = score, empty
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_STEPS * 4 * SPACE, SPACE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scheme = colours(self.palette())
        lit = 0 if self._empty else max(1, self._score)
        width = self.width() / _STEPS
        for step in range(_STEPS):
            colour = getattr(scheme, _MEANINGS[self._score]) if step < lit else scheme.line
            painter.setBrush(QColor(colour))
            painter.setPen(QColor(colour))
            painter.drawRoundedRect(QRectF(step * width + 1, 1.5, width - 4, self.height() - 3), 2, 2)
