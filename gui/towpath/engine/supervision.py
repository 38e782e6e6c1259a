"""When and how a connection comes back: rules without a thread, a timer or a session, so that a table can test them."""

from __future__ import annotations

import ipaddress
import random
from collections.abc import Callable

import msgspec

from towpath.model.connection import Connection, Reconnect
from towpath.model.error import SECRET_SENT, Problem, ProblemKind
from towpath.model.state import Status
from towpath.model.words import explain

PASSING = {
    ProblemKind.NAME_UNKNOWN,
    ProblemKind.REFUSED,
    ProblemKind.UNREACHABLE,
    ProblemKind.TIMED_OUT,
    ProblemKind.NOT_SSH,
    ProblemKind.LOST,
    ProblemKind.LOST_DURING_LOGIN,
    ProblemKind.STOPPED_ANSWERING,
    ProblemKind.PROXY_FAILED,
    ProblemKind.PROXY_COMMAND_FAILED,
}
"""What may be over at the next try, as long as the network or a server comes back. Everything else needs a person.

NOT_SSH is among them: a hotel's network that wants a login first answers in the server's place.
"""
WAITING = {Status.RETRYING, Status.WAITING_FOR_NETWORK, Status.WAITING_FOR_USER}
"""The states in which a connection is wanted and nothing of it is under way."""

Spread = Callable[[float, float], float]
"""Random numbers between two: so that many connections do not all knock in the same instant."""


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """A login that failed, or a session that was lost."""

    problem: Problem
    comes_back: bool
    """It was up before, or the user wants it tried until it is."""
    person: str = ""
    """The first machine, from the broken one on, whose session a person had to type something for."""
    offline: bool = False
    """There is no network, and the way there needs one."""
    seconds: float = 0.0
    """Tried in vain so far."""
    quiet: bool = False
    """Nobody was asked what had to be asked."""


class Outlook(msgspec.Struct, frozen=True):
    """What a connection is after a failure."""

    status: Status
    problem: Problem


def outlook(failure: Failure, policy: Reconnect) -> Outlook:
    """Whether it comes back by itself (RETRYING), or what it waits for, or that it is over (FAILED, OFF).

    What a person typed is never sent again without them, and neither is a password that was refused.
    """
    problem = failure.problem
    if problem.kind is ProblemKind.CANCELLED:
        return Outlook(Status.OFF, problem)
    if failure.quiet and problem.kind is ProblemKind.NEEDS_ANSWER:
        facts = {"at_start": "yes", "reason": problem.facts.get("question", "")}
        return Outlook(Status.WAITING_FOR_USER, Problem(ProblemKind.LOGIN_NEEDED, problem.subject, facts))
    if not (failure.comes_back and policy.enabled and problem.kind in PASSING):
        return Outlook(Status.FAILED, problem)
    words = explain(problem)
    reason = {"reason": words.why or words.what}
    if failure.person:
        return Outlook(Status.WAITING_FOR_USER, Problem(ProblemKind.LOGIN_NEEDED, failure.person, reason))
    if failure.offline:
        return Outlook(Status.WAITING_FOR_NETWORK, Problem(ProblemKind.NETWORK_DOWN, problem.subject))
    if 0 < policy.give_up_after <= failure.seconds:
        facts = {"seconds": f"{failure.seconds:.0f}", **reason}
        return Outlook(Status.FAILED, Problem(ProblemKind.GAVE_UP, problem.subject, facts))
    return Outlook(Status.RETRYING, problem)


def needs_person(problem: Problem) -> bool:
    """Whether a login that failed so would fail again, or send a secret again that nobody knows to be right: servers
    count those, and lock accounts."""
    return problem.kind not in {*PASSING, ProblemKind.GAVE_UP} or SECRET_SENT in problem.facts


class Backoff:
    """Delays that double up to a limit, each a little shorter than that, by chance."""

    def __init__(self, first: float, longest: float, spread: Spread = random.uniform) -> None:
        self._first = first
        self._longest = longest
        self._spread = spread
        self._step = 0

    def next(self) -> float:
        """Seconds to wait now."""
        delay = min(self._longest, self._first * 2.0 ** min(self._step, 30))
        self._step += 1
        return delay * self._spread(0.75, 1.0)

    def start_over(self) -> None:
        """Begin with the shortest again."""
        self._step = 0


class Comeback:
    """The tries of one connection since its session was lost: how many, for how long, and when the next one is due.

    Times are a monotonic clock's, which stands still while the machine sleeps (where it does not, `skip` helps).
    """

    def __init__(self, policy: Reconnect, spread: Spread = random.uniform) -> None:
        self._spread = spread
        self.follow(policy)
        self._up_since: float | None = None
        self._counting_from: float | None = None
        self._trying = False
        self.tries = 0
        """In vain."""
        self.seconds = 0.0
        """Spent on them, and between them."""

    def follow(self, policy: Reconnect) -> None:
        """From now on."""
        self._policy = policy
        self._backoff = Backoff(policy.first_delay, policy.longest_delay, self._spread)

    def begin(self, now: float) -> None:
        """A try begins."""
        self._trying = True
        if self._counting_from is None:
            self._counting_from = now

    def came_up(self, now: float) -> None:
        """The session is there."""
        self._up_since = now
        self._trying = False
        self._counting_from = None
        self.tries, self.seconds = 0, 0.0

    def failed(self, now: float, *, offline: bool = False) -> None:
        """A session was lost, or another try was in vain. One that had held for long enough starts anew; what is tried
        although there is no network takes no time."""
        if self._trying:
            self.tries += 1
        elif self._up_since is not None and now - self._up_since > self._policy.longest_delay:
            self._backoff.start_over()
        self._up_since = None
        self._trying = False
        if offline:
            self._counting_from = None
        self.pause(now)
        self._counting_from = now

    def pause(self, now: float) -> None:
        """Count no time until the next try begins: there is no network, or somebody has to log in."""
        if self._counting_from is not None:
            self.seconds += now - self._counting_from
        self._counting_from = None

    def skip(self) -> None:
        """Things have changed, or the machine slept: do not count the time since the last try, and begin again with
        short delays."""
        self._counting_from = None
        self._backoff.start_over()

    def delay(self) -> float:
        """Seconds until the next try."""
        return self._backoff.next()


def needs_network(connection: Connection) -> bool:
    """Whether its first step leaves this machine, as far as can be told."""
    if connection.proxy_command:
        return False  # nobody knows where it goes
    host = connection.proxy.host if connection.proxy else connection.hops[0].host
    if host == "localhost" or host.endswith(".localhost"):
        return False
    try:
        return not ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return True
