"""What the packets of one transport run over: reading waits, writing never does."""

from __future__ import annotations

import contextlib
import selectors
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

LONGEST_PACKET = 1 << 18
"""Bytes; OpenSSH takes no longer ones either (PACKET_MAX_SIZE)."""
READ_AHEAD = LONGEST_PACKET + (1 << 16)
"""Bytes read at once at most: the longest packet and a good part of the next."""
LEAST_READ = 1 << 16
"""Bytes for which there is always room when more is read."""
WRITER_WAIT = 0.25
"""Seconds after which a waiting writer looks round; closing wakes it at once where the system lets it."""
ROOM = 1 << 20
"""Bytes of backlog from which on channels hold their data back."""
BULK_ROOM = 1 << 16
"""The same for those that carry files, so that the data of other channels finds a short queue."""
UNSENT = 1 << 17
"""Bytes that the system keeps for us beyond those that are under way: what it has, nobody overtakes any more."""
LIMIT = 1 << 25
"""Bytes of backlog that end the link: only a server that asks for replies and never reads them gets there."""

_LENGTH = struct.Struct(">I")
# poll() has no limit of 1,024 descriptors; Windows has only select(), without that limit.
_Selector = getattr(selectors, "PollSelector", selectors.SelectSelector)
_DONT_WAIT: int = getattr(socket, "MSG_DONTWAIT", 0)
"""Where the system has it, the socket waits by itself for reading: one system call for a packet instead of three."""


class Carrier(Protocol):
    """Carries bytes to an SSH server and back: a TCP socket, a command's socket, a stream through another session."""

    def receive_into(self, buffer: memoryview, seconds: float) -> int:
        """How many bytes came, 0 at the end. TimeoutError after `seconds` without any; OSError when it broke."""
        ...

    def send(self, data: bytes | memoryview) -> int:
        """Take as many bytes as fit now, possibly none; never waits. OSError when it broke."""
        ...

    def wait_sendable(self, seconds: float) -> None:
        """Return when bytes may fit again, or it broke or was closed, or after `seconds`."""
        ...

    def close(self) -> None:
        """End every call that waits, at once; never waits itself. Any thread."""
        ...

    def release(self) -> None:
        """Give its resources back, when no other thread uses it any more."""
        ...


class Loop(Protocol):
    """What has other work to do while nothing comes: the session's relay."""

    def serve_until_readable(self, far_side: socket.socket, seconds: float) -> bool:
        """Work until the socket can be read, for at most `seconds` or until it is closed; whether it can."""
        ...

    @property
    def closed(self) -> bool:
        """It works no more."""
        ...


class SocketCarrier:
    """A connected stream socket as a carrier. It owns the socket from now on."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._seconds = 0.0
        self._loop: Loop | None = None
        sock.setblocking(bool(_DONT_WAIT))
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if hasattr(socket, "TCP_NOTSENT_LOWAT"):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, UNSENT)
        self._readable = _Selector()
        self._readable.register(sock, selectors.EVENT_READ)
        self._writable = _Selector()
        self._writable.register(sock, selectors.EVENT_WRITE)

    def serve(self, loop: Loop) -> bool:
        """Let the reader's thread run `loop` while it would wait, from its next wait on. Any thread.

        False where one system call cannot be told not to wait.
        """
        if _DONT_WAIT:
            self._loop = loop
        return bool(_DONT_WAIT)

    def receive_into(self, buffer: memoryview, seconds: float) -> int:
        if self._loop is not None and not self._loop.closed:
            if not self._loop.serve_until_readable(self._socket, seconds):
                raise TimeoutError
            try:
                return self._socket.recv_into(buffer, 0, _DONT_WAIT)
            except BlockingIOError:
                raise TimeoutError from None
        if _DONT_WAIT and seconds != self._seconds:
            self._seconds = seconds
            limit = struct.pack("ll", int(seconds), int(seconds % 1 * 1e6))
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
        try:
            return self._socket.recv_into(buffer)
        except BlockingIOError:
            if _DONT_WAIT or not self._readable.select(seconds):
                raise TimeoutError from None
        try:
            return self._socket.recv_into(buffer)
        except BlockingIOError:
            raise TimeoutError from None

    def send(self, data: bytes | memoryview) -> int:
        try:
            return self._socket.send(data, _DONT_WAIT)
        except BlockingIOError:
            return 0

    def wait_sendable(self, seconds: float) -> None:
        self._writable.select(seconds)

    def close(self) -> None:
        # Only shut: a descriptor closed under a waiting thread may be given to somebody else meanwhile.
        with contextlib.suppress(OSError):  # the other side was quicker
            self._socket.shutdown(socket.SHUT_RDWR)

    def release(self) -> None:
        self._readable.close()
        self._writable.close()
        self._socket.close()


class Link:
    """Gives paramiko's packetizer the socket it expects, and a writer that never waits.

    Bytes that do not fit into the carrier go to a backlog, in order, which a thread of its own writes out (started when
    the first backlog arises). So whoever has something to send, the transport's own thread included, goes on at once
    even when the link is frozen and all buffers are full.
    """

    def __init__(self, carrier: Carrier, name: str) -> None:
        self._carrier = carrier
        self._name = name
        self._wait = WRITER_WAIT
        self._ahead = memoryview(bytearray(READ_AHEAD))
        self._begin = 0
        self._end = 0
        self._reader = 0
        self._before_read: list[Callable[[], None]] = []
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._backlog: deque[memoryview] = deque()
        self._backlogged = 0
        self._writer: threading.Thread | None = None
        self._deadline: float | None = None
        self.closed = False
        self.last_received = time.monotonic()
        self.drained: Callable[[], None] = lambda: None
        """Called in the writer's thread when `has_room` has become true again, of either kind."""

    # --- reading: the transport's thread

    def serve(self, loop: Loop) -> bool:
        """Let the reader's thread run `loop` while it would wait; False where the carrier cannot. Any thread."""
        return isinstance(self._carrier, SocketCarrier) and self._carrier.serve(loop)

    def settimeout(self, seconds: float) -> None:
        """How long `recv` waits before it raises TimeoutError; paramiko uses that to look round."""
        self._wait = seconds

    def recv(self, size: int) -> bytes:
        """Up to `size` bytes, none at the end; read ahead, so that small reads cost no system call."""
        if self._begin == self._end:
            try:
                self._read()
            except EOFError:
                return b""
        piece = self._ahead[self._begin : min(self._begin + size, self._end)]
        self._begin += len(piece)
        return bytes(piece)

    def packet(self, trailer: int) -> memoryview:
        """The next packet: four bytes that say how many follow, those, and `trailer` more. Good until the next read.

        Raises TimeoutError as `recv` does (what came until then is kept), EOFError at the end, and ValueError with
        the length of a packet that has more than `LONGEST_PACKET` bytes in all.
        """
        while True:
            begin, end = self._begin, self._end
            if end - begin >= 4:
                size = 4 + _LENGTH.unpack_from(self._ahead, begin)[0] + trailer
                if size > LONGEST_PACKET:
                    raise ValueError(size)
                if end - begin >= size:
                    self._begin = begin + size
                    return self._ahead[begin : begin + size]
            self._read()

    def before_read(self, call: Callable[[], None]) -> bool:
        """Call `call` when all that was read has been dealt with, before more is read: for answers to many packets at
        once. False unless it is the reader, dealing with what it read, who asks for it."""
        if threading.get_ident() != self._reader:
            return False
        self._before_read.append(call)
        return True

    def _read(self) -> None:
        while self._before_read:
            calls, self._before_read = self._before_read, []
            for call in calls:
                call()
        if self.closed:
            raise EOFError
        if self._begin == self._end:
            self._begin = self._end = 0
        elif self._end > READ_AHEAD - LEAST_READ:
            rest = self._end - self._begin
            self._ahead[:rest] = self._ahead[self._begin : self._end]
            self._begin, self._end = 0, rest
        self._reader = 0  # what is done in the wait has no end that could be told
        count = self._carrier.receive_into(self._ahead[self._end :], self._wait)
        self._reader = threading.get_ident()
        if not count:
            raise EOFError
        self._end += count
        self.last_received = time.monotonic()

    # --- writing: any thread

    def has_room(self, bulk: bool = False) -> bool:
        """Whether the backlog is short enough for more data. Control messages do not ask."""
        return self._backlogged < (BULK_ROOM if bulk else ROOM)

    def write(self, data: bytes) -> None:
        """Send now, or queue behind what waits already. Raises EOFError when the link is gone."""
        with self._lock:
            if self._backlogged > LIMIT:
                self.close()
            if self.closed:
                raise EOFError
            sent = 0
            if not self._backlog:
                try:
                    sent = self._carrier.send(data)
                except OSError as error:
                    raise EOFError from error
                if sent == len(data):
                    return
            rest = memoryview(data)[sent:]
            self._backlog.append(rest)
            self._backlogged += len(rest)
            if self._writer is None:
                self._writer = threading.Thread(target=self._write, name=f"{self._name}-writer", daemon=True)
                self._writer.start()
            self._changed.notify()

    def _write(self) -> None:
        """Write the backlog out as the carrier takes it. The writer's thread."""
        while True:
            with self._changed:
                while not self._backlog and not self.closed:
                    self._changed.wait()
                if self.closed:
                    return
                had_room = self.has_room(), self.has_room(bulk=True)
                try:
                    self._send_backlog()
                except OSError:
                    self._deadline = time.monotonic()  # the reader meets the same error and reports it
                drained = had_room != (self.has_room(), self.has_room(bulk=True))
                remaining = None if self._deadline is None else self._deadline - time.monotonic()
                waiting = bool(self._backlog)
            if drained:
                self.drained()
            if remaining is not None and (remaining <= 0 or not waiting):
                self.close()
            elif waiting:
                self._carrier.wait_sendable(WRITER_WAIT if remaining is None else min(WRITER_WAIT, remaining))

    def _send_backlog(self) -> None:
        while self._backlog:
            sent = self._carrier.send(self._backlog[0])
            self._backlogged -= sent
            if sent < len(self._backlog[0]):
                self._backlog[0] = self._backlog[0][sent:]
                return
            self._backlog.popleft()

    # --- the end: any thread

    def finish(self, seconds: float) -> None:
        """Close once the backlog is written, at the latest in `seconds`; does not wait for it."""
        with self._changed:
            if self._backlog and not self.closed:
                if self._deadline is None:
                    self._deadline = time.monotonic() + seconds
                return
        self.close()

    def close(self) -> None:
        """Close now; what is in the backlog is lost. Every waiting call ends."""
        with self._changed:
            if self.closed:
                return
            self.closed = True
            self._backlog.clear()
            self._backlogged = 0
            self._changed.notify()
        self._carrier.close()

    def release(self) -> None:
        """Give the carrier's resources back. By the transport's thread at its end, or when that never started."""
        self.close()
        if self._writer is not None:
            self._writer.join()
        self._carrier.release()
