"""Batches between machines in memory, and what was told of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

from tests.support.memory_filesystem import MemoryFileSystem
from tests.support.memory_journal import MemoryJournal
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import SECOND, FileKind
from towpath.model.prompt import Choice, OverwriteAsked
from towpath.model.transfer import Amounts, Batch, FileOutcome, FileResult, Options, Place
from towpath.transfer.batch import BatchRun
from towpath.transfer.item import Item

FAR = "someone@far:22"
NOON = 1_700_000_000


class Ran:
    """One run of a batch from `source` to `destination`, and what was told of it."""

    def __init__(
        self,
        source: MemoryFileSystem,
        destination: MemoryFileSystem,
        *sources: bytes,
        to: bytes = b"/dst",
        journal: MemoryJournal | None = None,
        answers: Sequence[Choice | None] = (),
        items: Sequence[Item] | None = None,
        exact: bool = False,
        options: Options = Options(),  # noqa: B008 - frozen
    ) -> None:
        self.results: list[FileResult] = []
        self.asked: list[OverwriteAsked] = []
        self.problem: Problem | None = None
        self._answers = list(answers)
        batch = Batch(
            id="batch",
            sources=tuple(Place("", path) for path in sources or (b"/src",)),
            destination=Place("there", to),
            options=options,
            exact=exact,
        )
        given = None if items is None else one_by_one(items)
        run = BatchRun(
            batch, source, destination, journal or MemoryJournal(), self._ask, self.results.append, items=given
        )
        try:
            asyncio.run(run.run())
        except TowpathError as error:
            self.problem = error.problem
        self.amounts: Amounts = run.tally.amounts()

    async def _ask(self, asked: OverwriteAsked) -> Choice | None:
        self.asked.append(asked)
        await asyncio.sleep(0)
        return self._answers.pop(0)

    def outcome(self, source: bytes) -> FileOutcome:
        (result,) = [result for result in self.results if result.source == source]
        return result.outcome

    @property
    def failures(self) -> dict[bytes, ProblemKind]:
        return {
            result.source: result.problem.kind
            for result in self.results
            if result.outcome is FileOutcome.FAILED and result.problem
        }


async def one_by_one(items: Sequence[Item]) -> AsyncIterator[Item]:
    for item in items:
        yield item


def machines() -> tuple[MemoryFileSystem, MemoryFileSystem]:
    """The destination has the folder /dst."""
    source, destination = MemoryFileSystem(), MemoryFileSystem(FAR)
    destination.folder(b"/dst")
    return source, destination


def tree(machine: MemoryFileSystem, root: bytes) -> dict[bytes, tuple[object, ...]]:
    """Names below a folder, and what is there."""
    found: dict[bytes, tuple[object, ...]] = {}

    async def walk(path: bytes) -> None:
        async for entries in machine.list(path):
            for entry in entries:
                below = path + b"/" + entry.name
                at = entry.attributes
                is_link = at.kind is FileKind.LINK  # whose mode and times mean nothing
                time = None if at.mtime is None or is_link else at.mtime // SECOND
                content = machine.content(below) if at.kind is FileKind.FILE else entry.target
                found[below.removeprefix(root)] = (at.kind, None if is_link else at.mode, time, content)
                if at.kind is FileKind.FOLDER:
                    await walk(below)

    asyncio.run(walk(root))
    return found
