"""The bridge wakes the window once for any number of events, in the main thread."""

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, changed, connection, state_of
from towpath.model.command import Command, ShowWindow
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import (
    ConnectionChanged,
    ConnectionRemoved,
    EditRemoved,
    Event,
    FilesEnded,
    FolderListed,
    HandedOver,
    ShowRequested,
    TransferRemoved,
    TransfersArranged,
)
from towpath.model.file_work import ListFolder, Withdraw
from towpath.model.filesystem import Attributes, Entry, FileKind
from towpath.model.ports import Done
from towpath.model.state import Status
from towpath.model.transfer import HERE, Place
from towpath.qt.bridge import BUSY_SECONDS, Bridge, Changes


class SlowEngine(FakeEngine):
    """Its commands end when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self._dones: list[Done | None] = []

    def submit(self, command: Command, done: Done | None = None) -> None:
        self.commands.append(command)
        self._dones.append(done)

    def end(self, number: int, problem: Problem | None) -> None:
        done = self._dones[number]
        assert done
        done(problem)


@pytest.fixture
def slow_engine() -> SlowEngine:
    return SlowEngine()


@pytest.fixture
def slow_bridge(qtbot: QtBot, slow_engine: SlowEngine) -> Iterator[Bridge]:
    bridge = Bridge(slow_engine)
    yield bridge
    bridge.close()


def collect(bridge: Bridge) -> list[Changes]:
    seen: list[Changes] = []
    bridge.changed.connect(seen.append)
    return seen


def in_thread(*works: Callable[[], None]) -> None:
    """One after the other, in the engine's place."""

    def run() -> None:
        for work in works:
            work()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(10)


def test_many_events_wake_the_window_once(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    seen = collect(bridge)
    lab = state_of(connection("lab"))

    def storm() -> None:
        for number in range(20_000):
            engine.publish(ConnectionChanged(changed(lab, Status.UP if number % 2 else Status.CONNECTING)))
        engine.publish(ConnectionChanged(state_of(connection("office"))))
        engine.publish(ConnectionRemoved("old"))

    in_thread(storm)
    assert seen == []
    qtbot.wait_until(lambda: bool(seen))
    assert seen == [Changes(connections=frozenset({"lab", "office", "old"}))]
    state = bridge.snapshot.named("lab")
    assert state is not None
    assert state.status is Status.UP


def test_each_wake_tells_only_what_is_new(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    seen = collect(bridge)
    in_thread(lambda: engine.publish(ShowRequested()))
    qtbot.wait_until(lambda: len(seen) == 1)
    in_thread(lambda: engine.publish(ConnectionRemoved("lab")))
    qtbot.wait_until(lambda: len(seen) == 2)
    assert seen == [Changes(show=True), Changes(connections=frozenset({"lab"}))]


@pytest.mark.parametrize(
    ("event", "changes"),
    [
        (TransferRemoved("x"), Changes(transfers=True)),
        (TransfersArranged(("x",)), Changes(transfers=True)),
        (EditRemoved("x"), Changes(edits=True)),
        (HandedOver(), Changes(handed_over=True)),
    ],
)
def test_each_kind_of_news(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, event: Event, changes: Changes) -> None:
    seen = collect(bridge)
    in_thread(lambda: engine.publish(event))
    qtbot.wait_until(lambda: seen == [changes])


def test_what_the_person_does_goes_first(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    order: list[str] = []

    class Other(QObject):
        def event(self, event: QEvent) -> bool:
            order.append("other")
            return True

    other = Other()
    bridge.changed.connect(lambda _: order.append("news"))
    in_thread(lambda: engine.publish(ShowRequested()))
    QCoreApplication.postEvent(other, QEvent(QEvent.Type.User))
    qtbot.wait_until(lambda: len(order) == 2)
    assert order == ["other", "news"]


def test_an_outcome_is_told_in_the_main_thread(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    engine.refusal = Problem(ProblemKind.ENGINE_GONE)
    told: list[tuple[Problem | None, threading.Thread]] = []
    in_thread(lambda: bridge.submit(ShowWindow(), lambda problem: told.append((problem, threading.current_thread()))))
    assert told == []
    qtbot.wait_until(lambda: bool(told))
    assert told == [(engine.refusal, threading.main_thread())]


def test_a_closed_bridge_hears_nothing(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    seen = collect(bridge)
    bridge.close()
    engine.publish(ShowRequested())
    qtbot.wait(20)
    assert seen == []


def listed(request: str, *names: bytes, asker: str = "") -> FolderListed:
    entries = tuple(Entry(name, Attributes(kind=FileKind.FILE)) for name in names)
    return FolderListed(asker, request, b"/", entries)


class Asking:
    """One `ask`, with what came of it, in order."""

    def __init__(self, bridge: Bridge, request: str) -> None:
        self.came: list[object] = []
        bridge.ask(ListFolder(request=request, place=Place(HERE, b"/")), self.came.append, self.came.append)


def test_a_closed_bridge_tells_nobody_what_was_on_its_way(
    qtbot: QtBot, slow_engine: SlowEngine, slow_bridge: Bridge
) -> None:
    told: list[object] = []
    command = ListFolder(request="r", place=Place(HERE, b"/"))
    slow_bridge.ask(command, told.append, told.append)
    slow_bridge.ask(ListFolder(request="s", place=Place(HERE, b"/")), told.append, told.append)
    slow_engine.end(0, None)
    slow_bridge.close()
    slow_engine.end(1, None)
    after = threading.Event()
    QTimer.singleShot(0, after.set)
    qtbot.wait_until(after.is_set)
    assert not told


def test_answers_come_in_order_and_before_the_end(qtbot: QtBot, slow_engine: SlowEngine, slow_bridge: Bridge) -> None:
    asking, other = Asking(slow_bridge, "one"), Asking(slow_bridge, "two")
    pieces = [listed("one", b"%d" % number) for number in range(300)]

    def answer() -> None:
        for piece in pieces:
            slow_engine.publish(piece)
        slow_engine.end(0, None)

    in_thread(answer)
    assert asking.came == []
    qtbot.wait_until(lambda: asking.came[-1:] == [None])
    assert asking.came == [*pieces, None]
    assert other.came == []


def test_what_is_for_another_front_end_is_not_heard(qtbot: QtBot, slow_engine: SlowEngine, slow_bridge: Bridge) -> None:
    asking = Asking(slow_bridge, "one")
    elsewhere = listed("one", b"x", asker="terminal-1")
    in_thread(lambda: slow_engine.publish(elsewhere), lambda: slow_engine.end(0, None))
    qtbot.wait_until(lambda: bool(asking.came))
    assert asking.came == [None]


def test_after_a_withdrawal_nothing_is_told(qtbot: QtBot, slow_engine: SlowEngine, slow_bridge: Bridge) -> None:
    asking, other = Asking(slow_bridge, "one"), Asking(slow_bridge, "two")
    in_thread(lambda: slow_engine.publish(listed("one", b"too late")))
    slow_bridge.withdraw("one")
    slow_bridge.withdraw("one")
    slow_bridge.withdraw("never asked")
    assert slow_engine.commands[2:] == [Withdraw(request="one")]
    in_thread(lambda: slow_engine.end(0, Problem(ProblemKind.CANCELLED)), lambda: slow_engine.end(1, None))
    qtbot.wait_until(lambda: bool(other.came))
    assert asking.came == []


def test_slow_receivers_leave_the_window_time_to_paint(
    qtbot: QtBot, slow_engine: SlowEngine, slow_bridge: Bridge
) -> None:
    """However much arrives at once, the event loop turns in between."""
    turns: list[int] = []
    heard: list[object] = []

    def slow(answer: object) -> None:
        heard.append(answer)
        until = time.perf_counter() + 2 * BUSY_SECONDS
        while time.perf_counter() < until:
            pass

    slow_bridge.ask(ListFolder(request="one", place=Place(HERE, b"/")), slow, heard.append)
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(len(heard)))
    timer.start(0)
    in_thread(*[lambda: slow_engine.publish(listed("one"))] * 10, lambda: slow_engine.end(0, None))
    qtbot.wait_until(lambda: heard[-1:] == [None])
    timer.stop()
    assert len(set(turns)) >= 9


def test_a_receiver_that_fails_holds_up_no_other(qtbot: QtBot, slow_engine: SlowEngine, slow_bridge: Bridge) -> None:
    def fail(_problem: Problem | None) -> None:
        raise ValueError("a mistake")

    told: list[Problem | None] = []
    slow_bridge.submit(ShowWindow(), fail)
    slow_bridge.submit(ShowWindow(), told.append)
    slow_engine.end(0, None)
    slow_engine.end(1, None)
    with qtbot.capture_exceptions() as exceptions:
        qtbot.wait_until(lambda: told == [None])
    assert [str(value) for _, value, _ in exceptions] == ["a mistake"]


class Dialog(QObject):
    """Touches itself when it is told."""

    def tell(self, problem: Problem | None) -> None:
        self.setObjectName(str(problem))

    def tell_of(self, _what: str, problem: Problem | None) -> None:
        self.tell(problem)


def test_who_was_deleted_is_told_nothing(qtbot: QtBot, slow_engine: SlowEngine, slow_bridge: Bridge) -> None:
    gone, there, told = Dialog(), Dialog(), list[Problem | None]()
    slow_bridge.submit(ShowWindow(), gone.tell)
    slow_bridge.submit(ShowWindow(), partial(gone.tell_of, "it"))
    slow_bridge.ask(ListFolder(request="r", place=Place(HERE, b"/")), lambda _answer: None, gone.tell)
    slow_bridge.submit(ShowWindow(), there.tell)
    slow_bridge.submit(ShowWindow(), told.append)
    shiboken6.delete(gone)
    for number in range(5):
        slow_engine.end(number, None)
    with qtbot.capture_exceptions() as exceptions:
        qtbot.wait_until(lambda: told == [None])
    assert exceptions == []
    assert there.objectName() == "None"


def test_answers_alone_refresh_nothing_else(qtbot: QtBot, slow_engine: SlowEngine, slow_bridge: Bridge) -> None:
    seen, asking = collect(slow_bridge), Asking(slow_bridge, "one")
    in_thread(lambda: slow_engine.publish(listed("one", b"x")), lambda: slow_engine.end(0, None))
    qtbot.wait_until(lambda: len(asking.came) == 2)
    assert seen == []


def test_files_that_ended_are_told_of(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    told: list[object] = []
    bridge.files_ended.connect(told.append)
    mine, others = FilesEnded("", "batch", ()), FilesEnded("terminal-1", "batch", ())
    in_thread(lambda: engine.publish(others), lambda: engine.publish(mine))
    qtbot.wait_until(lambda: bool(told))
    assert told == [mine]
