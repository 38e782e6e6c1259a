"""Compares two folders and says, as data, what would make them equal.

Both are walked together, folder by folder; what is kept in memory are the differences, the names of the folders still
to be entered, and those of the few that are being compared. No state of earlier comparisons is kept: a file that only
one side has is new there. Where one side leads, `delete` makes it one that was deleted there.

Not compared are permissions, owners, and whatever a folder has besides what is in it: copying brings them along, but
machines that cannot keep them would never be equal.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import aclosing
from functools import partial
from typing import Any, NamedTuple

import msgspec

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import Attributes, Entry, FileKind, FileSystem
from towpath.model.text import path_text
from towpath.model.transfer import (
    LEFT_ALONE,
    Act,
    Comparison,
    Conflict,
    Differ,
    Direction,
    FileOutcome,
    FileResult,
    Links,
    Plan,
    Step,
)
from towpath.transfer.ahead import answers
from towpath.transfer.compare_side import Listing, Side, Trail
from towpath.transfer.difference import COPY, DELETE, DELETIONS, act_for_different, files_differ, kinds_differ
from towpath.transfer.excludes import Excludes
from towpath.transfer.failing import ends_batch
from towpath.transfer.skew import clock_skew

FOLDERS_AT_ONCE = 16
QUESTIONS_AT_ONCE = 64
HASHES_AT_ONCE = 8

Compared = Callable[[int], None]
"""Told from time to time how many names have been compared."""

_Question = Callable[[], Coroutine[Any, Any, None]]
"""What has to be asked of the machines before two entries can be told to differ."""


async def compare(
    comparison: Comparison, first: FileSystem, second: FileSystem, compared: Compared = lambda _count: None
) -> Plan:
    """Raises TowpathError when a folder that is to be followed cannot be read (or neither is there, if none leads),
    and when a machine is lost. Whatever else cannot be looked at is in the plan's problems, and left alone.
    """
    if comparison.direction is Direction.BOTH and comparison.options.links is Links.FOLLOW:
        detail = "links cannot be followed in both directions: what they lead to would be written through them"
        raise TowpathError(Problem(ProblemKind.INVALID, "links", {"detail": detail, "hint": "keep or skip links"}))
    return await _Comparing(comparison, first, second, compared).run()


class _Pair(NamedTuple):
    """A folder to be entered."""

    path: bytes
    """Relative, with a `/` at its end; empty for the two that are compared."""
    first: Trail | None
    """None where it is not to be looked at, or not there."""
    second: Trail | None


class _Comparing:
    """One comparison."""

    def __init__(self, comparison: Comparison, first: FileSystem, second: FileSystem, compared: Compared) -> None:
        self._comparison = comparison
        self._direction = comparison.direction
        self._deletes = comparison.delete and self._direction is not Direction.BOTH
        follow = comparison.options.links is Links.FOLLOW
        self._first = Side(first, comparison.first.path, follow=follow and self._direction is Direction.UP)
        self._second = Side(second, comparison.second.path, follow=follow and self._direction is Direction.DOWN)
        self._excludes = Excludes(comparison.options.excludes)
        self._compared = compared
        self._count = 0
        self._skew = 0.0
        self._pending: list[_Pair] = []
        self._steps: list[Step] = []
        self._problems: list[FileResult] = []
        self._kept: set[bytes] = set()
        """Folders in which something is left alone: they cannot be deleted."""
        self._hashing = asyncio.Semaphore(HASHES_AT_ONCE)

    async def run(self) -> Plan:
        await self._begin()
        running: set[asyncio.Task[None]] = set()
        try:
            while self._pending or running:
                while self._pending and len(running) < FOLDERS_AT_ONCE:
                    running.add(asyncio.create_task(self._enter(self._pending.pop())))  # deep first: few are pending
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                await asyncio.gather(*done)
                self._compared(self._count)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
        return Plan(
            comparison=self._comparison,
            steps=tuple(_in_order(self._steps, self._kept)),
            clock_skew=self._skew,
            problems=tuple(sorted(self._problems, key=lambda result: result.source)),
        )

    async def _begin(self) -> None:
        """Look at the two folders themselves."""
        first, second = await self._first.begin(), await self._second.begin()
        missing = {
            Direction.UP: first is None,
            Direction.DOWN: second is None,
            Direction.BOTH: first is None and second is None,
        }
        if missing[self._direction]:
            side = self._second if self._direction is Direction.DOWN else self._first
            raise TowpathError(Problem(ProblemKind.FILE_NOT_FOUND, path_text(side.root)))
        if first is None or second is None:
            self._step(b"", COPY[Direction.DOWN if first is None else Direction.UP], first, second)
        elif self._skew_matters():
            self._skew = await clock_skew(
                self._first.machine, self._first.root, self._second.machine, self._second.root
            )
        trails = (self._first.root,), (self._second.root,)
        self._pending.append(_Pair(b"", trails[0] if first else None, trails[1] if second else None))

    def _skew_matters(self) -> bool:
        options = self._comparison.options
        copies_are_newer = self._comparison.differ is Differ.TIME and not options.times
        return options.conflict is Conflict.NEWER or copies_are_newer

    async def _enter(self, pair: _Pair) -> None:
        """Compare what is in a folder."""
        try:
            both = _list(self._first, pair.path, pair.first), _list(self._second, pair.path, pair.second)
            async with aclosing(answers(both, len(both))) as listings:
                first, second = [listing async for listing in listings]
        except TowpathError as error:
            if ends_batch(error.problem) or not pair.path:
                raise
            folder = pair.path[:-1]
            self._kept.add(folder)
            self._keep(folder, error.problem)
            return
        questions: list[_Question] = []
        for name in {**first.entries, **second.entries, **first.left, **second.left}:
            path = pair.path + name
            self._count += 1
            here, there = first.entries.get(name), second.entries.get(name)
            if name in first.left or name in second.left:
                self._keep(path, first.left.get(name) or second.left.get(name))
            elif self._left_out(path, here) or self._left_out(path, there):
                self._keep(path)
            elif here is None or there is None:
                self._one_has_it(path, here, there, first if here else second)
            elif (question := self._both_have_it(path, here, there, first, second)) is not None:
                questions.append(question)
        async with aclosing(answers((question() for question in questions), QUESTIONS_AT_ONCE)) as answered:
            async for _ in answered:
                pass

    def _left_out(self, path: bytes, entry: Entry | None) -> bool:
        if entry is None:
            return False
        kind = entry.attributes.kind
        if kind is FileKind.LINK and self._comparison.options.links is Links.SKIP:
            return True
        return self._excludes.matches(path, kind is FileKind.FOLDER)

    def _one_has_it(self, path: bytes, first: Entry | None, second: Entry | None, listing: Listing) -> None:
        """It is copied to the other side, or deleted there where it is, or nothing is done."""
        entry = first or second
        assert entry is not None
        side = Direction.DOWN if first is None else Direction.UP
        is_copied = self._direction in (side, Direction.BOTH)
        if is_copied and entry.attributes.kind is FileKind.OTHER:
            self._keep(path, Problem(ProblemKind.SPECIAL_FILE, path_text(path)))
        elif is_copied or self._deletes:
            act = COPY[side] if is_copied else DELETE[self._direction]
            self._step(path, act, first.attributes if first else None, second.attributes if second else None)
            if entry.attributes.kind is FileKind.FOLDER:
                self._push(path, listing if first else None, listing if second else None)

    def _both_have_it(
        self, path: bytes, first: Entry, second: Entry, here: Listing, there: Listing
    ) -> _Question | None:
        a, b = first.attributes, second.attributes
        if a.kind is FileKind.FOLDER and b.kind is FileKind.FOLDER:
            self._push(path, here, there)
        elif FileKind.FOLDER in (a.kind, b.kind):
            if self._folder_wins_or_goes(path, a, b):
                self._push(
                    path, here if a.kind is FileKind.FOLDER else None, there if b.kind is FileKind.FOLDER else None
                )
        elif FileKind.OTHER in (a.kind, b.kind):
            if a.kind is not b.kind:
                self._step(path, Act.CONFLICT, a, b, kinds_differ(a, b))
        elif a.kind is b.kind is FileKind.LINK:
            return partial(self._compare_links, path, first, second)
        elif a.kind is not b.kind or files_differ(a, b, self._comparison, self._skew):
            self._different(path, a, b)
        elif self._comparison.differ is Differ.HASH and a.size:
            return partial(self._compare_contents, path, a, b)
        return None

    def _folder_wins_or_goes(self, path: bytes, first: Attributes, second: Attributes) -> bool:
        """A folder on one side, something else on the other: the leading side wins only with `delete`. What is in the
        way is deleted first, by steps of its own."""
        up = self._direction is Direction.UP
        leading = first if up else second
        if not self._deletes or leading.kind is FileKind.OTHER:
            self._step(path, Act.CONFLICT, first, second, kinds_differ(first, second))
            return False
        self._step(path, DELETE[self._direction], first, second)
        self._step(path, COPY[self._direction], first if up else None, None if up else second)
        return True

    async def _compare_links(self, path: bytes, first: Entry, second: Entry) -> None:
        try:
            targets = [
                entry.target if entry.target is not None else await side.machine.read_link(side.absolute(path))
                for side, entry in ((self._first, first), (self._second, second))
            ]
        except TowpathError as error:
            self._failed(path, error)
        else:
            if targets[0] != targets[1]:
                self._different(path, first.attributes, second.attributes)

    async def _compare_contents(self, path: bytes, first: Attributes, second: Attributes) -> None:
        sides = (self._first, self._second)
        try:
            async with self._hashing:
                both = [side.machine.sha256(side.absolute(path), first.size) for side in sides]
                async with aclosing(answers(both, len(both))) as digests:
                    differ = len({digest async for digest in digests}) > 1
        except TowpathError as error:
            self._failed(path, error)
        else:
            if differ:
                self._different(path, first, second)

    def _different(self, path: bytes, first: Attributes, second: Attributes) -> None:
        act, why = act_for_different(first, second, self._comparison, self._skew)
        if act is not Act.NOTHING:
            self._step(path, act, first, second, why)

    def _step(self, path: bytes, act: Act, first: Attributes | None, second: Attributes | None, why: str = "") -> None:
        self._steps.append(Step(path=path, act=act, first=first, second=second, why=why))

    def _push(self, path: bytes, first: Listing | None, second: Listing | None) -> None:
        name = path[path.rfind(b"/") + 1 :]
        self._pending.append(_Pair(path + b"/", first and first.trail_of(name), second and second.trail_of(name)))

    def _failed(self, path: bytes, error: TowpathError) -> None:
        if ends_batch(error.problem):
            raise error
        self._keep(path, error.problem)

    def _keep(self, path: bytes, problem: Problem | None = None) -> None:
        """Leave it alone, and so the folders it is in."""
        if problem is not None:
            ends = self._first.absolute(path), self._second.absolute(path)
            source, destination = reversed(ends) if self._direction is Direction.DOWN else ends
            self._problems.append(
                FileResult(source=source, destination=destination, outcome=FileOutcome.FAILED, problem=problem)
            )
        while b"/" in path and (path := path[: path.rfind(b"/")]) not in self._kept:
            self._kept.add(path)


async def _list(side: Side, path: bytes, trail: Trail | None) -> Listing:
    return Listing((), {}, {}, {}) if trail is None else await side.list(path, trail)


def _in_order(steps: Iterable[Step], kept: set[bytes]) -> Iterator[Step]:
    """Folders before what is in them, and a deletion before what takes its place. A folder in which something is left
    alone is not deleted, and nothing takes its place."""
    taken: set[bytes] = set()
    for step in sorted(steps, key=lambda step: (step.path.split(b"/"), step.act not in DELETIONS)):
        if step.act in DELETIONS and step.path in kept:
            gone = step.second if step.act is Act.DELETE_SECOND else step.first
            if gone is not None and gone.kind is FileKind.FOLDER:
                if step.first is not None and step.second is not None:
                    taken.add(step.path)
                    why = kinds_differ(step.first, step.second) + LEFT_ALONE
                    yield msgspec.structs.replace(step, act=Act.CONFLICT, why=why)
                continue
        if step.path not in taken:
            yield step
