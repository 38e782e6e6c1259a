"""Waking up, as logind tells it on a bus of its own and as the clocks show it."""

import contextlib
import threading
from collections.abc import Iterator

import pytest

from tests.support.desktop import SessionBus, missing_programs
from tests.support.logind import Logind, is_heard
from tests.support.wait import wait_for
from towpath.system.wake import ClockWatch, LogindWatch, WakeWatch, slept_seconds

SOON = 0.01
NEVER = 3600.0


class Sleeper:
    """A machine whose time asleep is what the test says. Tells when the clock was read."""

    def __init__(self) -> None:
        self.slept = 1000.0
        self.read = 0

    def __call__(self) -> float:
        self.read += 1
        return self.slept

    def wait_until_read_twice(self) -> None:
        """Then one whole look has been made with the present time."""
        before = self.read
        wait_for(lambda: self.read >= before + 2, what="the clock to be read")


@contextlib.contextmanager
def running(watch: WakeWatch | ClockWatch | LogindWatch) -> Iterator[None]:
    watch.start()
    try:
        yield
    finally:
        watch.stop()


@pytest.fixture
def bus() -> Iterator[SessionBus]:
    if missing := missing_programs("dbus-daemon"):
        pytest.skip(missing)
    with SessionBus() as own:
        yield own


def test_logind_tells_of_each_wake_up_but_not_of_going_to_sleep(bus: SessionBus) -> None:
    woke: list[str] = []
    watch = LogindWatch(lambda: woke.append(threading.current_thread().name), bus.address)
    with Logind(bus) as logind, running(watch):
        wait_for(lambda: is_heard(bus), what="the watch to listen")
        logind.sleep()
        logind.wake()
        wait_for(lambda: woke == ["towpath-wake-logind"], what=lambda: f"one wake-up: {woke}")
        logind.sleep()
        logind.wake()
        wait_for(lambda: len(woke) == 2, what=lambda: f"two wake-ups: {woke}")


def test_others_cannot_pretend_to_be_logind(bus: SessionBus) -> None:
    woke: list[None] = []
    with Logind(bus) as logind, running(LogindWatch(lambda: woke.append(None), bus.address)):
        wait_for(lambda: is_heard(bus), what="the watch to listen")
        pretender = Logind(bus)
        pretender.wake()
        pretender._bus.close()
        logind.wake()
        wait_for(lambda: woke, what="the true one")
    assert len(woke) == 1


def test_a_bus_that_comes_late_is_found() -> None:
    if missing := missing_programs("dbus-daemon"):
        pytest.skip(missing)
    woke: list[None] = []
    bus = SessionBus()
    with running(LogindWatch(lambda: woke.append(None), bus.address, retry=SOON)), bus, Logind(bus) as logind:
        wait_for(lambda: is_heard(bus), what="the watch to listen")
        logind.wake()
        wait_for(lambda: woke, what="the wake-up")


@pytest.mark.parametrize("address", ["unix:path=/nowhere/bus", "tcp:host=127.0.0.1,port=1", "no address"])
def test_no_bus_is_borne_in_silence_and_left_at_once(address: str) -> None:
    watch = LogindWatch(lambda: None, address, retry=NEVER)
    with running(watch):
        wait_for(wake_threads, what="the thread")
    wait_for(lambda: not wake_threads(), timeout=1, what="the thread to end")


def test_stopping_ends_the_threads_at_once(bus: SessionBus) -> None:
    with running(WakeWatch(lambda: None, bus_address=bus.address, interval=NEVER)):
        wait_for(lambda: is_heard(bus), what="the watch to listen")
        assert wake_threads() == {"towpath-wake-clock", "towpath-wake-logind"}
    wait_for(lambda: not wake_threads(), timeout=1, what="the threads to end")


def test_the_clock_shows_each_sleep_once() -> None:
    woke: list[None] = []
    clock = Sleeper()
    with running(WakeWatch(lambda: woke.append(None), bus_address="unix:path=/nowhere", clock=clock, interval=SOON)):
        clock.wait_until_read_twice()
        assert woke == []
        clock.slept += 3600
        wait_for(lambda: woke, what="the wake-up")
        clock.wait_until_read_twice()
        assert len(woke) == 1
        clock.slept += 3600
        wait_for(lambda: len(woke) == 2, what="the second wake-up")


def test_a_clock_that_drifts_is_no_sleep() -> None:
    woke: list[None] = []
    clock = Sleeper()
    with running(ClockWatch(lambda: woke.append(None), clock, SOON)):
        for _ in range(5):
            clock.slept += 0.5
            clock.wait_until_read_twice()
    assert woke == []


def test_signal_and_clock_tell_of_one_wake_up_once(bus: SessionBus) -> None:
    woke: list[None] = []
    clock = Sleeper()
    watch = WakeWatch(lambda: woke.append(None), bus_address=bus.address, clock=clock, interval=SOON)
    assert watch._logind
    heard: list[None] = []
    tell = watch._logind._woke

    def hear() -> None:
        tell()
        heard.append(None)

    watch._logind._woke = hear
    with Logind(bus) as logind, running(watch):
        wait_for(lambda: is_heard(bus), what="the watch to listen")
        clock.slept += 3600
        wait_for(lambda: woke, what="the clock's word")
        logind.wake()
        wait_for(lambda: heard, what="the signal to be heard")
        assert len(woke) == 1
        clock.slept += 3600
        logind.wake()
        wait_for(lambda: len(woke) == 2 == len(heard), what=lambda: f"the second wake-up: {woke} {heard}")


def test_this_machine_tells_how_long_it_slept() -> None:
    first, second = slept_seconds(), slept_seconds()
    assert abs(second - first) < 1


def wake_threads() -> set[str]:
    return {thread.name for thread in threading.enumerate() if thread.name.startswith("towpath-wake")}
