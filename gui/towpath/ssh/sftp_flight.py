"""How much to have under way on one link, in one direction."""

from __future__ import annotations

import threading
import time

LEAST = 1 << 20
"""Bytes that may be under way in any case."""
LONG_ROUND_TRIP = 0.02
"""Seconds. Such a link holds more than that at any rate worth the name."""
FIRST = 4 << 20
"""Bytes to begin with on such a link."""
MOST = 31 << 20
"""Less than the window of the channel, which other requests share."""
_QUEUE = 1 << 19
"""Bytes, or else this part of those under way, that should wait somewhere on the way, so that the link is never idle.
More than twice as many only make the forwards beside them wait as well."""
_PART = 0.35


class Flight:
    """Learns from the requests of all transfers in one direction how much of them keeps the link busy. Any thread.

    A request that takes longer than the fastest one has waited behind others; so much of what is under way is more
    than the link holds (as in TCP Vegas). While hardly any is, twice as much is tried every round trip.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._limit = LEAST
        self.round_trip = 0.0
        """Seconds that the fastest request took since there were no transfers, its bytes included. 0 for not known."""

    @property
    def limit(self) -> int:
        """Bytes that one of the transfers may have under way now."""
        return self._limit // max(1, self._users)

    @property
    def total(self) -> int:
        """The same for all of them."""
        return self._limit

    def join(self, round_trip: float) -> None:
        """One more transfer shares it. `round_trip` is what is known of the link: seconds, or 0."""
        with self._lock:
            if not self._users:
                self.round_trip = 0.0  # it may be another way by now
                if round_trip > LONG_ROUND_TRIP:
                    self._limit = max(self._limit, FIRST)
            self._users += 1

    def leave(self) -> None:
        """One less does."""
        with self._lock:
            self._users -= 1

    def answered(self, asked: float, size: int, under_way: int) -> None:
        """A request for `size` bytes, made at `asked` (`time.monotonic`), is complete.

        Of its transfer so much was under way until now.
        """
        took = time.monotonic() - asked
        with self._lock:
            if not self.round_trip or took < self.round_trip:
                self.round_trip = took
            waits = self._limit * (1 - self.round_trip / took) if took else 0.0
            enough = max(_QUEUE, self._limit * _PART)
            if waits > 2 * enough:
                self._limit = max(LEAST, self._limit - size // 2)
            elif waits < enough and 2 * under_way * self._users >= self._limit:
                self._limit = min(MOST, self._limit + size)
