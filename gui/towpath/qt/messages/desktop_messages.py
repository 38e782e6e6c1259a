"""Messages of the desktop that can be clicked (Desktop Notifications Specification).

Qt shows them, too, but without acts, and without a tray they are lost. QtDBus cannot send the numbers they need.
"""

from __future__ import annotations

import contextlib
import html
import select
import socket
import threading
import time
from collections import deque

import jeepney
import msgspec
from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PySide6.QtCore import QObject, Signal

from towpath.qt.messages.message import Message
from towpath.qt.resources import icon_folder

_SERVICE = "org.freedesktop.Notifications"
_ADDRESS = DBusAddress("/org/freedesktop/Notifications", _SERVICE, _SERVICE)
_BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_MATCH = f"type='signal',sender='{_SERVICE}',interface='{_SERVICE}'"
_CALL_SECONDS = 10.0
_AS_THE_DESKTOP_LIKES, _NEVER = -1, 0
_NORMAL, _CRITICAL = 1, 2


class _Show(msgspec.Struct, frozen=True):
    topic: str
    message: Message


class _Withdraw(msgspec.Struct, frozen=True):
    topic: str


class DesktopMessages(QObject):
    """At most one message for each topic. A thread talks to the bus, which may make it wait; it lives while there is a
    message that can be clicked, and sleeps until something happens to one."""

    chosen = Signal(str, str, str)
    """Topic, what was chosen, and the token with which Wayland lets our window come to the front (often empty)."""
    gone = Signal(str)
    """The person has closed the message on this topic, or it went by itself."""
    not_shown = Signal(str, object)
    """Nobody shows messages here: topic and `Message`."""

    def __init__(self, bus: str = "SESSION", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._lock = threading.Lock()
        self._wanted: deque[_Show | _Withdraw] = deque()
        self._closed = False
        self._wake: socket.socket | None = None
        """While the thread lives."""

    def show(self, topic: str, message: Message) -> None:
        """Returns at once. What is shown on this topic is replaced."""
        self._want(_Show(topic, message))

    def withdraw(self, topic: str) -> None:
        """Returns at once."""
        self._want(_Withdraw(topic))

    def close(self) -> None:
        """Take back what says how things are, and tell of no more clicks."""
        with self._lock:
            self._closed = True
            self._alarm()

    def _want(self, job: _Show | _Withdraw) -> None:
        with self._lock:
            if self._closed or (self._wake is None and isinstance(job, _Withdraw)):
                return
            self._wanted.append(job)
            if self._wake is None:
                self._wake, heard = socket.socketpair()
                for end in (self._wake, heard):
                    end.setblocking(False)
                threading.Thread(target=self._run, args=(heard,), name="towpath-messages", daemon=True).start()
            self._alarm()

    def _alarm(self) -> None:
        if self._wake is not None:
            with contextlib.suppress(BlockingIOError):  # it has been told often enough
                self._wake.send(b"\0")

    # --- in the thread

    def _run(self, heard: socket.socket) -> None:
        try:
            with open_dbus_connection(self._bus, auth_timeout=_CALL_SECONDS) as connection:
                connection.send_and_get_reply(new_method_call(_BUS, "AddMatch", "s", (_MATCH,)), timeout=_CALL_SECONDS)
                _Desk(self, connection, heard).serve()
        except (OSError, KeyError, ValueError, RuntimeError):
            # No bus or none any more, no address, one that does not let us in, or of a kind unknown to us.
            self._give_up()
        finally:
            heard.close()

    def _give_up(self) -> None:
        with self._lock:
            unseen = [job for job in self._wanted if isinstance(job, _Show)]
            self._wanted.clear()
            self._end_thread()
        for job in unseen:
            self.not_shown.emit(job.topic, job.message)

    def _end_thread(self) -> None:
        """Under the lock. What is wanted next has a thread of its own."""
        if self._wake is not None:
            self._wake.close()
            self._wake = None

    def next_job(self, *, idle: bool) -> _Show | _Withdraw | None:
        """For the thread. Raises EOFError when it should end: closed, or there is none and it is `idle`."""
        with self._lock:
            if self._closed or (idle and not self._wanted):
                self._end_thread()
                raise EOFError
            return self._wanted.popleft() if self._wanted else None


class _Pending(msgspec.Struct, frozen=True):
    """A message that the desktop was asked to show."""

    serial: int
    job: _Show
    until: float
    """Monotonic time."""


class _Desk:
    """What is on the desktop now. One call is under way at a time, so that a message is replaced only once its number
    is known."""

    def __init__(self, owner: DesktopMessages, connection: DBusConnection, heard: socket.socket) -> None:
        self._owner = owner
        self._connection = connection
        self._heard = heard
        self._pending: _Pending | None = None
        self._shown: dict[str, int] = {}
        """Numbers, by topic."""
        self._standing: set[str] = set()
        self._tokens: dict[int, str] = {}

    def serve(self) -> None:
        """Until it is closed, or there is nothing more to hear. Raises OSError when the bus has ended."""
        try:
            while True:
                self._hear()
                if self._pending is None:
                    job = self._owner.next_job(idle=not self._shown)
                    if job is not None:
                        self._do(job)
                        continue
                elif time.monotonic() >= self._pending.until:
                    job, self._pending = self._pending.job, None
                    self._owner.not_shown.emit(job.topic, job.message)
                    continue
                self._sleep()
        except EOFError:
            for topic in self._standing & self._shown.keys():
                self._withdraw(topic)
        except OSError:
            if self._pending is not None:
                self._owner.not_shown.emit(self._pending.job.topic, self._pending.job.message)
            raise

    def _sleep(self) -> None:
        left = None if self._pending is None else max(0.0, self._pending.until - time.monotonic())
        readable, _, _ = select.select([self._connection.sock, self._heard], [], [], left)
        if self._heard in readable:
            with contextlib.suppress(BlockingIOError):
                self._heard.recv(4096)

    def _do(self, job: _Show | _Withdraw) -> None:
        if isinstance(job, _Withdraw):
            self._withdraw(job.topic)
            return
        call = _notify(job.message, self._shown.get(job.topic, 0))
        serial = next(self._connection.outgoing_serial)
        self._connection.send(call, serial=serial)
        self._pending = _Pending(serial, job, time.monotonic() + _CALL_SECONDS)

    def _withdraw(self, topic: str) -> None:
        if number := self._shown.pop(topic, 0):
            self._connection.send(new_method_call(_ADDRESS, "CloseNotification", "u", (number,)))

    def _hear(self) -> None:
        """All that has arrived."""
        while True:
            try:
                heard = self._connection.receive(timeout=0)
            except TimeoutError:
                return
            if heard.header.message_type is MessageType.signal:
                self._hear_signal(heard)
            elif self._pending and heard.header.fields.get(HeaderFields.reply_serial) == self._pending.serial:
                job, self._pending = self._pending.job, None
                self._hear_reply(job, heard)

    def _hear_reply(self, job: _Show, reply: jeepney.Message) -> None:
        if reply.header.message_type is not MessageType.method_return:
            self._shown.pop(job.topic, None)
            self._owner.not_shown.emit(job.topic, job.message)
            return
        (self._shown[job.topic],) = reply.body
        if job.message.stands:
            self._standing.add(job.topic)
        else:
            self._standing.discard(job.topic)

    def _hear_signal(self, signal: jeepney.Message) -> None:
        member, body = signal.header.fields.get(HeaderFields.member), signal.body
        topic = next((topic for topic, number in self._shown.items() if body[:1] == (number,)), None)
        if topic is None:
            return
        number = self._shown[topic]
        if member == "ActivationToken":
            self._tokens[number] = str(body[1])
        elif member == "ActionInvoked":
            self._owner.chosen.emit(topic, str(body[1]), self._tokens.pop(number, ""))
        elif member == "NotificationClosed":
            del self._shown[topic]
            self._tokens.pop(number, None)
            self._owner.gone.emit(topic)


def _notify(message: Message, replaced: int) -> jeepney.Message:
    """Its text, but not its title, may hold markup. (GNOME knows no numbered entities, which quotes would become.)"""
    hints: dict[str, tuple[str, object]] = {
        "desktop-entry": ("s", "towpath"),
        "urgency": ("y", _CRITICAL if message.urgent else _NORMAL),
    }
    if message.category:
        hints["category"] = ("s", message.category)
    if message.sound:
        hints["sound-name"] = ("s", message.sound)
    if message.stands:
        hints["resident"] = ("b", True)
    acts = [text for act in message.acts for text in act]
    sign = f"file://{icon_folder()}/towpath.svg"  # also where no theme has it
    seconds = _NEVER if message.stands else _AS_THE_DESKTOP_LIKES
    text = html.escape(message.text, quote=False)
    arguments = ("Towpath", replaced, sign, message.title, text, acts, hints, seconds)
    return new_method_call(_ADDRESS, "Notify", "susssasa{sv}i", arguments)
