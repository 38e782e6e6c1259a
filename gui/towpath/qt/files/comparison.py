"""Two listings side by side: which names are only here, newer, older, different or the same."""

from __future__ import annotations

import enum
from collections.abc import Generator, Iterable, Mapping

from towpath.model.filesystem import SECOND, Entry, FileKind

TOLERANCE = 1 * SECOND
"""Servers tell whole seconds, this machine's files have nanoseconds."""


class Mark(enum.StrEnum):
    """How an entry stands to the one of the same name on the other side."""

    ONLY_HERE = "only-here"
    NEWER = "newer"
    OLDER = "older"
    DIFFERENT = "different"
    SAME = "same"


Marks = Mapping[bytes, Mark]
"""By name. Folders on both sides have none: nobody has looked into them."""


class By(enum.StrEnum):
    """What decides whether two files are the same."""

    SIZE = "size"
    TIME = "time"
    """Of their last change; equal times with unequal sizes are still different."""


_OPPOSITE = {Mark.NEWER: Mark.OLDER, Mark.OLDER: Mark.NEWER}


STEP = 1000
"""Entries that are compared at once."""


def compare(left: Iterable[Entry], right: Iterable[Entry], by: By) -> Generator[None, None, tuple[Marks, Marks]]:
    """The marks of either side are what it returns in the end; it yields often on the way, so that a window can go on
    with its own work."""
    others = {entry.name: entry for entry in right}
    left_marks: dict[bytes, Mark] = {}
    right_marks: dict[bytes, Mark] = dict.fromkeys(others, Mark.ONLY_HERE)
    for number, entry in enumerate(left):
        if number % STEP == 0:
            yield
        other = others.get(entry.name)
        if other is None:
            left_marks[entry.name] = Mark.ONLY_HERE
            continue
        mark = _mark(entry, other, by)
        if mark is None:
            del right_marks[entry.name]
        else:
            left_marks[entry.name] = mark
            right_marks[entry.name] = _OPPOSITE.get(mark, mark)
    return left_marks, right_marks


def _mark(here: Entry, there: Entry, by: By) -> Mark | None:
    mine, other = here.attributes, there.attributes
    if mine.kind is not other.kind:
        return Mark.DIFFERENT
    if mine.kind is FileKind.FOLDER:
        return None
    if mine.kind is FileKind.LINK and here.target is not None and there.target is not None:
        return Mark.SAME if here.target == there.target else Mark.DIFFERENT
    if by is By.TIME and mine.mtime is not None and other.mtime is not None:
        later = mine.mtime - other.mtime
        if abs(later) > TOLERANCE:
            return Mark.NEWER if later > 0 else Mark.OLDER
    return Mark.SAME if mine.size == other.size else Mark.DIFFERENT
