"""The desktop's side of messages (https://specifications.freedesktop.org/notification-spec/): records what programs
show, and does what a person does with it."""

from dataclasses import dataclass, field
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, new_method_return, new_signal

from tests.support.bus_name import BusName
from tests.support.desktop import SessionBus
from tests.support.wait import wait_for

NOTIFICATIONS = "org.freedesktop.Notifications"


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


class MessageService(BusName):
    """Owns the service's name on a bus. A context manager."""

    def __init__(self, bus: SessionBus) -> None:
        super().__init__(bus, NOTIFICATIONS, thread="test-message-service")
        self._record = _Record()

    @property
    def calls(self) -> tuple[Shown, ...]:
        """All that was asked for, the oldest first."""
        with self.lock:
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
        with self.lock:
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
        with self.lock:
            self._record.closed.append(number)
        self._tell("NotificationClosed", "uu", (number, 2))

    def _tell(self, member: str, signature: str, body: tuple[Any, ...]) -> None:
        path = "/" + NOTIFICATIONS.replace(".", "/")
        self.send(new_signal(DBusAddress(path, interface=NOTIFICATIONS), member, signature, body))

    def answer(self, call: Message) -> Message:
        member = call.header.fields.get(HeaderFields.member)
        with self.lock:
            if member == "Notify":
                return new_method_return(call, "u", (self._notified(call.body),))
            if member == "CloseNotification":
                self._record.closed.append(call.body[0])
                return new_method_return(call)
        return self.unknown(call, member)

    def _notified(self, body: tuple[Any, ...]) -> int:
        _, replaces, icon, summary, text, actions, hints, timeout = body
        there = {call.id for call in self._record.calls} - set(self._record.closed)
        number = replaces if replaces in there else 1 + max((call.id for call in self._record.calls), default=0)
        named = dict(zip(actions[::2], actions[1::2], strict=True))
        values = {name: value for name, (_, value) in hints.items()}
        self._record.calls.append(Shown(number, replaces, summary, text, named, values, timeout, icon))
        return int(number)
