"""What happens when the last transfer of the queue has ended."""

import threading

import pytest

from tests.engine.fakes import forward
from tests.engine.queue import Queue, Queued, batch
from tests.support.wait import wait_for
from towpath.model.command import (
    AddForward,
    CancelTransfer,
    PauseTransfer,
    ResumeTransfer,
    SaveSettings,
    ShowWindow,
    Up,
)
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import SettingsChanged
from towpath.model.file_work import ListFolder
from towpath.model.settings import AfterQueue, FileSettings, Settings
from towpath.model.state import Status
from towpath.model.transfer import HERE, Place, TransferStatus

DISCONNECT = Settings(files=FileSettings(after_queue=AfterQueue.DISCONNECT, show_hidden=True))
ONCE = Settings(files=FileSettings(show_hidden=True))


def after(q: Queue) -> AfterQueue:
    return q.bench.engine.snapshot().settings.files.after_queue


def is_off(q: Queue, name: str) -> bool:
    return q.bench.state(name).status is Status.OFF


def test_the_connections_go_down_with_the_last_transfer_and_only_once(queue: Queued) -> None:
    q = queue()
    q.start(batch("one"), batch("two", to="other"))
    q.do(Up(connection="third"))
    q.do(SaveSettings(settings=DISCONNECT))
    q.made.run("one").end()
    q.wait("one", TransferStatus.DONE)
    assert q.bench.state("box").status is Status.UP
    q.made.run("two").end(Problem(ProblemKind.PERMISSION_DENIED, "x"))
    q.wait("two", TransferStatus.FAILED)
    wait_for(lambda: is_off(q, "box") and is_off(q, "other"), what="both to be down")
    assert q.bench.state("third").status is Status.UP, "nothing went through it"
    assert q.bench.config.config.settings == q.bench.engine.snapshot().settings == ONCE
    assert SettingsChanged(ONCE) in q.events
    q.start(batch("three"))
    q.made.run("three").end()
    q.wait("three", TransferStatus.DONE)
    assert q.bench.state("box").status is Status.UP


def test_a_forward_that_is_up_keeps_its_connection(queue: Queued) -> None:
    q = queue()
    q.do(Up(connection="box"))
    q.do(AddForward(connection="box", forward=forward(8001), save=False))
    q.do(SaveSettings(settings=DISCONNECT))
    q.start(batch("one"), batch("two", to="other"))
    for name in ("one", "two"):
        q.made.run(name).end()
        q.wait(name, TransferStatus.DONE)
    wait_for(lambda: is_off(q, "other"), what="the other to be down")
    assert q.bench.state("box").status is Status.UP
    assert after(q) is AfterQueue.NOTHING


def test_a_queue_that_failed_has_ended_too(queue: Queued) -> None:
    q = queue()
    q.do(SaveSettings(settings=DISCONNECT))
    q.start(batch("one"))
    q.made.run("one").end(Problem(ProblemKind.PERMISSION_DENIED, "x"))
    wait_for(lambda: is_off(q, "box"), what="it to be down")


def test_what_ended_before_is_no_end_of_this_queue(queue: Queued) -> None:
    q = queue()
    q.start(batch("one"))
    q.made.run("one").end()
    q.wait("one", TransferStatus.DONE)
    q.do(SaveSettings(settings=DISCONNECT))
    q.start(batch("two", to="other"))
    q.made.run("two")
    assert q.do(PauseTransfer(id="two")) is None
    q.wait("two", TransferStatus.PAUSED)
    q.do(ShowWindow())  # what comes of that has come
    assert after(q) is AfterQueue.DISCONNECT
    assert q.do(ResumeTransfer(id="two")) is None
    q.made.run("two", 2).end()
    wait_for(lambda: is_off(q, "other"), what="the other to be down")
    assert q.bench.state("box").status is Status.UP, "nothing of this queue went through it"


def test_other_work_on_files_keeps_its_connection(queue: Queued) -> None:
    q = queue()
    listing = ListFolder(request="r", place=Place("box", b"/"))
    assert q.do(listing) is None
    [far] = q.made.far
    may_go_on = threading.Event()
    far.before = lambda _method, _path: None if may_go_on.wait(10) else pytest.fail("held for too long")
    under_way = q.bench.submit(listing)
    q.do(SaveSettings(settings=DISCONNECT))
    q.start(batch("one"), batch("two", to="other"))
    for name in ("one", "two"):
        q.made.run(name).end()
        q.wait(name, TransferStatus.DONE)
    wait_for(lambda: is_off(q, "other"), what="the other to be down")
    assert q.bench.state("box").status is Status.UP
    may_go_on.set()
    assert under_way.problem() is None
    q.do(SaveSettings(settings=DISCONNECT))
    q.start(batch("three"))
    q.made.run("three").end()
    wait_for(lambda: is_off(q, "box"), what="it to be down")


@pytest.mark.parametrize("wish", [AfterQueue.SOUND, AfterQueue.NOTHING])
def test_what_the_window_does_is_left_to_it(queue: Queued, wish: AfterQueue) -> None:
    q = queue()
    q.do(SaveSettings(settings=Settings(files=FileSettings(after_queue=wish))))
    q.start(batch("one"))
    q.made.run("one").end()
    q.wait("one", TransferStatus.DONE)
    assert after(q) is wish
    assert q.bench.state("box").status is Status.UP


@pytest.mark.parametrize("end", [PauseTransfer, CancelTransfer])
def test_what_somebody_stopped_is_no_end_of_the_queue(queue: Queued, end: type[PauseTransfer | CancelTransfer]) -> None:
    q = queue()
    q.do(SaveSettings(settings=DISCONNECT))
    q.start(batch("one"))
    q.made.run("one")
    assert q.do(end(id="one")) is None
    wait_for(lambda: q.state("one").status in (TransferStatus.PAUSED, TransferStatus.CANCELLED), what="it to stop")
    assert q.bench.state("box").status is Status.UP
    assert after(q) is AfterQueue.DISCONNECT
    q.start(batch("two", to=HERE))
    q.made.run("two").end()
    q.wait("two", TransferStatus.DONE)
    wait_for(lambda: is_off(q, "box"), what="it to be down")


def test_a_choice_that_cannot_be_written_is_told(queue: Queued) -> None:
    q = queue()
    q.do(SaveSettings(settings=DISCONNECT))
    q.start(batch("one"))
    q.bench.config.broken = Problem(ProblemKind.FILE_UNWRITABLE, "towpath.json")
    q.made.run("one").end()
    wait_for(lambda: q.bench.engine.snapshot().notices, what="a notice")
    assert q.bench.engine.snapshot().notices == (q.bench.config.broken,)
    wait_for(lambda: is_off(q, "box"), what="it to be down")
