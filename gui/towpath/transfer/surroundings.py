"""What all that a batch does has in common, and where it says what became of each path."""

from __future__ import annotations

import msgspec

from towpath.model.error import Problem
from towpath.model.filesystem import FileSystem
from towpath.model.journal import BatchJournal
from towpath.model.ports import AskOverwrite, Told
from towpath.model.transfer import FileOutcome, FileResult, Options
from towpath.transfer.copy import Copier
from towpath.transfer.item import Item
from towpath.transfer.tally import Tally


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """For one pass over its items, in the batch's event loop."""

    source: FileSystem
    destination: FileSystem
    options: Options
    journal: BatchJournal
    tally: Tally
    copier: Copier
    batch_id: str
    ask: AskOverwrite
    told: Told
    at_once: int
    """Small files."""
    skew: float = 0.0
    """Seconds by which the clock at the destination is ahead of the source's."""

    def succeeded(self, item: Item, outcome: FileOutcome) -> None:
        """With something that is no file to be copied: a folder, or a deletion."""
        if outcome is FileOutcome.DELETED:
            self.tally.deleted()
        self.told(FileResult(source=item.source, destination=item.destination, outcome=outcome))

    def stored(self, item: Item, destination: bytes, outcome: FileOutcome, size: int) -> None:
        """Which may be beside the item's own destination."""
        self.tally.stored(size)
        self.told(FileResult(source=item.source, destination=destination, outcome=outcome, size=size))

    def skipped(self, item: Item, size: int, problem: Problem | None) -> None:
        """Left alone; `problem` says why, if that is worth saying."""
        self.tally.skipped(size)
        self._unstored(item, FileOutcome.SKIPPED, size, problem)

    def failed(self, item: Item, size: int, problem: Problem) -> None:
        """By itself: the batch goes on."""
        self.tally.failed(size)
        self._unstored(item, FileOutcome.FAILED, size, problem)

    def failed_uncounted(self, item: Item, problem: Problem) -> None:
        """The same for what was not counted when it was found: as one that is not there it counts."""
        self.tally.found(0)
        self.failed(item, 0, problem)

    def _unstored(self, item: Item, outcome: FileOutcome, size: int, problem: Problem | None) -> None:
        self.told(
            FileResult(source=item.source, destination=item.destination, outcome=outcome, size=size, problem=problem)
        )
