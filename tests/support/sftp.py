"""SFTP below the file system: one channel driven request by request, on a real server or on a scripted one."""

import os
import struct
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from paramiko.sftp import CMD_CLOSE, CMD_HANDLE, CMD_OPEN, CMD_VERSION

from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind
from towpath.model.filesystem import Range
from towpath.model.ports import Stream, StreamEvents
from towpath.ssh.session import Session
from towpath.ssh.sftp_channel import Answered, Limits, SftpChannel
from towpath.ssh.sftp_fetch import Fetch, Outcome
from towpath.ssh.sftp_flight import Flight
from towpath.ssh.sftp_store import Store
from towpath.ssh.sftp_stripes import Stripes

SECONDS = 30.0
READ, WRITE, CREATE, TRUNCATE = 1, 2, 8, 16
GONE = Problem(ProblemKind.LOST, "the test")
KNOWN = Limits()


def string(text: bytes) -> bytes:
    return struct.pack(">I", len(text)) + text


def explain(body: bytes) -> Problem:
    """The code of a STATUS, for tests to look at."""
    return Problem(ProblemKind.FILE_FAILED, "a file", {"code": str(struct.unpack_from(">I", body)[0])})


class Peer:
    """The stream to a server that says what the test says. It takes up to `room` bytes and keeps them in `heard`."""

    def __init__(self, *, room: int = 1 << 30) -> None:
        self.room = room
        self.heard = bytearray()
        self.acknowledged = 0
        self.closed = False
        self.started: list[Problem | None] = []

    def begin(self, *, limits: Limits | None = KNOWN) -> SftpChannel:
        """A channel to this server, which has not introduced itself yet."""
        self.channel = SftpChannel("the test", self.started.append, lambda: GONE, limits=limits)
        self.channel.attach(self)
        self.channel.opened()
        return self.channel

    def requests(self) -> list[tuple[int, int, bytes]]:
        """What has been asked for since the last time: kind, id and body."""
        found = []
        while self.heard:
            (size,) = struct.unpack_from(">I", self.heard)
            assert len(self.heard) >= 4 + size, "half a request"
            kind, number = struct.unpack_from(">BI", self.heard, 4)
            found.append((kind, number, bytes(self.heard[9 : 4 + size])))
            del self.heard[: 4 + size]
        return found

    def reply(self, kind: int, number: int, body: bytes) -> None:
        self.say(struct.pack(">IBI", len(body) + 5, kind, number) + body)

    def introduce(self, *extensions: bytes) -> None:
        self.reply(CMD_VERSION, 3, b"".join(map(string, extensions)))

    def say(self, data: bytes, *, at_once: int = 1 << 15) -> None:
        """Whole packets, or not, in pieces."""
        for start in range(0, len(data), at_once):
            self.channel.data(data[start : start + at_once])

    # --- model.ports.Stream

    def send(self, data: memoryview) -> int:
        taken = min(len(data), self.room)
        self.room -= taken
        self.heard += data[:taken]
        return taken

    def send_end_of_file(self) -> None:
        pass

    def acknowledge(self, count: int) -> None:
        self.acknowledged += count

    def close(self) -> None:
        self.closed = True


class Sftp:
    """One channel on a real server."""

    def __init__(self, session: Session, command: str = "") -> None:
        self.session = session
        self.opened = 0
        self.stripes = Stripes(self._open, session.name)
        started: list[Problem | None] = []
        self.channel = SftpChannel(session.name, started.append, lambda: GONE)
        self.channel.attach(session.open_sftp(command, self.channel))
        wait_for(lambda: started, what="the SFTP server")
        assert started == [None]

    def close(self) -> None:
        self.stripes.close()
        self.channel.close()

    def _open(self, events: StreamEvents) -> Stream:
        self.opened += 1
        return self.session.open_sftp("", events)

    def ask(self, kind: int, body: bytes) -> tuple[int, bytes]:
        """One request and its reply."""
        replies: list[tuple[int, bytes]] = []
        self.channel.request(kind, body, lambda kind, body: replies.append((kind, body)))
        wait_for(lambda: replies, what="a reply")
        return replies[0]

    def open(self, path: Path, flags: int) -> bytes:
        """A handle."""
        kind, body = self.ask(CMD_OPEN, string(os.fsencode(path)) + struct.pack(">II", flags, 0))
        assert kind == CMD_HANDLE, body
        return body[4:]

    def fetch(self, path: Path, descriptor: int, ranges: Sequence[Range], flight: Flight | None = None) -> "Move":
        handle = self.open(path, READ)
        move = Move(self, handle)
        fetch = Fetch(
            self.channel, handle, descriptor, ranges, move.moved_piece, move.done, explain, flight or Flight()
        )
        return move.begin(fetch.start, fetch.cancel)

    def store(self, descriptor: int, path: Path, ranges: Sequence[Range], *, blank_from: int = 0) -> "Move":
        flags = WRITE | CREATE | (0 if blank_from else TRUNCATE)
        handle = self.open(path, flags)
        move = Move(self, handle)
        store = Store(
            self.channel,
            handle,
            os.fsencode(path),
            descriptor,
            ranges,
            move.moved_piece,
            move.done,
            explain,
            Flight(),
            self.stripes,
            blank_from=blank_from,
        )
        return move.begin(store.start, store.cancel)


class Move:
    """A fetch or a store under way."""

    def __init__(self, sftp: Sftp, handle: bytes) -> None:
        self._sftp = sftp
        self._handle = handle
        self._ended = threading.Event()
        self.outcomes: list[Outcome] = []
        self.moved: list[Range] = []
        self.cancel: Callable[[], None] = lambda: None

    def begin(self, start: Callable[[], None], cancel: Callable[[], None]) -> "Move":
        self.cancel = cancel
        start()
        return self

    def moved_piece(self, offset: int, size: int) -> None:
        self.moved.append((offset, offset + size))

    def done(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        self._ended.set()

    def wait(self) -> Outcome:
        """Its outcome, when it has ended and its file is closed."""
        assert self._ended.wait(SECONDS), "it does not end"
        self._sftp.ask(CMD_CLOSE, string(self._handle))
        assert len(self.outcomes) == 1
        return self.outcomes[0]


def gather(moved: Sequence[Range]) -> list[Range]:
    """The same bytes in as few ranges as possible; fails on bytes that were told of twice."""
    found: list[Range] = []
    for begin, end in sorted(moved):
        assert not found or found[-1][1] <= begin, "told twice"
        if found and found[-1][1] == begin:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found


def collect(replies: list[tuple[int, bytes]]) -> Answered:
    """Keeps what comes."""
    return lambda kind, body: replies.append((kind, body))
