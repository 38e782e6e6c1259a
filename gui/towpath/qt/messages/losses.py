"""Connections that nobody took down and that are not up: what is told of them, without a clock or a desktop."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from towpath.model.error import Problem
from towpath.model.state import ConnectionState, Snapshot, Status
from towpath.qt.lost_logins import lost_logins
from towpath.qt.messages.telling import Matter
from towpath.qt.status import lost_login

LOSS_SECONDS = 10.0
"""A connection that is back within this time is not worth a word."""
BLIP_SECONDS = 2.0
"""Those that go soon after another one are told with it, unless they are back by then."""
LOGIN_SECONDS = 1.0
"""For those that share a session to be told together."""
_UP = (Status.UP, Status.DEGRADED)


class Loss(msgspec.Struct, frozen=True):
    """One connection that was lost."""

    at: float
    """Monotonic time."""
    why: Problem | None
    """What was said then; what each new try says instead would make the message flicker."""


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """What a message can tell; the most pressing comes first in it."""

    logins: tuple[tuple[str, Problem], ...] = ()
    """Id of one of the connections that wait for it, and the problem, whose subject is the machine."""
    failed: tuple[ConnectionState, ...] = ()
    """They will not be tried again."""
    trying: tuple[tuple[ConnectionState, Problem | None], ...] = ()
    """They may come back by themselves."""
    back: int = 0
    """So many of the same outage are up again."""


class Losses:
    """Remembers what was up."""

    def __init__(self) -> None:
        self._were_up: set[str] = set()
        self._lost: dict[str, Loss] = {}
        self._back: set[str] = set()
        self._asked: set[str] = set()
        """A person was asked to log in, or is about to be: their dialog, or its message, tells of these."""
        self._logins: dict[str, float] = {}
        """By machine: since when."""

    def follow(self, states: Sequence[ConnectionState], now: float) -> None:
        """Take up how they are now."""
        for state in states:
            connection = state.connection.id
            if state.status is Status.WAITING_FOR_USER:
                self._asked.add(connection)
            elif state.status is not Status.CONNECTING:
                self._asked.discard(connection)
            if state.status in _UP:
                self._were_up.add(connection)
                if self._lost.pop(connection, None):
                    self._back.add(connection)
            elif state.status is Status.OFF:
                self._forget(connection)
            elif connection in self._were_up and connection not in self._lost:
                self._lost[connection] = Loss(now, state.problem)
                self._back.discard(connection)
        for connection in self._were_up - {state.connection.id for state in states}:
            self._forget(connection)
        if not self._lost:
            self._back.clear()
        machines = {problem.subject for state in states if (problem := lost_login(state))}
        self._logins = {machine: self._logins.get(machine, now) for machine in machines}

    def _forget(self, connection: str) -> None:
        self._were_up.discard(connection)
        self._back.discard(connection)
        self._asked.discard(connection)
        self._lost.pop(connection, None)

    def matters(self, states: Sequence[ConnectionState], *, logins: bool, losses: bool) -> list[Matter]:
        """All of it, as far as it is to be told."""
        found: list[Matter] = []
        if logins:
            for machine, since in self._logins.items():
                found.append(Matter(f"login {machine}", since + LOGIN_SECONDS, needs_person=True))
        if losses:
            for state in states:
                loss = self._lost.get(state.connection.id)
                if loss and state.connection.id not in self._asked:
                    failed = state.status is Status.FAILED
                    key = f"{'failed' if failed else 'lost'} {state.connection.id}"
                    found.append(Matter(key, self._due(loss), needs_person=failed))
        return found

    def _due(self, loss: Loss) -> float:
        first = min(one.at for one in self._lost.values() if loss.at - LOSS_SECONDS <= one.at <= loss.at)
        return max(first + LOSS_SECONDS, loss.at + BLIP_SECONDS)

    def trouble(self, snapshot: Snapshot, due: frozenset[str]) -> Trouble:
        """What is told now, of the matters that are due."""
        failed, trying = [], []
        for state in snapshot.connections:
            if f"failed {state.connection.id}" in due:
                failed.append(state)
            elif f"lost {state.connection.id}" in due:
                trying.append((state, self._lost[state.connection.id].why))
        logins = [
            (login.connection, login.problem)
            for machine, login in lost_logins(snapshot).items()
            if f"login {machine}" in due
        ]
        return Trouble(logins=tuple(logins), failed=tuple(failed), trying=tuple(trying), back=len(self._back))
