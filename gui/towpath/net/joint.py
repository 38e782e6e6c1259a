"""One local connection joined with one far stream: windows, half-close and reset, both ways."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from towpath.model.error import Problem, TowpathError
from towpath.model.ports import Stream, StreamEvents
from towpath.net.reset import reset

if TYPE_CHECKING:
    from towpath.net.branch import Branch

SENDS_PER_TURN = 64

Open = Callable[[StreamEvents], Stream]
"""Opens the far stream whose outcome and bytes go to the given events; never waits."""


class Replies(Protocol):
    """What a local client is told before anything else, when its protocol has words for it. Neither may wait."""

    def opened(self) -> bytes:
        """What it hears first when the far stream is open. The far side's or the relay's thread."""
        ...

    def refused(self, problem: Problem) -> bytes:
        """What it hears when there is no far stream, after which its connection is closed, not reset."""
        ...


class Joint:
    """One local connection and its far stream; the stream's events come here.

    The lock guards the local socket and the queue towards it, and is held only for calls that do not block.
    Everything else belongs to the relay's thread.
    """

    def __init__(
        self,
        branch: Branch,
        local: socket.socket,
        *,
        first: bytes = b"",
        replies: Replies | None = None,
        length: int | None = None,
    ) -> None:
        self.branch = branch
        self.sock = local
        self.watching = 0
        self._relay = branch.relay
        self._meter = branch.meter
        self._replies = replies
        self._stream: Stream | None = None
        self._lock = threading.Lock()
        self._to_local: deque[memoryview] = deque()
        self._greeting = 0  # bytes at the queue's head that did not come from the far side
        self._to_far = memoryview(first)[:length]
        self._may_say = None if length is None else length - len(self._to_far)
        self._opened = False
        self._local_ended = False
        self._local_deaf = False
        self._far_ended = False
        self._far_closed = False
        self._socket_closed = False

    @property
    def is_open(self) -> bool:
        """The far side has accepted it, and it has not ended."""
        return self._opened and not self._far_closed

    # --- from the far side, in its thread

    def opened(self) -> None:
        if self._replies and (greeting := self._replies.opened()):
            with self._lock:
                self._greeting = len(greeting)
                self._to_local.append(memoryview(greeting))
        self.branch.report(None)
        self._relay.post(self, self._go)

    def refused(self, problem: Problem) -> None:
        self.branch.report(problem)
        self._relay.post(self, lambda: self._turn_away(problem))

    def data(self, data: bytes) -> None:
        sent = 0
        stream = self._stream
        with self._lock:
            if self._socket_closed:
                return
            waiting = bool(self._to_local)
            if not waiting and stream is not None:
                try:
                    sent = self.sock.send(data)
                except OSError:
                    sent = 0  # it is full, or the client hears no more: the relay's thread will see
            if sent < len(data):
                self._to_local.append(memoryview(data)[sent:])
                if not waiting:
                    self._relay.post(self, self._go_on)
        if sent and stream is not None:
            self._meter.down_by_far += sent
            stream.acknowledge(sent)

    def end_of_file(self) -> None:
        with self._lock:
            self._far_ended = True
            self._pass_end_of_file()
        if self._local_ended:
            self._relay.post(self, self._go_on)

    def closed(self) -> None:
        self._far_closed = True
        if not self._socket_closed:
            self._relay.post(self, self._go_on)

    def writable(self) -> None:
        if self._to_far:
            self._relay.post(self, self._flush_to_far)

    # --- the relay's thread

    def begin(self, open_stream: Open) -> None:
        """Ask for the far stream, whose first events may come before this returns."""
        try:
            self._stream = open_stream(self)
        except TowpathError as error:
            self.refused(error.problem)
        if self._socket_closed:  # `abort` may have come already
            self.let_go()

    def ready(self, events: int) -> None:
        if events & selectors.EVENT_WRITE and not self._socket_closed:
            self._flush_to_local()
        if events & selectors.EVENT_READ and not self._socket_closed:
            self._read_local()
        self._go_on()

    def abort(self) -> None:
        """End both sides at once: one of them failed, or nobody wants them any more."""
        self._relay.watch(self, 0)
        self.cut()
        self.let_go()

    def cut(self) -> None:
        """Reset the local connection. Any thread."""
        self._close_socket(broken_off=True)

    def let_go(self) -> None:
        """Close the stream."""
        self._relay.drop(self, connections=1)
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()

    def _go(self) -> None:
        """The stream is open."""
        self._opened = True
        if self._greeting and not self._socket_closed:
            self._flush_to_local()
        self._flush_to_far()
        if not self._socket_closed:
            self._read_local()  # most clients have spoken by now
        self._go_on()

    def _turn_away(self, problem: Problem) -> None:
        """There is no stream."""
        if self._replies is None:
            self.abort()
            return
        self._relay.watch(self, 0)
        with self._lock:
            cut, self._socket_closed = self._socket_closed, True
        if not cut:
            self.branch.dismiss(self.sock, self._replies.refused(problem))
        self.let_go()

    def _go_on(self) -> None:
        """After any change: end when nothing is left to pump, else wait for what is."""
        if self._socket_closed:
            return
        delivered = not self._to_local
        if delivered and (self._far_closed or ((self._far_ended or self._local_deaf) and self._local_ended)):
            self._relay.watch(self, 0)
            self._close_socket(broken_off=not self._far_ended)
            self.let_go()
            return
        events = 0 if delivered else selectors.EVENT_WRITE
        if self._opened and not (self._local_ended or self._to_far or self._far_closed):
            events |= selectors.EVENT_READ
        if events == self.watching:
            return
        with self._lock:  # `cut` may come from any thread
            if not self._socket_closed:
                self._relay.watch(self, events)

    def _read_local(self) -> None:
        buffer, stream = self._relay.read_buffer, self._stream
        if stream is None or self._local_ended or self._to_far:
            return
        try:
            with self._lock:
                count = self.sock.recv_into(buffer)
        except BlockingIOError:
            return
        except OSError:
            self.abort()
            return
        if count == 0:
            self._local_ended = True
            stream.send_end_of_file()
            return
        if self._may_say is not None:
            self._may_say -= count
            if self._may_say < 0:
                self.abort()
                return
        sent = stream.send(buffer[:count])
        self._meter.up += sent
        if sent < count:
            self._to_far = memoryview(bytes(buffer[sent:count]))
            # The window may have opened between `send` and the line above, when `writable` had nothing to do.
            self._flush_to_far()

    def _flush_to_far(self) -> None:
        if self._socket_closed or not self._to_far or self._stream is None:
            return
        sent = self._stream.send(self._to_far)
        self._meter.up += sent
        self._to_far = self._to_far[sent:]
        if not self._to_far:
            self._go_on()

    def _flush_to_local(self) -> None:
        sent = 0
        try:
            with self._lock:
                for _ in range(min(len(self._to_local), SENDS_PER_TURN)):
                    chunk = self._to_local[0]
                    count = self.sock.send(chunk)
                    sent += count
                    if count < len(chunk):
                        self._to_local[0] = chunk[count:]
                        break
                    self._to_local.popleft()
                self._pass_end_of_file()
        except BlockingIOError:
            pass
        except OSError:  # what the client said before may still wait to be read
            self._local_deaf = True
            with self._lock:
                sent += sum(map(len, self._to_local))
                self._to_local.clear()
        if self._greeting:
            said = min(sent, self._greeting)
            self._greeting -= said
            sent -= said
        if sent and self._stream is not None:
            self._meter.down_by_relay += sent
            self._stream.acknowledge(sent)

    # --- with the lock

    def _pass_end_of_file(self) -> None:
        if self._far_ended and not self._to_local and not self._socket_closed:
            with contextlib.suppress(OSError):  # the client has gone: reading will say so
                self.sock.shutdown(socket.SHUT_WR)

    def _close_socket(self, *, broken_off: bool) -> None:
        with self._lock:
            if self._socket_closed:
                return
            self._socket_closed = True
            self._to_local.clear()
            if broken_off:
                reset(self.sock)
            else:
                self.sock.close()
