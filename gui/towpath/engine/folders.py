"""Listing a folder for a front end: the entries come in pieces, as the machine tells them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence

from towpath.engine.errands import Put
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.event import FolderListed
from towpath.model.file_work import ListFolder
from towpath.model.filesystem import Entry, FileSystem

FIRST_PIECE = 200
"""Entries that fill a window: these shall be seen at once."""
PIECE = 1000
"""Entries in one event."""
LONGEST_UNTOLD = 0.1
"""Seconds; from a slow machine a piece is told of when it is smaller, too."""


async def list_folder(command: ListFolder, files: FileSystem, put: Put) -> None:
    """At least one piece; the last has the free space. A file is listed as the only entry of its folder."""
    path = await files.resolve(command.place.path)
    space = asyncio.create_task(_free_space(files, path))
    try:
        async for piece, is_last in _in_pieces(files.list(path)):
            await put(_listed(command, path, piece, await space if is_last else None))
    except TowpathError as error:
        if command.only_folders or error.problem.kind is not ProblemKind.NOT_A_FOLDER:
            raise
        folder, _, name = path.rpartition(b"/")
        await put(_listed(command, folder or b"/", [Entry(name, await files.stat(path, follow=False))]))
    finally:
        space.cancel()
        await asyncio.gather(space, return_exceptions=True)


def _listed(command: ListFolder, path: bytes, entries: Sequence[Entry], space: int | None = None) -> FolderListed:
    return FolderListed(command.asker, command.request, path, tuple(entries), space)


async def _free_space(files: FileSystem, path: bytes) -> int | None:
    try:
        return await files.free_space(path)
    except TowpathError:  # whatever it is, the listing tells it, or goes well
        return None


async def _in_pieces(entries: AsyncIterator[Sequence[Entry]]) -> AsyncIterator[tuple[list[Entry], bool]]:
    """A small one first, then of about PIECE each; and whether it is the last one, which may be empty."""
    gathered: list[Entry] = []
    enough, told_at = FIRST_PIECE, time.monotonic()
    async for some in entries:
        gathered += some
        if len(gathered) >= enough or time.monotonic() - told_at > LONGEST_UNTOLD:
            yield gathered, False
            gathered, enough, told_at = [], PIECE, time.monotonic()
        await asyncio.sleep(0)  # a disk of this machine never waits: a withdrawal shall be heard
    yield gathered, True
