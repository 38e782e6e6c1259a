"""What all sentences are made with."""

from __future__ import annotations

from collections.abc import Callable

from towpath.model.error import ProblemKind

Facts = Callable[[str], str]
"""A named fact of the problem, escaped; empty where there is none."""
Maker = Callable[[str, Facts], tuple[str, str, str]]
"""From the subject and the facts: what failed, why, and what to do."""
Sentences = dict[ProblemKind, Maker]


def on_which(fact: Facts) -> str:
    """On which machine, where that is not this one (`via`)."""
    return f" on {fact('via')}" if fact("via") else ""
