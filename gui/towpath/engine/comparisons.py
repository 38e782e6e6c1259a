"""Comparing two folders for front ends, and keeping the plans until they are carried out."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import msgspec

from towpath.engine.errands import Errands, Put
from towpath.model.command import CarryOut
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.event import Compared, Event
from towpath.model.filesystem import FileSystem
from towpath.model.ports import Done
from towpath.model.transfer import Batch, Comparison, Plan
from towpath.transfer.plan import edited

CompareFolders = Callable[[Comparison, FileSystem, FileSystem], Coroutine[Any, Any, Plan]]
"""What `transfer.compare` does."""


class _Compared(msgspec.Struct):
    asker: str
    plan: Plan


class Comparisons:
    """Engine thread only; each comparison has a thread of its own."""

    def __init__(self, errands: Errands, compare: CompareFolders, publish: Callable[[Event], None]) -> None:
        self._errands = errands
        self._compare = compare
        self._publish = publish
        self._plans: dict[str, _Compared] = {}

    def compare(self, comparison: Comparison, done: Done) -> None:
        """Bring the connections up and compare. Raises UNKNOWN_CONNECTION, INVALID."""
        places = [comparison.first.connection, comparison.second.connection]

        async def work(files: Sequence[FileSystem], put: Put) -> None:
            await put(Compared(comparison.asker, await self._compare(comparison, *files)))

        self._errands.begin("compare", comparison.asker, comparison.id, places, work, done, self._keep)
        self._plans.pop(comparison.id, None)

    def _keep(self, event: Event) -> None:
        if isinstance(event, Compared):
            self._plans[event.plan.comparison.id] = _Compared(event.asker, event.plan)
        self._publish(event)

    def take(self, command: CarryOut) -> tuple[Batch, Plan]:
        """The batch that carries a plan out, and the plan with its changes. Raises UNKNOWN_TRANSFER, INVALID."""
        compared = self._plans.get(command.comparison)
        if compared is None or compared.asker != command.asker:
            raise TowpathError(Problem(ProblemKind.UNKNOWN_TRANSFER, "cannot synchronise"))
        plan = edited(compared.plan, command.changed)
        del self._plans[command.comparison]
        comparison = plan.comparison
        batch = Batch(
            id=comparison.id,
            sources=(comparison.first,),
            destination=comparison.second,
            options=comparison.options,
            exact=True,
            asker=command.asker,
            told=command.told,
            synchronises=comparison.id,
        )
        return batch, plan

    def forget(self, asker: str, comparison_id: str) -> None:
        """Its asker does not want to carry it out."""
        compared = self._plans.get(comparison_id)
        if compared is not None and compared.asker == asker:
            del self._plans[comparison_id]

    def forget_asker(self, asker: str) -> None:
        """Nobody could carry these out any more."""
        self._plans = {key: kept for key, kept in self._plans.items() if kept.asker != asker}
