"""What the dialogs have in common that save something: they wait for the answer and do not lose what was typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from towpath.model.error import Problem
from towpath.model.text import sentence
from towpath.model.words import line
from towpath.qt.confirm import confirm
from towpath.qt.theme import plain_label


class SavingDialog(QDialog):
    """Gives its heirs `summary`, where they say what is wrong, and `buttons` with `save_button`; they place them.

    `ask_to_save` hands on what was typed; the answer comes to `finish_saving`. `is_untouched` says that nothing would
    be lost.
    """

    def __init__(
        self, ask_to_save: Callable[[], None], is_untouched: Callable[[], bool], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ask_to_save = ask_to_save
        self._is_untouched = is_untouched
        self.summary = plain_label()
        self.summary.setObjectName("fieldMessage")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.save_button = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save_button.setProperty("primary", True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def accept(self) -> None:
        if self.save_button.isEnabled():
            self.save_button.setEnabled(False)  # until there is an answer
            self._ask_to_save()

    def finish_saving(self, problem: Problem | None) -> None:
        """It was saved: close. It was not: say why, and keep what was typed."""
        if problem is None:
            super().accept()
            return
        self.summary.setText(sentence(line(problem)))
        self.summary.setVisible(True)
        self.save_button.setEnabled(True)

    def reject(self) -> None:
        if self._is_untouched():
            super().reject()
            return
        confirm(
            self,
            "discard",
            self.windowTitle(),
            self.tr("Discard your changes?"),
            "",
            act=self.tr("&Discard"),
            instead=self.tr("&Keep editing"),
            acted=lambda: self.done(QDialog.DialogCode.Rejected),
        )
