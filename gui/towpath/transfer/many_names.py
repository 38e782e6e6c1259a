"""Which files of a machine are the same one under several names."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import msgspec

from towpath.model.error import TowpathError
from towpath.model.filesystem import Attributes, FileSystem
from towpath.transfer.failing import ends_batch


class ManyNames:
    """Gives listed attributes the identity that SFTP does not tell. The machine is asked once, when the first file that
    has several names is met; only such files wait for its answer."""

    def __init__(self, files: FileSystem, folders: Iterable[bytes], tasks: asyncio.TaskGroup) -> None:
        self._files = files
        self._folders = tuple(folders)
        self._tasks = tasks
        self._found: asyncio.Task[dict[bytes, tuple[int, int]]] | None = None

    async def identified(self, path: bytes, attributes: Attributes) -> Attributes:
        """The same attributes, with the identity if the file has several names."""
        if attributes.identity is not None or attributes.links is None or attributes.links == 1:
            return attributes
        if self._found is None:
            self._found = self._tasks.create_task(self._ask())
        identity = (await asyncio.shield(self._found)).get(path)
        return msgspec.structs.replace(attributes, identity=identity) if identity else attributes

    async def _ask(self) -> dict[bytes, tuple[int, int]]:
        found: dict[bytes, tuple[int, int]] = {}
        try:
            if (await self._files.abilities()).links_seen:
                for folder in self._folders:
                    found |= await self._files.hard_links_below(folder)
        except TowpathError as error:
            if ends_batch(error.problem):
                raise
            # The names are then copied as files of their own: nothing is lost.
        return found
