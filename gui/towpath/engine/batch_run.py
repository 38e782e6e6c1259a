"""What the engine needs of one run of a batch, and what it does when no other will follow."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Protocol

from towpath.model.error import TowpathError
from towpath.model.filesystem import FileSystem
from towpath.model.ports import AskOverwrite, Told
from towpath.model.transfer import Batch, Plan
from towpath.store.file_journal import FileJournal
from towpath.transfer.pace import Pace
from towpath.transfer.tally import Tally


class Run(Protocol):
    """One run of a batch (transfer/batch.py)."""

    @property
    def tally(self) -> Tally: ...
    @property
    def pace(self) -> Pace: ...
    async def run(self) -> None:
        """To the end; what becomes of single files is told. Raises TowpathError when the whole cannot go on."""
        ...


class MakeRun(Protocol):
    """Makes one."""

    def __call__(
        self,
        batch: Batch,
        source: FileSystem,
        destination: FileSystem,
        journal: FileJournal,
        ask: AskOverwrite,
        told: Told,
        *,
        plan: Plan | None = None,
    ) -> Run: ...


async def remove_unfinished(journal: FileJournal, sides: Sequence[FileSystem]) -> None:
    """The temporaries that the runs before have left on these sides."""
    for record in journal.unfinished().values():
        if record.temporary and not record.in_place:
            for files in sides:
                with contextlib.suppress(TowpathError):  # it is gone, or cannot be reached after all
                    await files.remove(record.temporary)
