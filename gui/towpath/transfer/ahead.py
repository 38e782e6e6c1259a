"""Waiting for many answers at once, and taking them in order."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Coroutine, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


async def answers(questions: Iterable[Coroutine[Any, Any, T]], most: int) -> AsyncGenerator[T, None]:
    """The results in the order of the questions, of which up to `most` are asked ahead of the one that is taken.

    What one of them raises is raised in its place; then, and when the taker stops, those under way are cancelled.
    To be closed (contextlib.aclosing) by a taker that may stop before the end.
    """
    coming = iter(questions)
    under_way: deque[asyncio.Task[T]] = deque()
    try:
        while True:
            while len(under_way) < most and (question := next(coming, None)) is not None:
                under_way.append(asyncio.create_task(question))
            if not under_way:
                return
            result = await under_way[0]
            under_way.popleft()
            yield result
    finally:
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)
