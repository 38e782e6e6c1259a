"""An encrypted backup of the profile and the keys: making one, and putting back what is in it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QTabWidget, QTreeWidget, QTreeWidgetItem, QWidget

from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.host_config import BackupMade, BackupRestored, MakeBackup, RestoreBackup
from towpath.model.secret_text import SecretText
from towpath.model.text import path_text, printable
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.dialogs.frame import ActDialog, new_request
from towpath.qt.hosts.candidates import short_path
from towpath.qt.icons import icon
from towpath.qt.keys.passphrase_fields import PassphraseFields, secret_line
from towpath.qt.left_out import LeftOutDialog, LeftOutTable
from towpath.qt.theme import SPACE, MutedLabel, plain_label


class BackupDialog(ActDialog):
    """Asks for the passphrase that is to open it; what was typed is dropped when it closes."""

    def __init__(self, bridge: Bridge, path: str, parent: QWidget, *, keys: Sequence[str] | None = None) -> None:
        """`keys` are paths of private ones; None for all there are."""
        super().__init__(bridge, "backup-dialog", parent)
        self._path = path
        self._window = parent
        self._keys = None if keys is None else tuple(keys)
        self._made: BackupMade | None = None
        tr = self.tr
        self.entitle(tr("Back up"), tr("Back up to {file}").format(file=_name(path)))
        holds = tr(
            "The backup holds your connections and settings, and the key files of ~/.ssh as they are. Passwords that"
            " the keyring keeps are not in it."
        )
        self.body.addWidget(_note(holds))
        self.fields = PassphraseFields()
        self.fields.form.setRowVisible(self.fields.without, False)
        self.body.addWidget(self.fields)
        lost = tr("Without this passphrase nobody can open it, you neither. The program age can open it, too.")
        self.body.addWidget(_note(lost))
        self.body.addStretch(1)
        self.make_button = self.buttons.addButton(tr("&Back up"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.make_button.setObjectName("make-backup")
        self.make_default(self.make_button)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._make)
        self.fields.edited.connect(lambda: self.make_button.setEnabled(self.fields.ready))
        self.make_button.setEnabled(False)
        self.fit(520)
        self.fields.first.setFocus()

    def _make(self) -> None:
        if not self.make_button.isEnabled():
            return
        self.make_button.setEnabled(False)
        self.make_button.setText(self.tr("Encrypting…"))
        self.say(None)
        command = MakeBackup(
            request=new_request(),
            path=self._path,
            passphrase=self.fields.value,
            keys=self._keys,
            asker=self._bridge.asker,
        )
        self.ask(command, self._hear, self._ended)

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, BackupMade):
            self._made = answer.report

    def _ended(self, problem: Problem | None) -> None:
        self.make_button.setText(self.tr("&Back up"))
        self.make_button.setEnabled(self.fields.ready)
        if problem is not None:
            self.say(problem)
            return
        left_out = self._made.left_out if self._made else ()
        self.accept()
        if left_out:
            heading = self.tr("The backup was written, without these keys")
            LeftOutDialog(self._bridge, heading, left_out, self._window).open()

    def done(self, result: int) -> None:
        self.fields.forget()
        super().done(result)


class RestoreDialog(ActDialog):
    """First the passphrase, then what would come back, and only then does it."""

    def __init__(self, bridge: Bridge, path: str, parent: QWidget | None = None) -> None:
        super().__init__(bridge, "restore-dialog", parent)
        self._path = path
        self._seen = False
        self._told: BackupRestored | None = None
        tr = self.tr
        self.entitle(tr("Restore"), tr("Restore from {file}").format(file=_name(path)))
        self.note = _note(tr("Nothing that is here is replaced: only what is not there any more comes back."))
        self.body.addWidget(self.note)
        self.passphrase = secret_line("restore-passphrase", tr("Passphrase of the backup"))
        form = QFormLayout()
        form.setHorizontalSpacing(2 * SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Its &passphrase"), self.passphrase)
        self.body.addLayout(form)
        self.found = plain_label()
        self.found.setObjectName("restore-found")
        self.tree = QTreeWidget()
        self.tree.setObjectName("restore-tree")
        self.tree.setAccessibleName(tr("What comes back"))
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.left_out = LeftOutTable()
        self.tabs = QTabWidget()
        self.tabs.setObjectName("restore-tabs")
        self.tabs.addTab(self.tree, "")
        self.tabs.addTab(self.left_out, "")
        self.body.addWidget(self.found)
        self.body.addWidget(self.tabs, 1)
        self.body.addStretch(0)
        self.go_button = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go_button.setObjectName("restore")
        self.make_default(self.go_button)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._go)
        self.passphrase.textChanged.connect(self._typed)
        self._typed()
        self.fit(520)
        self.passphrase.setFocus()

    def _typed(self) -> None:
        """Another passphrase: it has to be looked into again."""
        self._seen = False
        self.found.setVisible(False)
        self.tabs.setVisible(False)
        self.go_button.setText(self.tr("&Look into it"))
        self.go_button.setEnabled(bool(self.passphrase.text()))

    def _go(self) -> None:
        if not self.go_button.isEnabled():
            return
        self.go_button.setEnabled(False)
        self.passphrase.setEnabled(False)
        self.go_button.setText(self.tr("Restoring…") if self._seen else self.tr("Decrypting…"))
        self.say(None)
        command = RestoreBackup(
            request=new_request(),
            path=self._path,
            passphrase=SecretText(self.passphrase.text()),
            dry_run=not self._seen,
            asker=self._bridge.asker,
        )
        self.ask(command, self._hear, self._ended)

    def _hear(self, answer: Answer) -> None:
        if isinstance(answer, Reported) and isinstance(answer.report, BackupRestored):
            self._told = answer.report

    def _ended(self, problem: Problem | None) -> None:
        self.passphrase.setEnabled(True)
        if problem is not None:
            self._typed()
            self.say(problem)
            self.fit(520)
            self.passphrase.selectAll()
            self.passphrase.setFocus()
        elif self._seen:
            self.accept()
        elif self._told is not None:
            self._show(self._told)

    def _show(self, told: BackupRestored) -> None:
        self._seen = True
        number = len(told.connections) + len(told.keys)
        self.found.setText(self._words(told))
        self.found.setVisible(True)
        self.tree.clear()
        for sign, names in (("server", told.connections), ("key", [short_path(key) for key in told.keys])):
            for name in names:
                item = QTreeWidgetItem([printable(path_text(os.fsencode(name)))])
                item.setIcon(0, icon(sign))
                self.tree.addTopLevelItem(item)
        self.left_out.show_left_out(told.left_out)
        self.tabs.setTabText(0, self.tr("Comes back: {n}").format(n=number))
        self.tabs.setTabText(1, self.tr("Left out: {n}").format(n=len(told.left_out)))
        self.tabs.setTabVisible(1, bool(told.left_out))
        self.tabs.setVisible(bool(number or told.left_out))
        self.go_button.setText(self.tr("&Restore"))
        self.go_button.setEnabled(number > 0)
        self.fit(560, 480)
        (self.go_button if number else self.buttons).setFocus()

    def _words(self, told: BackupRestored) -> str:
        if not told.connections and not told.keys:
            return self.tr("Nothing of it is missing here.")
        one, many = self.tr("One connection"), self.tr("{n} connections").format(n=len(told.connections))
        connections = one if len(told.connections) == 1 else many
        one, many = self.tr("one key"), self.tr("{n} keys").format(n=len(told.keys))
        keys = one if len(told.keys) == 1 else many
        return self.tr("{connections} and {keys} would come back.").format(connections=connections, keys=keys)

    def done(self, result: int) -> None:
        self.passphrase.clear()
        super().done(result)


def _note(text: str) -> MutedLabel:
    note = MutedLabel(text)
    note.setWordWrap(True)
    return note


def _name(path: str) -> str:
    return printable(path_text(os.fsencode(Path(path).name)))
