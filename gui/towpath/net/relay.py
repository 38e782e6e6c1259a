"""Pumps bytes between local TCP sockets and far streams. It knows windows and half-close, not SSH.

One `Relay` serves all forwards of one session. Two threads meet here:

- the **far side's thread** tells each connection's `Joint` what came, and must never wait: it tries to send to the
  local socket at once, and leaves what does not fit, and everything else, to
- the **relay's thread**, one selector loop, which accepts, reads local sockets and does all writing to the
  streams. A stream may be slow to take what it writes, so nobody ever waits for this thread: `forget` and `close`
  shut the local sockets from the caller's thread, and the loop tidies up when it comes to it.

Back-pressure: a stream's window opens only by bytes that have left for the local socket; a local socket is read
only while nothing read from it is still waiting for the stream's window.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable

from towpath.model.error import Problem, TowpathError
from towpath.model.ports import Stream, StreamEvents
from towpath.net.joint import Joint, Watched

READ_SIZE = 256 * 1024
"""Bytes taken from a local socket at once; also what one connection may keep waiting for its stream's window."""
ACCEPTS_PER_TURN = 64
PAUSE_SECONDS = 0.5
"""How long a listener rests after the system had no file descriptor or memory for one more connection."""

_EXHAUSTED = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}

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
        self._posted: deque[tuple[Watched, Callable[[], None]]] = deque()
        self._bell, self._bell_rope = socket.socketpair()
        for end in (self._bell, self._bell_rope):
            end.setblocking(False)
        self._selector.register(self._bell, selectors.EVENT_READ)
        self._asleep = False
        self._closing = False
        self._listeners: dict[socket.socket, _Listener] = {}
        self._resting: dict[_Listener, float] = {}
        self._joints: set[Joint] = set()

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
        joint = Joint(self, local, listener, report)
        self._joints.add(joint)
        if listener not in self._listeners:  # forgotten since it accepted
            joint.abort()
            return
        try:
            joint.attach(open_stream(joint))
        except TowpathError as error:
            joint.refused(error.problem)

    def close(self) -> None:
        """Close every socket at once and ask the loop to end, without waiting for it: the link may be frozen."""
        self._closing = True
        self._close_sockets()
        self._ring()
        if self._thread.ident is None:
            self._tear_down()

    # --- for listeners and joints

    def post(self, watched: Watched, step: Callable[[], None]) -> None:
        """Have the relay's thread do `step`, in order. Any thread."""
        self._posted.append((watched, step))
        if self._asleep:
            self._asleep = False
            self._ring()

    def watch(self, watched: Watched, events: int) -> None:
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

    def drop(self, joint: Joint) -> None:
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
            watched: Watched | None = key.data
            if watched is None:
                self._bell.recv(4096)
            else:
                self._do(watched, watched.ready, events)
        for _ in range(len(self._posted)):
            self._do(*self._posted.popleft())
        if self._resting:
            self._wake_rested()

    def _do(self, watched: Watched, step: Callable[..., None], *arguments: object) -> None:
        """One connection's fault must not end the others'."""
        try:
            step(*arguments)
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
        with self._lock:  # `close` may come from any thread
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
