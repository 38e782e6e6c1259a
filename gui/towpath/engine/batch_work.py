"""What one batch of the queue does: wished against actual, on its way through connections that come and go."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Coroutine
from typing import Any

import msgspec
from msgspec.structs import replace

from towpath.engine.aside import Aside
from towpath.engine.batch_progress import BatchProgress
from towpath.engine.batch_run import MakeRun, Run, remove_unfinished
from towpath.engine.connections import LiveConnection
from towpath.engine.file_systems import FileSystems
from towpath.engine.loop import Loop, Timer
from towpath.engine.questions import Origin, Questions
from towpath.engine.supervision import PASSING, Backoff
from towpath.engine.ticker import Ticker
from towpath.model.error import Cancelled, Problem, ProblemKind, TowpathError
from towpath.model.filesystem import FileSystem
from towpath.model.journal import KeptBatch
from towpath.model.language import translate
from towpath.model.ports import Done
from towpath.model.prompt import Choice, OverwriteAsked
from towpath.model.transfer import ENDED, Batch, FileResult, TransferState, TransferStatus
from towpath.store.journal import TransferJournal
from towpath.transfer.queue import Queued

RETRY_SECONDS = 1.0
LONGEST_RETRY_SECONDS = 60.0
"""Between the tries of a batch that fails although its connections are up."""
KEEP_SECONDS = 5.0
"""How old the amounts are at most that a kill leaves behind."""
IDLE = ENDED | {TransferStatus.QUEUED, TransferStatus.PAUSED}
"""Needs nothing at the moment."""


class BatchSurroundings(msgspec.Struct, frozen=True):
    """What every batch of an engine works with."""

    loop: Loop
    ticker: Ticker
    file_systems: FileSystems
    questions: Questions
    journal: TransferJournal
    make_run: MakeRun
    changed: Callable[[BatchWork], None]
    """The state is new: publish it after this piece of work, and see whose turn it is."""
    told: Callable[[BatchWork, tuple[FileResult, ...]], None]
    """Tell its asker what has ended."""
    finished: Callable[[Done, Problem | None], None]
    """Tell a command's submitter, after the state was published."""


class BatchWork:
    """One batch. Engine thread only; never waits. `status` is what is wished: the thread of a run that is no longer
    wished may still be on its way to its end, and the next one begins after it."""

    def __init__(self, kept: KeptBatch, around: BatchSurroundings) -> None:
        self.batch = kept.state.batch
        self.goes_on = kept.goes_on
        self.status = kept.state.status
        self.problem = kept.state.problem
        self._around = around
        self._progress = BatchProgress(kept.state)
        self._began, self._ended = kept.state.began, kept.state.ended
        self._connections: tuple[LiveConnection, ...] = ()
        """That it needs now."""
        self._backoff = Backoff(RETRY_SECONDS, LONGEST_RETRY_SECONDS)
        self._retry: Timer | None = None
        self._retry_at = 0.0
        self._run: Run | None = None
        self._aside: Aside | None = None
        self._interrupted = False
        self._questions = 0
        """Open now."""
        self._kept_at = 0.0
        self._dones: list[Done] = []
        self._cancels: list[Done] = []
        """Of those that wait until nothing unfinished is left of it."""

    # --- what it is like

    @property
    def id(self) -> str:
        """Of the batch."""
        return self.batch.id

    @property
    def places(self) -> frozenset[str]:
        """Ids of the connections it goes through, HERE among them."""
        return frozenset((self.batch.destination.connection, *(source.connection for source in self.batch.sources)))

    @property
    def is_over(self) -> bool:
        """It has ended, in fact as well."""
        return self.status in ENDED and self._aside is None

    @property
    def is_under_way(self) -> bool:
        """It does something, or will without being told to."""
        return self._aside is not None or self.status not in (*ENDED, TransferStatus.PAUSED)

    def queued(self) -> Queued | None:
        """What the queue has to know of it; None when it takes no part."""
        runs = self._aside is not None or self.status not in (*IDLE, TransferStatus.RETRYING)
        if runs or self.status is TransferStatus.QUEUED:
            return Queued(id=self.id, connections=self.places, priority=self.batch.priority, runs=runs)
        return None

    def state(self) -> TransferState:
        """As the front ends show it."""
        runs = self.status is TransferStatus.RUNNING
        state = TransferState(
            batch=self.batch,
            status=TransferStatus.WAITING_FOR_USER if runs and self._questions else self.status,
            problem=self.problem,
            retry_at=self._retry_at,
            began=self._began,
            ended=self._ended,
        )
        return self._progress.shown(state, self._run.tally if runs and self._run else None)

    # --- commands

    def when_ended(self, done: Done) -> None:
        """Tell how it ended, when it has."""
        self._dones.append(done)
        self._answer()

    def queue(self) -> None:
        """Go on as soon as it has its turn."""
        if self.status in (TransferStatus.DONE, TransferStatus.CANCELLED):
            facts = {"detail": translate("Fact", "it is {status} already").format(status=self.status)}
            raise TowpathError(Problem(ProblemKind.INVALID, "cannot go on with this transfer", facts))
        if self.status in IDLE or self.status is TransferStatus.RETRYING:
            self._backoff.start_over()
            self._set(TransferStatus.QUEUED)

    def begin(self) -> None:
        """It has its turn: bring its connections up, then run."""
        self._began = self._began or self._around.loop.clock.time()
        try:
            self._connections = self._around.file_systems.connections(self.places)
            for live in self._connections:
                live.hold(self)
            self._set(TransferStatus.WAITING_FOR_CONNECTION)
            self._around.file_systems.reach(self.places, self.batch.asker, _nothing)  # `follow` sees how it goes
        except TowpathError as error:
            self._end(TransferStatus.FAILED, error.problem)
        else:
            self.follow()

    def pause(self) -> None:
        """Stop, and keep what has arrived."""
        if self.status not in ENDED:
            self._halt()
            self._set(TransferStatus.PAUSED)

    def cancel(self, done: Done) -> None:
        """End it. What it left unfinished is removed where that can be reached now, before `done` is told."""
        self._cancels.append(done)
        if self.status not in (TransferStatus.DONE, TransferStatus.CANCELLED):
            self._end(TransferStatus.CANCELLED, Cancelled().problem)
            if self._aside:
                self._halt()
            else:
                self._clean_up()
        self._answer()

    def arrange(self, priority: int | None, limit: int | None) -> None:
        """Another priority, another speed limit."""
        if priority is not None:
            self.batch = replace(self.batch, priority=priority)
        if limit is not None:
            self.batch = replace(self.batch, options=replace(self.batch.options, limit=limit))
            if self._run:
                self._run.pace.set_limit(limit)
        self._keep()

    def adopt(self, wish: Batch) -> None:
        """The same wish once more, perhaps with other options: these count from the next run on, and who made it is
        asked and told."""
        self.batch = replace(self.batch, options=wish.options, priority=wish.priority, asker=wish.asker, told=wish.told)
        self._keep()

    def interrupt(self, *, goes_on: bool) -> None:
        """The engine ends: the next one goes on with it, by itself or when somebody comes back for it."""
        self._look()
        self._halt()
        self._interrupted = True
        if self.status not in (*ENDED, TransferStatus.PAUSED):
            self.problem = Problem(ProblemKind.TRANSFER_INTERRUPTED)
            self.goes_on = self.goes_on or goes_on
            self._keep()
        for done in (*self._dones, *self._cancels):
            self._around.finished(done, self.problem or Problem(ProblemKind.TRANSFER_INTERRUPTED))
        self._dones.clear()
        self._cancels.clear()

    # --- what its connections do

    def follow(self) -> None:
        """One of its connections may have changed."""
        if self.status in IDLE:
            return
        gone = next((live for live in self._connections if not live.is_wanted), None)
        if gone and gone.problem:
            self._halt()
            self._end(TransferStatus.FAILED, gone.problem)
        elif gone:  # somebody took it down
            self.pause()
        elif self.status is TransferStatus.WAITING_FOR_CONNECTION:
            if self._is_connected:
                self._start()
                return
            problem = next((live.problem for live in self._connections if live.problem), None)
            if problem and problem != self.problem:
                self._set(self.status, problem)

    @property
    def _is_connected(self) -> bool:
        return all(live.session and live.session.alive for live in self._connections)

    # --- running

    def _start(self) -> None:
        around = self._around
        try:
            source = around.file_systems.of(self.batch.sources[0].connection)
            destination = around.file_systems.of(self.batch.destination.connection)
        except TowpathError as error:
            self._end(TransferStatus.FAILED, error.problem)
            return
        journal = around.journal.files(self.id)

        async def run() -> None:
            plan = around.journal.plan(self.id) if self.batch.synchronises else None
            tell = self._progress.tell
            self._run = around.make_run(self.batch, source, destination, journal, self._ask, tell, plan=plan)
            await self._run.run()
            if not self._run.tally.amounts().files_failed:  # what is left belongs to sources that are no more
                await remove_unfinished(journal, [source, destination] if self.batch.synchronises else [destination])

        self._progress.begin()
        self._set(TransferStatus.RUNNING)
        self._go_aside(run, self._ran)
        around.ticker.add(self._look)

    def _go_aside(self, work: Callable[[], Coroutine[Any, Any, None]], then: Callable[[Problem | None], None]) -> None:
        def ended(problem: Problem | None) -> None:
            if self._interrupted:
                return  # the next engine finds it as it was
            self._around.ticker.remove(self._look)
            self._look()
            self._aside = self._run = None
            then(problem)
            self._around.changed(self)

        self._aside = Aside(self._around.loop, f"transfer-{self.id}", work, ended)

    def _ran(self, problem: Problem | None) -> None:
        self._around.journal.files(self.id).look_back()
        amounts = self._progress.amounts
        if self.status is TransferStatus.CANCELLED:
            self._clean_up()
        elif self.status is not TransferStatus.RUNNING:  # it was halted for another reason
            self._answer()
        elif problem is None and not amounts.files_failed:
            self._end(TransferStatus.DONE, None)
        elif problem is None:
            facts = {
                "detail": translate("Fact", "{files_failed} of {files_found} files failed").format(
                    files_failed=amounts.files_failed, files_found=amounts.files_found
                )
            }
            self._end(TransferStatus.FAILED, Problem(ProblemKind.TRANSFER_INCOMPLETE, "", facts))
        elif problem.kind not in PASSING:
            self._end(TransferStatus.FAILED, problem)
        elif self._is_connected:
            self._try_later(self._backoff.next(), problem)
        else:
            self._set(TransferStatus.WAITING_FOR_CONNECTION, problem)
            self.follow()

    def _look(self) -> None:
        """See how far it is, and tell who wants to know. A few times a second while it runs."""
        news = self._progress.look(self._run.tally if self._run else None)
        if news.moved:
            self._backoff.start_over()
        told = news.ended if self.batch.told else news.failed
        if told:
            self._around.told(self, told)
        if self._around.loop.clock.monotonic() - self._kept_at >= KEEP_SECONDS:
            self._keep()
        self._around.changed(self)

    async def _ask(self, asked: OverwriteAsked) -> Choice | None:
        """In the thread of the run."""
        self._around.loop.post(lambda: self._count_questions(1))
        try:
            answer = await self._around.questions.answer_to(asked, self._origin)
        except TowpathError:
            return None  # there is nobody to ask
        finally:
            self._around.loop.post(lambda: self._count_questions(-1))
        return answer if isinstance(answer, Choice) else None

    def _origin(self) -> Origin:
        names = [live.name for live in self._connections]
        return Origin(names[0] if names else "", "", self.batch.asker)

    def _count_questions(self, more: int) -> None:
        self._questions += more
        self._around.changed(self)

    # --- ending

    def _halt(self) -> None:
        """Its thread, if there is one, comes to its end."""
        if self._aside:
            self._aside.stop()

    def _try_later(self, seconds: float, problem: Problem) -> None:
        self._set(TransferStatus.RETRYING, problem)
        self._retry_at = self._around.loop.clock.time() + seconds
        self._retry = self._around.loop.later(seconds, lambda: self._set(TransferStatus.QUEUED, problem))

    def _clean_up(self) -> None:
        """Nobody goes on with it: remove what is unfinished, where that can be reached now."""
        journal = self._around.journal.files(self.id)
        sides: list[FileSystem] = []
        # A synchronisation writes on both sides; nothing else has such a name.
        for place in (self.batch.destination, *self.batch.sources[: 1 if self.batch.synchronises else 0]):
            with contextlib.suppress(TowpathError):
                sides.append(self._around.file_systems.of(place.connection))
        if sides:
            self._go_aside(lambda: remove_unfinished(journal, sides), lambda _: self._cancelled())
        else:
            self._cancelled()

    def _cancelled(self) -> None:
        """It was cleaned up as well."""
        self._around.journal.forget_files(self.id)
        self._answer()

    def _end(self, status: TransferStatus, problem: Problem | None) -> None:
        self._ended = self._around.loop.clock.time()
        self._set(status, problem)
        if status is TransferStatus.DONE:
            self._around.journal.forget_files(self.id)
        if status is not TransferStatus.CANCELLED:
            self._answer()

    def _set(self, status: TransferStatus, problem: Problem | None = None) -> None:
        if self._retry:
            self._retry.cancel()
        self._retry, self._retry_at = None, 0.0
        self.status, self.problem = status, problem
        if status in IDLE:
            for live in self._connections:
                live.let_go(self)
            self._connections = ()
        self._keep()

    def _keep(self) -> None:
        self._kept_at = self._around.loop.clock.monotonic()
        state = replace(self.state(), rate=0.0, files_rate=0.0, seconds_left=None, active=(), retry_at=0.0)
        self._around.journal.keep(KeptBatch(state=state, goes_on=self.goes_on))
        self._around.changed(self)

    def _answer(self) -> None:
        if self.is_over:
            for done in self._dones:
                self._around.finished(done, None if self.status is TransferStatus.DONE else self.problem)
            self._dones.clear()
            for done in self._cancels:
                self._around.finished(done, None)
            self._cancels.clear()


def _nothing(_: Problem | None) -> None:
    """For what is seen otherwise."""
