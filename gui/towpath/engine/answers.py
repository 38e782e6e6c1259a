"""Commands whose answer comes later, and one answer for work that has several parts."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from towpath.model.error import Problem
from towpath.model.ports import Done


class _Command(msgspec.Struct, frozen=True):
    forwards: frozenset[str]
    done: Done


class Unanswered:
    """The commands of one connection that wait until it is up. Engine thread only.

    Each waits for certain forwards as well; for none, it waits for the session alone.
    """

    def __init__(self, finished: Callable[[Done, Problem | None], None]) -> None:
        self._finished = finished
        self._commands: list[_Command] = []

    def add(self, forwards: frozenset[str], done: Done) -> None:
        """One more."""
        self._commands.append(_Command(forwards, done))

    def follow(self, gone: frozenset[str], new: frozenset[str]) -> None:
        """These forwards are no more, and these have come: who waits for forwards waits for what there is now."""
        self._commands = [
            _Command((one.forwards - gone) | new if one.forwards else one.forwards, one.done) for one in self._commands
        ]

    def answer_all(self, problem: Problem) -> None:
        """It will not come up, or not now."""
        commands, self._commands = self._commands, []
        for command in commands:
            self._finished(command.done, problem)

    def answer_whose(
        self, settled: Callable[[frozenset[str]], bool], problem_of: Callable[[frozenset[str]], Problem | None]
    ) -> None:
        """It is up: answer those whose forwards are settled, with what is wrong with them."""
        commands, self._commands = self._commands, []
        for command in commands:
            if settled(command.forwards):
                self._finished(command.done, problem_of(command.forwards))
            else:
                self._commands.append(command)


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
