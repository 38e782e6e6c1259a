"""Between the transport's thread and the event loops that wait for its news."""

from __future__ import annotations

import asyncio
import contextlib
import weakref
from collections import deque
from collections.abc import Callable
from typing import Any


class Mailbox:
    """Calls into one event loop, from any thread: the loop is woken once for all that come in a burst."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = weakref.ref(loop)  # who keeps one for each loop must not keep the loops
        self._calls: deque[tuple[Callable[..., None], tuple[Any, ...]]] = deque()
        self._woken = False

    def post(self, call: Callable[..., None], *arguments: Any) -> None:
        """Have the loop make this call. Any thread; never waits; of no effect when the loop has ended."""
        self._calls.append((call, arguments))
        if not self._woken:
            self._woken = True
            loop = self._loop()
            if loop is not None:
                with contextlib.suppress(RuntimeError):  # it is closed: nobody waits there any more
                    loop.call_soon_threadsafe(self._deliver)

    def _deliver(self) -> None:
        self._woken = False  # before the calls are taken: one that comes now wakes the loop again
        with contextlib.suppress(IndexError):
            while True:
                call, arguments = self._calls.popleft()
                call(*arguments)
