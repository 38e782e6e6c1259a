"""Pumps bytes between local TCP sockets and far streams. It knows windows and half-close, not SSH.

One `Relay` serves all forwards of one session. Two threads meet here:

- the **far side's thread** calls the `StreamEvents` of a `_Joint` and must never wait: it tries to send to the local
  socket at once and leaves what does not fit, and everything else, to
- the **relay's thread**, one selector loop, which accepts, reads local sockets and does all writing to the
  streams. That writing may block on a frozen link, so nobody ever waits for this thread: `forget` and `close`
  shut the local sockets from the caller's thread, and the loop tidies up when it comes to it.

Back-pressure: a stream's window opens only by bytes that have left for the local socket; a local socket is read
only while nothing read from it is still waiting for the stream's window.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import logging
import selectors
import socket
import struct
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from towpath.model.error import Problem, TowpathError
from towpath.model.ports import Stream, StreamEvents

READ_SIZE = 256 * 1024
"""Bytes taken from a local socket at once; also what one connection may keep waiting for its stream's window."""
ACCEPTS_PER_TURN = 64
SENDS_PER_TURN = 64
PAUSE_SECONDS = 0.5
"""How long a listener rests after the system had no file descriptor or memory for one more connection."""

_EXHAUSTED = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
_RESET_ON_CLOSE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
"""SO_LINGER with zero seconds: closing sends RST (Windows counts in 16 bits)."""

Accepted = Callable[[socket.socket, tuple[str, int]], None]
Open = Callable[[StreamEvents], Stream]
"""Opens the far stream whose outcome and bytes go to the given events; never waits."""

log = logging.getLogger(__name__)


class Relay:
    """The selector loop of one session. `listen`, `forget` and `close` may be called by any thread."""

    def __init__(self, name: str) -> None:
        self.read_buffer = memoryview(bytearray(READ_SIZE))
        self._thread = threading.Thread(target=self._run, name=f"towpath-relay-{name}", daemon=True)
        self._selector = selectors.DefaultSelector()
        self._posted: deque[tuple[_Watched, Callable[[], None]]] = deque()
        self._bell, self._bell_rope = socket.socketpair()
        for end in (self._bell, self._bell_rope):
            end.setblocking(False)
        self._selector.register(self._bell, selectors.EVENT_READ)
        self._asleep = False
        self._closing = False
        self._listeners: dict[socket.socket, _Listener] = {}
        self._resting: dict[_Listener, float] = {}
        self._joints: set[_Joint] = set()

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def listen(self, listener: socket.socket, accepted: Accepted, failed: Callable[[OSError], None]) -> None:
        """Watch a listening socket, which belongs to the relay from now on.

        `accepted` gets each new connection, in the relay's thread, and hands it to `join`. `failed` hears when
        connections cannot be accepted for a while.
        """
        listener.setblocking(False)
        watched = _Listener(self, listener, accepted, failed)
        self._listeners[listener] = watched
        if self._closing:
            self.forget(listener)
            return
        self.post(watched, watched.resume)

    def forget(self, listener: socket.socket) -> None:
        """Close a listener and reset all connections that came in by it, at once. Does nothing the second time."""
        watched = self._listeners.pop(listener, None)
        if watched is None:
            return
        watched.close()
        self.post(watched, watched.abort)
        for joint in list(self._joints):
            if joint.listener is listener:
                joint.cut()
                self.post(joint, joint.abort)

    def join(
        self,
        local: socket.socket,
        listener: socket.socket,
        open_stream: Open,
        report: Callable[[Problem | None], None],
    ) -> None:
        """Open a far stream for a connection that `listener` accepted, and pump until both are done.

        Called in the relay's thread. `report` gets None when the stream opened, else why it was refused; it may
        be called in either thread and must not wait.
        """
        joint = _Joint(self, local, listener, report)
        self._joints.add(joint)
        if listener not in self._listeners:  # forgotten since it accepted
            joint.abort()
            return
        try:
            joint.attach(open_stream(joint))
        except TowpathError as error:
            joint.refused(error.problem)

    def close(self) -> None:
        """Close every socket at once and ask the loop to end. Does not wait for it: the link may be frozen."""
        self._closing = True
        self._close_sockets()
        self._ring()
        if self._thread.ident is None:
            self._tear_down()

    # --- for listeners and joints

    def post(self, watched: _Watched, step: Callable[[], None]) -> None:
        """Have the relay's thread do `step`, in order. Any thread."""
        self._posted.append((watched, step))
        if self._asleep:
            self._asleep = False
            self._ring()

    def watch(self, watched: _Watched, events: int) -> None:
        """Change what is waited for on a socket; relay's thread only."""
        before, watched.watching = watched.watching, events
        if before == events:
            return
        if not events:
            with contextlib.suppress(KeyError):  # closed, and its number replaced, see below
                self._selector.unregister(watched.sock)
        elif before:
            self._selector.modify(watched.sock, events, watched)
        else:
            try:
                self._selector.register(watched.sock, events, watched)
            except KeyError:
                # The system reused the number of a socket that `forget` closed before the loop came to drop it.
                self._selector.unregister(watched.sock)
                self._selector.register(watched.sock, events, watched)

    def rest(self, listener: _Listener) -> None:
        """Accept nothing from this listener for a while; relay's thread only."""
        self.watch(listener, 0)
        self._resting[listener] = time.monotonic() + PAUSE_SECONDS

    def drop(self, joint: _Joint) -> None:
        """A joint has ended."""
        self._joints.discard(joint)

    # --- the loop

    def _run(self) -> None:
        try:
            while not self._closing:
                self._turn()
        finally:
            self._tear_down()

    def _turn(self) -> None:
        # Whoever posts after this line sees that it must ring; what was posted before is seen here.
        self._asleep = True
        ready = self._selector.select(0 if self._posted or self._closing else self._rest_left())
        self._asleep = False
        for key, events in ready:
            watched: _Watched | None = key.data
            if watched is None:
                self._bell.recv(4096)
            else:
                self._do(watched, functools.partial(watched.ready, events))
        for _ in range(len(self._posted)):
            self._do(*self._posted.popleft())
        if self._resting:
            self._wake_rested()

    def _do(self, watched: _Watched, step: Callable[[], None]) -> None:
        """One connection's fault must not end the others'."""
        try:
            step()
        except Exception:
            log.exception("a forwarded connection failed")
            watched.abort()

    def _rest_left(self) -> float | None:
        if not self._resting:
            return None
        return max(0.0, min(self._resting.values()) - time.monotonic())

    def _wake_rested(self) -> None:
        now = time.monotonic()
        for listener in [listener for listener, until in self._resting.items() if until <= now]:
            del self._resting[listener]
            self._do(listener, listener.resume)

    def _ring(self) -> None:
        # Full: it rings already. Closed: nobody is left to wake.
        with contextlib.suppress(OSError):
            self._bell_rope.send(b"\0")

    def _close_sockets(self) -> None:
        for watched in list(self._listeners.values()):
            watched.close()
        for joint in list(self._joints):
            joint.cut()

    def _tear_down(self) -> None:
        self._close_sockets()
        self._listeners.clear()
        self._selector.close()
        self._bell.close()
        self._bell_rope.close()
        for joint in list(self._joints):
            self._do(joint, joint.let_go)  # last, as a frozen link may block it


class _Watched(Protocol):
    """A socket in the selector. `ready` and `abort` are called in the relay's thread."""

    sock: socket.socket
    watching: int

    def ready(self, events: int) -> None: ...
    def abort(self) -> None: ...


class _Listener:
    """One listening socket."""

    def __init__(
        self, relay: Relay, listener: socket.socket, accepted: Accepted, failed: Callable[[OSError], None]
    ) -> None:
        self.sock = listener
        self.watching = 0
        self._relay = relay
        self._accepted = accepted
        self._failed = failed
        self._lock = threading.Lock()
        self._closed = False

    def resume(self) -> None:
        if not self._closed:
            self._relay.watch(self, selectors.EVENT_READ)

    def ready(self, events: int) -> None:
        for _ in range(ACCEPTS_PER_TURN):
            try:
                with self._lock:
                    if self._closed:
                        return
                    local, address = self.sock.accept()
            except OSError as error:
                if error.errno in _EXHAUSTED:
                    self._relay.rest(self)
                    self._failed(error)
                return  # none left, or one that went away before it was accepted
            local.setblocking(False)
            with contextlib.suppress(OSError):  # macOS: EINVAL when the client has gone already
                local.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._accepted(local, address[:2])

    def close(self) -> None:
        """Free the port. Any thread."""
        with self._lock:
            self._closed = True
            self.sock.close()

    def abort(self) -> None:
        self._relay.watch(self, 0)
        self.close()


class _Joint:
    """One local connection and its far stream; the stream's events come here.

    The lock guards the local socket and the queue towards it, and is held only for calls that do not block.
    Everything else belongs to the relay's thread.
    """

    def __init__(
        self,
        relay: Relay,
        local: socket.socket,
        listener: socket.socket,
        report: Callable[[Problem | None], None],
    ) -> None:
        self.sock = local
        self.listener = listener
        self.watching = 0
        self._relay = relay
        self._report = report
        self._stream: Stream | None = None
        self._lock = threading.Lock()
        self._to_local: deque[memoryview] = deque()
        self._to_far = memoryview(b"")
        self._opened = False
        self._local_ended = False
        self._far_ended = False
        self._far_closed = False
        self._socket_closed = False

    # --- from the far side, in its thread

    def opened(self) -> None:
        self._report(None)
        self._relay.post(self, self._begin)

    def refused(self, problem: Problem) -> None:
        self._report(problem)
        self._relay.post(self, self.abort)

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
                except BlockingIOError:
                    pass
                except OSError:
                    self._relay.post(self, self.abort)
                    return
            if sent < len(data):
                self._to_local.append(memoryview(data)[sent:])
                if not waiting:
                    self._relay.post(self, self._go_on)
        if sent and stream is not None:
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

    def attach(self, stream: Stream) -> None:
        """The stream is on its way; its first events may have come already."""
        self._stream = stream

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
        self._close_socket(reset=True)

    def let_go(self) -> None:
        """Close the stream."""
        self._relay.drop(self)
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()

    def _begin(self) -> None:
        self._opened = True
        self._go_on()

    def _go_on(self) -> None:
        """After any change: end when nothing is left to pump, else wait for what is."""
        if self._socket_closed:
            return
        delivered = not self._to_local
        if delivered and (self._far_closed or (self._far_ended and self._local_ended)):
            self._relay.watch(self, 0)
            self._close_socket(reset=not self._far_ended)
            self.let_go()
            return
        events = 0 if delivered else selectors.EVENT_WRITE
        if self._opened and not (self._local_ended or self._to_far or self._far_closed):
            events |= selectors.EVENT_READ
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
        sent = stream.send(buffer[:count])
        if sent < count:
            self._to_far = memoryview(bytes(buffer[sent:count]))
            # The window may have opened between `send` and the line above, when `writable` had nothing to do.
            self._flush_to_far()

    def _flush_to_far(self) -> None:
        if self._socket_closed or not self._to_far or self._stream is None:
            return
        sent = self._stream.send(self._to_far)
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
        except OSError:
            self.abort()
            return
        if sent and self._stream is not None:
            self._stream.acknowledge(sent)

    # --- with the lock

    def _pass_end_of_file(self) -> None:
        if self._far_ended and not self._to_local and not self._socket_closed:
            with contextlib.suppress(OSError):  # the client has gone: reading will say so
                self.sock.shutdown(socket.SHUT_WR)

    def _close_socket(self, *, reset: bool) -> None:
        with self._lock:
            if self._socket_closed:
                return
            self._socket_closed = True
            self._to_local.clear()
            if reset:
                with contextlib.suppress(OSError):  # it has been reset by the client
                    self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            self.sock.close()
