"""What to do with a file whose name is taken: pure decisions."""

from __future__ import annotations

import enum

from towpath.model.filesystem import SECOND, Attributes
from towpath.model.transfer import Conflict


class Decision(enum.Enum):
    """What is done."""

    OVERWRITE = enum.auto()
    SKIP = enum.auto()
    RENAME = enum.auto()
    ASK = enum.auto()


_ALWAYS = {
    Conflict.OVERWRITE: Decision.OVERWRITE,
    Conflict.RENAME: Decision.RENAME,
    Conflict.SKIP: Decision.SKIP,
    Conflict.ASK: Decision.ASK,
}


def decide(policy: Conflict, source: Attributes, there: Attributes, skew: float = 0.0) -> Decision:
    """`skew` is by how many seconds the clock at the destination is ahead of the source's."""
    if policy is Conflict.SIZE_DIFFERS:
        return Decision.SKIP if source.size == there.size else Decision.OVERWRITE
    if policy is Conflict.NEWER:
        return Decision.OVERWRITE if _is_newer(source.mtime, there.mtime, skew) else Decision.SKIP
    return _ALWAYS[policy]


def _is_newer(source: int | None, there: int | None, skew: float) -> bool:
    """Whether a source is surely newer. A copy has its original's time, so nobody knows by whose clock a time is: it
    has to be later with the clocks' difference and without."""
    if source is None or there is None:
        return False
    return source // SECOND > max(there // SECOND, (there - round(skew * SECOND)) // SECOND)
