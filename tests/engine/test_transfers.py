"""The queue of transfers on fakes: whose turn it is, what becomes of a batch, and what the next engine finds."""

import concurrent.futures
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.conftest import StartBench
from tests.engine.fakes import connection
from tests.engine.queue import Queue, Queued, batch
from tests.support.clock import HandClock
from tests.support.wait import wait_for
from towpath.engine.batch_work import LONGEST_RETRY_SECONDS
from towpath.engine.lock import EngineKind
from towpath.engine.transfers import MOST_ENDED_KEPT, MOST_RESULTS
from towpath.model.command import (
    ArrangeTransfer,
    CancelTransfer,
    CarryOut,
    ClearTransfers,
    Command,
    Compare,
    Down,
    GiveAnswer,
    HandOver,
    PauseTransfer,
    RemoveConnection,
    ResumeTransfer,
    Up,
)
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Compared, FilesEnded, FolderListed, TransfersArranged
from towpath.model.file_work import ListFolder, Withdraw
from towpath.model.filesystem import Attributes, FileKind
from towpath.model.journal import FileRecord
from towpath.model.prompt import Choice, OverwriteAsked, Refuse, Scope
from towpath.model.state import Status
from towpath.model.transfer import (
    HERE,
    Act,
    Batch,
    Comparison,
    Conflict,
    Place,
    Plan,
    Step,
    TransferStatus,
)

DISK_FULL = Problem(ProblemKind.DISK_FULL, "x")
LOST = Problem(ProblemKind.LOST, "box")

# --- one batch


def test_a_batch_brings_its_connection_up_runs_and_is_done(queue: Queued) -> None:
    q = queue()
    [outcome] = q.start(batch("one"))
    run = q.made.run("one")
    assert q.bench.state("box").status is Status.UP
    assert run.source is q.made.here
    assert run.destination is q.made.far[0]
    run.store(b"a")
    state = q.wait("one", TransferStatus.RUNNING)
    wait_for(lambda: q.state("one").amounts.files_done == 1, what="progress")
    run.end()
    assert outcome.problem() is None
    state = q.state("one")
    assert state.status is TransferStatus.DONE
    assert state.amounts.bytes_done == 10
    assert [result.source for result in state.finished] == [b"a"]
    assert state.ended >= state.began > 0


def test_files_that_failed_are_its_problem(queue: Queued) -> None:
    q = queue()
    [outcome] = q.start(batch("one"))
    run = q.made.run("one")
    run.store(b"a")
    run.fail(b"b", DISK_FULL)
    run.end()
    problem = outcome.problem()
    assert problem
    assert problem.kind is ProblemKind.TRANSFER_INCOMPLETE
    assert problem.facts == {"detail": "1 of 2 files failed"}
    assert [result.problem for result in q.state("one").failures] == [DISK_FULL]
    assert q.do(ResumeTransfer(id="one")) is None, "which tries them again"
    again = q.made.run("one", 2)
    assert not q.state("one").failures
    again.end()
    q.wait("one", TransferStatus.DONE)


def test_who_wishes_what_is_under_way_waits_for_it(queue: Queued) -> None:
    q = queue()
    first = q.start(batch("one"))
    q.made.run("one")
    second = q.start(batch("one", asker="terminal-1"))
    wait_for(lambda: q.state("one").batch.asker == "terminal-1", what="the new asker")
    q.made.run("one").end()
    third = q.start(batch("one"))
    assert [outcome.problem() for outcome in (*first, *second, *third)] == [None] * 3
    assert len(q.made.runs) == 1


def test_one_that_cannot_begin_fails(queue: Queued) -> None:
    q = queue()
    q.bench.connector.failures["gate"] = Problem(ProblemKind.KEYS_REFUSED, "gate")
    [outcome] = q.start(batch("one"))
    assert outcome.kind() is ProblemKind.KEYS_REFUSED
    assert q.state("one").status is TransferStatus.FAILED
    q.bench.connector.failures.clear()
    assert q.do(ResumeTransfer(id="one")) is None
    q.made.run("one").end()
    q.wait("one", TransferStatus.DONE)


def test_what_is_not_passing_ends_it(queue: Queued) -> None:
    q = queue()
    [outcome] = q.start(batch("one"))
    q.made.run("one").end(Problem(ProblemKind.SFTP_UNAVAILABLE, "box"))
    assert outcome.kind() is ProblemKind.SFTP_UNAVAILABLE
    assert q.state("one").status is TransferStatus.FAILED


def test_a_batch_needs_no_connection_on_this_machine(queue: Queued) -> None:
    q = queue()
    [outcome] = q.start(batch("one", HERE))
    run = q.made.run("one")
    assert run.source is run.destination is q.made.here
    run.end()
    assert outcome.problem() is None
    assert not q.bench.connector.logins


def test_a_batch_between_two_machines_waits_for_both(queue: Queued) -> None:
    q = queue()
    gate = q.bench.connector.hold("other")
    q.start(batch("one", "box", source="other"))
    q.bench.wait_status("box", Status.UP)
    q.wait("one", TransferStatus.WAITING_FOR_CONNECTION)
    gate.set()
    run = q.made.run("one")
    assert [run.source.name, run.destination.name] == ["other", "box"]
    assert q.do(Down(connection="other")) is None
    q.wait("one", TransferStatus.PAUSED)


@pytest.mark.parametrize("wrong", [batch("one", "nowhere"), Batch(id="one", sources=(), destination=Place("box", b""))])
def test_one_that_makes_no_sense_is_refused(queue: Queued, wrong: Batch) -> None:
    q = queue()
    [outcome] = q.start(wrong)
    assert outcome.kind() in (ProblemKind.UNKNOWN_CONNECTION, ProblemKind.INVALID)


@pytest.mark.parametrize("command", [PauseTransfer, ResumeTransfer, CancelTransfer, ArrangeTransfer])
def test_commands_to_what_is_not_there(queue: Queued, command: Callable[..., Command]) -> None:
    assert queue().do(command(id="nope")) is ProblemKind.UNKNOWN_TRANSFER


# --- pause, resume, cancel


def test_pause_and_resume(queue: Queued) -> None:
    q = queue()
    [outcome] = q.start(batch("one"))
    run = q.made.run("one")
    run.store(b"a")
    assert q.do(PauseTransfer(id="one")) is None
    assert q.state("one").status is TransferStatus.PAUSED
    wait_for(lambda: not run.runs, what="its end")
    assert not outcome.ended
    assert q.do(ResumeTransfer(id="one")) is None
    q.made.run("one", 2).end()
    assert outcome.problem() is None


def test_it_is_resumed_only_when_its_thread_has_ended(queue: Queued) -> None:
    q = queue()
    q.start(batch("one"))
    run = q.made.run("one")
    run.stays = True
    q.do(PauseTransfer(id="one"))
    q.do(ResumeTransfer(id="one"))
    assert q.state("one").status is TransferStatus.QUEUED
    assert len(q.made.runs) == 1
    run.end()
    q.made.run("one", 2)


def test_a_queued_one_can_be_paused(queue: Queued) -> None:
    q = queue()
    q.start(*(batch(name) for name in "abc"))
    q.made.run("b")
    q.do(PauseTransfer(id="c"))
    q.made.run("a").end()
    q.wait("a", TransferStatus.DONE)
    assert q.state("c").status is TransferStatus.PAUSED
    assert q.do(ResumeTransfer(id="c")) is None
    q.made.run("c")


def test_cancel_removes_what_is_unfinished(queue: Queued) -> None:
    q = queue()
    [outcome] = q.start(batch("one"))
    run = q.made.run("one")
    far = q.made.far[0]
    far.put(b"/.part", b"half")
    far.put(b"/published", b"whole")
    far.put(b"/place", b"half")
    run.begin(b"/from/a", FileRecord(size=9, temporary=b"/.part"))
    run.begin(b"/from/gone", FileRecord(size=9, temporary=b"/.gone"))
    run.begin(b"/from/b", FileRecord(size=9, temporary=b"/place", in_place=True))
    assert q.do(CancelTransfer(id="one")) is None
    assert outcome.kind() is ProblemKind.CANCELLED
    assert q.state("one").status is TransferStatus.CANCELLED
    assert set(far.tree()) == {b"published", b"place"}
    assert q.do(ResumeTransfer(id="one")) is ProblemKind.INVALID


def test_a_paused_one_is_cancelled_as_well(queue: Queued) -> None:
    q = queue()
    [outcome] = q.start(batch("one"))
    q.made.run("one").begin(b"/from/a", FileRecord(size=9, temporary=b"/.part"))
    q.made.far[0].put(b"/.part", b"half")
    q.do(PauseTransfer(id="one"))
    q.do(CancelTransfer(id="one"))
    assert outcome.kind() is ProblemKind.CANCELLED
    assert not q.made.far[0].tree()


def test_one_whose_machine_is_not_there_is_cancelled_at_once(queue: Queued) -> None:
    q = queue()
    [outcome] = q.start(batch("one"))
    q.made.run("one").begin(b"/from/a", FileRecord(size=9, temporary=b"/.part"))
    q.do(Down(connection="box"))
    q.wait("one", TransferStatus.PAUSED)
    q.do(CancelTransfer(id="one"))
    assert outcome.kind() is ProblemKind.CANCELLED


def test_ended_ones_are_cleared(queue: Queued) -> None:
    q = queue()
    q.start(batch("done"), batch("runs"), batch("other", "other"))
    for name in ("done", "other"):
        q.made.run(name).end()
        q.wait(name, TransferStatus.DONE)
    assert q.do(ClearTransfers(ids=("runs",))) is ProblemKind.INVALID
    assert q.do(ClearTransfers(ids=("other",))) is None
    assert q.order() == ["done", "runs"]
    assert q.do(ClearTransfers()) is None
    assert q.order() == ["runs"]


@pytest.mark.parametrize("fails", [True, False])
def test_what_nobody_goes_on_with_is_removed(queue: Queued, fails: bool) -> None:
    """A file that is no more has left its temporary; or one failed, and the batch is cleared."""
    q = queue()
    [outcome] = q.start(batch("one"))
    run = q.made.run("one")
    far = q.made.far[0]
    far.put(b"/.part", b"half")
    run.begin(b"/from/a", FileRecord(size=9, temporary=b"/.part"))
    if fails:
        run.fail(b"/from/b", DISK_FULL)
    run.end()
    outcome.problem()
    if fails:
        assert far.tree()
        q.do(ClearTransfers())
    assert not far.tree()
    q.bench.engine.stop()
    assert queue().order() == []


@pytest.mark.parametrize("end", [CancelTransfer(id="one"), ClearTransfers(ids=("one",))])
def test_a_paused_one_is_given_up_with_what_it_left(queue: Queued, end: Command) -> None:
    """Once the command is finished, the program may end, as that of a command-line verb does."""
    q = queue()
    [outcome] = q.start(batch("one"))
    run = q.made.run("one")
    far = q.made.far[0]
    far.put(b"/.part", b"half")
    run.begin(b"/from/a", FileRecord(size=9, temporary=b"/.part"))
    q.do(PauseTransfer(id="one"))
    assert q.do(end) is None
    assert not far.tree()
    assert outcome.kind() is ProblemKind.CANCELLED
    q.bench.engine.stop()
    assert queue().order() == []


@pytest.mark.parametrize("clear", [ClearTransfers(ids=("one",)), ClearTransfers()])
def test_a_cancelled_one_can_be_cleared_while_it_is_cleaned_up(queue: Queued, clear: ClearTransfers) -> None:
    """It is shown as cancelled at once, and whoever clears it does not know better."""
    q = queue()
    [outcome] = q.start(batch("one"))
    run = q.made.run("one")
    far = q.made.far[0]
    far.put(b"/.part", b"half")
    run.begin(b"/from/a", FileRecord(size=9, temporary=b"/.part"))
    q.bench.engine.submit(CancelTransfer(id="one"))
    assert q.do(clear) is None
    assert not far.tree()
    assert outcome.kind() is ProblemKind.CANCELLED
    assert q.order() == []
    q.bench.engine.stop()
    assert queue().order() == []


# --- whose turn it is


def test_two_at_once_and_the_others_follow(queue: Queued) -> None:
    q = queue()
    q.start(batch("a"), batch("b"), batch("c"), batch("d", priority=1), batch("e", "other"))
    for name in "abe":
        q.made.run(name)
    assert q.state("c").status is q.state("d").status is TransferStatus.QUEUED
    q.made.run("a").end()
    q.made.run("d")
    assert q.state("c").status is TransferStatus.QUEUED


def test_priority_order_and_limit_are_changed(queue: Queued) -> None:
    q = queue()
    q.start(*(batch(name) for name in "abcde"))
    run = q.made.run("b")
    assert q.do(ArrangeTransfer(id="b", limit=1000)) is None
    assert run.pace.limit == 1000
    assert q.state("b").batch.options.limit == 1000
    q.do(ArrangeTransfer(id="e", before="c"))
    assert q.order() == list("abecd")
    assert q.events[-1] == TransfersArranged(tuple("abecd"))
    q.do(ArrangeTransfer(id="d", priority=5))
    q.made.run("a").end()
    q.made.run("d")
    q.made.run("b").end()
    q.made.run("e")
    assert q.state("c").status is TransferStatus.QUEUED
    assert q.do(ArrangeTransfer(id="c", before="nope")) is ProblemKind.UNKNOWN_TRANSFER


# --- connections that come and go


def test_a_lost_session_is_waited_for(queue: Queued) -> None:
    q = queue()
    [outcome] = q.start(batch("one"))
    first = q.made.run("one")
    gate = q.bench.connector.hold("box")
    q.bench.connector.sessions["box"].lose()
    first.end(LOST)
    q.wait("one", TransferStatus.WAITING_FOR_CONNECTION)
    problem = wait_for(lambda: q.state("one").problem)
    assert problem
    assert problem.kind is ProblemKind.LOST
    gate.set()
    second = q.made.run("one", 2)
    assert second.destination is q.made.far[1] is not q.made.far[0]
    assert q.made.far[0].ended
    second.end()
    assert outcome.problem() is None


def test_a_run_may_notice_the_loss_before_the_connection_does(queue: Queued) -> None:
    q = queue()
    q.start(batch("one"))
    run = q.made.run("one")
    q.bench.connector.sessions["box"].alive = False
    run.end(LOST)
    q.wait("one", TransferStatus.WAITING_FOR_CONNECTION)
    q.bench.connector.sessions["box"].alive = True
    q.bench.connector.sessions["box"].lose()
    q.made.run("one", 2)


def test_a_connection_that_does_not_come_back_ends_it(queue: Queued) -> None:
    q = queue()
    [outcome] = q.start(batch("one"))
    run = q.made.run("one")
    q.bench.connector.failures["box"] = Problem(ProblemKind.KEYS_REFUSED, "box")
    q.bench.connector.sessions["box"].lose()
    run.end(LOST)
    assert outcome.kind() is ProblemKind.KEYS_REFUSED
    assert q.state("one").status is TransferStatus.FAILED


def test_down_pauses_and_a_forward_that_goes_does_not(queue: Queued) -> None:
    q = queue()
    q.bench.do(Up(connection="box"))
    q.start(batch("one"))
    q.made.run("one")
    q.do(Down(connection="box"))
    assert q.wait("one", TransferStatus.PAUSED).problem is None
    assert q.bench.state("box").status is Status.OFF


def test_a_transfer_outlives_the_last_forward(bench: StartBench) -> None:
    q = Queue(bench(connection("box", 8001)))
    q.start(batch("one"))
    run = q.made.run("one")
    q.do(Down(connection="box", forwards=("f8001",)))
    assert q.bench.state("box").status is Status.UP
    assert run.runs
    run.end()
    q.wait("one", TransferStatus.DONE)
    q.do(Up(connection="box"))
    q.do(Down(connection="box", forwards=("f8001",)))
    assert q.bench.state("box").status is Status.OFF, "nothing needs it any more"


def test_a_removed_connection_pauses(queue: Queued) -> None:
    q = queue()
    q.start(batch("one"))
    q.made.run("one")
    assert q.do(RemoveConnection(connection="box")) is None
    q.wait("one", TransferStatus.PAUSED)
    q.do(ResumeTransfer(id="one"))
    problem = q.wait("one", TransferStatus.FAILED).problem
    assert problem
    assert problem.kind is ProblemKind.UNKNOWN_CONNECTION


def test_a_failure_that_may_pass_is_tried_again_later_and_later(queue: Queued) -> None:
    clock = HandClock()
    q = queue(clock=clock)
    q.start(batch("one"))
    for number in range(1, 9):
        q.made.run("one", number).end(Problem(ProblemKind.STOPPED_ANSWERING, "box"))
        state = q.wait("one", TransferStatus.RETRYING)
        wait = min(2.0 ** (number - 1), LONGEST_RETRY_SECONDS)
        assert wait * 0.75 <= state.retry_at - clock.time() <= wait
        q.bench.move_on(clock, wait)
    q.made.run("one", 9).store(b"a")
    q.made.run("one", 9).end(Problem(ProblemKind.STOPPED_ANSWERING, "box"))
    state = q.wait("one", TransferStatus.RETRYING)
    assert state.retry_at - clock.time() <= 1, "it had moved on"
    q.do(ResumeTransfer(id="one"))
    q.made.run("one", 10)
    assert q.state("one").retry_at == 0


def test_what_waits_for_its_next_try_begins_when_the_machine_wakes_up(queue: Queued) -> None:
    q = queue(clock=HandClock())
    q.start(batch("one"))
    q.made.run("one").end(Problem(ProblemKind.STOPPED_ANSWERING, "box"))
    q.wait("one", TransferStatus.RETRYING)
    q.bench.engine.woke_up()
    q.made.run("one", 2)


def test_what_waits_for_its_next_try_is_paused_by_down(queue: Queued) -> None:
    q = queue(clock=HandClock())
    q.start(batch("one"))
    q.made.run("one").end(Problem(ProblemKind.STOPPED_ANSWERING, "box"))
    q.wait("one", TransferStatus.RETRYING)
    q.do(Down(connection="box"))
    assert q.state("one").status is TransferStatus.PAUSED
    assert q.state("one").retry_at == 0


# --- people

ATTRIBUTES = Attributes(kind=FileKind.FILE, size=1)
ASKED = OverwriteAsked(
    source=b"/from/a",
    source_attributes=ATTRIBUTES,
    destination=b"/to/a",
    destination_attributes=ATTRIBUTES,
    batch="one",
)


def ask(q: Queue, name: str = "one") -> "concurrent.futures.Future[Choice | None]":
    """What the run would be answered."""
    run = q.made.run(name)
    answered: concurrent.futures.Future[Choice | None] = concurrent.futures.Future()

    async def asking() -> None:
        answered.set_result(await run.ask(ASKED))

    run.spawn(asking())
    return answered


def test_a_person_is_asked_and_the_batch_says_so(queue: Queued) -> None:
    q = queue()
    q.bench.engine.subscribe(lambda _: None, answers=True)
    q.start(batch("one"))
    answered = ask(q)
    question = q.bench.question()
    assert question.asked == ASKED
    assert question.connection == "Box"
    q.wait("one", TransferStatus.WAITING_FOR_USER)
    choice = Choice(conflict=Conflict.SKIP, scope=Scope.BATCH)
    q.do(GiveAnswer(id=question.id, answer=choice))
    assert answered.result(10) == choice
    q.wait("one", TransferStatus.RUNNING)


def test_who_refuses_gives_no_choice(queue: Queued) -> None:
    q = queue()
    q.bench.engine.subscribe(lambda _: None, answers=True)
    q.start(batch("one"))
    answered = ask(q)
    q.do(GiveAnswer(id=q.bench.question().id, answer=Refuse()))
    assert answered.result(10) is None


def test_where_nobody_is_there_is_no_choice(queue: Queued) -> None:
    q = queue()
    q.start(batch("one"))
    assert ask(q).result(10) is None


def test_a_question_goes_with_the_batch_that_asked(queue: Queued) -> None:
    q = queue()
    q.bench.engine.subscribe(lambda _: None, answers=True)
    q.start(batch("one"))
    ask(q)
    q.bench.question()
    q.do(PauseTransfer(id="one"))
    wait_for(lambda: not q.bench.engine.snapshot().questions, what="the question to go")


def test_who_wants_to_know_is_told_of_every_file(queue: Queued) -> None:
    q = queue()
    q.start(batch("one", asker="terminal-1", told=True), batch("two", asker="terminal-2"))
    count = MOST_RESULTS + 2
    for name in ("one", "two"):
        run = q.made.run(name)
        run.store_many(count - 1)
        run.fail(b"bad", DISK_FULL)
    assert len(q.wait_ended(count, "terminal-1")) == count
    assert [result.source for result in q.wait_ended(1, "terminal-2")] == [b"bad"]
    assert max(len(e.results) for e in q.events if isinstance(e, FilesEnded)) <= MOST_RESULTS


def test_a_terminal_that_goes_leaves_its_batch(queue: Queued) -> None:
    q = queue()
    q.start(batch("one", asker="terminal-1", told=True))
    run = q.made.run("one")
    q.bench.engine.forget_asker("terminal-1")
    q.do(ArrangeTransfer(id="one"))
    run.store(b"a")
    run.end()
    state = q.wait("one", TransferStatus.DONE)
    assert state.batch.asker == ""
    assert q.ended("terminal-1") == q.ended("") == []


# --- the next engine


def test_an_engine_that_ends_says_so_and_the_next_one_shows_what_was_under_way(queue: Queued) -> None:
    q = queue()
    runs, waits, paused, done = q.start(batch("runs"), batch("waits"), batch("paused"), batch("done", "other"))
    q.made.run("done").end()
    assert done.problem() is None
    run = q.made.run("runs")
    run.store(b"a")
    q.do(PauseTransfer(id="paused"))
    q.bench.engine.stop()
    assert not run.runs
    assert [one.kind() for one in (runs, waits, paused)] == [ProblemKind.TRANSFER_INTERRUPTED] * 3
    after = queue()
    assert after.statuses() == dict.fromkeys(("runs", "waits", "paused"), TransferStatus.PAUSED)
    problems = [after.state(name).problem for name in ("runs", "waits", "paused")]
    assert [problem.kind if problem else None for problem in problems] == [
        ProblemKind.TRANSFER_INTERRUPTED,
        ProblemKind.TRANSFER_INTERRUPTED,
        None,
    ]
    assert after.state("runs").amounts.files_done == 1
    assert after.bench.engine.to_go_on == ()
    after.do(ResumeTransfer(id="runs"))
    after.made.run("runs").end()
    after.wait("runs", TransferStatus.DONE)


def test_a_window_goes_on_with_its_own_and_shows_what_it_did(queue: Queued) -> None:
    q = queue(kind=EngineKind.WINDOW)
    q.start(batch("mine"), batch("theirs", asker="terminal-1"), batch("done", "other"), batch("done 2", "third"))
    for name in ("mine", "theirs"):
        q.made.run(name)
    for name in ("done", "done 2"):
        q.made.run(name).end()
        q.wait(name, TransferStatus.DONE)
    q.bench.engine.stop()
    after = queue(kind=EngineKind.WINDOW)
    assert after.bench.engine.to_go_on == ("mine",)
    assert after.order() == ["mine", "theirs", "done", "done 2"]
    assert after.state("done").status is TransferStatus.DONE


def test_of_what_commands_did_only_the_failures_are_kept(queue: Queued) -> None:
    q = queue()
    q.start(batch("done"), batch("failed"), batch("cancelled", "other"))
    q.made.run("done").end()
    q.made.run("failed").end(DISK_FULL)
    q.made.run("cancelled")
    q.do(CancelTransfer(id="cancelled"))
    for name in ("done", "failed", "cancelled"):
        q.wait(name, TransferStatus(name))
    q.bench.engine.stop()
    after = queue()
    assert after.statuses() == {"failed": TransferStatus.FAILED}
    [outcome] = after.start(batch("failed", limit=9))
    run = after.made.run("failed")
    assert run.batch.options.limit == 9, "the new wish counts"
    run.end()
    assert outcome.problem() is None


def test_the_list_of_what_has_ended_does_not_grow_for_ever(queue: Queued) -> None:
    q = queue(kind=EngineKind.WINDOW)
    names = [str(number) for number in range(MOST_ENDED_KEPT + 3)]
    for outcome in q.start(*(batch(name, "nowhere") for name in names)):
        assert outcome.kind() is ProblemKind.UNKNOWN_CONNECTION
    q.bench.engine.stop()
    assert queue(kind=EngineKind.WINDOW).order() == names[3:]


def test_whoever_wishes_the_same_again_goes_on_with_it(queue: Queued) -> None:
    q = queue()
    q.start(batch("first"), batch("else", path=b"/else"))
    q.made.run("first")
    q.bench.engine.stop()
    after = queue()
    [new, outcome] = after.start(batch("third", limit=5), batch("second", asker="terminal-9", told=True))
    run = after.made.run("first")
    assert after.state("first").batch.asker == "terminal-9"
    assert after.order() == ["first", "else", "third"]
    run.end()
    assert outcome.problem() is None
    after.made.run("third").end()
    assert new.problem() is None


def test_a_window_that_takes_over_goes_on_with_all(queue: Queued) -> None:
    q = queue()
    [outcome] = q.start(batch("one", asker="terminal-1"))
    run = q.made.run("one")
    run.begin(b"/from/a", FileRecord(size=9, temporary=b"/.part"))
    assert q.do(HandOver()) is None
    assert outcome.kind() is ProblemKind.TRANSFER_INTERRUPTED
    after = queue(kind=EngineKind.WINDOW)
    assert after.bench.engine.to_go_on == ("one",)
    after.do(ResumeTransfer(id="one"))
    assert after.made.run("one").journal.record(b"/from/a") == FileRecord(size=9, temporary=b"/.part")


def test_one_that_cannot_be_written_down_runs_all_the_same(bench: StartBench) -> None:
    q = Queue(bench(connection("box")))
    [outcome] = q.start(batch("one"))
    q.made.run("one").begin(b"/from/a", FileRecord(size=9, temporary=b"/.part"))
    q.made.run("one").end()
    assert outcome.problem() is None
    notices = wait_for(lambda: q.bench.engine.snapshot().notices, what="a notice")
    assert [notice.kind for notice in notices] == [ProblemKind.FILE_UNWRITABLE]


# --- folders and comparisons


def test_a_folder_is_listed(queue: Queued) -> None:
    q = queue()
    for number in range(2500):
        q.made.here.put(b"/many/%d" % number, b"")
    command = ListFolder(request="r", place=Place(HERE, b"/many"), asker="terminal-1")
    assert q.do(command) is None
    listed = [event for event in q.events if isinstance(event, FolderListed)]
    assert {(event.asker, event.request, event.path) for event in listed} == {("terminal-1", "r", b"/many")}
    assert len({entry.name for event in listed for entry in event.entries}) == 2500
    assert len(listed) == 4


def test_an_empty_folder_and_a_file_are_listed(queue: Queued) -> None:
    q = queue()
    q.made.here.put(b"/f/file", b"abc")
    q.made.here.folder(b"/empty")
    for path in (b"/empty", b"/f/file"):
        assert q.do(ListFolder(request="r", place=Place(HERE, path))) is None
    empty, file = (event for event in q.events if isinstance(event, FolderListed))
    assert (empty.path, empty.entries) == (b"/empty", ())
    assert file.path == b"/f"
    [entry] = file.entries
    assert (entry.name, entry.attributes.size) == (b"file", 3)


def test_listing_brings_the_connection_up_and_says_why_not(queue: Queued) -> None:
    q = queue()
    assert q.do(ListFolder(request="r", place=Place("box", b""))) is None
    assert q.bench.state("box").status is Status.UP
    assert q.do(ListFolder(request="r", place=Place("box", b"/no"))) is ProblemKind.FILE_NOT_FOUND
    q.bench.connector.failures["other"] = DISK_FULL
    assert q.do(ListFolder(request="r", place=Place("other", b""))) is ProblemKind.DISK_FULL
    assert q.do(ListFolder(request="r", place=Place("nope", b""))) is ProblemKind.UNKNOWN_CONNECTION


COMPARISON = Comparison(id="sync", first=Place(HERE, b"/"), second=Place("box", b"/"), asker="terminal-1")


def test_a_plan_is_shown_changed_and_carried_out(queue: Queued, tmp_path: Path) -> None:
    q = queue()
    steps = tuple(Step(path=path, act=Act.COPY_UP) for path in (b"a", b"b"))
    q.made.plan = Plan(comparison=COMPARISON, steps=steps)
    assert q.do(Compare(comparison=COMPARISON)) is None
    assert [event for event in q.events if isinstance(event, Compared)] == [Compared("terminal-1", q.made.plan)]
    assert q.do(CarryOut(comparison="sync", asker="terminal-2")) is ProblemKind.UNKNOWN_TRANSFER, "it is not theirs"
    changed = {7: Act.NOTHING}
    assert q.do(CarryOut(comparison="sync", changed=changed, asker="terminal-1")) is ProblemKind.INVALID
    outcome = q.bench.submit(CarryOut(comparison="sync", changed={1: Act.NOTHING}, asker="terminal-1", told=True))
    run = q.made.run("sync")
    assert run.plan
    assert [step.act for step in run.plan.steps] == [Act.COPY_UP, Act.NOTHING]
    assert (run.batch.synchronises, run.batch.sources, run.batch.told) == ("sync", (COMPARISON.first,), True)
    assert q.do(CarryOut(comparison="sync", asker="terminal-1")) is ProblemKind.UNKNOWN_TRANSFER, "it is carried out"
    q.bench.engine.stop()
    assert outcome.kind() is ProblemKind.TRANSFER_INTERRUPTED
    after = queue()
    after.do(ResumeTransfer(id="sync"))
    assert after.made.run("sync").plan == run.plan


@pytest.mark.parametrize("cancelled", [False, True])
def test_what_a_synchronisation_left_is_removed_on_both_sides(queue: Queued, cancelled: bool) -> None:
    q = queue()
    q.do(Compare(comparison=COMPARISON))
    outcome = q.bench.submit(CarryOut(comparison="sync", asker="terminal-1"))
    run = q.made.run("sync")
    sides = q.made.here, q.made.far[0]
    for side, name in zip(sides, (b"/.down", b"/.up"), strict=True):
        side.put(name, b"half")
        run.begin(name, FileRecord(size=9, temporary=name))
    if cancelled:
        q.do(CancelTransfer(id="sync"))
    else:
        run.end()
    outcome.problem()
    assert [side.tree() for side in sides] == [{}, {}]


def test_a_plan_goes_with_who_asked_for_it(queue: Queued) -> None:
    q = queue()
    assert q.do(Compare(comparison=COMPARISON)) is None
    q.bench.engine.forget_asker("terminal-1")
    assert q.do(CarryOut(comparison="sync", asker="terminal-1")) is ProblemKind.UNKNOWN_TRANSFER


def test_a_plan_goes_when_it_is_withdrawn(queue: Queued) -> None:
    q = queue()
    assert q.do(Compare(comparison=COMPARISON)) is None
    assert q.do(Withdraw(request="sync", asker="terminal-2")) is None, "it is not theirs"
    unknown_step = CarryOut(comparison="sync", changed={7: Act.NOTHING}, asker="terminal-1")
    assert q.do(unknown_step) is ProblemKind.INVALID, "it is still there"
    assert q.do(Withdraw(request="sync", asker="terminal-1")) is None
    assert q.do(CarryOut(comparison="sync", asker="terminal-1")) is ProblemKind.UNKNOWN_TRANSFER


def test_a_comparison_that_fails_says_why(queue: Queued) -> None:
    q = queue()
    q.bench.connector.failures["box"] = DISK_FULL
    assert q.do(Compare(comparison=COMPARISON)) is ProblemKind.DISK_FULL
    assert not [event for event in q.events if isinstance(event, Compared)]
