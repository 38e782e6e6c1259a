"""How long the rest of a batch takes, learned from how long its parts took."""

from __future__ import annotations

import math

MEMORY = 30.0
"""Seconds after which what was learned counts for a third (1/e)."""
CHUNK = 1.0
"""Seconds that are learned from at once: in shorter ones the bursts of disks and links would be all there is to see."""
ALIKE = 0.99
"""Two kinds of work that correlate more than this cannot be told apart."""


class Estimate:
    """Each file costs some time and each byte costs some: `seconds = a * files + b * bytes`. Thousands of small files
    go by the first, a large one by the second, and batches are mixtures that change as they go. The ratio of both
    costs is fitted by least squares in which the past fades, their level is that of the past as a whole.
    """

    def __init__(self) -> None:
        self._chunk_seconds, self._chunk_files, self._chunk_bytes = 0.0, 0, 0
        self._seconds = self._files = self._bytes = 0.0
        self._files_files = self._files_bytes = self._bytes_bytes = 0.0

    def learn(self, seconds: float, files: int, size: int) -> None:
        """So many files ended and so many bytes moved in so many seconds."""
        self._chunk_seconds += seconds
        self._chunk_files += files
        self._chunk_bytes += size
        if self._chunk_seconds >= CHUNK and (self._chunk_files or self._chunk_bytes):
            self._learn_chunk(self._chunk_seconds, self._chunk_files, self._chunk_bytes)
            self._chunk_seconds, self._chunk_files, self._chunk_bytes = 0.0, 0, 0

    def seconds(self, files: int, size: int) -> float | None:
        """For so many files with so many bytes in all; None while too little was seen."""
        if files == 0 and size == 0:
            return 0.0
        if not self._seconds:
            return None
        costs = self._costs()
        if costs:
            return costs[0] * files + costs[1] * size
        # They cannot be told apart: the one that takes longer.
        by_files = files * self._seconds / self._files if self._files else 0.0
        by_bytes = size * self._seconds / self._bytes if self._bytes else 0.0
        return max(by_files, by_bytes)

    def _learn_chunk(self, seconds: float, files: int, size: int) -> None:
        fade = math.exp(-seconds / MEMORY)
        # Per second, so that a long chunk weighs by its length and not by its square.
        self._seconds = self._seconds * fade + seconds
        self._files = self._files * fade + files
        self._bytes = self._bytes * fade + size
        self._files_files = self._files_files * fade + files * files / seconds
        self._files_bytes = self._files_bytes * fade + files * size / seconds
        self._bytes_bytes = self._bytes_bytes * fade + size * size / seconds

    def _costs(self) -> tuple[float, float] | None:
        """Seconds per file and per byte, neither negative."""
        scale = self._files_files * self._bytes_bytes
        if not scale or self._files_bytes**2 > ALIKE * scale:
            return None
        # Each chunk's weighted time is its number of seconds over itself: the right-hand sides are the plain sums.
        per_file = self._files * self._bytes_bytes - self._bytes * self._files_bytes
        per_byte = self._bytes * self._files_files - self._files * self._files_bytes
        if per_byte <= 0:
            return self._seconds / self._files, 0.0
        if per_file <= 0:
            return 0.0, self._seconds / self._bytes
        level = self._seconds / (per_file * self._files + per_byte * self._bytes)
        return per_file * level, per_byte * level
