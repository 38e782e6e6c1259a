"""systemd-logind's place on a bus of the tests: it says that the machine goes to sleep and wakes up."""

from typing import Self

from jeepney import DBusAddress, new_method_call, new_signal

from tests.support.desktop import BUS_ITSELF, CALL_SECONDS, SessionBus

NAME = "org.freedesktop.login1"
MANAGER = DBusAddress("/org/freedesktop/login1", NAME, f"{NAME}.Manager")
STATISTICS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus.Debug.Stats")


class Logind:
    """Owns logind's name on `bus`. A context manager."""

    def __init__(self, bus: SessionBus) -> None:
        self._bus = bus.connect()

    def __enter__(self) -> Self:
        reply = self._bus.send_and_get_reply(
            new_method_call(BUS_ITSELF, "RequestName", "su", (NAME, 0)), timeout=CALL_SECONDS
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


def is_heard(bus: SessionBus) -> bool:
    """Whether somebody has asked this bus for what logind says: the bus tells which rules it was given."""
    with bus.connect() as connection:
        call = new_method_call(STATISTICS, "GetAllMatchRules")
        rules_by_name = connection.send_and_get_reply(call, timeout=CALL_SECONDS).body[0]
    return any(NAME in rule for rules in rules_by_name.values() for rule in rules)
