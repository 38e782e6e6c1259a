"""Whose turn it is: a rule without a thread or a timer, so that a table can test it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from towpath.model.transfer import HERE

AT_ONCE = 2
"""Batches on one connection at the same time, and on this machine alone: one that moves a large file leaves the round
trips of small ones unused. More would only share the same link."""


class Queued(msgspec.Struct, frozen=True, kw_only=True):
    """A batch in the queue that runs, or that would if it had its turn."""

    id: str
    connections: frozenset[str]
    """Ids of those it goes through, HERE among them where one of its sides is this machine."""
    priority: int = 0
    runs: bool = False


def turns(queue: Iterable[Queued], at_once: int = AT_ONCE) -> tuple[str, ...]:
    """Which of the batches (in their order) begin now: higher priorities first, equal ones in their order.

    None overtakes another that waits for the same connection; none waits for a connection it does not need. This
    machine counts only for a batch that needs no connection. Those that run are not interrupted.
    """
    batches = list(queue)
    taken = Counter(lane for batch in batches if batch.runs for lane in _lanes(batch))
    begin: list[str] = []
    for batch in sorted((b for b in batches if not b.runs), key=lambda b: -b.priority):
        lanes = _lanes(batch)
        if all(taken[lane] < at_once for lane in lanes):
            begin.append(batch.id)
        taken.update(lanes)  # one that waits keeps its place in each of its lanes
    return tuple(begin)


def _lanes(batch: Queued) -> frozenset[str]:
    return batch.connections - {HERE} or batch.connections
