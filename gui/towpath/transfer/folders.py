"""The folders of a batch: made before their content, finished after all else."""

from __future__ import annotations

import asyncio

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import FileKind
from towpath.model.text import path_text
from towpath.model.transfer import FileOutcome
from towpath.transfer.failing import ends_batch
from towpath.transfer.item import Item
from towpath.transfer.lanes import Backlog, Lane
from towpath.transfer.originals import Originals
from towpath.transfer.surroundings import Surroundings


class Folders:
    """Those at the destination. Many are made at once; whatever goes into one waits for it by `ready`."""

    def __init__(
        self,
        around: Surroundings,
        backlog: Backlog,
        tasks: asyncio.TaskGroup,
        refused: set[bytes],
        originals: Originals | None,
    ) -> None:
        """`refused` gets the folders that could not be made, and those that were to be in them. With `originals` the
        sources go, in the end."""
        self._around = around
        self._backlog = backlog
        self._refused = refused
        self._originals = originals
        options = around.options
        self._has_attributes = options.times or options.modes or options.owner
        self._being_made: dict[bytes, asyncio.Future[None]] = {}
        self._there: list[Item] = []
        self._making = Lane(tasks, backlog, self._make, around.at_once)
        self._finishing = Lane(tasks, backlog, self._finish, around.at_once)

    def take(self, item: Item) -> None:
        """Make a folder, or merge into the one that is there."""
        if item.there is not None and item.looked:
            self._is_there(item)
            return
        self._being_made[item.destination] = asyncio.get_running_loop().create_future()
        self._backlog.add()
        self._making.put(item)

    async def ready(self, destination: bytes) -> bool:
        """Wait until the folder of this path is made. False when it could not be."""
        if not self._being_made and not self._refused:
            return True
        folder = destination.rpartition(b"/")[0]
        being_made = self._being_made.get(folder)
        if being_made is not None:
            await asyncio.shield(being_made)
        return folder not in self._refused

    async def finish(self) -> None:
        """Times and permissions, when nothing changes them any more: those deepest down first, since a folder may be
        closed to its owner then."""
        if self._has_attributes or self._originals:
            depth = -1
            for folder in sorted(self._there, key=_depth, reverse=True):
                if _depth(folder) != depth:
                    await self._backlog.down_to(0)
                    depth = _depth(folder)
                self._backlog.add()
                self._finishing.put(folder)
            await self._backlog.down_to(0)

    def close(self) -> None:
        """Nothing comes any more, and all has ended."""
        self._making.close()
        self._finishing.close()

    async def _make(self, item: Item) -> bool:
        """After the one it is to be in."""
        attributes, destination = item.attributes, item.destination
        assert attributes is not None
        try:
            if not await self.ready(destination):
                self._refused.add(destination)
                return True
            made = await self._around.copier.make_folder(attributes, destination)
            if not made and not item.named:
                # A link that leads to a folder is none: the source could have had us make it, to write elsewhere.
                there = await self._around.destination.stat(destination, follow=False)
                if there.kind is not FileKind.FOLDER:
                    raise TowpathError(Problem(ProblemKind.NOT_A_FOLDER, path_text(destination)))
        except TowpathError as error:
            if ends_batch(error.problem):
                raise
            self._refused.add(destination)
            self._around.failed_uncounted(item, error.problem)
        else:
            self._is_there(item)
        finally:
            self._being_made.pop(destination).set_result(None)
        return True

    def _is_there(self, item: Item) -> None:
        if item.attributes is not None:
            self._there.append(item)
        self._around.succeeded(item, FileOutcome.FOLDER)

    async def _finish(self, item: Item) -> bool:
        assert item.attributes is not None
        try:
            if self._has_attributes:
                await self._around.copier.finish_folder(item.attributes, item.destination)
            if self._originals:
                await self._originals.remove_folder(item)
        except TowpathError as error:
            if ends_batch(error.problem):
                raise
            self._around.failed_uncounted(item, error.problem)
        return True


def _depth(item: Item) -> int:
    return item.destination.count(b"/")
