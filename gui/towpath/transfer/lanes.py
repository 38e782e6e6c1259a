"""How many things of a kind are done at once."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")
TURN = 16
"""Items after which others get their turn, where a disk of this machine answers without ever waiting."""


class Backlog:
    """Counts the items that have not ended. One task waits here for it to get short."""

    def __init__(self) -> None:
        self.count = 0
        self._wanted = 0
        self._waiter: asyncio.Future[None] | None = None

    def add(self) -> None:
        """One more."""
        self.count += 1

    def ended(self) -> None:
        """One less."""
        self.count -= 1
        if self._waiter and self.count <= self._wanted and not self._waiter.done():
            self._waiter.set_result(None)

    async def down_to(self, count: int) -> None:
        """Wait until no more than so many are left."""
        if self.count > count:
            self._wanted = count
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None


class Lane(Generic[T]):
    """Items in their order, of which up to `most` are worked on at once. `work` tells whether its item has ended; one
    that has not is in another lane. `newest_first` keeps few of them waiting where items bring further ones."""

    def __init__(
        self,
        tasks: asyncio.TaskGroup,
        backlog: Backlog,
        work: Callable[[T], Awaitable[bool]],
        most: int,
        *,
        newest_first: bool = False,
    ) -> None:
        self._tasks = tasks
        self._backlog = backlog
        self._work = work
        self._most = most
        self._take = deque[T].pop if newest_first else deque[T].popleft
        self._items: deque[T] = deque()
        self._workers: list[asyncio.Task[None]] = []
        self._idle: list[asyncio.Future[None]] = []

    def put(self, item: T) -> None:
        """Have it worked on."""
        self._items.append(item)
        if self._idle:
            self._idle.pop().set_result(None)
        elif len(self._workers) < self._most:
            self._workers.append(self._tasks.create_task(self._go_on()))

    def close(self) -> None:
        """Nothing comes any more, and all has ended."""
        for worker in self._workers:
            worker.cancel()

    async def _go_on(self) -> None:
        turn = 0
        while True:
            while not self._items:
                idle = asyncio.get_running_loop().create_future()
                self._idle.append(idle)
                await idle
            if await self._work(self._take(self._items)):
                self._backlog.ended()
            turn += 1
            if turn % TURN == 0:
                await asyncio.sleep(0)
