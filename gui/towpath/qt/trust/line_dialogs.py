"""One more line in known_hosts: an authority that is trusted, or a key that never is."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialogButtonBox, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from towpath.model.error import Problem
from towpath.model.trust import RevokeHostKey, TrustAuthority
from towpath.qt.bridge import Bridge
from towpath.qt.files.dialogs.frame import ActDialog
from towpath.qt.theme import SPACE, MutedLabel, fixed_font

_WIDTH = 560


class Line(msgspec.Struct, frozen=True):
    """What is added."""

    name: str
    title: str
    note: str
    hosts: str
    """To begin with."""
    act: str
    """On the button."""
    command: Callable[[str, str], TrustAuthority | RevokeHostKey]
    """For hosts and a public key."""


class LineDialog(ActDialog):
    """The engine says what is wrong with what was typed; nothing is lost by that."""

    def __init__(self, bridge: Bridge, line: Line, parent: QWidget | None) -> None:
        super().__init__(bridge, line.name, parent)
        self._command = line.command
        tr = self.tr
        self.entitle(line.title)
        note = MutedLabel(line.note)
        note.setWordWrap(True)
        self.key = QPlainTextEdit()
        self.key.setObjectName("public-key")
        self.key.setAccessibleName(tr("Public key"))
        self.key.setPlaceholderText("ssh-ed25519 AAAA…")
        self.key.setFont(fixed_font(self.font()))
        self.key.setTabChangesFocus(True)
        self.key.setFixedHeight(5 * self.fontMetrics().height())
        self.hosts = QLineEdit(line.hosts)
        self.hosts.setObjectName("host-patterns")
        self.hosts.setPlaceholderText("*.example.org,!test.example.org")
        form = QFormLayout()
        form.setHorizontalSpacing(2 * SPACE)
        form.setVerticalSpacing(SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Public &key"), self.key)
        form.addRow(tr("For these &hosts"), self.hosts)
        self.body.addWidget(note)
        self.body.addLayout(form)
        self.body.addStretch(1)
        self.add_button = self.buttons.addButton(line.act, QDialogButtonBox.ButtonRole.AcceptRole)
        self.add_button.setObjectName("add-line")
        self.make_default(self.add_button)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._add)
        self.key.textChanged.connect(self._refresh)
        self.hosts.textChanged.connect(self._refresh)
        self._refresh()
        self.fit(_WIDTH)
        self.key.setFocus()

    def _refresh(self) -> None:
        self.say(None)
        self.add_button.setEnabled(bool(self.key.toPlainText().strip() and self.hosts.text().strip()))

    def _add(self) -> None:
        if not self.add_button.isEnabled():
            return
        self.add_button.setEnabled(False)
        self._bridge.submit(self._command(self.hosts.text(), self.key.toPlainText()), self._added)

    def _added(self, problem: Problem | None) -> None:
        if problem is None:
            self.accept()
            return
        self.say(problem)
        self.fit(_WIDTH)
        self.add_button.setEnabled(True)


def authority_dialog(bridge: Bridge, parent: QWidget | None) -> LineDialog:
    """Hosts with a certificate of this key are trusted without a question."""
    line = Line(
        "authority-dialog",
        _tr("Trust an authority"),
        _tr(
            "A certificate authority vouches for hosts: those that show a certificate of it are trusted without a"
            " question. Whoever has its private key can be any of these hosts to you, so name no more than it is for."
        ),
        "",
        _tr("&Trust"),
        lambda hosts, key: TrustAuthority(hosts=hosts, public_line=key),
    )
    return LineDialog(bridge, line, parent)


def revoke_dialog(bridge: Bridge, parent: QWidget | None) -> LineDialog:
    """A key that was stolen."""
    line = Line(
        "revoke-dialog",
        _tr("Revoke a key"),
        _tr("A host that shows this key, or a certificate of it, is never trusted again: it was stolen, or given up."),
        "*",
        _tr("&Revoke"),
        lambda hosts, key: RevokeHostKey(hosts=hosts, public_line=key),
    )
    return LineDialog(bridge, line, parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("LineDialog", text)
