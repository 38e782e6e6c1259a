"""The icon in the panel: shown on whatever panel there is, also one that turns up late, with its messages."""

from __future__ import annotations

import html
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from towpath.model.error import Problem
from towpath.model.words import explain

if TYPE_CHECKING:
    from towpath.qt.desktop_messages import DesktopMessages

_WATCHER = "org.kde.StatusNotifierWatcher"


class TrayHost(QObject):
    """Keeps one `QSystemTrayIcon` alive, whenever a panel turns up.

    An icon made before the first StatusNotifierItem watcher is there would never appear in it: it is made anew then.
    """

    activated = Signal()
    moved = Signal()
    """The icon went over to a panel of the other kind: `over_bus` is another now."""
    message_clicked = Signal(str)
    """Carries what the last message was about."""

    def __init__(self, menu: QMenu, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._menu = menu
        self._icon = QIcon()
        self._tool_tip = ""
        self._about = ""
        self._tray: QSystemTrayIcon | None = None
        self.over_bus = False
        """Whether the panel draws menu and messages itself, from what it is told over D-Bus."""
        self._messages: DesktopMessages | None = None
        bus = QDBusConnection.sessionBus()
        if sys.platform == "linux" and bus.isConnected():
            from towpath.qt.desktop_messages import DesktopMessages  # what it needs is there on Linux only

            self._messages = DesktopMessages(parent=self)
            self._messages.clicked.connect(self.message_clicked)
            self._messages.not_shown.connect(self._say_beside_icon)
            self.over_bus = bool(bus.interface().isServiceRegistered(_WATCHER).value())
            mode = QDBusServiceWatcher.WatchModeFlag.WatchForRegistration
            self._watch = QDBusServiceWatcher(_WATCHER, bus, mode, self)
            self._watch.serviceRegistered.connect(self._watcher_came)

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

    def say(self, problem: Problem, about: str = "") -> None:
        """Tell of a failure by a message of the desktop: nobody looks at the window after a click in the tray.

        A click on the message is told by `message_clicked(about)`.
        """
        words = explain(problem)
        self.tell(words.what, "\n".join(part for part in (words.why, words.to_do) if part), about)

    def tell(self, title: str, text: str, about: str, sound: str = "") -> None:
        """The same in words of one's own. `sound` as for `DesktopMessages.show`."""
        if self._messages is not None:
            self._messages.show(title, text, about, sound)
        else:
            self._say_beside_icon(title, text, about)

    def _say_beside_icon(self, title: str, text: str, about: str) -> None:
        if self._tray is not None and self.available:
            self._about = about
            self._tray.showMessage(title, html.escape(text) if self.over_bus else text, self._icon)

    def hide(self) -> None:
        """Leave the panel."""
        if self._messages is not None:
            self._messages.close()
        self._take_away()

    def _take_away(self) -> None:
        if self._tray is not None:
            self._tray.hide()
            self._tray.setContextMenu(None)  # type: ignore[arg-type]  # the stub forgets that None unsets it
            self._tray.deleteLater()
            self._tray = None

    def _make(self) -> None:
        self._take_away()
        self._tray = QSystemTrayIcon(self._icon, self)
        self._tray.setToolTip(self._tool_tip)
        self._tray.setContextMenu(self._menu)
        self._tray.activated.connect(self._clicked)
        self._tray.messageClicked.connect(lambda: self.message_clicked.emit(self._about))
        self._tray.show()

    def _watcher_came(self) -> None:
        if not self.over_bus:
            self.over_bus = True
            self.moved.emit()
            QTimer.singleShot(0, self._make)

    def _clicked(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # On macOS a click opens the menu as well.
        if reason == QSystemTrayIcon.ActivationReason.Trigger and sys.platform != "darwin":
            self.activated.emit()
