"""All forwards of one connection: those of the configuration, and those that go when it is taken down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from towpath.engine.forwards import LiveForward
from towpath.engine.workshop import Owner, Workshop
from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Forward
from towpath.model.state import ForwardState, Status

if TYPE_CHECKING:
    from towpath.ssh.session import Session


class ForwardSet:
    """Engine thread only."""

    def __init__(self, forwards: Iterable[Forward], workshop: Workshop, owner: Owner) -> None:
        self._workshop = workshop
        self._owner = owner
        self._by_id: dict[str, LiveForward] = {}
        for forward in forwards:
            self.add(forward, saved=True)

    def __getitem__(self, forward_id: str) -> LiveForward:
        return self._by_id[forward_id]

    def get(self, forward_id: str) -> LiveForward | None:
        """The forward with this id, if it is still there."""
        return self._by_id.get(forward_id)

    @property
    def all(self) -> Sequence[LiveForward]:
        """In the order of the configuration, the unsaved ones last."""
        return tuple(self._by_id.values())

    @property
    def enabled(self) -> frozenset[str]:
        """Those that come up with the connection."""
        return frozenset(forward_id for forward_id, live in self._by_id.items() if live.forward.enabled)

    @property
    def wanted(self) -> frozenset[str]:
        """Those that are to be up now."""
        return frozenset(forward_id for forward_id, live in self._by_id.items() if live.wanted)

    @property
    def retrying(self) -> frozenset[str]:
        """Those that wait for their next try to listen."""
        return frozenset(forward_id for forward_id, live in self._by_id.items() if live.status is Status.RETRYING)

    @property
    def problem(self) -> Problem | None:
        """Why one of them is of no use, though it is wanted."""
        return next((live.problem for live in self.all if live.wanted and live.problem), None)

    @property
    def unable(self) -> Problem | None:
        """Why one of them cannot listen, though it is wanted."""
        return next((live.problem for live in self.all if live.wanted and live.problem and not live.listens), None)

    def are_settled(self, forward_ids: frozenset[str]) -> bool:
        """It is known of each whether it listens."""
        return not any(live.pending for live in self._named(forward_ids))

    def problem_among(self, forward_ids: frozenset[str]) -> Problem | None:
        """Why one of them does not listen; one that is not wanted any more counts as cancelled."""
        named = self._named(forward_ids)
        if len(named) < len(forward_ids) or not all(live.wanted for live in named):
            return Problem(ProblemKind.CANCELLED, self._owner.name)
        return next((live.problem for live in named if not live.listens), None)

    def _named(self, forward_ids: frozenset[str]) -> Sequence[LiveForward]:
        return [live for forward_id, live in self._by_id.items() if forward_id in forward_ids]

    def states(self, connection: Status, problem: Problem | None) -> tuple[ForwardState, ...]:
        """As shown, while the connection has this status and problem."""
        return tuple(live.state(connection, problem) for live in self.all)

    def add(self, forward: Forward, *, saved: bool) -> LiveForward:
        """One more."""
        live = LiveForward(forward, saved=saved, workshop=self._workshop, owner=self._owner)
        self._by_id[forward.id] = live
        return live

    def remove(self, forward_id: str) -> LiveForward:
        """Take it down and forget it."""
        live = self._by_id.pop(forward_id)
        live.drop()
        return live

    def take_over(self, forwards: Sequence[Forward], session: Session | None, *, wanted: bool) -> None:
        """The configuration has changed; new ones are wanted if their connection is and they are enabled."""
        kept = {forward.id for forward in forwards}
        for live in self.all:
            if live.saved and live.forward.id not in kept:
                self.remove(live.forward.id)
        for forward in forwards:
            if known := self.get(forward.id):
                known.saved = True
                known.change(forward, session)
            else:
                self.add(forward, saved=True).wanted = forward.enabled and wanted
        unsaved = {forward_id: live for forward_id, live in self._by_id.items() if forward_id not in kept}
        self._by_id = {**{forward.id: self._by_id[forward.id] for forward in forwards}, **unsaved}

    def interval_changed(self) -> None:
        """Their targets are looked at more often, or less."""
        for live in self.all:
            live.interval_changed()

    def start(self, session: Session, again: frozenset[str] = frozenset()) -> None:
        """Have listen what is wanted and has not been tried on this session; those of `again` in any case."""
        for forward_id, live in self._by_id.items():
            if live.wanted and (live.status is Status.OFF or forward_id in again):
                live.start(session)

    def stop(self, *, came_up: bool) -> None:
        """Their session is gone; what is wanted stays so. What had come up once starts no program any more."""
        for live in self.all:
            live.stop()
            if came_up:
                live.starts_program = False

    def note_error(self, problem: Problem) -> None:
        """What went wrong with their session."""
        for live in self.all:
            if live.wanted:
                live.note_error(problem)

    def end(self) -> None:
        """The connection was taken down: nothing is wanted any more, and what was for the session goes with it."""
        for live in self.all:
            live.drop()
            live.listen_as_wished()
            if not live.saved:
                del self._by_id[live.forward.id]
