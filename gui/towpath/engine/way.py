"""The way of one connection, hop by hop through the pool: dialled, lost, and taken up again where it broke."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Hashable, Sequence
from typing import TYPE_CHECKING, Protocol

import msgspec

from towpath.engine.approvals import refused
from towpath.engine.chain import Route, Step, may_wait
from towpath.engine.loop import Loop
from towpath.engine.questions import Origin, Questions
from towpath.engine.sessions import Pool, PooledHop
from towpath.engine.supervision import WAITING
from towpath.model.connection import Connection, Keepalive
from towpath.model.error import SECRET_SENT, Problem, ProblemKind, TowpathError
from towpath.model.ports import Asker
from towpath.model.prompt import Answer, Asked, CommandAsked
from towpath.model.state import HopState, Status
from towpath.net.cancel import Cancel

if TYPE_CHECKING:
    from towpath.ssh.session import Session

log = logging.getLogger(__name__)


class Traveller(Protocol):
    """Whose way it is: a connection. Called on the engine thread."""

    @property
    def name(self) -> str: ...
    @property
    def asker(self) -> str: ...
    @property
    def quiet(self) -> bool:
        """Nobody is asked for it."""
        ...

    @property
    def keepalive(self) -> Keepalive: ...
    @property
    def by_person(self) -> bool:
        """Somebody has just asked for it: then commands of imported texts may be shown to them. Any thread."""
        ...

    def way_found(self, connection: Connection) -> None:
        """Its ssh_config was read for this dial, and says this."""
        ...

    def way_changed(self) -> None:
        """A login on the way moved on."""
        ...

    def arrived(self) -> None:
        """The session to the target is there."""
        ...

    def way_broken(self, problem: Problem, person: str) -> None:
        """A login failed or a session was lost. `person` is the first machine, from the broken one on, that somebody
        has to log in to with something typed, or where a password went unanswered; empty for none."""
        ...

    def way_is_back(self) -> None:
        """Somebody else logged in to the machine that this way broke at."""
        ...


class _Login(msgspec.Struct, frozen=True):
    """A hop that nothing is sent to again without a person."""

    name: str
    key: Hashable


class Way:
    """Engine thread only; never waits. It is the pool's user in the name of its connection."""

    def __init__(
        self,
        connection: Connection,
        traveller: Traveller,
        *,
        loop: Loop,
        pool: Pool,
        questions: Questions,
        find_route: Callable[[Connection, Asker], Route],
    ) -> None:
        self._traveller = traveller
        self._loop = loop
        self._pool = pool
        self._questions = questions
        self._find_route = find_route
        self._made = connection
        """As it was when it was dialled: the hops in use are those."""
        self._steps: Sequence[Step] = ()
        self._held: list[PooledHop] = []
        self._logins: dict[int, _Login] = {}
        """Where a person typed something the last time, or a password went unanswered, by the place in `_steps`."""
        self._broken: tuple[int, Problem] | None = None
        """The hop that failed last, by its place."""
        self._finding = Cancel()
        """Of the dial that counts: an outcome of an earlier one is of no interest."""
        self._asks = False
        """A person looks at a command that finding the way would run."""

    # --- what the pool asks and tells

    @property
    def name(self) -> str:
        """For questions."""
        return self._traveller.name

    @property
    def asker(self) -> str:
        """Who is asked first."""
        return self._traveller.asker

    @property
    def quiet(self) -> bool:
        """Nobody is asked."""
        return self._traveller.quiet

    @property
    def keepalive(self) -> Keepalive:
        """For the sessions it makes."""
        return self._traveller.keepalive

    def hop_changed(self) -> None:
        """A login on the way moved on."""
        self._traveller.way_changed()

    def hop_up(self, hop: PooledHop) -> None:
        """On to the next hop, if this is the one that was waited for."""
        if self._held and hop is self._held[-1]:
            self._advance()

    def hop_failed(self, hop: PooledHop, problem: Problem) -> None:
        """Let go of what is behind it; what is before it stays."""
        self._found_no_more()
        place = self._held.index(hop)
        for behind, held in enumerate(self._held[place:], start=place):
            if held.needs_person or (held is hop and SECRET_SENT in problem.facts):
                self._logins[behind] = _Login(held.name, held.key)
        needed = [login for where, login in sorted(self._logins.items()) if where >= place]
        self._broken = (place, problem)
        self._release(place)
        # When somebody is at the farthest of these again, nothing has to be typed for this way any more.
        self._pool.await_hop(needed[-1].key if needed else hop.key, self)
        self._traveller.way_broken(problem, needed[0].name if needed else "")

    def hop_is_back(self) -> None:
        """Follow who logged in there."""
        self._traveller.way_is_back()

    # --- going

    @property
    def session(self) -> Session | None:
        """The session to the target, if the whole way is there."""
        whole = self._held and len(self._held) == len(self._steps)
        return self._held[-1].session if whole else None

    def go(self, connection: Connection) -> None:
        """Log in to what is not there yet; ends with `arrived` or `way_broken`."""
        self._pool.await_no_more(self)
        self._broken = None
        if (
            self._held and _hops(self._made) == _hops(connection) and not connection.link
        ):  # use again what survived the loss
            self._advance()
            return
        self._find(connection, self._way_found)

    def wait_for(self, connection: Connection, people: Collection[str]) -> None:
        """Dial nothing before somebody has logged in to these machines on the way; `way_is_back` follows then."""
        self._pool.await_no_more(self)
        self._find(connection, lambda finding, route: self._found_to_wait(finding, route, people))

    def _find(self, connection: Connection, found: Callable[[Cancel, Route], None]) -> None:
        """`found` follows, unless something else is begun before, or `way_broken`."""
        self._found_no_more()
        finding = self._finding = Cancel()
        if not may_wait(connection):
            found(finding, self._find_route(connection, self._asker(finding)))
            return

        def find_way() -> None:
            try:
                route = self._find_route(connection, self._asker(finding))
            except TowpathError as error:
                problem = error.problem
                self._loop.post(lambda: self._no_way(finding, problem))
            except Exception as error:
                log.exception("unexpected error on the way to %s", connection.target)
                internal = Problem(ProblemKind.INTERNAL, self.name, {"detail": type(error).__name__})
                self._loop.post(lambda: self._no_way(finding, internal))
            else:
                self._loop.post(lambda: found(finding, route))

        self._loop.aside(f"login-{connection.target}", find_way)
        self._traveller.way_changed()

    def leave(self) -> None:
        """Let go of all of it; the last user of a session ends it."""
        self._found_no_more()
        self._pool.await_no_more(self)
        self._release(0)
        self._logins.clear()

    def changed(self, connection: Connection) -> None:
        """Show the hops of a changed connection, while nothing of the old way is in use."""
        self._made, self._steps, self._broken = connection, (), None

    def _asker(self, finding: Cancel) -> Asker:
        """Asks whoever brings it up about commands, and nobody when it comes back by itself."""

        def ask(asked: Asked) -> Answer:
            if isinstance(asked, CommandAsked) and not self._traveller.by_person:
                raise refused(asked.command, asked.host)
            self._loop.post(lambda: self._asking(finding, asks=True))
            try:
                return self._questions.ask(asked, lambda: Origin(self.name, "", self.asker, self.quiet), finding)
            finally:
                self._loop.post(lambda: self._asking(finding, asks=False))

        return ask

    def _asking(self, finding: Cancel, *, asks: bool) -> None:
        if finding is self._finding:
            self._asks = asks
            self._traveller.way_changed()

    def _found_no_more(self) -> None:
        self._finding.cancel()
        self._asks = False

    def _no_way(self, finding: Cancel, problem: Problem) -> None:
        if finding is self._finding and not finding.cancelled:
            self._broken = (0, problem)
            self._release(0)
            self._traveller.way_broken(problem, "")

    def _way_found(self, finding: Cancel, route: Route) -> None:
        if finding is not self._finding or finding.cancelled:
            return
        if _hops(self._made) != _hops(route.connection):
            self._logins.clear()
        before, self._held = self._held, []
        self._made, self._steps = route.connection, route.steps
        self._traveller.way_found(route.connection)
        self._advance()
        # Only now: what both ways have in common stays up, which may save a code.
        self._pool.release([hop for hop in before if hop not in self._held], self)

    def _found_to_wait(self, finding: Cancel, route: Route, people: Collection[str]) -> None:
        if finding is not self._finding or finding.cancelled:
            return
        self._made, self._steps = route.connection, route.steps
        self._traveller.way_found(route.connection)
        key: Hashable = None
        for place, step in enumerate(route.steps):
            key = self._pool.key(step.hop, step.first if key is None else key)
            if str(step.hop) in people:
                self._logins[place] = _Login(str(step.hop), key)
        awaited = [login.key for _, login in sorted(self._logins.items())]
        if not awaited or self._pool.is_up(awaited[-1]):  # another way leads there now, or somebody was faster
            self._traveller.way_is_back()
            return
        place, login = min(self._logins.items())
        self._broken = (place, Problem(ProblemKind.LOGIN_NEEDED, login.name, {"at_start": "yes"}))
        self._pool.await_hop(awaited[-1], self)
        self._traveller.way_changed()

    def _advance(self) -> None:
        """Take hold of the next hop; a session that is up already takes no time."""
        while not self._held or self._held[-1].status is Status.UP:
            if len(self._held) == len(self._steps):
                self._logins.clear()
                self._traveller.arrived()
                return
            step = self._steps[len(self._held)]
            before = self._held[-1] if self._held else None
            self._held.append(self._pool.acquire(step.hop, step.via(before.session if before else None), before, self))
        self._traveller.way_changed()

    def _release(self, place: int) -> None:
        hops, self._held = self._held[place:], self._held[:place]
        self._pool.release(hops, self)

    # --- what it is like

    @property
    def people(self) -> tuple[str, ...]:
        """The machines on it where somebody has to type something for a login."""
        held = {place for place, hop in enumerate(self._held) if hop.needs_person}
        return tuple(str(step.hop) for place, step in enumerate(self._steps) if place in held | self._logins.keys())

    @property
    def asks(self) -> bool:
        """A login on the way waits for a person."""
        return self._asks or any(hop.status is Status.WAITING_FOR_USER for hop in self._held)

    def hop_states(self, connection: Status) -> tuple[HopState, ...]:
        """As the front ends show them, while the connection has this status."""
        # A hop that stands in for a ProxyCommand is shown as a part of the first one.
        extra = len(self._steps) - len(self._made.hops) if self._steps else 0
        return tuple(
            self._hop_state(str(hop), range(0 if place == extra else place, place + 1), connection)
            for place, hop in enumerate(self._made.hops, start=extra)
        )

    def _hop_state(self, name: str, places: range, connection: Status) -> HopState:
        if self._broken and self._broken[0] in places and connection is not Status.OFF:
            status = connection if connection in WAITING else Status.FAILED
            return HopState(name=name, status=status, problem=self._broken[1])
        held = self._held[places.start : places.stop]
        if not held:
            return HopState(name=name)
        there = len(held) == len(places) or held[-1].status is not Status.UP
        return HopState(name=name, status=held[-1].status if there else Status.CONNECTING, touch=held[-1].touch)


def _hops(connection: Connection) -> object:
    return connection.hops, connection.proxy, connection.proxy_command
