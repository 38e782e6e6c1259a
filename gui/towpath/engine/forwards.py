"""One forward of a live connection: whether it is wanted, whether it listens, and what its target said last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from towpath.engine.loop import Loop, Work
from towpath.model.error import Problem, TowpathError
from towpath.model.forward import Endpoint, Forward
from towpath.model.state import ForwardState, Status
from towpath.ssh.session import Session

Report = Callable[[Problem | None], None]


class RunningForward(Protocol):
    """A forward on a session (ssh/local.py). Neither method waits for the link."""

    def start(self) -> Endpoint:
        """Listen; where it does. Raises TowpathError PORT_IN_USE, PORT_PRIVILEGED or ADDRESS_NOT_LOCAL."""
        ...

    def stop(self) -> None: ...


class MakeForward(Protocol):
    """`report` gets a problem when the target refuses a stream, None when it takes one again; from any thread."""

    def __call__(self, session: Session, forward: Forward, report: Report) -> RunningForward: ...


class LiveForward:
    """Used on the engine thread."""

    def __init__(self, forward: Forward, *, saved: bool, loop: Loop, make: MakeForward, changed: Work) -> None:
        self.forward = forward
        self.saved = saved
        self.wanted = False
        self.status = Status.OFF
        self.problem: Problem | None = None
        self._loop = loop
        self._make = make
        self._changed = changed
        self._running: RunningForward | None = None
        self._bound: Endpoint | None = None

    def start(self, session: Session) -> None:
        """Listen, unless it does already. The outcome is in `status` and `problem`."""
        if self._running:
            return

        def report(problem: Problem | None) -> None:
            self._loop.post(lambda: self._reported(running, problem))

        running = self._make(session, self.forward, report)
        try:
            self._bound = running.start()
        except TowpathError as error:
            self.status, self.problem = Status.FAILED, error.problem
        else:
            self._running = running
            self.status, self.problem = Status.UP, None

    def stop(self) -> None:
        """Close the listener and what runs through it. It may still be wanted when the session comes back."""
        if self._running:
            self._running.stop()
        self._running = self._bound = self.problem = None
        self.status = Status.OFF

    def change(self, forward: Forward, session: Session | None) -> None:
        """Take the new wish over; a listener moves only when it has to."""
        moves = (forward.kind, forward.listen, forward.target) != (
            self.forward.kind,
            self.forward.listen,
            self.forward.target,
        )
        self.forward = forward
        if moves:
            self.stop()
            if self.wanted and session:
                self.start(session)

    def state(self, connection: Status, problem: Problem | None) -> ForwardState:
        """As shown, while its connection has this status and problem. Without a session it shares its fate."""
        if not self.wanted:
            return ForwardState(forward=self.forward, saved=self.saved)
        if connection not in (Status.UP, Status.DEGRADED):
            return ForwardState(forward=self.forward, saved=self.saved, status=connection, problem=problem)
        return ForwardState(
            forward=self.forward, saved=self.saved, status=self.status, problem=self.problem, bound=self._bound
        )

    def _reported(self, running: RunningForward, problem: Problem | None) -> None:
        if running is self._running:
            self.status = Status.DEGRADED if problem else Status.UP
            self.problem = problem
            self._changed()
