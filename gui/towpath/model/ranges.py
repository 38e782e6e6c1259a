"""Which parts of a file have arrived."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from towpath.model.filesystem import Range


class Ranges:
    """A set of byte ranges that grows, in order and without overlaps. Not for several threads at once.

    Adding to the end of a range there, as most pieces do, costs the same however many there are.
    """

    def __init__(self, ranges: Iterable[Range] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in ranges:
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """An empty range adds nothing."""
        if start >= end:
            return
        first = bisect_left(self._ends, start)  # the first range that ends at `start` or later: it is touched
        last = bisect_right(self._starts, end)  # after the last one that begins at `end` or earlier
        if first < last:
            start = min(start, self._starts[first])
            end = max(end, self._ends[last - 1])
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]

    def all(self) -> tuple[Range, ...]:
        return tuple(zip(self._starts, self._ends, strict=True))

    def missing(self, size: int) -> tuple[Range, ...]:
        """What a file of `size` bytes still lacks."""
        gaps = zip([0, *self._ends], [*self._starts, size], strict=True)
        return tuple((start, min(end, size)) for start, end in gaps if start < min(end, size))

    @property
    def prefix(self) -> int:
        """How many bytes there are from the beginning on without a gap."""
        return self._ends[0] if self._starts and self._starts[0] == 0 else 0

    @property
    def total(self) -> int:
        return sum(self._ends) - sum(self._starts)

    @property
    def end(self) -> int:
        """Of the last one."""
        return self._ends[-1] if self._ends else 0
