"""A well-known name on a bus of the tests, with a thread that answers those who call it."""

import abc
import threading
from typing import Self

from jeepney import Message, MessageType, new_error, new_method_call
from jeepney.io.blocking import DBusConnection

from tests.support.desktop import BUS_ITSELF, CALL_SECONDS, SessionBus

RECEIVE_SECONDS = 0.05


class BusName(abc.ABC):
    """Owns the name while its block lasts. `lock` is around what its thread and the test share."""

    def __init__(self, bus: SessionBus, name: str, *, thread: str, match: str = "") -> None:
        """`match` asks for the signals that `signalled` gets."""
        self._bus = bus
        self._name = name
        self._match = match
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve, name=thread, daemon=True)
        self._serving: DBusConnection | None = None
        self.lock = threading.Lock()

    def __enter__(self) -> Self:
        self._serving = self._bus.connect()
        if self._match:
            self._request(new_method_call(BUS_ITSELF, "AddMatch", "s", (self._match,)))
        self._request(new_method_call(BUS_ITSELF, "RequestName", "su", (self._name, 0)))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(CALL_SECONDS)
        if self._serving:
            self._serving.close()

    @abc.abstractmethod
    def answer(self, call: Message) -> Message:
        """In its thread."""

    def signalled(self, signal: Message) -> None:  # noqa: B027 - most hear of none
        """In its thread: a signal has come."""

    def send(self, message: Message) -> None:
        assert self._serving, "used outside its with block"
        self._serving.send(message)

    @staticmethod
    def unknown(call: Message, member: str | None) -> Message:
        """The answer to what is not served."""
        return new_error(call, "org.freedesktop.DBus.Error.UnknownMethod", "s", (f"no {member}",))

    def _request(self, call: Message) -> None:
        assert self._serving
        self._serving.send_and_get_reply(call, timeout=CALL_SECONDS)

    def _serve(self) -> None:
        assert self._serving
        while not self._stop.is_set():
            try:
                message = self._serving.receive(timeout=RECEIVE_SECONDS)
            except TimeoutError:
                continue
            except OSError:  # the bus has ended
                return
            if message.header.message_type is MessageType.method_call:
                self.send(self.answer(message))
            elif message.header.message_type is MessageType.signal:
                self.signalled(message)
