"""What dialogs share that have the engine do something: a heading, a body, buttons, and work that ends with them."""

from __future__ import annotations

import uuid

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from towpath.model.command import Inquiry
from towpath.model.error import Problem
from towpath.model.file_work import FileCommand
from towpath.model.ports import Done
from towpath.model.words import as_sentence
from towpath.qt.bridge import Bridge, Heard
from towpath.qt.theme import SPACE, plain_label, scaled


def new_request() -> str:
    """A name for a piece of work that no other has."""
    return uuid.uuid4().hex


class ActDialog(QDialog):
    """Deletes itself when it is closed, and withdraws what it asked for."""

    def __init__(self, bridge: Bridge, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._requests: set[str] = set()
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading = plain_label()
        self.heading.setFont(scaled(self.heading.font(), 1.15, strong=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE + 4)
        self.body.addWidget(self.heading)
        self.problem_label = plain_label()
        self.problem_label.setObjectName("fieldMessage")
        self.problem_label.setVisible(False)
        self.buttons = QDialogButtonBox()
        self.buttons.rejected.connect(self.reject)
        self._all = QVBoxLayout(self)
        self._all.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        self._all.setSpacing(SPACE + 4)
        self._all.addLayout(self.body, 1)
        self._all.addWidget(self.problem_label)
        self._all.addWidget(self.buttons)

    def entitle(self, title: str, heading: str = "") -> None:
        """The window's title, and what stands above everything in it."""
        self.setWindowTitle(title)
        self.heading.setText(heading or title)

    def make_default(self, button: QPushButton) -> None:
        """Return presses it, and it looks like that."""
        button.setDefault(True)
        button.setProperty("primary", True)
        button.style().polish(button)

    def ask(self, command: FileCommand | Inquiry, heard: Heard, done: Done) -> None:
        """As `Bridge.ask`, for as long as the dialog is there."""
        request = command.request
        self._requests.add(request)

        def ended(problem: Problem | None) -> None:
            self._requests.discard(request)
            done(problem)

        self._bridge.ask(command, heard, ended)

    def withdraw(self, request: str) -> None:
        """Nobody wants to know any more."""
        self._requests.discard(request)
        self._bridge.withdraw(request)

    def say(self, problem: Problem | None) -> None:
        """Show what went wrong, or that nothing does any more."""
        self.problem_label.setText(as_sentence(problem) if problem else "")
        self.problem_label.setVisible(problem is not None)

    def done(self, result: int) -> None:
        for request in tuple(self._requests):
            self.withdraw(request)
        super().done(result)

    def fit(self, width: int, height: int = 0) -> None:
        """Be as large as this, or as what is in it wants, where the screen has the room; never smaller than before.
        The larger the font, the larger the dialog."""
        scale = self.fontMetrics().height() / 16
        hint = self.sizeHint()
        wide = max(round(width * scale), hint.width())
        needed = self._all.totalHeightForWidth(wide) if self._all.hasHeightForWidth() else hint.height()
        high = max(round(height * scale), needed)
        wanted = QSize(wide, high).expandedTo(self.size() if self.isVisible() else QSize())
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.9))
