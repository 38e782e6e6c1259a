"""Whether something is worth a message: rules without a desktop, a timer or a widget, so that a table can test them."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import msgspec

OUTAGE_SECONDS = 120.0
"""Losses that follow each other within this time are one outage, which is told once."""
AGAIN_SECONDS = 60.0
"""A person who has closed a message is left alone for so long."""


class Matter(msgspec.Struct, frozen=True):
    """One thing that could be told."""

    key: str
    """What tells it from all others."""
    due: float
    """Monotonic time from which it is worth a message: many things are over before."""
    needs_person: bool = False
    """It does not pass by itself."""


class Verdict(enum.Enum):
    """What is to be done with the one message on a topic."""

    KEEP = enum.auto()
    SHOW = enum.auto()
    """Or replace it, if it reads differently now."""
    WITHDRAW = enum.auto()


class Telling:
    """The one message on a topic: it comes with the first matter, changes with them, and goes with the last.

    Whoever looks at the window has seen what is the matter. A message that was closed comes back for what needs a
    person and is new; for all else only when it is another outage.
    """

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        """Told, or seen."""
        self._shown = False
        self._closed_at = -AGAIN_SECONDS
        self.next_look: float | None = None
        """When the verdict may be another although nothing has changed."""

    @property
    def shown(self) -> bool:
        """There is a message on the desktop."""
        return self._shown

    def closed(self, now: float) -> None:
        """The person has closed it, or the desktop has."""
        self._shown, self._closed_at = False, now

    def look(self, matters: Iterable[Matter], *, in_sight: bool, now: float) -> Verdict:
        """What to do now. `in_sight`: the person looks at a window that shows all this."""
        every = tuple(matters)
        due = [matter for matter in every if matter.due <= now]
        later = [matter.due for matter in every if matter.due > now]
        self._forget(every, now)
        verdict = self._verdict(every, due, in_sight=in_sight, now=now)
        if verdict is Verdict.KEEP and not self._shown and self._is_pressing(due):
            later.append(self._closed_at + AGAIN_SECONDS)
        self.next_look = min(later, default=None)
        return verdict

    def _verdict(self, every: tuple[Matter, ...], due: list[Matter], *, in_sight: bool, now: float) -> Verdict:
        if in_sight or not due:
            if in_sight:
                self._learn(every, now)
            was_shown, self._shown = self._shown, False
            return Verdict.WITHDRAW if was_shown else Verdict.KEEP
        if not self._shown:
            if self._is_pressing(due):
                self._shown = now >= self._closed_at + AGAIN_SECONDS
            else:
                new = any(matter.key not in self._known for matter in due)
                self._shown = new and self._is_another_outage(now)
                self._learn(due, now)
        if not self._shown:
            return Verdict.KEEP
        self._learn(due, now)
        return Verdict.SHOW

    def _is_pressing(self, due: Iterable[Matter]) -> bool:
        return any(matter.needs_person and matter.key not in self._known for matter in due)

    def _is_another_outage(self, now: float) -> bool:
        return all(now - known.since > OUTAGE_SECONDS for known in self._known.values() if not known.needs_person)

    def _learn(self, matters: Iterable[Matter], now: float) -> None:
        for matter in matters:
            since = known.since if (known := self._known.get(matter.key)) else now
            self._known[matter.key] = _Known(since, now, matter.needs_person)

    def _forget(self, every: tuple[Matter, ...], now: float) -> None:
        """What is over. A loss that comes back at once is still the same."""
        there = {matter.key for matter in every}
        for key, known in list(self._known.items()):
            if key in there:
                self._known[key] = msgspec.structs.replace(known, seen=now)
            elif known.needs_person or now - known.seen > OUTAGE_SECONDS:
                del self._known[key]


class _Known(msgspec.Struct, frozen=True):
    since: float
    """When it was told or seen first."""
    seen: float
    """When it was last so."""
    needs_person: bool
