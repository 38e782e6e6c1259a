"""Connections as the router needs them: those that are up at hand, the others brought up by the first request, and
let go when no more come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from towpath.engine.connections import LiveConnection
from towpath.engine.loop import Loop, Timer
from towpath.engine.questions import WINDOW
from towpath.engine.supervision import needs_person
from towpath.model.error import Problem, ProblemKind, TowpathError

if TYPE_CHECKING:
    from towpath.routing.router import Carrier
    from towpath.ssh.session import Session

AGAIN_SECONDS = 60.0
"""So long a login that failed is not tried again for a browser, which asks a dozen times for each page."""
LOOK_SECONDS = 60.0
"""Between two looks at a connection that nobody uses but that may not go yet."""


class ConnectionCarriers:
    """Implements `routing.router.Carriers`. `now` and `reach` may be called by any thread, the rest by the engine's."""

    def __init__(
        self,
        loop: Loop,
        connection: Callable[[str], LiveConnection],
        *,
        idle_seconds: Callable[[], float],
        last_used: Callable[[str], float | None],
        lost: Callable[[str], None],
    ) -> None:
        """`idle_seconds`: 0 for ever. `last_used`: by a browser, in monotonic time. `lost`: what ran through it has
        ended."""
        self._loop = loop
        self._connection = connection
        self._idle_seconds = idle_seconds
        self._last_used = last_used
        self._lost = lost
        self._sessions: dict[str, Session] = {}
        """Of what is up."""
        self._logging_in: set[str] = set()
        self._left_alone: set[str] = set()
        """Taken down or cancelled by a person, or failed for want of one, who alone brings it up again."""
        self._forgiven_at = float("-inf")
        """The wall-clock time before which no failure counts."""
        self._brought_up: dict[str, float] = {}
        """For browsers only, with the monotonic time at which."""
        self._timer: Timer | None = None
        self._ended = False

    # --- what the router asks

    def now(self, connection: str) -> Carrier | None:
        """What is up; None for all else."""
        from towpath.routing.router import Carrier  # engines without a router do without it

        session = self._sessions.get(connection)
        if session is None:
            return None
        try:
            return Carrier(relay=session.relay(), open_stream=session.open_stream)
        except TowpathError:
            return None  # it has just ended

    def reach(self, connection: str, done: Callable[[Carrier | Problem], None]) -> None:
        """Bring it up if it may be; `done` gets it, or why not, once, in any thread."""

        def begin() -> None:
            try:
                live = self._connection(connection)
            except TowpathError:
                done(Problem(ProblemKind.UNKNOWN_CONNECTION, "", {"removed": "yes"}))  # nobody knows it by its id
                return

            def reached(problem: Problem | None) -> None:
                done(problem or self.now(connection) or Problem(ProblemKind.LOST, live.name))

            try:
                self._bring_up(live, reached)
            except TowpathError as error:
                done(error.problem)

        self._loop.post(begin)

    def _bring_up(self, live: LiveConnection, reached: Callable[[Problem | None], None]) -> None:
        """Raises why it may not be."""
        if self._ended:
            raise TowpathError(Problem(ProblemKind.ENGINE_GONE))
        if not live.is_under_way:
            if why_not := self._why_not(live):
                raise TowpathError(why_not)
            self._brought_up[live.id] = self._loop.clock.monotonic()
            live.hold(self)
        live.reach(WINDOW, reached, forwards=False)

    def _why_not(self, live: LiveConnection) -> Problem | None:
        if live.is_wanted:  # it comes back by itself, or when its user says so
            return live.problem or Problem(ProblemKind.LOST, live.name)
        if live.id in self._left_alone:
            return live.problem or Problem(ProblemKind.TAKEN_DOWN_BY_HAND, live.name)
        failed_lately = live.since >= max(self._forgiven_at, self._loop.clock.time() - AGAIN_SECONDS)
        if live.problem and failed_lately:
            return live.problem
        return next(iter(self._failed_on_the_way_of(live).values()), None)

    def _failed_on_the_way_of(self, live: LiveConnection) -> dict[str, Problem]:
        """Why machines that it passes let nobody in without a person, by the connections whose logins found that out:
        a gateway is not to hear the same wrong password for each machine behind it."""
        machines = {str(hop) for hop in live.connection.hops}
        problems = {one: self._connection(one).problem for one in self._left_alone}
        return {one: problem for one, problem in problems.items() if problem and problem.subject in machines}

    # --- what happens

    def stop(self) -> None:
        """The engine ends: nothing is brought up any more."""
        self._ended = True

    def follow(self, live: LiveConnection) -> None:
        """It may be in another state."""
        before, session = self._sessions.get(live.id), live.session
        if session is not before:
            if session is None:
                del self._sessions[live.id]
            else:
                self._sessions[live.id] = session
                self._left_alone -= {live.id, *self._failed_on_the_way_of(live)}
            if before:
                self._lost(live.id)
        if live.is_under_way and session is None:
            self._logging_in.add(live.id)
        elif live.id in self._logging_in:
            self._logging_in.discard(live.id)
            if not live.is_wanted and (live.problem is None or needs_person(live.problem)):
                self._left_alone.add(live.id)
        if not live.is_wanted:
            self._let_be(live)
        elif live.id in self._brought_up and session is not before:
            self.look()

    def forget(self, connection: str) -> None:
        """It was removed."""
        self._logging_in.discard(connection)
        self._left_alone.discard(connection)
        self._brought_up.pop(connection, None)
        if self._sessions.pop(connection, None):
            self._lost(connection)

    def taken_down(self, connection: str) -> None:
        """By its user: no browser brings it up again."""
        self._left_alone.add(connection)

    def wished(self, connection: str) -> None:
        """By its user: it may be brought up, and stays when browsers need it no more."""
        self._left_alone.discard(connection)
        self._let_be(self._connection(connection))

    def forgive(self) -> None:
        """The user has turned the switch: all may be brought up."""
        self._left_alone.clear()
        self._forgiven_at = self._loop.clock.time()

    def _let_be(self, live: LiveConnection) -> None:
        """It is not for browsers only, or not up any more."""
        self._brought_up.pop(live.id, None)
        live.let_go(self)

    def look(self) -> None:
        """Let go what no browser has used for long enough."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        limit, now = self._idle_seconds(), self._loop.clock.monotonic()
        if not limit or not self._brought_up:
            return
        soonest = limit
        for connection, since in list(self._brought_up.items()):
            left = max(since, self._last_used(connection) or since) + limit - now
            live = self._connection(connection)
            if left > 0:
                live.hold(self)
            else:
                live.let_go(self)
                live.down_if_unused()
                left = LOOK_SECONDS  # if it has another use
            soonest = min(soonest, left)
        self._timer = self._loop.later(soonest, self.look)
