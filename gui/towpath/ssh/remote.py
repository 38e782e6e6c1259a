"""Remote forwards: a port of the far machine leads to a target that this machine reaches, as with ssh(1)'s `-R`."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint, Forward
from towpath.model.ports import ForwardEvents, IncomingStream, Stream, StreamEvents
from towpath.model.state import Traffic
from towpath.net.branch import Branch
from towpath.net.relay import Relay
from towpath.ssh.incoming import Accepted
from towpath.ssh.listening_probe import Found, ListeningProbe, Visit, addresses_to_visit, problem_of_listening
from towpath.ssh.remote_listeners import Outcome
from towpath.ssh.sieve import Sieve
from towpath.ssh.stream_check import CHECK_SECONDS
from towpath.ssh.target_check import TargetCheck

Done = Callable[[Problem | None], None]


class ListeningSession(Protocol):
    """What a remote forward needs of a session."""

    name: str

    def listen_remote(self, listen: Endpoint, accepted: Accepted, outcome: Outcome) -> Callable[[], None]: ...
    def open_stream(self, target: Endpoint, origin: Endpoint, events: StreamEvents) -> Stream: ...
    def when_caught_up(self, caught_up: Callable[[], None]) -> None: ...
    def relay(self) -> Relay: ...


class RemoteForward:
    """One remote forward on a shared session: a `model.ports.RunningForward`.

    Its two ends are told about as one: `told` gets what is wrong with the target, else that the server gives no answer,
    else what is wrong with where it listens.
    """

    def __init__(self, session: ListeningSession, forward: Forward, events: ForwardEvents) -> None:
        self._session = session
        self._listen = forward.listen
        self._target = forward.target or Endpoint("", 0)
        self._events = events
        self._sieve = Sieve(self._visited, self._later)
        self._branch: Branch | None = None
        self._bound: Endpoint | None = None
        self._lock = threading.Lock()
        self._stopped = False
        self._cancel: Callable[[], None] | None = None
        self._target_problem: Problem | None = None
        self._silence: Problem | None = None
        self._listening_problem: Problem | None = None
        self._told: Problem | None = None
        self._reached_by = ""
        self._may_look = True

    def start(self) -> None:
        """Ask the server to listen."""
        try:
            self._branch = self._session.relay().branch(self._target_found)
        except TowpathError as error:
            self._events.failed(error.problem)
            return
        cancel = self._session.listen_remote(self._listen, self._sieve.arrived, self._answered)
        with self._lock:
            self._cancel = cancel
            stopped = self._stopped
        if stopped:
            cancel()

    def stop(self) -> None:
        """Ask the server to listen no more, and reset what came in there."""
        with self._lock:
            self._stopped = True
        self._release()

    def check(self, done: Done) -> None:
        """Connect to the target and say nothing; then look where the server listens."""

        def target_found(problem: Problem | None) -> None:
            self._target_found(problem)
            self._look(lambda: done(self._problem()))

        try:
            relay = self._session.relay()
        except TowpathError as error:
            done(error.problem)
        else:
            TargetCheck(relay, self._target, Problem(ProblemKind.LOST, self._session.name), target_found).start()

    def traffic(self) -> Traffic:
        return self._branch.meter.traffic() if self._branch else Traffic()

    def _release(self) -> None:
        with self._lock:
            cancel = self._cancel
        if cancel:
            cancel()
        if self._branch:
            self._branch.close()

    # --- the server: the transport's thread

    def _answered(self, outcome: Endpoint | Problem) -> None:
        if isinstance(outcome, Problem):
            self._fail(outcome)
            return
        with self._lock:
            if self._stopped:
                return
            self._bound = outcome
            self._events.listening(outcome)
        self._look(lambda: None)

    def _visited(self, incoming: IncomingStream) -> None:
        self._silence = None
        if self._branch:
            self._branch.connect(self._target, incoming)

    # --- what is wrong: any thread

    def _look(self, then: Callable[[], None]) -> None:
        """Look where the server listens; `then` is called in any thread.

        How wide it listens does not change, so later looks visit one address only: each refused visit is a line in the
        server's log.
        """
        bound = self._bound
        if bound is None or bound.path or self._stopped or not self._may_look:
            then()
            return
        hosts = {self._reached_by} if self._reached_by else addresses_to_visit(bound)

        def found(visits: Found) -> None:
            self._listening_found(bound, visits)
            then()

        ListeningProbe(
            self._session, self._sieve, self._later, hosts, bound.port, seconds=CHECK_SECONDS, done=found
        ).start()

    def _later(self, seconds: float, step: Callable[[], None]) -> None:
        """Do it after so many seconds in the relay's thread, or at once when the session has ended."""

        def begin() -> None:
            relay.later(seconds, self, step)

        try:
            relay = self._session.relay()
        except TowpathError:
            step()
        else:
            relay.post(self, begin)

    def abort(self) -> None:
        """The relay calls this when a step of it failed."""
        self._fail(Problem(ProblemKind.INTERNAL, str(self._listen)))

    def _listening_found(self, bound: Endpoint, visits: Found) -> None:
        if self._reached_by:
            self._reached_again(bound, visits[self._reached_by])
            return
        self._reached_by = min((host for host, visit in visits.items() if visit is Visit.CAME_BACK), default="")
        self._may_look = Visit.PROHIBITED not in visits.values()
        self._listening_problem = problem_of_listening(bound, self._session.name, visits)
        self._tell()

    def _reached_again(self, bound: Endpoint, visit: Visit) -> None:
        """A look at an address by which it was reached before."""
        if visit is Visit.REFUSED:
            facts = {"via": self._session.name, "detail": "it listens there no longer"}
            self._fail(Problem(ProblemKind.REMOTE_LISTEN_REFUSED, str(bound), facts))
        elif visit is Visit.NO_ANSWER:
            self._silence = Problem(ProblemKind.TIMED_OUT, self._session.name, {"seconds": f"{CHECK_SECONDS:g}"})
            self._tell()
        elif visit is Visit.CAME_BACK:
            self._silence = None
            self._tell()

    def _target_found(self, problem: Problem | None) -> None:
        self._target_problem = problem
        self._tell()

    def _problem(self) -> Problem | None:
        return self._target_problem or self._silence or self._listening_problem

    def _tell(self) -> None:
        with self._lock:  # which keeps the order
            problem = self._problem()
            if problem != self._told and not self._stopped:
                self._told = problem
                self._events.told(problem)

    def _fail(self, problem: Problem) -> None:
        with self._lock:
            if self._stopped:
                return
            self._stopped = True
            self._events.failed(problem)
        self._release()
