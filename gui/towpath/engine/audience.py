"""Who hears what the engine does: front ends that listen, and those that wait for the end of a command."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TypeVar

from towpath.model.error import Problem
from towpath.model.event import Event, applied
from towpath.model.ports import Done, Unsubscribe
from towpath.model.state import Snapshot

log = logging.getLogger(__name__)

_T = TypeVar("_T")
Sink = Callable[[Event], None]


class Audience:
    """Engine thread only, except `subscribe` and reading `snapshot`."""

    def __init__(self) -> None:
        self.snapshot = Snapshot()
        """The latest state, immutable."""
        self._finished: list[tuple[Done, Problem | None]] = []
        self._sinks: tuple[Sink, ...] = ()
        self._lock = threading.Lock()

    def subscribe(self, sink: Sink) -> Unsubscribe:
        """`sink` hears every event from now on. Any thread."""
        with self._lock:
            self._sinks = (*self._sinks, sink)

        def unsubscribe() -> None:
            with self._lock:
                self._sinks = tuple(one for one in self._sinks if one is not sink)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Tell all, when the snapshot shows it."""
        self.snapshot = applied(self.snapshot, event)
        for sink in self._sinks:
            _call(sink, event)

    def finish(self, done: Done, problem: Problem | None) -> None:
        """Have this one answered, when what the work has changed is published."""
        self._finished.append((done, problem))

    def answer(self) -> None:
        """All who are to be answered."""
        finished, self._finished = self._finished, []
        for done, problem in finished:
            _call(done, problem)


def _call(receiver: Callable[[_T], None], value: _T) -> None:
    """A front end's mistake is its own: the engine goes on."""
    try:
        receiver(value)
    except Exception:
        log.exception("unexpected error in a receiver of the engine")
