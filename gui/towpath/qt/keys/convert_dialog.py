"""Writes a PuTTY key, or one in an old format, as an OpenSSH key beside it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QWidget

from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.keys import ConvertKey, KeyInfo, KeyMade, KeysListed
from towpath.model.secret_text import SecretText
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.keys.key_file_line import KeyFileLine
from towpath.qt.keys.key_words import file_name, shown_path
from towpath.qt.keys.passphrase_fields import secret_line
from towpath.qt.theme import SPACE, MutedLabel

_ENDINGS = (".ppk", ".pem", ".key")


class ConvertDialog(ActDialog):
    """Passphrase and comment stay as they are; the old file stays, too."""

    made = Signal(str)
    """Carries the path of the new key."""

    def __init__(
        self, bridge: Bridge, path: str, listed: KeysListed, key: KeyInfo | None, parent: QWidget | None
    ) -> None:
        """`key` is what is known of the file, if it was listed."""
        super().__init__(bridge, "convert-dialog", parent)
        self._path = path
        self._made = ""
        tr = self.tr
        self.entitle(tr("Convert a key"), tr("Convert {file} for OpenSSH").format(file=file_name(path)))
        note = MutedLabel(
            tr("{file} stays as it is. The new key has the same passphrase, and servers take it for the same key.")
            .format(file=shown_path(path))
        )  # fmt: skip
        note.setWordWrap(True)
        self.file = KeyFileLine("converted-file", tr("Name of the new file"), listed)
        name = file_name(path)
        stem = next((name[: -len(end)] for end in _ENDINGS if name.lower().endswith(end)), f"{name}_openssh")
        self.file.propose(stem)
        self.passphrase = secret_line("convert-passphrase", tr("Its passphrase"))
        self.passphrase.setPlaceholderText("" if key is not None and key.encrypted else tr("If it has one"))
        form = QFormLayout()
        form.setVerticalSpacing(SPACE)
        form.setHorizontalSpacing(2 * SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("New &file in ~/.ssh"), self.file)
        form.addRow(tr("Its &passphrase"), self.passphrase)
        if key is not None and not key.encrypted:
            form.setRowVisible(self.passphrase, False)
        self.body.addWidget(note)
        self.body.addLayout(form)
        self.body.addStretch(1)
        self.convert_button = self.buttons.addButton(tr("&Convert"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.convert_button.setObjectName("convert")
        self.make_default(self.convert_button)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._convert)
        self.file.edited.connect(self._refresh)
        self._refresh()
        self.fit(500)
        self.file.line.setFocus()

    def _refresh(self) -> None:
        self.convert_button.setEnabled(not self.file.problem)

    def _convert(self) -> None:
        if not self.convert_button.isEnabled():
            return
        self.convert_button.setEnabled(False)
        self.say(None)
        command = ConvertKey(
            request=new_request(),
            path=self._path,
            to=self.file.path,
            passphrase=SecretText(self.passphrase.text()),
            asker=self._bridge.asker,
        )
        self.ask(command, self._hear, self._ended)

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, KeyMade):
            self._made = answer.report.key.path

    def _ended(self, problem: Problem | None) -> None:
        if problem is None:
            self.made.emit(self._made)
            self.accept()
            return
        self.say(problem)
        self.passphrase.clear()
        self.fit(500)
        self._refresh()
        if self.passphrase.isVisible():
            self.passphrase.setFocus()

    def done(self, result: int) -> None:
        self.passphrase.clear()
        super().done(result)
