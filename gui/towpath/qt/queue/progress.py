"""The whole queue in figures, for the panel, the tray and the message at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from towpath.model.transfer import ENDED, TransferState, TransferStatus
from towpath.qt.queue.words import fraction

RESTING = ENDED | {TransferStatus.PAUSED}
"""Nothing will happen to it by itself."""
_GOES_ON = frozenset(TransferStatus) - RESTING


class Overall(msgspec.Struct, frozen=True, kw_only=True):
    """The transfers of one stretch of work added up; those that were paused or cancelled do not count."""

    working: int = 0
    """Transfers that have not ended."""
    failed: int = 0
    """Transfers."""
    files_done: int = 0
    files_skipped: int = 0
    files_found: int = 0
    files_failed: int = 0
    bytes_done: int = 0
    bytes_found: int = 0
    listed: bool = True
    """`files_found` and `bytes_found` are all there is."""
    fraction: float = 0.0
    rate: float = 0.0
    """Bytes a second."""
    seconds_left: float | None = None
    just_ended: bool = False
    """Nothing is under way any more, since the last look; told once."""


class Stretch:
    """A stretch of work: from the moment there is something to do until nothing is. A transfer that ends stays in it,
    so that a bar over all of them does not jump back; the next one begins at zero."""

    def __init__(self, counts: Callable[[TransferState], bool] = lambda _: True) -> None:
        self._counts = counts
        self._members: set[str] = set()
        self._ended: dict[str, float] | None = None
        """When those that are known to have ended did so."""
        self._working = False

    def follow(self, transfers: Iterable[TransferState]) -> Overall:
        """Take up how they are now."""
        counted = [state for state in transfers if self._counts(state)]
        known = self._ended
        self._ended = {state.batch.id: state.ended for state in counted if state.status in ENDED}
        # What ended before the first look is of an earlier stretch; what began and ended between two looks is not.
        ended = {one for one, at in self._ended.items() if known is not None and known.get(one) != at}
        working = {state.batch.id for state in counted if state.status in _GOES_ON}
        if not self._working and (working or ended):
            self._members.clear()
        self._members |= working | ended
        just_ended = bool(ended or self._working) and not working
        self._working = bool(working)
        members = [state for state in counted if state.batch.id in self._members]
        return _added_up(members, len(working), just_ended=just_ended)


def _added_up(members: Sequence[TransferState], working: int, *, just_ended: bool) -> Overall:
    left_out = (TransferStatus.PAUSED, TransferStatus.CANCELLED)
    states = [state for state in members if state.status not in left_out]
    amounts = [state.amounts for state in states]
    listed = all(state.amounts.listed or state.status in ENDED for state in states)
    bytes_done = sum(one.bytes_done for one in amounts)
    # What failed is not waited for.
    bytes_found = sum(s.amounts.bytes_done if s.status in ENDED else s.amounts.bytes_found for s in states)
    rate = sum(state.rate for state in states)
    if listed and bytes_found:
        done = min(1.0, bytes_done / bytes_found)
    else:  # how much those hold that wait is not known yet: each counts the same
        done = sum(1.0 if s.status in ENDED else fraction(s.amounts) for s in states) / max(1, len(states))
    left = [state.seconds_left for state in states if state.seconds_left is not None]
    if listed and rate >= 1 and working > 1:  # one of them knows better itself
        left.append((bytes_found - bytes_done) / rate)
    return Overall(
        working=working,
        failed=sum(state.status is TransferStatus.FAILED for state in states),
        files_done=sum(one.files_done for one in amounts),
        files_skipped=sum(one.files_skipped for one in amounts),
        files_found=sum(one.files_found for one in amounts),
        files_failed=sum(one.files_failed for one in amounts),
        bytes_done=bytes_done,
        bytes_found=bytes_found,
        listed=listed,
        fraction=done,
        rate=rate,
        seconds_left=max(left) if left and listed else None,
        just_ended=just_ended,
    )
