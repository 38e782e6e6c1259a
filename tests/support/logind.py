"""systemd-logind's place on a bus of the tests: it says that the machine goes to sleep and wakes up."""

from typing import Self

from jeepney import DBusAddress, new_method_call, new_signal

from tests.support.desktop import BUS_ITSELF, SessionBus

NAME = "org.freedesktop.login1"
MANAGER = DBusAddress("/org/freedesktop/login1", NAME, f"{NAME}.Manager")
SECONDS = 10.0


class Logind:
    """Owns logind's name on `bus`. A context manager."""

    def __init__(self, bus: SessionBus) -> None:
        self._bus = bus.connect()

    def __enter__(self) -> Self:
        reply = self._bus.send_and_get_reply(
            new_method_call(BUS_ITSELF, "RequestName", "su", (NAME, 0)), timeout=SECONDS
        )
        assert reply.body == (1,), "somebody else has the name"
        return self

    def __exit__(self, *_: object) -> None:
        self._bus.close()

    def sleep(self) -> None:
        """The machine is about to sleep."""
        self._tell(asleep=True)

    def wake(self) -> None:
        """The machine has woken up."""
        self._tell(asleep=False)

    def _tell(self, *, asleep: bool) -> None:
        self._bus.send(new_signal(MANAGER, "PrepareForSleep", "b", (asleep,)))
