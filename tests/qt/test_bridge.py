"""The bridge wakes the window once for any number of events, in the main thread."""

import threading

from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, changed, connection, state_of
from towpath.model.command import ShowWindow
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged, ConnectionRemoved, ShowRequested
from towpath.model.state import Status
from towpath.qt.bridge import Bridge, Changes


def collect(bridge: Bridge) -> list[Changes]:
    seen: list[Changes] = []
    bridge.changed.connect(seen.append)
    return seen


def in_thread(work: object) -> None:
    thread = threading.Thread(target=work)  # type: ignore[arg-type]  # a callable
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
