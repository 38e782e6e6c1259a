"""Finds what a batch has to copy, while it is being copied: a million files are never held at once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Collection, Coroutine, Iterator, Sequence
from typing import Any

import msgspec

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import Attributes, Entry, FileKind, FileSystem
from towpath.model.text import path_text
from towpath.model.transfer import Links, Options
from towpath.transfer.ahead import answers
from towpath.transfer.aim import Aim
from towpath.transfer.excludes import Excludes
from towpath.transfer.failing import ends_batch
from towpath.transfer.item import Item, ItemAct
from towpath.transfer.look import look
from towpath.transfer.renames import Renames
from towpath.transfer.same_name import folded, ignores_case

PIECE = 256
"""Entries that are looked at, and handed on, together."""
PIECES_AHEAD = 8
ASKED_AHEAD = 64
"""Links, and sources of the user's, that are looked at together."""


class _Folder(msgspec.Struct, frozen=True):
    """One to be listed."""

    source: bytes
    destination: bytes
    relative: bytes
    """To the source that the user named, with a `/` at its end; empty for that itself."""
    there: bool
    """The destination has it already, maybe with content."""
    stays: bool = False
    """It was reached through a link."""
    above: tuple[bytes, ...] = ()
    """Where links are followed: the real paths of the folders it lies in, its own the last."""


class _There(msgspec.Struct):
    """What a folder at the destination has."""

    entries: dict[bytes, Attributes]
    looked: bool
    """Else it cannot be listed, and has to be asked for each name."""
    seen: set[bytes] | None
    """Folded names that were met at the source; only where the destination takes them for the same."""


class Walk:
    """Lists the sources, and what of them is at the destination: by one listing per folder, none for a new one.

    Several folders are listed at once, the newest first, so that few of them wait. A folder's item comes before those
    of what is in it. Names are not trusted: nothing comes out whose destination does not lie in its own folder's.
    """

    def __init__(
        self,
        source: FileSystem,
        destination: FileSystem,
        options: Options,
        *,
        at_once: int = 4,
        left_out: Collection[bytes] = (),
        resumed: bool = False,
    ) -> None:
        """`at_once` folders are listed at a time. What is below a destination in `left_out`, which may grow meanwhile,
        is not listed. `resumed`: an earlier run of the batch may have got far."""
        self._source = source
        self._destination = destination
        self._options = options
        self._at_once = at_once
        self._left_out = left_out
        self._resumed = resumed
        self._renames = Renames(source, destination, options)
        self._excludes = Excludes(options.excludes)
        self._folds = False
        self._found: asyncio.Queue[list[Item] | TowpathError | None] = asyncio.Queue(PIECES_AHEAD)
        self._waiting: list[_Folder] = []
        self._busy = 0
        self._news = asyncio.Event()

    async def items(self, aims: Sequence[Aim]) -> AsyncGenerator[Item, None]:
        """Everything, once. Raises what ends the batch; other failures are items."""
        self._busy = 1
        tasks = [asyncio.create_task(self._guarded(self._begin(aims)))]
        tasks += [asyncio.create_task(self._guarded(self._work())) for _ in range(self._at_once)]
        try:
            while (found := await self._found.get()) is not None:
                if isinstance(found, TowpathError):
                    raise found
                for item in found:
                    yield item
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    # the tasks

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        """Whoever takes the items is told of any failure, instead of waiting for ever."""
        try:
            await work
        except TowpathError as error:
            await self._found.put(error)
        except Exception as error:  # noqa: BLE001 - a fault of this program: raised by `items`
            failure = TowpathError(Problem(ProblemKind.INTERNAL, "", {"detail": repr(error)}))
            failure.__cause__ = error
            await self._found.put(failure)

    async def _work(self) -> None:
        """List folders as long as there are any."""
        while True:
            while not self._waiting:
                self._news.clear()
                await self._news.wait()
            folder = self._waiting.pop()
            self._busy += 1
            if not self._is_left_out(folder.destination):
                await self._list(folder)
            await self._ended()

    async def _ended(self) -> None:
        self._busy -= 1
        if not self._busy and not self._waiting:
            await self._found.put(None)

    def _is_left_out(self, destination: bytes) -> bool:
        while self._left_out and destination:
            if destination in self._left_out:
                return True
            destination = destination.rpartition(b"/")[0]
        return False

    async def _hand_on(self, items: list[Item], folders: list[_Folder]) -> None:
        """The items first, so that a folder comes before its content."""
        await self._found.put(items)
        if folders:
            self._waiting += folders
            self._news.set()

    # what the user named

    async def _begin(self, aims: Sequence[Aim]) -> None:
        if self._destination.is_local or self._options.move:  # or one would replace the other, and both would go
            self._folds = await ignores_case(self._destination, aims[0].destination)
        async with contextlib.aclosing(answers(self._questions(aims), ASKED_AHEAD)) as found:
            async for item in found:
                folders = []
                if item.act is ItemAct.FOLDER:
                    above = (await self._source.resolve(item.source),) if self._options.links is Links.FOLLOW else ()
                    folders = [_Folder(item.source, item.destination, b"", item.there is not None, item.stays, above)]
                await self._hand_on([item], folders)
        await self._ended()

    def _questions(self, aims: Sequence[Aim]) -> Iterator[Coroutine[Any, Any, Item]]:
        taken: set[bytes] = set()
        for aim in aims:
            key = folded(aim.destination) if self._folds else aim.destination
            yield self._sought(aim, twice=key in taken)
            taken.add(key)

    async def _sought(self, aim: Aim, *, twice: bool) -> Item:
        """The item of one source. `twice`: an earlier one has its destination."""
        source, destination = aim.source, aim.destination
        try:
            follow = aim.opened or self._options.links is Links.FOLLOW
            if twice:
                raise _impossible(destination, "another source has that name too")
            attributes = await self._source.stat(source, follow=follow)
            is_folder = attributes.kind is FileKind.FOLDER
            there = await look(self._destination, destination, follow=aim.named and is_folder)
            if not is_folder and aim.folder:
                raise TowpathError(Problem(ProblemKind.FILE_NOT_FOUND, path_text(destination)))
            if is_folder and not self._options.recursive:
                facts = {"detail": "it is a folder", "hint": "copy it recursively"}
                raise TowpathError(Problem(ProblemKind.IS_A_FOLDER, path_text(source), facts))
            if (is_folder or self._options.move) and await self._lies_within(aim):
                raise _impossible(
                    destination, "a folder cannot be copied into itself" if is_folder else "it is the same"
                )
            item = self._item(source, destination, attributes, there, named=aim.named)
            if follow and self._options.move:
                is_link = (await self._source.stat(source, follow=False)).kind is FileKind.LINK
                item = msgspec.structs.replace(item, stays=is_link)
            return await self._renames.tried(item)
        except TowpathError as error:
            if ends_batch(error.problem):
                raise
            if await self._was_moved(error.problem, aim):
                return Item(act=ItemAct.SKIP, source=source, destination=destination)
            return _failed(source, destination, error.problem)

    async def _was_moved(self, problem: Problem, aim: Aim) -> bool:
        """What an earlier run has moved is not missing."""
        is_missing = problem.kind is ProblemKind.FILE_NOT_FOUND and problem.subject == path_text(aim.source)
        may_be = is_missing and self._options.move and self._resumed
        return may_be and await look(self._destination, aim.destination) is not None

    async def _lies_within(self, aim: Aim) -> bool:
        if self._source.name != self._destination.name:
            return False
        source = await self._source.resolve(aim.source)
        destination = await self._destination.resolve(aim.destination)
        return (destination + b"/").startswith(source.rstrip(b"/") + b"/")

    # what is in folders

    async def _list(self, folder: _Folder) -> None:
        try:
            there = await self._list_there(folder)
            listing = self._source.list(folder.source)
            async for entries in listing:
                for start in range(0, len(entries), PIECE):
                    await self._meet(folder, entries[start : start + PIECE], there)
                await asyncio.sleep(0)  # a disk of this machine answers at once: others have their turn
        except TowpathError as error:
            if ends_batch(error.problem):
                raise
            await self._hand_on([_failed(folder.source, folder.destination, error.problem)], [])

    async def _list_there(self, folder: _Folder) -> _There:
        there = _There({}, looked=True, seen=set() if self._folds else None)
        if not folder.there:
            return there
        try:
            async for entries in self._destination.list(folder.destination):
                for entry in entries:
                    there.entries[folded(entry.name) if self._folds else entry.name] = entry.attributes
        except TowpathError as error:
            if error.problem.kind is ProblemKind.PERMISSION_DENIED:
                there.looked = False
            elif error.problem.kind is not ProblemKind.FILE_NOT_FOUND:
                raise
        return there

    async def _meet(self, folder: _Folder, entries: Sequence[Entry], there: _There) -> None:
        items: list[Item] = []
        folders: list[_Folder] = []
        met: list[Item] = []
        links: list[Item] = []
        follows = self._options.links is Links.FOLLOW
        for entry in entries:
            item = self._met(folder, entry, there)
            if item is None:
                continue
            (links if item.act is ItemAct.LINK and follows else met).append(item)
        if folder.there and self._renames.possible:  # else it was not renamed itself, so nothing that is in it can be
            async with contextlib.aclosing(answers(map(self._renames.tried, met), ASKED_AHEAD)) as tried:
                met = [item async for item in tried]
        for item in met:
            if item.act is ItemAct.FOLDER:
                real = folder.above[-1].rstrip(b"/") + item.source[item.source.rfind(b"/") :] if follows else b""
                item = self._enter(folder, item, real, folders)
            items.append(item)
        if links:
            async with contextlib.aclosing(answers((self._led_to(link) for link in links), ASKED_AHEAD)) as found:
                async for item, real in found:
                    if item.act is ItemAct.FOLDER:
                        item = self._enter(folder, item, real, folders)
                    items.append(item)
        await self._hand_on(items, folders)

    def _met(self, folder: _Folder, entry: Entry, there: _There) -> Item | None:
        """One entry of a listing; None where it is left out."""
        name = entry.name
        source = folder.source.rstrip(b"/") + b"/" + name
        destination = folder.destination.rstrip(b"/") + b"/" + name
        if b"/" in name or b"\0" in name or name in (b"", b".", b".."):
            facts = {"detail": "the listing has a name that no file can have"}
            problem = Problem(ProblemKind.NAME_IMPOSSIBLE, path_text(source), facts)
            return _failed(source, folder.destination, problem)
        if self._options.excludes:
            is_folder = entry.attributes.kind is FileKind.FOLDER
            if self._excludes.matches(folder.relative + name, is_folder):
                return None
        if there.seen is not None:
            name = folded(name)
            if name in there.seen:
                facts = {"detail": "this disk takes it for the same name as another file's of that folder"}
                return _failed(source, destination, Problem(ProblemKind.NAME_IMPOSSIBLE, path_text(destination), facts))
            there.seen.add(name)
        found = there.entries.get(name)
        return self._item(source, destination, entry.attributes, found, looked=there.looked, stays=folder.stays)

    def _item(
        self,
        source: bytes,
        destination: bytes,
        attributes: Attributes,
        there: Attributes | None,
        *,
        looked: bool = True,
        named: bool = False,
        stays: bool = False,
    ) -> Item:
        """What is to be done with something of these attributes."""
        kind = attributes.kind
        links = self._options.links
        if kind is FileKind.FILE:
            act = ItemAct.FILE
        elif kind is FileKind.FOLDER:
            act = ItemAct.FOLDER
        elif kind is FileKind.OTHER:
            return _failed(source, destination, Problem(ProblemKind.SPECIAL_FILE, path_text(source)))
        elif links is Links.SKIP:
            return Item(act=ItemAct.SKIP, source=source, destination=destination)
        else:
            act = ItemAct.LINK
        fits = there is None or (there.kind is FileKind.FOLDER) is (act is ItemAct.FOLDER)
        if not fits and (act is not ItemAct.LINK or links is Links.KEEP):  # what a link leads to may fit
            clash = ProblemKind.NOT_A_FOLDER if act is ItemAct.FOLDER else ProblemKind.IS_A_FOLDER
            return _failed(source, destination, Problem(clash, path_text(destination)))
        return Item(
            act=act,
            source=source,
            destination=destination,
            attributes=attributes,
            there=there,
            looked=looked,
            named=named,
            stays=stays,
        )

    def _enter(self, folder: _Folder, item: Item, real: bytes, folders: list[_Folder]) -> Item:
        """Have a folder listed too, unless it is one that it lies in: `real` is its path without links."""
        if real and real in folder.above:
            return _failed(item.source, item.destination, Problem(ProblemKind.LINK_LOOP, path_text(item.source)))
        relative = folder.relative + item.source[item.source.rfind(b"/") + 1 :] + b"/"
        above = (*folder.above, real) if real else ()
        folders.append(
            _Folder(
                item.source, item.destination, relative, item.there is not None or not item.looked, item.stays, above
            )
        )
        return item

    async def _led_to(self, link: Item) -> tuple[Item, bytes]:
        """The item of what a link leads to; of a folder also its real path."""
        try:
            attributes = await self._source.stat(link.source)
            item = self._item(link.source, link.destination, attributes, link.there, looked=link.looked, stays=True)
            real = await self._source.resolve(link.source) if item.act is ItemAct.FOLDER else b""
        except TowpathError as error:
            if ends_batch(error.problem):
                raise
            return _failed(link.source, link.destination, error.problem), b""
        return item, real


def _failed(source: bytes, destination: bytes, problem: Problem) -> Item:
    return Item(act=ItemAct.FAIL, source=source, destination=destination, problem=problem)


def _impossible(path: bytes, detail: str) -> TowpathError:
    return TowpathError(Problem(ProblemKind.NAME_IMPOSSIBLE, path_text(path), {"detail": detail}))
