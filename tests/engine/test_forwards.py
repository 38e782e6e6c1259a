"""Forwards of a session that is up: listening again, checks, traffic, programs, passwords."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.engine.conftest import StartBench
from tests.engine.fakes import Bench, FakeForward, MemorySecrets, Outcome, connection, forward
from tests.support.clock import HandClock
from tests.support.wait import wait_for
from towpath.model.command import (
    AddForward,
    CheckForwards,
    Down,
    GiveAnswer,
    ListenElsewhere,
    RemoveConnection,
    RemoveForward,
    RetryNow,
    SaveConnection,
    SetForwardPassword,
    Up,
)
from towpath.model.connection import Checks, Connection
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged, Event
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.prompt import PasswordAsked, Refuse, Secrets
from towpath.model.state import ForwardState, Status, Traffic

REFUSES = Problem(ProblemKind.TARGET_REFUSES, "web.intra:80")
PROXY = Forward(id="proxy", kind=ForwardKind.DYNAMIC, listen=Endpoint("127.0.0.1", 1080), user="ada")
PROXY_SECRET = ("forward-password", "box proxy")


def only(b: Bench) -> ForwardState:
    [state] = b.state("box").forwards
    return state


def wait_forward(b: Bench, status: Status) -> ForwardState:
    wait_for(lambda: only(b).status is status, what=lambda: f"{status}, not {only(b)}")
    return only(b)


def with_interval(seconds: float, *ports: int) -> Connection:
    return replace(connection("box", *ports), checks=Checks(interval=seconds))


# --- listening


def test_up_waits_until_it_listens(bench: StartBench) -> None:
    b = bench(connection("box", 8001, 8002))
    b.forwards.slow = {8001}
    outcome = b.submit(Up(connection="box"))
    wait_for(lambda: b.forwards.listening == {8001, 8002})
    wait_for(lambda: [f.status for f in b.state("box").forwards] == [Status.CONNECTING, Status.UP])
    assert not outcome.ended
    b.forwards.on(8001).say_listening()
    assert outcome.problem() is None


@pytest.mark.parametrize(
    "kind",
    [
        ProblemKind.PORT_IN_USE,
        ProblemKind.TOO_MANY_OPEN_FILES,
        ProblemKind.REMOTE_LISTEN_REFUSED,
        ProblemKind.ADDRESS_NOT_LOCAL,
    ],
)
def test_it_listens_again_when_the_reason_may_be_over(bench: StartBench, kind: ProblemKind) -> None:
    clock = HandClock()
    b = bench(connection("box", 8001), clock=clock)
    b.do(Up(connection="box"))
    problem = Problem(kind, "127.0.0.1:8001")
    b.forwards.taken = {8001}
    b.forwards.on(8001).events.failed(problem)
    for longest in (2, 4, 8, 16, 30, 30):
        wait_for(lambda: only(b).retry_at > clock.now)
        state = only(b)
        assert (state.status, b.state("box").status) == (Status.RETRYING, Status.DEGRADED)
        assert 0.75 * longest <= state.retry_at - clock.now <= longest
        b.move_on(clock, state.retry_at - clock.now)
    b.forwards.taken = set()
    b.move_on(clock, 30)
    state = wait_forward(b, Status.UP)
    assert (state.problem, state.retry_at, b.state("box").status) == (None, 0, Status.UP)
    assert state.last_error is not None


def test_it_fails_for_reasons_that_stay(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(connection("box", 8001), clock=clock)
    b.do(Up(connection="box"))
    made = len(b.forwards.made)
    b.forwards.on(8001).events.failed(Problem(ProblemKind.PORT_PRIVILEGED, "127.0.0.1:80"))
    assert wait_forward(b, Status.FAILED).retry_at == 0
    b.move_on(clock, 1000)
    assert len(b.forwards.made) == made


@pytest.mark.expects_log("unexpected error in forward")
def test_an_unexpected_error_fails_that_forward_alone(bench: StartBench, monkeypatch: pytest.MonkeyPatch) -> None:
    b = bench(connection("box", 8001, 8002))
    start = FakeForward.start
    monkeypatch.setattr(FakeForward, "start", lambda made: 1 / 0 if made.forward.listen.port == 8001 else start(made))
    assert b.do(Up(connection="box")) is ProblemKind.INTERNAL
    assert [f.status for f in b.state("box").forwards] == [Status.FAILED, Status.UP]


@pytest.mark.parametrize("command", [Up(connection="box"), RetryNow(connection="box"), RetryNow()])
def test_the_user_need_not_wait_for_the_next_try(bench: StartBench, command: Up | RetryNow) -> None:
    b = bench(connection("box", 8001), clock=HandClock())
    b.forwards.taken = {8001}
    assert b.do(Up(connection="box")) is ProblemKind.PORT_IN_USE
    assert b.do(command) is ProblemKind.PORT_IN_USE
    b.forwards.taken = set()
    assert b.do(command) is None
    assert only(b).status is Status.UP


def test_after_sleep_it_listens_at_once(bench: StartBench) -> None:
    b = bench(connection("box", 8001), clock=HandClock())
    b.forwards.taken = {8001}
    b.do(Up(connection="box"))
    b.forwards.taken = set()
    b.engine.woke_up()
    wait_forward(b, Status.UP)


def test_a_forward_taken_down_while_it_waits_stays_down(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(connection("box", 8001, 8002), clock=clock)
    b.forwards.taken = {8001}
    b.do(Up(connection="box"))
    b.do(Down(connection="box", forwards=("f8001",)))
    b.forwards.taken = set()
    b.move_on(clock, 100)
    assert b.forwards.listening == {8002}
    assert b.state("box").status is Status.UP


# --- another port for this session


def test_it_listens_elsewhere_until_the_connection_is_taken_down(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.forwards.taken = {8001}
    b.do(Up(connection="box"))
    assert b.do(ListenElsewhere(connection="box", forward="f8001", port=9001)) is None
    state = only(b)
    assert (state.status, state.bound, state.elsewhere) == (Status.UP, Endpoint("127.0.0.1", 9001), 9001)
    assert state.forward.listen.port == 8001
    b.connector.sessions["gate"].lose()
    wait_for(lambda: b.connector.logins["gate"] == 2)
    b.wait_status("box", Status.UP)
    assert b.forwards.listening == {9001}
    b.do(Down(connection="box"))
    assert only(b).elsewhere == 0
    b.forwards.taken = set()
    b.do(Up(connection="box"))
    assert b.forwards.listening == {8001}


def test_a_port_that_the_system_chose_stays_the_same(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    assert b.do(ListenElsewhere(connection="box", forward="f8001")) is None
    chosen = only(b).elsewhere
    assert chosen
    b.connector.sessions["gate"].lose()
    wait_for(lambda: b.connector.logins["gate"] == 2)
    b.wait_status("box", Status.UP)
    assert b.forwards.listening == {chosen}


def test_a_unix_socket_has_no_other_port(bench: StartBench) -> None:
    b = bench(replace(connection("box"), forwards=(replace(forward(8001), listen=Endpoint.unix("/run/x")),)))
    assert b.do(ListenElsewhere(connection="box", forward="f8001")) is ProblemKind.INVALID


def test_another_wish_overrules_the_other_port(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.do(ListenElsewhere(connection="box", forward="f8001", port=9001))
    moved = replace(forward(8001), listen=Endpoint("127.0.0.1", 8009))
    b.do(SaveConnection(connection=replace(connection("box"), forwards=(moved,))))
    wait_for(lambda: b.forwards.listening == {8009})
    assert only(b).elsewhere == 0


# --- checks


def test_a_forward_is_checked_when_it_is_up_and_from_then_on(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(with_interval(60, 8001), clock=clock)
    b.do(Up(connection="box"))
    assert only(b).checked_at == 0
    b.move_on(clock, 1.25)
    made = b.forwards.on(8001)
    assert (made.checks, only(b).checked_at) == (1, clock.now)
    b.move_on(clock, 40)
    assert made.checks == 1
    b.move_on(clock, 35)
    assert made.checks == 2


def test_a_target_that_refuses_the_check_is_shown_and_looked_at_more_often(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(with_interval(60, 8001), clock=clock)
    b.forwards.target_says = REFUSES
    b.do(Up(connection="box"))
    b.move_on(clock, 1.25)
    state = only(b)
    assert (state.status, state.problem, state.last_error) == (Status.DEGRADED, REFUSES, REFUSES)
    made = b.forwards.on(8001)
    for checks, seconds in enumerate([12.5, 25, 50, 75, 75], start=2):
        b.move_on(clock, seconds)
        assert made.checks == checks
    made.target_says = None
    b.move_on(clock, 75)
    state = only(b)
    assert (state.status, state.problem, state.last_error) == (Status.UP, None, REFUSES)


def test_a_forward_that_carries_connections_is_not_checked(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(with_interval(60, 8001), clock=clock)
    b.do(Up(connection="box"))
    b.move_on(clock, 1.25)
    made = b.forwards.on(8001)
    made.carried = Traffic(open=1, connections=1)
    b.move_on(clock, 1)
    b.move_on(clock, 80)
    assert made.checks == 1
    made.carried = Traffic(open=0, connections=1)
    b.move_on(clock, 1)
    b.move_on(clock, 80)
    assert made.checks == 2


def test_without_an_interval_only_the_user_checks(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(with_interval(0, 8001), clock=clock)
    b.do(Up(connection="box"))
    b.move_on(clock, 1000)
    made = b.forwards.on(8001)
    assert made.checks == 0
    assert b.do(CheckForwards(connection="box")) is None
    assert only(b).checked_at == clock.now
    made.target_says = REFUSES
    assert b.do(CheckForwards(connection="box", forwards=("f8001",))) is ProblemKind.TARGET_REFUSES
    assert only(b).status is Status.DEGRADED


@pytest.mark.parametrize(("before", "after", "checks"), [(0, 60, 1), (3600, 60, 1), (60, 0, 0)])
def test_another_interval_counts_at_once(bench: StartBench, before: float, after: float, checks: int) -> None:
    clock = HandClock()
    b = bench(with_interval(before, 8001), clock=clock)
    b.do(Up(connection="box"))
    b.move_on(clock, 2)
    one = b.forwards.on(8001)
    one.checks = 0
    assert b.do(SaveConnection(connection=with_interval(after, 8001))) is None
    b.move_on(clock, 76)
    assert one.checks == checks


def test_what_is_known_of_a_target_goes_with_it(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.do(Up(connection="box"))
    assert b.do(CheckForwards(connection="box")) is None
    assert only(b).checked_at > 0
    other = replace(forward(8001), target=Endpoint("other.intra", 80))
    b.forwards.slow = {8001}
    b.do(SaveConnection(connection=replace(connection("box"), forwards=(other,))))
    assert (only(b).forward, only(b).checked_at) == (other, 0)


def test_checking_what_is_not_up_says_so(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    assert b.do(CheckForwards(connection="box")) is None, "there is nothing to check"
    assert b.do(CheckForwards(connection="box", forwards=("f8001",))) is ProblemKind.INVALID


def test_one_failed_connection_is_noted_and_does_not_degrade(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(connection("box", 8001), clock=clock)
    b.do(Up(connection="box"))
    b.forwards.on(8001).events.noted(REFUSES)
    wait_for(lambda: only(b).last_error == REFUSES)
    assert (only(b).status, only(b).last_error_at) == (Status.UP, clock.now)
    b.do(Up(connection="box"))
    assert only(b).last_error == REFUSES, "it was up already"
    b.do(Down(connection="box"))
    b.do(Up(connection="box"))
    assert (only(b).last_error, only(b).last_error_at) == (None, 0)


def test_what_an_old_session_says_is_of_no_interest(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.do(Up(connection="box"))
    old = b.forwards.on(8001)
    b.connector.sessions["gate"].lose()
    wait_for(lambda: b.connector.logins["gate"] == 2)
    b.wait_status("box", Status.UP)
    old.events.told(REFUSES)
    old.events.failed(REFUSES)
    old.events.listening(Endpoint("127.0.0.1", 1))
    b.do(CheckForwards(connection="box"))
    assert (only(b).status, only(b).bound) == (Status.UP, Endpoint("127.0.0.1", 8001))


# --- traffic


def test_traffic_is_counted_with_its_rates(bench: StartBench) -> None:
    clock = HandClock()
    b = bench(with_interval(0, 8001), clock=clock)
    b.do(Up(connection="box"))
    made = b.forwards.on(8001)
    seen: list[Event] = []
    b.engine.subscribe(lambda event: seen.append(event) if isinstance(event, ConnectionChanged) else None)

    def after_a_second(down: int) -> Traffic:
        made.carried = Traffic(down=down, up=down // 2, open=1, connections=1)
        b.move_on(clock, 1)
        return only(b).traffic

    assert after_a_second(0).down_rate == 0
    assert after_a_second(1000) == Traffic(down=1000, up=500, down_rate=1000, up_rate=500, open=1, connections=1)
    assert after_a_second(1000).down_rate == 500, "over two seconds"
    assert after_a_second(1000).down_rate == 0
    published = len(seen)
    after_a_second(1000)
    assert len(seen) == published, "nothing changed, nothing is told"
    b.do(Down(connection="box"))
    assert only(b).traffic == Traffic()


# --- programs


def viewer() -> Connection:
    return replace(connection("box"), forwards=(replace(forward(8001), program="vncviewer %h:%p"),))


def test_a_program_is_started_when_the_user_brings_its_forward_up(bench: StartBench) -> None:
    b = bench(viewer())
    b.do(Up(connection="box"))
    started = [("vncviewer %h:%p", Endpoint("127.0.0.1", 8001))]
    wait_for(lambda: b.programs == started)
    b.connector.sessions["gate"].lose()
    wait_for(lambda: b.connector.logins["gate"] == 2)
    b.wait_status("box", Status.UP)
    b.do(Up(connection="box"))  # it is up already
    b.do(Down(connection="box"))
    b.do(Up(connection="box", start_programs=False))
    b.do(Down(connection="box"))
    assert b.programs == started
    b.do(Up(connection="box"))
    wait_for(lambda: b.programs == started * 2)


def test_a_program_that_does_not_start_is_told(bench: StartBench) -> None:
    b = bench(viewer())
    b.program_fails = Problem(ProblemKind.PROGRAM_NOT_STARTED, "vncviewer")
    assert b.do(Up(connection="box")) is None
    wait_for(lambda: only(b).last_error == b.program_fails)
    assert only(b).status is Status.UP


# --- passwords of dynamic forwards


def proxied(b: Callable[[Connection], Bench]) -> Bench:
    return b(replace(connection("box"), forwards=(PROXY,)))


def test_a_password_that_nobody_gave_is_asked_for_again_only_by_the_user(bench: StartBench) -> None:
    b = bench(replace(connection("box", 8001), forwards=(forward(8001), PROXY)))
    assert b.do(Up(connection="box")) is ProblemKind.NEEDS_ANSWER
    b.engine.subscribe(lambda _: None, answers=True)
    b.engine.network_changed(online=True)
    b.engine.woke_up()
    assert b.do(Up(connection="box", forwards=("f8001",))) is None
    assert b.do(SaveConnection(connection=b.state("box").connection)) is None
    assert [f.status for f in b.state("box").forwards] == [Status.UP, Status.FAILED]
    b.submit(Up(connection="box"))
    assert isinstance(b.question().asked, PasswordAsked)


def test_its_password_is_asked_for_rather_than_listening_without(bench: StartBench) -> None:
    b = proxied(bench)
    b.engine.subscribe(lambda _: None, answers=True)
    outcome = b.submit(Up(connection="box"))
    question = b.question()
    assert isinstance(question.asked, PasswordAsked)
    assert (question.asked.account, question.connection) == ("ada@127.0.0.1:1080", "Box")
    assert question.asked.can_remember
    wait_forward(b, Status.WAITING_FOR_USER)
    assert b.forwards.made == []
    b.engine.submit(GiveAnswer(id=question.id, answer=Secrets(values=("s3",), remember=True)))
    assert outcome.problem() is None
    assert b.forwards.on(1080).password == "s3"
    assert b.secrets.kept[PROXY_SECRET] == "s3"
    b.connector.sessions["gate"].lose()
    wait_for(lambda: len(b.forwards.made) == 2)
    assert b.forwards.on(1080).password == "s3"


def test_its_password_is_asked_where_it_was_brought_up(bench: StartBench) -> None:
    b = bench(replace(connection("box", 8001), forwards=(forward(8001), PROXY)))
    b.engine.subscribe(lambda _: None, answers=True)
    b.engine.set_answering("terminal", present=True)
    b.do(Up(connection="box", forwards=("f8001",)))
    b.submit(Up(connection="box", forwards=("proxy",), asker="terminal"))
    assert b.question().asker == "terminal"


def test_without_a_password_nothing_listens(bench: StartBench) -> None:
    b = proxied(bench)
    assert b.do(Up(connection="box")) is ProblemKind.NEEDS_ANSWER
    assert (only(b).status, b.forwards.made) == (Status.FAILED, [])


@pytest.mark.parametrize("answer", [Refuse(), Secrets(values=("",))])
def test_who_gives_no_password_does_not_want_it(bench: StartBench, answer: Refuse | Secrets) -> None:
    b = proxied(bench)
    b.engine.subscribe(lambda _: None, answers=True)
    outcome = b.submit(Up(connection="box"))
    b.engine.submit(GiveAnswer(id=b.question().id, answer=answer))
    assert outcome.kind() is ProblemKind.CANCELLED
    assert (only(b).status, b.forwards.made) == (Status.OFF, [])


def test_down_withdraws_the_question(bench: StartBench) -> None:
    b = proxied(bench)
    b.engine.subscribe(lambda _: None, answers=True)
    outcome = b.submit(Up(connection="box"))
    b.question()
    assert b.do(Down(connection="box")) is None
    assert outcome.kind() is ProblemKind.CANCELLED
    wait_for(lambda: not b.engine.snapshot().questions)
    assert b.forwards.made == []


def test_a_password_that_is_set_is_used_and_kept(bench: StartBench) -> None:
    b = proxied(bench)
    assert b.do(SetForwardPassword(connection="box", forward="proxy", password="one")) is None
    assert b.secrets.kept[PROXY_SECRET] == "one"
    assert b.do(Up(connection="box")) is None
    assert b.forwards.on(1080).password == "one"
    assert b.do(SetForwardPassword(connection="box", forward="proxy", password="two")) is None
    wait_for(lambda: b.forwards.on(1080).password == "two")
    assert len([made for made in b.forwards.made if made.listening]) == 1


@pytest.mark.parametrize("how", ["connection", "forward", "edited"])
def test_its_password_is_forgotten_with_it(bench: StartBench, how: str) -> None:
    b = proxied(bench)
    b.do(SetForwardPassword(connection="box", forward="proxy", password="one"))
    if how == "connection":
        b.do(RemoveConnection(connection="box"))
    elif how == "forward":
        b.do(RemoveForward(connection="box", forward="proxy"))
    else:
        b.do(SaveConnection(connection=connection("box", 8001)))
    wait_for(lambda: PROXY_SECRET not in b.secrets.kept)
    if how != "connection":
        b.do(AddForward(connection="box", forward=PROXY))
        outcome: Outcome = b.submit(Up(connection="box", forwards=("proxy",)))
        assert outcome.kind() is ProblemKind.NEEDS_ANSWER, "not in memory either"


def test_an_unsaved_forward_leaves_no_password_behind(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.do(AddForward(connection="box", forward=PROXY, save=False))
    assert b.do(SetForwardPassword(connection="box", forward="proxy", password="one")) is None
    assert b.do(Up(connection="box", forwards=("proxy",))) is None
    assert b.forwards.on(1080).password == "one"
    assert b.secrets.kept == {}


def test_a_keyring_that_cannot_keep_it_is_told(bench: StartBench, monkeypatch: pytest.MonkeyPatch) -> None:
    b = proxied(bench)
    failure = Problem(ProblemKind.KEYRING_FAILED, "the keyring", {"detail": "it is locked"})
    monkeypatch.setattr(b.secrets, "set", lambda *_: failure)
    b.engine.subscribe(lambda _: None, answers=True)
    outcome = b.submit(Up(connection="box"))
    b.engine.submit(GiveAnswer(id=b.question().id, answer=Secrets(values=("s3",), remember=True)))
    assert outcome.problem() is None
    wait_for(lambda: b.engine.snapshot().notices == (failure,))


@pytest.mark.expects_log("unexpected error in forward")
def test_an_unexpected_error_of_the_keyring_fails_that_forward(
    bench: StartBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MemorySecrets, "get", lambda *_: 1 / 0)
    b = proxied(bench)
    assert b.do(Up(connection="box")) is ProblemKind.INTERNAL
    assert only(b).status is Status.FAILED


def test_no_answer_at_all_is_none(bench: StartBench) -> None:
    b = proxied(bench)
    b.engine.subscribe(lambda _: None, answers=True)
    outcome = b.submit(Up(connection="box"))
    b.engine.submit(GiveAnswer(id=b.question().id, answer=Secrets(values=())))
    assert outcome.kind() is ProblemKind.CANCELLED
