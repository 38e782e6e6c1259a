"""One answer for work that has several parts."""

from __future__ import annotations

from towpath.model.error import Problem
from towpath.model.ports import Done


def first_problem_of(parts: int, done: Done) -> Done:
    """To be called once for each part (at least one): tells `done`, when all have ended, the first problem or None."""
    problems: list[Problem] = []
    left = parts

    def one_ended(problem: Problem | None) -> None:
        nonlocal left
        left -= 1
        if problem:
            problems.append(problem)
        if left <= 0:
            done(problems[0] if problems else None)

    return one_ended
