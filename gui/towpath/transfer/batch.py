"""Runs one batch to its end, in an event loop of its own."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator

from towpath.model.error import TowpathError
from towpath.model.filesystem import FileSystem
from towpath.model.journal import BatchJournal
from towpath.model.ports import AskOverwrite, Told
from towpath.model.transfer import Batch, Conflict
from towpath.transfer.aim import DECISION, Aim, aims_of
from towpath.transfer.carry import Carry
from towpath.transfer.copy import Copier
from towpath.transfer.failing import ends_batch
from towpath.transfer.item import Item
from towpath.transfer.pace import Pace
from towpath.transfer.skew import clock_skew
from towpath.transfer.surroundings import Surroundings
from towpath.transfer.tally import Tally
from towpath.transfer.walk import Walk

LEAST_AT_ONCE, MOST_AT_ONCE = 64, 256
"""Small files under way: enough to fill a round trip with work, and no more than a server has handles for."""
FILES_A_SECOND = 5000
"""That are to be possible on a link that is long, but otherwise as good as any."""
FOLDERS_AT_ONCE = 4
FOLDERS_AT_ONCE_FAR = 24
FAR = 0.005
"""Seconds of a round trip from which on listing a folder is mostly waiting."""


class BatchRun:
    """One run of a batch, which may go on with what an earlier one has left.

    `tally` may be read, and the limit of `pace` set, from any thread at any time; the rest happens in the loop in
    which `run` is awaited, and there `ask` and `told` are called.
    """

    def __init__(
        self,
        batch: Batch,
        source: FileSystem,
        destination: FileSystem,
        journal: BatchJournal,
        ask: AskOverwrite,
        told: Told,
        *,
        items: AsyncIterator[Item] | None = None,
        tally: Tally | None = None,
        pace: Pace | None = None,
    ) -> None:
        """With `items` nothing is looked for: they are what is done."""
        self.tally = tally or Tally()
        self.pace = pace or Pace(batch.options.limit)
        self._batch = batch
        self._source = source
        self._destination = destination
        self._journal = journal
        self._ask = ask
        self._told = told
        self._items = items

    async def run(self) -> None:
        """To the end. What fails by itself is told as results and counted; raises TowpathError when the batch as a
        whole cannot begin or go on. Whatever ends it, the journal has been written."""
        try:
            await self._run()
        finally:
            self._journal.flush()

    async def _run(self) -> None:
        batch, source, destination = self._batch, self._source, self._destination
        round_trip = max(await _round_trip(source), await _round_trip(destination))
        if self._items is None:
            resumed = self._journal.record(DECISION) is not None
            aims = await aims_of(batch, source, destination, self._journal)
            carry = self._carry(round_trip, [aim.source for aim in aims], await self._skew(aims[0]), resumed=resumed)
            at_once = FOLDERS_AT_ONCE_FAR if round_trip > FAR else FOLDERS_AT_ONCE
            walk = Walk(source, destination, batch.options, at_once=at_once, left_out=carry.refused, resumed=resumed)
            async with contextlib.aclosing(walk.items(aims)) as items:
                await carry.run(items)
        else:
            roots = [place.path for place in batch.sources]
            await self._carry(round_trip, roots, 0.0, resumed=False).run(self._items)

    def _carry(self, round_trip: float, roots: list[bytes], skew: float, *, resumed: bool) -> Carry:
        batch = self._batch
        copier = Copier(self._source, self._destination, batch.options, self._journal, self.tally, self.pace, batch.id)
        around = Surroundings(
            source=self._source,
            destination=self._destination,
            options=batch.options,
            journal=self._journal,
            tally=self.tally,
            copier=copier,
            batch_id=batch.id,
            ask=self._ask,
            told=self._told,
            at_once=min(MOST_AT_ONCE, max(LEAST_AT_ONCE, round(round_trip * FILES_A_SECOND))),
            skew=skew,
        )
        return Carry(around, roots, resumed=resumed)

    async def _skew(self, aim: Aim) -> float:
        """Who compares no times does not need it."""
        if self._batch.options.conflict is not Conflict.NEWER:
            return 0.0
        folder, folder_there = (path.rpartition(b"/")[0] or b"/" for path in (aim.source, aim.destination))
        return await clock_skew(self._source, folder, self._destination, folder_there)


async def _round_trip(files: FileSystem) -> float:
    """Seconds that the shortest question takes."""
    await files.abilities()
    began = time.monotonic()
    try:
        await files.stat(b"/")
    except TowpathError as error:
        if ends_batch(error.problem):
            raise
    return time.monotonic() - began
