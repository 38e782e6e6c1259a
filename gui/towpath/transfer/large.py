"""One file in pieces, with every guarantee: what has its name is all there, or it is what was there before.

1. The journal gets the name of a temporary file in the folder of the destination; then that file is made.
2. What it lacks is moved; the journal notes what the destination has acknowledged.
3. Its size is compared with the source's; it gets times, permissions and owner; it is closed.
4. The source is looked at again: had it changed, nothing would be published.
5. If wanted, both ends are hashed, after the destination's was brought to its disk.
6. Renaming gives it its name.

**In place** it is written under its own name instead, where it is wanted, or where renaming (`Publish.AUTO`) would lose
other names of the file that is there or its owner, or where the folder takes no new file but the file can be written.
What that loses: from the first byte on the old content is gone, readers see a part of the new one, and if the
transfer fails, that part stays. The problem says so then, and the next run goes on with it.

**A shorter file of somebody else's** that begins as the source does (`Options.resume`) is duplicated into the
temporary file on its own machine, so that the name keeps leading to what it led to until all is there. Where the
machine cannot do that, or has no room, it is gone on with in place, as by `reget` and `reput` of sftp(1): what is there
of it stays right, and grows.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import msgspec

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import Attributes, Changes, FileKind, FileSystem, OpenFile, OpenMode
from towpath.model.journal import BatchJournal, FileRecord
from towpath.model.language import translate
from towpath.model.ranges import Ranges
from towpath.model.text import path_text
from towpath.model.transfer import Options, Publish
from towpath.transfer.difference import same_time
from towpath.transfer.failing import ends_batch
from towpath.transfer.kept import changes_for, owner_of
from towpath.transfer.local_file import data_after
from towpath.transfer.moving import Moving
from towpath.transfer.names import temporary_name
from towpath.transfer.pace import Pace
from towpath.transfer.resume import begins_alike, both, refused, usable, why_stale
from towpath.transfer.tally import Tally

_OF_THE_CONTENT = frozenset({ProblemKind.FILE_CHANGED, ProblemKind.VERIFY_FAILED})
NOT_PERMITTED = frozenset({ProblemKind.PERMISSION_DENIED, ProblemKind.UNSUPPORTED, ProblemKind.FILE_FAILED})
"""What servers say to attributes that they do not set: SFTP v3 has no better words."""
PRIVATE = 0o600
"""While it is written; then it gets the permissions it is to have."""


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """What a batch's files have in common."""

    source: FileSystem
    destination: FileSystem
    options: Options
    journal: BatchJournal
    tally: Tally
    pace: Pace
    batch_id: str
    before_publishing: Callable[[], Awaitable[None]] | None = None
    """Raises what is against replacing the file that is there, when all is ready for that."""


class _Target(msgspec.Struct, frozen=True, kw_only=True):
    """Where the bytes go."""

    path: bytes
    file: OpenFile
    in_place: bool = False
    there: Ranges
    """What it has already."""
    owner_kept: bool = False


class LargeCopy:
    """One file's copy. `there` is what is at the destination; it is a file, and may be replaced."""

    def __init__(self, way: Way, source: bytes, destination: bytes, there: Attributes | None, *, replace: bool) -> None:
        self._way = way
        self._source = source
        self._destination = destination
        self._there = there
        self._replace = replace
        self._temporary = temporary_name(way.batch_id, destination)
        self._began = False
        """Whether the journal has a record of this run's."""
        self._touched = False
        """Whether the file under the final name is no longer what it was."""

    async def run(self) -> None:
        """Until it is published. Raises TowpathError; then nothing of it has the name, except in place."""
        way = self._way
        origin = await way.source.open(self._source, OpenMode.READ)
        try:
            was = await origin.attributes()
            target = await self._prepare(was)
            if target is not None:
                await self._write(origin, was, target)
            way.journal.finished(self._source, was.size, was.mtime)
        except TowpathError as error:
            raise await self._after(error) from error
        finally:
            way.tally.ended(self._source)
            await _close_anyway(origin)  # all that counts of it has been read by then

    async def _write(self, origin: OpenFile, was: Attributes, target: _Target) -> None:
        way = self._way
        way.tally.began(self._source, was.size, target.there.total)
        async with _closing(target.file):
            await self._fill(origin, was, target)
        await self._prove(origin, was, target)
        if not target.in_place:
            if way.before_publishing:
                await way.before_publishing()
            await way.destination.rename(target.path, self._destination, replace=self._replace)

    # where to

    async def _prepare(self, was: Attributes) -> _Target | None:
        """None if it is published already."""
        way = self._way
        record = way.journal.record(self._source)
        if record and record.temporary and not record.finished:
            stale = why_stale(record, was)
            if stale and way.options.resume:
                raise refused(self._destination, stale)
            ranges = None if stale else await usable(record, self._source, way.source, way.destination)
            if ranges and record.in_place:
                return await self._in_place(was, ranges)
            if ranges:
                return await self._go_on(record.temporary, was, ranges)
            if not stale and self._was_published(record, was):
                return None
            if not record.in_place:  # it may have another name, or be a link by now, which is not written through
                await self._remove(record.temporary)
        if way.options.resume and self._there and self._there.size:
            return await self._adopt(self._there, was)
        if self._has_to_stay():
            return await self._in_place(was)
        try:
            return await self._new(was)
        except TowpathError as error:
            if error.problem.kind is not ProblemKind.PERMISSION_DENIED or not self._may_be_in_place():
                raise
        return await self._in_place(was)

    def _was_published(self, record: FileRecord, was: Attributes) -> bool:
        """All of it had been acknowledged, the temporary file is gone, and what is there is as long and as old as the
        source: only the answer to the renaming has been lost."""
        there = self._there
        if there is None or record.in_place or not self._way.options.times:
            return False
        whole = Ranges(record.acknowledged).total == was.size
        return whole and there.size == was.size and same_time(there.mtime, was.mtime)

    async def _new(self, was: Attributes) -> _Target:
        """An empty temporary file. PERMISSION_DENIED if there can be none, or none with the right owner."""
        self._begin(was, self._temporary)
        permissions = None if changes_for(self._way.options, was, self._there).mode is None else PRIVATE
        file = await self._open(self._temporary, OpenMode.CREATE, permissions)
        return await self._owned(file, self._temporary, was, Ranges())

    async def _go_on(self, temporary: bytes, was: Attributes, there: Ranges) -> _Target:
        self._begin(was, temporary, there)
        return await self._owned(await self._open(temporary, OpenMode.UPDATE), temporary, was, there)

    async def _open(self, path: bytes, mode: OpenMode, permissions: int | None = None) -> OpenFile:
        """A temporary file, which a run that ended just before publishing it may have left without write permission."""
        destination = self._way.destination
        try:
            return await destination.open(path, mode, permissions=permissions)
        except TowpathError as error:
            if error.problem.kind is not ProblemKind.PERMISSION_DENIED:
                raise
            try:
                await destination.set_attributes(path, Changes(mode=PRIVATE))
            except TowpathError:
                raise error from None  # that is not the reason then
            return await destination.open(path, mode, permissions=permissions)

    async def _owned(self, file: OpenFile, path: bytes, was: Attributes, there: Ranges) -> _Target:
        """With the owner it is to have; closed if it cannot have it."""
        try:
            owner_kept = await self._give_owner(file, was)
        except BaseException:
            await _close_anyway(file)
            raise
        return _Target(path=path, file=file, there=there, owner_kept=owner_kept)

    async def _give_owner(self, file: OpenFile, was: Attributes) -> bool:
        """Whether it has the source's. It has that of the file it replaces in any case, or PERMISSION_DENIED."""
        options, source, replaced = self._way.options, owner_of(was), owner_of(self._there)
        if options.owner and source and await _permitted(file, Changes(uid=source[0], gid=source[1])):
            return True
        if replaced and replaced != owner_of(await file.attributes()):
            kept = await _permitted(file, Changes(uid=replaced[0], gid=replaced[1]))
            if not kept and options.publish is Publish.AUTO:
                raise self._problem(ProblemKind.PERMISSION_DENIED, self._destination, "its owner would change")
        return False

    async def _adopt(self, there: Attributes, was: Attributes) -> _Target:
        """Go on with the file under the final name, which somebody else left."""
        way = self._way
        if there.size > was.size:
            raise refused(
                self._destination,
                translate("Fact", "it has {size} bytes, and the source only {size_2}").format(
                    size=there.size, size_2=was.size
                ),
            )
        if not await begins_alike(way.source, self._source, way.destination, self._destination, there.size):
            raise refused(
                self._destination,
                translate("Fact", "its {size} bytes are not those the source begins with").format(size=there.size),
            )
        kept = Ranges([(0, there.size)])
        if there.size < was.size and not self._has_to_stay():
            self._begin(was, self._temporary)
            try:
                await way.destination.duplicate(self._destination, self._temporary, there.size)
                return await self._go_on(self._temporary, was, kept)
            except TowpathError as error:
                if ends_batch(error.problem):
                    raise
        return await self._in_place(was, kept)

    async def _in_place(self, was: Attributes, kept: Ranges | None = None) -> _Target:
        """What was tried under another name before goes."""
        way = self._way
        if self._began:
            await self._remove(self._temporary)
        if way.source.name == way.destination.name and await self._is_the_source():
            raise self._problem(ProblemKind.FILE_FAILED, self._destination, "it is the file that is copied")
        if self._there is None:
            await self._take_what_came()
        elif kept is None and await self._is_equal(self._there, was):
            kept = Ranges([(0, was.size)])
        self._begin(was, self._destination, kept, in_place=True)
        file = await way.destination.open(self._destination, OpenMode.UPDATE if kept else OpenMode.CREATE)
        self._touched = True
        return _Target(path=self._destination, file=file, in_place=True, there=kept or Ranges())

    async def _take_what_came(self) -> None:
        """What is there and nobody has told of is replaced only if it may be. A link is not written through even then:
        who knows where it leads."""
        try:
            there = await self._way.destination.stat(self._destination, follow=False)
        except TowpathError as error:
            if error.problem.kind is not ProblemKind.FILE_NOT_FOUND:
                raise
            return
        if not self._replace:
            raise TowpathError(Problem(ProblemKind.FILE_EXISTS, path_text(self._destination)))
        if there.kind is FileKind.LINK:
            await self._way.destination.remove(self._destination)

    async def _is_equal(self, there: Attributes, was: Attributes) -> bool:
        """It may even be the source, on a disk that two machines share: emptied, it would be lost."""
        way = self._way
        same = there.size == was.size and same_time(there.mtime, was.mtime)
        return same and await begins_alike(way.source, self._source, way.destination, self._destination, was.size)

    async def _is_the_source(self) -> bool:
        way = self._way
        first, second = await both(way.source.resolve(self._source), way.destination.resolve(self._destination))
        if first == second:
            return True
        if self._there is None or self._there.identity is None:
            return False
        return self._there.identity == (await way.source.stat(self._source)).identity

    def _has_to_stay(self) -> bool:
        options = self._way.options
        if options.publish is not Publish.AUTO:
            return options.publish is Publish.IN_PLACE
        return self._has_other_names and not options.move

    def _may_be_in_place(self) -> bool:
        """A move replaces names, and not what other names lead to: two of them may be its destinations, and the second
        would go over the first, whose source is gone."""
        options = self._way.options
        would_lose = options.move and self._has_other_names
        return self._there is not None and options.publish is Publish.AUTO and not would_lose

    @property
    def _has_other_names(self) -> bool:
        return self._there is not None and self._there.links is not None and self._there.links > 1

    def _begin(self, was: Attributes, path: bytes, there: Ranges | None = None, *, in_place: bool = False) -> None:
        acknowledged = there.all() if there else ()
        record = FileRecord(
            size=was.size, mtime=was.mtime, temporary=path, acknowledged=acknowledged, in_place=in_place
        )
        self._began = True
        self._way.journal.began(self._source, record)

    # the content

    async def _fill(self, origin: OpenFile, was: Attributes, target: _Target) -> None:
        if target.file.descriptor is not None and not target.in_place:
            await target.file.truncate(was.size)  # what is left out because it is zeros reads as zeros from now on
        paths = self._source, self._destination
        moving = Moving(origin, target.file, paths, target.there, self._way.pace, self._heard)
        await moving.run(was.size)
        await self._settle(origin, target.file, was, target)

    def _heard(self, offset: int, size: int) -> None:
        self._way.journal.acknowledged(self._source, offset, size)
        self._way.tally.moved(self._source, size)

    async def _settle(self, origin: OpenFile, file: OpenFile, was: Attributes, target: _Target) -> None:
        """The size, the disk, the attributes."""
        changes = changes_for(self._way.options, was, self._there, owner_kept=target.owner_kept)
        now, _ = await both(file.attributes(), _set(file, changes))
        if now.size > was.size or (now.size < was.size and _ends_in_hole(origin, file, now.size, was.size)):
            await file.truncate(was.size)
            await _set(file, changes)
            now = await file.attributes()
        if now.size != was.size:
            found = translate("Fact", "{size} of {size_2} bytes are there").format(size=now.size, size_2=was.size)
            raise self._problem(ProblemKind.VERIFY_FAILED, self._destination, found)
        if self._way.options.verify:
            await file.sync()

    async def _prove(self, origin: OpenFile, was: Attributes, target: _Target) -> None:
        way = self._way
        if way.options.verify and not await begins_alike(
            way.source, self._source, way.destination, target.path, was.size
        ):
            raise self._problem(ProblemKind.VERIFY_FAILED, self._destination, "the hashes differ")
        try:
            now, more = await both(way.source.stat(self._source), origin.read(was.size, 1))
        except TowpathError as error:
            if error.problem.kind is not ProblemKind.FILE_NOT_FOUND:
                raise
            vanished = "it vanished while it was copied"
            raise self._problem(ProblemKind.FILE_CHANGED, self._source, vanished) from error
        if more or (now.kind, now.size, now.mtime) != (FileKind.FILE, was.size, was.mtime):
            raise self._problem(ProblemKind.FILE_CHANGED, self._source, "it changed while it was copied")

    def _problem(self, kind: ProblemKind, path: bytes, detail: str) -> TowpathError:
        return TowpathError(Problem(kind, path_text(path), {"detail": detail}))

    # failures

    async def _after(self, error: TowpathError) -> TowpathError:
        """Leave what can be gone on with, after the loss of a machine, and nothing else; the error that tells all."""
        problem = error.problem
        record = self._way.journal.record(self._source) if self._began else None
        if record is None or ends_batch(problem):
            return error
        if not record.in_place:
            await self._remove(record.temporary)
        if not record.in_place or not self._touched or problem.kind in _OF_THE_CONTENT:
            self._way.journal.forget(self._source)
        if not self._touched:
            return error
        return TowpathError(msgspec.structs.replace(problem, facts={**problem.facts, "partly": "1"}))

    async def _remove(self, path: bytes) -> None:
        with contextlib.suppress(TowpathError):  # it may not be there; and why it is to go matters more
            await self._way.destination.remove(path)


async def _set(file: OpenFile, changes: Changes) -> None:
    """A file of somebody else's, in place, and disks without permissions take the times at most."""
    if not await _permitted(file, changes):
        await _permitted(file, Changes(mtime=changes.mtime, atime=changes.atime))


async def _permitted(file: OpenFile, changes: Changes) -> bool:
    try:
        await file.set_attributes(changes)
    except TowpathError as error:
        if error.problem.kind not in NOT_PERMITTED:
            raise
        return False
    return True


def _ends_in_hole(origin: OpenFile, file: OpenFile, start: int, size: int) -> bool:
    """Whether nothing but zeros belongs behind `start`, which may have been left out."""
    if file.descriptor is not None:
        return True  # what was written there has been written: there is nobody in between
    return origin.descriptor is not None and data_after(origin.descriptor, start, size) == size


async def _close_anyway(file: OpenFile) -> None:
    """Where what closing says is not what matters."""
    with contextlib.suppress(TowpathError):
        await file.close()


@contextlib.asynccontextmanager
async def _closing(file: OpenFile) -> AsyncIterator[OpenFile]:
    """Closed in any case; what closing says counts only when all went well before."""
    try:
        yield file
    except BaseException:
        await _close_anyway(file)
        raise
    await file.close()
