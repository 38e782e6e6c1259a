"""Both pollers keep to the same contract, also when sockets were closed behind their backs."""

import selectors
import socket
from collections.abc import Iterator

import pytest

from towpath.net import poller as poller_module
from towpath.net.poller import SelectorPoller

READ, WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE
KINDS = [SelectorPoller, *([poller_module.EpollPoller] if hasattr(poller_module, "EpollPoller") else [])]


class End:
    """One end of a pair, watched."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__name__)
def poller(request: pytest.FixtureRequest) -> Iterator[SelectorPoller[End]]:
    made: SelectorPoller[End] = request.param()
    yield made
    made.close()


@pytest.fixture
def pair() -> Iterator[tuple[End, End]]:
    near, far = socket.socketpair()
    with near, far:
        yield End(near), End(far)


def test_tells_who_is_ready_for_what(poller: SelectorPoller[End], pair: tuple[End, End]) -> None:
    near, far = pair
    poller.watch(near, 0, READ)
    assert poller.poll(0) == []
    far.sock.send(b"x")
    assert poller.poll(0) == [(near, READ)]
    poller.watch(near, READ, READ | WRITE)
    assert poller.poll(0) == [(near, READ | WRITE)]
    poller.watch(near, READ | WRITE, WRITE)
    assert poller.poll(0) == [(near, WRITE)]
    poller.watch(near, WRITE, 0)
    assert poller.poll(0) == []


@pytest.mark.parametrize("wanted", [READ, WRITE])
def test_an_end_is_told_to_whoever_waits(poller: SelectorPoller[End], pair: tuple[End, End], wanted: int) -> None:
    near, far = pair
    poller.watch(near, 0, wanted)
    far.sock.close()
    [(who, events)] = poller.poll(0)
    assert who is near
    assert events & wanted


def test_waits_as_long_as_it_is_told(poller: SelectorPoller[End], pair: tuple[End, End]) -> None:
    poller.watch(pair[0], 0, READ)
    assert poller.poll(0.001) == []
    pair[1].sock.send(b"x")
    assert poller.poll(None) == [(pair[0], READ)]


def test_a_number_that_was_reused_belongs_to_the_new_socket(poller: SelectorPoller[End]) -> None:
    first, far = socket.socketpair()
    old = End(first)
    number = first.fileno()
    poller.watch(old, 0, READ)
    first.close()
    far.close()
    second, far = socket.socketpair()
    new = End(second if second.fileno() == number else far)
    with second, far:
        assert new.sock.fileno() == number
        poller.watch(new, 0, WRITE)
        poller.watch(old, READ, 0)
        assert poller.poll(0) == [(new, WRITE)]
        poller.watch(new, WRITE, 0)
        assert poller.poll(0) == []
