"""Ranges of a remote file into a local one: many READs under way, their bytes written where they arrive."""

from __future__ import annotations

import errno
import os
import queue
import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence

from paramiko.sftp import CMD_READ, CMD_STATUS, SFTP_BAD_MESSAGE, SFTP_EOF

from towpath.model.error import Problem, ProblemKind
from towpath.model.filesystem import Moved, Range
from towpath.ssh.local_disk import OFTEN, SLOW, is_far
from towpath.ssh.sftp_channel import ENDED, Answered, Reading, SftpChannel
from towpath.ssh.sftp_flight import Flight

_ZEROS = bytes(1 << 17)
_RANGE = struct.Struct(">QI")
_STATUS = struct.Struct(">I")

Outcome = Problem | OSError | None
"""None for success; an OSError is the local file's."""
Explain = Callable[[bytes], Problem]
"""Makes a problem of the body of an SSH_FXP_STATUS."""


class Fetch:
    """Copies ranges of the file behind `handle` to the same places of `descriptor`, which stays the caller's.

    `moved` is told of what has been written, `done` once of the end: then nothing writes any more. Both in the
    transport's thread or, with a slow disk, in one of this fetch's own. `explain` gets SSH_FX_EOF too, when the file
    ends before a range does. Blocks of zeros are not written where the local file has nothing, in its holes and behind
    its end: its size is the caller's to set.
    """

    def __init__(
        self,
        channel: SftpChannel,
        handle: bytes,
        descriptor: int,
        ranges: Sequence[Range],
        moved: Moved,
        done: Callable[[Outcome], None],
        explain: Explain,
        flight: Flight,
    ) -> None:
        self._channel = channel
        self._handle = struct.pack(">I", len(handle)) + handle
        self._descriptor = os.dup(descriptor)
        self._blank_from = os.fstat(descriptor).st_size
        self._moved = moved
        self._done = done
        self._explain = explain
        self._flight = flight
        self._lock = threading.Lock()
        self._blocks = blocks(ranges, channel.most_read)
        self._again: list[Range] = []
        self._bytes_under_way = 0
        self._blocks_under_way = 0
        self._outcome: Outcome = None
        self._ended = False
        self._disk = threading.Lock()
        """Held while the descriptor is used; by the transport's thread only as long as the disk is fast."""
        self._slow_writes = 0
        self._writer: queue.SimpleQueue[Callable[[], None]] | None = None

    def start(self) -> None:
        """Begin."""
        self._flight.join(self._channel.round_trip)
        if is_far(self._descriptor):
            self._have_writer()
        self._ask()

    def cancel(self) -> None:
        """End it; `done` is told soon. Any thread; does not wait for the network."""
        self._end(Problem(ProblemKind.CANCELLED))

    def _ask(self) -> None:
        """Request as much as may be under way. It is the end when there is no more and all has come."""
        requests: list[tuple[int, bytes, Answered | Reading]] = []
        limit, now = self._flight.limit, time.monotonic()
        with self._lock:
            while self._bytes_under_way < limit and not self._ended:
                block = self._again.pop() if self._again else next(self._blocks, None)
                if block is None:
                    break
                begin, end = block
                self._bytes_under_way += end - begin
                self._blocks_under_way += 1
                body = self._handle + _RANGE.pack(begin, end - begin)
                requests.append((CMD_READ, body, _Block(self, begin, end - begin, now)))
            complete = not self._blocks_under_way
        if requests:
            self._channel.request_many(requests)
        elif complete:
            self._end(None)

    # --- for its blocks: the transport's thread

    def take(self, piece: memoryview, offset: int) -> None:
        """Bytes for this place."""
        if self._ended:
            return
        if self._writer is not None:
            self._writer.put(lambda: self._write(piece, offset))
            return
        began = time.monotonic()
        self._write(piece, offset)
        if time.monotonic() - began > SLOW:
            self._slow_writes += 1
            if self._slow_writes == OFTEN:
                self._have_writer()

    def finish(self, block: _Block) -> None:
        """All bytes of a reply have been taken."""
        self._flight.answered(block.asked, block.size, self._bytes_under_way)
        if self._writer is not None:
            self._writer.put(lambda: self._arrived(block))
        else:
            self._arrived(block)

    def answered(self, kind: int, body: bytes) -> None:
        """No bytes came."""
        if kind == ENDED:
            self._end(self._channel.problem)
        else:
            self._end(self._explain(body if kind == CMD_STATUS else _STATUS.pack(SFTP_BAD_MESSAGE)))

    # --- the transport's thread or the writer's

    def _write(self, piece: memoryview, offset: int) -> None:
        try:
            with self._disk:
                if not self._ended and _is_blank(piece) and self._has_nothing(offset, len(piece)):
                    return
                while piece and not self._ended:
                    count = os.pwrite(self._descriptor, piece, offset)
                    piece, offset = piece[count:], offset + count
        except OSError as error:
            self._end(error)

    def _has_nothing(self, offset: int, size: int) -> bool:
        """Whether there is a hole, or the end, in the local file."""
        if offset >= self._blank_from:
            return True
        try:
            return os.lseek(self._descriptor, offset, os.SEEK_DATA) >= offset + size
        except OSError as error:
            return error.errno == errno.ENXIO  # nothing from there on; else this disk does not tell
        except AttributeError:  # nor does this system
            return False

    def _arrived(self, block: _Block) -> None:
        """What came of it has been written."""
        if self._ended:
            return
        if not block.size:
            self._end(self._explain(_STATUS.pack(SFTP_EOF)))
            return
        self._moved(block.offset, block.size)
        with self._lock:
            self._bytes_under_way -= block.most
            self._blocks_under_way -= 1
            if block.size < block.most:
                self._again.append((block.offset + block.size, block.offset + block.most))
        self._ask()

    def _have_writer(self) -> None:
        """Have a thread that waits for the disk instead of this one."""
        with self._lock:
            if self._ended:
                return
            self._writer = queue.SimpleQueue()
            threading.Thread(target=self._work, args=(self._writer,), name="towpath-sftp-writer", daemon=True).start()

    def _work(self, tasks: queue.SimpleQueue[Callable[[], None]]) -> None:
        while self._descriptor >= 0:
            tasks.get()()

    def _end(self, outcome: Outcome) -> None:
        with self._lock:
            if self._ended:
                return
            self._ended, self._outcome = True, outcome
            writer = self._writer
        if writer is not None:
            writer.put(self._close)
        else:
            self._close()

    def _close(self) -> None:
        with self._disk:
            try:
                os.close(self._descriptor)
            except OSError as error:  # what was written has not been stored, and nobody hears of it again
                self._outcome = self._outcome or error
            self._descriptor = -1
        self._flight.leave()
        self._done(self._outcome)


class _Block(Reading):
    """One READ under way."""

    __slots__ = ("_fetch", "asked", "most", "offset", "size")

    def __init__(self, fetch: Fetch, offset: int, most: int, asked: float) -> None:
        self._fetch = fetch
        self.offset = offset
        self.most = most
        self.size = 0
        self.asked = asked

    def take(self, piece: memoryview) -> None:
        self._fetch.take(piece, self.offset + self.size)
        self.size += len(piece)

    def finish(self) -> None:
        self._fetch.finish(self)

    def answered(self, kind: int, body: bytes) -> None:
        self._fetch.answered(kind, body)


def blocks(ranges: Sequence[Range], most: int) -> Iterator[Range]:
    """The ranges in pieces of at most `most` bytes."""
    for begin, end in ranges:
        for start in range(begin, end, most):
            yield start, min(start + most, end)


def _is_blank(piece: memoryview) -> bool:
    return not piece[0] and not piece[-1] and piece.tobytes() == _ZEROS[: len(piece)]
