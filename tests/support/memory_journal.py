"""A journal of a batch that lasts as long as the test."""

import threading

from towpath.model.filesystem import Range
from towpath.model.journal import FileRecord
from towpath.model.ranges import Ranges


class MemoryJournal:
    """A `model.journal.BatchJournal`. What survives a crash is what `record` tells: give it to the next run."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._records: dict[bytes, FileRecord] = {}
        self._ranges: dict[bytes, Ranges] = {}
        self.flushed = 0

    def record(self, source: bytes) -> FileRecord | None:
        with self._lock:
            record = self._records.get(source)
            if record is None or record.finished:
                return record
            return FileRecord(
                size=record.size,
                mtime=record.mtime,
                temporary=record.temporary,
                acknowledged=self._ranges[source].all(),
                in_place=record.in_place,
            )

    def began(self, source: bytes, record: FileRecord) -> None:
        with self._lock:
            self._records[source] = record
            self._ranges[source] = Ranges(record.acknowledged)

    def acknowledged(self, source: bytes, offset: int, size: int) -> None:
        with self._lock:
            self._ranges[source].add(offset, offset + size)

    def finished(self, source: bytes, size: int, mtime: int | None) -> None:
        with self._lock:
            self._records[source] = FileRecord(size=size, mtime=mtime, finished=True)
            self._ranges.pop(source, None)

    def forget(self, source: bytes) -> None:
        with self._lock:
            self._records.pop(source, None)
            self._ranges.pop(source, None)

    def flush(self) -> None:
        self.flushed += 1

    def all(self) -> dict[bytes, tuple[Range, ...]]:
        """What has begun and is not finished, and how far it is."""
        with self._lock:
            return {source: ranges.all() for source, ranges in self._ranges.items()}
