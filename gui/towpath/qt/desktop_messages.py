"""Messages of the desktop that can be clicked (Desktop Notifications Specification).

Qt shows them, too, but without a default action: a click on them is told by hardly any desktop, and without a tray
they are lost.
"""

from __future__ import annotations

import html
import threading

from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PySide6.QtCore import QObject, Signal

_SERVICE = "org.freedesktop.Notifications"
_ADDRESS = DBusAddress("/org/freedesktop/Notifications", _SERVICE, _SERVICE)
_BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_MATCH = f"type='signal',sender='{_SERVICE}',interface='{_SERVICE}'"
_CALL_SECONDS = 10.0
_POLL_SECONDS = 0.5
_DEFAULT = "default"


class DesktopMessages(QObject):
    """Each message has a thread of its own until it is gone, because the bus may make it wait."""

    clicked = Signal(str)
    """Carries what the message was about."""
    not_shown = Signal(str, str, str)
    """Nobody shows messages here: title, text, and what it was about."""

    def __init__(self, bus: str = "SESSION", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._closed = threading.Event()

    def show(self, title: str, text: str, about: str, sound: str = "") -> None:
        """Returns at once. `sound` is a name of the Sound Naming Specification, played where the desktop does that."""
        everything = (title, text, about, self.tr("Open"), sound)
        threading.Thread(target=self._run, args=everything, name="towpath-message", daemon=True).start()

    def close(self) -> None:
        """Tell of no more clicks."""
        self._closed.set()

    def _run(self, title: str, text: str, about: str, act: str, sound: str) -> None:
        try:
            with open_dbus_connection(self._bus, auth_timeout=_CALL_SECONDS) as connection:
                connection.send_and_get_reply(new_method_call(_BUS, "AddMatch", "s", (_MATCH,)), timeout=_CALL_SECONDS)
                shown = _notify(connection, title, text, act, sound)
                if shown is None:
                    self.not_shown.emit(title, text, about)
                elif self._wait_for_click(connection, shown):
                    self.clicked.emit(about)
        except (OSError, KeyError, RuntimeError):  # no bus, an address that is not set, one of a kind unknown to us
            self.not_shown.emit(title, text, about)

    def _wait_for_click(self, connection: DBusConnection, shown: int) -> bool:
        """Until the message is gone, one way or the other."""
        while not self._closed.is_set():
            try:
                signal = connection.receive(timeout=_POLL_SECONDS)
            except TimeoutError:
                continue
            except OSError:  # the desktop has ended
                return False
            member = signal.header.fields.get(HeaderFields.member)
            if signal.header.message_type is MessageType.signal and signal.body[:1] == (shown,):
                if member == "ActionInvoked":
                    return True
                if member == "NotificationClosed":
                    return False
        return False


def _notify(connection: DBusConnection, title: str, text: str, act: str, sound: str) -> int | None:
    """The message's number; None when there is nobody who shows it. Its text, but not its title, may hold markup."""
    hints = {"desktop-entry": ("s", "towpath")} | ({"sound-name": ("s", sound)} if sound else {})
    arguments = ("Towpath", 0, "towpath", title, html.escape(text), [_DEFAULT, act], hints, -1)
    reply = connection.send_and_get_reply(
        new_method_call(_ADDRESS, "Notify", "susssasa{sv}i", arguments), timeout=_CALL_SECONDS
    )
    if reply.header.message_type is not MessageType.method_return:
        return None
    (number,) = reply.body
    return int(number)
