"""The engine itself: configuration, snapshots, events, faults, its end."""

import subprocess
import sys
import threading

import msgspec
import pytest
from msgspec.structs import replace

from tests.engine.conftest import StartBench
from tests.engine.fakes import Bench, connection, forward
from tests.support.wait import wait_for
from towpath.engine.lock import EngineKind
from towpath.model.command import (
    AddForward,
    Down,
    HandOver,
    RemoveConnection,
    SaveConnection,
    SaveSettings,
    ShowWindow,
    Up,
)
from towpath.model.connection import Auth, Hop, Proxy, ProxyKind
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import (
    ConnectionChanged,
    ConnectionRemoved,
    Event,
    HandedOver,
    SettingsChanged,
    ShowRequested,
    applied,
)
from towpath.model.settings import Appearance, Settings
from towpath.model.state import Status


def test_connections_are_saved_changed_and_removed(bench: StartBench) -> None:
    b = bench()
    seen: list[Event] = []
    b.engine.subscribe(seen.append)
    box = connection("box", 8001)
    assert b.do(SaveConnection(connection=box)) is None
    renamed = replace(box, name="Other")
    assert b.do(SaveConnection(connection=renamed)) is None
    assert list(b.config.config.connections) == [renamed]
    assert b.do(RemoveConnection(connection="box")) is None
    assert list(b.config.config.connections) == []
    assert b.engine.snapshot().connections == ()
    assert [type(e) for e in seen] == [ConnectionChanged, ConnectionChanged, ConnectionRemoved]


def test_two_connections_cannot_have_one_name(bench: StartBench) -> None:
    b = bench(connection("a"), connection("b"))
    clash = replace(connection("b"), name="A")
    assert b.do(SaveConnection(connection=clash)) is ProblemKind.NAME_TAKEN
    assert b.config.saved == 0
    assert b.state("b").connection.name == "B"


def test_what_cannot_be_written_is_not_pretended_to_be_saved(bench: StartBench) -> None:
    b = bench(connection("a", 8001))
    b.config.broken = Problem(ProblemKind.FILE_UNWRITABLE, "towpath.json")
    changed = replace(connection("a", 8001), name="B")
    assert b.do(SaveConnection(connection=changed)) is ProblemKind.FILE_UNWRITABLE
    assert b.do(SaveConnection(connection=connection("new"))) is ProblemKind.FILE_UNWRITABLE
    assert b.do(AddForward(connection="a", forward=forward(8002))) is ProblemKind.FILE_UNWRITABLE
    assert b.do(RemoveConnection(connection="a")) is ProblemKind.FILE_UNWRITABLE
    assert [c.connection for c in b.engine.snapshot().connections] == [connection("a", 8001)]


def test_removing_takes_down_and_forgets_only_its_own_secrets(bench: StartBench) -> None:
    own = Hop(host="own", user="you", auth=Auth(identity_files=("/keys/mine", "/keys/shared")))
    proxy = Proxy(kind=ProxyKind.SOCKS5, host="proxy", port=1080, user="us")
    a = replace(connection("a", 8001), target=own, proxy=proxy)
    other = replace(connection("b"), target=Hop(host="b", auth=Auth(identity_files=("/keys/shared",))))
    b = bench(a, other)
    b.secrets.kept = {
        ("password", "you@own:22"): "x",
        ("password", "me@gate:22"): "x",
        ("proxy-password", "us@proxy:1080"): "x",
        ("passphrase", "/keys/mine"): "x",
        ("passphrase", "/keys/shared"): "x",
    }
    b.do(Up(connection="a"))
    assert b.do(RemoveConnection(connection="a")) is None
    left = {("password", "me@gate:22"), ("passphrase", "/keys/shared")}
    wait_for(lambda: set(b.secrets.kept) == left, what=lambda: f"{b.secrets.kept}")
    assert b.forwards.listening == set()


def test_settings_are_saved_and_told(bench: StartBench) -> None:
    b = bench()
    seen: list[Event] = []
    b.engine.subscribe(seen.append)
    dark = Settings(appearance=Appearance.DARK)
    assert b.do(SaveSettings(settings=dark)) is None
    assert (b.config.config.settings, b.engine.snapshot().settings) == (dark, dark)
    assert seen == [SettingsChanged(dark)]


def test_unknown_things_are_named_with_what_there_is(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    problem = b.submit(Up(connection="nope")).problem()
    assert problem == Problem(ProblemKind.UNKNOWN_CONNECTION, "nope", {"choices": "Box"})
    problem = b.submit(Down(connection="box", forwards=("nope",))).problem()
    assert problem == Problem(ProblemKind.UNKNOWN_FORWARD, "nope", {"choices": "8001:web.intra:80"})


def test_snapshots_never_change(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    before = b.engine.snapshot()
    text = msgspec.json.encode(before)
    b.do(Up(connection="box"))
    b.do(RemoveConnection(connection="box"))
    assert msgspec.json.encode(before) == text
    with pytest.raises(AttributeError):
        before.connections[0].status = Status.UP  # type: ignore[misc]  # that it fails is the point


def test_events_alone_rebuild_the_snapshot(bench: StartBench) -> None:
    """What the control client relies on."""
    b = bench(connection("box", 8001), connection("other", 8002))
    mirror = [b.engine.snapshot()]
    b.engine.subscribe(lambda event: mirror.append(applied(mirror[-1], event)))
    b.do(Up(connection="box"))
    b.do(SaveConnection(connection=connection("new", 8003)))
    b.do(SaveSettings(settings=Settings(remember_secrets=False)))
    b.do(RemoveConnection(connection="other"))
    assert mirror[-1] == b.engine.snapshot()
    assert [c.connection.id for c in mirror[-1].connections] == ["box", "new"]


def test_the_snapshot_shows_the_outcome_before_it_is_told(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    shown: list[Status] = []
    told = threading.Event()

    def done(_: Problem | None) -> None:
        shown.append(b.state("box").status)
        told.set()

    b.engine.submit(Up(connection="box"), done)
    assert told.wait(10)
    assert shown == [Status.UP]


@pytest.mark.expects_log("unexpected error in a receiver")
def test_a_faulty_sink_hurts_nobody_else(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    seen: list[Event] = []

    def faulty(_: Event) -> None:
        raise ValueError

    b.engine.subscribe(faulty)
    b.engine.subscribe(seen.append)
    assert b.do(Up(connection="box")) is None
    assert seen


@pytest.mark.expects_log("unexpected error in command")
def test_an_unexpected_error_ends_the_command_not_the_engine(
    bench: StartBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    b = bench(connection("box", 8001))
    monkeypatch.setattr(b.config, "save", lambda _: 1 / 0)
    problem = b.submit(SaveSettings(settings=Settings())).problem()
    assert problem == Problem(ProblemKind.INTERNAL, "SaveSettings", {"detail": "ZeroDivisionError"})
    assert b.do(Up(connection="box")) is None


@pytest.mark.expects_log("unexpected error while logging in")
def test_an_unexpected_error_in_a_login_fails_that_login(bench: StartBench, monkeypatch: pytest.MonkeyPatch) -> None:
    b = bench(connection("box", 8001))
    monkeypatch.setattr(b.connector, "login", lambda *_, **__: 1 / 0)
    assert b.do(Up(connection="box")) is ProblemKind.INTERNAL
    assert b.state("box").status is Status.FAILED


def test_unsubscribed_sinks_hear_nothing(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    seen: list[Event] = []
    b.engine.subscribe(seen.append)()
    b.do(Up(connection="box"))
    assert seen == []


def test_show_is_passed_on(bench: StartBench) -> None:
    b = bench()
    seen: list[Event] = []
    b.engine.subscribe(seen.append)
    assert b.do(ShowWindow()) is None
    assert seen == [ShowRequested()]


def test_a_window_that_was_asked_for_before_it_was_there_is_shown(bench: StartBench) -> None:
    """Somebody clicks on the icon while the program starts, hidden, at login."""
    b = bench()
    assert b.do(ShowWindow()) is None
    assert b.do(ShowWindow(url="ssh://gate")) is None
    seen: list[Event] = []
    b.engine.subscribe(seen.append, answers=True)
    wait_for(lambda: seen, what="the window to be asked for")
    b.engine.subscribe(lambda _: None, answers=True)
    assert b.do(RemoveConnection(connection="none")) is not None  # by then the next one would have heard of it
    assert seen == [ShowRequested("ssh://gate")]


def test_a_command_line_engine_hands_over(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    seen: list[Event] = []
    b.engine.subscribe(seen.append)
    b.do(Up(connection="box"))
    seen.clear()
    assert b.do(HandOver()) is None
    assert seen[0] == HandedOver(), "before anything is seen to end"
    assert not any(s.alive for s in b.connector.sessions.values())
    assert b.forwards.listening == set()
    assert b.do(Up(connection="box")) is ProblemKind.ENGINE_GONE


def test_a_window_keeps_its_profile(bench: StartBench) -> None:
    b = bench(connection("box", 8001), kind=EngineKind.WINDOW)
    b.do(Up(connection="box"))
    assert b.do(HandOver()) is ProblemKind.ENGINE_HELD
    assert b.state("box").status is Status.UP


def test_stop_ends_everything_even_in_the_middle() -> None:
    b = Bench(connection("a", 8001), connection("b", 8002, jumps=("slow",)))
    b.engine.start()
    b.do(Up(connection="a"))
    b.connector.hold("slow")
    outcome = b.submit(Up(connection="b"))
    wait_for(lambda: b.connector.logins["slow"])
    b.engine.stop()
    assert outcome.kind() is ProblemKind.CANCELLED
    assert not any(s.alive for s in b.connector.sessions.values())
    assert b.forwards.listening == set()
    assert not [t.name for t in threading.enumerate() if t.name.startswith("towpath")]


def test_the_engine_never_imports_qt() -> None:
    code = """
import pathlib, sys, tempfile, threading
from towpath.engine.host import Owned, open_profile
from towpath.engine.lock import EngineKind
from towpath.engine.parts import parts_of
from towpath.model.command import SaveSettings
from towpath.model.settings import Settings
from towpath.store.paths import Profile
folder = pathlib.Path(tempfile.mkdtemp())
opened = open_profile(folder, EngineKind.COMMAND_LINE, lambda: parts_of(Profile(folder, folder, throw_away=True)))
assert isinstance(opened, Owned)
done = threading.Event()
opened.engine.submit(SaveSettings(settings=Settings()), lambda problem: done.set())
assert done.wait(10)
opened.close()
print(sorted(name for name in sys.modules if name.startswith(("PySide", "shiboken", "towpath.qt"))))
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (found.stdout.strip(), found.returncode) == ("[]", 0), found.stderr
