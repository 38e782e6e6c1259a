"""One command of the far machine, run to its end and listened to."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

import msgspec

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.ports import StreamEvents
from towpath.ssh.channel import WINDOW
from towpath.ssh.session_budget import SessionBudget
from towpath.ssh.session_channel import SessionChannel

MOST_OUTPUT = WINDOW
"""Bytes of a command's output that can be kept: it is all taken before any window is given back."""


class CommandResult(msgspec.Struct, frozen=True):
    """What became of a command."""

    status: int | None
    """None when a signal ended it, or the server does not tell."""
    out: bytes
    errors: bytes
    """The beginning of what it wrote to stderr."""


async def take_turn(budget: SessionBudget) -> bool:
    """Take the channel for a command as soon as another command ends; False when there is none to wait for."""
    loop = asyncio.get_running_loop()
    while not budget.take_command():
        given_back = loop.create_future()
        if not budget.when_given_back(lambda ended=given_back: _complete(loop, ended, None)):  # type: ignore[misc]  # a lambda's default
            return False
        await given_back
    return True


async def run_command(open_channel: Callable[[StreamEvents], SessionChannel], name: str, most: int) -> CommandResult:
    """See `Session.run`, which `open_channel` is for."""
    running = _Running(name, min(most, MOST_OUTPUT))
    channel = open_channel(running)
    try:
        channel.send_end_of_file()
        problem = await running.ended
    finally:
        channel.close()
    if problem is not None:
        raise TowpathError(problem)
    return CommandResult(channel.status, bytes(running.out), channel.errors)


class _Running:
    """The events of one command, in the transport's thread; its end completes `ended` in the caller's loop."""

    def __init__(self, name: str, most: int) -> None:
        self._name = name
        self._most = most
        self._loop = asyncio.get_running_loop()
        self.out = bytearray()
        self.ended: asyncio.Future[Problem | None] = self._loop.create_future()

    def opened(self) -> None:
        """It has been asked for."""

    def writable(self) -> None:
        """It gets no input."""

    def end_of_file(self) -> None:
        """Its status is yet to come."""

    def refused(self, problem: Problem) -> None:
        _complete(self._loop, self.ended, problem)

    def data(self, data: bytes) -> None:
        if len(self.out) + len(data) <= self._most:
            self.out += data
            return
        detail = "a command said more than was expected of it"
        _complete(self._loop, self.ended, Problem(ProblemKind.FILE_FAILED, self._name, {"detail": detail}))

    def closed(self) -> None:
        _complete(self._loop, self.ended, None)


def _complete(loop: asyncio.AbstractEventLoop, future: asyncio.Future[Problem | None], result: Problem | None) -> None:
    """From any thread; of no interest when the loop has ended, or nobody waits any more."""

    def complete() -> None:
        if not future.done():
            future.set_result(result)

    with contextlib.suppress(RuntimeError):  # the loop is closed
        loop.call_soon_threadsafe(complete)
