"""Finds out whether a target of this machine's accepts connections, without saying a word to it."""

from __future__ import annotations

from collections.abc import Callable

from towpath.model.error import Problem
from towpath.model.forward import Endpoint
from towpath.model.ports import Stream, StreamEvents
from towpath.net.relay import Relay


class TargetCheck:
    """A visitor who leaves at once: an `IncomingStream` for a branch of its own, so that no meter counts it.

    `done` gets None or why the target refuses, once, in the relay's thread; `ended` when the relay ends first.
    """

    origin = Endpoint("", 0)

    def __init__(self, relay: Relay, target: Endpoint, ended: Problem, done: Callable[[Problem | None], None]) -> None:
        self._branch = relay.branch(self._report)
        self._target = target
        self._problem = ended
        self._done = done

    def start(self) -> None:
        """Connect. Any thread; never waits."""
        self._branch.connect(self._target, self)

    def accept(self, events: StreamEvents) -> Stream:
        """It does."""
        events.opened()
        events.end_of_file()
        events.closed()
        self._done(None)
        return _Nothing()

    def refuse(self, why: str) -> None:
        """It does not; the reason was reported before."""
        self._done(self._problem)

    def _report(self, problem: Problem | None) -> None:
        self._problem = problem or self._problem


class _Nothing:
    """The far side of such a visit."""

    def send(self, data: memoryview) -> int:
        return len(data)

    def send_end_of_file(self) -> None: ...
    def acknowledge(self, count: int) -> None: ...
    def close(self) -> None: ...
