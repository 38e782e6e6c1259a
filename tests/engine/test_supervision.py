"""The rules of coming back, as tables."""

import pytest

from towpath.engine.supervision import PASSING, Backoff, Comeback, Failure, Outlook, needs_network, outlook
from towpath.model.connection import Connection, Hop, Proxy, ProxyKind, Reconnect
from towpath.model.error import Problem, ProblemKind
from towpath.model.state import Status

LOST = Problem(ProblemKind.LOST, "gate")
REFUSED = Problem(ProblemKind.REFUSED, "gate")
DEFAULT, NEVER, SHORT = Reconnect(), Reconnect(enabled=False), Reconnect(give_up_after=60)
NOBODY, SOMEBODY = "", "me@gate"


@pytest.mark.parametrize(
    ("problem", "comes_back", "person", "offline", "seconds", "policy", "status", "kind"),
    [
        # a first try fails for good, whatever the reason
        (REFUSED, False, NOBODY, False, 0, DEFAULT, Status.FAILED, ProblemKind.REFUSED),
        (REFUSED, False, NOBODY, True, 0, DEFAULT, Status.FAILED, ProblemKind.REFUSED),
        (REFUSED, False, SOMEBODY, False, 0, DEFAULT, Status.FAILED, ProblemKind.REFUSED),
        # a loss comes back
        (LOST, True, NOBODY, False, 0, DEFAULT, Status.RETRYING, ProblemKind.LOST),
        (REFUSED, True, NOBODY, False, 1e9, DEFAULT, Status.RETRYING, ProblemKind.REFUSED),
        # where somebody typed something, it waits for them, network or not
        (LOST, True, SOMEBODY, False, 0, DEFAULT, Status.WAITING_FOR_USER, ProblemKind.LOGIN_NEEDED),
        (REFUSED, True, SOMEBODY, True, 1e9, SHORT, Status.WAITING_FOR_USER, ProblemKind.LOGIN_NEEDED),
        # without network it waits for that, and does not give up
        (REFUSED, True, NOBODY, True, 0, DEFAULT, Status.WAITING_FOR_NETWORK, ProblemKind.NETWORK_DOWN),
        (REFUSED, True, NOBODY, True, 61, SHORT, Status.WAITING_FOR_NETWORK, ProblemKind.NETWORK_DOWN),
        # it gives up when the user's patience ends
        (REFUSED, True, NOBODY, False, 59, SHORT, Status.RETRYING, ProblemKind.REFUSED),
        (REFUSED, True, NOBODY, False, 60, SHORT, Status.FAILED, ProblemKind.GAVE_UP),
        # the user does not wish it
        (LOST, True, NOBODY, False, 0, NEVER, Status.FAILED, ProblemKind.LOST),
        (LOST, True, SOMEBODY, False, 0, NEVER, Status.FAILED, ProblemKind.LOST),
    ],
)
def test_outlook(
    problem: Problem,
    comes_back: bool,
    person: str,
    offline: bool,
    seconds: float,
    policy: Reconnect,
    status: Status,
    kind: ProblemKind,
) -> None:
    failure = Failure(problem=problem, comes_back=comes_back, person=person, offline=offline, seconds=seconds)
    ahead = outlook(failure, policy)
    assert (ahead.status, ahead.problem.kind) == (status, kind)


@pytest.mark.parametrize("kind", sorted(set(ProblemKind) - PASSING - {ProblemKind.CANCELLED}))
def test_what_does_not_pass_is_never_tried_again(kind: ProblemKind) -> None:
    problem = Problem(kind, "gate")
    assert outlook(Failure(problem=problem, comes_back=True), DEFAULT) == Outlook(Status.FAILED, problem)


def test_a_password_or_code_that_was_refused_does_not_pass() -> None:
    assert not PASSING & {ProblemKind.PASSWORD_REFUSED, ProblemKind.CODE_REFUSED, ProblemKind.TOO_MANY_TRIES}


def test_the_last_reason_is_told() -> None:
    for failure in (
        Failure(problem=REFUSED, comes_back=True, person=SOMEBODY),
        Failure(problem=REFUSED, comes_back=True, seconds=61),
    ):
        assert outlook(failure, SHORT).problem.facts["reason"] == "connection refused: nothing listens on that port"
    assert outlook(Failure(problem=LOST, comes_back=True, person=SOMEBODY), DEFAULT).problem.subject == SOMEBODY


def test_a_cancelled_login_is_off() -> None:
    assert outlook(Failure(problem=Problem(ProblemKind.CANCELLED), comes_back=True), DEFAULT).status is Status.OFF


def test_delays_double_up_to_the_limit_and_are_spread() -> None:
    longest = Backoff(10, 60, spread=lambda _low, high: high)
    assert [longest.next() for _ in range(5)] == [10, 20, 40, 60, 60]
    shortest = Backoff(10, 60, spread=lambda low, _high: low)
    assert [shortest.next() for _ in range(5)] == [7.5, 15, 30, 45, 45]
    longest.start_over()
    assert longest.next() == 10


def comeback(longest: float = 60) -> Comeback:
    return Comeback(Reconnect(first_delay=1, longest_delay=longest), spread=lambda _low, high: high)


def test_tries_and_seconds_are_counted_from_the_loss() -> None:
    one = comeback()
    one.begin(0)
    one.came_up(1)
    one.failed(100)
    assert (one.tries, one.seconds) == (0, 0)
    one.begin(101)
    one.failed(103)
    assert (one.tries, one.seconds) == (1, 3)
    one.begin(105)
    one.failed(110)
    assert (one.tries, one.seconds) == (2, 10)
    one.came_up(111)
    one.failed(200)
    assert (one.tries, one.seconds) == (0, 0)


def test_time_without_network_or_asleep_does_not_count() -> None:
    one = comeback()
    one.came_up(0)
    one.failed(10)
    one.pause(11)
    one.begin(100)  # a try in case the system is wrong about the network
    one.failed(102)
    one.pause(102)
    assert one.seconds == 1 + 2
    one.begin(200)
    one.failed(201)
    assert one.seconds == 1 + 2 + 1
    one.skip()
    one.begin(1000)
    one.failed(1001)
    assert one.seconds == 1 + 2 + 1 + 1


def test_a_session_that_held_long_enough_starts_with_short_delays() -> None:
    one = comeback(longest=60)
    one.came_up(0)
    one.failed(10)
    assert one.delay() == 1
    one.came_up(20)
    one.failed(30)
    assert one.delay() == 2, "it comes up only to be lost: do not hammer"
    one.came_up(40)
    one.failed(101)
    assert one.delay() == 1


@pytest.mark.parametrize(
    ("host", "proxy", "command", "needed"),
    [
        ("gate.example", None, "", True),
        ("192.0.2.1", None, "", True),
        ("localhost", None, "", False),
        ("box.localhost", None, "", False),
        ("127.0.0.2", None, "", False),
        ("::1", None, "", False),
        ("fe80::1%eth0", None, "", True),
        ("gate.example", "127.0.0.1", "", False),
        ("127.0.0.1", "proxy.example", "", True),
        ("gate.example", None, "ssh -W %h:%p other", False),
    ],
)
def test_what_needs_a_network(host: str, proxy: str | None, command: str, needed: bool) -> None:
    made = Connection(
        id="c",
        name="c",
        target=Hop(host="inner"),
        jumps=(Hop(host=host),),
        proxy=Proxy(kind=ProxyKind.SOCKS5, host=proxy, port=1080) if proxy else None,
        proxy_command=command,
    )
    assert needs_network(made) is needed
