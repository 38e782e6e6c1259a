"""Listing folders for front ends: the entries come in pieces, as the machine tells them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence

from towpath.engine.aside import Aside
from towpath.engine.file_systems import FileSystems
from towpath.engine.loop import Loop
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.event import Event, FolderListed
from towpath.model.file_work import ListFolder
from towpath.model.filesystem import Entry, FileSystem
from towpath.model.ports import Done

PIECE = 1000
"""Entries in one event."""


class Folders:
    """Engine thread only; each listing has a thread of its own."""

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
        self._listings: dict[tuple[str, str], Aside] = {}
        """By asker and request."""

    def list(self, command: ListFolder, done: Done) -> None:
        """Bring the connection up and list. Raises UNKNOWN_CONNECTION."""
        key = (command.asker, command.request)

        def ended(problem: Problem | None) -> None:
            self._listings.pop(key, None)
            self._finished(done, problem)

        def reached(problem: Problem | None) -> None:
            try:
                if problem:
                    raise TowpathError(problem)
                files = self._file_systems.of(command.place.connection)
            except TowpathError as error:
                self._finished(done, error.problem)
            else:
                self._listings[key] = Aside(self._loop, "list", lambda: self._list(files, command), ended)

        self._file_systems.reach([command.place.connection], command.asker, reached)

    def forget_asker(self, asker: str) -> None:
        """Nobody waits for these any more."""
        for (whose, _), listing in self._listings.items():
            if whose == asker:
                listing.stop()

    def stop(self) -> None:
        """The engine ends."""
        for listing in self._listings.values():
            listing.stop()

    async def _list(self, files: FileSystem, command: ListFolder) -> None:
        path = await files.resolve(command.place.path)
        try:
            async for piece in _in_pieces(files.list(path)):
                self._tell(command, path, piece)
        except TowpathError as error:
            if error.problem.kind is not ProblemKind.NOT_A_FOLDER:
                raise
            folder, _, name = path.rpartition(b"/")
            self._tell(command, folder or b"/", [Entry(name, await files.stat(path, follow=False))])

    def _tell(self, command: ListFolder, path: bytes, entries: Sequence[Entry]) -> None:
        event = FolderListed(command.asker, command.request, path, tuple(entries))
        self._loop.post(lambda: self._publish(event))


async def _in_pieces(entries: AsyncIterator[Sequence[Entry]]) -> AsyncIterator[list[Entry]]:
    """Of about PIECE each, and at least one."""
    gathered: list[Entry] = []
    told = False
    async for some in entries:
        gathered += some
        if len(gathered) >= PIECE:
            yield gathered
            gathered, told = [], True
    if gathered or not told:
        yield gathered
