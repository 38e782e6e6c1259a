"""Which places and addresses count as the last ones."""

from __future__ import annotations

from collections.abc import Sequence

from towpath.model.transfer import Place

MOST_PLACES = 30
MOST_HOSTS = 20


def with_place(recent: Sequence[Place], place: Place) -> tuple[Place, ...]:
    """The latest first, each of them once."""
    return (place, *(one for one in recent if one != place))[:MOST_PLACES]


def with_host(recent: Sequence[str], typed: str) -> tuple[str, ...]:
    """The same for what was typed into Quick connect."""
    return (typed, *(one for one in recent if one != typed))[:MOST_HOSTS]
