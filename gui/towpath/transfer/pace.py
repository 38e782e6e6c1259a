"""The speed limit of a batch: all of its files together ask here before they ask for bytes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

CREDIT_SECONDS = 0.05
"""So much of what was not used may be used later: enough to make up for a sleep that took too long."""
LONGEST_SLEEP = 0.25
"""Seconds after which a changed limit is felt by whoever waits already."""
PIECES_PER_SECOND = 10
SMALLEST_PIECE = 4 * 1024


class Pace:
    """A bucket of bytes that fills at the limit's rate. Whoever takes may leave it in debt, and the next one waits for
    the debt to be paid: so any number of bytes can be taken at once, and none are held back in vain.

    `take` belongs to one event loop; the rest may be called from any thread.
    """

    def __init__(
        self,
        limit: int = 0,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._limit = limit
        self._clock = clock
        self._sleep = sleep
        self._turn = asyncio.Lock()
        self._level = 0.0
        self._filled_at = clock()

    @property
    def limited(self) -> bool:
        """Whether there is a limit at all: without one nobody has to ask."""
        return self._limit > 0

    @property
    def limit(self) -> int:
        """Bytes a second; 0 for none."""
        return self._limit

    def set_limit(self, bytes_per_second: int) -> None:
        """From now on; 0 for none."""
        self._limit = bytes_per_second

    def piece(self, most: int) -> int:
        """How many bytes to take at a time, so that a slow pace is still an even one."""
        if not self._limit:
            return most
        return min(most, max(SMALLEST_PIECE, self._limit // PIECES_PER_SECOND))

    async def take(self, count: int) -> None:
        """Wait until `count` bytes may be asked for. In the order of the calls."""
        if not self._limit:
            return
        async with self._turn:
            while (limit := self._limit) and (debt := -self._fill(limit)) >= 1:
                await self._sleep(min(debt / limit, LONGEST_SLEEP))
            self._level -= count

    def _fill(self, limit: int) -> float:
        now = self._clock()
        self._level = min(self._level + (now - self._filled_at) * limit, limit * CREDIT_SECONDS)
        self._filled_at = now
        return self._level
