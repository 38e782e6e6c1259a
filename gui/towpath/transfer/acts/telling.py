"""How an act tells what it finds out: now and then, and never faster than it is heard."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.file_work import Left, Report
from towpath.model.transfer import FileOutcome, FileResult

PROGRESS_SECONDS = 0.25
MOST_TOLD = 500
"""Results in one report."""

Tell = Callable[[Report], Awaitable[None]]
"""Waits while much of what was told before has not been heard. In the act's event loop."""


@contextlib.asynccontextmanager
async def regularly(tell: Callable[[], Awaitable[None]], seconds: float = PROGRESS_SECONDS) -> AsyncIterator[None]:
    """Calls `tell` every so often, and once more at the end of the block, unless that is cancelled."""

    async def go_on() -> None:
        while True:
            await asyncio.sleep(seconds)
            await tell()

    telling = asyncio.create_task(go_on())
    try:
        yield
    except TowpathError:
        await tell()
        raise
    else:
        await tell()
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)


class Leftovers:
    """What could not be done. Only what has not been told yet is kept."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._untold: list[FileResult] = []
        self.count = 0

    def add(self, path: bytes, problem: Problem) -> None:
        """One more."""
        self.count += 1
        self._untold.append(FileResult(source=path, destination=path, outcome=FileOutcome.FAILED, problem=problem))

    async def tell(self) -> None:
        """What was added since the last time."""
        untold, self._untold = self._untold, []
        for start in range(0, len(untold), MOST_TOLD):
            await self._tell(Left(results=tuple(untold[start : start + MOST_TOLD])))

    def check(self, detail: str) -> None:
        """At the end: FILES_LEFT if there are any; `{}` in `detail` is for their number."""
        if self.count:
            raise TowpathError(Problem(ProblemKind.FILES_LEFT, facts={"detail": detail.format(self.count)}))
