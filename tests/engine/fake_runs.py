"""Stand-ins for the runs of batches: they move nothing, and end as a test tells them."""

import asyncio
import concurrent.futures
from collections.abc import Callable, Coroutine
from typing import Any, cast

from tests.support.memory_filesystem import MemoryFileSystem
from tests.support.wait import wait_for
from towpath.engine.file_systems import SessionFileSystem
from towpath.model.connection import Connection
from towpath.model.error import Problem, TowpathError
from towpath.model.filesystem import FileSystem
from towpath.model.journal import FileRecord
from towpath.model.ports import AskOverwrite, Told
from towpath.model.transfer import Batch, Comparison, FileOutcome, FileResult, Plan
from towpath.ssh.session import Session
from towpath.store.file_journal import FileJournal
from towpath.transfer.pace import Pace
from towpath.transfer.tally import Tally


class FakeRun:
    """Runs until it is told to end."""

    def __init__(
        self,
        batch: Batch,
        source: FileSystem,
        destination: FileSystem,
        journal: FileJournal,
        ask: AskOverwrite,
        told: Told,
        *,
        plan: Plan | None = None,
    ) -> None:
        self.batch = batch
        self.source = source
        self.destination = destination
        self.journal = journal
        self.ask = ask
        self.told = told
        self.plan = plan
        self.tally = Tally()
        self.pace = Pace(batch.options.limit)
        self.runs = False
        self.stays = False
        """When it is cancelled it takes its time, until it is told to end."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._spawned: list[asyncio.Future[None]] = []
        self._ending: concurrent.futures.Future[None] = concurrent.futures.Future()

    async def run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.runs = True
        try:
            await asyncio.shield(asyncio.wrap_future(self._ending))
        except asyncio.CancelledError:
            if self.stays:
                await asyncio.wrap_future(self._ending)
            raise
        finally:
            self.runs = False

    # --- what a test tells it, from its own thread

    def store(self, name: bytes, size: int = 10) -> None:
        """A file is there."""
        self._do(lambda: self._stored(name, size))

    def store_many(self, count: int) -> None:
        def store() -> None:
            for number in range(count):
                self._stored(b"%d" % number, 1)

        self._do(store)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Ends with the run."""
        self._do(lambda: self._spawned.append(asyncio.ensure_future(work)))

    def fail(self, name: bytes, problem: Problem) -> None:
        self._do(lambda: self._failed(name, problem))

    def begin(self, name: bytes, record: FileRecord) -> None:
        self._do(lambda: self.journal.began(name, record))

    def end(self, problem: Problem | None = None) -> None:
        if problem:
            self._ending.set_exception(TowpathError(problem))
        else:
            self._ending.set_result(None)

    def _stored(self, name: bytes, size: int) -> None:
        self.tally.found(size)
        self.tally.stored(size)
        self.told(FileResult(source=name, destination=name, outcome=FileOutcome.STORED, size=size))

    def _failed(self, name: bytes, problem: Problem) -> None:
        self.tally.found(1)
        self.tally.failed(1)
        self.told(FileResult(source=name, destination=name, outcome=FileOutcome.FAILED, problem=problem))

    def _do(self, work: Callable[[], object]) -> None:
        """In the batch's thread, as real runs do."""
        assert self._loop
        done: concurrent.futures.Future[None] = concurrent.futures.Future()

        def step() -> None:
            work()
            done.set_result(None)

        self._loop.call_soon_threadsafe(step)
        done.result(10)


class FarFiles(MemoryFileSystem):
    """Those of one session."""

    def __init__(self, session: Session, command: str) -> None:
        super().__init__(session.name)
        self.session = session
        self.command = command
        self.ended = False

    def end(self) -> None:
        self.ended = True


class FakeTransfers:
    """Makes runs, file systems and plans, and remembers them."""

    def __init__(self) -> None:
        self.here = MemoryFileSystem()
        self.runs: list[FakeRun] = []
        self.far: list[FarFiles] = []
        self.plan: Plan | None = None

    def make_run(self, *given: Any, **named: Any) -> FakeRun:
        made = FakeRun(*given, **named)
        self.runs.append(made)
        return made

    def make_file_system(self, session: Session, connection: Connection) -> SessionFileSystem:
        made = FarFiles(session, connection.sftp_command)
        self.far.append(made)
        return cast("SessionFileSystem", made)

    async def compare(self, comparison: Comparison, first: FileSystem, second: FileSystem) -> Plan:
        await first.resolve(comparison.first.path)
        await second.resolve(comparison.second.path)
        return self.plan or Plan(comparison=comparison)

    def run(self, batch_id: str, number: int = 1) -> FakeRun:
        """The run of that batch, which is under way: its first, its second …"""

        def found() -> FakeRun | None:
            made = [run for run in self.runs if run.batch.id == batch_id]
            return made[number - 1] if len(made) >= number and made[number - 1].runs else None

        run = wait_for(found, what=f"run {number} of {batch_id}")
        assert run
        return run

    @property
    def running(self) -> set[str]:
        return {run.batch.id for run in self.runs if run.runs}
