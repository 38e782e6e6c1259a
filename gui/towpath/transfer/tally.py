"""What a batch has found, moved and finished so far, and when it is likely to end."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from towpath.model.transfer import ActiveFile, Amounts
from towpath.transfer.estimate import Estimate

WINDOW = 5.0
"""Seconds over which the rates are averaged."""
SAMPLE_SECONDS = 0.2
"""At least this long between two looks at the counters."""


class _Active:
    """A file under way. `moved` is written by one thread at a time, the one in which its bytes arrive."""

    __slots__ = ("already", "moved", "size", "source")

    def __init__(self, source: bytes, size: int, already: int) -> None:
        self.source = source
        self.size = size
        self.already = already
        self.moved = already


class Tally:
    """Counters of one batch. Nobody ever waits here: the batch's thread writes, the thread where bytes arrive writes
    into its file's own counter, and one more thread (the progress display's) reads.

    A change of several counters by the batch's thread is between two steps of `_version`: a reader that saw an odd
    one, or two different ones, looks again.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._version = 0
        self._active: dict[bytes, _Active] = {}
        self._files_found = self._bytes_found = 0
        self._listed = False
        self._files_done = self._files_skipped = self._files_failed = self._deleted = 0
        self._bytes_done = self._bytes_failed = self._bytes_sent = 0
        self._samples: deque[tuple[float, int, int]] = deque([(clock(), 0, 0)])
        self._estimate = Estimate()

    # the batch's thread

    def found(self, size: int) -> None:
        """The walk met a file (or a link) to be copied."""
        self._files_found += 1
        self._bytes_found += size

    def dropped(self, size: int) -> None:
        """A file that was found will not be looked at: its folder has failed as a whole."""
        self._files_found -= 1
        self._bytes_found -= size

    def listed(self) -> None:
        """All has been found."""
        self._listed = True

    def began(self, source: bytes, size: int, already: int = 0) -> None:
        """A file is under way, of which the destination has `already` bytes."""
        self._active[source] = _Active(source, size, already)

    def ended(self, source: bytes) -> None:
        """It no longer is. What has become of it is told by `stored` or `failed`."""
        self._version += 1
        file = self._active.pop(source, None)
        if file:
            self._bytes_sent += file.moved - file.already
        self._version += 1

    def sent(self, count: int) -> None:
        """Bytes of a small file went over at once."""
        self._bytes_sent += count

    def stored(self, size: int) -> None:
        """A file is there."""
        self._files_done += 1
        self._bytes_done += size

    def skipped(self, size: int) -> None:
        """A file is left alone."""
        self._files_done += 1
        self._files_skipped += 1
        self._bytes_done += size

    def failed(self, size: int) -> None:
        """A file is not there."""
        self._files_failed += 1
        self._bytes_failed += size

    def deleted(self) -> None:
        """Something was taken away at the destination."""
        self._deleted += 1

    # the thread where bytes arrive

    def moved(self, source: bytes, count: int) -> None:
        """So many bytes more of a file under way have arrived."""
        file = self._active.get(source)
        if file:
            file.moved += count

    # the reader's thread

    def amounts(self) -> Amounts:
        """As it is now."""
        while True:
            version = self._version
            try:
                under_way = [(file.moved, file.already) for file in self._active.values()]
            except RuntimeError:  # a file began meanwhile
                continue
            amounts = Amounts(
                files_found=self._files_found,
                bytes_found=self._bytes_found,
                listed=self._listed,
                files_done=self._files_done,
                files_skipped=self._files_skipped,
                files_failed=self._files_failed,
                deleted=self._deleted,
                bytes_done=self._bytes_done + sum(moved for moved, _ in under_way),
                bytes_sent=self._bytes_sent + sum(moved - already for moved, already in under_way),
            )
            if version == self._version and version % 2 == 0:
                return amounts

    def active(self, most: int = 20) -> tuple[ActiveFile, ...]:
        """Some of the files under way, the largest first."""
        while True:
            try:
                files = sorted(self._active.values(), key=lambda file: file.size, reverse=True)[:most]
            except RuntimeError:  # a file began or ended meanwhile
                continue
            return tuple(ActiveFile(source=file.source, size=file.size, moved=file.moved) for file in files)

    def rate(self) -> float:
        """Bytes a second that went over the network in the last seconds."""
        return self._rates()[0]

    def files_rate(self) -> float:
        """Files a second that ended in the last seconds."""
        return self._rates()[1]

    def seconds_left(self) -> float | None:
        """Until all that was found has been moved; None while nothing can be said, or not all has been found."""
        self._sample()
        if not self._listed:
            return None
        amounts = self.amounts()
        files = amounts.files_found - amounts.files_done - amounts.files_failed
        size = amounts.bytes_found - amounts.bytes_done - self._bytes_failed
        return self._estimate.seconds(max(0, files), max(0, size))

    def _rates(self) -> tuple[float, float]:
        self._sample()
        began, size, files = self._samples[0]
        now, size_now, files_now = self._samples[-1]
        seconds = now - began
        if seconds <= 0:
            return 0.0, 0.0
        return (size_now - size) / seconds, (files_now - files) / seconds

    def _sample(self) -> None:
        now = self._clock()
        last, last_size, last_files = self._samples[-1]
        if now - last < SAMPLE_SECONDS:
            return
        amounts = self.amounts()
        files = amounts.files_done + amounts.files_failed
        self._samples.append((now, amounts.bytes_sent, files))
        while len(self._samples) > 2 and self._samples[1][0] <= now - WINDOW:
            self._samples.popleft()
        self._estimate.learn(now - last, files - last_files, amounts.bytes_sent - last_size)
