"""Batches carried out by the tests themselves, without an engine, on sessions with real servers."""

import asyncio
import contextlib
import os
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

from tests.support.keys import KeyFile
from tests.support.login import Server, log_in
from tests.support.memory_journal import MemoryJournal
from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind
from towpath.model.filesystem import FileSystem
from towpath.model.prompt import Choice, OverwriteAsked
from towpath.model.transfer import HERE, Amounts, Batch, FileOutcome, FileResult, Options, Place
from towpath.ssh.sftp import SftpFileSystem
from towpath.transfer.batch import BatchRun
from towpath.transfer.local import LocalFileSystem

SECONDS = 800.0
"""For a batch to be so far, or to end: more than any test may take but those of many minutes."""
THERE = "there"
"""The id of a connection that nobody looks up."""


@contextlib.contextmanager
def remote_files(
    server: Server, key: KeyFile, *, hops: Sequence[Server] = (), port: int = 0, command: str = ""
) -> Iterator[SftpFileSystem]:
    """The files of a server that is reached by way of others, or of a `port` that leads there."""
    with contextlib.ExitStack() as ending:
        through = None
        for hop in hops:
            through = log_in(hop, key, through=through)
            ending.callback(through.close)
        session = log_in(server, key, through=through, port=port)
        ending.callback(session.close)
        files = SftpFileSystem(session, command=command)
        ending.callback(files.end)
        yield files


class Carried:
    """What a batch has come to."""

    def __init__(self) -> None:
        self.results: list[FileResult] = []
        self.amounts = Amounts()

    def of(self, name: str) -> FileResult:
        """What became of the file of this name."""
        (found,) = [one for one in self.results if one.source.rpartition(b"/")[2] == os.fsencode(name)]
        return found

    @property
    def failures(self) -> dict[str, ProblemKind]:
        """The names of what failed, and why."""
        failed = [one for one in self.results if one.outcome is FileOutcome.FAILED]
        return {os.fsdecode(one.source.rpartition(b"/")[2]): _kind(one.problem) for one in failed}


def _kind(problem: Problem | None) -> ProblemKind:
    assert problem is not None, "a failure without a reason"
    return problem.kind


def batch_of(
    sources: Sequence[Path | str], destination: Path | str, *, up: bool, options: Options | None = None
) -> Batch:
    """A batch between this machine and another one, of paths as they are there."""
    here, there = (HERE, THERE) if up else (THERE, HERE)
    return Batch(
        id=uuid.uuid4().hex,
        sources=tuple(Place(here, os.fsencode(source)) for source in sources),
        destination=Place(there, os.fsencode(destination)),
        options=options or Options(),
        exact=True,
    )


def ends(there: FileSystem, *, up: bool) -> tuple[FileSystem, FileSystem]:
    """Source and destination of such a batch."""
    return (LocalFileSystem(), there) if up else (there, LocalFileSystem())


class Running:
    """A batch under way in a thread of its own. A context manager: it is waited for at the end of the block.

    What is raised by the batch as a whole is raised by `end`.
    """

    def __init__(
        self, batch: Batch, source: FileSystem, destination: FileSystem, journal: MemoryJournal | None = None
    ) -> None:
        self.carried = Carried()
        self.run = BatchRun(
            batch, source, destination, journal or MemoryJournal(), _nobody_answers, self.carried.results.append
        )
        self._failed: list[BaseException] = []
        self._thread = threading.Thread(target=self._work, name="batch")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._join()

    def wait_for(self, true: Callable[[Amounts], bool]) -> Amounts:
        """Wait until it is so far."""

        def so_far() -> bool:
            assert self._thread.is_alive(), f"it has ended: {self.amounts}, {self._failed}"
            return true(self.amounts)

        wait_for(so_far, timeout=SECONDS, what=lambda: f"the batch to be so far: {self.amounts}")
        return self.amounts

    def goes_on(self, *, for_seconds: float) -> bool:
        """Whether it has not ended so much later."""
        self._thread.join(for_seconds)
        return self._thread.is_alive()

    @property
    def amounts(self) -> Amounts:
        return self.run.tally.amounts()

    def end(self) -> Carried:
        """Wait for its end."""
        self._join()
        if self._failed:
            raise self._failed[0]
        return self.carried

    def _join(self) -> None:
        self._thread.join(SECONDS)
        assert not self._thread.is_alive(), f"the batch does not end: {self.amounts}"

    def _work(self) -> None:
        try:
            asyncio.run(self.run.run())
        except BaseException as error:  # noqa: BLE001  # raised by `end`
            self._failed.append(error)
        self.carried.amounts = self.amounts


def carry_out(
    batch: Batch, source: FileSystem, destination: FileSystem, journal: MemoryJournal | None = None
) -> Carried:
    """A batch from its beginning to its end."""
    with Running(batch, source, destination, journal) as running:
        return running.end()


async def _nobody_answers(_asked: OverwriteAsked) -> Choice | None:
    return None
