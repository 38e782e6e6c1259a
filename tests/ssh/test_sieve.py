"""Which streams are our own visits, and that nobody else's loses a byte."""

from collections.abc import Callable

import pytest

from tests.support.login import Collected
from towpath.model.forward import Endpoint
from towpath.model.ports import IncomingStream, Stream, StreamEvents
from towpath.ssh.incoming import MOST_PENDING
from towpath.ssh.sieve import Sieve

TOKEN, OTHER = b"token-one\n", b"token-two\n"


class Visitor:
    """A stream that comes in, and its channel."""

    origin = Endpoint("10.0.0.1", 5555)

    def __init__(self) -> None:
        self.events: StreamEvents | None = None
        self.refused = self.closed = False

    def accept(self, events: StreamEvents) -> Stream:
        self.events = events
        events.opened()
        return self

    def refuse(self, why: str) -> None:
        self.refused = True

    def say(self, data: bytes) -> None:
        assert self.events
        self.events.data(data)

    def send(self, data: memoryview) -> int:
        return len(data)

    def send_end_of_file(self) -> None: ...
    def acknowledge(self, count: int) -> None: ...

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def passed() -> list[IncomingStream]:
    return []


@pytest.fixture
def due() -> list[Callable[[], None]]:
    """What the sieve wants to have done later."""
    return []


@pytest.fixture
def sieve(passed: list[IncomingStream], due: list[Callable[[], None]]) -> Sieve:
    return Sieve(passed.append, lambda _seconds, step: due.append(step))


@pytest.fixture
def found(sieve: Sieve) -> list[bytes]:
    """The tokens that came back, of the two that the sieve looks for."""
    came: list[bytes] = []
    for token in (TOKEN, OTHER):
        sieve.look_for(token, lambda token=token: came.append(token))  # type: ignore[misc]  # a lambda's default
    return came


def arrive(sieve: Sieve) -> Visitor:
    visitor = Visitor()
    sieve.arrived(visitor)
    return visitor


def test_while_nothing_is_looked_for_streams_pass_untouched(sieve: Sieve, passed: list[IncomingStream]) -> None:
    visitor = arrive(sieve)
    assert passed == [visitor]
    assert visitor.events is None


@pytest.mark.parametrize("pieces", [[TOKEN], [TOKEN[:3], TOKEN[3:]], [bytes([byte]) for byte in TOKEN]])
def test_a_visit_of_ours_is_taken_out(
    pieces: list[bytes], sieve: Sieve, found: list[bytes], passed: list[IncomingStream]
) -> None:
    visitor = arrive(sieve)
    for piece in pieces:
        visitor.say(piece)
    assert found == [TOKEN]
    assert visitor.closed
    sieve.forget(TOKEN)
    sieve.forget(OTHER)
    assert not passed


@pytest.mark.parametrize("pieces", [[b"GET / HTTP/1.1\r\n"], [b"to", b"ken-", b"three"], [b"x" * 1000]])
def test_others_pass_as_soon_as_they_differ_and_lose_nothing(
    pieces: list[bytes], sieve: Sieve, found: list[bytes], passed: list[IncomingStream]
) -> None:
    visitor, events = arrive(sieve), Collected(acknowledges=False)
    for piece in pieces:
        assert not passed
        visitor.say(piece)
    [incoming] = passed
    assert incoming.origin == visitor.origin
    visitor.say(b"before anybody took it,")
    assert incoming.accept(events) is visitor
    visitor.say(b"and after")
    assert visitor.events
    visitor.events.end_of_file()
    visitor.events.closed()
    assert events.received == b"".join(pieces) + b"before anybody took it,and after"
    assert events.is_open
    assert events.has_ended
    assert events.is_closed
    assert not found


def test_silent_visitors_pass_when_the_last_token_is_forgotten(
    sieve: Sieve, found: list[bytes], passed: list[IncomingStream]
) -> None:
    visitors = [arrive(sieve) for _ in range(3)]
    sieve.forget(TOKEN)
    assert not passed
    sieve.forget(OTHER)
    assert len(passed) == 3
    sieve.forget(OTHER)
    assert len(passed) == 3
    visitors[0].say(TOKEN)  # which was never sent
    assert not found
    passed[1].refuse("")
    assert sum(visitor.closed for visitor in visitors) == 1


def test_silent_visitors_pass_in_time_unless_a_token_is_on_its_way(
    sieve: Sieve, found: list[bytes], passed: list[IncomingStream], due: list[Callable[[], None]]
) -> None:
    arrive(sieve)
    sieve.is_on_its_way(TOKEN)
    arrive(sieve)
    for step in due:
        step()
    assert not passed
    arrive(sieve)  # it has not waited yet
    sieve.forget(TOKEN)
    assert len(passed) == 2
    due[2]()
    assert len(passed) == 3
    sieve.is_on_its_way(TOKEN)  # too late: it holds nobody any more
    arrive(sieve)
    due[3]()
    assert len(passed) == 4


@pytest.mark.parametrize("pieces", [[TOKEN], [TOKEN[:3], TOKEN[3:]]])
@pytest.mark.parametrize("arrives_late", [False, True])
@pytest.mark.parametrize("taken", ["before", "after"])
def test_a_token_that_was_given_up_reaches_nobody(
    pieces: list[bytes], arrives_late: bool, taken: str, sieve: Sieve, passed: list[IncomingStream]
) -> None:
    sieve.look_for(TOKEN, lambda: pytest.fail("it is looked for no more"))
    sieve.is_on_its_way(TOKEN)
    visitor = Visitor() if arrives_late else arrive(sieve)
    sieve.forget(TOKEN)
    if arrives_late:
        sieve.arrived(visitor)
    [incoming], events = passed, Collected(acknowledges=False)
    if taken == "before":
        incoming.accept(events)
    for piece in pieces:
        visitor.say(piece)
    if taken == "after":
        incoming.accept(events)
    assert visitor.closed
    assert events.received == b""
    assert events.is_open
    assert events.is_closed
    assert len(passed) == 1


def test_while_a_token_may_come_late_others_pass_at_once_and_lose_nothing(
    sieve: Sieve, passed: list[IncomingStream]
) -> None:
    sieve.look_for(TOKEN, lambda: None)
    sieve.is_on_its_way(TOKEN)
    sieve.forget(TOKEN)
    visitor, events = arrive(sieve), Collected(acknowledges=False)
    [incoming] = passed
    assert incoming.accept(events) is visitor
    for piece in (TOKEN[:3], b"and more,", b"and more"):
        visitor.say(piece)
    assert visitor.events
    visitor.events.end_of_file()
    visitor.events.closed()
    assert events.received == TOKEN[:3] + b"and more,and more"
    assert events.has_ended
    assert events.is_closed


def test_a_visitor_who_only_leaves_passes(sieve: Sieve, found: list[bytes], passed: list[IncomingStream]) -> None:
    for end in ("end_of_file", "closed"):
        visitor = arrive(sieve)
        visitor.say(TOKEN[:3])
        getattr(visitor.events, end)()
    assert len(passed) == 2
    assert not found


def test_more_than_can_wait_are_refused(sieve: Sieve, found: list[bytes], passed: list[IncomingStream]) -> None:
    visitors = [arrive(sieve) for _ in range(MOST_PENDING + 3)]
    assert [visitor.refused for visitor in visitors] == [False] * MOST_PENDING + [True] * 3
    assert not passed
