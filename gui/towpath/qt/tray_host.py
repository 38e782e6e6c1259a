"""The icon in the panel: shown on whatever panel there is, also one that comes late or is replaced by another kind."""

from __future__ import annotations

import html
import sys

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

_WATCHER = "org.kde.StatusNotifierWatcher"
RESTART_SECONDS = 5.0
"""A panel that is gone for longer than this is not coming back: there may be one of the older kind in its place."""
_CLICKS = (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick)


class TrayHost(QObject):
    """Keeps one `QSystemTrayIcon` alive.

    Qt decides for one kind of panel when an icon is made: it is made anew when a StatusNotifierItem watcher comes, or
    has gone for good. Panels of the old kind (XEmbed) come and go without our doing.
    """

    activated = Signal()
    moved = Signal()
    """The icon went over to a panel of the other kind: `over_bus` is another now."""
    balloon_clicked = Signal()

    def __init__(self, menu: QMenu, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._menu = menu
        self._icon = QIcon()
        self._tool_tip = ""
        self._tray: QSystemTrayIcon | None = None
        self.over_bus = False
        """Whether the panel draws the menu itself, from what it is told over D-Bus."""
        self._gone = QTimer(self, singleShot=True, interval=round(1000 * RESTART_SECONDS))
        self._gone.timeout.connect(lambda: self._move(over_bus=False))
        bus = QDBusConnection.sessionBus()
        if sys.platform == "linux" and bus.isConnected():
            self.over_bus = bool(bus.interface().isServiceRegistered(_WATCHER).value())
            mode = QDBusServiceWatcher.WatchModeFlag
            both = mode.WatchForRegistration | mode.WatchForUnregistration
            self._watch = QDBusServiceWatcher(_WATCHER, bus, both, self)
            self._watch.serviceRegistered.connect(self._watcher_came)
            self._watch.serviceUnregistered.connect(lambda _name: self._gone.start())

    @property
    def available(self) -> bool:
        """Whether there is a panel that shows the icon right now. (`isVisible()` is true without one.)"""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self, icon: QIcon, tool_tip: str) -> None:
        """Show, or change, icon and tool tip. What is as before is not sent to the panel again."""
        old_icon, old_tip = self._icon, self._tool_tip
        self._icon, self._tool_tip = icon, tool_tip
        if self._tray is None:
            self._make()
            return
        if icon.cacheKey() != old_icon.cacheKey():
            self._tray.setIcon(icon)
        if tool_tip != old_tip:
            self._tray.setToolTip(tool_tip)

    def show_balloon(self, title: str, text: str) -> bool:
        """A message beside the icon; whether there is one. Replaces the last one."""
        if self._tray is None or not self.available:
            return False
        self._tray.showMessage(title, html.escape(text, quote=False) if self.over_bus else text, self._icon)
        return True

    def hide(self) -> None:
        """Leave the panel."""
        self._gone.stop()
        if self._tray is not None:
            self._tray.hide()
            self._tray.setContextMenu(None)  # type: ignore[arg-type]  # the stub forgets that None unsets it
            self._tray.deleteLater()
            self._tray = None

    def _make(self) -> None:
        self.hide()
        self._tray = QSystemTrayIcon(self._icon, self)
        self._tray.setToolTip(self._tool_tip)
        self._tray.setContextMenu(self._menu)
        self._tray.activated.connect(self._clicked)
        self._tray.messageClicked.connect(self.balloon_clicked)
        self._tray.show()

    def _watcher_came(self) -> None:
        self._gone.stop()
        self._move(over_bus=True)

    def _move(self, *, over_bus: bool) -> None:
        if over_bus != self.over_bus:
            self.over_bus = over_bus
            self.moved.emit()
            QTimer.singleShot(0, self, self._make)

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # On macOS a click opens the menu as well. Others (middle, wheel) mean nothing here.
        if reason in _CLICKS and sys.platform != "darwin":
            self.activated.emit()
