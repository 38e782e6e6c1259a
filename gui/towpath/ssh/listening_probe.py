"""Finds out on which of its addresses a server listens for us: GatewayPorts may overrule what was asked for.

No message tells. But the server can be asked to connect to itself: what listens on all its addresses accepts at any
loopback address (RFC 1122, 3.2.1.3), what listens on one of them only there. The visits begin with a token, by which
the `Sieve` keeps them from the user's service. Where the server connects to nothing for us, nothing can be said.

A slow or frozen link must not make a visit look lost: what it takes is counted from when the server has the token.
"""

from __future__ import annotations

import enum
import functools
import secrets
import threading
from collections.abc import Callable, Collection, Mapping
from typing import Protocol

from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint
from towpath.model.ports import NOBODY, Stream, StreamEvents
from towpath.ssh.sieve import Later, Sieve

SECONDS = 2.0
"""How long a visit may take from when the server has its token."""

LOOPBACK = "127.0.0.1"
ODD_LOOPBACK = "127.84.87.80"
"""A loopback address on which nothing listens, unless it listens on all."""

_WILDCARDS = ("*", "", "0.0.0.0", "::")


class Visit(enum.Enum):
    """How a connection of the server to one of its own addresses went."""

    CAME_BACK = enum.auto()
    REFUSED = enum.auto()
    PROHIBITED = enum.auto()
    NO_ANSWER = enum.auto()
    UNKNOWN = enum.auto()


Found = Mapping[str, Visit]
"""By address."""


class VisitedSession(Protocol):
    """What a visit needs of a session."""

    def open_stream(self, target: Endpoint, origin: Endpoint, events: StreamEvents) -> Stream: ...
    def when_caught_up(self, caught_up: Callable[[], None]) -> None: ...


def addresses_to_visit(bound: Endpoint) -> set[str]:
    """Those that tell whether it listens narrower or wider than it was asked to."""
    hosts = {ODD_LOOPBACK} if bound.host in _WILDCARDS else {bound.host, ODD_LOOPBACK}
    return hosts | {LOOPBACK} if bound.is_public else hosts


def problem_of_listening(bound: Endpoint, via: str, found: Found) -> Problem | None:
    """Whether it does, if visits to all of `addresses_to_visit` tell."""
    port, everywhere = bound.port, found[ODD_LOOPBACK]
    if bound.is_public:
        at_asked = everywhere if bound.host in _WILDCARDS else found[bound.host]
        if at_asked is Visit.REFUSED and found[LOOPBACK] is Visit.CAME_BACK:
            facts = {"via": via, "bound": f"localhost:{port}", "asked": str(bound)}
            return Problem(ProblemKind.LISTENS_NARROWER, str(bound), facts)
    if bound.host not in _WILDCARDS and everywhere is Visit.CAME_BACK:
        return Problem(ProblemKind.LISTENS_WIDER, str(bound), {"via": via, "bound": f"*:{port}", "asked": str(bound)})
    return None


class ListeningProbe:
    """One look at where the server listens; `done` gets what was found, once, in any thread, after `seconds` at the
    latest. Any thread; never waits."""

    def __init__(
        self,
        session: VisitedSession,
        sieve: Sieve,
        later: Later,
        hosts: Collection[str],
        port: int,
        *,
        seconds: float,
        done: Callable[[Found], None],
    ) -> None:
        self._later = later
        self._seconds = seconds
        self._done: Callable[[Found], None] | None = done
        self._lock = threading.Lock()
        self._unknown = set(hosts)
        self._found = dict.fromkeys(hosts, Visit.NO_ANSWER)
        self._visitors = [
            _Visitor(session, sieve, later, Endpoint(host, port), functools.partial(self._visited, host))
            for host in hosts
        ]

    def start(self) -> None:
        """Begin; `done` may come before this returns."""
        for visitor in self._visitors:
            visitor.start()
        self._later(self._seconds, self._finish)

    def _visited(self, host: str, visit: Visit) -> None:
        with self._lock:
            if self._done:
                self._found[host] = visit
            self._unknown.discard(host)
            if self._unknown:
                return
        self._finish()

    def _finish(self) -> None:
        """What is not known by now has no answer. A visit that is still under way goes on, as its token has to be kept
        from the service."""
        with self._lock:
            done, self._done = self._done, None
        if done:
            done(self._found)


class _Visitor:
    """The connection to one address (a `StreamEvents`)."""

    def __init__(
        self,
        session: VisitedSession,
        sieve: Sieve,
        later: Later,
        target: Endpoint,
        ended: Callable[[Visit], None],
    ) -> None:
        self._session = session
        self._sieve = sieve
        self._later = later
        self._target = target
        self._ended = ended
        self._token = secrets.token_hex(16).encode() + b"\n"
        self._unsent = memoryview(self._token)
        self._lock = threading.Lock()
        self._stream: Stream | None = None
        self._is_open = False
        self._over = False

    def start(self) -> None:
        self._sieve.look_for(self._token, functools.partial(self.end, Visit.CAME_BACK))
        stream = self._session.open_stream(self._target, NOBODY, self)
        with self._lock:
            self._stream = stream
            over = self._over
        if over:
            stream.close()
            self._sieve.forget(self._token)
        else:
            self._send_token()

    def end(self, visit: Visit) -> None:
        with self._lock:
            if self._over:
                return
            self._over = True
            stream = self._stream
        if stream is not None:
            stream.close()
        self._sieve.forget(self._token)
        self._ended(visit)

    def _send_token(self) -> None:
        """As much as goes now; during a key exchange that is nothing."""
        with self._lock:
            if self._stream is None or not self._is_open or not self._unsent:
                return
            self._sieve.is_on_its_way(self._token)
            self._unsent = self._unsent[self._stream.send(self._unsent) :]
            if self._unsent:
                return
        self._session.when_caught_up(self._server_has_it)

    def _server_has_it(self) -> None:
        """What its listener makes of it may take a moment more."""
        self._later(SECONDS, self._give_up)

    def _give_up(self) -> None:
        self.end(Visit.NO_ANSWER)

    # --- the transport's thread

    def opened(self) -> None:
        self._is_open = True
        self._send_token()

    def refused(self, problem: Problem) -> None:
        if problem.kind is ProblemKind.FORWARDING_PROHIBITED:
            self.end(Visit.PROHIBITED)
        elif problem.kind is ProblemKind.TARGET_REFUSES and "refused" in problem.facts.get("detail", "").lower():
            self.end(Visit.REFUSED)
        else:
            self.end(Visit.UNKNOWN)

    def data(self, data: bytes) -> None:
        """Somebody else's service answers there."""
        self.end(Visit.UNKNOWN)

    def end_of_file(self) -> None:
        """Its close follows."""

    def closed(self) -> None:
        self.end(Visit.UNKNOWN)

    def writable(self) -> None:
        self._send_token()
