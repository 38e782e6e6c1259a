"""Connections that go direct: a client joined with a socket of this machine, both ways, to the end."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from tests.support.streams import (
    Target,
    connect,
    echo_once,
    exchange,
    is_over,
    receive_exactly,
    reset,
    send_until_stuck,
)
from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint
from towpath.model.ports import NOBODY, StreamEvents
from towpath.net.branch import Branch
from towpath.net.joint import Open
from towpath.net.relay import Relay
from towpath.net.socket_stream import SocketStream, direct_from

ANYWHERE = Endpoint("127.0.0.1", 0)
MANY = 24 << 20
"""Bytes, more than all buffers on the way take."""


class Direct:
    """A listening branch whose connections all go to `target`."""

    def __init__(self, stack: ExitStack) -> None:
        self.target = stack.enter_context(Target(ANYWHERE))
        self.relay = Relay("test")
        self.relay.start()
        stack.callback(self.relay.close)
        self.reports: list[Problem | None] = []
        self.branch: Branch = self.relay.branch(self.reports.append)
        self.streams: list[SocketStream] = []
        listener = socket.create_server(("127.0.0.1", 0))
        self.endpoint = Endpoint(*listener.getsockname())
        self.branch.listen(
            listener, lambda local, _: self.branch.join(local, self.open_to(self.target.endpoint)), print
        )

    def open_to(self, target: Endpoint) -> Open:
        def opened(events: StreamEvents) -> SocketStream:
            stream = direct_from(self.branch)(target, NOBODY, events)
            assert isinstance(stream, SocketStream)
            self.streams.append(stream)
            return stream

        return opened

    def ends(self) -> tuple[socket.socket, socket.socket]:
        return connect(self.endpoint), self.target.accept()


@pytest.fixture
def direct() -> Iterator[Direct]:
    with ExitStack() as stack:
        yield Direct(stack)


def test_many_bytes_both_ways_to_the_last(direct: Direct) -> None:
    near, far = direct.ends()
    with near, far:
        exchange(near, far, MANY)
    wait_for(lambda: not direct.branch.meter.open, what="the end")
    assert direct.branch.meter.traffic().up == MANY
    assert direct.branch.meter.traffic().down == MANY
    assert direct.reports == [None]


def test_either_side_may_say_its_end_first_and_hear_on(direct: Direct) -> None:
    for first_near in (True, False):
        ends = direct.ends()
        one, other = ends if first_near else ends[::-1]
        with one, other:
            one.shutdown(socket.SHUT_WR)
            assert other.recv(1) == b""
            other.sendall(b"still here")
            assert receive_exactly(one, 10) == b"still here"
            other.close()
            assert one.recv(1) == b""
    wait_for(lambda: not direct.branch.meter.open, what="the end")


def test_what_the_target_has_not_read_yet_outlives_the_end(direct: Direct) -> None:
    said = bytes(600_000)  # more than it has room for, less than the system takes
    near, far = direct.ends()
    with far:
        far.shutdown(socket.SHUT_WR)
        assert near.recv(1) == b""
        near.sendall(said)
        near.close()
        wait_for(lambda: not direct.branch.meter.open, what="the end")
        assert receive_exactly(far, len(said)) == said
        assert far.recv(1) == b"", "no reset"


@pytest.mark.parametrize("near_is_deaf", [True, False])
def test_who_does_not_read_holds_the_other_up(direct: Direct, near_is_deaf: bool) -> None:
    near, far = direct.ends()
    with near, far:
        deaf, loud = (near, far) if near_is_deaf else (far, near)
        sent = send_until_stuck(loud, MANY, seed=1)
        assert sent < MANY
        receive_exactly_so_many(deaf, sent)
        echo_once(near, far)


def test_a_reset_of_the_client_resets_the_target(direct: Direct) -> None:
    near, far = direct.ends()
    with far:
        reset(near)
        with pytest.raises(ConnectionResetError):
            far.recv(1)


def test_a_reset_of_the_target_resets_the_client(direct: Direct) -> None:
    near, far = direct.ends()
    with near:
        reset(far)
        with pytest.raises(ConnectionResetError):
            near.recv(1)


def test_a_target_that_goes_while_it_is_spoken_to(direct: Direct) -> None:
    near, far = direct.ends()
    with near:
        send_until_stuck(near, MANY, seed=1)
        reset(far)
        is_over(near)
    wait_for(lambda: not direct.branch.meter.open, what="the end")


def test_closing_the_branch_resets_both(direct: Direct) -> None:
    near, far = direct.ends()
    with near, far:
        echo_once(near, far)
        direct.branch.close()
        for end in (near, far):
            with pytest.raises(ConnectionResetError):
                end.recv(1)


def test_a_target_that_refuses(direct: Direct) -> None:
    with Target(ANYWHERE) as gone:
        nobody = gone.endpoint
    near, far = socket.socketpair()
    with near:
        direct.branch.join(far, direct.open_to(nobody))
        assert near.recv(1) == b""
    [problem] = direct.reports
    assert problem
    assert problem.kind is ProblemKind.TARGET_REFUSES


def test_a_client_that_goes_before_the_target_answers(direct: Direct) -> None:
    """A full queue of the target's keeps the attempt waiting."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, ExitStack() as stack:
        place = full.getsockname()
        for _ in range(2):
            waiting = stack.enter_context(closing(socket.socket()))
            waiting.setblocking(False)
            waiting.connect_ex(place)
        near, far = socket.socketpair()
        branch = direct.relay.branch(direct.reports.append)
        branch.join(far, lambda events: direct_from(branch)(Endpoint(*place), NOBODY, events))
        with near:
            branch.close()
            assert near.recv(1) == b""
        wait_for(lambda: not direct.relay.members_of(branch), what="nothing to be left")


def receive_exactly_so_many(stream: socket.socket, count: int) -> None:
    while count:
        piece = stream.recv(min(count, 1 << 18))
        assert piece
        count -= len(piece)
