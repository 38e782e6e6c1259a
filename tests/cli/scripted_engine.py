"""An engine that answers the command line's commands as a test says, without files or servers."""

import contextlib
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest

from tests.qt.fake_engine import FakeEngine, connection, state_of
from towpath.cli.main import make_program, run
from towpath.cli.work import Work
from towpath.model.command import Command
from towpath.model.error import Problem
from towpath.model.ports import Done
from towpath.store.paths import Profile

_Kind = TypeVar("_Kind")
Answer = Callable[["ScriptedEngine", Command], Problem | None]


class ScriptedEngine(FakeEngine):
    """Knows the connections `lab` and `far`. `answer` may publish events before it returns the outcome."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(state_of(connection("lab")), state_of(connection("far")))
        self.answer = answer
        self.opened = 0
        self.work: Work | None = None

    def submit(self, command: Command, done: Done | None = None) -> None:
        self.commands.append(command)
        problem = self.answer(self, command)
        if done:
            done(problem)

    def of(self, kind: type[_Kind]) -> list[_Kind]:
        """The commands of this kind."""
        return [command for command in self.commands if isinstance(command, kind)]

    @contextlib.contextmanager
    def working(self, _profile: Profile, **_: object) -> Iterator[Work]:
        """In place of `towpath.cli.work.working`."""
        self.opened += 1
        self.work = Work(self, None, owns_engine=True)
        with contextlib.closing(self.work):
            yield self.work


def run_with(monkeypatch: pytest.MonkeyPatch, engine: ScriptedEngine, *arguments: str) -> int:
    """Run a verb on that engine; returns its exit code."""
    for module in ("transfer_run", "ls"):
        monkeypatch.setattr(f"towpath.cli.{module}.working", engine.working)
    return run(make_program(lambda _profile, _how: 0), arguments)
