"""Coroutines beside the engine: each on a thread with an event loop of its own, so that one that waits for a disk holds
up nothing else."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from towpath.engine.loop import Loop
from towpath.model.error import Problem, ProblemKind, TowpathError

log = logging.getLogger(__name__)


class Aside:
    """One coroutine on a thread `towpath-NAME`. `ended` comes once, on the engine thread: with None, with the problem
    that it raised, or with that of a Cancelled when it was stopped."""

    def __init__(
        self,
        loop: Loop,
        name: str,
        work: Callable[[], Coroutine[Any, Any, None]],
        ended: Callable[[Problem | None], None],
    ) -> None:
        self._loop = loop
        self._name = name
        self._work = work
        self._ended = ended
        self._lock = threading.Lock()
        self._stopped = False
        self._task: asyncio.Task[None] | None = None
        loop.aside(name, self._run)

    def stop(self) -> None:
        """Cancel it. Any thread; does not wait."""
        with self._lock:
            self._stopped = True
            task = self._task
            if task:
                task.get_loop().call_soon_threadsafe(task.cancel)

    def _run(self) -> None:
        problem: Problem | None = None
        try:
            asyncio.run(self._main())
        except asyncio.CancelledError:
            problem = Problem(ProblemKind.CANCELLED)
        except TowpathError as error:
            problem = error.problem
        except Exception as error:
            log.exception("unexpected error in %s", self._name)
            problem = Problem(ProblemKind.INTERNAL, "", {"detail": type(error).__name__})
        self._loop.post(lambda: self._ended(problem))

    async def _main(self) -> None:
        with self._lock:
            self._task = task = asyncio.ensure_future(self._work())
            if self._stopped:
                task.cancel()
        try:
            await task
        finally:
            with self._lock:
                self._task = None  # its loop is about to close
