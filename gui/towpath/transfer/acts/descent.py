"""Going through all that is below some paths, with many requests under way: one after the other would take a far
machine a round trip each. Links are never followed.

By SFTP a folder is only known by its path: one that is swapped for a link just when it is entered would lead elsewhere.
Whoever changes something looks once more before (`Visitor.enter`); what is left is the time of one request. On this
machine trees are deleted otherwise (remove_here.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing

import msgspec

from towpath.model.error import Problem, TowpathError
from towpath.model.filesystem import Attributes, Entry, FileKind, FileSystem
from towpath.transfer.ahead import answers
from towpath.transfer.failing import ends_batch, first_of
from towpath.transfer.lanes import Backlog, Lane

LISTED_AT_ONCE = 16
HANDLED_AT_ONCE = 128
MOST_WAITING = 10_000
"""Things that are to be handled. No further folder is listed while there are more."""


class Visitor:
    """What is done on the way. Nothing, unless overridden; what `enter`, `handle` and `leave` raise has `failed`."""

    def meet(self, path: bytes, entry: Entry) -> bool:
        """The places themselves, then all that is below. Whether it is to be handled; folders are entered instead."""
        return False

    async def pause(self) -> None:
        """Between two pieces of a listing."""
        await asyncio.sleep(0)  # a disk of this machine answers at once: others have their turn

    async def enter(self, path: bytes, attributes: Attributes) -> bool:
        """Before a folder is listed: whether it shall be."""
        return True

    async def handle(self, path: bytes, attributes: Attributes) -> None:
        """Many at once, in any order."""

    async def leave(self, path: bytes, attributes: Attributes, *, complete: bool) -> None:
        """A folder, when all is done that is below it. `complete`: and nothing there failed."""

    def failed(self, path: bytes, problem: Problem) -> bool:
        """This one, or a listing of it; all else goes on. Whether it counts."""
        return True


class _Folder(msgspec.Struct, eq=False):
    path: bytes
    attributes: Attributes
    above: _Folder | None
    open: int = 1
    """Things in it that are not done, and its own listing."""
    complete: bool = True


class _Thing(msgspec.Struct, frozen=True):
    path: bytes
    attributes: Attributes
    above: _Folder | None


class Descent:
    """One way through. In one event loop."""

    def __init__(self, files: FileSystem, visitor: Visitor) -> None:
        self._files = files
        self._visitor = visitor
        self._backlog = Backlog()
        self._waiting = 0
        self._fewer = asyncio.Event()

    async def run(self, paths: Sequence[bytes]) -> None:
        """To the end. `paths` are absolute. Raises what concerns the machine as a whole."""
        try:
            async with asyncio.TaskGroup() as tasks:
                self._listing = Lane(tasks, self._backlog, self._list, LISTED_AT_ONCE, newest_first=True)
                self._handling = Lane(tasks, self._backlog, self._handle, HANDLED_AT_ONCE)
                self._leaving = Lane(tasks, self._backlog, self._leave, HANDLED_AT_ONCE)
                async with aclosing(answers((self._look(path) for path in paths), HANDLED_AT_ONCE)) as found:
                    async for thing in found:
                        if thing is not None:
                            name = thing.path.rpartition(b"/")[2]
                            self._put(thing, handles=self._visitor.meet(thing.path, Entry(name, thing.attributes)))
                await self._backlog.down_to(0)
                for lane in (self._listing, self._handling, self._leaving):
                    lane.close()
        except BaseExceptionGroup as group:
            raise first_of(group) from group

    async def _look(self, path: bytes) -> _Thing | None:
        try:
            return _Thing(path, await self._files.stat(path, follow=False), None)
        except TowpathError as error:
            self._fail(None, path, error)
            return None

    def _put(self, thing: _Thing, *, handles: bool) -> None:
        if thing.attributes.kind is FileKind.FOLDER:
            self._listing.put(_Folder(thing.path, thing.attributes, thing.above))
        elif handles:
            self._waiting += 1
            self._handling.put(thing)
        else:
            return
        self._backlog.add()
        if thing.above:
            thing.above.open += 1

    async def _list(self, folder: _Folder) -> bool:
        while self._waiting > MOST_WAITING:
            self._fewer.clear()
            await self._fewer.wait()
        found: list[tuple[_Thing, bool]] = []  # until the listing is over: on some disks, changes would disturb it
        try:
            if await self._visitor.enter(folder.path, folder.attributes):
                async for entries in self._files.list(folder.path):
                    for entry in entries:
                        path = folder.path.rstrip(b"/") + b"/" + entry.name
                        handles = self._visitor.meet(path, entry)
                        if handles or entry.attributes.kind is FileKind.FOLDER:
                            found.append((_Thing(path, entry.attributes, folder), handles))
                    await self._visitor.pause()
        except TowpathError as error:
            self._fail(folder, folder.path, error)
        for thing, handles in found:
            self._put(thing, handles=handles)
        self._close_one(folder)
        return True

    async def _handle(self, thing: _Thing) -> bool:
        try:
            await self._visitor.handle(thing.path, thing.attributes)
        except TowpathError as error:
            self._fail(thing.above, thing.path, error)
        finally:
            self._waiting -= 1
            if self._waiting <= MOST_WAITING:
                self._fewer.set()
        self._close_one(thing.above)
        return True

    async def _leave(self, folder: _Folder) -> bool:
        try:
            await self._visitor.leave(folder.path, folder.attributes, complete=folder.complete)
        except TowpathError as error:
            self._fail(folder, folder.path, error)
        if folder.above and not folder.complete:
            folder.above.complete = False
        self._close_one(folder.above)
        return True

    def _close_one(self, folder: _Folder | None) -> None:
        if folder is None:
            return
        folder.open -= 1
        if not folder.open:
            self._backlog.add()
            self._leaving.put(folder)

    def _fail(self, folder: _Folder | None, path: bytes, error: TowpathError) -> None:
        if ends_batch(error.problem):
            raise error
        if self._visitor.failed(path, error.problem) and folder:
            folder.complete = False
