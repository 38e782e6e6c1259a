"""What is to be done with one name that two compared folders have: pure decisions."""

from __future__ import annotations

from towpath.model.filesystem import SECOND, Attributes, FileKind
from towpath.model.transfer import CANNOT_TELL, Act, Comparison, Conflict, Differ, Direction

COPY = {Direction.UP: Act.COPY_UP, Direction.DOWN: Act.COPY_DOWN}
UPDATE = {Direction.UP: Act.UPDATE_UP, Direction.DOWN: Act.UPDATE_DOWN}
DELETE = {Direction.UP: Act.DELETE_SECOND, Direction.DOWN: Act.DELETE_FIRST}
"""What follows the leading side there is deleted on the other one."""

UPWARDS = frozenset({Act.COPY_UP, Act.UPDATE_UP, Act.DELETE_SECOND})
DELETIONS = frozenset({Act.DELETE_FIRST, Act.DELETE_SECOND})

MOST_SECONDS = (1 << 32) - 1
"""The latest time that SFTP version 3 has room for."""

_KINDS = {FileKind.FILE: "a file", FileKind.FOLDER: "a folder", FileKind.LINK: "a link", FileKind.OTHER: "a device"}


def same_time(first: int | None, second: int | None) -> bool:
    """Whether two times are the same as far as an SFTP server can keep them: whole seconds, none before 1970 or after
    2106. An untold one is like no other."""
    return first is not None and second is not None and _kept(first) == _kept(second)


def newer_side(first: Attributes, second: Attributes, clock_skew: float) -> Direction | None:
    """UP when the first was changed later, DOWN when the second was; None when that cannot be told.

    A time comes from the clock of the machine where the file was written, and goes along when it is copied: so nobody
    knows whose clock made it. It counts only where it says the same with the clocks' difference and without.
    """
    if first.mtime is None or second.mtime is None:
        return None
    ahead = first.mtime // SECOND - second.mtime // SECOND
    sides = {_side(ahead), _side(ahead + clock_skew)}
    return sides.pop() if len(sides) == 1 else None


def files_differ(first: Attributes, second: Attributes, comparison: Comparison, clock_skew: float) -> bool:
    """Whether two files differ as far as can be seen without reading them; `Differ.HASH` reads those that do not.

    Where the transfers do not keep times, a copy is newer than what it is a copy of, by its own machine's clock.
    """
    if first.size != second.size:
        return True
    if comparison.differ is not Differ.TIME or same_time(first.mtime, second.mtime):
        return False
    if comparison.options.times or first.mtime is None or second.mtime is None:
        return True
    ahead = (first.mtime - second.mtime) / SECOND + clock_skew
    return {Direction.UP: ahead > 0, Direction.DOWN: ahead < 0, Direction.BOTH: True}[comparison.direction]


def act_for_different(
    first: Attributes, second: Attributes, comparison: Comparison, clock_skew: float
) -> tuple[Act, str]:
    """What is done with two that differ and of which none is a folder; for a conflict, why.

    One leads: it wins, unless the policy wants to look at times or sizes, or to be asked; it wins as well where there
    is nothing to look at (a link against a file). None leads: only the policy NEWER lets the newer one win.
    """
    policy, direction = comparison.options.conflict, comparison.direction
    newer = newer_side(first, second, clock_skew)
    if direction is Direction.BOTH:
        if policy is Conflict.NEWER and newer is not None and first.kind is second.kind:
            return UPDATE[newer], ""
        return Act.CONFLICT, _how_they_differ(first, second, newer)
    wins = {
        Conflict.OVERWRITE: True,
        Conflict.NEWER: newer is direction,
        Conflict.SIZE_DIFFERS: first.size != second.size or first.kind is not second.kind,
        Conflict.SKIP: False,
    }
    if policy not in wins:  # to be asked, or to have both
        return Act.CONFLICT, _how_they_differ(first, second, newer)
    return (UPDATE[direction], "") if wins[policy] else (Act.NOTHING, "")


def kinds_differ(first: Attributes, second: Attributes) -> str:
    """In words."""
    return f"{_KINDS[first.kind]} in the first place, {_KINDS[second.kind]} in the second"


def _kept(time: int) -> int:
    return max(0, min(time // SECOND, MOST_SECONDS))


def _side(ahead: float) -> Direction | None:
    return Direction.UP if ahead > 0 else Direction.DOWN if ahead < 0 else None


def _how_they_differ(first: Attributes, second: Attributes, newer: Direction | None) -> str:
    if first.kind is not second.kind:
        return kinds_differ(first, second)
    if newer is None:
        return CANNOT_TELL
    return f"they differ; the {'first' if newer is Direction.UP else 'second'} is newer"
