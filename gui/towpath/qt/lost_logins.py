"""Sessions that were lost and that only the user can log in to again: one for each machine, however many share it."""

from __future__ import annotations

import msgspec

from towpath.model.error import Problem
from towpath.model.state import Snapshot
from towpath.qt.status import lost_login


class LostLogin(msgspec.Struct, frozen=True):
    """One lost session."""

    problem: Problem
    """Its subject is the machine."""
    connection: str
    """Id of one of the connections that wait for it; to log in for one brings all of them back."""


def lost_logins(snapshot: Snapshot) -> dict[str, LostLogin]:
    """All of them, by machine."""
    result: dict[str, LostLogin] = {}
    for state in snapshot.connections:
        if problem := lost_login(state):
            result.setdefault(problem.subject, LostLogin(problem, state.connection.id))
    return result
