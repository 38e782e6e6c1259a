"""Moves the bytes that one open file lacks from another one, whichever of the two is on this machine."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator, Sequence

import msgspec

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import Moved, OpenFile, Range
from towpath.model.ranges import Ranges
from towpath.model.text import path_text
from towpath.transfer.pace import Pace

MOST_AT_A_PACE = 8 << 20
"""Bytes asked for at once under a speed limit."""
PUMPED = 255 * 1024
"""Bytes of a piece between two far machines: what OpenSSH answers at once."""
PUMPS = 32
"""Pieces under way between two far machines; with PUMPED the bound of what they take of the memory."""


class Moving:
    """One file's way. `heard` is told of each piece that has arrived, in whatever thread that is known first."""

    def __init__(
        self, origin: OpenFile, target: OpenFile, paths: tuple[bytes, bytes], there: Ranges, pace: Pace, heard: Moved
    ) -> None:
        self._origin = origin
        self._target = target
        self._source, self._destination = paths
        self._there = there
        self._lock = threading.Lock()  # around `_there`
        self._pace = pace
        self._heard = heard

    async def run(self, size: int) -> None:
        """Until all `size` bytes are there. Without a speed limit all that is missing is asked for at once; a limit
        that comes later ends that, and what has not arrived is asked for again piece by piece."""
        while missing := self._missing(size):
            if not self._pace.limited:
                await self._carry_while_unlimited(missing)
                continue
            start, end = missing[0]
            count = min(end - start, self._pace.piece(MOST_AT_A_PACE))
            await self._pace.take(count)
            await self._carry([(start, start + count)], self._arrived)

    def _missing(self, size: int) -> tuple[Range, ...]:
        with self._lock:
            return self._there.missing(size)

    def _arrived(self, offset: int, size: int) -> None:
        with self._lock:
            self._there.add(offset, offset + size)
        self._heard(offset, size)

    async def _carry_while_unlimited(self, ranges: Sequence[Range]) -> None:
        loop = asyncio.get_running_loop()
        limited = False

        def arrived(offset: int, size: int) -> None:
            nonlocal limited
            self._arrived(offset, size)
            if self._pace.limited and not limited:
                limited = True
                loop.call_soon_threadsafe(carrying.cancel)

        carrying = asyncio.ensure_future(self._carry(ranges, arrived))
        try:
            await carrying
        except asyncio.CancelledError:
            ourselves = asyncio.current_task()
            if not limited or (ourselves and ourselves.cancelling()):
                raise

    async def _carry(self, ranges: Sequence[Range], moved: Moved) -> None:
        local, here = self._origin.descriptor, self._target.descriptor
        if here is not None:
            with _naming(self._destination):
                await self._origin.fetch(here, ranges, moved)
        elif local is not None:
            with _naming(self._source):
                await self._target.store(local, ranges, moved)
        else:
            await self._pump(ranges, moved)

    async def _pump(self, ranges: Sequence[Range], moved: Moved) -> None:
        pieces = _pieces(ranges)

        async def one_after_the_other() -> None:
            for start, end in pieces:
                content = await self._origin.read(start, end - start)
                if len(content) != end - start:
                    detail = {"detail": "it became shorter while it was copied"}
                    raise TowpathError(Problem(ProblemKind.FILE_CHANGED, path_text(self._source), detail))
                await self._target.write(start, content)
                moved(start, len(content))

        pumps = [asyncio.ensure_future(one_after_the_other()) for _ in range(PUMPS)]
        try:
            await asyncio.gather(*pumps)
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)


def _pieces(ranges: Sequence[Range]) -> Iterator[Range]:
    for start, end in ranges:
        for offset in range(start, end, PUMPED):
            yield offset, min(offset + PUMPED, end)


@contextlib.contextmanager
def _naming(path: bytes) -> Iterator[None]:
    """Whoever was given a descriptor does not know whose it is: a failure without a subject is about this file."""
    try:
        yield
    except TowpathError as error:
        if error.problem.subject:
            raise
        raise TowpathError(msgspec.structs.replace(error.problem, subject=path_text(path))) from error
