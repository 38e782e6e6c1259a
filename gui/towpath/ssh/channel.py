"""One SSH channel (RFC 4254 section 5), made so that no misuse of it can end the session.

Stock paramiko's Channel sends EOF or DATA after its CLOSE, for which sshd ends the whole session; waits in the
transport's own thread; and sends when it is garbage-collected. This one replaces it.
"""

from __future__ import annotations

import enum
import struct
import threading
from collections.abc import Callable
from typing import Protocol

from paramiko.common import (
    MSG_CHANNEL_CLOSE,
    MSG_CHANNEL_EOF,
    MSG_CHANNEL_FAILURE,
    MSG_CHANNEL_OPEN_SUCCESS,
    MSG_CHANNEL_WINDOW_ADJUST,
)
from paramiko.message import Message

from towpath.model.error import Problem
from towpath.model.ports import StreamEvents

WINDOW = 16 << 20
"""Bytes the far side may send before we acknowledge any: what a long link holds at 1 Gbit/s and 130 ms."""
ACKNOWLEDGED_AT_ONCE = WINDOW // 8
PACKET = 1 << 17
"""Most bytes in one DATA message, either way. OpenSSH sends and takes 32 KiB."""

BATCH = 1 << 17
"""Most bytes that are encrypted before they are written."""

ExplainRefusal = Callable[[int, str], Problem]
"""Makes a problem of a reason code (RFC 4254 section 5.1) and the server's own text."""


class Gate(Protocol):
    """What a channel needs of its transport."""

    def post(self, message: Message) -> None:
        """Send in the order of the calls, after a key exchange in progress. Never waits, raises nothing."""
        ...

    def post_data(self, channel: Channel, number: int, data: memoryview, most: int) -> bool:
        """Send `data` in DATA messages of up to `most` bytes to the far side's channel `number`. Never waits.

        False when there is no room; the channel's `retry` is called when there is.
        """
        ...

    def forget(self, channel: Channel) -> None:
        """Both sides have closed it."""
        ...


class State(enum.Enum):
    """How far a channel is."""

    OPENING = enum.auto()
    ACCEPTING = enum.auto()
    OPEN = enum.auto()
    ENDED = enum.auto()


class Channel:
    """A `model.ports.Stream`. Its user's calls may come from any thread and never wait.

    What the server sends comes in the transport's thread and is told to `events` there (`writable` also in the link's
    writer thread), never under a lock. After `close` nothing is told any more.

    Lock order: the channel's, then the transport's gate, then the packetizer's and the link's; for a chain from the
    innermost session outwards.
    """

    window = WINDOW
    """Bytes the far side may send before we acknowledge any."""
    is_bulk = False
    """Whether what it sends lets that of other channels go first."""

    def __init__(self, gate: Gate, number: int, events: StreamEvents, explain: ExplainRefusal) -> None:
        self.number = number
        self._gate = gate
        self._events = events
        self._explain = explain
        self._lock = threading.Lock()
        self._state = State.OPENING
        self._remote = 0
        self._send_window = 0
        self._send_packet = 0
        self._short = False  # `send` took less than offered because of the window
        self._receive_window = self.window
        self._unacknowledged = 0
        self._eof_wanted = False
        self._eof_sent = False
        self._eof_received = False
        self._closed_here = False
        self._close_sent = False

    # --- the server opened it: any thread

    def begin_accepting(self) -> None:
        """Instead of waiting for the server's confirmation this channel gives one. Called before others know it."""
        self._state = State.ACCEPTING
        self._events.opened()

    def confirm(self, remote: int, window: int, packet: int) -> None:
        """Tell the server that its channel `remote` is open."""
        with self._lock:
            if self._state is not State.ACCEPTING:
                return  # the session ended in between
            self._set_open(remote, window, packet)
            confirmation = struct.pack(">BIIII", MSG_CHANNEL_OPEN_SUCCESS, remote, self.number, self.window, PACKET)
            self._post(Message(confirmation))
            if self._closed_here:
                self._send_close()
            else:
                self._send_wanted_eof()
        self.retry()  # `send` took nothing until now

    # --- its user: any thread

    def send(self, data: memoryview) -> int:
        """Take as many bytes as the far side's window and our backlog allow. 0 before it is open and after its end."""
        taken = 0
        with self._lock:
            if self._state is not State.OPEN or self._eof_sent or self._close_sent:
                return 0
            while taken < len(data):
                size = min(len(data) - taken, self._send_window, BATCH) if self._send_packet else 0
                if size == 0:
                    self._short = True
                    break
                if not self._gate.post_data(self, self._remote, data[taken : taken + size], self._send_packet):
                    break
                self._send_window -= size
                taken += size
        return taken

    def send_end_of_file(self) -> None:
        """No more will be sent; the far side may go on sending."""
        with self._lock:
            self._eof_wanted = True
            self._send_wanted_eof()

    def acknowledge(self, count: int) -> None:
        """`count` bytes told to `data` have left: the far side may send as many more."""
        with self._lock:
            self._acknowledge(count)

    def close(self) -> None:
        """End both directions. A channel that is still opening is closed as soon as the server has opened it."""
        with self._lock:
            self._closed_here = True
            if self._state is State.OPEN:
                self._send_close()

    # --- the server: the transport's thread

    def on_opened(self, message: Message) -> None:
        """CHANNEL_OPEN_CONFIRMATION."""
        with self._lock:
            if self._state is not State.OPENING:
                return  # nobody asked
            self._set_open(message.get_int(), message.get_int(), message.get_int())
            given_up = self._closed_here
            if given_up:
                self._send_close()
            else:
                self._begin()
                self._send_wanted_eof()
        if not given_up:
            self._events.opened()

    def on_refused(self, message: Message) -> None:
        """CHANNEL_OPEN_FAILURE."""
        code = message.get_int()
        text = message.get_binary().decode(errors="replace")
        with self._lock:
            if self._state is not State.OPENING:
                return  # nobody asked
            self._state = State.ENDED
            given_up = self._closed_here
            self._closed_here = True
        self._gate.forget(self)
        if not given_up:
            self._events.refused(self._explain(code, text))

    def on_data(self, message: Message) -> None:
        self.take(message.get_binary())

    def take(self, data: bytes) -> None:
        """The bytes of a DATA message."""
        with self._lock:
            self._receive_window -= len(data)
            if self._receive_window < 0:
                self._send_close()  # the far side ignores the window: our memory is not its to fill
            if self._closed_here or self._close_sent:
                return
        self._events.data(data)

    def on_extended_data(self, message: Message) -> None:
        """Text for stderr, which nobody waits for: the window for it is given back at once."""
        message.get_int()
        size = message.get_int()
        with self._lock:
            self._receive_window -= size
            self._acknowledge(size)

    def on_window_adjust(self, message: Message) -> None:
        with self._lock:
            self._send_window += message.get_int()
            short, self._short = self._short, False
        if short:
            self.retry()

    def on_end_of_file(self, _message: Message) -> None:
        with self._lock:
            self._eof_received = True
            silent = self._closed_here
        if not silent:
            self._events.end_of_file()

    def on_close(self, _message: Message) -> None:
        with self._lock:
            self._send_close()
            self._state = State.ENDED
            silent, self._closed_here = self._closed_here, True
        self._gate.forget(self)
        if not silent:
            self._events.closed()

    def on_request(self, message: Message) -> None:
        """sshd's ClientAliveInterval asks here for a sign of life; any answer will do, and we know no request."""
        message.get_binary()
        if message.get_boolean():
            with self._lock:
                self._post(Message(struct.pack(">BI", MSG_CHANNEL_FAILURE, self._remote)))

    def on_success(self, message: Message) -> None:
        """CHANNEL_SUCCESS: the server grants the request that was sent."""

    def on_failure(self, message: Message) -> None:
        """CHANNEL_FAILURE: it does not. Most kinds of channels send no request."""

    def retry(self) -> None:
        """There is room again. The transport's or the link's writer thread."""
        if not self._closed_here:
            self._events.writable()

    def on_session_end(self, problem: Problem) -> None:
        """The session is gone. The transport's thread, or the opener's when it came too late."""
        with self._lock:
            was_opening = self._state is State.OPENING
            self._state = State.ENDED
            silent, self._closed_here = self._closed_here, True
        if silent:
            return
        if was_opening:
            self._events.refused(problem)
        else:
            self._events.closed()

    def _unlink(self) -> None:
        """paramiko calls this at the end of its run; `on_session_end` comes a moment later, with the reason."""

    # --- under the lock

    def _begin(self) -> None:
        """It has just been opened: what a kind of channels says first, before its user does."""

    def _set_open(self, remote: int, window: int, packet: int) -> None:
        self._remote = remote
        self._send_window = window
        self._send_packet = min(packet, PACKET)
        self._state = State.OPEN

    def _post(self, message: Message) -> None:
        """The only way out: nothing leaves after CLOSE."""
        if not self._close_sent:
            self._gate.post(message)

    def _acknowledge(self, count: int) -> None:
        self._unacknowledged += count
        if self._unacknowledged < ACKNOWLEDGED_AT_ONCE or self._eof_received:
            return
        grant, self._unacknowledged = self._unacknowledged, 0
        self._receive_window += grant
        self._post(Message(struct.pack(">BII", MSG_CHANNEL_WINDOW_ADJUST, self._remote, grant)))

    def _send_wanted_eof(self) -> None:
        if self._state is State.OPEN and self._eof_wanted and not self._eof_sent:
            self._eof_sent = True
            self._post(Message(struct.pack(">BI", MSG_CHANNEL_EOF, self._remote)))

    def _send_close(self) -> None:
        if not self._close_sent:
            self._post(Message(struct.pack(">BI", MSG_CHANNEL_CLOSE, self._remote)))
            self._close_sent = True
