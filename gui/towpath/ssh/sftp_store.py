"""Ranges of a local file into a remote one: many WRITEs under way, over as many channels as it takes."""

from __future__ import annotations

import contextlib
import errno
import os
import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from paramiko.sftp import (
    CMD_CLOSE,
    CMD_HANDLE,
    CMD_OPEN,
    CMD_STATUS,
    CMD_WRITE,
    SFTP_BAD_MESSAGE,
    SFTP_EOF,
    SFTP_FLAG_WRITE,
    SFTP_OK,
)

from towpath.model.error import Problem, ProblemKind
from towpath.model.filesystem import Moved, Range
from towpath.ssh.sftp_channel import ENDED, SftpChannel
from towpath.ssh.sftp_fetch import Explain, Outcome, blocks
from towpath.ssh.sftp_flight import Flight
from towpath.ssh.sftp_stripes import LEAST_SIZE, SERVER_WINDOW, Stripes

UNSENT = 2
"""Requests that wait in a channel for its window, so that it is never idle; more only take memory."""
_HEAD = 9
"""Bytes of a request that the channel fills in."""
_AT = struct.Struct(">QI")
_LENGTH = struct.Struct(">I")
_OK = struct.pack(">I", SFTP_OK)


class Store:
    """Copies ranges of `descriptor`, which stays the caller's, to the same places of the file at `path`.

    `handle` is that file's on `channel`; further channels open it by its path. A thread of its own reads the local file
    and ends when all has been handed out. `moved` is told of what the server has acknowledged, and `done` once of the
    end: then nothing reads the descriptor, and no WRITE is under way unless its channel has ended. Both in any thread.
    Holes of the local file are not sent beyond `blank_from`, where the remote one has nothing yet: its size is the
    caller's to set.
    """

    def __init__(
        self,
        channel: SftpChannel,
        handle: bytes,
        path: bytes,
        descriptor: int,
        ranges: Sequence[Range],
        moved: Moved,
        done: Callable[[Outcome], None],
        explain: Explain,
        flight: Flight,
        stripes: Stripes,
        *,
        blank_from: int,
    ) -> None:
        self._first = channel
        self._path = path
        self._size = sum(end - begin for begin, end in ranges)
        self._descriptor = os.dup(descriptor)
        self._moved = moved
        self._done = done
        self._explain = explain
        self._flight = flight
        self._stripes = stripes
        self._blocks = _with_holes(self._descriptor, ranges, blank_from, channel.most_write)
        self._changed = threading.Condition()
        self._lanes = [_Lane(channel, _LENGTH.pack(len(handle)) + handle)]
        self._lanes_wanted = 1
        self._free: list[bytearray] = []
        self._under_way = 0
        self._reading = True
        self._outcome: Outcome = None
        self._failed = False
        self._ended = False
        self._thread = threading.Thread(target=self._pump, name="towpath-sftp-reader", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._flight.join(self._first.round_trip)
        self._widen(self._first.round_trip)
        self._thread.start()

    def cancel(self) -> None:
        """Send no more; `done` is told when what is under way has been acknowledged. Any thread; never waits."""
        self._fail(Problem(ProblemKind.CANCELLED))

    # --- the thread that reads

    def _pump(self) -> None:
        try:
            for begin, end, is_hole in self._blocks:
                if is_hole:
                    self._moved(begin, end - begin)
                    continue
                lane = self._next_lane()
                if lane is None:
                    break
                self._send(lane, begin, end)
        except OSError as error:
            self._fail(error)
        except EOFError:
            self._fail(self._explain(_LENGTH.pack(SFTP_EOF)))
        with self._changed:
            self._reading = False
        self._end_if_over()

    def _next_lane(self) -> _Lane | None:
        """The one with the least on its way, when it is time to send more; None when nothing more is to be sent."""
        with self._changed:
            while not self._failed:
                if len(self._lanes) > 1 or self._under_way < self._flight.limit:
                    ready = [lane for lane in self._lanes if lane.unsent < UNSENT]
                    if ready:
                        return min(ready, key=lambda lane: lane.under_way)
                self._changed.wait()
        return None

    def _send(self, lane: _Lane, begin: int, end: int) -> None:
        """Hand out one block. EOFError when the file is shorter."""
        head, size = _HEAD + len(lane.handle) + _AT.size, end - begin
        packet = self._free.pop() if self._free else bytearray(lane.channel.most_write + len(lane.handle) + 64)
        packet[_HEAD:head] = lane.handle + _AT.pack(begin, size)
        read, view = 0, memoryview(packet)
        while read < size:
            count = os.preadv(self._descriptor, [view[head + read : head + size]], begin + read)
            if not count:
                raise EOFError
            read += count
        with self._changed:
            self._under_way += size
            lane.under_way += size
            lane.unsent += 1
        asked = time.monotonic()

        def sent() -> None:
            self._free.append(packet)
            with self._changed:
                lane.unsent -= 1
                self._changed.notify()

        lane.channel.request_bulk(
            CMD_WRITE,
            packet,
            head + size,
            lambda kind, body: self._answered(lane, asked, begin, size, kind, body),
            sent,
        )

    # --- replies: the transport's thread

    def _answered(self, lane: _Lane, asked: float, begin: int, size: int, kind: int, body: bytes) -> None:
        self._flight.answered(asked, size, self._under_way)
        stored = kind == CMD_STATUS and body[:4] == _OK
        if stored:
            self._moved(begin, size)
        with self._changed:
            self._under_way -= size
            lane.under_way -= size
            self._changed.notify()
        if not stored:
            self._fail(self._why(lane.channel, kind, body))
        elif self._flight.total >= SERVER_WINDOW:
            self._widen(self._flight.round_trip)
        self._end_if_over()

    def _why(self, channel: SftpChannel, kind: int, body: bytes) -> Outcome:
        if kind == ENDED:
            return channel.problem
        return self._explain(body if kind == CMD_STATUS else _LENGTH.pack(SFTP_BAD_MESSAGE))

    # --- further channels

    def _widen(self, round_trip: float) -> None:
        """Have more channels where the windows of these are what bounds the rate."""
        wanted = self._stripes.worthwhile(round_trip)
        with self._changed:
            missing = wanted - self._lanes_wanted
            if missing <= 0 or self._size < LEAST_SIZE or not self._reading:
                return
            self._lanes_wanted = wanted
        channels = self._stripes.borrow(missing, self._first.limits)
        for channel in channels:
            body = _LENGTH.pack(len(self._path)) + self._path + struct.pack(">II", SFTP_FLAG_WRITE, 0)
            channel.request(CMD_OPEN, body, partial(self._opened, channel))

    def _opened(self, channel: SftpChannel, kind: int, body: bytes) -> None:
        lane = _Lane(channel, body) if kind == CMD_HANDLE else None
        with self._changed:
            too_late = self._ended
            if lane is not None and not too_late:
                self._lanes.append(lane)
                self._changed.notify()
        if lane is None:
            self._stripes.give_back(channel)
        elif too_late:
            self._leave(lane)

    def _leave(self, lane: _Lane) -> None:
        """Close the file there."""
        lane.channel.request(CMD_CLOSE, lane.handle, lambda _kind, _body: self._stripes.give_back(lane.channel))

    # --- the end: any thread

    def _fail(self, outcome: Outcome) -> None:
        with self._changed:
            if not self._failed:
                self._failed, self._outcome = True, outcome
            self._changed.notify()

    def _end_if_over(self) -> None:
        with self._changed:
            if self._ended or self._reading or self._under_way:
                return
            self._ended = True
            further = self._lanes[1:]
        with contextlib.suppress(OSError):  # all that counts has been read
            os.close(self._descriptor)
        for lane in further:
            self._leave(lane)
        self._flight.leave()
        self._done(self._outcome)


class _Lane:
    """One channel's share."""

    def __init__(self, channel: SftpChannel, handle: bytes) -> None:
        self.channel = channel
        self.handle = handle
        """With its length in front, as in a request."""
        self.under_way = 0
        self.unsent = 0


def _with_holes(
    descriptor: int, ranges: Sequence[Range], blank_from: int, most: int
) -> Iterator[tuple[int, int, bool]]:
    """The ranges in pieces of at most `most` bytes, but the holes beyond `blank_from` in one, and whether it is one."""
    for begin, end in ranges:
        while begin < end:
            if begin < blank_from or not hasattr(os, "SEEK_DATA"):
                data, stop = begin, end if begin >= blank_from else min(end, blank_from)
            else:
                data, stop = _next_data(descriptor, begin, end)
                if data > begin:
                    yield begin, data, True
            for start, until in blocks([(data, stop)], most):
                yield start, until, False
            begin = stop


def _next_data(descriptor: int, begin: int, end: int) -> Range:
    """Where the next content begins and ends, within these bounds. EOFError when the file is shorter."""
    if os.fstat(descriptor).st_size < end:
        raise EOFError
    try:
        data = min(os.lseek(descriptor, begin, os.SEEK_DATA), end)
    except OSError as error:
        if error.errno != errno.ENXIO:
            raise
        return end, end  # nothing but a hole follows
    return data, min(os.lseek(descriptor, data, os.SEEK_HOLE), end) if data < end else end
