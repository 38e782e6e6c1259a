"""Comparing two folders for front ends, and keeping the plans until they are carried out."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import msgspec

from towpath.engine.aside import Aside
from towpath.engine.file_systems import FileSystems
from towpath.engine.loop import Loop
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

    def __init__(
        self,
        loop: Loop,
        file_systems: FileSystems,
        compare: CompareFolders,
        publish: Callable[[Event], None],
        finished: Callable[[Done, Problem | None], None],
    ) -> None:
        self._loop = loop
        self._file_systems = file_systems
        self._compare = compare
        self._publish = publish
        self._finished = finished
        self._running: dict[str, tuple[str, Aside]] = {}
        """By id: who asked, and its thread."""
        self._plans: dict[str, _Compared] = {}

    def compare(self, comparison: Comparison, done: Done) -> None:
        """Bring the connections up and compare. Raises UNKNOWN_CONNECTION, INVALID."""
        if comparison.id in self._running:
            facts = {"detail": "this comparison is under way already"}
            raise TowpathError(Problem(ProblemKind.INVALID, "cannot compare", facts))
        self._plans.pop(comparison.id, None)
        places = [comparison.first.connection, comparison.second.connection]

        def compared(plan: Plan) -> None:
            self._plans[comparison.id] = _Compared(comparison.asker, plan)
            self._publish(Compared(comparison.asker, plan))

        def ended(problem: Problem | None) -> None:
            self._running.pop(comparison.id, None)
            self._finished(done, problem)

        def reached(problem: Problem | None) -> None:
            try:
                if problem:
                    raise TowpathError(problem)
                first, second = (self._file_systems.of(place) for place in places)
            except TowpathError as error:
                self._finished(done, error.problem)
                return

            async def work() -> None:
                plan = await self._compare(comparison, first, second)
                self._loop.post(lambda: compared(plan))

            self._running[comparison.id] = comparison.asker, Aside(self._loop, "compare", work, ended)

        self._file_systems.reach(places, comparison.asker, reached)

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

    def forget_asker(self, asker: str) -> None:
        """Nobody waits for these any more, or could carry them out."""
        self._plans = {key: kept for key, kept in self._plans.items() if kept.asker != asker}
        for whose, running in self._running.values():
            if whose == asker:
                running.stop()

    def stop(self) -> None:
        """The engine ends."""
        for _, running in self._running.values():
            running.stop()
