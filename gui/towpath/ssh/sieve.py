"""Finds our own streams among those that come in where the server listens for us: they begin with a token of ours.

A forward that looks whether it can be reached visits itself. That visit must not disturb the user's service, and
nobody else's visit may be lost by it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from towpath.model.ports import IncomingStream, Stream, StreamEvents
from towpath.ssh.incoming import MOST_PENDING

Passed = Callable[[IncomingStream], None]


class Sieve:
    """While it looks for a token it opens each stream itself, to see how it begins. `passed` gets all that are not
    ours: as soon as they begin otherwise, at the latest when nothing is looked for any more. Any thread; never waits.
    """

    def __init__(self, passed: Passed) -> None:
        self._passed = passed
        self._lock = threading.Lock()
        self._tokens: dict[bytes, Callable[[], None]] = {}
        self._held: set[_Held] = set()

    def look_for(self, token: bytes, found: Callable[[], None]) -> None:
        """Call `found` when a stream that begins with `token` has come in, and has been closed."""
        with self._lock:
            self._tokens[token] = found

    def forget(self, token: bytes) -> None:
        """Look for it no more."""
        with self._lock:
            self._tokens.pop(token, None)
            if self._tokens:
                return
            released, self._held = self._held, set()
        for held in released:
            self._passed(held)

    def arrived(self, incoming: IncomingStream) -> None:
        """A stream has come in. The transport's thread."""
        if not self._tokens:
            self._passed(incoming)
            return
        if len(self._held) >= MOST_PENDING:
            incoming.refuse("too many connections at once")
            return
        held = _Held(incoming, self._look_at)
        with self._lock:
            if self._tokens:
                self._held.add(held)
                return
        self._passed(held)

    def _look_at(self, held: _Held, beginning: bytes, ended: bool) -> None:
        """More of it is known. The transport's thread."""
        with self._lock:
            if held not in self._held:
                return
            found = next((self._tokens[token] for token in self._tokens if beginning.startswith(token)), None)
            may_be_ours = not ended and any(token.startswith(beginning) for token in self._tokens)
            if may_be_ours and not found:
                return
            self._held.discard(held)
        if found:
            held.refuse("")
            found()
        else:
            self._passed(held)


class _Held:
    """A stream that was opened to see how it begins. For whoever gets it then it is as if it came in only now."""

    def __init__(self, incoming: IncomingStream, look_at: Callable[[_Held, bytes, bool], None]) -> None:
        self.origin = incoming.origin
        self._look_at = look_at
        self._lock = threading.Lock()
        self._untold: list[Callable[[StreamEvents], None]] = []
        self._events: StreamEvents | None = None
        self._beginning = b""
        self._stream = incoming.accept(self)

    # --- an `IncomingStream`

    def accept(self, events: StreamEvents) -> Stream:
        """Tell what has come so far, and from now on what comes."""
        with self._lock:  # what comes meanwhile has to come after it
            events.opened()
            for tell in self._untold:
                tell(events)
            self._untold.clear()
            self._events = events
        return self._stream

    def refuse(self, why: str) -> None:
        """Its visitor sees it closed, as it would have been when refused."""
        self._stream.close()

    # --- its events: the transport's thread

    def opened(self) -> None:
        """Whoever gets it is told when that happens."""

    def refused(self, problem: object) -> None:
        """Only streams that we ask for are refused."""

    def data(self, data: bytes) -> None:
        if not self._tell(lambda events: events.data(data)):
            self._beginning += data
            self._look_at(self, self._beginning, False)

    def end_of_file(self) -> None:
        if not self._tell(lambda events: events.end_of_file()):
            self._look_at(self, self._beginning, True)

    def closed(self) -> None:
        if not self._tell(lambda events: events.closed()):
            self._look_at(self, self._beginning, True)

    def writable(self) -> None:
        self._tell(lambda events: events.writable())

    def _tell(self, tell: Callable[[StreamEvents], None]) -> bool:
        """Whether somebody is there to be told already."""
        with self._lock:
            events = self._events
            if events is None:
                self._untold.append(tell)
                return False
        tell(events)
        return True
