"""A session's life and end: chains, frozen links, servers that die."""

import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.support.keys import KeyFile
from tests.support.login import Collected, log_in, open_collected
from tests.support.owners import NeverFails
from tests.support.relay import LinkRelay
from tests.support.sshd import Sshd, free_port
from tests.support.tcp import TcpServers
from tests.support.wait import wait_for
from towpath.model.connection import Keepalive
from towpath.model.error import Cancelled, Problem, ProblemKind, TowpathError
from towpath.net.cancel import Cancel
from towpath.ssh.liveness import Liveness
from towpath.ssh.session import Session

CLOSE_SECONDS = 0.5
GONE_SECONDS = 2.0
QUICK = Keepalive(interval=0.2, count=3)


class Ends:
    """What `on_closed` said, and when."""

    def __init__(self, *sessions: Session) -> None:
        self.said: list[tuple[str, Problem | None]] = []
        for session in sessions:
            session.on_closed(lambda problem, name=session.name: self.said.append((name, problem)))  # type: ignore[misc]  # a lambda's default

    def kinds(self) -> list[tuple[str, ProblemKind | None]]:
        return sorted((name, problem.kind if problem else None) for name, problem in self.said)


def our_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("towpath")]


def assert_all_gone() -> None:
    wait_for(lambda: not our_threads(), timeout=GONE_SECONDS, what=lambda: f"these to end: {our_threads()}")


def assert_echoes(session: Session, servers: TcpServers) -> None:
    events = open_collected(session.open_stream, servers.echo_port)
    events.wait_open()
    data = bytes(range(256)) * 2000
    events.send(data)
    wait_for(lambda: len(events.received) >= len(data), what="the echo")
    assert events.received == data
    assert events.stream
    events.stream.close()


def sink(session: Session, servers: TcpServers) -> Collected:
    """A stream to a server that reads whatever comes."""
    events = open_collected(session.open_stream, servers.stream_port)
    events.wait_open()
    return events


def push(events: Collected) -> int:
    """As much as goes without waiting."""
    assert events.stream
    chunk, taken = memoryview(bytes(1 << 18)), 0
    while sent := events.stream.send(chunk):
        taken += sent
    return taken


@pytest.fixture
def link(sshd: Sshd) -> Iterator[LinkRelay]:
    """A way to `sshd` that can be frozen."""
    with LinkRelay(sshd.port) as relay:
        yield relay


def chain(servers: Sequence[Sshd], key: KeyFile, *, port: int = 0) -> list[Session]:
    """Sessions on all servers, each through the one before; liveness is shared."""
    liveness = Liveness()
    sessions: list[Session] = []
    for server in servers:
        through = sessions[-1] if sessions else None
        sessions.append(log_in(server, key, through=through, liveness=liveness, port=0 if through else port))
    return sessions


# --- closing


def test_close_says_none_once_and_leaves_nothing_behind(sshd: Sshd, user_key: KeyFile, tcp_servers: TcpServers) -> None:
    session = log_in(sshd, user_key)
    session.relay()
    ends = Ends(session)
    assert_echoes(session, tcp_servers)
    mark = sshd.mark()
    session.close()
    session.close()
    assert ends.said == [(session.name, None)]
    assert not session.alive
    late = Ends(session)
    assert late.said == [(session.name, None)]
    wait_for(lambda: "Received disconnect" in sshd.log_text(since=mark), what="sshd to hear our goodbye")
    assert_all_gone()
    with pytest.raises(TowpathError) as refused:
        session.relay()
    assert refused.value.problem.kind is ProblemKind.LOST


def test_nothing_waits_on_a_frozen_link_with_full_buffers(
    sshd: Sshd, user_key: KeyFile, link: LinkRelay, tcp_servers: TcpServers
) -> None:
    session = log_in(sshd, user_key, port=link.port)
    session.relay()
    streams = [sink(session, tcp_servers) for _ in range(8)]
    link.freeze()
    wait_for(lambda: [push(events) for events in streams] == [0] * 8, what="all buffers to fill up")
    assert not session._transport.link.has_room()
    started = time.monotonic()
    opening = open_collected(session.open_stream, tcp_servers.echo_port)
    session.probe()
    for events in streams[:4]:
        assert events.stream
        events.stream.send_end_of_file()
        events.stream.close()
    ends = Ends(session)
    session.close()
    assert time.monotonic() - started < CLOSE_SECONDS
    assert ends.said == [(session.name, None)]
    assert_all_gone()
    assert opening.problem
    assert all(events.is_closed for events in streams[4:])
    link.thaw()


def test_a_frozen_chain_closes_as_fast(
    hop_sshds: Sequence[Sshd], user_key: KeyFile, link: LinkRelay, tcp_servers: TcpServers
) -> None:
    sessions = chain(hop_sshds, user_key, port=link.port)
    streams = [sink(session, tcp_servers) for session in sessions]
    link.freeze()
    wait_for(lambda: [push(events) for events in streams] == [0] * 3, what="all buffers to fill up")
    for session in reversed(sessions):
        started = time.monotonic()
        session.close()
        assert time.monotonic() - started < CLOSE_SECONDS
    assert_all_gone()
    link.thaw()


# --- ends that come from elsewhere


def test_a_killed_server_is_noticed_at_once(
    servers_directory: Path, user_key: KeyFile, tcp_servers: TcpServers
) -> None:
    with Sshd(servers_directory, name="mortal", authorized=[user_key]) as server:
        session = log_in(server, user_key)
        ends = Ends(session)
        events = sink(session, tcp_servers)
        server.kill()
        wait_for(lambda: ends.said, timeout=GONE_SECONDS, what="the end")
    assert ends.kinds() == [(session.name, ProblemKind.LOST)]
    assert events.is_closed
    session.close()
    assert len(ends.said) == 1
    assert_all_gone()


@pytest.mark.parametrize("busy", [False, True])
def test_a_server_that_stopped_answering_is_given_up(
    busy: bool, sshd: Sshd, user_key: KeyFile, link: LinkRelay, tcp_servers: TcpServers
) -> None:
    session = log_in(sshd, user_key, port=link.port)
    ends = Ends(session)
    events = sink(session, tcp_servers)
    session.watch(QUICK)
    link.freeze()
    if busy:
        wait_for(lambda: push(events) == 0, what="all buffers to fill up")
    wait_for(lambda: ends.said, timeout=5, what="liveness to notice")
    assert ends.kinds() == [(session.name, ProblemKind.STOPPED_ANSWERING)]
    wait_for(lambda: events.is_closed, what="the stream to hear of it")
    assert_all_gone()
    link.thaw()


def test_an_expected_answer_that_does_not_come_ends_the_session(
    sshd: Sshd, user_key: KeyFile, link: LinkRelay, tcp_servers: TcpServers
) -> None:
    session = log_in(sshd, user_key, port=link.port)
    ends = Ends(session)
    session.expect_answer(1)
    wait_for(lambda: "towpath-liveness" not in our_threads(), timeout=2, what="the answer")
    assert not ends.said
    link.freeze()
    session.expect_answer(0.3)
    wait_for(lambda: ends.said, timeout=2, what="the end")
    assert ends.kinds() == [(session.name, ProblemKind.STOPPED_ANSWERING)]
    assert_all_gone()
    session.expect_answer(0.1)
    assert_all_gone()
    link.thaw()


def test_a_silent_but_answering_server_is_kept(sshd: Sshd, user_key: KeyFile, tcp_servers: TcpServers) -> None:
    session = log_in(sshd, user_key)
    heard = {session.last_received}
    session.watch(Keepalive(interval=0.1, count=2))

    def heard_often() -> bool:
        heard.add(session.last_received)
        return len(heard) > 5

    wait_for(heard_often, what="five answers to our questions")
    assert session.alive
    session.watch(Keepalive(interval=0))
    wait_for(lambda: "towpath-liveness" not in our_threads(), what="liveness to rest when nothing is watched")
    assert_echoes(session, tcp_servers)
    session.close()


def test_a_thaw_in_time_saves_the_session(
    sshd: Sshd, user_key: KeyFile, link: LinkRelay, tcp_servers: TcpServers
) -> None:
    session = log_in(sshd, user_key, port=link.port)
    session.watch(Keepalive(interval=0.3, count=10))
    probed = threading.Event()
    probe = session.probe

    def note() -> None:
        probe()
        probed.set()

    session.probe = note  # type: ignore[method-assign]  # to know when it was asked
    link.freeze()
    assert probed.wait(5)
    link.thaw()
    assert_echoes(session, tcp_servers)
    assert session.alive
    session.close()


# --- chains


def test_three_hops_carry_bytes_and_end_with_the_first(
    hop_sshds: Sequence[Sshd], user_key: KeyFile, tcp_servers: TcpServers
) -> None:
    sessions = chain(hop_sshds, user_key)
    for session in sessions:
        assert_echoes(session, tcp_servers)
    ends = Ends(*sessions)
    sessions[0].close()
    wait_for(lambda: len(ends.said) == 3, timeout=GONE_SECONDS, what="all ends")
    gate, middle, inner = (session.name for session in sessions)
    assert dict(ends.said) == {
        gate: None,
        middle: Problem(ProblemKind.LOST, middle, {"detail": f"the connection to {gate} ended"}),
        inner: Problem(ProblemKind.LOST, inner, {"detail": f"the connection to {middle} ended"}),
    }
    assert_all_gone()


def test_closing_the_inner_session_keeps_its_carrier(
    hop_sshds: Sequence[Sshd], user_key: KeyFile, tcp_servers: TcpServers
) -> None:
    outer, inner = chain(hop_sshds[:2], user_key)
    inner.close()
    assert_echoes(outer, tcp_servers)
    wait_for(lambda: len(outer._transport._channels) == 0, what="its channel to be forgotten")
    outer.close()


def test_why_the_next_hop_cannot_be_reached(sshd: Sshd, user_key: KeyFile) -> None:
    session = log_in(sshd, user_key)
    port = free_port()
    with pytest.raises(TowpathError) as refused:
        session.open_socket("127.0.0.1", port, timeout=10, cancel=Cancel())
    facts = {"via": session.name, "host": "127.0.0.1", "detail": "Connection refused"}
    assert refused.value.problem == Problem(ProblemKind.REFUSED, f"127.0.0.1:{port}", facts)
    with pytest.raises(TowpathError) as unknown:
        session.open_socket("no-such-host.invalid", 22, timeout=30, cancel=Cancel())
    assert unknown.value.problem.kind is ProblemKind.NAME_UNKNOWN
    session.close()


def test_a_hop_that_may_not_forward(servers_directory: Path, user_key: KeyFile) -> None:
    with Sshd(servers_directory, name="no-hop", authorized=[user_key], allow_tcp_forwarding="no") as server:
        session = log_in(server, user_key)
        with pytest.raises(TowpathError) as refused:
            session.open_socket("127.0.0.1", 22, timeout=10, cancel=Cancel())
        assert refused.value.problem.kind is ProblemKind.HOP_FORWARDING_PROHIBITED
        session.close()


def test_waiting_for_a_hop_has_a_limit_and_can_be_cancelled(sshd: Sshd, user_key: KeyFile, link: LinkRelay) -> None:
    session = log_in(sshd, user_key, port=link.port)
    link.freeze()
    with pytest.raises(TowpathError) as late:
        session.open_socket("127.0.0.1", 22, timeout=0.1, cancel=Cancel())
    assert late.value.problem.kind is ProblemKind.TIMED_OUT
    cancel = Cancel()
    threading.Timer(0.1, cancel.cancel).start()
    with pytest.raises(Cancelled):
        session.open_socket("127.0.0.1", 22, timeout=30, cancel=cancel)
    session.close()
    link.thaw()


def test_who_reads_the_server_runs_the_relay(sshd: Sshd, inner_sshd: Sshd, user_key: KeyFile) -> None:
    """A session through another one has no socket to wait for, and its relay has a thread of its own."""

    def thread_of_the_relay(session: Session) -> str:
        relay = session.relay()
        assert session.relay() is relay
        names: list[str] = []
        relay.post(NeverFails(), lambda: names.append(threading.current_thread().name))
        wait_for(lambda: names, what="the relay to serve")
        return names[0]

    outer = log_in(sshd, user_key)
    inner = log_in(inner_sshd, user_key, through=outer)
    assert thread_of_the_relay(outer) == f"towpath-ssh-{outer.name}"
    assert thread_of_the_relay(inner) == f"towpath-relay-{inner.name}"
    inner.close()
    outer.close()
