"""The right half of the page: everything about the chosen key, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from towpath.model.keys import KeyInfo
from towpath.model.state import Snapshot, Status
from towpath.model.text import printable
from towpath.qt.card import card
from towpath.qt.detail_parts import DetailPanel, FingerprintCard, UsersCard, act_button, clear, sign_line
from towpath.qt.facts import Facts
from towpath.qt.keys.key_acts import KeyActs
from towpath.qt.keys.key_words import identity, key_name, marks, shown_path, type_text, validity
from towpath.qt.long_text import LongText
from towpath.qt.theme import SPACE, plain_label, scaled, take_any_width
from towpath.qt.tool_button import tool_button

_LOUD = {"bad": Status.FAILED, "warning": Status.DEGRADED}
"""What needs somebody has the signs that trouble has everywhere."""
_LONGEST_LINE = 200
"""Letters of a public key that are shown: all of an elliptic one, and of an RSA key both ends."""


class KeyDetail(DetailPanel):
    """Shows one key; the acts are those of the page."""

    show_connection = Signal(str)
    """Carries the id of a connection that names the key."""

    def __init__(self, acts: KeyActs, parent: QWidget | None = None) -> None:
        super().__init__("key-detail", parent)
        self._acts = acts
        self._key: KeyInfo | None = None
        self._snapshot: Snapshot | None = None
        self.column.addLayout(self._header())
        self.column.addWidget(self._state_card())
        self.fingerprint = FingerprintCard("key")
        self.column.addWidget(self.fingerprint)
        self.column.addWidget(self._public_card())
        self.column.addWidget(self._certificate_card())
        self.users = UsersCard("key-user", self.tr("Connections that name it"))
        self.users.show_connection.connect(self.show_connection)
        self.column.addWidget(self.users)
        self.column.addStretch(1)

    # --- building

    def _header(self) -> QVBoxLayout:
        self.title = plain_label()
        self.title.setFont(scaled(self.font(), 1.15, strong=True))
        take_any_width(self.title)
        self.more = tool_button("key-more", "more", self.tr("More for this key"))
        menu = QMenu(self.more)
        for action in (self._acts.passphrase, self._acts.convert):
            menu.addAction(action)
        self.more.setMenu(menu)
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addWidget(self.title, 1)
        top.addWidget(self.more)
        self.install_button = act_button(self._acts.install, primary=True, sign="upload")
        self.copy_button = act_button(self._acts.copy)
        self.test_button = act_button(self._acts.test)
        self.add_button = act_button(self._acts.add)
        self.forget_button = act_button(self._acts.forget)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.test_button)
        row.addWidget(self.copy_button, 1)
        buttons = QVBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self.install_button)
        buttons.addLayout(row)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.forget_button)
        self.facts = Facts("key")
        header = QVBoxLayout()
        header.setSpacing(SPACE + 4)
        header.addLayout(top)
        header.addLayout(buttons)
        return header

    def _state_card(self) -> QFrame:
        frame, layout = card(self.tr("State"))
        self._marks = QVBoxLayout()
        self._marks.setSpacing(SPACE - 2)
        layout.addLayout(self._marks)
        self.repair_button = act_button(self._acts.repair)
        row = QHBoxLayout()
        row.addWidget(self.repair_button)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addSpacing(SPACE // 2)
        layout.addWidget(self.facts)
        return frame

    def _public_card(self) -> QFrame:
        self._public_frame, layout = card(self.tr("Public key, for servers and others"))
        self.public_line = LongText("key-public-line", self.tr("Public key"), fixed=True)
        layout.addWidget(self.public_line)
        return self._public_frame

    def _certificate_card(self) -> QFrame:
        self._certificate_frame, layout = card(self.tr("Certificate"))
        self.certificate = Facts("certificate")
        layout.addWidget(self.certificate)
        return self._certificate_frame

    # --- showing

    def show_key(self, key: KeyInfo, snapshot: Snapshot) -> None:
        """Show a key, or the same one anew."""
        if (key, snapshot.connections) == (self._key, self._snapshot.connections if self._snapshot else None):
            return
        self._key, self._snapshot = key, snapshot
        self.title.setText(key_name(key))
        self._show_state(key)
        self.fingerprint.show_key(key.fingerprint, key.randomart)
        self.public_line.show_text(_shortened(printable(key.public_line)))
        self._public_frame.setVisible(bool(key.public_line))
        self._show_certificate(key)
        self.users.show_users(key.used_by, snapshot)
        self.show_acts()

    def show_acts(self) -> None:
        """The acts have changed."""
        self.add_button.setVisible(self._acts.add.isVisible())
        self.forget_button.setVisible(self._acts.forget.isVisible())
        self.repair_button.setVisible(self._key is not None and self._key.too_open)

    def _show_state(self, key: KeyInfo) -> None:
        clear(self._marks)
        for mark in marks(key):
            if mark.sign != "connections":  # they have a card of their own
                self._marks.addWidget(sign_line(_LOUD.get(mark.meaning, mark.sign), mark.said))
        self.facts.tell("type", self.tr("Type"), type_text(key))
        self.facts.tell("comment", self.tr("Comment"), printable(key.comment))
        self.facts.tell("path", self.tr("File"), shown_path(key.path))
        self.facts.tell("permissions", self.tr("Permissions"), printable(key.permissions))

    def _show_certificate(self, key: KeyInfo) -> None:
        found = key.certificate
        self._certificate_frame.setVisible(found is not None)
        if found is None:
            return
        tr = self.tr
        principals = ", ".join(printable(one) for one in found.principals)
        self.certificate.tell("id", tr("Id"), printable(found.key_id))
        self.certificate.tell("serial", tr("Serial"), str(found.serial) if found.serial else "")
        self.certificate.tell("principals", tr("Log in as"), principals or tr("anybody"))
        self.certificate.tell("validity", tr("Valid"), validity(found))
        self.certificate.tell("authority", tr("Signed by"), printable(found.authority), fixed=True)
        self.certificate.tell("file", tr("File"), shown_path(found.file) if found.file else "")

    @property
    def shown(self) -> str:
        """The identity of the key that is shown."""
        return identity(self._key) if self._key is not None else ""


def _shortened(line: str) -> str:
    half = _LONGEST_LINE // 2
    return line if len(line) <= _LONGEST_LINE else f"{line[:half]}…{line[-half:]}"
