"""Losses, and how connections come back: by themselves, with the network, after sleep, or when somebody logs in."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from tests.engine.conftest import StartBench
from tests.engine.fakes import CODE, Bench, answer_to, connection, forward
from tests.support.clock import HandClock
from tests.support.wait import wait_for
from towpath.cli.describe import waiting_for
from towpath.model.command import AddForward, Down, RetryNow, SaveConnection, Up
from towpath.model.connection import Connection, Hop, Reconnect
from towpath.model.error import SECRET_SENT, Problem, ProblemKind
from towpath.model.event import ConnectionChanged, Event
from towpath.model.state import ConnectionState, Status

UNREACHABLE = Problem(ProblemKind.UNREACHABLE, "gate")
SLOW = Reconnect(first_delay=10, longest_delay=60)
FOREVER = 1e6
"""Seconds of the hand clock: longer than any delay."""


def slow(name: str, *ports: int, policy: Reconnect = SLOW, jumps: tuple[str, ...] = ("gate",)) -> Connection:
    return replace(connection(name, *ports, jumps=jumps), reconnect=policy)


def up_with_code(b: Bench, *names: str) -> None:
    """Bring them up; the gateway asks for one code."""
    b.connector.questions["gate"] = CODE
    b.engine.subscribe(lambda _: None, answers=True)
    outcomes = [b.submit(Up(connection=name)) for name in names]
    b.engine.submit(answer_to(b.question().id))
    assert [outcome.problem() for outcome in outcomes] == [None] * len(names)


def changes(b: Bench) -> list[ConnectionState]:
    """Fills with the states that are published from now on."""
    states: list[ConnectionState] = []

    def sink(event: Event) -> None:
        if isinstance(event, ConnectionChanged):
            states.append(event.state)

    b.engine.subscribe(sink)
    return states


def statuses(b: Bench, names: Sequence[str]) -> list[Status]:
    return [b.state(name).status for name in names]


# --- backoff


def test_each_try_waits_twice_as_long_and_is_counted(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(slow("box", 8001), clock=clock)
    assert b.do(Up(connection="box")) is None
    b.connector.failures["gate"] = UNREACHABLE
    b.connector.sessions["gate"].lose()
    for tries, longest in enumerate([10, 20, 40, 60, 60]):
        wait_for(lambda: b.state("box").retry_at > clock.now, what=f"try {tries} to fail")
        state = b.state("box")
        assert (b.connector.logins["gate"], state.tries) == (tries + 1, tries)
        assert 0.75 * longest <= state.retry_at - clock.now <= longest
        b.move_on(clock, state.retry_at - clock.now)


def test_it_gives_up_when_the_patience_ends(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(slow("box", 8001, policy=replace(SLOW, give_up_after=100)), clock=clock)
    b.do(Up(connection="box"))
    b.connector.failures["gate"] = UNREACHABLE
    b.connector.sessions["gate"].lose()
    for _ in range(4):
        b.wait_status("box", Status.RETRYING)
        tries = b.connector.logins["gate"]
        b.move_on(clock, b.state("box").retry_at - clock.now)
        wait_for(lambda: b.connector.logins["gate"] > tries)  # noqa: B023 (used at once)
        wait_for(lambda: b.state("box").status is not Status.CONNECTING)
        if b.state("box").status is Status.FAILED:
            break
    problem = b.wait_status("box", Status.FAILED).problem
    assert problem
    assert (problem.kind, problem.facts["reason"]) == (ProblemKind.GAVE_UP, "no route to it")
    del b.connector.failures["gate"]
    assert b.do(Up(connection="box")) is None


def test_retry_now_does_not_wait(bench: StartBench) -> None:
    b = bench(slow("box", 8001), slow("other", 8002, jumps=("elsewhere",)))
    for name in ("box", "other"):
        b.do(Up(connection=name))
        b.connector.sessions[name].lose()
        b.wait_status(name, Status.RETRYING)
    assert b.do(RetryNow(connection="box")) is None
    assert statuses(b, ["box", "other"]) == [Status.UP, Status.RETRYING]
    b.connector.sessions["box"].lose()
    b.wait_status("box", Status.RETRYING)
    assert b.do(RetryNow()) is None
    assert statuses(b, ["box", "other"]) == [Status.UP, Status.UP]


def test_retry_now_tells_how_it_went(bench: StartBench) -> None:
    b = bench(slow("box", 8001))
    b.do(Up(connection="box"))
    b.connector.failures["gate"] = UNREACHABLE
    b.connector.sessions["gate"].lose()
    b.wait_status("box", Status.RETRYING)
    assert b.do(RetryNow(connection="box")) is ProblemKind.UNREACHABLE
    assert b.state("box").status is Status.RETRYING


def test_retry_now_of_what_does_not_wait_is_done_at_once(bench: StartBench) -> None:
    b = bench(slow("box", 8001))
    assert b.do(RetryNow(connection="box")) is None
    assert b.do(RetryNow()) is None
    assert b.state("box").status is Status.OFF
    assert b.connector.logins == {}


def test_a_persistent_up_goes_on_after_its_first_try(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.connector.failures["gate"] = UNREACHABLE
    assert b.do(Up(connection="box", persistent=True)) is ProblemKind.UNREACHABLE
    wait_for(lambda: b.connector.logins["gate"] > 3, what="more tries")
    del b.connector.failures["gate"]
    b.wait_status("box", Status.UP)
    assert b.forwards.listening == {8001}


def test_a_persistent_up_does_not_repeat_what_needs_a_person(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.connector.failures["gate"] = Problem(ProblemKind.PASSWORD_REFUSED, "gate")
    assert b.do(Up(connection="box", persistent=True)) is ProblemKind.PASSWORD_REFUSED
    assert b.state("box").status is Status.FAILED


# --- logins that need a person


def test_a_lost_code_session_waits_for_the_user_and_says_so_once(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(slow("box", 8001, 8002), clock=clock)
    up_with_code(b, "box")
    seen = changes(b)
    b.connector.sessions["gate"].lose()
    state = b.wait_status("box", Status.WAITING_FOR_USER)
    assert state.problem == Problem(ProblemKind.LOGIN_NEEDED, "gate", {"reason": "the server closed it"})
    assert [f.status for f in state.forwards] == [Status.WAITING_FOR_USER] * 2
    assert (state.retry_at, b.engine.snapshot().questions) == (0, ())
    b.move_on(clock, FOREVER)
    b.engine.woke_up()
    b.engine.network_changed(online=False)
    b.engine.network_changed(online=True)
    assert b.do(RetryNow()) is None, "all that wait, except for the user"
    b.move_on(clock, FOREVER)
    assert b.connector.logins["gate"] == 1
    assert len(seen) == 1, "one change, one notification"


@pytest.mark.parametrize("save", [True, False])
def test_a_forward_that_is_added_meanwhile_asks_nothing_and_comes_up_with_the_others(
    bench: StartBench, save: bool
) -> None:
    b = bench(slow("box", 8001))
    up_with_code(b, "box")
    b.connector.sessions["gate"].lose()
    b.wait_status("box", Status.WAITING_FOR_USER)
    assert b.do(AddForward(connection="box", forward=forward(8002), save=save)) is None
    assert b.engine.snapshot().questions == ()
    outcome = b.submit(RetryNow(connection="box"))
    b.engine.submit(answer_to(b.question().id))
    assert outcome.problem() is None
    assert b.forwards.listening == {8001, 8002}


@pytest.mark.parametrize("command", [RetryNow(connection="box"), Up(connection="box")])
def test_logging_in_again_brings_everything_back(bench: StartBench, command: RetryNow | Up) -> None:
    b = bench(slow("box", 8001, 8002))
    up_with_code(b, "box")
    b.connector.sessions["gate"].lose()
    b.wait_status("box", Status.WAITING_FOR_USER)
    outcome = b.submit(command)
    b.engine.submit(answer_to(b.question().id))
    assert outcome.problem() is None
    assert b.forwards.listening == {8001, 8002}
    assert b.connector.logins["gate"] == 2


def test_others_behind_the_same_hop_follow_by_themselves(bench: StartBench) -> None:
    names = ["a", "b", "c"]
    b = bench(slow("a", 8001), slow("b", 8002), slow("c", 8003))
    up_with_code(b, *names)
    b.connector.sessions["gate"].lose()
    for name in names:
        b.wait_status(name, Status.WAITING_FOR_USER)
    outcome = b.submit(RetryNow(connection="b"))
    b.engine.submit(answer_to(b.question().id))
    assert outcome.problem() is None
    for name in names:
        b.wait_status(name, Status.UP)
    assert b.forwards.listening == {8001, 8002, 8003}
    assert b.connector.logins["gate"] == 2


def test_who_waits_for_its_timer_follows_at_once(bench: StartBench) -> None:
    b = bench(slow("a", 8001), slow("b", 8002))
    for name in "ab":
        b.do(Up(connection=name))
    b.connector.sessions["gate"].lose()
    for name in "ab":
        b.wait_status(name, Status.RETRYING)
    assert b.do(RetryNow(connection="a")) is None
    b.wait_status("b", Status.UP)


def test_a_password_that_was_sent_and_not_answered_is_not_repeated_by_itself(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(slow("a", 8001), slow("b", 8002), clock=clock)
    for name in "ab":
        b.do(Up(connection=name))
    b.connector.failures["gate"] = Problem(ProblemKind.LOST_DURING_LOGIN, "gate", {SECRET_SENT: "yes"})
    b.connector.sessions["gate"].lose()
    for name in "ab":
        b.wait_status(name, Status.RETRYING)
    assert b.do(RetryNow(connection="a")) is ProblemKind.LOGIN_NEEDED
    state = b.wait_status("a", Status.WAITING_FOR_USER)
    assert state.problem
    assert state.problem.subject == "gate"
    b.move_on(clock, SLOW.longest_delay)
    b.wait_status("b", Status.WAITING_FOR_USER)
    tries = b.connector.logins["gate"]
    b.engine.woke_up()
    b.move_on(clock, FOREVER)
    assert b.connector.logins["gate"] == tries
    del b.connector.failures["gate"]
    assert b.do(RetryNow(connection="a")) is None
    for name in "ab":
        b.wait_status(name, Status.UP)


def test_who_needs_another_login_behind_the_hop_does_not_follow(bench: StartBench) -> None:
    b = bench(slow("a", 8001), slow("b", 8002))
    b.connector.questions["b"] = CODE
    up_with_code(b, "a")
    outcome = b.submit(Up(connection="b"))
    b.engine.submit(answer_to(b.question().id))
    assert outcome.problem() is None
    b.connector.sessions["gate"].lose()
    for name in "ab":
        b.wait_status(name, Status.WAITING_FOR_USER)
    outcome = b.submit(RetryNow(connection="a"))
    b.engine.submit(answer_to(b.question().id))
    assert outcome.problem() is None
    assert (b.state("b").status, b.engine.snapshot().questions) == (Status.WAITING_FOR_USER, ())


def test_a_login_again_that_fails_waits_again(bench: StartBench) -> None:
    b = bench(slow("box", 8001))
    up_with_code(b, "box")
    b.connector.sessions["gate"].lose()
    b.wait_status("box", Status.WAITING_FOR_USER)
    b.connector.questions.clear()
    b.connector.failures["gate"] = UNREACHABLE
    problem = b.submit(RetryNow(connection="box")).problem()
    assert problem == Problem(ProblemKind.LOGIN_NEEDED, "gate", {"reason": "no route to it"})
    assert b.state("box").status is Status.WAITING_FOR_USER


def test_a_reconnect_that_asked_somebody_is_not_repeated(bench: StartBench) -> None:
    """A stored password was refused, and while the question was open the server hung up."""
    b = bench(connection("box", 8001))
    b.do(Up(connection="box"))
    b.engine.subscribe(lambda _: None, answers=True)
    b.connector.questions["gate"] = CODE
    b.connector.failures["gate"] = Problem(ProblemKind.LOST_DURING_LOGIN, "gate")
    b.connector.sessions["gate"].lose()
    b.engine.submit(answer_to(b.question().id))
    wait_for(lambda: b.state("box").problem and not b.engine.snapshot().questions)
    problem = b.wait_status("box", Status.WAITING_FOR_USER).problem
    assert problem
    assert problem.kind is ProblemKind.LOGIN_NEEDED
    assert b.connector.logins["gate"] == 2


# --- network and sleep


def test_without_network_it_waits_for_it_and_is_back_at_once(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(slow("box", 8001), clock=clock)
    b.do(Up(connection="box"))
    b.engine.network_changed(online=False)
    b.connector.failures["gate"] = UNREACHABLE
    b.connector.sessions["gate"].lose()
    state = b.wait_status("box", Status.WAITING_FOR_NETWORK)
    assert state.problem
    assert (state.problem.kind, state.retry_at) == (ProblemKind.NETWORK_DOWN, 0)
    del b.connector.failures["gate"]
    b.engine.network_changed(online=True)
    b.move_on(clock, 0.5)
    b.wait_status("box", Status.UP)


def test_it_tries_slowly_in_case_the_system_is_wrong(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(slow("box", 8001), clock=clock)
    b.do(Up(connection="box"))
    b.engine.network_changed(online=False)
    b.connector.sessions["gate"].lose()
    b.wait_status("box", Status.WAITING_FOR_NETWORK)
    b.move_on(clock, SLOW.longest_delay)
    b.wait_status("box", Status.UP)


def test_what_retries_waits_for_the_network_when_that_goes(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(slow("box", 8001), clock=clock)
    b.do(Up(connection="box"))
    b.connector.sessions["gate"].lose()
    b.wait_status("box", Status.RETRYING)
    b.engine.network_changed(online=False)
    b.wait_status("box", Status.WAITING_FOR_NETWORK)


def test_this_machine_itself_needs_no_network(bench: StartBench) -> None:
    b = bench(replace(slow("box", 8001), jumps=(Hop(host="127.0.0.1"),)))
    b.do(Up(connection="box"))
    b.engine.network_changed(online=False)
    b.connector.sessions["127.0.0.1"].lose()
    b.wait_status("box", Status.RETRYING)


def test_going_offline_ends_no_session(bench: StartBench) -> None:
    b = bench(slow("box", 8001))
    b.do(Up(connection="box"))
    b.engine.network_changed(online=False)
    assert b.do(RetryNow()) is None
    assert b.state("box").status is Status.UP
    assert b.connector.sessions["gate"].expected_within == []


@pytest.mark.parametrize("event", ["woke up", "network changed"])
def test_every_session_has_to_show_that_it_lives(bench: StartBench, event: str) -> None:
    b = bench(slow("box", 8001), slow("other", 8002, jumps=("elsewhere",)))
    up_with_code(b, "box")
    b.do(Up(connection="other"))
    if event == "woke up":
        b.engine.woke_up()
    else:
        b.engine.network_changed(online=True)
    sessions = b.connector.sessions
    wait_for(lambda: all(s.expected_within for s in sessions.values()), what="all to be asked")
    assert sessions["elsewhere"].expected_within == [5]
    assert sessions["gate"].expected_within == [15], "a code was typed for it"


def test_after_sleep_everything_is_tried_at_once(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(slow("box", 8001), clock=clock)
    b.do(Up(connection="box"))
    b.connector.sessions["gate"].lose()
    b.wait_status("box", Status.RETRYING)
    b.engine.woke_up()
    b.move_on(clock, 0.5)
    b.wait_status("box", Status.UP)


def test_after_sleep_a_login_that_hangs_is_begun_anew(bench: StartBench) -> None:
    b = bench(slow("box", 8001))
    b.connector.hold("gate")
    outcome = b.submit(Up(connection="box"))
    wait_for(lambda: b.connector.logins["gate"] == 1)
    del b.connector.gates["gate"]
    b.engine.woke_up()
    assert outcome.problem() is None
    wait_for(lambda: b.connector.cancelled == ["gate"])
    assert b.connector.logins["gate"] == 2


def test_a_login_that_waits_for_a_touch_goes_on(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.connector.touched = {"gate"}
    touched = b.connector.hold("gate")
    outcome = b.submit(Up(connection="box"))
    b.wait_status("box", Status.WAITING_FOR_USER)
    assert [hop.touch for hop in b.state("box").hops] == [True, False]
    assert waiting_for(b.state("box")) == "touch your security key"
    b.engine.network_changed(online=True)
    b.do(RetryNow())
    touched.set()
    assert outcome.problem() is None
    assert not b.state("box").touch
    assert b.connector.logins["gate"] == 1


def test_after_sleep_a_login_that_has_asked_goes_on(bench: StartBench) -> None:
    """Its code would be lost."""
    b = bench(slow("box", 8001))
    b.connector.questions["gate"] = CODE
    b.engine.subscribe(lambda _: None, answers=True)
    outcome = b.submit(Up(connection="box"))
    question = b.question()
    b.engine.woke_up()
    b.engine.submit(answer_to(question.id))
    assert outcome.problem() is None
    assert b.connector.logins["gate"] == 1


# --- down, at any moment


@pytest.mark.parametrize("status", [Status.RETRYING, Status.WAITING_FOR_NETWORK, Status.WAITING_FOR_USER])
def test_down_ends_every_way_of_waiting(bench: StartBench, status: Status) -> None:
    clock = HandClock()
    b = bench(slow("box", 8001), clock=clock)
    if status is Status.WAITING_FOR_USER:
        up_with_code(b, "box")
    else:
        b.do(Up(connection="box"))
    b.engine.network_changed(online=status is not Status.WAITING_FOR_NETWORK)
    b.connector.sessions["gate"].lose()
    b.wait_status("box", status)
    logins = b.connector.logins["gate"]
    assert b.do(Down(connection="box")) is None
    state = b.state("box")
    assert (state.status, state.problem, state.retry_at, state.tries) == (Status.OFF, None, 0, 0)
    assert [h.status for h in state.hops] == [Status.OFF, Status.OFF]
    b.engine.network_changed(online=True)
    b.engine.woke_up()
    b.move_on(clock, FOREVER)
    assert (b.state("box").status, b.connector.logins["gate"]) == (Status.OFF, logins)


# --- what happens while it waits


def test_losing_the_gateway_while_it_retries_leaves_no_timer_behind(bench: StartBench) -> None:
    """The machine behind was lost first: then there is a timer, which must not ask for a code by itself."""
    clock = HandClock()
    b = bench(slow("box", 8001), clock=clock)
    up_with_code(b, "box")
    b.connector.sessions["box"].lose()
    b.wait_status("box", Status.RETRYING)
    b.connector.sessions["gate"].lose()
    assert b.wait_status("box", Status.WAITING_FOR_USER).retry_at == 0
    b.move_on(clock, FOREVER)
    assert (b.state("box").status, b.connector.logins["gate"]) == (Status.WAITING_FOR_USER, 1)
    assert b.engine.snapshot().questions == ()


def test_a_loss_while_it_waits_is_no_try(bench: StartBench) -> None:
    b = bench(slow("box", 8001), clock=HandClock())
    b.do(Up(connection="box"))
    b.connector.sessions["box"].lose()
    b.wait_status("box", Status.RETRYING)
    b.connector.sessions["gate"].lose()
    wait_for(lambda: b.state("box").hops[0].status is Status.RETRYING)
    assert b.state("box").tries == 0


def test_the_time_until_somebody_logs_in_is_not_spent_trying(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(slow("box", 8001, policy=replace(SLOW, give_up_after=100)), clock=clock)
    up_with_code(b, "box")
    b.connector.sessions["gate"].lose()
    b.wait_status("box", Status.WAITING_FOR_USER)
    b.move_on(clock, 1000)
    b.connector.failures["box"] = Problem(ProblemKind.REFUSED, "box")
    outcome = b.submit(RetryNow(connection="box"))
    b.engine.submit(answer_to(b.question().id))
    assert outcome.kind() is ProblemKind.REFUSED
    assert b.state("box").status is Status.RETRYING


def test_tries_without_network_use_up_no_patience(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(slow("box", 8001, policy=replace(SLOW, give_up_after=100)), clock=clock)
    b.do(Up(connection="box"))
    b.engine.network_changed(online=False)
    b.connector.failures["gate"] = UNREACHABLE
    b.connector.sessions["gate"].lose()
    b.wait_status("box", Status.WAITING_FOR_NETWORK)
    gate = b.connector.hold("gate")
    b.move_on(clock, 60)
    wait_for(lambda: b.connector.logins["gate"] == 2, what="a try in case the system is wrong")
    b.move_on(clock, 1000)  # it takes its time
    gate.set()
    b.wait_status("box", Status.WAITING_FOR_NETWORK)
    b.engine.network_changed(online=True)
    b.move_on(clock, 1)
    wait_for(lambda: b.connector.logins["gate"] == 3)
    wait_for(lambda: b.state("box").status is not Status.CONNECTING)
    assert b.state("box").status is Status.RETRYING


def test_another_target_behind_the_same_gateway_costs_no_code(bench: StartBench) -> None:
    made = slow("box", 8001)
    b = bench(made)
    up_with_code(b, "box")
    b.connector.sessions["box"].lose()
    b.wait_status("box", Status.RETRYING)
    assert b.do(SaveConnection(connection=replace(made, target=Hop(host="moved")))) is None
    assert b.do(RetryNow(connection="box")) is None
    assert b.connector.logins == {"gate": 1, "box": 1, "moved": 1}
    assert b.connector.sessions["gate"].alive
