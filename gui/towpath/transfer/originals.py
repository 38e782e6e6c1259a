"""What a move does with its sources: each is removed when what was made of it has its name, and not before."""

from __future__ import annotations

import asyncio

import msgspec
from msgspec.structs import replace

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import Attributes, FileKind, OpenMode
from towpath.model.journal import FileRecord
from towpath.model.text import path_text
from towpath.model.transfer import FileOutcome
from towpath.transfer.difference import same_time
from towpath.transfer.failing import ends_batch
from towpath.transfer.item import Item
from towpath.transfer.lanes import Backlog, Lane
from towpath.transfer.look import look
from towpath.transfer.names import temporary_name
from towpath.transfer.resume import begins_alike
from towpath.transfer.surroundings import Surroundings


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """A file or link that is at the destination, and still at its source."""

    item: Item
    was: Attributes
    """The source, when it was listed."""
    destination: bytes
    """May be beside the item's own."""
    over: Attributes | None
    """What was there before."""
    outcome: FileOutcome
    size: int


class Originals:
    """For one pass over a batch's items. An item has ended when its source is gone, or cannot go.

    After any end there is the source, or its copy under its final name, or both; the next run of the batch finds out
    which by `is_stored`.
    """

    def __init__(self, around: Surroundings, backlog: Backlog, tasks: asyncio.TaskGroup) -> None:
        self._around = around
        self._lane = Lane(tasks, backlog, self._take_away, around.at_once)

    def put(self, stored: Stored) -> None:
        """Have a source removed. Its item is in the backlog already."""
        self._lane.put(stored)

    async def is_stored(self, item: Item, was: Attributes, there: Attributes, *, finished: bool, resumed: bool) -> bool:
        """Whether only the source is left to be removed: it is another name of the file that is there; or an earlier
        run stored it and was ended too early. That one may have written down that it had `finished` it."""
        around = self._around
        if around.source is around.destination and was.identity and was.identity == there.identity:
            return True
        if not resumed or (there.kind, there.size) != (was.kind, was.size):
            return False
        if finished and was.kind is FileKind.FILE and same_time(there.mtime, was.mtime):
            return True
        if was.kind is FileKind.LINK:
            leads = await around.source.read_link(item.source)
            return leads == await around.destination.read_link(item.destination)
        return await begins_alike(around.source, item.source, around.destination, item.destination, was.size)

    async def remove_folder(self, item: Item) -> None:
        """If it is empty now. What was left in it, or came into it, keeps it. Raises what else keeps it."""
        if item.stays:
            return
        try:
            await self._around.source.remove_folder(item.source)
        except TowpathError as error:
            if error.problem.kind not in (ProblemKind.FOLDER_NOT_EMPTY, ProblemKind.FILE_NOT_FOUND):
                raise TowpathError(_explained(item, error.problem)) from error

    def close(self) -> None:
        """Nothing comes any more, and all has ended."""
        self._lane.close()

    async def _take_away(self, stored: Stored) -> bool:
        item = stored.item
        try:
            await self._remove(stored)
        except TowpathError as error:
            if ends_batch(error.problem):
                raise
            if error.problem.kind is not ProblemKind.FILE_NOT_FOUND:
                self._around.failed(item, stored.size, _explained(item, error.problem))
                return True
        self._around.stored(item, stored.destination, stored.outcome, stored.size)
        return True

    async def _remove(self, stored: Stored) -> None:
        files, path = self._around.source, stored.item.source
        if not _is_same(await files.stat(path, follow=False), stored.was):
            facts = {"detail": "it changed after it was copied, and stays", "hint": "retry when it is at rest"}
            raise TowpathError(Problem(ProblemKind.FILE_CHANGED, path_text(path), facts))
        if _may_be_one(stored.was, stored.over) and await self._is_one(stored):
            facts = {"detail": "it is the same file that is at the destination"}
            raise TowpathError(Problem(ProblemKind.FILE_FAILED, path_text(path), facts))
        await files.remove(path)

    async def _is_one(self, stored: Stored) -> bool:
        """Whether source and destination are the same name, on a disk that two machines share: what comes into the
        one's folder then comes into the other's."""
        files, journal, source, was = self._around.destination, self._around.journal, stored.item.source, stored.was
        mark = temporary_name(self._around.batch_id, stored.destination)
        journal.began(source, FileRecord(size=was.size, mtime=was.mtime, temporary=mark))
        await (await files.open(mark, OpenMode.CREATE)).close()
        folder, name = source[: source.rfind(b"/") + 1], mark[mark.rfind(b"/") + 1 :]
        is_one = await look(self._around.source, folder + name) is not None
        await files.remove(mark)
        journal.finished(source, was.size, was.mtime)
        return is_one


def _is_same(now: Attributes, was: Attributes) -> bool:
    told = now.identity is not None and was.identity is not None
    same_file = not told or now.identity == was.identity
    return same_file and (now.kind, now.size, now.mtime) == (was.kind, was.size, was.mtime)


def _may_be_one(source: Attributes, there: Attributes | None) -> bool:
    """Whether two paths may be one, as far as the sizes and times of what was there tell."""
    if there is None or there.size != source.size:
        return False
    return there.mtime is None or same_time(there.mtime, source.mtime)


def _explained(item: Item, problem: Problem) -> Problem:
    facts = {"detail": "it was copied, but cannot be removed", **problem.facts}
    return replace(problem, subject=path_text(item.source), facts=facts)
