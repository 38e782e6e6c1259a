"""What a connection does: its states, its forwards, and coming back after a loss."""

import pytest
from msgspec.structs import replace

from tests.engine.conftest import StartBench
from tests.engine.fakes import CODE, Outcome, answer_to, connection, forward
from tests.support.wait import wait_for
from towpath.model.command import AddForward, Down, RemoveForward, SaveConnection, Up
from towpath.model.connection import Hop
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged, Event
from towpath.model.forward import Endpoint
from towpath.model.state import Status


def test_up_ends_when_its_forwards_listen(bench: StartBench) -> None:
    b = bench(connection("box", 8001, 8002))
    assert b.do(Up(connection="box")) is None
    state = b.state("box")
    assert (state.status, [h.status for h in state.hops]) == (Status.UP, [Status.UP, Status.UP])
    assert [(f.status, f.bound) for f in state.forwards] == [
        (Status.UP, Endpoint("127.0.0.1", 8001)),
        (Status.UP, Endpoint("127.0.0.1", 8002)),
    ]
    assert b.forwards.listening == {8001, 8002}


def test_hops_come_up_one_by_one(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    gate = b.connector.hold("gate")
    outcome = b.submit(Up(connection="box"))
    state = b.wait_status("box", Status.CONNECTING)
    wait_for(lambda: b.connector.logins["gate"])
    assert [h.status for h in state.hops] == [Status.CONNECTING, Status.OFF]
    assert [f.status for f in state.forwards] == [Status.CONNECTING]
    inner = b.connector.hold("box")
    gate.set()
    wait_for(lambda: [h.status for h in b.state("box").hops] == [Status.UP, Status.CONNECTING])
    assert not outcome.ended
    inner.set()
    assert outcome.problem() is None


def test_up_of_what_is_up_ends_at_once(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.do(Up(connection="box"))
    assert b.do(Up(connection="box")) is None
    assert b.connector.logins == {"gate": 1, "box": 1}
    assert len(b.forwards.made) == 1


def test_up_with_forwards_brings_just_these(bench: StartBench) -> None:
    b = bench(connection("box", 8001, 8002))
    b.do(Up(connection="box", forwards=("f8002",)))
    assert b.forwards.listening == {8002}
    b.do(Up(connection="box", forwards=("f8001",)))
    assert b.forwards.listening == {8001, 8002}
    assert b.connector.logins["box"] == 1


def test_forwards_that_are_not_enabled_wait_for_a_click(bench: StartBench) -> None:
    b = bench(replace(connection("box", 8001), forwards=(forward(8001), forward(8002, enabled=False))))
    b.do(Up(connection="box"))
    assert b.forwards.listening == {8001}
    assert [f.status for f in b.state("box").forwards] == [Status.UP, Status.OFF]


def test_the_failing_hop_carries_the_problem(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    refused = b.connector.failures["box"] = Problem(ProblemKind.KEYS_REFUSED, "box")
    assert b.submit(Up(connection="box")).problem() == refused
    state = b.state("box")
    assert (state.status, state.problem) == (Status.FAILED, refused)
    assert [(h.status, h.problem) for h in state.hops] == [(Status.OFF, None), (Status.FAILED, refused)]
    assert [(f.status, f.problem) for f in state.forwards] == [(Status.FAILED, refused)]
    wait_for(lambda: not b.connector.sessions["gate"].alive, what="the gateway's session to be released")


def test_a_first_login_is_not_retried(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.connector.failures["gate"] = Problem(ProblemKind.REFUSED, "gate")
    assert b.do(Up(connection="box")) is ProblemKind.REFUSED
    assert b.state("box").retry_at == 0
    assert b.state("box").status is Status.FAILED


def test_a_port_in_use_fails_the_forward_not_the_session(bench: StartBench) -> None:
    b = bench(connection("box", 8001, 8002))
    b.forwards.taken = {8001}
    assert b.do(Up(connection="box")) is ProblemKind.PORT_IN_USE
    state = b.state("box")
    assert [f.status for f in state.forwards] == [Status.RETRYING, Status.UP]
    assert state.status is Status.DEGRADED
    assert state.problem == state.forwards[0].problem
    b.forwards.taken = set()
    assert b.do(Up(connection="box", forwards=("f8001",))) is None
    assert b.state("box").status is Status.UP


def test_a_target_that_refuses_degrades_and_recovers(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.do(Up(connection="box"))
    problem = Problem(ProblemKind.TARGET_REFUSES, "web.intra:80")
    b.forwards.on(8001).events.told(problem)
    state = b.wait_status("box", Status.DEGRADED)
    assert (state.forwards[0].status, state.forwards[0].problem) == (Status.DEGRADED, problem)
    b.forwards.on(8001).events.told(None)
    state = b.wait_status("box", Status.UP)
    assert (state.forwards[0].status, state.forwards[0].problem, state.problem) == (Status.UP, None, None)


def test_down_closes_and_frees_everything(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.do(Up(connection="box"))
    assert b.do(Down(connection="box")) is None
    state = b.state("box")
    assert (state.status, [h.status for h in state.hops]) == (Status.OFF, [Status.OFF, Status.OFF])
    assert state.forwards[0].status is Status.OFF
    assert b.forwards.listening == set()
    wait_for(lambda: not any(s.alive for s in b.connector.sessions.values()), what="sessions to close")


def test_the_last_forward_takes_the_connection_with_it(bench: StartBench) -> None:
    b = bench(connection("box", 8001, 8002))
    b.do(Up(connection="box"))
    b.do(Down(connection="box", forwards=("f8001",)))
    assert (b.state("box").status, b.forwards.listening) == (Status.UP, {8002})
    b.do(Down(connection="box", forwards=("f8002",)))
    assert (b.state("box").status, b.forwards.listening) == (Status.OFF, set())


def test_down_during_login_cancels_it(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.connector.hold("gate")
    outcome = b.submit(Up(connection="box"))
    wait_for(lambda: b.connector.logins["gate"])
    b.do(Down(connection="box"))
    assert b.state("box").status is Status.OFF
    assert outcome.kind() is ProblemKind.CANCELLED
    wait_for(lambda: b.connector.cancelled == ["gate"], what="the login to end")


def test_a_lost_session_comes_back_by_itself(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.do(Up(connection="box"))
    seen: list[Event] = []
    b.engine.subscribe(seen.append)
    lost = b.connector.sessions["gate"]
    lost.lose()
    wait_for(lambda: b.connector.logins["gate"] == 2, what="another login")
    b.wait_status("box", Status.UP)
    assert b.connector.sessions["gate"] is not lost
    assert b.forwards.listening == {8001}
    states = [e.state for e in seen if isinstance(e, ConnectionChanged)]
    retrying = next(s for s in states if s.status is Status.RETRYING)
    assert retrying.retry_at > 0
    assert retrying.problem is not None
    assert retrying.problem.kind is ProblemKind.LOST
    assert retrying.forwards[0].status is Status.RETRYING
    assert b.state("box").retry_at == 0


def test_it_tries_until_the_network_is_back(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.do(Up(connection="box"))
    b.connector.failures["gate"] = Problem(ProblemKind.UNREACHABLE, "gate")
    b.connector.sessions["gate"].lose()
    wait_for(lambda: b.connector.logins["gate"] >= 4, what="several tries")
    del b.connector.failures["gate"]
    b.wait_status("box", Status.UP)


def test_it_stops_trying_when_a_person_is_needed(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.do(Up(connection="box"))
    b.connector.failures["gate"] = Problem(ProblemKind.HOST_KEY_CHANGED, "gate")
    b.connector.sessions["gate"].lose()
    state = b.wait_status("box", Status.FAILED)
    assert state.problem == b.connector.failures["gate"]
    assert b.connector.logins["gate"] == 2


def test_down_ends_the_retrying(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.do(Up(connection="box"))
    b.connector.failures["gate"] = Problem(ProblemKind.UNREACHABLE, "gate")
    b.connector.sessions["gate"].lose()
    b.wait_status("box", Status.RETRYING)
    b.do(Down(connection="box"))
    assert (b.state("box").status, b.state("box").retry_at) == (Status.OFF, 0)


def test_no_reconnect_where_the_user_does_not_wish_it(bench: StartBench) -> None:
    b = bench(connection("box", 8001, reconnect=False))
    b.do(Up(connection="box"))
    b.connector.sessions["box"].lose()
    state = b.wait_status("box", Status.FAILED)
    assert state.problem == Problem(ProblemKind.LOST, "box")
    assert b.forwards.listening == set()


def test_a_login_that_needed_a_person_is_not_repeated(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.connector.questions["gate"] = CODE
    b.engine.subscribe(lambda _: None, answers=True)
    outcome = b.submit(Up(connection="box"))
    b.wait_status("box", Status.WAITING_FOR_USER)
    b.engine.submit(answer_to(b.question().id))
    assert outcome.problem() is None
    b.connector.sessions["gate"].lose()
    problem = Problem(ProblemKind.LOGIN_NEEDED, "gate", {"reason": "the server closed it"})
    assert b.wait_status("box", Status.WAITING_FOR_USER).problem == problem
    assert b.engine.snapshot().questions == ()
    assert b.connector.logins["gate"] == 1


def test_the_gateway_is_kept_while_the_machine_behind_it_comes_back(bench: StartBench) -> None:
    """Else its code would be asked again whenever a machine behind it restarts."""
    b = bench(connection("box", 8001))
    b.connector.questions["gate"] = CODE
    b.engine.subscribe(lambda _: None, answers=True)
    outcome = b.submit(Up(connection="box"))
    b.engine.submit(answer_to(b.question().id))
    assert outcome.problem() is None
    b.connector.sessions["box"].lose()
    wait_for(lambda: b.connector.logins["box"] == 2, what="another login")
    b.wait_status("box", Status.UP)
    assert b.connector.logins["gate"] == 1
    assert b.connector.sessions["gate"].alive


def test_saving_changes_forwards_live(bench: StartBench) -> None:
    b = bench(connection("box", 8001, 8002))
    b.do(Up(connection="box"))
    moved = replace(forward(8001), listen=Endpoint("127.0.0.1", 9001))
    saved = replace(connection("box"), name="Renamed", forwards=(moved, forward(8003)))
    assert b.do(SaveConnection(connection=saved)) is None
    assert b.forwards.listening == {9001, 8003}
    state = b.state("box")
    assert [f.forward for f in state.forwards] == [moved, forward(8003)]
    assert b.connector.logins["box"] == 1
    assert b.config.config.connections == (saved,)


def test_a_changed_label_moves_no_listener(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.do(Up(connection="box"))
    labelled = replace(forward(8001), label="web")
    b.do(SaveConnection(connection=replace(connection("box"), forwards=(labelled,))))
    assert len(b.forwards.made) == 1
    assert b.state("box").forwards[0].forward.label == "web"


def test_changed_hops_apply_at_the_next_connect(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.do(Up(connection="box"))
    elsewhere = replace(connection("box", 8001), jumps=(Hop(host="other"),))
    b.do(SaveConnection(connection=elsewhere))
    assert (b.state("box").status, [h.name for h in b.state("box").hops]) == (Status.UP, ["gate", "box"])
    b.do(Down(connection="box"))
    b.do(Up(connection="box"))
    assert b.connector.logins == {"gate": 1, "other": 1, "box": 2}
    assert [h.name for h in b.state("box").hops] == ["other", "box"]


def test_a_forward_is_added_and_removed_live(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.do(Up(connection="box"))
    assert b.do(AddForward(connection="box", forward=forward(8002))) is None
    assert b.forwards.listening == {8001, 8002}
    assert list(b.config.config.connections[0].forwards) == [forward(8001), forward(8002)]
    assert b.do(RemoveForward(connection="box", forward="f8001")) is None
    assert b.forwards.listening == {8002}
    assert list(b.config.config.connections[0].forwards) == [forward(8002)]


def test_an_unsaved_forward_goes_with_its_connection(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.do(Up(connection="box"))
    assert b.do(AddForward(connection="box", forward=forward(8002), save=False)) is None
    assert b.forwards.listening == {8001, 8002}
    assert [f.saved for f in b.state("box").forwards] == [True, False]
    assert b.config.saved == 0
    b.do(Down(connection="box"))
    assert [f.forward for f in b.state("box").forwards] == [forward(8001)]


def test_a_forward_that_was_there_already_is_refused(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    assert b.do(AddForward(connection="box", forward=forward(8001))) is ProblemKind.INVALID
    assert b.config.saved == 0


def test_two_ups_at_once_make_one_login(bench: StartBench) -> None:
    b = bench(connection("box", 8001, 8002))
    gate = b.connector.hold("gate")
    first = b.submit(Up(connection="box", forwards=("f8001",)))
    second = b.submit(Up(connection="box", forwards=("f8002",)))
    gate.set()
    assert (first.problem(), second.problem()) == (None, None)
    assert b.forwards.listening == {8001, 8002}
    assert b.connector.logins == {"gate": 1, "box": 1}


@pytest.mark.parametrize("down", [False, True])
def test_since_is_the_time_of_the_last_change(bench: StartBench, down: bool) -> None:
    b = bench(connection("box", 8001))
    before = b.state("box").since
    b.do(Up(connection="box"))
    up = b.state("box").since
    assert up > before
    if down:
        b.do(Down(connection="box"))
    assert (b.state("box").since > up) is down


def test_up_of_a_failing_connection_can_be_repeated(bench: StartBench) -> None:
    b = bench(connection("box", 8001))
    b.connector.failures["gate"] = Problem(ProblemKind.REFUSED, "gate")
    b.do(Up(connection="box"))
    del b.connector.failures["gate"]
    outcome: Outcome = b.submit(Up(connection="box"))
    assert outcome.problem() is None
    assert b.state("box").problem is None
