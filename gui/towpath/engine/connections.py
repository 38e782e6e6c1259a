"""What one connection does: its way hop by hop, its forwards, its states, and coming back after a loss."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence

import msgspec

from towpath.engine.chain import Step
from towpath.engine.forwards import LiveForward, MakeForward
from towpath.engine.loop import Loop, Timer
from towpath.engine.sessions import Pool, PooledHop
from towpath.model.connection import Connection, Keepalive
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Forward
from towpath.model.ports import Done
from towpath.model.state import ConnectionState, HopState, Status
from towpath.ssh.session import Session

PASSING = {
    ProblemKind.NAME_UNKNOWN,
    ProblemKind.REFUSED,
    ProblemKind.UNREACHABLE,
    ProblemKind.TIMED_OUT,
    ProblemKind.LOST,
    ProblemKind.LOST_DURING_LOGIN,
    ProblemKind.STOPPED_ANSWERING,
    ProblemKind.PROXY_FAILED,
    ProblemKind.PROXY_COMMAND_FAILED,
}
"""What may be over at the next try, as long as the network or a server comes back. Everything else needs a person."""


class Surroundings(msgspec.Struct, frozen=True):
    """What every connection of an engine works with."""

    loop: Loop
    pool: Pool
    make_forward: MakeForward
    chain: Callable[[Connection], Sequence[Step]]
    """The logins that a connection needs; may wait, and raise TowpathError, where it has a ProxyCommand."""
    changed: Callable[[LiveConnection], None]
    """The state is new: publish it after this piece of work."""
    finished: Callable[[Done, Problem | None], None]
    """Tell a command's submitter, after the state was published."""


class _Waiting(msgspec.Struct):
    """An Up that is not answered yet: it waits for these forwards."""

    forwards: frozenset[str]
    done: Done


class LiveConnection:
    """One saved connection. Engine thread only; never waits: logins and closes are the pool's business.

    `status` is OFF, CONNECTING, UP, RETRYING or FAILED; what is shown also tells of questions and forwards.
    """

    def __init__(self, connection: Connection, around: Surroundings) -> None:
        self.connection = connection
        self.asker = ""
        self._around = around
        self._status = Status.OFF
        self._problem: Problem | None = None
        self._shown = Status.OFF
        self._since = around.loop.clock.time()
        self._forwards: dict[str, LiveForward] = {}
        for forward in connection.forwards:
            self._add(forward, saved=True)
        self._made = connection
        """As it was when it was dialled: the hops in use are those."""
        self._steps: Sequence[Step] = ()
        self._held: list[PooledHop] = []
        self._broken: tuple[int, Problem] | None = None
        """The hop that failed last, by its place in `_steps`."""
        self._dial = 0
        """Counts dials: an outcome of an earlier one is of no interest."""
        self._was_up = False
        self._tries = 0
        self._up_since = 0.0
        self._retry: Timer | None = None
        self._retry_at = 0.0
        self._waiting: list[_Waiting] = []

    # --- what the pool asks and tells

    @property
    def name(self) -> str:
        """For questions."""
        return self.connection.name

    @property
    def keepalive(self) -> Keepalive:
        """For the sessions it makes."""
        return self.connection.keepalive

    def hop_changed(self) -> None:
        """A login on the way moved on."""
        self._changed()

    def hop_up(self, hop: PooledHop) -> None:
        """On to the next hop, or to the forwards."""
        if self._held and hop is self._held[-1]:
            self._advance()

    def hop_failed(self, hop: PooledHop, problem: Problem) -> None:
        """A login failed or a session was lost: come back by itself where that needs nobody, else fail."""
        place = self._held.index(hop)
        needed_person = any(h.session and h.session.needed_person for h in self._held[place:])
        self._broken = (place, problem)
        for forward in self._forwards.values():
            forward.stop()
        self._release(place)
        if problem.kind is ProblemKind.CANCELLED:
            self._end(Status.OFF, problem)
        elif self._was_up and not needed_person and problem.kind in PASSING and self.connection.reconnect.enabled:
            self._retry_later(problem)
        else:
            self._end(Status.FAILED, problem)

    # --- commands

    def up(self, forward_ids: Iterable[str], asker: str, done: Done) -> None:
        """Bring forwards up (all that are enabled, when none is named), and the connection with them."""
        wanted = frozenset(forward_ids) or frozenset(f.forward.id for f in self._forwards.values() if f.forward.enabled)
        for forward_id in wanted:
            self._forwards[forward_id].wanted = True
        self._waiting.append(_Waiting(wanted, done))
        match self._status:
            case Status.UP:
                self._start_forwards()
            case Status.CONNECTING:
                self._changed()
            case _:
                self.asker = asker
                self._connect()

    def down(self, forward_ids: Iterable[str] = ()) -> None:
        """Take forwards down; with none named, or none left, the whole connection, at once."""
        named = frozenset(forward_ids)
        for forward_id in named:
            self._drop(self._forwards[forward_id])
        if not named or not any(f.wanted for f in self._forwards.values()):
            cancelled = Problem(ProblemKind.CANCELLED, self.name)
            self._end(Status.OFF, cancelled)
        self._changed()

    def save(self, connection: Connection) -> None:
        """Take a changed connection over. Forwards follow at once, the way there at the next connect."""
        self.connection = connection
        if not self.is_wanted:
            self._made, self._steps, self._broken = connection, (), None
        kept = {f.id for f in connection.forwards}
        for forward_id, live in list(self._forwards.items()):
            if live.saved and forward_id not in kept:
                self._drop(self._forwards.pop(forward_id))
        for forward in connection.forwards:
            if live_forward := self._forwards.get(forward.id):
                live_forward.saved = True
                live_forward.change(forward, self._session)
            else:
                self._add(forward, saved=True).wanted = forward.enabled and self.is_wanted
        self._forwards = {
            **{f.id: self._forwards[f.id] for f in connection.forwards},
            **{forward_id: f for forward_id, f in self._forwards.items() if forward_id not in kept},
        }
        self._start_forwards()

    def add_forward(self, forward: Forward, asker: str, done: Done) -> None:
        """Add one that is not saved; it goes when the connection is taken down."""
        self._add(forward, saved=False)
        if forward.enabled and self.is_wanted:
            self.up([forward.id], asker, done)
        else:
            self._changed()
            self._around.finished(done, None)

    def remove_forward(self, forward_id: str) -> None:
        """Forget one that is not saved, or no longer."""
        was_wanted = self._forwards[forward_id].wanted
        self._drop(self._forwards.pop(forward_id))
        if was_wanted and not any(f.wanted for f in self._forwards.values()):
            self._end(Status.OFF, Problem(ProblemKind.CANCELLED, self.name))
        self._changed()

    # --- what it is like

    @property
    def is_wanted(self) -> bool:
        """Somebody wants it up, and it is, or is on its way."""
        return self._status in (Status.CONNECTING, Status.UP, Status.RETRYING)

    @property
    def forward_ids(self) -> frozenset[str]:
        """Those of the configuration and those added since."""
        return frozenset(self._forwards)

    def state(self) -> ConnectionState:
        """As the front ends show it."""
        return ConnectionState(
            connection=self.connection,
            status=self._shown,
            problem=self._problem or self._forward_problem,
            hops=self._hop_states(),
            forwards=tuple(f.state(self._shown, self._problem) for f in self._forwards.values()),
            retry_at=self._retry_at,
            since=self._since,
        )

    def _status_shown(self) -> Status:
        if self._status is Status.CONNECTING and any(h.status is Status.WAITING_FOR_USER for h in self._held):
            return Status.WAITING_FOR_USER
        if self._status is Status.UP and self._forward_problem:
            return Status.DEGRADED
        return self._status

    @property
    def _forward_problem(self) -> Problem | None:
        return next((f.problem for f in self._forwards.values() if f.wanted and f.problem), None)

    def _hop_states(self) -> tuple[HopState, ...]:
        # A hop that stands in for a ProxyCommand is shown as a part of the first one.
        extra = len(self._steps) - len(self._made.hops) if self._steps else 0
        return tuple(
            self._hop_state(str(hop), range(0 if place == extra else place, place + 1))
            for place, hop in enumerate(self._made.hops, start=extra)
        )

    def _hop_state(self, name: str, places: range) -> HopState:
        if self._broken and self._broken[0] in places and self._status is not Status.OFF:
            status = Status.RETRYING if self._status is Status.RETRYING else Status.FAILED
            return HopState(name=name, status=status, problem=self._broken[1])
        held = self._held[places.start : places.stop]
        if not held:
            return HopState(name=name)
        arrived = len(held) == len(places) or held[-1].status is not Status.UP
        return HopState(name=name, status=held[-1].status if arrived else Status.CONNECTING)

    # --- connecting

    def _connect(self) -> None:
        self._cancel_retry()
        self._status, self._problem, self._broken = Status.CONNECTING, None, None
        if self._held and _way(self._made) == _way(self.connection):  # use again what survived the loss
            self._advance()
            return
        self._release(0)
        self._made, self._steps = self.connection, ()
        self._dial += 1
        dial, connection = self._dial, self.connection

        def find_way() -> None:
            try:
                steps = self._around.chain(connection)
            except TowpathError as error:
                problem = error.problem
                self._around.loop.post(lambda: self._no_way(dial, problem))
            else:
                self._around.loop.post(lambda: self._way_found(dial, steps))

        if connection.proxy_command:  # the user's shell may have to expand it
            self._around.loop.aside(f"login-{connection.target}", find_way)
            self._changed()
        else:
            self._way_found(dial, self._around.chain(connection))

    def _no_way(self, dial: int, problem: Problem) -> None:
        if dial == self._dial and self._status is Status.CONNECTING:
            self._broken = (0, problem)
            self._end(Status.FAILED, problem)

    def _way_found(self, dial: int, steps: Sequence[Step]) -> None:
        if dial == self._dial and self._status is Status.CONNECTING:
            self._steps = steps
            self._advance()

    def _advance(self) -> None:
        """Take hold of the next hop; a session that is up already takes no time."""
        while not self._held or self._held[-1].status is Status.UP:
            if len(self._held) == len(self._steps):
                self._connected()
                return
            step = self._steps[len(self._held)]
            before = self._held[-1] if self._held else None
            self._held.append(
                self._around.pool.acquire(step.hop, step.via(before.session if before else None), before, self)
            )
        self._changed()

    def _connected(self) -> None:
        self._status = Status.UP
        self._was_up = True
        self._up_since = self._around.loop.clock.monotonic()
        self._start_forwards()

    @property
    def _session(self) -> Session | None:
        return self._held[-1].session if self._status is Status.UP else None

    def _start_forwards(self) -> None:
        if session := self._session:
            for forward in self._forwards.values():
                if forward.wanted:
                    forward.start(session)
        self._changed()

    def _retry_later(self, problem: Problem) -> None:
        """Wait twice as long each time; a session that had held for long enough starts the count anew."""
        policy, clock = self.connection.reconnect, self._around.loop.clock
        if self._status is Status.UP and clock.monotonic() - self._up_since > policy.longest_delay:
            self._tries = 0
        longest = min(policy.longest_delay, policy.first_delay * 2 ** min(self._tries, 30))
        # Many connections behind one gateway should not all knock in the same instant.
        delay = longest * random.uniform(0.75, 1.0)  # noqa: S311 (no secret depends on it)
        self._tries += 1
        self._cancel_retry()
        self._status, self._problem = Status.RETRYING, problem
        self._retry_at = clock.time() + delay
        self._retry = self._around.loop.later(delay, self._connect)
        self._answer_waiting(problem)
        self._changed()

    def _cancel_retry(self) -> None:
        if self._retry:
            self._retry.cancel()
        self._retry, self._retry_at = None, 0.0

    # --- ending

    def _end(self, status: Status, problem: Problem) -> None:
        """OFF or FAILED: nothing is held any more, and nobody waits."""
        self._cancel_retry()
        self._tries = 0
        self._was_up = False
        self._status = status
        self._problem = problem if status is Status.FAILED else None
        for forward in list(self._forwards.values()):
            forward.stop()
            if status is Status.OFF:
                forward.wanted = False
                if not forward.saved:
                    del self._forwards[forward.forward.id]
        self._release(0)
        self._answer_waiting(problem)
        self._changed()

    def _release(self, place: int) -> None:
        hops, self._held = self._held[place:], self._held[:place]
        self._around.pool.release(hops, self)

    def _answer_waiting(self, problem: Problem) -> None:
        for waiting in self._waiting:
            self._around.finished(waiting.done, problem)
        self._waiting.clear()

    # --- forwards and changes

    def _add(self, forward: Forward, *, saved: bool) -> LiveForward:
        live = LiveForward(
            forward,
            saved=saved,
            loop=self._around.loop,
            make=self._around.make_forward,
            changed=self._changed,
        )
        self._forwards[forward.id] = live
        return live

    def _drop(self, forward: LiveForward) -> None:
        forward.stop()
        forward.wanted = False

    def _changed(self) -> None:
        shown = self._status_shown()
        if shown is not self._shown:
            self._shown = shown
            self._since = self._around.loop.clock.time()
        if self._status is Status.UP:
            self._answer_who_is_up()
        self._around.changed(self)

    def _answer_who_is_up(self) -> None:
        """Each forward of an Up listens, or one has failed; one that was taken down meanwhile counts as cancelled."""
        for waiting in self._waiting:
            forwards = [self._forwards.get(forward_id) for forward_id in waiting.forwards]
            problem = next((f.problem for f in forwards if f and f.status is Status.FAILED), None)
            if not all(f and f.wanted for f in forwards):
                problem = Problem(ProblemKind.CANCELLED, self.name)
            self._around.finished(waiting.done, problem)
        self._waiting.clear()


def _way(connection: Connection) -> object:
    return connection.hops, connection.proxy, connection.proxy_command
