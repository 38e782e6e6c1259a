"""What happens to connections and their forwards: changes of state, not each repainting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import msgspec

from towpath.model.activity import Activity, Happening, Level
from towpath.model.error import Problem
from towpath.model.state import ConnectionState, ForwardState, Status

_UP = (Status.UP, Status.DEGRADED)
_TROUBLE = (Status.FAILED, Status.DEGRADED, Status.RETRYING)


class Note(Protocol):
    """Adds an entry, or puts it in the place of the one with this number; gives it its number."""

    def __call__(
        self,
        what: Happening,
        level: Level = Level.NOTE,
        *,
        connection: str = "",
        subject: str = "",
        problem: Problem | None = None,
        facts: dict[str, str] | None = None,
        instead_of: Activity | None = None,
    ) -> Activity: ...


class _Known(msgspec.Struct):
    """What was told of a connection."""

    state: ConnectionState
    retrying: Activity | None = None
    """The entry that counts the tries since the loss."""
    was_up: bool = False
    """Since somebody last wished for it."""
    tries: int = 0


class ConnectionHappenings:
    """Engine thread only. Cheap: of most events a look tells that nothing has happened."""

    def __init__(self, note: Note, now: Callable[[], float]) -> None:
        self._note = note
        self._now = now
        self._known: dict[str, _Known] = {}

    def removed(self, connection_id: str) -> None:
        """It is no more."""
        self._known.pop(connection_id, None)

    def changed(self, state: ConnectionState) -> None:
        """It may be in another state than before, or one of its forwards."""
        known = self._known.get(state.connection.id)
        if known is None:
            known = self._known[state.connection.id] = _Known(ConnectionState(connection=state.connection))
        before, known.state = known.state, state
        if state.status is not before.status:
            self._changed_status(known, before.status, state)
        if state.forwards != before.forwards:
            self._changed_forwards(before, state)

    def _changed_status(self, known: _Known, before: Status, state: ConnectionState) -> None:
        name, status = state.connection.name, state.status
        known.tries = max(known.tries, state.tries)
        if before in _UP and status not in (*_UP, Status.OFF):
            self._note(Happening.LOST, Level.WARNING, connection=name, problem=state.problem)
        if status in _UP:
            if before not in _UP:
                self._came_up(known, name)
        elif status in (Status.OFF, Status.FAILED):
            self._ended(known, state)
        elif status is Status.CONNECTING:
            if before in (Status.OFF, Status.FAILED):
                self._note(Happening.CONNECTING, Level.DETAIL, connection=name)
        else:
            self._waits(known, before, state)

    def _waits(self, known: _Known, before: Status, state: ConnectionState) -> None:
        name = state.connection.name
        if state.status is Status.WAITING_FOR_NETWORK:
            self._note(Happening.WAITS_FOR_NETWORK, Level.WARNING, connection=name)
        elif state.status is Status.WAITING_FOR_USER:
            if state.problem is not None:  # otherwise it asks, which is told as such
                self._note(Happening.WAITS_FOR_USER, Level.WARNING, connection=name, problem=state.problem)
        elif before in (Status.CONNECTING, Status.WAITING_FOR_USER):
            self._tried_in_vain(known, state)

    def _came_up(self, known: _Known, name: str) -> None:
        facts = {"tries": str(known.tries + 1)} if known.was_up or known.retrying else {}
        self._note(Happening.UP, connection=name, facts=facts)
        known.was_up = True
        known.retrying, known.tries = None, 0

    def _ended(self, known: _Known, state: ConnectionState) -> None:
        name = state.connection.name
        if state.status is Status.FAILED:
            self._note(Happening.FAILED, Level.FAILURE, connection=name, problem=state.problem)
        else:
            self._note(Happening.DOWN, connection=name)
        known.was_up = False
        known.retrying, known.tries = None, 0

    def _tried_in_vain(self, known: _Known, state: ConnectionState) -> None:
        """One entry for all tries of one loss."""
        since = known.retrying.facts["since"] if known.retrying else str(self._now())
        known.retrying = self._note(
            Happening.RETRYING,
            Level.WARNING,
            connection=state.connection.name,
            problem=state.problem,
            facts={"tries": str(state.tries), "since": since},
            instead_of=known.retrying,
        )

    def _changed_forwards(self, before: ConnectionState, state: ConnectionState) -> None:
        """Those that come and go with their connection are details."""
        earlier = {one.forward.id: one for one in before.forwards}
        stays_up = state.status in _UP and before.status in _UP
        for now in state.forwards:
            then = earlier.get(now.forward.id)
            if then is now or (then is not None and then.status is now.status and _kind(then) is _kind(now)):
                continue
            for entry, level, facts in _of_forward(then.status if then else Status.OFF, now, stays_up=stays_up):
                self._note(
                    entry,
                    level,
                    connection=state.connection.name,
                    subject=now.forward.name,
                    problem=now.problem if entry is Happening.FORWARD_TROUBLE else None,
                    facts=facts,
                )


def _kind(forward: ForwardState) -> object:
    return forward.problem.kind if forward.problem else None


def _of_forward(
    before: Status, now: ForwardState, *, stays_up: bool
) -> Iterator[tuple[Happening, Level, dict[str, str]]]:
    level = Level.NOTE if stays_up and before in (*_TROUBLE, Status.OFF) else Level.DETAIL
    if now.status is Status.UP:
        if before is not Status.UP:
            yield Happening.FORWARD_UP, level, {"listens": str(now.listens)}
    elif now.status in _TROUBLE:
        if stays_up and now.problem is not None:
            yield Happening.FORWARD_TROUBLE, Level.WARNING, {}
    elif now.status is Status.OFF and before is not Status.OFF:
        yield Happening.FORWARD_DOWN, Level.NOTE if stays_up else Level.DETAIL, {}
