"""What a transfer writes down so that it can be gone on with after any end: `store.journal` keeps it on the disk."""

from __future__ import annotations

from typing import Protocol

import msgspec

from towpath.model.filesystem import Range
from towpath.model.transfer import TransferState


class FileRecord(msgspec.Struct, frozen=True, kw_only=True):
    """How far one file of a batch is."""

    size: int
    """Of the source when it began, as is `mtime`: the file is gone on with only while they are the same."""
    mtime: int | None = None
    temporary: bytes = b""
    """The path it is written under until it is published; the final one when `in_place`; empty once finished."""
    acknowledged: tuple[Range, ...] = ()
    """What the destination has, in order, without overlaps."""
    in_place: bool = False
    finished: bool = False
    """It is published."""


class BatchJournal(Protocol):
    """The files of one batch, by their source paths. Used from the batch's thread, `acknowledged` from any. It gathers
    what it is told and never fails: where it cannot write, the next run begins those files anew."""

    def record(self, source: bytes) -> FileRecord | None:
        """What is known of a file; None when it has not begun."""
        ...

    def began(self, source: bytes, record: FileRecord) -> None:
        """From now on this is its record. On the disk when this returns: what is written under `temporary` is ours."""
        ...

    def acknowledged(self, source: bytes, offset: int, size: int) -> None:
        """The destination has these bytes."""
        ...

    def finished(self, source: bytes, size: int, mtime: int | None) -> None:
        """It is published, or it was decided that nothing is to be done."""
        ...

    def forget(self, source: bytes) -> None:
        """Nothing of it is left at the destination but what was there before."""
        ...

    def flush(self) -> None:
        """Write what was gathered."""
        ...


class KeptBatch(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A batch as the journal keeps it."""

    state: TransferState
    """As it was last; its rates and what was under way are left out."""
    goes_on: bool = False
    """The next engine that stays goes on with it by itself; else whoever began it has to come back for it."""
