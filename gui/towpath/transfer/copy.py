"""Copies single files, links and folders from one file system to another, with every guarantee.

A file under its final name is complete, and is what the source was; or it is what was there before. `large` says how;
small files get the same from `FileSystem.read_file` and `write_file`, in fewer round trips.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import msgspec

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import Attributes, Changes, FileKind, FileSystem, NewFile
from towpath.model.journal import BatchJournal
from towpath.model.text import path_text
from towpath.model.transfer import FileOutcome, Options, Publish
from towpath.transfer.failing import ends_batch
from towpath.transfer.kept import changes_for, owner_of
from towpath.transfer.large import NOT_PERMITTED, LargeCopy, Way
from towpath.transfer.names import check_name, temporary_name
from towpath.transfer.pace import Pace
from towpath.transfer.tally import Tally

SMALL = 256 * 1024
"""Bytes of a file that is read and written at once."""
OPENED_AGAIN = 16
"""Files at once that may have to be opened once more while they are open: for a hash, or to be duplicated. Were there
as many as the server lets be open, each would wait for the others; some 100 are possible, two batches share them."""
PRIVATE_FOLDER = 0o700
"""What a folder's owner may while it is being filled, whatever its permissions will be."""


class Copier:
    """For one batch, in its thread. Every method raises TowpathError about the one path it is called for."""

    def __init__(
        self,
        source: FileSystem,
        destination: FileSystem,
        options: Options,
        journal: BatchJournal,
        tally: Tally,
        pace: Pace,
        batch_id: str,
        before_publishing: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """`before_publishing`: see `Way`; not for small files, which are there at once."""
        self._way = Way(
            source=source,
            destination=destination,
            options=options,
            journal=journal,
            tally=tally,
            pace=pace,
            batch_id=batch_id,
            before_publishing=before_publishing,
        )
        self._to_this_machine = destination.is_local
        self._small = -1 if options.publish is Publish.IN_PLACE or options.verify else SMALL
        self._opened_again = asyncio.Semaphore(OPENED_AGAIN)
        self._may_be_opened_again = not source.is_local or (options.resume and not destination.is_local)
        self._names: dict[_SameFile, asyncio.Future[bytes | None]] = {}
        """Files with several names: where the first of them was stored; None where that failed."""

    async def copy_file(
        self, source: bytes, attributes: Attributes, destination: bytes, there: Attributes | None, *, replace: bool
    ) -> FileOutcome:
        """`there` is what is under that name (not followed), which may be a file that is replaced, if `replace`, or a
        link that leads to one. The second name of a file of this batch becomes a second name (LINKED)."""
        check_name(destination, is_local=self._to_this_machine)
        if attributes.kind is FileKind.OTHER:
            raise _problem(ProblemKind.SPECIAL_FILE, source)
        if there is not None:
            destination, there = await self._replaced(destination, there, replace=replace)
        identity = _same_file(attributes) if self._way.options.hard_links else None
        if identity is None:
            await self._copy(source, attributes, destination, there, replace=replace)
            return FileOutcome.STORED
        first = self._names.get(identity)
        if first is not None:
            stored = await asyncio.shield(first)
            if stored and await self._link_file(stored, source, attributes, destination, there, replace=replace):
                return FileOutcome.LINKED
        name = self._names[identity] = asyncio.get_running_loop().create_future()
        try:
            await self._copy(source, attributes, destination, there, replace=replace)
            name.set_result(destination)
        finally:
            if not name.done():
                name.set_result(None)
        return FileOutcome.STORED

    def stored_before(self, attributes: Attributes, destination: bytes) -> None:
        """An earlier run of the batch has stored this file there: its other names become names of that."""
        identity = _same_file(attributes)
        if identity is not None and identity not in self._names:
            name = self._names[identity] = asyncio.get_running_loop().create_future()
            name.set_result(destination)

    async def copy_link(
        self, source: bytes, attributes: Attributes, destination: bytes, there: Attributes | None, *, replace: bool
    ) -> FileOutcome:
        """The same link, wherever it leads. A file or a link that is there is replaced by it at once."""
        check_name(destination, is_local=self._to_this_machine)
        way = self._way
        target = await way.source.read_link(source)
        if there is None:
            await way.destination.symlink(target, destination)
            await self._date_link(attributes, destination)
            return FileOutcome.LINKED
        _check_replaceable(destination, there, replace=replace)
        temporary = temporary_name(way.batch_id, destination)
        with contextlib.suppress(TowpathError):  # there is none, as a rule
            await way.destination.remove(temporary)
        await way.destination.symlink(target, temporary)
        await self._date_link(attributes, temporary)
        await self._publish(temporary, destination)
        return FileOutcome.LINKED

    async def make_folder(self, attributes: Attributes, destination: bytes) -> bool:
        """Whether it was made; a folder that is there, or is led to, is merged into. NOT_A_FOLDER for anything else."""
        check_name(destination, is_local=self._to_this_machine)
        options = self._way.options
        mode = attributes.mode | PRIVATE_FOLDER if options.modes and attributes.mode is not None else None
        try:
            await self._way.destination.make_folder(destination, mode)
        except TowpathError as error:
            if error.problem.kind is not ProblemKind.FILE_EXISTS:
                raise
            if (await self._way.destination.stat(destination)).kind is not FileKind.FOLDER:
                raise _problem(ProblemKind.NOT_A_FOLDER, destination) from error
            return False
        return True

    async def finish_folder(self, attributes: Attributes, destination: bytes) -> None:
        """The attributes, when all that is in it is done. A folder of somebody else's keeps its own."""
        options = self._way.options
        changes = changes_for(options, attributes, owner=owner_of(attributes) if options.owner else None)
        for some in (changes, msgspec.structs.replace(changes, uid=None, gid=None)):
            try:
                await self._way.destination.set_attributes(destination, some)
            except TowpathError as error:
                if error.problem.kind is not ProblemKind.PERMISSION_DENIED:
                    raise
            else:
                return

    # files

    async def _replaced(
        self, destination: bytes, there: Attributes, *, replace: bool
    ) -> tuple[bytes, Attributes | None]:
        """The path that is really written, and the file there. A link is written through to what it leads to, which
        keeps the link; one that leads nowhere is replaced, and so is any when renaming is insisted on."""
        _check_replaceable(destination, there, replace=replace)
        if there.kind is not FileKind.LINK:
            return destination, await self._with_links(destination, there)
        files = self._way.destination
        if self._way.options.publish is Publish.RENAME:
            return destination, None
        try:
            there = await files.stat(destination)
        except TowpathError as error:
            if error.problem.kind is not ProblemKind.FILE_NOT_FOUND:
                raise
            return destination, None
        _check_replaceable(destination, there, replace=replace)
        destination = await files.resolve(destination)
        return destination, await self._with_links(destination, there)

    async def _with_links(self, destination: bytes, there: Attributes) -> Attributes:
        """Attributes that say whether the file has other names, which SFTP does not tell of a single file."""
        files, publish = self._way.destination, self._way.options.publish
        if there.links is not None or publish is not Publish.AUTO or not (await files.abilities()).links_seen:
            return there
        try:
            names = await files.hard_links_below(destination)
        except TowpathError as error:
            if ends_batch(error.problem):
                raise
            return there  # nobody can tell
        return msgspec.structs.replace(there, links=2 if names else 1)

    async def _copy(
        self, source: bytes, attributes: Attributes, destination: bytes, there: Attributes | None, *, replace: bool
    ) -> None:
        try:
            await self._copy_somehow(source, attributes, destination, there, replace=replace)
        except TowpathError as error:
            if error.problem.subject != path_text(temporary_name(self._way.batch_id, destination)):
                raise
            # The user knows nothing of temporary names.
            problem = msgspec.structs.replace(error.problem, subject=path_text(destination))
            raise TowpathError(problem) from error

    async def _copy_somehow(
        self, source: bytes, attributes: Attributes, destination: bytes, there: Attributes | None, *, replace: bool
    ) -> None:
        way = self._way
        if attributes.size <= self._small and self._plain(source, there):
            try:
                await self._copy_small(source, destination, there, replace=replace)
            except TowpathError as error:
                # It grew since it was listed, has to be written in place, or some attribute cannot be set: that is for
                # the other way to find out.
                if error.problem.kind is not ProblemKind.FILE_CHANGED and error.problem.kind not in NOT_PERMITTED:
                    raise
            else:
                return
        async with self._opened_again if self._may_be_opened_again else contextlib.nullcontext():
            await LargeCopy(way, source, destination, there, replace=replace).run()

    def _plain(self, source: bytes, there: Attributes | None) -> bool:
        """Whether there is nothing to be gone on with, or to be kept, but the owner of what is there."""
        if there is not None and (self._way.options.resume or (there.links is not None and there.links > 1)):
            return False
        record = self._way.journal.record(source)
        return record is None or record.finished or not record.temporary

    async def _copy_small(self, source: bytes, destination: bytes, there: Attributes | None, *, replace: bool) -> None:
        way = self._way
        content, seen = await way.source.read_file(source, SMALL)
        if way.pace.limited:
            await way.pace.take(len(content))
        owner = owner_of(seen) if way.options.owner else owner_of(there)
        await way.destination.write_file(
            NewFile(
                path=destination,
                temporary=temporary_name(way.batch_id, destination),
                content=content,
                changes=changes_for(way.options, seen, there, owner=owner, owner_kept=way.options.owner),
                replace=replace,
            )
        )
        way.tally.sent(len(content))
        way.journal.finished(source, seen.size, seen.mtime)

    # links

    async def _link_file(
        self,
        existing: bytes,
        source: bytes,
        attributes: Attributes,
        destination: bytes,
        there: Attributes | None,
        *,
        replace: bool,
    ) -> bool:
        """Whether `destination` is now another name of `existing`; where that cannot be, it is copied."""
        way = self._way
        name = destination if there is None else temporary_name(way.batch_id, destination)
        try:
            await way.destination.link(existing, name)
        except TowpathError as error:
            if error.problem.kind is ProblemKind.FILE_EXISTS and there is None and replace:
                return False
            if error.problem.kind not in NOT_PERMITTED:
                raise
            return False
        if there is not None:
            await self._publish(name, destination)
        way.journal.finished(source, attributes.size, attributes.mtime)
        return True

    async def _publish(self, temporary: bytes, destination: bytes) -> None:
        files = self._way.destination
        try:
            await files.rename(temporary, destination, replace=True)
        finally:
            # Renaming to another name of the same file does nothing at all (rename(2)), and what failed is to go.
            with contextlib.suppress(TowpathError):
                await files.remove(temporary)

    async def _date_link(self, attributes: Attributes, path: bytes) -> None:
        changes = changes_for(self._way.options, attributes)
        if changes.mtime is not None and (await self._way.destination.abilities()).link_times:
            times = Changes(mtime=changes.mtime, atime=changes.atime)
            await self._way.destination.set_attributes(path, times, follow=False)


_SameFile = tuple[tuple[int, int], int, int | None]


def _same_file(attributes: Attributes) -> _SameFile | None:
    """Equal for the names of one file; None where it has no other. A shell, which is asked for the identities where
    SFTP does not tell them, may see other files under these paths: so the size and the time count too."""
    if attributes.identity is None or attributes.links == 1:
        return None
    return attributes.identity, attributes.size, attributes.mtime


def _check_replaceable(destination: bytes, there: Attributes, *, replace: bool) -> None:
    if there.kind is FileKind.FOLDER:
        raise _problem(ProblemKind.IS_A_FOLDER, destination, "there is a folder of that name")
    if there.kind is FileKind.OTHER:
        raise _problem(ProblemKind.SPECIAL_FILE, destination)
    if not replace:
        raise _problem(ProblemKind.FILE_EXISTS, destination)


def _problem(kind: ProblemKind, path: bytes, detail: str = "") -> TowpathError:
    return TowpathError(Problem(kind, path_text(path), {"detail": detail} if detail else {}))
