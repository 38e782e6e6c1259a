"""The engine's thread: one piece of work at a time, from a queue and from timers. Nothing that runs on it may wait."""

from __future__ import annotations

import heapq
import itertools
import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Protocol

log = logging.getLogger(__name__)

Work = Callable[[], None]
LONGEST_WAIT = 3600.0
"""The system cannot wait for any number of seconds, and a configuration may say any."""


class Clock(Protocol):
    """What the engine needs of the module `time`; tests put their own in its place."""

    def time(self) -> float: ...
    def monotonic(self) -> float: ...


class Timer:
    """Work that is due later. Used on the engine thread only."""

    def __init__(self, work: Work) -> None:
        self.work: Work | None = work

    def cancel(self) -> None:
        """Do not run it any more."""
        self.work = None


class Loop:
    """Runs work on the thread `towpath-engine`, and what may wait on threads beside it.

    `after_each` is called on the engine thread after each piece of work: the state is then consistent.
    """

    def __init__(self, after_each: Work, clock: Clock = time) -> None:
        self.clock = clock
        self._after_each = after_each
        self._queue: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._timers: list[tuple[float, int, Timer]] = []
        self._numbers = itertools.count()
        self._thread = threading.Thread(target=self._run, name="towpath-engine", daemon=True)
        self._aside: set[threading.Thread] = set()
        self._aside_lock = threading.Lock()

    def start(self) -> None:
        """Start the thread; work posted before waits until now."""
        self._thread.start()

    def post(self, work: Work) -> None:
        """Run `work` on the engine thread, after everything posted before it. Any thread."""
        self._queue.put(work)

    def later(self, seconds: float, work: Work) -> Timer:
        """Run `work` on the engine thread in `seconds`. Engine thread only."""
        timer = Timer(work)
        heapq.heappush(self._timers, (self.clock.monotonic() + seconds, next(self._numbers), timer))
        return timer

    def aside(self, name: str, work: Work) -> None:
        """Run `work`, which may wait, on a thread of its own called `towpath-NAME`. Any thread."""

        def run() -> None:
            try:
                work()
            except Exception:
                log.exception("unexpected error in %s", name)
            finally:
                with self._aside_lock:
                    self._aside.discard(thread)

        thread = threading.Thread(target=run, name=f"towpath-{name}", daemon=True)
        with self._aside_lock:
            self._aside.add(thread)
        thread.start()

    def stop(self, seconds: float) -> None:
        """End the engine thread after the work that is queued, then wait for the threads beside it.

        Takes at most `seconds`; a thread that is stuck longer is left behind (it is a daemon).
        """
        deadline = time.monotonic() + seconds
        self._queue.put(None)
        self._thread.join(seconds)
        self.wait_aside(deadline - time.monotonic())

    def wait_aside(self, seconds: float) -> None:
        """Wait for the threads beside the engine's (but the caller's own), together at most `seconds`."""
        deadline = time.monotonic() + seconds
        with self._aside_lock:
            aside = self._aside - {threading.current_thread()}
        for thread in aside:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _run(self) -> None:
        while True:
            try:
                work = self._queue.get(timeout=self._until_next_timer())
            except queue.Empty:
                self._run_due_timers()
                continue
            if work is None:
                return
            self._do(work)
            self._run_due_timers()

    def _until_next_timer(self) -> float | None:
        if not self._timers:
            return None
        return min(max(0.0, self._timers[0][0] - self.clock.monotonic()), LONGEST_WAIT)

    def _run_due_timers(self) -> None:
        while self._timers and self._timers[0][0] <= self.clock.monotonic():
            timer = heapq.heappop(self._timers)[2]
            if timer.work:
                self._do(timer.work)

    def _do(self, work: Work) -> None:
        for step in (work, self._after_each):
            try:
                step()
            except Exception:
                # One faulty command must not end every connection: it is reported, and the engine goes on.
                log.exception("unexpected error in the engine")
