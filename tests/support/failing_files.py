"""A file system that fails, or lets something happen, at a chosen call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from towpath.model.error import Problem, ProblemKind, TowpathError

Happens = Callable[[str], None]
"""Told the name of the call that is about to be made. Raises, or changes the world."""


def fail_at(number: int, kind: ProblemKind = ProblemKind.LOST) -> Happens:
    """Every call from the `number`-th on fails, as when the connection is lost."""
    left = number

    def happens(_call: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise TowpathError(Problem(kind, "the far machine"))

    return happens


def fail_once(number: int, kind: ProblemKind) -> Happens:
    """The `number`-th call fails, and no other: for a reason that concerns one file."""
    left = number

    def happens(_call: str) -> None:
        nonlocal left
        left -= 1
        if left == -1:
            raise TowpathError(Problem(kind, "", {"detail": "as the test wants it"}))

    return happens


def fail_in(call: str, kind: ProblemKind, times: int = 1) -> Happens:
    """The first calls of that name fail."""
    left = times

    def happens(name: str) -> None:
        nonlocal left
        if name == call and left:
            left -= 1
            raise TowpathError(Problem(kind, "", {"detail": "as the test wants it"}))

    return happens


def do_before(call: str, deed: Callable[[], object]) -> Happens:
    """Before the first call of that name."""
    done = False

    def happens(name: str) -> None:
        nonlocal done
        if name == call and not done:
            done = True
            deed()

    return happens


class FailingFiles:
    """Like `files`, a `FileSystem`. `far` hides that they are on this machine: there are no descriptors."""

    def __init__(self, files: Any, happens: Happens = lambda _: None, *, far: bool = False) -> None:
        self._files = files
        self.happens = happens
        self._far = far
        self.calls: list[str] = []
        self.is_local = files.is_local and not far
        self.name = "user@far:22" if far else files.name

    def __getattr__(self, call: str) -> Any:
        method = getattr(self._files, call)

        async def called(*arguments: Any, **named: Any) -> Any:
            self.calls.append(call)
            self.happens(call)
            result = await method(*arguments, **named)
            return _FailingFile(result, self, far=self._far) if call == "open" else result

        return called


class _FailingFile:
    def __init__(self, file: Any, files: FailingFiles, *, far: bool) -> None:
        self._file = file
        self._files = files
        self.descriptor = None if far else file.descriptor

    def __getattr__(self, call: str) -> Any:
        method = getattr(self._file, call)

        async def called(*arguments: Any, **named: Any) -> Any:
            name = f"file.{call}"
            self._files.calls.append(name)
            if call != "close":
                self._files.happens(name)
                return await method(*arguments, **named)
            try:
                self._files.happens(name)
            finally:
                await method(*arguments, **named)

        return called
