"""One SFTP channel: requests go out without waiting, replies are dealt with where they arrive.

Version 3 of the protocol (draft-ietf-secsh-filexfer-02) with OpenSSH's extensions (its PROTOCOL file, section 4).
"""

from __future__ import annotations

import itertools
import struct
import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from paramiko.sftp import CMD_DATA, CMD_EXTENDED, CMD_EXTENDED_REPLY, CMD_INIT, CMD_VERSION

from towpath.model.error import Problem, ProblemKind
from towpath.model.ports import Stream

VERSION = 3
LONGEST_REPLY = 1 << 18
"""Bytes after the length; OpenSSH's client takes no longer ones either (SFTP_MAX_MSG_LENGTH)."""
TOGETHER = 1 << 17
"""Bytes of small requests that are sent at once."""
PRINTS_TEXT = "before SFTP begins, a start-up file of the shell there, or the server, prints: "
LIMITS = b"limits@openssh.com"
ENDED = 0
"""In place of a reply's kind: the channel has ended and there will be none."""

_LENGTH = struct.Struct(">I")
_HEAD = struct.Struct(">IBI")
"""Length, kind and id: what every packet begins with but INIT and VERSION, which have the version in the id's place."""
_DATA_HEAD = struct.Struct(">IBII")
"""The same, and how many bytes a DATA reply has."""
_LIMITS_REPLY = struct.Struct(">QQQQ")
_BEYOND_DATA = _DATA_HEAD.size - _LENGTH.size
"""What the length of a DATA reply counts besides its bytes."""

Answered = Callable[[int, bytes], None]
"""Gets the kind of the reply (SSH_FXP_*) and its body after the id; ENDED and nothing when none will come."""


class Limits(NamedTuple):
    """What one request may have at most. The defaults are what every server has to take (section 3 of the draft)."""

    packet: int = 34_000
    read: int = 32_768
    write: int = 32_768
    handles: int = 0
    """How many may be open at once; 0 for unknown."""


class Reading(ABC):
    """A READ whose bytes are taken as they come, without being put together first. Called in the transport's thread."""

    most: int
    """How many bytes were asked for."""

    @abstractmethod
    def take(self, piece: memoryview) -> None:
        """The next of its bytes."""

    @abstractmethod
    def finish(self) -> None:
        """That was all of the reply."""

    @abstractmethod
    def answered(self, kind: int, body: bytes) -> None:
        """There is another reply, or none will come, perhaps in the midst of one and in any thread: see `Answered`."""


class _Frame(NamedTuple):
    """Bytes on their way out, and who is told when the last of them has left."""

    data: memoryview
    sent: Callable[[], None] | None


class SftpChannel:
    """The `StreamEvents` of a stream to an SFTP server. Any thread may call any method; none waits.

    Replies come in the transport's thread, with no lock held. `started` is called once: with None when the server has
    introduced itself (requests may be made before, and go out behind the introduction), else with the reason why it
    will not. `why_closed` says why a stream that nobody here closed has ended. `limits` are those that another channel
    to the same server learned: then it is not asked again. `when_read` (`Session.when_read`) has what the replies of
    one moment give rise to leave together.
    """

    def __init__(
        self,
        via: str,
        started: Callable[[Problem | None], None],
        why_closed: Callable[[], Problem],
        *,
        limits: Limits | None = None,
        when_read: Callable[[Callable[[], None]], bool] = lambda _call: False,
    ) -> None:
        self.via = via
        self.extensions: Mapping[bytes, bytes] = {}
        self.limits = limits or Limits()
        self.problem: Problem | None = None
        """Why it has ended."""
        self.round_trip = 0.0
        """Seconds that the server took for its limits, which is the link's doing; 0 for not known."""
        self._limits_known = limits is not None
        self._limits_asked = 0.0
        self._started = started
        self._why_closed = why_closed
        self._stream: Stream | None = None
        self._lock = threading.Lock()
        self._introduced = False
        self._numbers = itertools.count(1)
        self._waiting: dict[int, Answered | Reading] = {}
        # going out
        self._when_read = when_read
        self._flush_follows = False
        self._sending = threading.Lock()
        self._try_again = False
        self._current: _Frame | None = None
        self._small: deque[_Frame] = deque()
        self._bulk: deque[_Frame] = deque()
        # coming in: the transport's thread
        self._head = b""
        self._pieces: list[bytes] = []
        self._missing = 0
        self._reading: Reading | None = None
        self._left = 0
        self._small.append(_Frame(memoryview(struct.pack(">IBI", 5, CMD_INIT, VERSION)), None))

    @property
    def most_read(self) -> int:
        """Bytes that one READ may ask for."""
        return self.limits.read

    @property
    def most_write(self) -> int:
        """Bytes that one WRITE may carry."""
        return self.limits.write

    @property
    def most_handles(self) -> int:
        """How many files may be open at once; 0 for unknown."""
        return self.limits.handles

    @property
    def stream(self) -> Stream | None:
        """What it goes over, once attached."""
        return self._stream

    def attach(self, stream: Stream) -> None:
        """Here is the stream whose events come here."""
        self._stream = stream
        if self.problem is not None:
            stream.close()
        self._flush()

    # --- requests: any thread

    def request(self, kind: int, body: bytes, answered: Answered | Reading) -> None:
        """Send one request, given without its id. It is answered once, here if the channel has ended already."""
        self.request_many(((kind, body, answered),))

    def request_many(self, requests: Sequence[tuple[int, bytes, Answered | Reading]]) -> None:
        """Send several requests at once, in their order."""
        packets: list[bytes] = []
        with self._lock:
            ended = self.problem is not None
            if not ended:
                for kind, body, waiting in requests:
                    packets += (_HEAD.pack(len(body) + 5, kind, self._number(waiting)), body)
                self._small.append(_Frame(memoryview(b"".join(packets)), None))
        if ended:
            for _, _, waiting in requests:
                _tell(waiting, ENDED, b"")
        elif not self._flush_follows and self._when_read(self._flush_gathered):
            self._flush_follows = True
        elif not self._flush_follows:
            self._flush()

    def request_bulk(
        self, kind: int, packet: bytearray, size: int, answered: Answered, sent: Callable[[], None]
    ) -> None:
        """Send the first `size` bytes of `packet`, whose first nine are filled in here. Other requests overtake it.

        `sent`, in any thread, says that `packet` is no longer needed; it is not called when the channel has ended.
        """
        with self._lock:
            ended = self.problem is not None
            if not ended:
                _HEAD.pack_into(packet, 0, size - _LENGTH.size, kind, self._number(answered))
                self._bulk.append(_Frame(memoryview(packet)[:size], sent))
        if ended:
            answered(ENDED, b"")
        else:
            self._flush()

    def _number(self, waiting: Answered | Reading) -> int:
        """The id of a new request; with the lock."""
        while (number := next(self._numbers) & 0xFFFFFFFF) in self._waiting:
            pass
        self._waiting[number] = waiting
        return number

    def close(self) -> None:
        """End it. What waits for a reply is told, here."""
        self.end(Problem(ProblemKind.CANCELLED, self.via))

    def end(self, problem: Problem) -> None:
        """End it for a reason."""
        with self._lock:
            if self.problem is not None:
                return
            self.problem = problem
            waiting = list(self._waiting.values())
            self._waiting.clear()
            self._small.clear()
            self._bulk.clear()
            introduced, self._introduced = self._introduced, True
        if self._stream is not None:
            self._stream.close()
        if self._reading is not None:
            waiting.append(self._reading)
        for one in waiting:
            _tell(one, ENDED, b"")
        if not introduced:
            self._started(problem)

    # --- going out

    def _flush_gathered(self) -> None:
        self._flush_follows = False
        self._flush()

    def _flush(self) -> None:
        """Send what may be sent. Whoever comes while another thread does this leaves it to that one."""
        while (self._current or self._small or self._bulk) and self._stream is not None:
            if not self._sending.acquire(blocking=False):
                return
            try:
                self._try_again = False
                took_all = self._send(self._stream)
            finally:
                self._sending.release()
            if not took_all and not self._try_again:
                return

    def _send(self, stream: Stream) -> bool:
        while True:
            frame, self._current = self._current, None
            try:
                if frame is None:
                    frame = self._next_small() if self._small else self._bulk.popleft()
            except IndexError:  # nothing waits any more, or `end` took it
                return True
            taken = stream.send(frame.data)
            if taken < len(frame.data):
                self._current = _Frame(frame.data[taken:], frame.sent)
                return False
            if frame.sent is not None:
                frame.sent()

    def _next_small(self) -> _Frame:
        """Several small requests are one, as far as the windows and the packets of SSH are concerned."""
        frame = self._small.popleft()
        if not self._small or len(frame.data) >= TOGETHER:
            return frame
        frames, size = [frame.data], len(frame.data)
        while self._small and size < TOGETHER:
            frames.append(self._small.popleft().data)
            size += len(frames[-1])
        return _Frame(memoryview(b"".join(frames)), None)

    # --- StreamEvents: the transport's thread

    def opened(self) -> None:
        self.writable()

    def refused(self, problem: Problem) -> None:
        self.end(problem)

    def end_of_file(self) -> None:
        """Why comes with its close: the program's status, and what it still says on stderr."""

    def closed(self) -> None:
        self.end(self._why_closed())

    def writable(self) -> None:
        self._try_again = True
        self._flush()

    def data(self, data: bytes) -> None:
        count = len(data)
        if self._head:
            data, self._head = self._head + data, b""
        view, at, end = memoryview(data), 0, len(data)
        while at < end and self.problem is None:
            if self._left:
                size = min(self._left, end - at)
                self._left -= size
                reading = self._reading
                if reading is not None:
                    reading.take(view[at : at + size])
                    if not self._left:
                        self._reading = None
                        reading.finish()
                at += size
            elif self._missing:
                size = min(self._missing, end - at)
                self._missing -= size
                self._pieces.append(data[at : at + size])
                at += size
                if not self._missing:
                    packet = b"".join(self._pieces)
                    self._pieces.clear()
                    self._take_packet(packet, 0, len(packet))
            else:
                at = self._begin_packet(data, at, end)
        if self._stream is not None:
            self._stream.acknowledge(count)

    def _begin_packet(self, data: bytes, at: int, end: int) -> int:
        """Deal with a packet that begins at `at`, or prepare to; up to where."""
        if end - at < _DATA_HEAD.size and (end - at < 4 or end - at < 4 + _LENGTH.unpack_from(data, at)[0]):
            self._head = data[at:]
            return end
        length: int = _LENGTH.unpack_from(data, at)[0]
        if not 5 <= length <= LONGEST_REPLY:
            first = data[at : at + 60]
            is_text = first[0] and first[:4].isascii() and first.strip()  # a length begins with NUL
            if is_text and not self.extensions:
                said = first.decode(errors="replace").strip()
                self.end(Problem(ProblemKind.SFTP_UNAVAILABLE, self.via, {"detail": PRINTS_TEXT + said}))
            else:
                self._misbehaves(f"a reply of {length} bytes")
            return end
        _, kind, number = _HEAD.unpack_from(data, at)
        if kind == CMD_DATA and length >= _BEYOND_DATA:
            reading = self._waiting.get(number)
            if isinstance(reading, Reading):
                return self._begin_data(data, at, number, reading)
        if end - at >= 4 + length:
            self._take_packet(data, at, at + 4 + length)
            return at + 4 + length
        self._pieces.append(data[at:])
        self._missing = 4 + length - (end - at)
        return end

    def _begin_data(self, data: bytes, at: int, number: int, reading: Reading) -> int:
        length, _, _, size = _DATA_HEAD.unpack_from(data, at)
        if size != length - _BEYOND_DATA or size > reading.most:
            self._misbehaves(f"{size} bytes in a reply of {length} where {reading.most} were asked for")
            return len(data)
        with self._lock:
            if self._waiting.pop(number, None) is None:
                return len(data)  # it ends at this moment
            self._reading, self._left = reading, size
        if not size:
            self._reading = None
            reading.finish()
        return at + _DATA_HEAD.size

    def _take_packet(self, data: bytes, at: int, end: int) -> None:
        _, kind, number = _HEAD.unpack_from(data, at)
        body = data[at + _HEAD.size : end]
        if not self.extensions and kind == CMD_VERSION:
            self._take_version(number, body)
            return
        with self._lock:
            waiting = self._waiting.pop(number, None)
        if waiting is None:
            self._misbehaves(f"a reply (kind {kind}) to request {number}, which was not made")
        else:
            _tell(waiting, kind, body)

    def _take_version(self, version: int, body: bytes) -> None:
        if version < VERSION:
            self._misbehaves(f"it speaks version {version} of SFTP, not {VERSION}")
            return
        try:
            strings = _strings(body)
        except ValueError:
            self._misbehaves("its introduction is cut short")
            return
        self.extensions = dict(zip(strings[::2], strings[1::2], strict=False))
        if LIMITS in self.extensions and not self._limits_known:
            self._limits_asked = time.monotonic()
            self.request(CMD_EXTENDED, _LENGTH.pack(len(LIMITS)) + LIMITS, self._take_limits)
        else:
            self._introduce()

    def _take_limits(self, kind: int, body: bytes) -> None:
        if kind == ENDED:
            return
        self.round_trip = time.monotonic() - self._limits_asked
        if kind == CMD_EXTENDED_REPLY and len(body) >= _LIMITS_REPLY.size:
            packet, read, write, handles = _LIMITS_REPLY.unpack_from(body)
            packet = max(min(packet or LONGEST_REPLY, LONGEST_REPLY), Limits().packet)
            most = packet - 1024  # what OpenSSH leaves for the rest of a request or reply
            self.limits = Limits(packet, min(read or most, most), min(write or most, most), handles)
        self._introduce()

    def _introduce(self) -> None:
        with self._lock:
            introduced, self._introduced = self._introduced, True
        if not introduced:
            self._started(None)

    def _misbehaves(self, detail: str) -> None:
        detail = f"what answers there does not speak SFTP properly: {detail}"
        self.end(Problem(ProblemKind.SFTP_UNAVAILABLE, self.via, {"detail": detail}))


def _tell(waiting: Answered | Reading, kind: int, body: bytes) -> None:
    if isinstance(waiting, Reading):
        waiting.answered(kind, body)
    else:
        waiting(kind, body)


def _strings(body: bytes) -> list[bytes]:
    """The strings that follow one another there. ValueError when the last one is cut short."""
    found, at = [], 0
    while at < len(body):
        if len(body) - at < 4:
            raise ValueError(body)
        (size,) = _LENGTH.unpack_from(body, at)
        at += 4
        if size > len(body) - at:
            raise ValueError(body)
        found.append(body[at : at + size])
        at += size
    return found
