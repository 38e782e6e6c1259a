"""One command of the far machine: run to its end, or talked with while it runs."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable

import msgspec

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.ports import StreamEvents
from towpath.ssh.channel import WINDOW
from towpath.ssh.mailbox import Mailbox
from towpath.ssh.session_budget import SessionBudget
from towpath.ssh.session_channel import SessionChannel

MOST_OUTPUT = WINDOW
"""Bytes of a command's output that can be kept: it is all taken before any window is given back."""

MOST_LINE = 1 << 16
"""Bytes of a line; what is longer is no line that anybody waits for."""


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


class RunningCommand:
    """A command that is talked with: see `Session.running`. It gets `given` as input, which stays open until the
    command is left; what it says is read line by line, and it says no more than is read."""

    def __init__(self, open_channel: Callable[[StreamEvents], SessionChannel], given: bytes) -> None:
        self._mailbox = Mailbox(asyncio.get_running_loop())
        self._said: asyncio.Queue[bytes | Problem | None] = asyncio.Queue()
        self._given = memoryview(given)
        self._sending = threading.Lock()
        self._channel: SessionChannel | None = None
        self._channel = open_channel(self)
        self.writable()  # it may have been opened before we knew the channel

    def close(self) -> None:
        """Leave it: its input ends."""
        if self._channel:
            self._channel.close()

    @property
    def status(self) -> int | None:
        """Its exit status; None while it runs, and when a signal ended it."""
        return self._channel.status if self._channel else None

    @property
    def last_words(self) -> str:
        """What it said on stderr, or how it ended."""
        return self._channel.last_words() if self._channel else ""

    async def lines(self) -> AsyncIterator[bytes]:
        """Without their ends, until it closes its output. Raises what ended the session, or why it cannot be run."""
        rest = b""
        while (said := await self._said.get()) is not None:
            if isinstance(said, Problem):
                raise TowpathError(said)
            *lines, rest = (rest + said).split(b"\n")
            for one in lines:
                yield one
            if self._channel:
                self._channel.acknowledge(len(said))
            if len(rest) > MOST_LINE:
                rest = b""
        if rest:
            yield rest

    # --- the transport's thread

    def opened(self) -> None:
        self.writable()

    def writable(self) -> None:
        with self._sending:  # two threads may come here, and each byte is sent once
            if self._channel:
                self._given = self._given[self._channel.send(self._given) :]

    def end_of_file(self) -> None:
        """Its status is yet to come."""

    def refused(self, problem: Problem) -> None:
        self._mailbox.post(self._said.put_nowait, problem)

    def data(self, data: bytes) -> None:
        self._mailbox.post(self._said.put_nowait, data)

    def closed(self) -> None:
        self._mailbox.post(self._said.put_nowait, None)


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
