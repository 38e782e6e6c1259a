"""Carries out what a comparison found: its plan as items of a batch, each looked at again just before."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator, Mapping
from contextlib import aclosing

from msgspec.structs import replace

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import Attributes, FileKind, FileSystem
from towpath.model.journal import BatchJournal
from towpath.model.text import path_text
from towpath.model.transfer import Act, Direction, Links, Plan, Step
from towpath.transfer.ahead import answers
from towpath.transfer.compare_side import under
from towpath.transfer.difference import DELETIONS, UPWARDS, same_time
from towpath.transfer.failing import ends_batch
from towpath.transfer.item import Item, ItemAct
from towpath.transfer.look import look

CHECKED_AHEAD = 128
"""Steps that are looked at while those before them are carried out: on a long link each takes a round trip."""

_DOWNWARDS = frozenset({Act.COPY_DOWN, Act.UPDATE_DOWN, Act.DELETE_FIRST})
_COPYING = (UPWARDS | _DOWNWARDS) - DELETIONS
_FROM = {
    Act.COPY_UP: Direction.UP,
    Act.UPDATE_UP: Direction.UP,
    Act.DELETE_FIRST: Direction.UP,
    Act.COPY_DOWN: Direction.DOWN,
    Act.UPDATE_DOWN: Direction.DOWN,
    Act.DELETE_SECOND: Direction.DOWN,
}
"""On which side that has to be which an act is about: UP for the first."""
_ITEM_ACTS = {FileKind.FILE: ItemAct.FILE, FileKind.LINK: ItemAct.LINK, FileKind.FOLDER: ItemAct.FOLDER}


def edited(plan: Plan, changed: Mapping[int, Act]) -> Plan:
    """The plan with other acts for some steps (by their place), and what follows: nothing is copied into a folder that
    is not, and a folder is kept when something in it is. Raises INVALID for a step that is not there or cannot do that.
    """
    steps = list(plan.steps)
    not_made: set[bytes] = set()
    for number, act in changed.items():
        if not 0 <= number < len(steps):
            raise _invalid(f"the plan has no step {number}")
        step = steps[number]
        if act in _FROM and _has(step, _FROM[act]) is None:
            raise _invalid(f"{path_text(step.path)} is not there to {act}")
        if step.act in _COPYING and act not in _COPYING and _is_folder(step):
            not_made.add(step.path)
        steps[number] = replace(step, act=act)
    kept = {folder for step in steps if step.act not in DELETIONS for folder in _above(step.path)}
    in_the_way: set[bytes] = set()
    for number, step in enumerate(steps):
        if step.act in DELETIONS and step.path in kept and _is_folder(step):
            in_the_way.add(step.path)
            steps[number] = replace(step, act=Act.NOTHING)
        elif step.act in _COPYING and (step.path in in_the_way or not not_made.isdisjoint(_above(step.path))):
            steps[number] = replace(step, act=Act.NOTHING)
    return replace(plan, steps=tuple(steps))


class Pass:
    """The steps of a plan that change one of the two sides."""

    def __init__(
        self, plan: Plan, direction: Direction, first: FileSystem, second: FileSystem, journal: BatchJournal
    ) -> None:
        """UP: the second side changes. The places of the comparison are absolute."""
        ends = (first, plan.comparison.first.path), (second, plan.comparison.second.path)
        (self._source, self._from), (self._destination, self._to) = ends if direction is Direction.UP else ends[::-1]
        self._follow = plan.comparison.options.links is Links.FOLLOW
        self._journal = journal
        acts = UPWARDS if direction is Direction.UP else _DOWNWARDS
        self._steps = [step for step in plan.steps if step.act in acts]
        self._gone = {step.path: _has(step, _FROM[step.act]) for step in self._steps if step.act in DELETIONS}
        self._folders: dict[bytes, asyncio.Future[bool]] = {}
        """Those that are copied: whether they were at the destination already when they were looked for."""
        self._replaced_by: dict[bytes, Step] = {}
        """For what is deleted in a folder: what takes the folder's place."""

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self._steps)

    async def items(self) -> AsyncGenerator[Item, None]:
        """What is in the way of something else is deleted first, everything else last, and the deepest first; between
        these, folders before what is in them. A step whose files are not what the comparison found is a failure; one
        that an earlier run has done is skipped."""
        copies = [step for step in self._steps if step.act in _COPYING]
        copied = {step.path: step for step in copies}
        deletions = sorted((step for step in self._steps if step.act in DELETIONS), key=_deepest_first)
        for step in deletions:
            self._replaced_by.update((step.path, copied[folder]) for folder in _above(step.path) if folder in copied)
        in_the_way = [step for step in deletions if step.path in copied or step.path in self._replaced_by]
        first = {step.path for step in in_the_way}
        last = [step for step in deletions if step.path not in first]
        folders = (step.path for step in copies if _is_folder(step))
        self._folders = {path: asyncio.get_running_loop().create_future() for path in folders}
        questions = (self._item(step) for step in (*in_the_way, *copies, *last))
        async with aclosing(answers(questions, CHECKED_AHEAD)) as items:
            async for item in items:
                yield item

    async def _item(self, step: Step) -> Item:
        source, destination = under(self._from, step.path), under(self._to, step.path)
        item = Item(act=ItemAct.FAIL, source=source, destination=destination)
        there: Attributes | None = None
        try:
            now = await self._look_here(step.path, source)
            there = await self._look_there(step.path, destination)
            if step.act in DELETIONS:
                return self._deletion(item, step, now, there)
            return await self._copy(item, step, now, there)
        except TowpathError as error:
            if ends_batch(error.problem):
                raise
            return replace(item, problem=error.problem)
        finally:
            if step.act in _COPYING and step.path in self._folders:
                self._folders[step.path].set_result(there is not None and there.kind is FileKind.FOLDER)

    async def _look_here(self, path: bytes, source: bytes) -> Attributes | None:
        """What is there. In something that takes a folder's place is nothing, even if it is a link to a folder."""
        top = self._replaced_by.get(path)
        if top is None:
            return await look(self._source, source, follow=self._follow)
        found = await look(self._source, under(self._from, top.path), follow=self._follow)
        return None if _same(self._leading(top), found) else found

    async def _look_there(self, path: bytes, destination: bytes) -> Attributes | None:
        """What is there. In a folder that is not there is nothing, even if what is in its place is a link to one: the
        one to be replaced, or the one that an earlier run has put there."""
        top = self._replaced_by.get(path)
        if top is not None:
            folder = await look(self._destination, under(self._to, top.path))
            if folder is None or folder.kind is not FileKind.FOLDER:
                return None
        above = self._folders.get(path[: max(path.rfind(b"/"), 0)]) if path else None
        if above is not None and not await asyncio.shield(above):
            return None
        return await look(self._destination, destination)

    def _deletion(self, item: Item, step: Step, now: Attributes | None, there: Attributes | None) -> Item:
        if there is None:
            return replace(item, act=ItemAct.SKIP)
        if _same(self._leading(step), now):
            if _same(self._gone[step.path], there):
                return replace(item, act=ItemAct.DELETE, there=there)
            if _same(now, there):  # what takes its place is there already
                return replace(item, act=ItemAct.SKIP)
        return replace(item, problem=_changed(item.destination))

    async def _copy(self, item: Item, step: Step, now: Attributes | None, there: Attributes | None) -> Item:
        leading = self._leading(step)
        if now is None or leading is None or not _same(leading, now):
            return replace(item, problem=_changed(item.source))
        if now.kind is FileKind.OTHER:
            return replace(item, problem=Problem(ProblemKind.SPECIAL_FILE, path_text(item.source)))
        now = replace(now, links=leading.links)  # listings tell more than servers do of one file
        item = replace(item, act=_ITEM_ACTS[now.kind], attributes=now, there=there)
        if now.kind is FileKind.FOLDER:
            return replace(item, there=None) if there and there.kind is not FileKind.FOLDER else item
        expected = self._following(step)
        if there is None or _same(self._gone.get(step.path), there):  # by now what was in the way is deleted
            if expected is None:
                return replace(item, there=None, replace=False)
        elif _same(expected, there) or self._is_half_done(item):
            return replace(item, replace=True)
        elif await self._is_done(item, now, there):
            return replace(item, act=ItemAct.SKIP)
        return replace(item, act=ItemAct.FAIL, problem=_changed(item.destination))

    def _is_half_done(self, item: Item) -> bool:
        """An earlier run was writing it in place."""
        record = self._journal.record(item.source)
        return record is not None and record.in_place and not record.finished

    async def _is_done(self, item: Item, now: Attributes, there: Attributes) -> bool:
        """An earlier run has done it, and its answer may have been lost."""
        if now.kind is not there.kind:
            return False
        if now.kind is FileKind.LINK:
            targets = [await self._source.read_link(item.source), await self._destination.read_link(item.destination)]
            return targets[0] == targets[1]
        record = self._journal.record(item.source)
        return now.size == there.size and (
            same_time(now.mtime, there.mtime) or (record is not None and record.finished and record.size == now.size)
        )

    def _leading(self, step: Step) -> Attributes | None:
        """What the comparison found at the source."""
        return step.first if step.act in UPWARDS else step.second

    def _following(self, step: Step) -> Attributes | None:
        """What it found at the destination."""
        return step.second if step.act in UPWARDS else step.first


def _has(step: Step, side: Direction) -> Attributes | None:
    return step.first if side is Direction.UP else step.second


def _is_folder(step: Step) -> bool:
    """Whether what a step copies or deletes is one."""
    attributes = _has(step, _FROM[step.act])
    return attributes is not None and attributes.kind is FileKind.FOLDER


def _same(found: Attributes | None, now: Attributes | None) -> bool:
    """Whether nothing has changed since."""
    if found is None or now is None:
        return found is now
    if found.kind is not now.kind:
        return False
    untold = found.mtime is None and now.mtime is None
    return found.kind is FileKind.FOLDER or (found.size == now.size and (untold or same_time(found.mtime, now.mtime)))


def _above(path: bytes) -> Iterator[bytes]:
    """The folders it is in, relative as it is; not the compared one itself."""
    while (at := path.rfind(b"/")) > 0:
        path = path[:at]
        yield path


def _deepest_first(step: Step) -> tuple[int, bool, bytes]:
    return -step.path.count(b"/"), _is_folder(step), step.path


def _changed(path: bytes) -> Problem:
    facts = {"detail": "it changed since the folders were compared", "hint": "compare again"}
    return Problem(ProblemKind.FILE_CHANGED, path_text(path), facts)


def _invalid(detail: str) -> TowpathError:
    return TowpathError(Problem(ProblemKind.INVALID, "cannot synchronise", {"detail": detail}))
