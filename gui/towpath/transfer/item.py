"""One thing that a batch does with one path. They come from `walk`, or from the plan of a synchronisation."""

from __future__ import annotations

import enum

import msgspec

from towpath.model.error import Problem
from towpath.model.filesystem import Attributes


class ItemAct(enum.Enum):
    """What is done."""

    FILE = enum.auto()
    """Copy its content and attributes."""
    LINK = enum.auto()
    """Make the same symbolic link."""
    FOLDER = enum.auto()
    """Make it, or merge into the one there; its attributes are set when all else is done. Comes before its content."""
    MOVED = enum.auto()
    """Nothing is left to be done: it has its new path, with all that is in it."""
    DELETE = enum.auto()
    """Remove `destination`, whose attributes are `there`; a folder has to be empty by then. `source` is what it would
    be called there. Deletions one after the other may overtake each other only within one depth and kind, and
    what comes before or after them waits for them."""
    SKIP = enum.auto()
    """Nothing is done; `problem` says why, if that is worth saying."""
    FAIL = enum.auto()
    """It could not even be looked at, or must not be copied; `problem` says why."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A file, a link or a folder on its way. Paths are absolute."""

    act: ItemAct
    source: bytes
    destination: bytes
    attributes: Attributes | None = None
    """Of the source, as listed; those of what a link leads to where links are followed. None for DELETE, SKIP, FAIL."""
    there: Attributes | None = None
    """What is at the destination under this name (not followed); None for nothing."""
    looked: bool = True
    """Whether anyone has looked there. Else `there` says nothing, and whoever needs to know has to look."""
    replace: bool | None = None
    """Decided already whether what is there is replaced; None leaves it to the batch's policy."""
    named: bool = False
    """The user chose this very destination: a link that is there is written through. Any other is replaced: it may be
    the source's own, and lead anywhere."""
    stays: bool = False
    """Not to be removed by a move: a link led there, and it may belong to something else."""
    problem: Problem | None = None
