"""The desktop's side of messages (https://specifications.freedesktop.org/notification-spec/): records what programs
show, and does what a person does with it."""

import threading
from dataclasses import dataclass, field
from typing import Any, Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import DBusConnection

from tests.support.desktop import BUS_ITSELF, CALL_SECONDS, SessionBus
from tests.support.wait import wait_for

NOTIFICATIONS = "org.freedesktop.Notifications"
RECEIVE_SECONDS = 0.05


@dataclass(frozen=True)
class Shown:
    """One call of Notify."""

    id: int
    replaces: int
    summary: str
    body: str
    """Markup counts in it."""
    actions: dict[str, str]
    hints: dict[str, Any]
    timeout: int
    icon: str


@dataclass
class _Record:
    calls: list[Shown] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    """By the program."""


class MessageService:
    """Owns the service's name on a bus. A context manager."""

    def __init__(self, bus: SessionBus) -> None:
        self._bus = bus
        self._record = _Record()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="test-message-service", daemon=True)
        self._connection: DBusConnection | None = None

    def __enter__(self) -> Self:
        self._connection = self._bus.connect()
        request = new_method_call(BUS_ITSELF, "RequestName", "su", (NOTIFICATIONS, 0))
        self._connection.send_and_get_reply(request, timeout=CALL_SECONDS)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(CALL_SECONDS)
        if self._connection:
            self._connection.close()

    @property
    def calls(self) -> tuple[Shown, ...]:
        """All that was asked for, the oldest first."""
        with self._lock:
            return tuple(self._record.calls)

    @property
    def ids(self) -> set[int]:
        """As many as a person has seen pop up: what is replaced keeps its own."""
        return {call.id for call in self.calls}

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Summary and body of all."""
        return [(call.summary, call.body) for call in self.calls]

    @property
    def there(self) -> dict[int, Shown]:
        """What is on the desktop now."""
        with self._lock:
            latest = {call.id: call for call in self._record.calls}
            return {number: call for number, call in latest.items() if number not in self._record.closed}

    def wait_for_one(self, *, timeout: float = 20.0) -> Shown:
        """The latest one that is there."""
        wait_for(lambda: self.there, timeout=timeout, what="a message of the desktop")
        return max(self.there.values(), key=lambda shown: shown.id)

    def click(self, number: int, action: str = "default", *, token: str = "") -> None:
        """Press one of its buttons, or the message itself. On Wayland there is a `token` for who wants to come up."""
        if token:
            self._tell("ActivationToken", "us", (number, token))
        self._tell("ActionInvoked", "us", (number, action))

    def dismiss(self, number: int) -> None:
        """The person has read it."""
        with self._lock:
            self._record.closed.append(number)
        self._tell("NotificationClosed", "uu", (number, 2))

    def _tell(self, member: str, signature: str, body: tuple[Any, ...]) -> None:
        assert self._connection
        path = "/" + NOTIFICATIONS.replace(".", "/")
        self._connection.send(new_signal(DBusAddress(path, interface=NOTIFICATIONS), member, signature, body))

    def _serve(self) -> None:
        assert self._connection
        while not self._stop.is_set():
            try:
                message = self._connection.receive(timeout=RECEIVE_SECONDS)
            except TimeoutError:
                continue
            except OSError:  # the bus has ended
                return
            if message.header.message_type is MessageType.method_call:
                self._connection.send(self._answer(message))

    def _answer(self, call: Message) -> Message:
        member = call.header.fields.get(HeaderFields.member)
        with self._lock:
            if member == "Notify":
                return new_method_return(call, "u", (self._notified(call.body),))
            if member == "CloseNotification":
                self._record.closed.append(call.body[0])
                return new_method_return(call)
        return new_error(call, "org.freedesktop.DBus.Error.UnknownMethod", "s", (f"no {member}",))

    def _notified(self, body: tuple[Any, ...]) -> int:
        _, replaces, icon, summary, text, actions, hints, timeout = body
        there = {call.id for call in self._record.calls} - set(self._record.closed)
        number = replaces if replaces in there else 1 + max((call.id for call in self._record.calls), default=0)
        named = dict(zip(actions[::2], actions[1::2], strict=True))
        values = {name: value for name, (_, value) in hints.items()}
        self._record.calls.append(Shown(number, replaces, summary, text, named, values, timeout, icon))
        return int(number)
