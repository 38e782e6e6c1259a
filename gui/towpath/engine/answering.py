"""Questions of front ends, answered at once, or beside the engine's thread where a disk or a program takes its time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from towpath.engine.aside import Aside
from towpath.engine.loop import Loop
from towpath.model.error import Problem, TowpathError
from towpath.model.event import Event, Finding, Reported
from towpath.model.ports import Done

_T = TypeVar("_T")


class Asked(Protocol):
    """A command with an answer."""

    @property
    def asker(self) -> str: ...
    @property
    def request(self) -> str: ...


class Answering:
    """Engine thread only; never waits."""

    def __init__(
        self, loop: Loop, publish: Callable[[Event], None], finished: Callable[[Done, Problem | None], None]
    ) -> None:
        self._loop = loop
        self._publish = publish
        self.finished = finished

    def answer(self, command: Asked, report: Finding) -> None:
        """Tell the asker. It has to be finished besides."""
        self._publish(Reported(command.asker, command.request, report))

    def aside(self, name: str, work: Callable[[], _T], then: Callable[[_T], None], done: Done) -> None:
        """`then` gets, on the engine thread, what `work` has made on a thread `towpath-NAME`, and the command is
        finished. Both may raise TowpathError."""
        made: list[_T] = []

        async def run() -> None:
            made.append(work())

        def ended(problem: Problem | None) -> None:
            try:
                if problem is None:
                    then(made[0])
            except TowpathError as error:
                problem = error.problem
            self.finished(done, problem)

        Aside(self._loop, name, run, ended)
