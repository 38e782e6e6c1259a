"""The queue of transfers: the batches, whose turn it is, and what an engine that ended left behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import msgspec
from msgspec.structs import replace

from towpath.engine.answers import first_problem_of
from towpath.engine.batch_run import MakeRun
from towpath.engine.batch_work import BatchSurroundings, BatchWork
from towpath.engine.comparisons import CompareFolders, Comparisons
from towpath.engine.connections import LiveConnection
from towpath.engine.errands import Errands
from towpath.engine.file_systems import FileSystems, MakeFileSystem
from towpath.engine.file_work import FileWork
from towpath.engine.lock import EngineKind
from towpath.engine.loop import Loop
from towpath.engine.questions import WINDOW, Questions
from towpath.engine.queue_end import QueueEnd
from towpath.engine.queue_file import QueueFile
from towpath.engine.ticker import Ticker
from towpath.model.command import (
    ArrangeTransfer,
    CancelTransfer,
    CarryOut,
    ClearTransfers,
    Compare,
    ExportTransfers,
    ImportTransfers,
    PauseTransfer,
    ResumeTransfer,
    StartTransfer,
    TransferCommand,
)
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.event import Event, FilesEnded, TransferChanged, TransferRemoved, TransfersArranged
from towpath.model.file_work import FileCommand, Withdraw
from towpath.model.filesystem import FileSystem
from towpath.model.journal import KeptBatch
from towpath.model.ports import Done
from towpath.model.transfer import ENDED, Batch, FileResult, Plan, TransferState, TransferStatus
from towpath.store.journal import TransferJournal
from towpath.transfer.queue import turns

PROGRESS_SECONDS = 0.25
MOST_RESULTS = 1000
"""In one event."""
MOST_ENDED_KEPT = 100
"""Batches that have ended and are still shown by the next engine."""


_OVER = frozenset({TransferStatus.DONE, TransferStatus.CANCELLED})
"""Nothing is left to be done."""


class TransferParts(msgspec.Struct, frozen=True, kw_only=True):
    """What transfers are done with."""

    journal: TransferJournal
    here: FileSystem
    make_file_system: MakeFileSystem
    make_run: MakeRun
    compare: CompareFolders


class Transfers:
    """Engine thread only, except the constructor, `begin_with` and `close`; never waits but in these."""

    def __init__(
        self,
        parts: TransferParts,
        *,
        kind: EngineKind,
        loop: Loop,
        questions: Questions,
        connection: Callable[[str], LiveConnection],
        names: Callable[[], Mapping[str, str]],
        queue_ended: Callable[[frozenset[str]], None],
        publish: Callable[[Event], None],
        finished: Callable[[Done, Problem | None], None],
    ) -> None:
        """`names`: of the connections, by their ids. `queue_ended`: the last batch has ended; all that were under way
        together went through these connections."""
        self._kind = kind
        self._journal = parts.journal
        self._publish = publish
        self._finished = finished
        self._file_systems = FileSystems(loop, parts.here, parts.make_file_system, connection)
        self._errands = Errands(loop, self._file_systems, publish, finished)
        self._file_work = FileWork(self._errands)
        self._comparisons = Comparisons(self._errands, parts.compare, publish)
        self._queue_file = QueueFile(loop, names, self._take, finished)
        self._queue_end = QueueEnd(queue_ended)
        self._around = BatchSurroundings(
            loop=loop,
            ticker=Ticker(loop, PROGRESS_SECONDS),
            file_systems=self._file_systems,
            questions=questions,
            journal=parts.journal,
            make_run=parts.make_run,
            changed=self._has_changed,
            told=self._told,
            finished=finished,
        )
        self._works: dict[str, BatchWork] = {}
        """In the order of the queue."""
        self._shown: dict[str, TransferState] = {}
        self._changed: dict[BatchWork, None] = {}
        self._stopped = False

    # --- the beginning and the end

    def begin_with(self) -> tuple[tuple[TransferState, ...], tuple[Problem, ...]]:
        """What the engine before left behind, and what the user should be told about it. Before the thread starts."""
        kept, notices = self._journal.load()
        ended = [one for one in kept if one.state.status in ENDED]
        # What a command has done is of no interest any more; of all the rest the list would grow for ever.
        over = [one for one in ended if not one.goes_on and one.state.status is not TransferStatus.FAILED]
        over += [one for one in ended if one not in over][:-MOST_ENDED_KEPT]
        for one in kept:
            if one in over:
                self._journal.forget(one.state.batch.id)
            else:
                self._works[one.state.batch.id] = work = BatchWork(_restored(one), self._around)
                self._shown[work.id] = work.state()
        return tuple(self._shown.values()), notices

    @property
    def file_systems(self) -> FileSystems:
        """The files of all machines, for who else works with them."""
        return self._file_systems

    @property
    def to_go_on(self) -> tuple[str, ...]:
        """Those that were interrupted and go on by themselves, once somebody can be asked."""
        return tuple(work.id for work in self._works.values() if work.goes_on and _was_interrupted(work))

    def stop(self, *, goes_on: bool = False) -> None:
        """The engine ends. Another one goes on with what is under way, by itself if so wished."""
        self._stopped = True
        self._errands.stop()
        for work in self._works.values():
            work.interrupt(goes_on=goes_on)
        self._file_systems.end_all()

    def close(self) -> None:
        """Once no batch runs any more: bring the journal to the disk. Waits for it. Any thread."""
        self._journal.close()

    # --- commands

    def obey(self, command: TransferCommand | FileCommand, done: Done) -> None:
        """Those whose outcome comes later get `done`; the others are finished when this returns."""
        if isinstance(command, FileCommand):
            if isinstance(command, Withdraw):
                self._comparisons.forget(command.asker, command.request)
            self._file_work.obey(command, done)
            return
        match command:
            case StartTransfer():
                self._start(command.batch, done)
            case Compare():
                self._comparisons.compare(command.comparison, done)
            case CarryOut():
                batch, plan = self._comparisons.take(command)
                self._start(batch, done, plan)
            case ExportTransfers():
                wanted = (work for work in self._works.values() if work.status not in _OVER)
                self._queue_file.write(command.path, [work.batch for work in wanted], done)
            case ImportTransfers():
                self._queue_file.read(command.path, done)
            case CancelTransfer():
                self._work(command.id).cancel(done)
            case ClearTransfers():
                self._clear(command.ids, done)
            case _:
                self._carry_out(command)
                self._finished(done, None)

    def _carry_out(self, command: TransferCommand) -> None:
        match command:
            case PauseTransfer():
                self._work(command.id).pause()
            case ResumeTransfer():
                work = self._work(command.id)
                self._resume(work, replace(work.batch, asker=command.asker))
            case ArrangeTransfer():
                self._arrange(command)

    def _work(self, batch_id: str) -> BatchWork:
        work = self._works.get(batch_id)
        if work is None:
            raise TowpathError(Problem(ProblemKind.UNKNOWN_TRANSFER, batch_id))
        return work

    def _start(self, batch: Batch, done: Done, plan: Plan | None = None) -> None:
        if len({source.connection for source in batch.sources}) != 1:
            facts = {"detail": "the files of one transfer all lie on one machine"}
            raise TowpathError(Problem(ProblemKind.INVALID, "cannot begin this transfer", facts))
        work = self._works.get(batch.id) or next((w for w in self._works.values() if _continues(w, batch)), None)
        if work is None:
            new = KeptBatch(state=TransferState(batch=batch), goes_on=self._is_window(batch.asker))
            work = self._works[batch.id] = BatchWork(new, self._around)
            self._journal.keep(new)
            if plan:
                self._journal.keep_plan(batch.id, plan)
        elif work.status not in _OVER:
            self._resume(work, batch)
        work.when_ended(done)
        self._has_changed(work)

    def _take(self, batches: Sequence[Batch]) -> None:
        """Those of a file: somebody begins them."""
        for batch in batches:
            kept = KeptBatch(state=TransferState(batch=batch, status=TransferStatus.PAUSED))
            work = self._works[batch.id] = BatchWork(kept, self._around)
            self._journal.keep(kept)
            self._has_changed(work)

    def _resume(self, work: BatchWork, wish: Batch) -> None:
        work.goes_on = work.goes_on or self._is_window(wish.asker)
        work.adopt(wish)
        work.queue()

    def _is_window(self, asker: str) -> bool:
        """It is a wish of the window's, not of a command that somebody waits for."""
        return self._kind is EngineKind.WINDOW and asker == WINDOW

    def _clear(self, ids: Sequence[str], done: Done) -> None:
        """Paused ones that are named end with it. `done` comes when what they left unfinished is removed as well."""
        named = [self._work(one) for one in dict.fromkeys(ids)]
        for work in named:
            if work.status not in (*ENDED, TransferStatus.PAUSED):
                facts = {"detail": "it has not ended"}
                raise TowpathError(Problem(ProblemKind.INVALID, "cannot clear this transfer", facts))
        cleared = named or [work for work in self._works.values() if work.status in ENDED]
        one_cleared = first_problem_of(len(cleared), done)
        for work in cleared:
            del self._works[work.id]
            self._shown.pop(work.id, None)
            self._changed.pop(work, None)
            work.cancel(partial(self._cleared, work.id, one_cleared))
            self._publish(TransferRemoved(work.id))
        if not cleared:
            self._finished(done, None)

    def _cleared(self, batch_id: str, done: Done, problem: Problem | None) -> None:
        if problem is None:  # else the engine ends before: the next one finds it
            self._journal.forget(batch_id)
        done(problem)

    def _arrange(self, command: ArrangeTransfer) -> None:
        work = self._work(command.id)
        work.arrange(command.priority, command.limit)
        if command.before is not None and command.before != work.id:
            before = self._work(command.before).id
            ids = [one for one in self._works if one != work.id]
            ids.insert(ids.index(before), work.id)
            self._works = {one: self._works[one] for one in ids}
            self._journal.arrange(ids)
            self.settle()  # the order is that of batches which have been told of
            self._publish(TransfersArranged(tuple(ids)))

    # --- what happens

    def follow(self) -> None:
        """Some connections may have changed."""
        if self._stopped:
            return  # they end with the engine
        for work in list(self._works.values()):
            work.follow()

    def try_soon(self) -> None:
        """The network is another one, or the machine woke up: let nothing wait for its time."""
        for work in self._works.values():
            if work.status is TransferStatus.RETRYING:
                work.queue()

    def forget_asker(self, asker: str) -> None:
        """This terminal is gone. Its batches go on, with nobody to be told of their files."""
        self._errands.forget_asker(asker)
        self._comparisons.forget_asker(asker)
        for work in self._works.values():
            if work.batch.asker == asker:
                work.adopt(replace(work.batch, asker=WINDOW, told=False))

    def settle(self) -> None:
        """After each piece of work: let those begin whose turn it is, and publish what has changed."""
        while self._changed:
            changed, self._changed = self._changed, {}
            if not self._stopped:
                queue = (work.queued() for work in self._works.values())
                for batch_id in turns(one for one in queue if one):
                    self._works[batch_id].begin()
            self._queue_end.look(self._works.values())
            for work in changed:
                state = work.state()
                if work.id in self._works and state != self._shown.get(work.id):
                    self._shown[work.id] = state
                    self._publish(TransferChanged(state))

    def _has_changed(self, work: BatchWork) -> None:
        self._changed.setdefault(work)

    def _told(self, work: BatchWork, results: tuple[FileResult, ...]) -> None:
        for start in range(0, len(results), MOST_RESULTS):
            self._publish(FilesEnded(work.batch.asker, work.id, results[start : start + MOST_RESULTS]))


def _restored(kept: KeptBatch) -> KeptBatch:
    """As it is now that its program has ended. Nobody is told of it or asked any more."""
    state = kept.state
    state = replace(state, batch=replace(state.batch, asker=WINDOW, told=False))
    if state.status not in (*ENDED, TransferStatus.PAUSED):
        interrupted = Problem(ProblemKind.TRANSFER_INTERRUPTED)
        state = replace(state, status=TransferStatus.PAUSED, problem=interrupted)
    return replace(kept, state=state)


def _was_interrupted(work: BatchWork) -> bool:
    kind = work.problem.kind if work.problem else None
    return work.status is TransferStatus.PAUSED and kind is ProblemKind.TRANSFER_INTERRUPTED


def _continues(work: BatchWork, batch: Batch) -> bool:
    """Whether this wish is that of a batch whose program ended."""
    mine = work.batch
    same = (mine.sources, mine.destination, mine.options, mine.exact) == (
        batch.sources,
        batch.destination,
        batch.options,
        batch.exact,
    )
    return same and not mine.synchronises and _was_interrupted(work)
