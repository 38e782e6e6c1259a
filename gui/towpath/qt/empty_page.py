"""What stands in place of a list that has nothing yet: what would be in it, and how it comes there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from towpath.qt.glyph import Glyph
from towpath.qt.theme import SPACE, MutedLabel, scaled

_LETTERS = 76
"""How wide the text gets."""


class EmptyPage(QWidget):
    """A sign, a title, a few words, and buttons below them."""

    def __init__(
        self, sign: str, title: str, text: str, buttons: Sequence[QPushButton] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = QLabel(title)
        self.title.setFont(scaled(self.title.font(), 1.15, strong=True))
        self.title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.title.setWordWrap(True)
        self.text = MutedLabel(text)
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.text.setMaximumWidth(_LETTERS * self.fontMetrics().averageCharWidth())
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        words = QHBoxLayout()
        words.addStretch(1)
        words.addWidget(self.text, 100)
        words.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE + 4)
        layout.addStretch(2)
        layout.addWidget(Glyph(sign, 48), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.title)
        layout.addLayout(words)
        layout.addLayout(row)
        layout.addStretch(3)
