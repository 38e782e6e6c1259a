"""Where messages go: to the desktop's own service, with or without a tray; where there is none, beside the icon."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher

from towpath.qt.messages.message import Act, Message
from towpath.qt.tray_host import TrayHost

if TYPE_CHECKING:
    from towpath.qt.messages.desktop_messages import DesktopMessages

SERVICE = "org.freedesktop.Notifications"


class Outlet(QObject):
    """One message for each topic: a new one replaces what is there."""

    chosen = Signal(str, str)
    """Topic, and which `Act`."""
    gone = Signal(str)
    """The message on this topic is not on the desktop any more, although nobody here has withdrawn it."""
    unseen = Signal(str)
    """There is nobody who shows messages."""
    service_came = Signal()
    """Somebody does from now on."""

    def __init__(self, host: TrayHost, service: DesktopMessages | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self._balloon = ""
        """The topic of the latest one beside the icon."""
        self._service = service
        host.balloon_clicked.connect(self._balloon_clicked)
        if service is not None:
            service.chosen.connect(self._chosen)
            service.gone.connect(self.gone)
            service.not_shown.connect(self._show_beside_icon)
            mode = QDBusServiceWatcher.WatchModeFlag.WatchForRegistration
            self._watch = QDBusServiceWatcher(SERVICE, QDBusConnection.sessionBus(), mode, self)
            self._watch.serviceRegistered.connect(self.service_came)

    def show(self, topic: str, message: Message) -> None:
        """Returns at once."""
        if self._service is not None:
            self._service.show(topic, message)
        else:
            self._show_beside_icon(topic, message)

    def withdraw(self, topic: str) -> None:
        """What it told is over, or the person sees it in the window."""
        if self._service is not None:
            self._service.withdraw(topic)

    def close(self) -> None:
        """The program ends."""
        if self._service is not None:
            self._service.close()

    def _show_beside_icon(self, topic: str, message: Message) -> None:
        if self._host.show_balloon(message.title, message.text):
            self._balloon = topic
        else:
            self.unseen.emit(topic)
        self.gone.emit(topic)  # such a one cannot be changed any more

    def _balloon_clicked(self) -> None:
        self.chosen.emit(self._balloon, Act.OPEN.value)

    def _chosen(self, topic: str, act: str, token: str) -> None:
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Qt uses it up with the window that is activated next
        self.chosen.emit(topic, act)


def desktop_service() -> DesktopMessages | None:
    """Where this system has one."""
    if sys.platform != "linux" or not QDBusConnection.sessionBus().isConnected():
        return None
    from towpath.qt.messages.desktop_messages import DesktopMessages  # what it needs is there on Linux only

    return DesktopMessages()
