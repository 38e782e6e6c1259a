"""What all prompts share: a title, what it is about, a row of buttons, and an answer sent exactly once."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from towpath.model.prompt import Accept, Answer, Question, Refuse
from towpath.model.text import printable
from towpath.qt.theme import SPACE, MutedLabel, plain_label, scaled

MOST_SHOWN = 4000
"""Characters of one text from outside; no person reads more."""


class PromptDialog(QDialog):
    """Not modal: the window stays usable. Closing it in any way but by an answer refuses.

    `answered` carries question id and answer. `withdraw` closes it without one, `expire` lets the person close it.
    """

    answered = Signal(int, object)

    def __init__(self, question: Question, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setModal(False)
        self.setWindowTitle(printable(question.connection) or "Towpath")  # Qt adds the program's name
        self.setMinimumWidth(460)
        self._open = True
        content = QWidget()
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, SPACE)
        self.body.setSpacing(SPACE + 4)
        self._room = _Room(content)
        heading = plain_label(title)
        heading.setFont(scaled(heading.font(), 1.15, strong=True))
        self.body.addWidget(heading)
        if about := self._about():
            note = MutedLabel(about)
            note.setWordWrap(True)
            self.body.addWidget(note)
        self.buttons = QDialogButtonBox()

    def add_note(self, text: str) -> None:
        """Something of second rank, below what is there so far."""
        note = MutedLabel(text)
        note.setWordWrap(True)
        note.setFont(scaled(note.font(), 0.92))
        self.body.addWidget(note)

    def finish(self) -> None:
        """Put the buttons below everything, in sight however much there is above."""
        self.body.addStretch(1)
        self.waiting = MutedLabel()
        self.waiting.setVisible(False)
        foot = QVBoxLayout()
        foot.setContentsMargins(3 * SPACE, SPACE, 3 * SPACE, 2 * SPACE)
        foot.setSpacing(SPACE + 4)
        foot.addWidget(self.waiting)
        foot.addWidget(self.buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._room, 1)
        layout.addLayout(foot)
        for button in self.buttons.buttons():  # only now do they belong to a dialog, of which one is the default
            if isinstance(button, QPushButton) and button.property("primary"):
                button.setDefault(True)
        self.resize(self._wanted_size())

    def show_waiting(self, count: int) -> None:
        """How many more questions come after this one."""
        self.waiting.setVisible(count > 0)
        one, many = self.tr("One more question after this one"), self.tr("{n} more questions after this one")
        self.waiting.setText(one if count == 1 else many.format(n=count))
        self.resize(self.size().expandedTo(self._wanted_size()))

    def answer(self, answer: Answer) -> None:
        """Send the answer and close."""
        if self._open:
            self._open = False
            self.answered.emit(self.question.id, answer)
            self.forget()
            super().reject()

    def withdraw(self) -> None:
        """The engine does not want an answer any more."""
        self._open = False
        self.forget()
        super().reject()

    def _wanted_size(self) -> QSize:
        """For all that there is to show, as far as the screen allows."""
        return self.sizeHint().boundedTo(self.screen().availableSize() * 0.9)

    def expire(self) -> None:
        """Like `withdraw`, for somebody who is typing: the rest of a secret must not reach the next prompt."""
        self._open = False
        self.forget()
        self._room.setEnabled(False)
        self.waiting.setText(self.tr("This is not asked any more: the connection has ended, or was taken down."))
        self.waiting.setVisible(True)
        self.buttons.clear()
        close = self.buttons.addButton(QDialogButtonBox.StandardButton.Close)
        close.setDefault(True)
        self.setFocus()  # not the button: a space is a part of many passphrases
        self.resize(self.size().expandedTo(self._wanted_size()))

    @property
    def expired(self) -> bool:
        """Whether it only waits to be closed."""
        return not self._open

    @property
    def typed(self) -> bool:
        """Whether something was typed that is not sent yet."""
        return False

    def forget(self) -> None:
        """Drop what was typed."""

    def reject(self) -> None:
        if self._open:
            self.answer(Refuse())
        else:
            super().reject()

    def _about(self) -> str:
        connection, hop = printable(self.question.connection), printable(self.question.hop)
        if connection and hop and hop != connection:
            return self.tr("For the connection {connection}, at {hop}").format(connection=connection, hop=hop)
        return self.tr("For the connection {connection}").format(connection=connection) if connection else ""


class ConsentDialog(PromptDialog):
    """May it be? An Enter that was meant for something else says no."""

    def finish_with(self, no: str, yes: str) -> None:
        """As `finish`, with these two buttons."""
        self.no_button = self.buttons.addButton(no, QDialogButtonBox.ButtonRole.RejectRole)
        self.yes_button = self.buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self.yes_button.setAutoDefault(False)
        self.no_button.setProperty("primary", True)
        self.yes_button.clicked.connect(lambda: self.answer(Accept()))
        self.no_button.clicked.connect(self.reject)
        self.finish()
        self.no_button.setFocus()


class _Room(QScrollArea):
    """As large as what is in it wants to be; scrolls only where the screen is too small for that."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        width = self._content.sizeHint().width()
        height = max(self._content.sizeHint().height(), self._content.heightForWidth(width))
        if height > self.screen().availableSize().height() / 2:  # perhaps it has to scroll
            width += self.verticalScrollBar().sizeHint().width()
        return QSize(width, height)


def outside_text(text: str, *, keep_newlines: bool = False) -> QLabel:
    """A label with text that a server or a file made: plain, control characters escaped, no links."""
    shown = text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…"
    label = plain_label(printable(shown, keep_newlines=keep_newlines))
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
