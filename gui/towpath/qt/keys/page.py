"""The Keys page: what to log in with, whom this machine trusts, and what is remembered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from towpath.qt.bridge import Bridge
from towpath.qt.keys.keys_view import KeysView
from towpath.qt.reading_order import focus_next
from towpath.qt.secrets.page import SecretsView
from towpath.qt.theme import SPACE
from towpath.qt.trust.page import KnownHostsView


class KeysPage(QWidget):
    """Lives in the main window."""

    failed = Signal(object)
    """An act of the user that the engine refused, as a `Problem`."""
    show_connection = Signal(str)
    """The user wants to see the connection with this id."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keys-page")
        self.keys = KeysView(bridge)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("keys-tabs")
        self.known_hosts = KnownHostsView(bridge)
        self.secrets = SecretsView(bridge)
        self._add(self.keys, self.tr("&Keys"))
        self._add(self.known_hosts, self.tr("Known &hosts"))
        self._add(self.secrets, self.tr("Stored &secrets"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        layout.addWidget(self.tabs)

    def _add(self, view: KeysView | KnownHostsView | SecretsView, title: str) -> None:
        room = QWidget()
        layout = QVBoxLayout(room)
        layout.setContentsMargins(0, SPACE + 4, 0, SPACE)
        layout.addWidget(view)
        self.tabs.addTab(room, title)
        view.failed.connect(self.failed)
        view.show_connection.connect(self.show_connection)

    def enter(self) -> None:
        """Give the keys of the keyboard to the page."""
        (self.keys, self.known_hosts, self.secrets)[self.tabs.currentIndex()].enter()

    def show_known_host(self, file: str, line: int) -> None:
        """Choose a line of known_hosts."""
        self.tabs.setCurrentIndex(1)
        self.known_hosts.choose(file, line)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return focus_next(self, forward=forward) or super().focusNextPrevChild(forward)
