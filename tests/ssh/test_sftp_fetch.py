"""Ranges of a remote file into a local one: to the last byte, on any disk, and never after the end."""

import errno
import os
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from paramiko.sftp import CMD_DATA, SFTP_EOF

from tests.support.login import open_collected
from tests.support.sftp import SECONDS, Move, Peer, Sftp, explain, gather, string
from tests.support.streams import Target
from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind
from towpath.model.filesystem import Range
from towpath.model.forward import Endpoint
from towpath.ssh import local_disk
from towpath.ssh.session import Session
from towpath.ssh.sftp_fetch import Fetch, Outcome
from towpath.ssh.sftp_flight import Flight

MOST = 261_120


@pytest.fixture
def sftp(session: Session) -> Iterator[Sftp]:
    sftp = Sftp(session)
    yield sftp
    sftp.close()


@pytest.fixture
def local(tmp_path: Path) -> Iterator[int]:
    descriptor = os.open(tmp_path / "local", os.O_CREAT | os.O_RDWR)
    yield descriptor
    os.close(descriptor)


def remote(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "remote"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("size", [0, 1, MOST - 1, MOST, MOST + 1, 20 * MOST + 7])
def test_all_of_a_file(sftp: Sftp, local: int, tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    move = sftp.fetch(remote(tmp_path, content), local, [(0, size)])
    assert move.wait() is None
    assert (tmp_path / "local").read_bytes() == content
    assert gather(move.moved) == ([(0, size)] if size else [])


def test_only_the_ranges(sftp: Sftp, local: int, tmp_path: Path) -> None:
    content = os.urandom(3 << 20)
    os.pwrite(local, b"x" * len(content), 0)
    ranges = [(0, 10), (1000, 700_000), (2 << 20, (2 << 20) + 1)]
    move = sftp.fetch(remote(tmp_path, content), local, ranges)
    assert move.wait() is None
    expected = bytearray(b"x" * len(content))
    for begin, end in ranges:
        expected[begin:end] = content[begin:end]
    assert (tmp_path / "local").read_bytes() == expected
    assert gather(move.moved) == ranges


def test_zeros_are_not_written_where_there_is_nothing_but_are_where_there_is(
    sftp: Sftp, local: int, tmp_path: Path
) -> None:
    size, there = 8 << 20, 1 << 20
    os.pwrite(local, b"x" * there, 0)
    move = sftp.fetch(remote(tmp_path, bytes(size) + b"end"), local, [(0, size + 3)])
    assert move.wait() is None
    assert (tmp_path / "local").read_bytes() == bytes(size) + b"end"
    assert os.fstat(local).st_blocks * 512 < there + (1 << 18)
    assert gather(move.moved) == [(0, size + 3)]


def test_zeros_are_written_over_what_begins_behind_a_hole(sftp: Sftp, local: int, tmp_path: Path) -> None:
    size = 1 << 20
    os.ftruncate(local, size)
    for at in range(12_288, size, 65_536):
        os.pwrite(local, b"x" * 4096, at)
    assert sftp.fetch(remote(tmp_path, bytes(size)), local, [(0, size)]).wait() is None
    assert (tmp_path / "local").read_bytes() == bytes(size)


def test_what_is_nearly_nothing_but_zeros_is_written(sftp: Sftp, local: int, tmp_path: Path) -> None:
    content = bytearray(1 << 20)
    content[5_001::8_192] = b"x" * 128
    os.ftruncate(local, len(content))
    assert sftp.fetch(remote(tmp_path, bytes(content)), local, [(0, len(content))]).wait() is None
    assert (tmp_path / "local").read_bytes() == content


def test_a_disk_that_takes_less_than_it_is_given(
    sftp: Sftp, local: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda descriptor, piece, offset: write(descriptor, piece[:10_007], offset))
    content = os.urandom(1 << 20)
    assert sftp.fetch(remote(tmp_path, content), local, [(0, len(content))]).wait() is None
    assert (tmp_path / "local").read_bytes() == content


def test_a_far_disk_is_asked_for_nothing_by_the_session(
    sftp: Sftp, local: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seek, threads = os.lseek, set[str]()

    def note(descriptor: int, offset: int, how: int) -> int:
        threads.add(threading.current_thread().name)
        return seek(descriptor, offset, how)

    monkeypatch.setattr("towpath.ssh.sftp_fetch.is_far", lambda _descriptor: True)
    monkeypatch.setattr("towpath.ssh.sftp_fetch.os.lseek", note)
    os.ftruncate(local, 4 << 20)
    assert sftp.fetch(remote(tmp_path, bytes(4 << 20)), local, [(0, 4 << 20)]).wait() is None
    assert threads == {"towpath-sftp-writer"}


def test_a_disk_that_says_only_at_the_end_that_it_is_full(
    sftp: Sftp, session: Session, local: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As over NFS (close(2)): whoever closes last would not hear it again."""
    duplicate, close = os.dup, os.close
    duplicates = set[int]()

    def note(descriptor: int) -> int:
        duplicates.add(made := duplicate(descriptor))
        return made

    def refuse(descriptor: int) -> None:
        close(descriptor)
        if descriptor in duplicates:
            duplicates.remove(descriptor)
            raise OSError(errno.EDQUOT, "full")

    monkeypatch.setattr("towpath.ssh.sftp_fetch.os.dup", note)
    monkeypatch.setattr("towpath.ssh.sftp_fetch.os.close", refuse)
    outcome = sftp.fetch(remote(tmp_path, b"1" * MOST), local, [(0, MOST)]).wait()
    assert isinstance(outcome, OSError)
    assert outcome.errno == errno.EDQUOT
    assert session.alive


def test_a_file_that_is_shorter_than_it_was(sftp: Sftp, local: int, tmp_path: Path) -> None:
    move = sftp.fetch(remote(tmp_path, b"short"), local, [(0, 10 << 20)])
    outcome = move.wait()
    assert isinstance(outcome, Problem)
    assert outcome.facts == {"code": str(SFTP_EOF)}


def test_a_full_disk(sftp: Sftp, tmp_path: Path) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        outcome = sftp.fetch(remote(tmp_path, os.urandom(4 << 20)), full, [(0, 4 << 20)]).wait()
    finally:
        os.close(full)
    assert isinstance(outcome, OSError)
    assert outcome.errno == errno.ENOSPC


def test_nothing_is_written_after_cancelling(sftp: Sftp, local: int, tmp_path: Path) -> None:
    size = 64 << 20
    path = tmp_path / "remote"
    with path.open("wb") as file:
        file.truncate(size)
    os.ftruncate(local, size)  # so that zeros are written
    move = sftp.fetch(path, local, [(0, size)])
    wait_for(lambda: move.moved, what="the first bytes")
    move.cancel()
    outcome = move.wait()
    assert isinstance(outcome, Problem)
    assert outcome.kind is ProblemKind.CANCELLED
    os.ftruncate(local, 0)
    assert sftp.fetch(path, local, [(0, 1 << 20)]).wait() is None  # by now all replies have come
    assert os.fstat(local).st_size == 0


def test_replies_that_are_shorter_than_asked_for(tmp_path: Path, local: int) -> None:
    peer = Peer()
    channel = peer.begin()
    peer.introduce()
    peer.heard.clear()
    content = os.urandom(100_000)
    outcomes: list[Outcome] = []
    moved: list[Range] = []

    def keep(offset: int, size: int) -> None:
        moved.append((offset, offset + size))

    Fetch(channel, b"handle", local, [(0, 100_000)], keep, outcomes.append, explain, Flight()).start()
    while not outcomes:
        requests = peer.requests()
        assert requests
        for _, number, body in requests:
            offset, size = struct.unpack(">QI", body[10:])
            peer.reply(CMD_DATA, number, string(content[offset : offset + min(size, 10_007)]))
    assert outcomes == [None]
    assert (tmp_path / "local").read_bytes() == content
    assert gather(moved) == [(0, 100_000)]


def test_a_reply_without_bytes_is_the_end_of_the_file(local: int) -> None:
    peer = Peer()
    channel = peer.begin()
    peer.introduce()
    peer.heard.clear()
    outcomes: list[Outcome] = []
    Fetch(channel, b"handle", local, [(0, 100)], lambda *_: None, outcomes.append, explain, Flight()).start()
    ((_, number, _),) = peer.requests()
    peer.reply(CMD_DATA, number, string(b""))
    assert [isinstance(outcome, Problem) for outcome in outcomes] == [True]


def test_the_end_of_the_channel(sftp: Sftp, local: int, tmp_path: Path) -> None:
    path = tmp_path / "remote"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    move = sftp.fetch(path, local, [(0, 1 << 30)])
    wait_for(lambda: move.moved, what="the first bytes")
    sftp.channel.end(Problem(ProblemKind.LOST, "somebody"))
    assert move.wait() == Problem(ProblemKind.LOST, "somebody")


class SlowDisk:
    """Writes that wait until the test lets them; the first ones only until it is called slow."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.gate = threading.Event()
        self.threads: list[str] = []
        self._pwrite = os.pwrite
        monkeypatch.setattr("towpath.ssh.sftp_fetch.os.pwrite", self.write)

    def write(self, descriptor: int, piece: memoryview, offset: int) -> int:
        first = len(self.threads) < local_disk.OFTEN
        self.threads.append(threading.current_thread().name)
        self.gate.wait(local_disk.SLOW * 2 if first else SECONDS)
        return self._pwrite(descriptor, piece, offset)


def begin_slow(sftp: Sftp, local: int, path: Path, disk: SlowDisk) -> Move:
    """A fetch that waits for its disk in a thread of its own."""
    size = 64 << 20
    with path.open("wb") as file:
        for _ in range(64):
            file.write(os.urandom(1 << 20))
    move = sftp.fetch(path, local, [(0, size)])
    wait_for(lambda: "towpath-sftp-writer" in disk.threads, what="the writer")
    return move


def test_a_slow_disk_keeps_nobody_waiting(
    sftp: Sftp, session: Session, local: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = SlowDisk(monkeypatch)
    move = begin_slow(sftp, local, tmp_path / "remote", disk)
    sftp.ask(16, string(b"."))  # the channel itself
    with Target(Endpoint("127.0.0.1", 0)) as target:  # and a stream beside it
        events = open_collected(session.open_stream, target.endpoint.port)
        with target.accept() as far:
            events.wait_open()
            events.send(b"over?")
            assert far.recv(5) == b"over?"
            far.sendall(b"yes")
            wait_for(lambda: events.received == b"yes", what="the answer")
        assert events.stream is not None
        events.stream.close()
    assert move.outcomes == []
    disk.gate.set()
    assert move.wait() is None
    assert (tmp_path / "local").read_bytes() == (tmp_path / "remote").read_bytes()
    assert len(set(disk.threads)) == 2


def test_cancelling_waits_for_the_write_under_way_and_no_more(
    sftp: Sftp, local: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = SlowDisk(monkeypatch)
    move = begin_slow(sftp, local, tmp_path / "remote", disk)
    wait_for(lambda: len(disk.threads) == local_disk.OFTEN + 1, what="a write that waits")
    move.cancel()
    assert move.outcomes == []
    disk.gate.set()
    outcome = move.wait()
    assert isinstance(outcome, Problem)
    assert len(disk.threads) == local_disk.OFTEN + 1


def test_which_disks_wait_for_a_network(tmp_path: Path, local: int) -> None:
    device = os.fstat(local).st_dev
    mounts = tmp_path / "mountinfo"
    line = "36 35 {} / /mnt rw,noatime master:1 - {} server:/export rw\n"
    number = f"{os.major(device)}:{os.minor(device)}"
    for kind, far in (("ext4", False), ("nfs4", True), ("fuse.sshfs", True)):
        mounts.write_text(line.format("0:999", "nfs") + line.format(number, kind))
        assert local_disk.is_far(local, mounts) is far
    assert not local_disk.is_far(local, tmp_path / "missing")
