"""A connection from this machine to the target of a remote forward, or of a request that goes direct, made without
waiting."""

from __future__ import annotations

import errno
import os
import selectors
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint
from towpath.net.dial import (
    STAGGER_SECONDS,
    Address,
    alternating,
    resolve,
    resolve_at_once,
    start_connecting,
    unresolved,
)
from towpath.net.listener import TCP_FAMILIES

if TYPE_CHECKING:
    from towpath.net.branch import Branch
    from towpath.net.relay import Timer

CONNECT_SECONDS = 20.0
"""The limit for everything, from the look-up of the name on."""
BUSY_SECONDS = 0.05
"""How long to wait before a Unix socket whose queue is full is tried again."""

Connected = Callable[[socket.socket], None]
Refused = Callable[[Problem | None], None]


class Outgoing:
    """Races the target's addresses. Exactly one of the two is called, once, in the relay's thread: `connected` gets the
    first that answers, `refused` why there is none, or None when it was ended before.

    `cut` may come from any thread, the rest runs in the relay's.
    """

    def __init__(self, branch: Branch, target: Endpoint, connected: Connected, refused: Refused) -> None:
        self.branch = branch
        self._relay = branch.relay
        self._target = target
        self._tell_connected = connected
        self._tell_refused = refused
        self._ended = False
        self._lock = threading.Lock()
        self._cut = False
        self._attempts: set[_Attempt] = set()
        self._waiting: list[Address] = []
        self._timers: list[Timer] = []
        self._failures: list[int] = []

    def begin(self) -> None:
        """Connect at once where no name has to be looked up, else look it up beside the loop."""
        self._timers.append(self._relay.later(CONNECT_SECONDS, self, self._took_too_long))
        target = self._target
        if target.path:
            self._try_path()
        elif literal := resolve_at_once(target.host, target.port):
            self._found(literal)
        else:
            threading.Thread(target=self._look_up, name=f"towpath-resolve-{target.host}", daemon=True).start()

    def cut(self) -> None:
        with self._lock:
            self._cut = True
            for attempt in self._attempts:
                attempt.sock.close()

    def abort(self) -> None:
        self._fail(None)

    # --- where to

    def _look_up(self) -> None:
        """In a thread of its own, which nothing can end: it is left behind when it is slow."""
        target = self._target
        try:
            found = alternating(resolve(target.host, target.port))
        except (OSError, UnicodeError) as error:
            problem = unresolved(str(target), target.host, error)
            self._relay.post(self, lambda: self._fail(problem))
        else:
            self._relay.post(self, lambda: self._found(found))

    def _found(self, addresses: list[Address]) -> None:
        self._waiting = addresses
        self._try_next()

    def _try_next(self) -> None:
        """Start with the next address; the one after it follows a moment later, or as soon as this one failed."""
        while self._waiting and not self._ended:
            started = start_connecting(self._waiting.pop(0))
            if isinstance(started, int):
                self._failures.append(started)
            else:
                self._watch(started)
                if self._waiting:
                    self._timers.append(self._relay.later(STAGGER_SECONDS, self, self._try_next))
                return
        if not self._attempts and not self._ended:
            self._fail(self._failed_with(self._failures[-1]) if self._failures else self._refused("it has no address"))

    def _try_path(self) -> None:
        if not hasattr(socket, "AF_UNIX"):
            self._fail(self._refused("this system has no Unix sockets"))
            return
        try:
            connecting = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        except OSError as error:
            self._fail(self._failed_with(error.errno or 0))
            return
        connecting.setblocking(False)
        try:
            failure = connecting.connect_ex(self._target.path)
        except OSError as error:  # a path that is too long
            connecting.close()
            self._fail(self._refused(str(error)))
            return
        if not failure:
            self._watch(connecting)
            return
        connecting.close()
        if failure == errno.EAGAIN:
            self._timers.append(self._relay.later(BUSY_SECONDS, self, self._try_path))
        else:
            self._fail(self._failed_with(failure))

    # --- the outcome

    def answered(self, attempt: _Attempt) -> None:
        """The system knows whether an attempt succeeded."""
        with self._lock:
            self._attempts.discard(attempt)
            if self._cut:
                return  # `abort` is on its way
            self._relay.watch(attempt, 0)
            failure = attempt.sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if failure:
                attempt.sock.close()
        if failure:
            self._failures.append(failure)
            self._try_next()
        else:
            self._connected(attempt.sock)

    def _watch(self, connecting: socket.socket) -> None:
        attempt = _Attempt(self, connecting)
        with self._lock:
            if self._cut:
                connecting.close()
                return
            self._attempts.add(attempt)
            self._relay.watch(attempt, selectors.EVENT_WRITE)

    def _connected(self, connected: socket.socket) -> None:
        if connected.family in TCP_FAMILIES:
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        self._end()
        self._tell_connected(connected)

    def _took_too_long(self) -> None:
        facts = {"seconds": f"{CONNECT_SECONDS:g}"}
        self._fail(Problem(ProblemKind.TIMED_OUT, str(self._target), facts))

    def _failed_with(self, failure: int) -> Problem:
        """The target is not to blame when it was never asked."""
        detail = os.strerror(failure)
        if failure in (errno.EMFILE, errno.ENFILE):
            return Problem(ProblemKind.TOO_MANY_OPEN_FILES, str(self._target), {"detail": detail})
        return self._refused(detail)

    def _refused(self, detail: str) -> Problem:
        return Problem(ProblemKind.TARGET_REFUSES, str(self._target), {"host": self._target.host, "detail": detail})

    def _fail(self, problem: Problem | None) -> None:
        if not self._ended:
            self._end()
            self._tell_refused(problem)

    def _end(self) -> None:
        """Let go of everything."""
        self._ended = True
        for timer in self._timers:
            timer.cancel()
        for attempt in self._attempts:
            self._relay.watch(attempt, 0)
        self.cut()
        self._attempts.clear()
        self._relay.drop(self)


class _Attempt:
    """One address that is being tried."""

    def __init__(self, outgoing: Outgoing, connecting: socket.socket) -> None:
        self.sock = connecting
        self.watching = 0
        self._outgoing = outgoing

    def ready(self, _events: int) -> None:
        self._outgoing.answered(self)

    def abort(self) -> None:
        self._outgoing.abort()
