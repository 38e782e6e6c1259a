"""One forward of a live connection: whether it is wanted, whether it listens, what its target says, its traffic."""

from __future__ import annotations

import logging
import random
from typing import TYPE_CHECKING

from msgspec.structs import replace

from towpath.engine.loop import Loop, Timer
from towpath.engine.questions import Origin
from towpath.engine.supervision import Backoff
from towpath.engine.ticker import Rates
from towpath.engine.workshop import Owner, Workshop
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.ports import Done, RunningForward
from towpath.model.state import ForwardState, Status, Traffic
from towpath.net.cancel import Cancel

if TYPE_CHECKING:
    from towpath.ssh.session import Session

log = logging.getLogger(__name__)

LISTEN_AGAIN = {
    ProblemKind.PORT_IN_USE,
    ProblemKind.TOO_MANY_OPEN_FILES,
    ProblemKind.REMOTE_LISTEN_REFUSED,
    ProblemKind.ADDRESS_NOT_LOCAL,
}
"""Reasons for not listening that may go away: who holds the port ends, the VPN with the address comes up."""
FIRST_LISTEN_DELAY = 2.0
LONGEST_LISTEN_DELAY = 30.0
FIRST_CHECK_SECONDS = 1.0
"""After it came up."""
RECHECK_SECONDS = 10.0
"""After a target did not accept; doubled up to the connection's interval."""
UNEXPECTED = "unexpected error in forward %s"


class _Attempt:
    """One try to listen, and what comes of it. Implements `model.ports.ForwardEvents` for any thread."""

    def __init__(self, live: LiveForward, loop: Loop, session: Session) -> None:
        self.session = session
        self.cancel = Cancel()
        self.running: RunningForward | None = None
        self.listens = False
        self.rates = Rates()
        self._live = live
        self._loop = loop

    def listening(self, bound: Endpoint) -> None:
        self._loop.post(lambda: self._live.listening(self, bound))

    def failed(self, problem: Problem) -> None:
        self._loop.post(lambda: self._live.failed(self, problem))

    def told(self, problem: Problem | None) -> None:
        self._loop.post(lambda: self._live.told(self, problem))

    def noted(self, problem: Problem) -> None:
        self._loop.post(lambda: self._live.noted(self, problem))


class LiveForward:
    """Used on the engine thread. `wanted` is what the user wishes; the rest is what is.

    `status` is OFF, CONNECTING, WAITING_FOR_USER (its password is asked for), UP, DEGRADED, RETRYING or FAILED.
    """

    def __init__(self, forward: Forward, *, saved: bool, workshop: Workshop, owner: Owner) -> None:
        self.forward = forward
        self.saved = saved
        self.wanted = False
        self.starts_program = False
        """When it comes up: the user asked for it, and it is no coming back."""
        self.status = Status.OFF
        self.problem: Problem | None = None
        self._workshop = workshop
        self._owner = owner
        self._attempt: _Attempt | None = None
        self._elsewhere: int | None = None
        self._bound: Endpoint | None = None
        self._traffic = Traffic()
        self._last_error: Problem | None = None
        self._last_error_at = 0.0
        self._checked_at = 0.0
        self._check: Timer | None = None
        self._recheck = Backoff(RECHECK_SECONDS, RECHECK_SECONDS)
        self._retry: Timer | None = None
        self._retry_at = 0.0
        self._patience = Backoff(FIRST_LISTEN_DELAY, LONGEST_LISTEN_DELAY)

    # --- listening

    @property
    def listens(self) -> bool:
        """It takes connections now."""
        return bool(self._attempt and self._attempt.listens)

    @property
    def pending(self) -> bool:
        """It is not known yet whether it will listen."""
        return bool(self._attempt and not self._attempt.listens)

    def start(self, session: Session) -> None:
        """Listen, unless it does already or is about to. The outcome comes to the owner as a change."""
        if self._attempt:
            return
        self._cancel_retry()
        attempt = self._attempt = _Attempt(self, self._workshop.loop, session)
        if self.status is not Status.RETRYING:  # that one stays as it is shown until there is something new
            self.status, self.problem = Status.CONNECTING, None
        wish = self._wish
        if wish.kind is ForwardKind.DYNAMIC and wish.user:
            self._workshop.loop.aside(f"password-{wish.name}", lambda: self._find_password(attempt, wish))
        else:
            self._run(attempt, "")

    def stop(self) -> None:
        """Close the listener and what runs through it. It may still be wanted when the session comes back."""
        self._let_go()
        self._cancel_retry()
        self._patience.start_over()
        self.problem = None
        self.status = Status.OFF

    def drop(self) -> None:
        """Stop, and want it no more."""
        self.stop()
        self.wanted = self.starts_program = False

    def listen_elsewhere(self, port: int, session: Session | None) -> None:
        """Use this port in place of the wished one; 0 lets the system choose, once."""
        self._elsewhere = port
        self._restart(session)

    def listen_as_wished(self) -> None:
        """The connection was taken down: the next time the wish counts again."""
        self._elsewhere = None

    def change(self, forward: Forward, session: Session | None) -> None:
        """Take the new wish over; a listener moves only when it has to."""
        moves = _what_runs(forward) != _what_runs(self.forward)
        if forward.listen != self.forward.listen:
            self._elsewhere = None
        if forward.target != self.forward.target:
            self._checked_at = 0.0
        self.forward = forward
        if moves:
            self._restart(session)

    def password_changed(self, session: Session | None) -> None:
        """Its clients have to give another password from now on."""
        if self._attempt or self.status is Status.FAILED:
            self._restart(session)

    def _restart(self, session: Session | None) -> None:
        self.stop()
        if self.wanted and session:
            self.start(session)

    @property
    def _wish(self) -> Forward:
        if self._elsewhere is None:
            return self.forward
        return replace(self.forward, listen=replace(self.forward.listen, port=self._elsewhere))

    def _find_password(self, attempt: _Attempt, wish: Forward) -> None:
        loop, owner = self._workshop.loop, self._owner

        def asked() -> Origin:
            if attempt is self._attempt:
                self.status = Status.WAITING_FOR_USER
                owner.forward_changed()
            return owner.origin()

        try:
            kept = owner.keeps(self.forward.id)
            password = self._workshop.passwords.find(owner.id, wish, asked, attempt.cancel, saved=kept)
        except TowpathError as error:
            attempt.failed(error.problem)
        except Exception as error:
            log.exception(UNEXPECTED, self.forward.name)
            attempt.failed(self._internal(error))
        else:
            loop.post(lambda: self._run(attempt, password))

    def _run(self, attempt: _Attempt, password: str) -> None:
        if attempt is not self._attempt:
            return
        if self.status is Status.WAITING_FOR_USER:
            self.status = Status.CONNECTING
        try:
            attempt.running = self._workshop.make(attempt.session, self._wish, attempt, password)
            attempt.running.start()
        except TowpathError as error:
            self.failed(attempt, error.problem)
        except Exception as error:
            log.exception(UNEXPECTED, self.forward.name)
            self.failed(attempt, self._internal(error))

    def _internal(self, error: Exception) -> Problem:
        return Problem(ProblemKind.INTERNAL, self.forward.name, {"detail": type(error).__name__})

    def _let_go(self) -> None:
        if attempt := self._attempt:
            self._attempt = None
            attempt.cancel.cancel()
            if attempt.running:
                attempt.running.stop()
        self._workshop.ticker.remove(self._look_at_traffic)
        if self._check:
            self._check.cancel()
        self._check = self._bound = None
        self._traffic = Traffic()

    def _retry_later(self) -> None:
        delay, clock = self._patience.next(), self._workshop.loop.clock
        self._retry_at = clock.time() + delay
        self._retry = self._workshop.loop.later(delay, self._listen_again)

    def _listen_again(self) -> None:
        session = self._owner.session
        if session:
            self.start(session)

    def _cancel_retry(self) -> None:
        if self._retry:
            self._retry.cancel()
        self._retry, self._retry_at = None, 0.0

    # --- what it tells, on the engine thread

    def listening(self, attempt: _Attempt, bound: Endpoint) -> None:
        """It listens."""
        if attempt is not self._attempt:
            return
        attempt.listens = True
        self._bound = bound
        self.status, self.problem = Status.UP, None
        self._patience.start_over()
        if self._elsewhere == 0:
            self._elsewhere = bound.port  # and there again when it comes back
        self._workshop.ticker.add(self._look_at_traffic)
        self.interval_changed()
        self._check_later(FIRST_CHECK_SECONDS)
        if self.starts_program and self.forward.program:
            self._start_program(attempt, bound)
        self.starts_program = False
        self._owner.forward_changed()

    def failed(self, attempt: _Attempt, problem: Problem) -> None:
        """It does not listen, or no longer."""
        if attempt is not self._attempt:
            return
        self._let_go()
        if problem.kind is ProblemKind.CANCELLED:  # the user would not give its password
            self.drop()
        else:
            self.note_error(problem)
            self.problem = problem
            self.status = Status.RETRYING if problem.kind in LISTEN_AGAIN else Status.FAILED
            if self.status is Status.RETRYING:
                self._retry_later()
        self._owner.forward_changed()

    def told(self, attempt: _Attempt, problem: Problem | None) -> None:
        """Its target accepts, or does not."""
        if attempt is not self._attempt or not attempt.listens:
            return
        self.status, self.problem = (Status.DEGRADED, problem) if problem else (Status.UP, None)
        self._checked_at = self._workshop.loop.clock.time()
        if problem:
            self.note_error(problem)
            self._check_later(self._recheck.next())
        else:
            self._recheck.start_over()
            self._check_later(self._owner.check_interval)
        self._owner.forward_changed()

    def noted(self, attempt: _Attempt, problem: Problem) -> None:
        """One connection through it failed."""
        if attempt is self._attempt:
            self.note_error(problem)
            self._owner.forward_changed()

    def note_error(self, problem: Problem) -> None:
        """Remember when something last went wrong."""
        self._last_error, self._last_error_at = problem, self._workshop.loop.clock.time()

    def forget_error(self) -> None:
        """The user brings it up: what was is past."""
        self._last_error, self._last_error_at = None, 0.0

    def _start_program(self, attempt: _Attempt, bound: Endpoint) -> None:
        command = self.forward.program

        def start() -> None:  # beside the engine: the file may be on a slow disk
            try:
                self._workshop.start_program(command, bound)
            except TowpathError as error:
                attempt.noted(error.problem)

        self._workshop.loop.aside("program", start)

    # --- looking at it

    def check(self, done: Done) -> None:
        """See whether its target accepts; `done` gets None or why not, on the engine thread."""
        attempt = self._attempt
        if not attempt or not attempt.listens or not attempt.running:
            facts = {"detail": "it is not up", "hint": "bring it up first"}
            done(self.problem or Problem(ProblemKind.INVALID, self.forward.name, facts))
            return

        def checked(problem: Problem | None) -> None:
            if attempt.session.alive:  # else it tells about the session, and that is told elsewhere
                self.told(attempt, problem)
            done(problem)

        attempt.running.check(lambda problem: self._workshop.loop.post(lambda: checked(problem)))

    def interval_changed(self) -> None:
        """Look at its target as often as its connection wishes now."""
        interval = self._owner.check_interval
        self._recheck = Backoff(min(RECHECK_SECONDS, interval), interval)
        if self.listens:
            self._check_later(self._recheck.next() if self.problem else interval)

    def _check_later(self, seconds: float) -> None:
        """Not all in one instant, and never later than at the interval. Without one only the user looks."""
        if self._check:
            self._check.cancel()
            self._check = None
        if interval := self._owner.check_interval:
            delay = min(seconds, interval) * random.uniform(0.75, 1.25)  # noqa: S311 (no secret depends on it)
            self._check = self._workshop.loop.later(delay, self._check_now)

    def _check_now(self) -> None:
        self._check = None
        if self.status is Status.UP and self._traffic.open:
            self._check_later(self._owner.check_interval)  # its connections tell
        else:
            self.check(_nobody_waits)

    def _look_at_traffic(self) -> None:
        attempt = self._attempt
        if attempt and attempt.running:
            traffic = attempt.rates.look(self._workshop.loop.clock.monotonic(), attempt.running.traffic())
            if traffic != self._traffic:
                self._traffic = traffic
                self._owner.forward_changed()

    # --- what it is like

    def state(self, connection: Status, problem: Problem | None) -> ForwardState:
        """As shown, while its connection has this status and problem. Without a session it shares its fate."""
        shown = ForwardState(
            forward=self.forward,
            saved=self.saved,
            elsewhere=self._elsewhere or 0,
            last_error=self._last_error,
            last_error_at=self._last_error_at,
            checked_at=self._checked_at,
        )
        if not self.wanted:
            return shown
        if connection not in (Status.UP, Status.DEGRADED):
            return replace(shown, status=connection, problem=problem)
        return replace(
            shown,
            status=self.status,
            problem=self.problem,
            bound=self._bound,
            traffic=self._traffic,
            retry_at=self._retry_at,
        )


def _what_runs(forward: Forward) -> object:
    return forward.kind, forward.listen, forward.target, forward.user


def _nobody_waits(_: Problem | None) -> None:
    """For a check that the clock asked for."""
