"""A TCP connection from this machine as a far stream: what a request that goes direct is joined with.

Everything runs in the relay's thread, which is also the far side's here.
"""

from __future__ import annotations

import contextlib
import functools
import selectors
import socket
from typing import TYPE_CHECKING

from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint
from towpath.model.ports import OpenStream, Stream, StreamEvents
from towpath.net.reset import reset

if TYPE_CHECKING:
    from towpath.net.branch import Branch

WINDOW = 256 * 1024
"""Bytes that may wait for the local side; while there are as many, the target is not listened to."""


def direct_from(branch: Branch) -> OpenStream:
    """Opens streams to targets as seen from this machine, for joints of this branch."""
    return functools.partial(_open, branch)


def _open(branch: Branch, target: Endpoint, _origin: Endpoint, events: StreamEvents) -> Stream:
    stream = SocketStream(branch, target, events)
    branch.reach(target, stream.connected, stream.refused)
    return stream


class SocketStream:
    """One connection: a `model.ports.Stream` whose window is what the system takes at once."""

    def __init__(self, branch: Branch, target: Endpoint, events: StreamEvents) -> None:
        self.watching = 0
        self._relay = branch.relay
        self._target = target
        self._events = events
        self._connected = False
        self._closed = False
        self._short = False  # `send` took less than was offered
        self._said_end = False
        self._heard_end = False
        self._unacknowledged = 0

    # --- the outcome of connecting

    def connected(self, sock: socket.socket) -> None:
        """It is the stream's from now on."""
        self.sock = sock
        self._connected = True
        if self._closed:  # nobody wants it any more
            reset(sock)
            return
        self._events.opened()
        self._watch()

    def refused(self, problem: Problem | None) -> None:
        """There is none; None when the branch was closed."""
        self._events.refused(problem or Problem(ProblemKind.CANCELLED, str(self._target)))

    # --- Stream

    def send(self, data: memoryview) -> int:
        if self._closed:
            return 0
        try:
            sent = self.sock.send(data)
        except BlockingIOError:
            sent = 0
        except OSError:
            self._break_off()
            return 0
        if sent < len(data):
            self._short = True
            self._watch()
        return sent

    def send_end_of_file(self) -> None:
        self._said_end = True
        with contextlib.suppress(OSError):  # it has gone: reading will say so
            self.sock.shutdown(socket.SHUT_WR)

    def acknowledge(self, count: int) -> None:
        self._unacknowledged -= count
        self._watch()

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        if self._connected:
            self._relay.watch(self, 0)
            if self._said_end:
                self.sock.close()
            else:
                reset(self.sock)

    # --- the relay

    def ready(self, events: int) -> None:
        if self._closed:
            return
        if events & selectors.EVENT_READ:
            self._read()
        if events & selectors.EVENT_WRITE and self._short:
            self._short = False
            self._events.writable()
        self._watch()

    def abort(self) -> None:
        self._break_off()

    def _read(self) -> None:
        buffer = self._relay.read_buffer
        try:
            count = self.sock.recv_into(buffer)
        except BlockingIOError:
            return
        except OSError:
            self._break_off()
            return
        if count:
            self._unacknowledged += count
            self._events.data(bytes(buffer[:count]))
        else:
            self._heard_end = True
            self._events.end_of_file()

    def _break_off(self) -> None:
        """The target has gone without having said its end, or cannot be told any more."""
        self.close()
        self._events.closed()

    def _watch(self) -> None:
        """Wait for what there is to wait for."""
        if self._closed or not self._connected:
            return
        events = 0 if self._heard_end or self._unacknowledged >= WINDOW else selectors.EVENT_READ
        if self._short:
            events |= selectors.EVENT_WRITE
        self._relay.watch(self, events)
