"""Work beside the engine: who may end it, what is heard of it after, and that it is never far ahead of its listener."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.engine.conftest import StartBench
from tests.engine.fakes import Bench, connection
from tests.support.memory_filesystem import LISTED_AT_ONCE
from tests.support.wait import wait_for
from towpath.engine import errands
from towpath.engine.aside import Aside
from towpath.engine.errands import MOST_UNPUBLISHED
from towpath.engine.folders import PIECE
from towpath.engine.loop import Loop
from towpath.model.command import CarryOut, Compare, ShowWindow
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Compared, Event, FolderListed
from towpath.model.file_work import Delete, ListFolder, Measure, Withdraw
from towpath.model.transfer import HERE, Comparison, Place

COMPARISON = Comparison(id="sync", first=Place(HERE, b"/"), second=Place("box", b"/"), asker="terminal-1")
LIST = ListFolder(request="r", place=Place(HERE, b"/many"), asker="terminal-1")


@pytest.fixture
def engine(bench: StartBench) -> Bench:
    return bench(connection("box"), connection("other"))


@pytest.fixture
def events(engine: Bench) -> list[Event]:
    heard: list[Event] = []
    engine.engine.subscribe(heard.append)
    return heard


@pytest.fixture
def held(engine: Bench) -> Iterator[Callable[[], None]]:
    """Calls to this machine's files do not get on until this is called."""
    gate = threading.Event()
    engine.transfers.here.before = lambda _method, _path: None if gate.wait(10) else pytest.fail("held for too long")
    yield gate.set
    gate.set()


def test_a_request_is_answered_once(engine: Bench, held: Callable[[], None]) -> None:
    engine.transfers.here.folder(b"/many")
    first = engine.submit(LIST)
    assert engine.do(LIST) is ProblemKind.INVALID
    held()
    assert first.problem() is None
    assert engine.do(LIST) is None


def test_what_is_withdrawn_ends_at_once_and_nothing_is_heard_of_it(
    engine: Bench, events: list[Event], held: Callable[[], None]
) -> None:
    engine.transfers.here.put(b"/many/file")
    listing = engine.submit(LIST)
    wait_for(lambda: engine.transfers.here.calls, what="its beginning")
    withdrawal = engine.submit(Withdraw(request="r", asker="terminal-1"))
    assert listing.kind() is ProblemKind.CANCELLED
    engine.do(ShowWindow())
    assert not withdrawal.ended, "its thread is still at it"
    held()
    assert withdrawal.problem() is None
    assert not [event for event in events if isinstance(event, FolderListed)]


def test_one_whose_asker_is_gone_ends(engine: Bench, held: Callable[[], None]) -> None:
    listing = engine.submit(LIST)
    other = engine.submit(Measure(request="r", places=(Place(HERE, b"/many"),), asker="terminal-2"))
    engine.engine.forget_asker("terminal-1")
    assert listing.kind() is ProblemKind.CANCELLED
    assert not other.ended
    held()
    assert other.problem() is None


def test_one_that_waits_for_its_connection_ends_at_once(engine: Bench) -> None:
    engine.connector.hold("box")
    listing = engine.submit(ListFolder(request="r", place=Place("box", b"/")))
    wait_for(lambda: engine.connector.logins["gate"], what="a login")
    assert engine.do(Withdraw(request="r")) is None
    assert listing.kind() is ProblemKind.CANCELLED
    engine.connector.gates["box"].set()
    assert engine.do(ListFolder(request="r", place=Place("box", b"/"))) is None


def test_what_was_withdrawn_while_it_waited_is_not_done(engine: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []

    class Noted(Aside):
        def __init__(self, loop: Loop, name: str, *work: Any) -> None:
            begun.append(name)
            super().__init__(loop, name, *work)

    monkeypatch.setattr(errands, "Aside", Noted)
    engine.connector.hold("box")
    deletion = engine.submit(Delete(request="r", places=(Place("box", b"/precious"),)))
    wait_for(lambda: engine.connector.logins["gate"], what="a login")
    assert engine.do(Withdraw(request="r")) is None
    assert deletion.kind() is ProblemKind.CANCELLED
    engine.connector.gates["box"].set()
    assert engine.do(ListFolder(request="s", place=Place("box", b"/"))) is None
    assert begun == ["list"]


def test_what_comes_after_the_end_is_not_heard(engine: Bench) -> None:
    """Some of it was on its way."""
    here = engine.transfers.here
    for number in range(20 * PIECE):
        here.put(b"/many/%d" % number)
    heard: list[str] = []
    busy, free, go_on = threading.Event(), threading.Event(), threading.Event()

    def slowly(_method: str, _path: bytes) -> None:
        if here.calls["list"] * LISTED_AT_ONCE > 3 * PIECE:
            assert go_on.wait(20)

    def hear(event: Event) -> None:
        if isinstance(event, FolderListed):
            heard.append("listed")
            busy.set()
            assert free.wait(20)

    here.before = slowly
    engine.engine.subscribe(hear)
    engine.engine.submit(LIST, lambda _: heard.append("ended"))
    assert busy.wait(10)
    wait_for(lambda: here.calls["list"] * LISTED_AT_ONCE > 3 * PIECE, what="all but the last pieces")
    engine.submit(Withdraw(request="r", asker="terminal-1"))
    before = here.calls["list"] * LISTED_AT_ONCE
    go_on.set()
    wait_for(lambda: here.calls["list"] * LISTED_AT_ONCE > before + 2 * PIECE, what="more to be on its way")
    free.set()
    wait_for(lambda: "ended" in heard, what="the end")
    engine.do(ShowWindow())
    assert heard[-1] == "ended"


def test_one_whose_connection_fails_says_why(engine: Bench) -> None:
    engine.connector.failures["other"] = Problem(ProblemKind.REFUSED, "other")
    for _ in range(2):  # its name is free again
        assert engine.do(Measure(request="r", places=(Place("other", b"/"),))) is ProblemKind.REFUSED
    assert engine.do(Measure(request="r", places=(Place("nope", b"/"),))) is ProblemKind.UNKNOWN_CONNECTION


def test_a_comparison_can_be_withdrawn_and_leaves_no_plan(
    engine: Bench, events: list[Event], held: Callable[[], None]
) -> None:
    comparison = engine.submit(Compare(comparison=COMPARISON))
    wait_for(lambda: engine.transfers.here.calls, what="its beginning")
    withdrawal = engine.submit(Withdraw(request="sync", asker="terminal-1"))
    assert comparison.kind() is ProblemKind.CANCELLED
    held()
    assert withdrawal.problem() is None
    assert not [event for event in events if isinstance(event, Compared)]
    assert engine.do(CarryOut(comparison="sync", asker="terminal-1")) is ProblemKind.UNKNOWN_TRANSFER


def test_a_listing_waits_for_who_does_not_hear_it(engine: Bench) -> None:
    for number in range(20 * PIECE):
        engine.transfers.here.put(b"/many/%d" % number)
    heard: list[FolderListed] = []
    busy, free = threading.Event(), threading.Event()

    def hear(event: Event) -> None:
        if isinstance(event, FolderListed):
            heard.append(event)
            busy.set()
            assert free.wait(20)

    engine.engine.subscribe(hear)
    outcome = engine.submit(LIST)
    assert busy.wait(10)
    seen: list[int] = []

    def stands_still() -> bool:
        seen.append(engine.transfers.here.calls["list"])
        return len(seen) > 20 and seen[-20] == seen[-1]

    wait_for(stands_still, what="the listing to wait")
    assert seen[-1] * LISTED_AT_ONCE < (MOST_UNPUBLISHED + 3) * PIECE
    free.set()
    assert outcome.problem() is None
    assert sum(len(event.entries) for event in heard) == 20 * PIECE
