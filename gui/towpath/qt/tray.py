"""The tray: its icon shows the state that most wants to be seen, its messages tell what needs the user."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal

from towpath.model.state import Snapshot, Status
from towpath.model.text import sentence
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.browser.words import trouble_text
from towpath.qt.icons import app_icon
from towpath.qt.lost_logins import LostLogin, LostLoginWatch
from towpath.qt.queue.progress import Stretch
from towpath.qt.queue.summary import short_progress
from towpath.qt.status import overall_status, overall_text
from towpath.qt.tray_host import TrayHost
from towpath.qt.tray_menu import TrayMenu

_GLYPHS = {
    Status.OFF: "tray-off",
    Status.UP: "tray-up",
    Status.CONNECTING: "tray-busy",
    Status.RETRYING: "tray-busy",
    Status.WAITING_FOR_NETWORK: "tray-busy",
    Status.WAITING_FOR_USER: "tray-asking",
    Status.DEGRADED: "tray-trouble",
    Status.FAILED: "tray-trouble",
}
_TELL_SECONDS = 1.0
_FILES = "\0transfers"
"""What a message about them is about: no connection is called that."""


class Tray(QObject):
    """Icon and menu together, following the engine."""

    show_connection = Signal(str)
    """Somebody clicked a message about this connection; empty for one about none."""
    show_files = Signal()
    """Somebody clicked what is told of the transfers."""
    show_browser = Signal()
    """Somebody wants to see the site rules."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.content = TrayMenu(bridge, self)
        self.host = TrayHost(self.content.menu, self)
        self._stretch = Stretch()
        self._told, self._told_at = "", 0.0
        self._icons = {name: app_icon(name) for name in set(_GLYPHS.values())}
        self.content.failed.connect(self.host.say)
        self.content.show_files.connect(self.show_files)
        self.content.show_browser.connect(self.show_browser)
        self.host.message_clicked.connect(self._clicked)
        self.lost_logins = LostLoginWatch(bridge, self)
        self.lost_logins.lost.connect(self._tell_of_loss)
        self.host.moved.connect(lambda: self._refresh(Changes()))
        bridge.changed.connect(self._refresh)
        self._refresh(Changes())

    def tell_of_files(self, title: str, text: str, loud: bool = False) -> None:
        """The queue has ended, or a file that is edited was not uploaded. A click shows the files."""
        self.host.tell(title, text, _FILES, "complete" if loud else "")

    def _clicked(self, about: str) -> None:
        if about == _FILES:
            self.show_files.emit()
        else:
            self.show_connection.emit(about)

    def _tell_of_loss(self, login: LostLogin) -> None:
        self.host.say(login.problem, login.connection)

    def _refresh(self, _changes: Changes) -> None:
        snapshot = self._bridge.snapshot
        transfers = self._progress(snapshot)
        self.content.refresh(snapshot, over_bus=self.host.over_bus, transfers=transfers)
        glyph = _GLYPHS[overall_status(snapshot.connections)]
        lines = (f"Towpath: {overall_text(snapshot)}", transfers, sentence(trouble_text(snapshot.browser.system)))
        self.host.show(self._icons[glyph], "\n".join(line for line in lines if line))

    def _progress(self, snapshot: Snapshot) -> str:
        """How far the transfers are; empty when none is under way. Panels are told of every change of it over D-Bus."""
        overall = self._stretch.follow(snapshot.transfers)
        now = time.monotonic()
        if not overall.working:
            self._told = ""
        elif not self._told or now - self._told_at >= _TELL_SECONDS:
            self._told, self._told_at = self.tr("Transfers: {text}").format(text=short_progress(overall)), now
        return self._told
