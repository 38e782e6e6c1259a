"""Sessions that were lost and that only the user can log in to again: each is told once, however many share it."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QObject, Signal

from towpath.model.error import Problem
from towpath.model.state import Snapshot
from towpath.qt.bridge import Bridge, Changes
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


class LostLoginWatch(QObject):
    """Follows the engine and tells of each loss when it comes, not of what goes on."""

    lost = Signal(object)
    """Carries a `LostLogin`."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._told: set[str] = set()
        bridge.changed.connect(self._look)

    def _look(self, _changes: Changes) -> None:
        lost = lost_logins(self._bridge.snapshot)
        new = [login for machine, login in lost.items() if machine not in self._told]
        self._told = set(lost)
        for login in new:
            self.lost.emit(login)
