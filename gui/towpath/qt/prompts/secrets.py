"""Prompts for a password and for a key's passphrase. Keeping it is offered only where that is safe."""

from __future__ import annotations

import enum

from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from towpath.model.prompt import PassphraseAsked, PasswordAsked, Question, Secrets
from towpath.model.state import Status
from towpath.model.text import printable
from towpath.model.words import said
from towpath.qt.banner import Banner
from towpath.qt.prompts.dialog import PromptDialog, outside_text
from towpath.qt.theme import SPACE


class _Kept(enum.StrEnum):
    """Where what was typed is found the next time."""

    NOWHERE = "nowhere"
    SESSION = "session"
    KEYRING = "keyring"


class SecretDialog(PromptDialog):
    """One hidden line. Both kinds of question look and work alike."""

    def __init__(
        self, question: Question, asked: PasswordAsked | PassphraseAsked, parent: QWidget | None = None
    ) -> None:
        password = isinstance(asked, PasswordAsked)
        title = self.tr("Password") if password else self.tr("Passphrase of a key")
        super().__init__(question, title, parent)
        self.setObjectName("password-prompt" if password else "passphrase-prompt")
        if asked.refused_before:
            refused = self.tr("The password was refused. Try again.")
            wrong = self.tr("The passphrase is wrong. Try again.")
            self.body.addWidget(Banner(refused if password else wrong, sign=Status.FAILED, closable=False))
        if isinstance(asked, PasswordAsked) and asked.banner:
            self.body.addWidget(outside_text(asked.banner, keep_newlines=True))
        form = QFormLayout()
        form.setSpacing(SPACE)
        if isinstance(asked, PasswordAsked):
            form.addRow(self.tr("Account"), outside_text(asked.account))
        else:
            form.addRow(self.tr("Key file"), outside_text(asked.file))
            if asked.fingerprint:
                form.addRow(self.tr("Fingerprint"), outside_text(asked.fingerprint))
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        form.addRow(self.tr("Password") if password else self.tr("Passphrase"), self.line)
        self.line.setAccessibleName(title)
        self.keep = QComboBox()
        self.keep.setObjectName("keep-secret")
        self.keep.addItem(self.tr("no"), _Kept.NOWHERE.value)
        if asked.can_keep:
            self.keep.addItem(self.tr("until Towpath ends"), _Kept.SESSION.value)
        if asked.can_remember:
            self.keep.addItem(self.tr("in the system's keyring"), _Kept.KEYRING.value)
        form.addRow(self.tr("&Keep it"), self.keep)
        form.setRowVisible(self.keep, self.keep.count() > 1)
        self.body.addLayout(form)
        if asked.cannot_remember_why:
            why = printable(said(asked.cannot_remember_why))
            self.add_note(self.tr("The keyring cannot keep it: {why}").format(why=why))
        go_on = self.tr("&Log in") if password else self.tr("&Unlock")
        continue_button = self.buttons.addButton(go_on, QDialogButtonBox.ButtonRole.AcceptRole)
        continue_button.setProperty("primary", True)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        self.finish()
        self.line.setFocus()

    def _accept(self) -> None:
        kept = _Kept(self.keep.currentData())
        self.answer(
            Secrets(values=(self.line.text(),), remember=kept is _Kept.KEYRING, for_session=kept is _Kept.SESSION)
        )

    @property
    def typed(self) -> bool:
        return bool(self.line.text())

    def forget(self) -> None:
        self.line.clear()
