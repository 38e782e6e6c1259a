"""Acts on the files of one machine, and what they tell."""

from __future__ import annotations

import asyncio
from typing import TypeVar

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.file_work import Left, Report
from towpath.model.filesystem import FileSystem
from towpath.model.transfer import HERE, Place
from towpath.transfer.acts.carry_out import ActOnFiles, carry_out

R = TypeVar("R", bound=Report)


class Acted:
    """One act, carried out to its end."""

    def __init__(self, files: FileSystem, command: ActOnFiles) -> None:
        self.reports: list[Report] = []
        self.problem: Problem | None = None
        try:
            asyncio.run(carry_out(command, files, self._tell))
        except TowpathError as error:
            self.problem = error.problem

    async def _tell(self, report: Report) -> None:
        self.reports.append(report)

    @property
    def kind(self) -> ProblemKind | None:
        """How it ended."""
        return self.problem.kind if self.problem else None

    @property
    def left(self) -> dict[bytes, ProblemKind | None]:
        """What could not be done, and why."""
        results = [result for report in self.all(Left) for result in report.results]
        return {result.source: result.problem.kind if result.problem else None for result in results}

    def all(self, kind: type[R]) -> list[R]:
        """The reports of a kind."""
        return [report for report in self.reports if isinstance(report, kind)]

    def last(self, kind: type[R]) -> R:
        """The last of them."""
        return self.all(kind)[-1]


def here(*paths: bytes) -> tuple[Place, ...]:
    """Places of this machine."""
    return tuple(Place(HERE, path) for path in paths)
