"""One login to a connection's machine with one key and nothing else, to see whether it is taken."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec.structs import replace

from towpath.engine.chain import Route, Step
from towpath.engine.key_finding import FoundKey
from towpath.engine.page_surroundings import PageSurroundings
from towpath.engine.way import Way
from towpath.model.connection import Connection, Keepalive
from towpath.model.error import Cancelled, Problem, ProblemKind, TowpathError
from towpath.model.ports import Asker
from towpath.model.state import Status
from towpath.net.cancel import Cancel
from towpath.ssh.via import Via

_REFUSED = (ProblemKind.KEYS_REFUSED, ProblemKind.NO_METHOD_LEFT, ProblemKind.TOO_MANY_TRIES)


class Outcome(msgspec.Struct, frozen=True):
    """What became of it."""

    accepted: bool
    """The machine took the key, whatever it wants besides."""
    problem: Problem | None = None
    """Why it is not accepted, or why nobody could sign with it."""
    refused: bool = False
    """The problem is that the machine does not take the key. Otherwise it is one of the way there, or of this side."""


class KeyLogin:
    """Engine thread only; never waits. It travels as the connection does, and shares the logins on the way; the last
    one is its own. `ended` comes once."""

    def __init__(
        self,
        connection: Connection,
        key: FoundKey,
        asker: str,
        *,
        around: PageSurroundings,
        ended: Callable[[Outcome], None],
    ) -> None:
        self.name = connection.name
        self.asker = asker
        self.keepalive: Keepalive = connection.keepalive
        self.by_person = True
        self.quiet = False
        self._connection = connection
        self._key = key
        self._around = around
        self._ended: Callable[[Outcome], None] | None = ended
        self._cancel = Cancel()
        self._target: Step | None = None
        self._way = Way(
            connection,
            self,
            loop=around.loop,
            pool=around.pool,
            questions=around.questions,
            find_route=self._find_route,
        )

    def begin(self) -> None:
        """Raises what finding the way raises."""
        self._way.go(self._connection)

    def stop(self) -> None:
        """The engine ends."""
        self._end(Outcome(False, Cancelled(self.name).problem))

    def _find_route(self, connection: Connection, ask: Asker) -> Route:
        """All but the last login. Any thread."""
        route = self._around.find_route(connection, ask)
        self._target = route.steps[-1]
        return Route(route.connection, route.steps[:-1])

    # --- what the way tells

    def way_found(self, connection: Connection) -> None:
        """Nobody keeps it."""

    def way_changed(self) -> None:
        """Nobody looks."""

    def way_is_back(self) -> None:
        """It has ended before."""

    def way_broken(self, problem: Problem, person: str) -> None:
        """It does not come that far."""
        self._end(Outcome(False, problem))

    def arrived(self) -> None:
        """Now the login itself."""
        assert self._target is not None  # the way was found
        target, before = self._target, self._way.session
        self._around.loop.aside(f"login-key-{target.hop}", lambda: self._log_in(target, target.via(before)))

    # --- the login

    def _log_in(self, target: Step, via: Via) -> None:
        """On a thread of its own."""
        try:
            with tempfile.TemporaryDirectory(prefix="towpath-key-") as folder:
                public_file = Path(folder) / "key.pub"
                public_file.write_text(self._key.public.line() + "\n")
                outcome = self._outcome(target, via, public_file)
        except OSError as error:
            facts = {"detail": error.strerror or str(error)}
            outcome = Outcome(False, Problem(ProblemKind.FILE_UNWRITABLE, tempfile.gettempdir(), facts))
        self._around.loop.post(lambda: self._end(outcome))

    def _outcome(self, target: Step, via: Via, public_file: Path) -> Outcome:
        hop = replace(target.hop, auth=self._key.alone(target.hop.auth, public_file))
        taken: list[bool] = []
        try:
            session = self._around.connector.login(
                hop,
                via,
                ask=self._around.asker(self.asker, self.name, self._cancel),
                cancel=self._cancel,
                report=_report,
                taken=lambda: taken.append(True),
            )
        except TowpathError as error:
            return _judged(error.problem, taken=bool(taken))
        session.close()
        return Outcome(True)

    def _end(self, outcome: Outcome) -> None:
        ended, self._ended = self._ended, None
        if ended:
            self._cancel.cancel()
            self._way.leave()
            ended(outcome)


def _judged(problem: Problem, *, taken: bool) -> Outcome:
    if not taken:
        return Outcome(False, problem, refused=problem.kind in _REFUSED)
    if problem.kind is ProblemKind.KEYS_REFUSED:  # it was offered, signed with, and refused
        return Outcome(False, problem, refused=True)
    if problem.kind is ProblemKind.NO_METHOD_LEFT:  # it wants a password or a code besides
        return Outcome(True)
    return Outcome(True, problem)


def _report(status: Status, *, touch: bool = False) -> None:
    """Nobody shows where it is."""
