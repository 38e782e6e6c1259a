"""Shows open questions one after the other and sends their answers down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from towpath.model.command import GiveAnswer
from towpath.model.prompt import (
    Answer,
    CodeAsked,
    CommandAsked,
    HostKeyAsked,
    OverwriteAsked,
    PassphraseAsked,
    PasswordAsked,
    Question,
)
from towpath.qt.bridge import Bridge, Changes

if TYPE_CHECKING:
    from towpath.qt.prompts.dialog import PromptDialog


class PromptQueue(QObject):
    """Follows the snapshot: a question that is gone from it closes its dialog.

    Questions with another `asker` belong to the terminal that started the work, and are not shown here.
    """

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._answered: set[int] = set()
        self.dialog: PromptDialog | None = None
        bridge.changed.connect(self._refresh)
        self._refresh(Changes())

    def close(self) -> None:
        """Take the dialog away without answering."""
        if self.dialog is not None:
            self._drop()

    def bring_up(self) -> None:
        """Show the open question in front of everything."""
        if self.dialog is not None:
            self.dialog.show()
            self.dialog.raise_()
            self.dialog.activateWindow()

    def _refresh(self, _changes: Changes) -> None:
        questions = [question for question in self._bridge.snapshot.questions if question.asker == self._bridge.asker]
        self._answered &= {question.id for question in questions}
        waiting = [question for question in questions if question.id not in self._answered]
        if self.dialog is not None and self.dialog.question not in waiting and not self.dialog.expired:
            if self.dialog.typed and self.dialog.isActiveWindow():
                self.dialog.expire()
            else:
                self._drop()
        if self.dialog is None and waiting:
            self.dialog = make_dialog(waiting[0])
            self.dialog.answered.connect(self._send)
            self.dialog.finished.connect(self._closed)
            self.bring_up()
        if self.dialog is not None and not self.dialog.expired:
            self.dialog.show_waiting(len(waiting) - 1)

    def _send(self, question_id: int, answer: Answer) -> None:
        self._answered.add(question_id)
        self._bridge.submit(GiveAnswer(id=question_id, answer=answer))
        self._drop()
        self._refresh(Changes())

    def _closed(self) -> None:
        """The person closed a dialog that had expired; one that is answered or dropped is not `dialog` any more."""
        if self.dialog is not None and self.dialog.expired:
            self._drop()
            self._refresh(Changes())

    def _drop(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.withdraw()
            dialog.deleteLater()


def make_dialog(question: Question, parent: QWidget | None = None) -> PromptDialog:
    """The dialog for a kind of question. Each is loaded when it is needed: the tray starts without them."""
    match question.asked:
        case HostKeyAsked():
            from towpath.qt.prompts.host_key import HostKeyDialog

            return HostKeyDialog(question, question.asked, parent)
        case PasswordAsked() | PassphraseAsked():
            from towpath.qt.prompts.secrets import SecretDialog

            return SecretDialog(question, question.asked, parent)
        case CodeAsked():
            from towpath.qt.prompts.code import CodeDialog

            return CodeDialog(question, question.asked, parent)
        case CommandAsked():
            from towpath.qt.prompts.command import CommandDialog

            return CommandDialog(question, question.asked, parent)
        case OverwriteAsked():
            from towpath.qt.prompts.overwrite import OverwriteDialog

            return OverwriteDialog(question, question.asked, parent)
