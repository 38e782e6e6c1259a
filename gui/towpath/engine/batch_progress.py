"""How far one batch is, as the front ends show it: from what its runs tell in their threads."""

from __future__ import annotations

from collections import deque

import msgspec
from msgspec.structs import replace

from towpath.model.transfer import (
    MOST_FAILURES_SHOWN,
    MOST_FINISHED_SHOWN,
    Amounts,
    FileOutcome,
    FileResult,
    TransferState,
)
from towpath.transfer.tally import Tally


class News(msgspec.Struct, frozen=True):
    """What has happened since the last look."""

    moved: bool
    """Something has arrived."""
    ended: tuple[FileResult, ...]
    failed: tuple[FileResult, ...]
    """Those of the ended that did."""


class BatchProgress:
    """Engine thread only, but for `tell`."""

    def __init__(self, before: TransferState) -> None:
        self.amounts = before.amounts
        self._failures = deque(before.failures, MOST_FAILURES_SHOWN)
        self._finished = deque(before.finished, MOST_FINISHED_SHOWN)
        self._results: deque[FileResult] = deque()
        """Told, not yet looked at."""

    def tell(self, result: FileResult) -> None:
        """An entry has ended. Any thread."""
        self._results.append(result)

    def begin(self) -> None:
        """Another run tells anew what failed, and counts from the beginning."""
        self._failures.clear()
        self.amounts = Amounts()

    def look(self, tally: Tally | None) -> News:
        """Take up what was told and counted."""
        before = self.amounts
        if tally:
            self.amounts = tally.amounts()
        ended = tuple(self._results.popleft() for _ in range(len(self._results)))
        failed = tuple(result for result in ended if result.outcome is FileOutcome.FAILED)
        self._failures.extend(failed)
        self._finished.extend(result for result in ended if result.outcome is not FileOutcome.FAILED)
        moved = self.amounts.bytes_sent > before.bytes_sent or self.amounts.files_done > before.files_done
        return News(moved, ended, failed)

    def shown(self, state: TransferState, tally: Tally | None) -> TransferState:
        """`state`, with how far it is; `tally` while it runs."""
        state = replace(state, amounts=self.amounts, failures=tuple(self._failures), finished=tuple(self._finished))
        if tally is None:
            return state
        return replace(
            state,
            rate=tally.rate(),
            files_rate=tally.files_rate(),
            seconds_left=tally.seconds_left(),
            active=tuple(tally.active()),
        )
