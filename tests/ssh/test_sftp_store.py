"""Ranges of a local file into a remote one: one channel or many, holes, and servers that refuse."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from paramiko.sftp import SFTP_EOF, SFTP_FAILURE

from tests.support.keys import KeyFile
from tests.support.login import log_in, open_collected
from tests.support.sftp import Sftp, gather
from tests.support.slow_link import SlowLink
from tests.support.sshd import Sshd
from tests.support.streams import Target
from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint
from towpath.ssh import sftp_stripes
from towpath.ssh.session import Session
from towpath.ssh.sftp_stripes import Stripes

MOST = 261_120


@pytest.fixture
def sftp(session: Session) -> Iterator[Sftp]:
    sftp = Sftp(session)
    yield sftp
    sftp.close()


def local(tmp_path: Path, content: bytes) -> int:
    path = tmp_path / "local"
    path.write_bytes(content)
    return os.open(path, os.O_RDONLY)


@pytest.mark.parametrize("size", [0, 1, MOST - 1, MOST, MOST + 1, 20 * MOST + 7])
def test_all_of_a_file(sftp: Sftp, tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sftp_stripes, "SHORT_ROUND_TRIP", 60.0)  # as it is on a machine that is not busy
    content = os.urandom(size)
    descriptor = local(tmp_path, content)
    move = sftp.store(descriptor, tmp_path / "remote", [(0, size)])
    assert move.wait() is None
    assert (tmp_path / "remote").read_bytes() == content
    assert gather(move.moved) == ([(0, size)] if size else [])
    os.close(descriptor)
    assert sftp.opened == 0


def test_only_the_ranges(sftp: Sftp, tmp_path: Path) -> None:
    content = os.urandom(3 << 20)
    remote = tmp_path / "remote"
    remote.write_bytes(b"x" * len(content))
    ranges = [(0, 10), (1000, 700_000), (2 << 20, (2 << 20) + 1)]
    descriptor = local(tmp_path, content)
    move = sftp.store(descriptor, remote, ranges, blank_from=len(content))
    assert move.wait() is None
    os.close(descriptor)
    expected = bytearray(b"x" * len(content))
    for begin, end in ranges:
        expected[begin:end] = content[begin:end]
    assert remote.read_bytes() == expected
    assert gather(move.moved) == ranges


def test_holes_are_not_sent_where_there_is_nothing_but_are_where_there_is(sftp: Sftp, tmp_path: Path) -> None:
    size, there = 64 << 30, 3 << 20
    source, remote = tmp_path / "local", tmp_path / "remote"
    with source.open("wb") as file:
        file.write(b"begin")
        file.seek(size // 2)
        file.write(b"middle")
        file.truncate(size)
    remote.write_bytes(b"x" * there)
    descriptor = os.open(source, os.O_RDONLY)
    move = sftp.store(descriptor, remote, [(0, size)], blank_from=there)
    assert move.wait() is None
    os.close(descriptor)
    assert gather(move.moved) == [(0, size)]
    with remote.open("rb") as file:
        assert file.read(there + 10).startswith(b"begin" + bytes(there - 5))
        file.seek(size // 2)
        assert file.read(10).startswith(b"middle")
    assert remote.stat().st_blocks * 512 < there + (1 << 20)


def test_a_file_that_becomes_shorter(sftp: Sftp, tmp_path: Path) -> None:
    descriptor = local(tmp_path, bytes(range(256)) * 4096)
    for blank_from in (0, 4 << 20):
        (tmp_path / "remote").touch()
        outcome = sftp.store(descriptor, tmp_path / "remote", [(0, 2 << 20)], blank_from=blank_from).wait()
        assert isinstance(outcome, Problem)
        assert outcome.facts == {"code": str(SFTP_EOF)}
    os.close(descriptor)


def test_a_server_that_stores_nothing(sftp: Sftp, tmp_path: Path) -> None:
    descriptor = local(tmp_path, os.urandom(8 << 20))
    move = sftp.store(descriptor, Path("/dev/full"), [(0, 8 << 20)])
    outcome = move.wait()
    os.close(descriptor)
    assert isinstance(outcome, Problem)
    assert outcome.facts == {"code": str(SFTP_FAILURE)}
    assert move.moved == []


def test_a_local_file_that_cannot_be_read(sftp: Sftp, tmp_path: Path) -> None:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    outcome = sftp.store(descriptor, tmp_path / "remote", [(0, 1)], blank_from=1).wait()
    os.close(descriptor)
    assert isinstance(outcome, IsADirectoryError)


def test_no_write_is_under_way_after_cancelling(sftp: Sftp, tmp_path: Path) -> None:
    size = 256 << 20
    with (tmp_path / "local").open("wb") as file:
        file.truncate(size)
    descriptor = os.open(tmp_path / "local", os.O_RDONLY)
    remote = tmp_path / "remote"
    move = sftp.store(descriptor, remote, [(0, size)], blank_from=size)
    wait_for(lambda: move.moved, what="the first bytes")
    move.cancel()
    outcome = move.wait()
    os.close(descriptor)
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.CANCELLED
    assert remote.stat().st_size == max(end for _, end in move.moved) < size


def test_the_end_of_the_channel(sftp: Sftp, tmp_path: Path) -> None:
    size = 256 << 20
    with (tmp_path / "local").open("wb") as file:
        file.truncate(size)
    descriptor = os.open(tmp_path / "local", os.O_RDONLY)
    move = sftp.store(descriptor, tmp_path / "remote", [(0, size)], blank_from=size)
    wait_for(lambda: move.moved, what="the first bytes")
    sftp.channel.end(Problem(ProblemKind.LOST, "somebody"))
    assert move.wait() == Problem(ProblemKind.LOST, "somebody")
    os.close(descriptor)


# --- several channels


@pytest.mark.parametrize(("sessions", "further"), [(10, 8), (3, 2), (1, 0)])
def test_a_long_round_trip_gets_as_many_channels_as_the_server_allows(
    tmp_path: Path, user_key: KeyFile, monkeypatch: pytest.MonkeyPatch, sessions: int, further: int
) -> None:
    monkeypatch.setattr(sftp_stripes, "IDLE_SECONDS", 0.5)
    content = os.urandom(24 << 20)
    descriptor = local(tmp_path, content)
    with Sshd(tmp_path, authorized=[user_key], max_sessions=sessions) as sshd, SlowLink(sshd.port) as link:
        session = log_in(sshd, user_key, port=link.port)
        sftp = Sftp(session)
        for number in range(2):
            remote = tmp_path / f"remote{number}"
            move = sftp.store(descriptor, remote, [(0, len(content))])
            assert move.wait() is None
            assert remote.read_bytes() == content
            assert gather(move.moved) == [(0, len(content))]
            assert len(sftp.stripes.channels) == further
            assert sftp.opened == 8  # each was tried once
        wait_for(lambda: not sftp.stripes.channels, what="the idle channels to be closed")
        assert sftp.channel.problem is None
        session.close()
    os.close(descriptor)


def test_how_many_channels_pay() -> None:
    assert [Stripes.worthwhile(round_trip) for round_trip in (0.0, 0.001, 0.006, 0.02, 0.05, 1.0)] == [1, 1, 2, 4, 9, 9]


# --- beside forwards


def test_a_stream_beside_transfers_at_full_rate(sftp: Sftp, session: Session, tmp_path: Path) -> None:
    size = 96 << 20
    content = os.urandom(1 << 20) * 96
    descriptor = local(tmp_path, content)
    (tmp_path / "source").write_bytes(content)
    sink = os.open(tmp_path / "sink", os.O_CREAT | os.O_WRONLY)
    with Target(Endpoint("127.0.0.1", 0)) as target:
        events = open_collected(session.open_stream, target.endpoint.port)
        with target.accept() as far:
            events.wait_open()
            moves = [
                sftp.store(descriptor, tmp_path / "remote", [(0, size)]),
                sftp.fetch(tmp_path / "source", sink, [(0, size)]),
            ]
            echoes = 0
            while not all(move.outcomes for move in moves):
                events.received.clear()
                events.send(b"?")
                assert far.recv(1) == b"?"
                far.sendall(b"!")
                wait_for(lambda: events.received, timeout=2, what="an echo beside the transfers")
                echoes += 1
            assert echoes > 10
        assert events.stream is not None
        events.stream.close()
    assert [move.wait() for move in moves] == [None, None]
    assert (tmp_path / "remote").read_bytes() == (tmp_path / "sink").read_bytes() == content
    for each in (descriptor, sink):
        os.close(each)
    assert not [thread for thread in threading.enumerate() if thread.name == "towpath-sftp-reader"]
