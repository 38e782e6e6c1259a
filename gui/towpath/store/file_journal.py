"""What the journal of the transfers keeps of the files of one batch."""

from __future__ import annotations

import struct
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from towpath.model.filesystem import Range
from towpath.model.journal import FileRecord
from towpath.model.ranges import Ranges

if TYPE_CHECKING:
    from towpath.store.journal import TransferJournal

GATHER_FILES = 64
GATHER_BYTES = 1 << 20
GATHER_PART = 64
MOST_GATHERED_BYTES = 8 << 20
"""When so much was told it is written at once: so many files, or bytes; of these a part of what there is already, so
that after any end little is sent again, and a fast link does not write all the time."""
MOST_UNWRITTEN = 100_000
"""Files whose record waits for a disk that takes nothing; those beyond it are not written down."""
_NO_ROOM = 1 << 63
_COLUMNS = "size, mtime, temporary, acknowledged, in_place, finished"

Row = tuple[int, bytes, int, int | None, bytes, bytes, bool, bool]
"""The batch, the source, then `_COLUMNS`."""


class _Open:
    """A file that has begun and is not finished."""

    __slots__ = ("ranges", "record")

    def __init__(self, record: FileRecord) -> None:
        self.record = record
        self.ranges = Ranges(record.acknowledged)


class FileJournal:
    """The files of one batch: a `model.journal.BatchJournal`. What was finished in this program's life is not asked for
    again in the same run; `look_back` before another one."""

    def __init__(self, journal: TransferJournal, number: int, *, looks_back: bool) -> None:
        self._journal = journal
        self._number = number
        self._lock = threading.Lock()
        self._looks_back = looks_back
        self._recalled = not looks_back
        self._open: dict[bytes, _Open] = {}
        self._changed: dict[bytes, tuple[int, int | None] | None] = {}
        """Size and time of what is finished; None: see `_open`, and what is not there either is forgotten."""
        self._bytes = self._all_bytes = 0
        """Acknowledged since the last writing, and in all."""

    def look_back(self) -> None:
        """Another run begins: it asks for what this one has finished."""
        self._looks_back = True

    def record(self, source: bytes) -> FileRecord | None:
        """See `BatchJournal`."""
        if not self._looks_back and source not in self._changed and source not in self._open:
            return None  # most of the files of most batches
        self._recall()
        with self._lock:
            if found := self._open.get(source):
                return msgspec.structs.replace(found.record, acknowledged=found.ranges.all())
            if source in self._changed:
                finished = self._changed[source]
                return FileRecord(size=finished[0], mtime=finished[1], finished=True) if finished else None
        if not self._looks_back:
            return None
        query = f"SELECT {_COLUMNS} FROM files WHERE batch = ? AND source = ?"  # noqa: S608 (a constant)
        row = self._journal.look_up(query, (self._number, source))
        return _record(row) if row else None

    def unfinished(self) -> dict[bytes, FileRecord]:
        """What has begun and is not finished."""
        self._recall()
        with self._lock:
            return {
                source: msgspec.structs.replace(found.record, acknowledged=found.ranges.all())
                for source, found in self._open.items()
            }

    def began(self, source: bytes, record: FileRecord) -> None:
        """See `BatchJournal`. Waits for the disk."""
        with self._lock:
            self._open[source] = _Open(record)
            self._changed[source] = None
        self._journal.wake()
        self._journal.flush()

    def acknowledged(self, source: bytes, offset: int, size: int) -> None:
        """See `BatchJournal`."""
        with self._lock:
            found = self._open.get(source)
            if found is None:
                return  # it was forgotten meanwhile
            found.ranges.add(offset, offset + size)
            first = not self._changed
            self._changed[source] = None
            self._bytes += size
            self._all_bytes += size
            much = self._bytes >= GATHER_BYTES and self._bytes >= min(
                MOST_GATHERED_BYTES, self._all_bytes // GATHER_PART
            )
        if first or much:
            self._journal.wake(at_once=much)

    def finished(self, source: bytes, size: int, mtime: int | None) -> None:
        """See `BatchJournal`."""
        with self._lock:
            self._open.pop(source, None)
            self._changed[source] = (size, mtime)
            count = len(self._changed)
        if count == 1 or count == GATHER_FILES:
            self._journal.wake(at_once=count > 1)

    def forget(self, source: bytes) -> None:
        """See `BatchJournal`."""
        with self._lock:
            self._open.pop(source, None)
            self._changed[source] = None
        self._journal.wake()

    def flush(self) -> None:
        """See `BatchJournal`."""
        self._journal.flush()

    # --- what the journal takes

    def take(self) -> tuple[list[Row], list[tuple[int, bytes]]]:
        """The rows to write and those to delete. They count as written until they are given back."""
        with self._lock:
            changed, self._changed = self._changed, {}
            self._bytes = 0
            rows: list[Row] = []
            deleted: list[tuple[int, bytes]] = []
            for source, finished in changed.items():
                if finished:
                    size, mtime = finished
                    rows.append((self._number, source, size, _kept(mtime), b"", b"", False, True))
                elif found := self._open.get(source):
                    rows.append(_row(self._number, source, found))
                else:
                    deleted.append((self._number, source))
        return rows, deleted

    def give_back(self, rows: Sequence[Row], deleted: Sequence[tuple[int, bytes]]) -> None:
        """They could not be written: the next time, unless there is something newer to write then."""
        with self._lock:
            if len(self._changed) + len(rows) + len(deleted) > MOST_UNWRITTEN:
                return
            before: dict[bytes, tuple[int, int | None] | None] = {source: None for _, source in deleted}
            before.update({row[1]: (row[2], row[3]) if row[7] else None for row in rows})
            self._changed = before | self._changed

    def _recall(self) -> None:
        """Take up what an earlier program's run had begun, before the first question."""
        if self._recalled:
            return
        query = f"SELECT source, {_COLUMNS} FROM files WHERE batch = ? AND NOT finished"  # noqa: S608 (a constant)
        rows = self._journal.look_up_all(query, (self._number,))
        with self._lock:
            self._recalled = True
            for source, *columns in rows:
                if isinstance(source, bytes) and source not in self._changed:
                    self._open.setdefault(source, _Open(_record(columns)))


def _row(number: int, source: bytes, found: _Open) -> Row:
    record, ranges = found.record, [edge for piece in found.ranges.all() for edge in piece]
    packed = struct.pack(f"<{len(ranges)}q", *ranges)
    return number, source, record.size, _kept(record.mtime), record.temporary, packed, record.in_place, False


def _kept(mtime: int | None) -> int | None:
    """None for a time that the database has no room for (after 2262): the file is taken for one that has changed."""
    return mtime if mtime is not None and abs(mtime) < _NO_ROOM else None


def _record(columns: Sequence[object]) -> FileRecord:
    size, mtime, temporary, packed, in_place, finished = columns
    values = {
        "size": size,
        "mtime": mtime,
        "temporary": temporary,
        "acknowledged": _ranges(packed if isinstance(packed, bytes) else b""),
        "in_place": bool(in_place),
        "finished": bool(finished),
    }
    return msgspec.convert(values, type=FileRecord)


def _ranges(packed: bytes) -> tuple[Range, ...]:
    return tuple((start, end) for start, end in struct.iter_unpack("<2q", packed))
