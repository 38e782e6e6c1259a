"""Tells when this machine wakes up from sleep: by logind's signal where there is one, and by its clocks everywhere."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

log = logging.getLogger(__name__)

ONE_WAKE = 10.0
"""Seconds within which the signal and the clock tell of the same wake-up."""
NO_NAP = 2.0
"""Seconds of sleep that no connection minds."""


class WakeWatch:
    """Calls `woke` once for each wake-up, in a thread of its own. `start` and `stop` return at once."""

    def __init__(
        self,
        woke: Callable[[], None],
        *,
        bus_address: str | None = None,
        clock: Callable[[], float] | None = None,
        interval: float = 5.0,
    ) -> None:
        """`clock` gives the seconds this machine has slept, plus a constant; it is read every `interval` seconds."""
        self._woke = woke
        self._slept = clock or slept_seconds
        self._lock = threading.Lock()
        self._told_at: float | None = None
        self._clock = ClockWatch(self._tell, self._slept, interval)
        self._logind = LogindWatch(self._tell, bus_address) if sys.platform == "linux" else None

    def start(self) -> None:
        """Begin to watch."""
        self._clock.start()
        if self._logind:
            self._logind.start()

    def stop(self) -> None:
        """Tell nothing any more."""
        self._clock.stop()
        if self._logind:
            self._logind.stop()

    def _tell(self) -> None:
        with self._lock:
            now = time.monotonic() + self._slept()  # time asleep counts: a short wake is not merged with the next
            if self._told_at is not None and now - self._told_at < ONE_WAKE:
                return
            self._told_at = now
        self._woke()


def slept_seconds() -> float:
    """How long this machine has been suspended since some moment: one clock that runs on in sleep minus one that does
    not. Where there are no such two, the wall clock is the one that runs on."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
    elif sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC) - time.clock_gettime(time.CLOCK_UPTIME_RAW)
    elif sys.platform == "win32":
        import ctypes

        awake = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(awake))
        return time.monotonic() - awake.value / 1e7
    else:
        return time.time() - time.monotonic()


class ClockWatch:
    """Sees by the clocks that the machine has slept, within `interval` seconds of waking up."""

    def __init__(self, woke: Callable[[], None], slept: Callable[[], float], interval: float) -> None:
        self._woke = woke
        self._slept = slept
        self._interval = interval
        self._stopped = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._run, args=(self._slept(),), name="towpath-wake-clock", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()

    def _run(self, before: float) -> None:
        while not self._stopped.wait(self._interval):
            slept = self._slept()
            if slept - before > NO_NAP:
                self._woke()
            before = slept


class LogindWatch:
    """Hears from systemd-logind that the machine has woken up (org.freedesktop.login1(5), PrepareForSleep).

    Without a system bus, or when it goes away, it is tried again every `retry` seconds, and nobody is bothered.
    """

    MATCH = (
        "type='signal',sender='org.freedesktop.login1',path='/org/freedesktop/login1',"
        "interface='org.freedesktop.login1.Manager',member='PrepareForSleep'"
    )

    def __init__(self, woke: Callable[[], None], address: str | None = None, *, retry: float = 60.0) -> None:
        """`address` is the bus's; None means the system's."""
        self._woke = woke
        self._address = address or "SYSTEM"
        self._retry = retry
        self._lock = threading.Lock()
        self._connection: DBusConnection | None = None
        self._stopped = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._run, name="towpath-wake-logind", daemon=True).start()

    def stop(self) -> None:
        import socket

        with self._lock:
            self._stopped.set()
            if self._connection:
                with contextlib.suppress(OSError):  # the bus has hung up already
                    self._connection.sock.shutdown(socket.SHUT_RDWR)  # wakes the thread, which closes it

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._listen()
            except (OSError, RuntimeError, ValueError) as error:  # the last two: an address or answer it cannot read
                log.debug("no word from logind: %s", error)
            self._stopped.wait(self._retry)

    def _listen(self) -> None:
        """Hear signals until the connection to the bus ends. Raises OSError then."""
        from jeepney import DBusAddress, HeaderFields, new_method_call
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection(self._address) as connection:
            with self._lock:
                if self._stopped.is_set():
                    return
                self._connection = connection
            try:
                bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
                connection.send(new_method_call(bus, "AddMatch", "s", (self.MATCH,)))
                while True:
                    message = connection.receive()
                    about = message.header.fields.get(HeaderFields.member)
                    if about == "PrepareForSleep" and message.body == (False,):  # True: it is about to sleep
                        self._woke()
            finally:
                with self._lock:
                    self._connection = None
