"""What is done for front ends beside the engine: on threads of their own, once the connections it needs are up."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

import msgspec

from towpath.engine.aside import Aside
from towpath.engine.connections import LiveConnection
from towpath.engine.file_systems import FileSystems
from towpath.engine.loop import Loop
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.event import Event
from towpath.model.filesystem import FileSystem
from towpath.model.ports import Done

MOST_UNPUBLISHED = 8
"""Events of one errand that the engine's thread has not come to. The errand waits when there are more."""

Put = Callable[[Event], Awaitable[None]]
"""Has an event published. In the errand's event loop."""
Work = Callable[[Sequence[FileSystem], Put], Coroutine[Any, Any, None]]
"""Gets the files of the machines it asked for, in this order."""


class _Errand(msgspec.Struct, eq=False):
    done: Done
    aside: Aside | None = None
    """None until its connections are up."""
    withdrawn: Done | None = None
    held: tuple[LiveConnection, ...] = ()

    def hold(self, lives: tuple[LiveConnection, ...]) -> None:
        """They must not go down while it is under way."""
        self.held = lives
        for live in lives:
            live.hold(self)

    def let_go(self) -> None:
        """It is over."""
        for live in self.held:
            live.let_go(self)


class Errands:
    """Engine thread only. Each is named by who asked for it and by a request, and can be withdrawn by these."""

    def __init__(
        self,
        loop: Loop,
        file_systems: FileSystems,
        publish: Callable[[Event], None],
        finished: Callable[[Done, Problem | None], None],
    ) -> None:
        self._loop = loop
        self._file_systems = file_systems
        self._publish = publish
        self._finished = finished
        self._open: dict[tuple[str, str], _Errand] = {}

    def begin(
        self,
        name: str,
        asker: str,
        request: str,
        connections: Sequence[str],
        work: Work,
        done: Done,
        publish: Callable[[Event], None] | None = None,
    ) -> None:
        """On a thread `towpath-NAME`. `publish` takes what it puts, on the engine thread, in place of the engine's own;
        neither hears of one that was withdrawn. Raises UNKNOWN_CONNECTION, INVALID."""
        key = asker, request
        if key in self._open:
            facts = {"detail": "a request of that name is under way already"}
            raise TowpathError(Problem(ProblemKind.INVALID, "cannot begin this", facts))
        errand = _Errand(done)
        publish = publish or self._publish

        def reached(problem: Problem | None) -> None:
            if self._open.get(key) is not errand:
                return
            try:
                if problem:
                    raise TowpathError(problem)
                files = [self._file_systems.of(connection) for connection in connections]
                errand.hold(self._file_systems.connections(connections))
            except TowpathError as error:
                ended(error.problem)
            else:
                errand.aside = Aside(self._loop, name, lambda: work(files, outlet.put), ended)

        def take(event: Event) -> None:
            if self._open.get(key) is errand:
                publish(event)

        def ended(problem: Problem | None) -> None:
            errand.let_go()
            if self._open.get(key) is errand:
                del self._open[key]
                self._finished(errand.done, problem)
            elif errand.withdrawn:
                self._finished(errand.withdrawn, None)

        outlet = _Outlet(self._loop, take)
        self._file_systems.reach(connections, asker, reached)
        self._open[key] = errand

    def withdraw(self, asker: str, request: str, done: Done) -> None:
        """The errand ends with CANCELLED at once; `done` comes when nothing of it goes on any more."""
        errand = self._open.pop((asker, request), None)
        if errand is not None:
            self._finished(errand.done, Problem(ProblemKind.CANCELLED))
        if errand is None or errand.aside is None:
            self._finished(done, None)
        else:
            errand.withdrawn = done
            errand.aside.stop()

    def forget_asker(self, asker: str) -> None:
        """Nobody waits for these any more."""
        for key in [key for key in self._open if key[0] == asker]:
            self.withdraw(*key, _nothing)

    def stop(self) -> None:
        """The engine ends."""
        for key in list(self._open):
            self.withdraw(*key, _nothing)


class _Outlet:
    """From an errand's event loop to the engine's thread, in order."""

    def __init__(self, loop: Loop, take: Callable[[Event], None]) -> None:
        self._loop = loop
        self._take = take
        self._room = asyncio.Semaphore(MOST_UNPUBLISHED)

    async def put(self, event: Event) -> None:
        """Waits while many are on their way."""
        await self._room.acquire()
        waiting = asyncio.get_running_loop()

        def take() -> None:
            self._take(event)
            with contextlib.suppress(RuntimeError):  # the errand has ended meanwhile
                waiting.call_soon_threadsafe(self._room.release)

        self._loop.post(take)


def _nothing(_: Problem | None) -> None:
    """For errands that nobody waits for."""
