"""Carries out the items of a batch: many small files at once, few large ones, and whatever fails by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable

from msgspec.structs import replace

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import Attributes, FileKind
from towpath.model.journal import FileRecord
from towpath.model.numbered import numbered
from towpath.model.prompt import OverwriteAsked, Scope
from towpath.model.text import path_text
from towpath.model.transfer import Conflict, FileOutcome, Links
from towpath.transfer.choices import Choices
from towpath.transfer.conflict import Decision, decide
from towpath.transfer.copy import SMALL
from towpath.transfer.difference import same_time
from towpath.transfer.failing import ends_batch, first_of, may_pass
from towpath.transfer.folders import Folders
from towpath.transfer.item import Item, ItemAct
from towpath.transfer.lanes import Backlog, Lane
from towpath.transfer.look import look
from towpath.transfer.many_names import ManyNames
from towpath.transfer.names import temporary_name
from towpath.transfer.originals import Originals, Stored
from towpath.transfer.surroundings import Surroundings

MOST_WAITING = 8192
"""Items that were found and have not ended. The walk waits when there are more."""
MEDIUM = 16 * 1024 * 1024
"""Bytes of a file that does not fill the link for long."""
MEDIUM_AT_ONCE = 16
LARGE_AT_ONCE = 2
MOST_IN_MEMORY = 32 * 1024 * 1024
"""Bytes of small files that are read and not yet acknowledged."""
MOST_AGAIN = 10_000
"""Files that are tried a second time; of more than that the failure is believed at once."""
MOST_NUMBERS = 10_000
"""Names tried for a file that is to stand beside the one there."""


class Carry:
    """One pass over items that come while it runs. In one event loop."""

    def __init__(self, around: Surroundings, roots: Iterable[bytes], *, resumed: bool) -> None:
        """`roots`: the folders in which the sources lie. `resumed`: an earlier run of the batch may have got far."""
        self.refused: set[bytes] = set()
        """Folders at the destination that could not be made; nothing goes into them."""
        self._around = around
        self._roots = roots
        self._resumed = resumed
        self._choices = Choices(around.options.conflict)
        self._backlog = Backlog()
        self._under_way: set[bytes] = set()
        """Destinations: two items may lead to the same one, but not at the same time."""
        self._again: list[Item] = []
        self._is_again = False
        self._in_memory = 0
        self._freed = asyncio.Event()

    async def run(self, items: AsyncIterator[Item]) -> None:
        """To the end. Raises what ends the batch; all else is told as results."""
        try:
            async with asyncio.TaskGroup() as tasks:
                await self._run(items, tasks)
        except BaseExceptionGroup as group:
            raise first_of(group) from group

    async def _run(self, items: AsyncIterator[Item], tasks: asyncio.TaskGroup) -> None:
        around, backlog = self._around, self._backlog
        self._names = ManyNames(around.source, self._roots, tasks)
        self._small = Lane(tasks, backlog, self._carry_small, around.at_once)
        self._medium = Lane(tasks, backlog, self._carry, MEDIUM_AT_ONCE)
        self._large = Lane(tasks, backlog, self._carry, LARGE_AT_ONCE)
        self._asking = Lane(tasks, backlog, self._ask, 1)
        self._deleting = Lane(tasks, backlog, self._delete, around.at_once)
        self._originals = Originals(around, backlog, tasks) if around.options.move else None
        self._folders = Folders(around, backlog, tasks, self.refused, self._originals)
        run: tuple[bool, int] | None = None
        async for item in items:
            following = _run_of(item)
            if following != run:  # a deletion may depend on what was before it, and so may what comes after it
                await backlog.down_to(0)
                run = following
            elif backlog.count >= MOST_WAITING:
                await backlog.down_to(MOST_WAITING * 3 // 4)
            self._take(item)
        around.tally.listed()
        await backlog.down_to(0)
        await self._try_again()
        await self._folders.finish()
        self._folders.close()
        for lane in (self._small, self._medium, self._large, self._asking, self._deleting):
            lane.close()
        if self._originals:
            self._originals.close()

    async def _try_again(self) -> None:
        """What may go well now, small files first: a large one may fill the disk once more."""
        self._is_again = True
        again, self._again = self._again, []
        for is_small in (True, False):
            for item in again:
                if (_size(item) <= SMALL) is is_small:
                    self._put(item)
            await self._backlog.down_to(0)

    # taking items

    def _take(self, item: Item) -> None:
        act = item.act
        if self.refused and item.destination.rpartition(b"/")[0] in self.refused:
            if act is ItemAct.FOLDER:
                self.refused.add(item.destination)
            return
        if act is ItemAct.FILE or act is ItemAct.LINK:
            self._around.tally.found(_size(item))
            self._put(item)
        elif act is ItemAct.FOLDER:
            self._folders.take(item)
        elif act is ItemAct.DELETE:
            self._backlog.add()
            self._deleting.put(item)
        elif act is ItemAct.MOVED:
            self._moved(item)
        elif act is ItemAct.SKIP:
            self._around.tally.found(0)
            self._around.skipped(item, 0, item.problem)
        else:
            self._around.failed_uncounted(item, item.problem or Problem(ProblemKind.INTERNAL))

    def _moved(self, item: Item) -> None:
        attributes = item.attributes
        if attributes is None or attributes.kind is FileKind.FOLDER:
            self._around.succeeded(item, FileOutcome.FOLDER)
            return
        is_link = attributes.kind is FileKind.LINK
        size = 0 if is_link else attributes.size
        self._around.tally.found(size)
        self._around.stored(item, item.destination, FileOutcome.LINKED if is_link else FileOutcome.STORED, size)

    def _put(self, item: Item) -> None:
        self._backlog.add()
        self._lane(item).put(item)

    def _lane(self, item: Item) -> Lane[Item]:
        size = _size(item)
        return self._small if size <= SMALL else self._medium if size <= MEDIUM else self._large

    # files and links

    async def _carry_small(self, item: Item) -> bool:
        size = _size(item)
        while self._in_memory and self._in_memory + size > MOST_IN_MEMORY:
            self._freed.clear()
            await self._freed.wait()
        self._in_memory += size
        try:
            return await self._carry(item)
        finally:
            self._in_memory -= size
            self._freed.set()

    async def _carry(self, item: Item) -> bool:
        """Whether it has ended."""
        size = _size(item)
        destination = item.destination
        if destination in self._under_way:  # two sources of one name
            return self._fail_or_again(item, size, Problem(ProblemKind.FILE_EXISTS, path_text(destination)), again=True)
        self._under_way.add(destination)
        try:
            if not await self._folders.ready(destination):
                self._around.tally.dropped(size)
                return True
            return await self._copy(item)
        except TowpathError as error:
            if ends_batch(error.problem):
                raise
            full = error.problem.kind is ProblemKind.DISK_FULL and size <= SMALL  # of a large file's, maybe
            return self._fail_or_again(item, size, error.problem, again=full or may_pass(error.problem))
        finally:
            self._under_way.discard(destination)

    async def _copy(self, item: Item) -> bool:
        around = self._around
        was_looked = item.looked and not self._is_again
        if self._is_again:
            item = await self._looked_again(item)
        elif not item.looked:
            item = replace(item, there=await look(around.destination, item.destination), looked=True)
        source, destination, attributes, there = item.source, item.destination, item.attributes, item.there
        assert attributes is not None
        if attributes.links != 1 and around.options.hard_links:
            attributes = await self._names.identified(source, attributes)
        record = around.journal.record(source)
        if there is not None and await self._is_done(item, record, attributes, there):
            return self._stored_before(item, attributes, there)
        replaces = item.replace
        if replaces is None and there is None:
            replaces = self._choices.policy(destination) is Conflict.OVERWRITE
        elif replaces is None and there is not None:
            decision = self._decision(item, record, attributes, there)
            if decision is Decision.ASK:
                self._asking.put(item)
                return False
            if decision is Decision.SKIP:
                return self._leave(item, attributes)
            if decision is Decision.RENAME:
                return await self._copy_beside(item, attributes)
            replaces = True
        try:
            return await self._copy_to(item, attributes, destination, there, replaces=bool(replaces))
        except TowpathError as error:
            came = error.problem.kind is ProblemKind.FILE_EXISTS and there is None and item.replace is None
            if not came or not was_looked:
                raise
            # After the folder was listed.
            self._lane(item).put(replace(item, looked=False))
            return False

    async def _copy_to(
        self, item: Item, attributes: Attributes, destination: bytes, there: Attributes | None, *, replaces: bool
    ) -> bool:
        around, was_there = self._around, there
        if item.act is ItemAct.LINK:
            outcome = await around.copier.copy_link(item.source, attributes, destination, there, replace=replaces)
            around.journal.finished(item.source, attributes.size, attributes.mtime)
        else:
            if there is not None and there.kind is FileKind.LINK and not item.named:
                if not replaces:
                    raise TowpathError(Problem(ProblemKind.FILE_EXISTS, path_text(destination)))
                there = None  # replaced, whatever it leads to
            outcome = await around.copier.copy_file(item.source, attributes, destination, there, replace=replaces)
        return self._stored(item, attributes, destination, was_there, outcome)

    def _stored(
        self, item: Item, attributes: Attributes, destination: bytes, there: Attributes | None, outcome: FileOutcome
    ) -> bool:
        """Whether it has ended with that: in a move the source has yet to go."""
        size = attributes.size if item.act is ItemAct.FILE else 0
        if self._originals is None or item.stays:
            self._around.stored(item, destination, outcome, size)
            return True
        stored = Stored(item=item, was=attributes, destination=destination, over=there, outcome=outcome, size=size)
        self._originals.put(stored)
        return False

    async def _copy_beside(self, item: Item, attributes: Attributes) -> bool:
        """Under the first number that is free."""
        for number in range(2, MOST_NUMBERS):
            name = numbered(item.destination, number)
            if name in self._under_way:
                continue
            self._under_way.add(name)
            try:
                if await look(self._around.destination, name) is None:
                    return await self._copy_to(item, attributes, name, None, replaces=False)
            except TowpathError as error:
                if error.problem.kind is not ProblemKind.FILE_EXISTS:  # it came just now
                    raise
            finally:
                self._under_way.discard(name)
        raise TowpathError(Problem(ProblemKind.FILE_EXISTS, path_text(item.destination)))

    async def _looked_again(self, item: Item) -> Item:
        """For a second try: as both sides are now."""
        around = self._around
        follow = item.act is ItemAct.FILE and around.options.links is Links.FOLLOW
        attributes = await around.source.stat(item.source, follow=follow or item.named)
        is_link = attributes.kind is FileKind.LINK
        if attributes.kind not in (FileKind.FILE, FileKind.LINK) or is_link is not (item.act is ItemAct.LINK):
            facts = {"detail": "it is no longer what it was when it was listed"}
            raise TowpathError(Problem(ProblemKind.FILE_CHANGED, path_text(item.source), facts))
        there = await look(around.destination, item.destination)
        return replace(item, attributes=attributes, there=there, looked=True)

    # what is there already

    async def _is_done(self, item: Item, record: FileRecord | None, attributes: Attributes, there: Attributes) -> bool:
        """An earlier run of the batch is through with this file, and what it stored is still there."""
        as_it_was = record is not None and (record.size, record.mtime) == (attributes.size, attributes.mtime)
        finished = record is not None and record.finished and as_it_was
        if self._originals:
            return await self._originals.is_stored(item, attributes, there, finished=finished, resumed=self._resumed)
        if not finished or self._around.options.conflict is not Conflict.OVERWRITE:
            return finished
        return there.size == attributes.size and (
            attributes.kind is FileKind.LINK
            or not self._around.options.times
            or attributes.mtime is None
            or same_time(there.mtime, attributes.mtime)
        )

    def _stored_before(self, item: Item, attributes: Attributes, there: Attributes) -> bool:
        """It was told then; the end of a move was not."""
        self._around.copier.stored_before(attributes, item.destination)
        if self._originals:
            return self._stored(item, attributes, item.destination, there, FileOutcome.STORED)
        self._around.tally.stored(_size(item))
        return True

    def _decision(self, item: Item, record: FileRecord | None, attributes: Attributes, there: Attributes) -> Decision:
        """It was decided before where an earlier run has begun to replace it."""
        if record is not None and not record.finished:
            temporary = temporary_name(self._around.batch_id, item.destination)
            if record.in_place or record.temporary == temporary:
                return Decision.OVERWRITE
        return decide(self._choices.policy(item.destination), attributes, there, self._around.skew)

    async def _ask(self, item: Item) -> bool:
        """One question at a time: its answer may be one for others, too."""
        attributes, there = item.attributes, item.there
        asks = self._choices.policy(item.destination) is Conflict.ASK
        if not asks or attributes is None or there is None:
            self._lane(item).put(item)
            return False
        choice = await self._around.ask(
            OverwriteAsked(
                source=item.source,
                source_attributes=attributes,
                destination=item.destination,
                destination_attributes=there,
                batch=self._around.batch_id,
                can_resume=attributes.kind is there.kind is FileKind.FILE and 0 < there.size < attributes.size,
            )
        )
        if choice is None or choice.conflict is Conflict.ASK:
            facts = {"question": "whether to overwrite it"}
            self._around.skipped(
                item, _size(item), Problem(ProblemKind.NEEDS_ANSWER, path_text(item.destination), facts)
            )
            return True
        if choice.scope is not Scope.FILE:
            self._choices.remember(choice, item.destination)
            self._lane(item).put(item)
            return False
        decision = decide(choice.conflict, attributes, there, self._around.skew)
        if decision is Decision.SKIP:
            return self._leave(item, attributes)
        if decision is Decision.RENAME:
            try:
                return await self._copy_beside(item, attributes)
            except TowpathError as error:
                if ends_batch(error.problem):
                    raise
                return self._fail_or_again(item, _size(item), error.problem, again=False)
        self._lane(item).put(replace(item, replace=True))
        return False

    def _leave(self, item: Item, attributes: Attributes) -> bool:
        """What is there stays: so it is decided, also for the next run. That of a move decides anew: it must not take
        what was left for what was stored."""
        if not self._around.options.move:
            self._around.journal.finished(item.source, attributes.size, attributes.mtime)
        self._around.skipped(item, _size(item), Problem(ProblemKind.FILE_EXISTS, path_text(item.destination)))
        return True

    # deletions

    async def _delete(self, item: Item) -> bool:
        files = self._around.destination
        try:
            if item.there is not None and item.there.kind is FileKind.FOLDER:
                await files.remove_folder(item.destination)
            else:
                await files.remove(item.destination)
        except TowpathError as error:
            if ends_batch(error.problem):
                raise
            if error.problem.kind is not ProblemKind.FILE_NOT_FOUND:
                self._around.failed_uncounted(item, error.problem)
                return True
        self._around.succeeded(item, FileOutcome.DELETED)
        return True

    def _fail_or_again(self, item: Item, size: int, problem: Problem, *, again: bool) -> bool:
        if again and not self._is_again and len(self._again) < MOST_AGAIN:
            self._again.append(item)
        else:
            self._around.failed(item, size, problem)
        return True


def _size(item: Item) -> int:
    """Bytes to be moved."""
    return item.attributes.size if item.act is ItemAct.FILE and item.attributes is not None else 0


def _run_of(item: Item) -> tuple[bool, int] | None:
    """Equal for deletions that may overtake each other; None for all else."""
    if item.act is not ItemAct.DELETE:
        return None
    return item.there is not None and item.there.kind is FileKind.FOLDER, item.destination.count(b"/")
