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
        seen = len(self._received)
        self._received += data
        while (end := self._received.find(b"\n", seen)) >= 0:
            line = bytes(self._received[:end])
            del self._received[: end + 1]
            seen = 0
            yield line
        if len(self._received) > self._limit:
            raise LineTooLongError

    def rest(self) -> bytes:
        """What came behind the last line that was taken: for who goes on with the socket in another way."""
        return bytes(self._received)

    def send(self, data: bytes = b"") -> None:
        """Send this after what is queued, as far as it fits now. Raises OSError when the other end is gone."""
        self.unsent += data
        if self.unsent:
            try:
                del self.unsent[: self.socket.send(self.unsent)]
            except BlockingIOError:
                pass  # the rest goes when the selector says so
