"""What the packets of one transport run over: reading waits, writing never does."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

READ_SIZE = 1 << 16
WRITER_WAIT = 0.25
"""Seconds after which a waiting writer looks round; closing wakes it at once where the system lets it."""
ROOM = 1 << 20
"""Bytes of backlog from which on channels hold their data back."""
LIMIT = 1 << 25
"""Bytes of backlog that end the link: only a server that asks for replies and never reads them gets there."""

# poll() has no limit of 1,024 descriptors; Windows has only select(), without that limit.
_Selector = getattr(selectors, "PollSelector", selectors.SelectSelector)


class Carrier(Protocol):
    """Carries bytes to an SSH server and back: a TCP socket, a command's socket, a stream through another session."""

    def receive(self, seconds: float) -> bytes:
        """The next bytes, or none at the end. TimeoutError after `seconds` without any; OSError when it broke."""
        ...

    def send(self, data: memoryview) -> int:
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


class SocketCarrier:
    """A connected stream socket as a carrier. It owns the socket from now on."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        sock.setblocking(False)
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._readable = _Selector()
        self._readable.register(sock, selectors.EVENT_READ)
        self._writable = _Selector()
        self._writable.register(sock, selectors.EVENT_WRITE)

    def receive(self, seconds: float) -> bytes:
        try:
            return self._socket.recv(READ_SIZE)
        except BlockingIOError:
            if not self._readable.select(seconds):
                raise TimeoutError from None
        try:
            return self._socket.recv(READ_SIZE)
        except BlockingIOError:
            raise TimeoutError from None

    def send(self, data: memoryview) -> int:
        try:
            return self._socket.send(data)
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
        self._ahead = b""
        self._position = 0
        self._changed = threading.Condition()
        self._backlog: deque[memoryview] = deque()
        self._backlogged = 0
        self._writer: threading.Thread | None = None
        self._deadline: float | None = None
        self.closed = False
        self.last_received = time.monotonic()
        self.drained: Callable[[], None] = lambda: None
        """Called in the writer's thread when `has_room` has become true again."""

    # --- reading: the transport's thread

    def settimeout(self, seconds: float) -> None:
        """How long `recv` waits before it raises TimeoutError; paramiko uses that to look round."""
        self._wait = seconds

    def recv(self, size: int) -> bytes:
        """Up to `size` bytes, none at the end; read ahead, so that small reads cost no system call."""
        if self._position >= len(self._ahead):
            if self.closed:
                return b""
            self._ahead = self._carrier.receive(self._wait)
            self._position = 0
            self.last_received = time.monotonic()
        piece = self._ahead[self._position : self._position + size]
        self._position += len(piece)
        return piece

    # --- writing: any thread

    @property
    def has_room(self) -> bool:
        """Whether the backlog is short enough for more data. Control messages do not ask."""
        return self._backlogged < ROOM

    def write(self, data: bytes) -> None:
        """Send now, or queue behind what waits already. Raises EOFError when the link is gone."""
        rest = memoryview(data)
        with self._changed:
            if self._backlogged > LIMIT:
                self.close()
            if self.closed:
                raise EOFError
            if not self._backlog:
                try:
                    rest = rest[self._carrier.send(rest) :]
                except OSError as error:
                    raise EOFError from error
            if not rest:
                return
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
                had_room = self.has_room
                try:
                    self._send_backlog()
                except OSError:
                    self._deadline = time.monotonic()  # the reader meets the same error and reports it
                drained = self.has_room and not had_room
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
