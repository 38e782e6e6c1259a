"""Opening a profile: who becomes the engine, who joins, and who takes over. With the real parts."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import pytest

from tests.engine.fakes import Outcome, connection
from tests.support.desktop import SessionBus
from tests.support.logind import Logind, is_heard
from tests.support.sshd import free_port
from tests.support.wait import wait_for
from towpath.engine import host
from towpath.engine.host import Joined, Owned, Shown, open_profile
from towpath.engine.lock import LOCK_FILE, EngineKind, ProfileLock
from towpath.engine.parts import Parts, parts_of
from towpath.model.command import SaveConnection, Up
from towpath.model.connection import Connection, Hop, Reconnect
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.event import BrowserChanged, Event, HandedOver, ShowRequested
from towpath.model.settings import Config
from towpath.model.state import ConnectionState, Status
from towpath.store.config import ConfigStore
from towpath.store.paths import Profile

WINDOW, COMMAND_LINE = EngineKind.WINDOW, EngineKind.COMMAND_LINE
HOLD = """
import sys, time
from pathlib import Path
from towpath.engine.host import Owned, open_profile
from towpath.engine.lock import EngineKind
from towpath.engine.parts import parts_of
from towpath.store.paths import Profile
folder = Path(sys.argv[1])
opened = open_profile(folder, EngineKind.COMMAND_LINE, lambda: parts_of(Profile(folder, folder, throw_away=True)))
print(type(opened).__name__, flush=True)
time.sleep(60)
"""


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Profile(tmp_path / "profile", tmp_path / "home", throw_away=True)


class Opener:
    """Opens the profile as one kind of program or another, and closes all at the end."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self.opened: list[Owned | Joined] = []

    def __call__(self, kind: EngineKind) -> Owned | Joined | Shown:
        opened = open_profile(self._profile.folder, kind, self._parts)
        if not isinstance(opened, Shown):
            self.opened.append(opened)
        return opened

    def own(self, kind: EngineKind) -> Owned:
        opened = self(kind)
        assert isinstance(opened, Owned)
        return opened

    def _parts(self) -> Parts:
        return parts_of(self._profile)


@pytest.fixture
def opener(profile: Profile) -> Iterator[Opener]:
    made = Opener(profile)
    yield made
    for opened in reversed(made.opened):
        opened.close()


def test_the_first_owns_and_the_second_joins(opener: Opener) -> None:
    first = opener.own(COMMAND_LINE)
    second = opener(COMMAND_LINE)
    assert isinstance(second, Joined)
    outcome = Outcome()
    second.engine.submit(SaveConnection(connection=connection("box", 8001)), outcome)
    assert outcome.problem() is None
    assert first.engine.snapshot().by_id("box") is not None


def test_a_command_line_joins_a_window(opener: Opener) -> None:
    opener.own(WINDOW)
    joined = opener(COMMAND_LINE)
    assert isinstance(joined, Joined)
    assert joined.engine.kind is WINDOW


def test_a_second_window_shows_the_first(opener: Opener) -> None:
    first = opener.own(WINDOW)
    shown = threading.Event()

    def sink(event: Event) -> None:
        if event == ShowRequested():
            shown.set()

    first.engine.subscribe(sink)
    second = opener(WINDOW)
    assert second == Shown(os.getpid())
    assert shown.wait(10)


def test_a_window_takes_over_from_a_command_line(opener: Opener, profile: Profile) -> None:
    ConfigStore(profile).save(Config(connections=(connection("box", 8001),)))
    first = opener.own(COMMAND_LINE)
    events: list[Event] = []
    first.engine.subscribe(events.append)
    second = opener.own(WINDOW)
    assert second.were_up == ()
    assert [event for event in events if not isinstance(event, BrowserChanged)] == [HandedOver()]
    outcome = Outcome()
    first.engine.submit(Up(connection="box"), outcome)
    assert outcome.kind() is ProblemKind.ENGINE_GONE
    joined = opener(COMMAND_LINE)
    assert isinstance(joined, Joined)
    assert joined.engine.kind is WINDOW
    first.close()
    assert isinstance(opener(COMMAND_LINE), Joined), "closing the old engine must not take the new one's socket"


def test_a_closed_profile_is_free_again(opener: Opener) -> None:
    for kind in (COMMAND_LINE, WINDOW, COMMAND_LINE):
        opener.own(kind).close()


def test_an_engine_that_was_killed_is_replaced(opener: Opener, profile: Profile) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(profile.folder)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"Owned\n"
        joined = opener(COMMAND_LINE)
        assert isinstance(joined, Joined)
        assert joined.engine.pid == process.pid
        gone = Outcome()
        joined.engine.on_gone(gone)
        os.kill(process.pid, signal.SIGKILL)
        assert gone.kind() is ProblemKind.ENGINE_GONE
    assert isinstance(opener(COMMAND_LINE), Owned)


def test_a_mute_holder_is_named(opener: Opener, profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host, "OPEN_SECONDS", 0.2)
    monkeypatch.setattr("towpath.engine.client.CONNECT_SECONDS", 0.2)
    with subprocess.Popen([sys.executable, "-c", HOLD, str(profile.folder)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"Owned\n"
        os.kill(process.pid, signal.SIGSTOP)
        for kind in (WINDOW, COMMAND_LINE):
            with pytest.raises(TowpathError) as raised:
                opener(kind)
            problem = raised.value.problem
            assert (problem.kind, problem.facts["pid"]) == (ProblemKind.ENGINE_HELD, str(process.pid))
        process.kill()


def test_a_configuration_that_is_too_new_leaves_the_profile_free(opener: Opener, profile: Profile) -> None:
    profile.folder.mkdir()
    profile.config.write_text('{"version": 99}')
    with pytest.raises(TowpathError) as raised:
        opener(WINDOW)
    assert raised.value.problem.kind is ProblemKind.CONFIG_TOO_NEW
    lock = ProfileLock(profile.folder / LOCK_FILE)
    assert lock.acquire()
    lock.release()


def test_one_that_ends_at_once_is_waited_for_not_joined(opener: Opener, profile: Profile) -> None:
    first = open_profile(profile.folder, EngineKind.COMMAND_LINE, lambda: parts_of(profile), joinable=False)
    found: list[Owned | Joined | Shown] = []
    second = threading.Thread(target=lambda: found.append(opener(COMMAND_LINE)))
    second.start()
    second.join(0.3)
    assert second.is_alive()
    first.close()
    second.join(10)
    assert [type(one) for one in found] == [Owned]


class Unreachable:
    """A connection to a port where nobody listens; without help it is tried again in an hour."""

    def __init__(self, profile: Profile, opener: Opener, host: str) -> None:
        away = Connection(
            id="away",
            name="away",
            target=Hop(host=host, port=free_port(), user="me"),
            reconnect=Reconnect(first_delay=3600, longest_delay=3600),
        )
        ConfigStore(profile).save(Config(connections=(away,)))
        self._engine = opener.own(COMMAND_LINE).engine
        outcome = Outcome()
        self._engine.submit(Up(connection="away", persistent=True), outcome)
        assert outcome.problem() is not None

    @property
    def state(self) -> ConnectionState:
        state = self._engine.snapshot().by_id("away")
        assert state
        return state

    def wait_tries(self, count: int) -> None:
        wait_for(lambda: self.state.tries == count, what=lambda: f"{count} tries: {self.state}")


def test_what_waits_is_tried_when_the_machine_wakes_up(
    opener: Opener, profile: Profile, session_bus: SessionBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", session_bus.address)
    with Logind(session_bus) as logind:
        away = Unreachable(profile, opener, "127.0.0.1")
        wait_for(lambda: is_heard(session_bus), what="the watch to listen")
        away.wait_tries(1)
        logind.sleep()
        logind.wake()
        away.wait_tries(2)


class Network:
    """Stands for the watch of the network, which a test cannot take away from the machine it runs on."""

    online = False

    def watch(self, changed: Callable[[bool], None]) -> Self:
        self.changed = changed
        return self

    def start(self) -> None:
        """There is nothing to listen to."""

    def stop(self) -> None:
        """Nor to end."""


def test_what_waits_is_tried_when_the_network_comes(
    opener: Opener, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = Network()
    monkeypatch.setattr("towpath.system.network.NetworkWatch", network.watch)
    away = Unreachable(profile, opener, "0.0.0.0")  # this machine, by another address than its loopback's
    assert away.state.status is Status.WAITING_FOR_NETWORK
    network.changed(True)
    wait_for(lambda: away.state.status is Status.RETRYING, what=lambda: f"another try: {away.state}")
