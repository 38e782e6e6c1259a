"""The right half of the page: everything about the chosen line, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from towpath.model.state import Snapshot
from towpath.model.text import printable
from towpath.model.trust import KnownHostLine, LineNamed
from towpath.qt.card import card
from towpath.qt.detail_parts import DetailPanel, FingerprintCard, UsersCard, act_button, clear, sign_line
from towpath.qt.facts import Facts
from towpath.qt.theme import SPACE, plain_label, scaled, take_any_width
from towpath.qt.trust.host_acts import HostActs
from towpath.qt.trust.host_words import full_place_text, hosts_text, marks, named, type_text


class HostDetail(DetailPanel):
    """Shows one line; the acts are those of the page."""

    show_connection = Signal(str)
    """Carries the id of a connection that leads there."""

    def __init__(self, acts: HostActs, parent: QWidget | None = None) -> None:
        super().__init__("host-detail", parent)
        self._line: KnownHostLine | None = None
        self._snapshot: Snapshot | None = None
        self.title = plain_label()
        self.title.setFont(scaled(self.font(), 1.15, strong=True))
        take_any_width(self.title)
        self.compare_button = act_button(acts.compare_line, primary=True, sign="compare")
        self.forget_button = act_button(acts.forget)
        self.facts = Facts("host")
        self._marks = QVBoxLayout()
        self._marks.setSpacing(SPACE - 2)
        self._state, state = card(self.tr("State"))
        state.addLayout(self._marks)
        self.fingerprint = FingerprintCard("host")
        about, facts = card(self.tr("Line"))
        facts.addWidget(self.facts)
        self.users = UsersCard("host-user", self.tr("Connections that lead there"))
        self.users.show_connection.connect(self.show_connection)
        for widget in (
            self.title,
            self.compare_button,
            self.forget_button,
            self._state,
            self.fingerprint,
            about,
            self.users,
        ):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    @property
    def shown(self) -> LineNamed | None:
        """The line that is shown."""
        return named(self._line) if self._line is not None else None

    def show_line(self, line: KnownHostLine, snapshot: Snapshot) -> None:
        """Show a line, or the same one anew."""
        if (line, snapshot.connections) == (self._line, self._snapshot.connections if self._snapshot else None):
            return
        self._line, self._snapshot = line, snapshot
        self.title.setText(hosts_text(line))
        clear(self._marks)
        found = [mark for mark in marks(line) if mark.sign != "connections"]  # they have a card of their own
        for mark in found:
            self._marks.addWidget(sign_line(mark.sign, mark.said))
        self._state.setVisible(bool(found))
        self.fingerprint.show_key(line.fingerprint, line.randomart)
        tr = self.tr
        self.facts.tell("hosts", tr("Hosts"), printable(line.hosts), fixed=line.hashed)
        self.facts.tell("type", tr("Key"), type_text(line))
        self.facts.tell("comment", tr("Comment"), printable(line.comment))
        self.facts.tell("place", tr("Where"), full_place_text(line))
        self.users.show_users(line.used_by, snapshot)
