"""Carries a plan out: a batch upwards, then one downwards, that count as one."""

from __future__ import annotations

from contextlib import aclosing

from msgspec.structs import replace

from towpath.model.filesystem import FileSystem
from towpath.model.journal import BatchJournal
from towpath.model.ports import AskOverwrite, Told
from towpath.model.transfer import Batch, Conflict, Direction, Plan, Publish
from towpath.transfer.batch import BatchRun
from towpath.transfer.pace import Pace
from towpath.transfer.plan import Pass
from towpath.transfer.tally import Tally


class SynchroniseRun:
    """Has the face of a `BatchRun`. The plan's problems are failures of this batch too: the sides are not equal.

    Files get their names by rename: writing in place would also change other names of a file, of which the plan knows
    nothing.
    """

    def __init__(
        self,
        batch: Batch,
        first: FileSystem,
        second: FileSystem,
        journal: BatchJournal,
        ask: AskOverwrite,
        told: Told,
        plan: Plan,
    ) -> None:
        self._batch = batch
        self._first = first
        self._second = second
        self._journal = journal
        self._ask = ask
        self._told = told
        self._plan = plan
        self.tally = Tally()
        self.pace = Pace(batch.options.limit)

    async def run(self) -> None:
        """As `BatchRun.run`."""
        for result in self._plan.problems:
            self.tally.found(0)
            self.tally.failed(0)
            self._told(result)
        comparison = self._plan.comparison
        first = replace(comparison.first, path=await self._first.resolve(comparison.first.path))
        second = replace(comparison.second, path=await self._second.resolve(comparison.second.path))
        plan = replace(self._plan, comparison=replace(comparison, first=first, second=second))
        options = replace(self._batch.options, conflict=Conflict.OVERWRITE, move=False)  # where the plan says so
        if options.publish is Publish.AUTO:
            options = replace(options, publish=Publish.RENAME)
        for direction in (Direction.UP, Direction.DOWN):
            steps = Pass(plan, direction, self._first, self._second, self._journal)
            if not steps:
                continue
            ends = (first, self._first), (second, self._second)
            (from_, source), (to, destination) = ends if direction is Direction.UP else ends[::-1]
            batch = replace(self._batch, sources=(from_,), destination=to, options=options)
            async with aclosing(steps.items()) as items:
                await BatchRun(
                    batch,
                    source,
                    destination,
                    self._journal,
                    self._ask,
                    self._told,
                    items=items,
                    tally=self.tally,
                    pace=self.pace,
                ).run()
        self.tally.listed()
