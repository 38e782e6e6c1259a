"""The prompt for a keyboard-interactive request: one-time codes, several questions, whatever the server asks."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QWidget

from towpath.model.prompt import CodeAsked, Question, Secrets
from towpath.model.state import Status
from towpath.model.text import printable
from towpath.qt.banner import Banner
from towpath.qt.prompts.dialog import PromptDialog, outside_text
from towpath.qt.theme import scaled


class CodeDialog(PromptDialog):
    """Every prompt as the server words it, with the echo flag kept (RFC 4256, 3.2)."""

    def __init__(self, question: Question, asked: CodeAsked, parent: QWidget | None = None) -> None:
        super().__init__(question, self.tr("{account} asks").format(account=printable(asked.account)), parent)
        self.setObjectName("code-prompt")
        if asked.refused_before:
            text = self.tr("The server refused what was typed. Try again.")
            self.body.addWidget(Banner(text, sign=Status.FAILED, closable=False))
        if asked.banner:
            self.body.addWidget(outside_text(asked.banner, keep_newlines=True))
        if asked.title:
            title = outside_text(asked.title)
            title.setFont(scaled(title.font(), 1, strong=True))
            self.body.addWidget(title)
        if asked.instruction:
            self.body.addWidget(outside_text(asked.instruction, keep_newlines=True))
        self.lines: list[QLineEdit] = []
        for line in asked.lines:
            label = outside_text(line.text.strip(), keep_newlines=True)
            field = QLineEdit()
            field.setEchoMode(QLineEdit.EchoMode.Normal if line.echo else QLineEdit.EchoMode.Password)
            field.setAccessibleName(printable(line.text.strip()))
            label.setBuddy(field)
            self.body.addWidget(label)
            self.body.addWidget(field)
            self.lines.append(field)
        self.add_note(self.tr("These texts come from the server."))
        continue_button = self.buttons.addButton(self.tr("&Continue"), QDialogButtonBox.ButtonRole.AcceptRole)
        continue_button.setProperty("primary", True)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self.finish()
        (self.lines[0] if self.lines else continue_button).setFocus()

    def _accept(self) -> None:
        # Enter goes to the next empty line first, as in a form.
        empty = next((field for field in self.lines if not field.text()), None)
        if empty is not None and not empty.hasFocus() and len(self.lines) > 1:
            empty.setFocus()
            return
        self.answer(Secrets(values=tuple(field.text() for field in self.lines)))

    @property
    def typed(self) -> bool:
        return any(field.text() for field in self.lines)

    def forget(self) -> None:
        for field in self.lines:
            field.clear()
