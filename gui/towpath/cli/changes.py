"""What has changed between two looks at the connections, in lines: losses, come-backs, and why."""

from __future__ import annotations

from towpath.cli.describe import CONNECTED, ends, name_of, reason
from towpath.model.error import Problem, ProblemKind
from towpath.model.state import ConnectionState, ForwardState, Snapshot, Status
from towpath.model.words import line

Key = tuple[str, ...]
Look = tuple[Status, Problem | None, str]


class Changes:
    """Remembers what was told last, so that each further try in vain is not told once more."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._told: dict[Key, Look] = {}
        self._were_up: set[Key] = set()
        self._programs: dict[Key, float] = {}
        self.until(snapshot)
        self._programs.clear()  # they were started a moment ago; nobody has told of them

    def until(self, snapshot: Snapshot) -> list[str]:
        """A line for each change since the last call. What somebody brings up is told by who does it."""
        lines: list[str] = []
        for state in snapshot.connections:
            name, connection_id = state.connection.name, state.connection.id
            connected = state.status in CONNECTED
            # What is wrong with a forward is told of the forward.
            look = (Status.UP, None, "") if connected else (state.status, state.problem, "")
            told = self._change((connection_id,), name, state, look)
            lines += told
            for forward in state.forwards if connected else ():
                label = f"{name}: {name_of(forward.forward)}"
                look = (forward.status, forward.problem, ends(forward, state.connection))
                key = (connection_id, forward.forward.id)
                lines += self._change(key, label, forward, look, first=bool(told))
                lines += self._program(key, label, forward)
        return lines

    def _change(
        self, key: Key, name: str, state: ConnectionState | ForwardState, look: Look, *, first: bool = False
    ) -> list[str]:
        """The line for one of them, if there is one; `first` tells also of what was never seen before."""
        status, problem, where = look
        if status is Status.OFF:  # as somebody wished
            self._told.pop(key, None)
            self._were_up.discard(key)
        before = self._told.get(key)
        asks = status is Status.WAITING_FOR_USER and not problem
        if asks or status in (Status.OFF, Status.CONNECTING) or look == before:
            return []
        self._told[key] = look
        again = key in self._were_up
        if status is Status.UP:
            self._were_up.add(key)
        if before is None and not first:
            return []
        if status is not Status.UP:
            return [f"{name}: {reason(state) or status.value}"]
        moved = before is None or where != before[2]
        return [f"{name}: up" + (" again" if again else "") + (f": {where}" if where and moved else "")]

    def _program(self, key: Key, name: str, forward: ForwardState) -> list[str]:
        """The line for its program, when that could not be started: the forward itself is none the worse."""
        problem, at = forward.last_error, forward.last_error_at
        if problem is None or problem.kind is not ProblemKind.PROGRAM_NOT_STARTED or self._programs.get(key) == at:
            return []
        self._programs[key] = at
        return [f"{name}: {line(problem)}"]
