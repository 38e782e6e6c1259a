"""Every kind of forward over every kind of socket, treated in every way, directly and behind two gateways.

Bytes must come out exactly as they went in, and of each connection nothing may be left: no descriptor, no thread,
no channel.
"""

import itertools
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.forwards import Told
from tests.support.guards import threads_since
from tests.support.keys import KeyFile
from tests.support.login import log_in
from tests.support.sshd import Sshd
from tests.support.streams import (
    Family,
    Target,
    connect,
    connect_by_socks,
    echo_once,
    exchange,
    is_over,
    reset,
    send_and_end,
    send_until_stuck,
)
from tests.support.tcp import Received, receive_to_end
from tests.support.wait import wait_for
from towpath.model.forward import Forward, ForwardKind
from towpath.ssh.forwards import make_forward
from towpath.ssh.session import Session

MIB = 1 << 20
TOPOLOGIES = {"direct": 1, "behind-2-hops": 3}
"""How many servers lie on the way."""
CELLS = [
    (kind, family)
    for kind, family in itertools.product(ForwardKind, Family)
    if (kind, family) != (ForwardKind.DYNAMIC, Family.UNIX)  # it listens on TCP ports only
]
ONE_FAMILY = {ForwardKind.LOCAL: Family.UNIX, ForwardKind.REMOTE: Family.IPV4, ForwardKind.DYNAMIC: Family.IPV6}
"""The long streams run over one kind of socket each, and over the others in `make soak`."""
MUCH = 128 * MIB
"""More than all buffers on the way take."""


def name_of(cell: tuple[ForwardKind, Family]) -> str:
    return f"{cell[0].name.lower()}-{cell[1]}"


Connect = Callable[[], tuple[socket.socket, socket.socket]]
"""A new connection through the forward: the client's end and the server's."""


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory, user_key: KeyFile) -> Iterator[Sequence[Sshd]]:
    directory = tmp_path_factory.mktemp("matrix")
    with ExitStack() as running:
        yield [
            running.enter_context(
                Sshd(directory, name=name, authorized=[user_key], extra="GatewayPorts clientspecified")
            )
            for name in ("outer", "middle", "last")
        ]


@pytest.fixture(scope="module")
def sessions(servers: Sequence[Sshd], user_key: KeyFile) -> Iterator[dict[str, Session]]:
    """One session per topology, on the last server of its way."""
    made: dict[str, Session] = {}
    every: list[Session] = []
    for topology, count in TOPOLOGIES.items():
        through: Session | None = None
        for server in servers[-count:]:
            through = log_in(server, user_key, name=f"{server.name}-{topology}", through=through)
            every.append(through)
        assert through is not None
        through.relay()
        made[topology] = through
    yield made
    for session in reversed(every):
        session.close()


@pytest.fixture(params=TOPOLOGIES)
def session(request: pytest.FixtureRequest, sessions: dict[str, Session]) -> Session:
    return sessions[request.param]


@pytest.fixture(params=CELLS, ids=name_of)
def cell(request: pytest.FixtureRequest) -> tuple[ForwardKind, Family]:
    kind, family = request.param
    return kind, family


@pytest.fixture
def connection(session: Session, cell: tuple[ForwardKind, Family], tmp_path: Path) -> Iterator[Connect]:
    """Makes connections through a new forward; sees to it that nothing is left of them."""
    kind, family = cell
    with Target(family.anywhere(tmp_path, "target")) as target:
        told = Told()
        wish = Forward(
            id="1",
            kind=kind,
            listen=family.anywhere(tmp_path, "entrance"),
            target=None if kind is ForwardKind.DYNAMIC else target.endpoint,
        )
        forward = make_forward(session, wish, told)
        forward.start()
        bound = told.wait_bound()

        def make() -> tuple[socket.socket, socket.socket]:
            dynamic = kind is ForwardKind.DYNAMIC
            near = connect_by_socks(bound, target.endpoint) if dynamic else connect(bound)
            return near, target.accept()

        for end in make():
            end.close()
        threads, descriptors = set(threading.enumerate()), resting_descriptors(session)
        yield make
        wait_for(
            lambda: resting_descriptors(session) <= descriptors,
            what=lambda: f"descriptors as before, {descriptors}, not {resting_descriptors(session)}",
        )
        assert not threads_since(threads)
        wait_for(lambda: forward.traffic().open == 0, what="the last connection to be counted out")
        forward.stop()
        assert told.noted_problems == []
    assert session.alive


def resting_descriptors(session: Session) -> int:
    """How many descriptors this process has when the session carries nothing."""
    wait_for(lambda: not session._transport._channels.values(), what="the last channel to close")
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_the_client_ends_first(connection: Connect) -> None:
    near, far = connection()
    with near, far:
        _one_way_then_the_other(near, far)


def test_the_server_ends_first(connection: Connect) -> None:
    near, far = connection()
    with near, far:
        _one_way_then_the_other(far, near)


def _one_way_then_the_other(first: socket.socket, second: socket.socket) -> None:
    """What was sent after the other side's end must arrive as well."""
    for source, sink, seed in ((first, second, 1), (second, first, 2)):
        with ThreadPoolExecutor(1, thread_name_prefix="test-sender") as sender:
            sending = sender.submit(send_and_end, source, 2 * MIB, seed=seed)
            assert receive_to_end(sink, seed=seed) == Received(2 * MIB, None)
            sending.result()


@pytest.mark.parametrize("by", ["client", "server"])
def test_a_reset(connection: Connect, by: str) -> None:
    near, far = connection()
    resets, hears = (near, far) if by == "client" else (far, near)
    with near, far:
        echo_once(near, far)
        reset(resets)
        is_over(hears)


@pytest.mark.parametrize("by", ["client", "server"])
def test_a_reset_against_the_stream(connection: Connect, by: str) -> None:
    """Who sends and cannot get rid of it learns that nobody reads any more."""
    near, far = connection()
    resets, sends = (near, far) if by == "client" else (far, near)
    with near, far:
        send_until_stuck(sends, MUCH, seed=1)
        reset(resets)
        is_over(sends)


def test_both_ways_at_once(connection: Connect) -> None:
    near, far = connection()
    with near, far:
        exchange(near, far, 8 * MIB)


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(cell, marks=() if cell[1] is ONE_FAMILY[cell[0]] else pytest.mark.soak, id=name_of(cell))
        for cell in CELLS
    ],
    indirect=True,
)
def test_100_megabytes_each_way_at_once(connection: Connect) -> None:
    near, far = connection()
    with near, far:
        exchange(near, far, 100 * 10**6)


@pytest.mark.parametrize("slow", ["client", "server"])
def test_a_slow_reader(connection: Connect, slow: str) -> None:
    near, far = connection()
    source, sink = (far, near) if slow == "client" else (near, far)
    with near, far:
        sent = send_until_stuck(source, MUCH, seed=1)
        assert sent < MUCH, "somebody keeps what nobody reads"
        for end in _another(connection):
            end.close()
        with ThreadPoolExecutor(1, thread_name_prefix="test-sender") as sender:
            sending = sender.submit(send_and_end, source, sent + MIB, seed=1, after=sent)
            assert receive_to_end(sink, seed=1) == Received(sent + MIB, None)
            sending.result()


def _another(connection: Connect) -> tuple[socket.socket, socket.socket]:
    """A connection beside the one that stands still."""
    near, far = connection()
    echo_once(near, far)
    return near, far
