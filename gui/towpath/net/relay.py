"""Pumps bytes between local sockets and far streams. It knows windows and half-close, not SSH.

One `Relay` serves all forwards of one session; each has a `Branch` of it. Two roles meet here, played by one thread
or two (`serve_until_readable`, `start`):

- the **far side's thread** tells each connection's `Joint` what came, and must never wait: it tries to send to the
  local socket at once, and leaves what does not fit, and everything else, to
- the **relay's thread**, one selector loop, which accepts, connects, reads local sockets and does all writing to the
  streams. A stream may be slow to take what it writes, so nobody ever waits for this thread: `Branch.close` and
  `Relay.close` shut the local sockets from the caller's thread, and the loop tidies up when it comes to it.

Back-pressure: a stream's window opens only by bytes that have left for the local socket; a local socket is read
only while nothing read from it is still waiting for the stream's window.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
import logging
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

from towpath.model.error import Problem
from towpath.net.branch import Branch
from towpath.net.poller import Poller

READ_SIZE = 256 * 1024
"""Bytes taken from a local socket at once; also what one connection may keep waiting for its stream's window."""

log = logging.getLogger(__name__)


class Member(Protocol):
    """What a branch has in the relay: a listener, a connection, an attempt to connect."""

    branch: Branch

    def cut(self) -> None:
        """Close the sockets at once. Any thread."""
        ...

    def abort(self) -> None:
        """End all of it. The relay's thread."""
        ...


class Watched(Protocol):
    """A socket in the selector. `ready` and `abort` are called in the relay's thread."""

    sock: socket.socket
    watching: int

    def ready(self, events: int) -> None: ...
    def abort(self) -> None: ...


class Abortable(Protocol):
    """Whoever has something done in the relay's thread; told to `abort` when that fails."""

    def abort(self) -> None: ...


class Timer:
    """Something to be done later in the relay's thread."""

    __slots__ = ("owner", "step")

    def __init__(self, owner: Abortable, step: Callable[[], None]) -> None:
        self.owner: Abortable | None = owner
        self.step: Callable[[], None] | None = step

    def cancel(self) -> None:
        """Forget it, and who wanted it. The relay's thread."""
        self.owner = self.step = None


class _Bell:
    """Wakes the loop."""

    def __init__(self) -> None:
        self.watching = 0
        self.sock, self._rope = socket.socketpair()
        for end in (self.sock, self._rope):
            end.setblocking(False)

    def ring(self) -> None:
        """Any thread."""
        # Full: it rings already. Closed: nobody is left to wake.
        with contextlib.suppress(OSError):
            self._rope.send(b"\0")

    def ready(self, _events: int) -> None:
        self.sock.recv(4096)

    def abort(self) -> None:
        self.sock.close()
        self._rope.close()


class _FarSide:
    """The socket of the session itself, where the thread that reads it also runs the loop."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.watching = 0
        self.is_readable = False

    def ready(self, _events: int) -> None:
        self.is_readable = True

    def abort(self) -> None:
        """It is its reader's to close."""


class Relay:
    """The selector loop of one session. `start`, `branch`, `post` and `close` may be called by any thread.

    It has a thread of its own (`start`), or whoever reads the far side's socket serves meanwhile
    (`serve_until_readable`): then one thread does all that a byte needs on its way there and back.
    """

    def __init__(self, name: str) -> None:
        self.read_buffer = memoryview(bytearray(READ_SIZE))
        self._thread = threading.Thread(target=self._run, name=f"towpath-relay-{name}", daemon=True)
        self._poller: Poller[Watched] = Poller()
        self._posted: deque[tuple[Abortable, Callable[[], None]]] = deque()
        self._timers: list[tuple[float, int, Timer]] = []
        self._timer_numbers = itertools.count()
        self._bell = _Bell()
        self.watch(self._bell, selectors.EVENT_READ)
        self._asleep = False
        self._lock = threading.Lock()
        self._closing = False
        self._torn_down = False
        self._far_side: _FarSide | None = None
        self._serving = 0
        """The thread that runs the loop."""
        self._members: set[Member] = set()

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def branch(self, report: Callable[[Problem | None], None]) -> Branch:
        """A share for one forward.

        `report` gets None when a stream opened, else why it was refused. It is called in the far side's or the
        relay's thread, and must not wait.
        """
        return Branch(self, report)

    def close(self) -> None:
        """Close every socket at once and ask the loop to end, without waiting for it: the link may be frozen."""
        with self._lock:
            self._closing = True
            members = list(self._members)
            nobody_serves = self._thread.ident is None and self._far_side is None
        for member in members:
            member.cut()
        self._bell.ring()
        if nobody_serves or (self._far_side and self.is_current_thread):
            self._tear_down()

    def serve_until_readable(self, far_side: socket.socket, seconds: float) -> bool:
        """Serve until `far_side` can be read, for at most `seconds` or until the relay is closed; whether it can.

        Called again and again by the thread that reads the far side, with the same socket, in place of `start`.
        """
        far = self._far_side or self._begin_serving(far_side)
        if far is None:
            return False
        deadline = time.monotonic() + seconds
        while not self._closing:
            if far.is_readable:
                far.is_readable = False
                return True
            left = deadline - time.monotonic()
            if left <= 0:
                return False
            self._turn(left)
        self._tear_down()
        return False

    def _begin_serving(self, far_side: socket.socket) -> _FarSide | None:
        """None when it was closed before; whoever closed it has tidied up then."""
        with self._lock:
            if self._closing:
                return None
            far = self._far_side = _FarSide(far_side)
            self._serving = threading.get_ident()
        self.watch(far, selectors.EVENT_READ)
        return far

    @property
    def closed(self) -> bool:
        """It serves no more."""
        return self._closing

    # --- for branches and their members

    @property
    def is_current_thread(self) -> bool:
        """Whether the caller is the relay's thread."""
        return threading.get_ident() == self._serving

    def add(self, member: Member, connections: int = 0) -> bool:
        """Let it live until it is dropped; False when its branch or the relay has been closed. Any thread.

        `connections` of it count as open.
        """
        branch = member.branch
        with self._lock:
            if self._closing or branch.closed:
                return False
            self._members.add(member)
            branch.meter.open += connections
            branch.meter.connections += connections
            return True

    def drop(self, member: Member, connections: int = 0) -> None:
        """It has ended; nothing happens the second time."""
        with self._lock:
            if member in self._members:
                self._members.remove(member)
                member.branch.meter.open -= connections

    def members_of(self, branch: Branch, *, closing: bool = False) -> list[Member]:
        """All that a branch has; with `closing` it gets no more. Any thread."""
        with self._lock:
            branch.closed = branch.closed or closing
            return [member for member in self._members if member.branch is branch]

    def post(self, owner: Abortable, step: Callable[[], None]) -> None:
        """Have the relay's thread do `step`, in order. Any thread."""
        self._posted.append((owner, step))
        if self._asleep:
            self._asleep = False
            self._bell.ring()

    def later(self, seconds: float, owner: Abortable, step: Callable[[], None]) -> Timer:
        """Do `step` after so many seconds. The relay's thread."""
        timer = Timer(owner, step)
        heapq.heappush(self._timers, (time.monotonic() + seconds, next(self._timer_numbers), timer))
        return timer

    def watch(self, watched: Watched, events: int) -> None:
        """Change what is waited for on a socket; relay's thread only."""
        before, watched.watching = watched.watching, events
        if before != events:
            self._poller.watch(watched, before, events)

    # --- the loop

    def _run(self) -> None:
        self._serving = threading.get_ident()
        try:
            while not self._closing:
                self._turn()
        finally:
            self._tear_down()

    def _turn(self, seconds: float | None = None) -> None:
        # Whoever posts after this line sees that it must ring; what was posted before is seen here.
        self._asleep = True
        ready = self._poller.poll(0 if self._posted or self._closing else self._until_next_timer(seconds))
        self._asleep = False
        for watched, events in ready:
            self._do(watched, watched.ready, events)
        for _ in range(len(self._posted)):
            self._do(*self._posted.popleft())
        if self._timers:
            self._do_what_is_due()

    def _do(self, owner: Abortable, step: Callable[..., None], *arguments: object) -> None:
        """One connection's fault must not end the others'."""
        try:
            step(*arguments)
        except Exception:
            log.exception("a forwarded connection failed")
            owner.abort()

    def _until_next_timer(self, most: float | None) -> float | None:
        if not self._timers:
            return most
        seconds = max(0.0, self._timers[0][0] - time.monotonic())
        return seconds if most is None else min(seconds, most)

    def _do_what_is_due(self) -> None:
        now = time.monotonic()
        while self._timers and self._timers[0][0] <= now:
            timer = heapq.heappop(self._timers)[2]
            if timer.owner and timer.step:
                self._do(timer.owner, timer.step)

    def _tear_down(self) -> None:
        with self._lock:
            if self._torn_down:
                return
            self._torn_down = self._closing = True
            members = list(self._members)
        for member in members:
            member.cut()
        self._bell.abort()
        for member in members:
            self._do(member, member.abort)  # last, as a frozen link may block it
        self._poller.close()
