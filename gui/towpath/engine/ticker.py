"""A tick for all that is under way, and none while nothing is: an idle engine sleeps."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from msgspec.structs import replace

from towpath.engine.loop import Loop, Timer
from towpath.model.state import Traffic

SECONDS = 1.0
_SPAN = 2
"""Ticks that a rate is taken over, so that it does not jump about."""


class Ticker:
    """Calls back every so many seconds. Engine thread only."""

    def __init__(self, loop: Loop, seconds: float = SECONDS) -> None:
        self._loop = loop
        self._seconds = seconds
        self._receivers: dict[Callable[[], None], None] = {}
        self._timer: Timer | None = None

    def add(self, receiver: Callable[[], None]) -> None:
        """Call it from now on."""
        self._receivers[receiver] = None
        if self._timer is None:
            self._timer = self._loop.later(self._seconds, self._tick)

    def remove(self, receiver: Callable[[], None]) -> None:
        """Call it no more."""
        self._receivers.pop(receiver, None)
        if self._timer and not self._receivers:
            self._timer.cancel()
            self._timer = None

    def _tick(self) -> None:
        self._timer = self._loop.later(self._seconds, self._tick)
        for receiver in list(self._receivers):
            receiver()


class Rates:
    """Adds to the counts of one forward how fast they grow: over the last two looks, so that silence is exactly 0."""

    def __init__(self) -> None:
        self._looks: deque[tuple[float, Traffic]] = deque(maxlen=_SPAN)

    def look(self, now: float, traffic: Traffic) -> Traffic:
        """The same counts with their rates. `now` is a monotonic time in seconds."""
        if self._looks and now > self._looks[0][0]:
            since, before = self._looks[0]
            seconds = now - since
            rated = replace(
                traffic,
                down_rate=(traffic.down - before.down) / seconds,
                up_rate=(traffic.up - before.up) / seconds,
            )
        else:
            rated = traffic
        self._looks.append((now, traffic))
        return rated
