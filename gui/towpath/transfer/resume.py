"""Whether what is at the destination already is the beginning of the source, and where to go on.

Two things can be gone on with: what this program left unfinished (the journal has its temporary name and what the
destination has acknowledged; the source has to have the same size and time of change), and, where the user asks for
it, a shorter file under the final name that somebody else left (the hash of all of it has to be that of the same
bytes of the source).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import Attributes, FileKind, FileSystem
from towpath.model.journal import FileRecord
from towpath.model.language import translate
from towpath.model.ranges import Ranges
from towpath.model.text import path_text

First = TypeVar("First")
Second = TypeVar("Second")


def why_stale(record: FileRecord, source: Attributes) -> str:
    """Why what was left unfinished belongs to another content than the source has now; empty if it does not."""
    if record.size != source.size:
        return translate("Fact", "the source has {size} bytes now, and had {size_2} when its transfer began").format(
            size=source.size, size_2=record.size
        )
    if record.mtime != source.mtime:
        return "the source was changed after its transfer began"
    return ""


async def usable(record: FileRecord, source: bytes, origin: FileSystem, destination: FileSystem) -> Ranges | None:
    """What is there of a file that this program left unfinished; None if that is nothing, or not what it was.

    Nobody else writes a temporary file. One in place has the name that others use: its beginning is compared. What
    was acknowledged beyond the end are zeros that were left out, or were lost.
    """
    try:
        there = await destination.stat(record.temporary, follow=False)
    except TowpathError as error:
        if error.problem.kind is ProblemKind.FILE_NOT_FOUND:
            return None
        raise
    if there.kind is not FileKind.FILE:
        return None
    ranges = Ranges((start, min(end, there.size)) for start, end in record.acknowledged)
    if record.in_place:
        prefix = ranges.prefix
        same = await begins_alike(origin, source, destination, record.temporary, prefix)
        return Ranges([(0, prefix)]) if prefix and same else None
    return ranges if ranges.total else None


async def begins_alike(origin: FileSystem, source: bytes, destination: FileSystem, path: bytes, size: int) -> bool:
    """Whether the first `size` bytes are the same, by hash, computed on both sides at the same time."""
    if not size:
        return True
    first, second = await both(origin.sha256(source, size), destination.sha256(path, size))
    return first == second


async def both(first: Awaitable[First], second: Awaitable[Second]) -> tuple[First, Second]:
    """At the same time; neither goes on when this has ended, not even when the other failed."""
    one, two = await asyncio.gather(first, second, return_exceptions=True)
    if isinstance(one, BaseException):
        raise one
    if isinstance(two, BaseException):
        raise two
    return one, two


def refused(destination: bytes, why: str) -> TowpathError:
    return TowpathError(Problem(ProblemKind.RESUME_REFUSED, path_text(destination), {"detail": why}))
