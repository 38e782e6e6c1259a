"""Sees when the last transfer of the queue has ended, and which connections it all went through."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from towpath.engine.batch_work import BatchWork
from towpath.model.transfer import TransferStatus


class QueueEnd:
    """Engine thread only. Transfers that are paused wait for somebody, and nothing waits for them."""

    def __init__(self, ended: Callable[[frozenset[str]], None]) -> None:
        """`ended` gets the places of all that was under way since the queue was at its end before."""
        self._ended = ended
        self._under_way: set[str] = set()
        self._places: set[str] = set()
        self._something_ended = False

    def look(self, works: Iterable[BatchWork]) -> None:
        """Some of them may have changed."""
        under_way: set[str] = set()
        for work in works:
            if work.is_under_way:
                under_way.add(work.id)
                self._places |= work.places
            elif work.id in self._under_way and work.status in (TransferStatus.DONE, TransferStatus.FAILED):
                self._something_ended = True
        self._under_way = under_way
        if self._something_ended and not under_way:
            places, self._places = frozenset(self._places), set()
            self._something_ended = False
            self._ended(places)
