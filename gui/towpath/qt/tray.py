"""The tray: its icon shows the state that most wants to be seen, its messages tell what needs the user."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from towpath.model.state import Status
from towpath.qt.bridge import Bridge, Changes
from towpath.qt.icons import app_icon
from towpath.qt.lost_logins import LostLogin, LostLoginWatch
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


class Tray(QObject):
    """Icon and menu together, following the engine."""

    show_connection = Signal(str)
    """Somebody clicked a message about this connection; empty for one about none."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.content = TrayMenu(bridge, self)
        self.host = TrayHost(self.content.menu, self)
        self._icons = {name: app_icon(name) for name in set(_GLYPHS.values())}
        self.content.failed.connect(self.host.say)
        self.host.message_clicked.connect(self.show_connection)
        self.lost_logins = LostLoginWatch(bridge, self)
        self.lost_logins.lost.connect(self._tell_of_loss)
        self.host.moved.connect(lambda: self._refresh(Changes()))
        bridge.changed.connect(self._refresh)
        self._refresh(Changes())

    def _tell_of_loss(self, login: LostLogin) -> None:
        self.host.say(login.problem, login.connection)

    def _refresh(self, _changes: Changes) -> None:
        snapshot = self._bridge.snapshot
        self.content.refresh(snapshot, over_bus=self.host.over_bus)
        glyph = _GLYPHS[overall_status(snapshot.connections)]
        self.host.show(self._icons[glyph], f"Towpath: {overall_text(snapshot)}")
