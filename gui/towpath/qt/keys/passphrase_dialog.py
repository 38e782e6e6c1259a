"""Gives a key's file another passphrase, or none."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from towpath.model.error import Problem
from towpath.model.keys import ChangePassphrase, KeyInfo
from towpath.model.secret_text import SecretText
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.keys.key_words import key_name
from towpath.qt.keys.passphrase_fields import PassphraseFields, secret_line
from towpath.qt.reading_order import focus_next
from towpath.qt.theme import MutedLabel


class PassphraseDialog(ActDialog):
    """What was typed is dropped when it closes, and when the old one was wrong."""

    def __init__(self, bridge: Bridge, key: KeyInfo, parent: QWidget | None) -> None:
        super().__init__(bridge, "passphrase-dialog", parent)
        self._key = key
        tr = self.tr
        self.entitle(tr("Change passphrase"), tr("Passphrase of {key}").format(key=key_name(key)))
        self.old = secret_line("old-passphrase", tr("Passphrase until now"))
        self.fields = PassphraseFields(new=not key.encrypted)
        self.fields.form.insertRow(0, tr("&Until now"), self.old)
        self.fields.form.setRowVisible(self.old, key.encrypted)
        kept = tr("Only the file changes: servers accept the key as before. A stored passphrase is forgotten.")
        note = MutedLabel(kept)
        note.setWordWrap(True)
        self.body.addWidget(note)
        self.body.addWidget(self.fields)
        self.body.addStretch(1)
        self.change_button = self.buttons.addButton(tr("&Change"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.change_button.setObjectName("passphrase-change")
        self.make_default(self.change_button)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._change)
        self.fields.edited.connect(self._refresh)
        self.old.textChanged.connect(self._refresh)
        self._refresh()
        self.fit(500)
        (self.old if key.encrypted else self.fields.first).setFocus()

    def _refresh(self) -> None:
        self.change_button.setEnabled(self.fields.ready and (bool(self.old.text()) or not self._key.encrypted))

    def _change(self) -> None:
        if not self.change_button.isEnabled():
            return
        self.change_button.setEnabled(False)
        self.say(None)
        command = ChangePassphrase(
            request=new_request(),
            path=self._key.path,
            old=SecretText(self.old.text()),
            new=self.fields.value,
            asker=self._bridge.asker,
        )
        self.ask(command, _nothing_to_hear, self._changed)

    def _changed(self, problem: Problem | None) -> None:
        if problem is None:
            self.accept()
            return
        self.say(problem)
        self.old.clear()
        self.fit(500)
        self.old.setFocus()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return focus_next(self, forward=forward) or super().focusNextPrevChild(forward)

    def done(self, result: int) -> None:
        self.old.clear()
        self.fields.forget()
        super().done(result)


def _nothing_to_hear(_answer: Answer) -> None:
    """The keys are listed anew in any case."""
