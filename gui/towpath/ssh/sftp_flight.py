"""How much to have under way on one link, in one direction."""

from __future__ import annotations

import threading
import time

LEAST = 1 << 20
"""Bytes that are under way in any case. What is under way without need only makes the forwards beside it wait."""
MOST = 24 << 20
LEAST_WINDOW = 0.01
"""Seconds over which a rate is taken."""
_FADE = 0.95
"""How much of the best rate is believed in after another such time."""


class Flight:
    """The round trip and the rate of one link in one direction, learned from the requests of all its transfers.

    What may be under way is twice what the link holds (round trip times rate): enough to keep it full. Any thread.
    """

    def __init__(self, least: int = LEAST, most: int = MOST) -> None:
        self._least = least
        self._most = most
        self._lock = threading.Lock()
        self._users = 0
        self._counted = 0
        self._since = 0.0
        self.round_trip = 0.0
        """Seconds; the shortest of a request so far, its bytes included. 0 for not known yet."""
        self.rate = 0.0
        """Bytes a second, the best of late."""

    @property
    def limit(self) -> int:
        """Bytes that one of the transfers may have under way now."""
        wanted = int(2 * self.rate * self.round_trip)
        return max(self._least, min(wanted, self._most)) // max(1, self._users)

    def join(self) -> None:
        """One more transfer shares it."""
        with self._lock:
            self._users += 1

    def leave(self) -> None:
        """One less does."""
        with self._lock:
            self._users -= 1

    def answered(self, asked: float, size: int) -> None:
        """A request made at `asked` (`time.monotonic`) that moves `size` bytes is complete."""
        now = time.monotonic()
        took = now - asked
        with self._lock:
            if not self.round_trip or took < self.round_trip:
                self.round_trip = took
            self._counted += size
            passed = now - self._since
            if passed >= LEAST_WINDOW:
                if self._since:
                    self.rate = max(self._counted / passed, self.rate * _FADE)
                self._counted, self._since = 0, now
