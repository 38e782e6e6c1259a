"""Finds our own streams among those that come in where the server listens for us: they begin with a token of ours.

A forward that looks whether it can be reached visits itself. That visit must never get to the user's service, however
late it comes, and nobody else's visit may be lost by it.
"""

from __future__ import annotations

import functools
import threading
from collections import deque
from collections.abc import Callable

from towpath.model.ports import IncomingStream, Stream, StreamEvents
from towpath.ssh.incoming import MOST_PENDING

SILENT_SECONDS = 2.0
"""How long a visitor who says nothing waits, unless a token is on its way."""
MOST_LATE = 100
"""Tokens that did not come back and are remembered; each was given up long after the server had it."""

Passed = Callable[[IncomingStream], None]
Later = Callable[[float, Callable[[], None]], None]
"""Does something after so many seconds, in any thread; at once when the session has ended."""


class Sieve:
    """While it looks for a token it opens each stream itself, to see how it begins. `passed` gets all that are not
    ours: as soon as they begin otherwise, and those that stay silent when no token is on its way. Any thread; never
    waits.
    """

    def __init__(self, passed: Passed, later: Later) -> None:
        self._passed = passed
        self._later = later
        self._lock = threading.Lock()
        self._tokens: dict[bytes, Callable[[], None]] = {}
        self._on_their_way: set[bytes] = set()
        self._late: deque[bytes] = deque(maxlen=MOST_LATE)
        self._held: set[_Held] = set()

    def look_for(self, token: bytes, found: Callable[[], None]) -> None:
        """Call `found` when a stream that begins with `token` has come in, and has been closed."""
        with self._lock:
            self._tokens[token] = found

    def is_on_its_way(self, token: bytes) -> None:
        """It has been sent: silent visitors wait until it is forgotten, as each may be the one that brings it."""
        with self._lock:
            if token in self._tokens:
                self._on_their_way.add(token)

    def forget(self, token: bytes) -> None:
        """Wait for it no more. Should it come after all, it is taken out nevertheless."""
        with self._lock:
            if self._tokens.pop(token, None) and token in self._on_their_way:
                self._late.append(token)
            self._on_their_way.discard(token)
        self._release()

    def arrived(self, incoming: IncomingStream) -> None:
        """A stream has come in. The transport's thread."""
        if not self._tokens and not self._late:
            self._passed(incoming)
            return
        if len(self._held) >= MOST_PENDING:
            incoming.refuse("too many connections at once")
            return
        held = _Held(incoming, self._look_at)
        with self._lock:
            self._held.add(held)
        self._release()
        if not held.is_passed:
            self._later(SILENT_SECONDS, functools.partial(self._has_waited, held))

    def _has_waited(self, held: _Held) -> None:
        held.has_waited = True
        self._release()

    def _release(self) -> None:
        """Pass those that need not wait any more."""
        with self._lock:
            if self._on_their_way:
                return
            released = [held for held in self._held if held.has_waited or not self._tokens]
            self._held.difference_update(released)
        for held in released:
            held.is_passed = True
            self._passed(held)

    def _look_at(self, held: _Held, beginning: bytes, ended: bool) -> None:
        """More of it is known, before or after it was passed. The transport's thread."""
        with self._lock:
            known = [*self._tokens, *self._late]
            token = next((token for token in known if beginning.startswith(token)), None)
            if token is None and not ended and any(token.startswith(beginning) for token in known):
                return  # it may be ours
            found = self._tokens.pop(token, None) if token else None
            waits = held in self._held
            self._held.discard(held)
        if token:
            held.turn_away()
            if found:
                found()
            return
        held.let_through()
        if waits:
            self._passed(held)


class _Held:
    """A stream that was opened to see how it begins. For whoever gets it then it is as if it came in only now; what it
    says is told when it is known to be none of ours."""

    def __init__(self, incoming: IncomingStream, look_at: Callable[[_Held, bytes, bool], None]) -> None:
        self.origin = incoming.origin
        self.has_waited = False
        self.is_passed = False
        self._look_at = look_at
        self._lock = threading.Lock()
        self._untold: list[Callable[[StreamEvents], None]] = []
        self._beginning = b""
        self._is_known = False
        self._taker: StreamEvents | None = None
        self._through: StreamEvents | None = None
        """The taker, as soon as everything is told to it at once."""
        self._stream = incoming.accept(self)

    # --- an `IncomingStream`

    def accept(self, events: StreamEvents) -> Stream:
        """Tell what has come so far, and from now on what comes."""
        with self._lock:  # what comes meanwhile has to come after it
            self._taker = events
            events.opened()
            self._tell_what_is_untold()
        return self._stream

    def refuse(self, why: str) -> None:
        """Its visitor sees it closed, as it would have been when refused."""
        self._stream.close()

    # --- what it turned out to be: the transport's thread

    def let_through(self) -> None:
        """It is somebody else's."""
        with self._lock:
            self._is_known = True
            self._tell_what_is_untold()

    def turn_away(self) -> None:
        """It is ours; who has taken it already sees it end without a word."""
        self._stream.close()
        with self._lock:
            self._is_known = True
            self._untold = [lambda events: events.closed()]
            self._tell_what_is_untold()

    # --- its events: the transport's thread

    def opened(self) -> None:
        """Whoever gets it is told when that happens."""

    def refused(self, problem: object) -> None:
        """Only streams that we ask for are refused."""

    def data(self, data: bytes) -> None:
        if self._through:
            self._through.data(data)
        else:
            self._happened(lambda events: events.data(data), said=data)

    def end_of_file(self) -> None:
        self._happened(lambda events: events.end_of_file(), ended=True)

    def closed(self) -> None:
        self._happened(lambda events: events.closed(), ended=True)

    def writable(self) -> None:
        with self._lock:
            taker = self._taker
        if taker:
            taker.writable()

    def _happened(self, tell: Callable[[StreamEvents], None], *, said: bytes = b"", ended: bool = False) -> None:
        with self._lock:
            self._untold.append(tell)
            self._tell_what_is_untold()
            if not self._is_known:
                self._beginning += said
        if not self._is_known:
            self._look_at(self, self._beginning, ended)

    def _tell_what_is_untold(self) -> None:
        """Under the lock."""
        if self._is_known and self._taker:
            for tell in self._untold:
                tell(self._taker)
            self._untold.clear()
            self._through = self._taker
