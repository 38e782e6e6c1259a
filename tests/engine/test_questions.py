"""Questions: who is asked, and what happens when that person goes."""

import pytest

from tests.engine.conftest import StartBench
from tests.engine.fakes import CODE, Bench, answer_to, connection
from tests.support.wait import wait_for
from towpath.model.command import Down, SaveSettings, Up
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Event, QuestionAsked, QuestionWithdrawn
from towpath.model.prompt import PasswordAsked, Secrets
from towpath.model.settings import Settings
from towpath.model.state import Status


@pytest.fixture
def asking(bench: StartBench) -> Bench:
    """Two connections behind a gateway that asks for a code."""
    made = bench(connection("a", 8001), connection("b", 8002))
    made.connector.questions["gate"] = CODE
    return made


def test_without_anybody_to_ask_the_login_fails_at_once(asking: Bench) -> None:
    problem = asking.submit(Up(connection="a")).problem()
    assert problem is not None
    assert problem.kind is ProblemKind.NEEDS_ANSWER
    assert problem.facts["question"] == "One-time code"
    state = asking.state("a")
    assert (state.status, state.hops[0].problem) == (Status.FAILED, problem)
    assert asking.engine.snapshot().questions == ()


def test_a_question_is_asked_and_answered(asking: Bench) -> None:
    seen: list[Event] = []
    asking.engine.subscribe(seen.append, answers=True)
    outcome = asking.submit(Up(connection="a"))
    state = asking.wait_status("a", Status.WAITING_FOR_USER)
    assert state.hops[0].status is Status.WAITING_FOR_USER
    assert state.forwards[0].status is Status.WAITING_FOR_USER
    question = asking.question()
    assert (question.asked, question.asker) == (CODE, "")
    asking.engine.submit(answer_to(question.id, "424242"))
    assert outcome.problem() is None
    assert asking.connector.answers == [Secrets(values=("424242",))]
    assert asking.engine.snapshot().questions == ()
    assert [e for e in seen if isinstance(e, QuestionAsked | QuestionWithdrawn)] == [
        QuestionAsked(question),
        QuestionWithdrawn(question.id),
    ]


def test_the_terminal_that_asked_for_the_work_is_asked_first(asking: Bench) -> None:
    asking.engine.subscribe(lambda _: None, answers=True)
    asking.engine.set_answering("terminal-1", present=True)
    asking.submit(Up(connection="a", asker="terminal-1"))
    assert asking.question().asker == "terminal-1"


def test_a_terminal_that_cannot_answer_leaves_it_to_the_window(asking: Bench) -> None:
    asking.engine.subscribe(lambda _: None, answers=True)
    asking.submit(Up(connection="a", asker="terminal-1"))
    assert asking.question().asker == ""


def test_a_question_moves_to_the_window_when_its_terminal_goes(asking: Bench) -> None:
    asking.engine.subscribe(lambda _: None, answers=True)
    asking.engine.set_answering("terminal-1", present=True)
    outcome = asking.submit(Up(connection="a", asker="terminal-1"))
    before = asking.question()
    asking.engine.forget_asker("terminal-1")
    wait_for(lambda: asking.question().asker == "")
    assert asking.question().id == before.id
    asking.engine.submit(answer_to(before.id))
    assert outcome.problem() is None


def test_a_question_fails_when_its_terminal_goes_and_there_is_no_window(asking: Bench) -> None:
    asking.engine.set_answering("terminal-1", present=True)
    outcome = asking.submit(Up(connection="a", asker="terminal-1"))
    asking.question()
    asking.engine.forget_asker("terminal-1")
    assert outcome.kind() is ProblemKind.NEEDS_ANSWER
    assert asking.engine.snapshot().questions == ()


def test_the_next_user_is_asked_when_the_first_one_leaves(asking: Bench) -> None:
    for terminal in ("terminal-1", "terminal-2"):
        asking.engine.set_answering(terminal, present=True)
    asking.submit(Up(connection="a", asker="terminal-1"))
    question = asking.question()
    outcome = asking.submit(Up(connection="b", asker="terminal-2"))
    asking.do(Down(connection="a"))
    moved = asking.question()
    assert (moved.id, moved.asker, moved.connection) == (question.id, "terminal-2", "B")
    asking.engine.submit(answer_to(moved.id))
    assert outcome.problem() is None


def test_down_withdraws_the_question(asking: Bench) -> None:
    asking.engine.subscribe(lambda _: None, answers=True)
    outcome = asking.submit(Up(connection="a"))
    asking.question()
    asking.do(Down(connection="a"))
    assert outcome.kind() is ProblemKind.CANCELLED
    wait_for(lambda: asking.engine.snapshot().questions == ())
    assert asking.state("a").status is Status.OFF


def test_a_late_answer_is_dropped(asking: Bench) -> None:
    assert asking.do(answer_to(7)) is None
    assert asking.connector.answers == []


def test_a_refusal_by_the_person_is_no_failure(asking: Bench) -> None:
    asking.engine.subscribe(lambda _: None, answers=True)
    asking.connector.failures["gate"] = Problem(ProblemKind.CANCELLED, "gate")
    outcome = asking.submit(Up(connection="a"))
    asking.engine.submit(answer_to(asking.question().id))
    assert outcome.kind() is ProblemKind.CANCELLED
    assert asking.state("a").status is Status.OFF


@pytest.mark.parametrize("wished", [True, False])
def test_remembering_is_offered_only_where_the_user_wishes_it(bench: StartBench, wished: bool) -> None:
    b = bench(connection("a", 8001))
    b.connector.questions["gate"] = PasswordAsked(account="me@gate:22", can_remember=True)
    b.engine.subscribe(lambda _: None, answers=True)
    b.do(SaveSettings(settings=Settings(remember_secrets=wished)))
    b.submit(Up(connection="a"))
    asked = b.question().asked
    assert isinstance(asked, PasswordAsked)
    assert asked.can_remember is wished
