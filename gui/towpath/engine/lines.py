"""A socket that carries lines and never waits: for the one thread that serves it from a selector."""

from __future__ import annotations

import socket
from collections.abc import Iterator

_CHUNK = 1 << 16


class LineTooLongError(Exception):
    """The other end sends without end."""


class LineSocket:
    """Splits what arrives into lines and queues what does not fit into the socket."""

    def __init__(self, connection: socket.socket, limit: int) -> None:
        connection.setblocking(False)
        self.socket = connection
        self.unsent = bytearray()
        self._received = bytearray()
        self._limit = limit

    def receive(self) -> Iterator[bytes]:
        """The lines that are complete now. Raises OSError or EOFError when the other end is gone, LineTooLongError."""
        try:
            data = self.socket.recv(_CHUNK)
        except BlockingIOError:
            return
        if not data:
            raise EOFError
        before = len(self._received)
        self._received += data
        start = 0
        while (end := self._received.find(b"\n", max(start, before))) >= 0:
            yield bytes(self._received[start:end])
            start = end + 1
        del self._received[:start]
        if len(self._received) > self._limit:
            raise LineTooLongError

    def send(self, data: bytes = b"") -> None:
        """Send this after what is queued, as far as it fits now. Raises OSError when the other end is gone."""
        self.unsent += data
        if self.unsent:
            try:
                del self.unsent[: self.socket.send(self.unsent)]
            except BlockingIOError:
                pass  # the rest goes when the selector says so
