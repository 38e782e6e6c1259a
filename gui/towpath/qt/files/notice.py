"""What a tab says in place of a list, or above a list that is out of date: what is the matter, and the way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from towpath.model.state import Status
from towpath.model.text import sentence
from towpath.model.words import Words
from towpath.qt.glyph import Glyph
from towpath.qt.icons import icon
from towpath.qt.theme import SPACE, plain_label, scaled


class WayOut(msgspec.Struct, frozen=True):
    """A button. The first of several is the one that most people want."""

    name: str
    sign: str
    text: str
    clicked: Callable[[], None]


class Notice(QFrame):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: object = None
        # With a parent from the beginning: one without is Python's to delete, in whichever thread it collects garbage.
        self._glyph = Glyph(Status.OFF, 20, self)
        self.title = plain_label()
        self.title.setFont(scaled(self.font(), 1.0, strong=True))
        self.text = plain_label()
        self._words = QWidget(self)
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(SPACE // 2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        self._row = QWidget(self)
        self._buttons = QHBoxLayout(self._row)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(SPACE)
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setSpacing(SPACE)
        self.buttons: tuple[QPushButton, ...] = ()
        self.setVisible(False)

    @property
    def words(self) -> str:
        """All that is said, on one line."""
        return f"{self.title.text()} {self.text.text()}".strip() if not self.isHidden() else ""

    def say(self, sign: str | Status, words: Words, ways: Sequence[WayOut], *, above: bool) -> None:
        """Show this; `above` a list, or else in its place, in the middle of the room."""
        self._glyph.show_what(sign)
        self.title.setText(sentence(words.what))
        text = ". ".join(sentence(part) for part in (words.why, words.to_do) if part)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        said = (above, tuple((way.name, way.text) for way in ways))
        if said != self._said:  # a button that has the focus keeps it while the words change
            self._said = said
            self._make_buttons(ways)
            self._arrange(above)
        self.setAccessibleName(self.title.text())
        self.setAccessibleDescription(text)
        self.setVisible(True)

    def _make_buttons(self, ways: Sequence[WayOut]) -> None:
        for old in self.buttons:
            self._buttons.removeWidget(old)
            old.hide()
            old.deleteLater()
        made = []
        for number, way in enumerate(ways):
            button = QPushButton(icon(way.sign, on_accent=number == 0), way.text)
            button.setObjectName(way.name)
            button.setProperty("primary", number == 0)
            button.setAutoDefault(True)  # Enter presses it, as it opens what is in a list
            button.clicked.connect(way.clicked)
            self._buttons.addWidget(button)
            button.setVisible(True)  # the layout would do so in the next turn of the event loop: too late for the focus
            made.append(button)
        self.buttons = tuple(made)

    def _arrange(self, above: bool) -> None:
        # Those that are only taken would live on, and be told of new texts in place of the next ones.
        for widget in (self._glyph, self._words, self._row):
            self._layout.removeWidget(widget)
        while self._layout.count():
            self._layout.takeAt(0)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.setObjectName("banner" if above else "pane-notice")
        self.style().polish(self)
        for label in (self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignLeft if above else middle)
        self._layout.setDirection(
            QBoxLayout.Direction.LeftToRight if above else QBoxLayout.Direction.TopToBottom,
        )
        margin = SPACE if above else 3 * SPACE
        self._layout.setContentsMargins(margin, SPACE, margin, SPACE)
        self._glyph.setFixedSize(*((20, 20) if above else (40, 40)))
        if above:
            self._layout.addWidget(self._glyph)
            self._layout.addWidget(self._words, 1)
            self._layout.addWidget(self._row)
            return
        self._layout.addStretch(2)
        self._layout.addWidget(self._glyph, 0, middle)
        self._layout.addWidget(self._words)
        self._layout.addWidget(self._row, 0, middle)
        self._layout.addStretch(3)
