"""A file of a far machine and the copy that is edited here: fetching it, and bringing it back when it was saved.

Nothing of somebody else's is lost: before a copy goes back, the file there has to be what was fetched (by its hash, or
by size and time where it is large); otherwise the person is asked. What goes back is a second copy, frozen at the
moment it was saved, so that an editor may save again meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import unicodedata
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path, PurePath

import msgspec

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import Attributes, Changes, FileKind, FileSystem
from towpath.model.journal import FileRecord
from towpath.model.kept_edit import FROZEN, Known, Saved
from towpath.model.language import translate
from towpath.model.numbered import numbered
from towpath.model.ports import AskOverwrite
from towpath.model.prompt import OverwriteAsked
from towpath.model.text import path_text, size
from towpath.model.transfer import Conflict, Options
from towpath.transfer.conflict import Decision, decide
from towpath.transfer.copy import Copier
from towpath.transfer.difference import same_time
from towpath.transfer.local import LocalFileSystem
from towpath.transfer.pace import Pace
from towpath.transfer.tally import Tally

MOST = 1 << 30
"""Bytes of a file that is edited."""
MOST_HASHED = 8 << 20
"""Bytes of a file whose hash is asked for at each saving."""
LONGEST_NAME = 200
"""Bytes of a copy's name: editors put further letters around it."""
PRIVATE = 0o600
_FREEZES = 5
_FREEZE_SECONDS = 0.4
_UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_MEANWHILE, _ASKED_AGAIN = "it was changed there meanwhile", "upload it now to be asked again"
_NOT_ON_WINDOWS = frozenset('<>:"\\|?*')


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a saving."""

    path: bytes
    """Where it lies there: another one than before if both were to be kept."""
    known: Known
    saved: Saved
    uploaded: bool = True
    """False when there was nothing new in it."""


def copy_name(path: bytes) -> str:
    """What the copy of this file is called: its own name, as far as that can be one anywhere and hides nothing."""
    name = path[path.rfind(b"/") + 1 :].decode("utf-8", "replace")
    bad = _NOT_ON_WINDOWS if os.name == "nt" else frozenset("/")
    name = "".join("_" if char in bad or unicodedata.category(char) in _UNSAFE else char for char in name)
    if os.name == "nt":
        name = name.rstrip(". ")
    extension = PurePath(name).suffix
    extension = extension if len(extension.encode()) < LONGEST_NAME // 4 else ""
    most = LONGEST_NAME - len(extension.encode())
    name = name.removesuffix(extension).encode()[:most].decode(errors="ignore") + extension
    return "file" if name in ("", ".", "..") else name


def saving_of(copy: Path) -> Saved | None:
    """What the copy is now; None while it is not there, as in the midst of an editor's renaming."""
    try:
        found = copy.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


class EditedFile:
    """In the event loop of one piece of work at a time. `edit_id` is also in the names of its temporary files there."""

    def __init__(self, edit_id: str, copy: Path) -> None:
        self._id = edit_id
        self._copy = copy
        self._here = LocalFileSystem()
        self._journal = _OneFile()

    async def fetch(self, files: FileSystem, path: bytes) -> tuple[Known, Saved]:
        """Copy the file, which has to be one, to this machine. Raises NOT_OPENED for one that is too large."""
        there = await files.stat(path)
        if there.size > MOST:
            detail = translate("Fact", "it has {size}, and files of at most {most} are opened").format(
                size=size(there.size), most=size(MOST)
            )
            facts = {"detail": detail, "advice": "download it instead"}
            raise TowpathError(Problem(ProblemKind.NOT_OPENED, path_text(path), facts))
        if there.kind is FileKind.FOLDER:
            raise TowpathError(Problem(ProblemKind.IS_A_FOLDER, path_text(path)))
        mine = os.fsencode(self._copy)
        await self._copier(files, self._here).copy_file(path, there, mine, None, replace=True)
        await self._here.set_attributes(mine, Changes(mode=PRIVATE))
        saved = saving_of(self._copy)
        if saved is None:
            raise _changed(mine, "it vanished while it was copied")
        known = Known(size=saved[1], sha256=await self._hash(mine, saved[1]), mtime=there.mtime, mode=there.mode)
        return known, saved

    async def bring_back(
        self, files: FileSystem, path: bytes, known: Known, ask: AskOverwrite, *, insist: bool = False
    ) -> Brought:
        """Upload what was saved, if there is anything new in it. `insist`: also if not, and if the file there is gone.

        Raises FILE_CHANGED where the person wants to keep what is there, or has to say what to do.
        """
        frozen = os.fsencode(self._copy.parent.with_suffix(FROZEN))
        try:
            saved = await self._freeze(frozen)
            digest = await self._hash(frozen, saved[1])
            if digest == known.sha256 and not insist:
                return Brought(path=path, known=known, saved=saved, uploaded=False)
            there = await _look(files, path)
            if there is None and not insist:
                raise _changed(path, "it is no longer there", "upload it now to store it again, or stop editing it")
            if there is not None:
                mine = msgspec.structs.replace(known, size=saved[1], sha256=digest)
                path, there = await self._agree(files, path, there, (known, mine), ask)
            return await self._upload(files, path, there, frozen, known, saved, digest)
        finally:
            with contextlib.suppress(TowpathError):  # it never came to be
                await self._here.remove(frozen)

    async def _agree(
        self, files: FileSystem, path: bytes, there: Attributes | None, known: Sequence[Known], ask: AskOverwrite
    ) -> tuple[bytes, Attributes | None]:
        """Where it may be stored, and what is replaced there: without a question only what was fetched, or what is to
        be stored, as after a loss that kept the answer from us."""
        shown: Attributes | None = None
        while there is not None and not _alike(there, shown) and not await _is_known(files, path, there, known):
            shown = there
            mine = await self._here.stat(os.fsencode(self._copy))
            asked = OverwriteAsked(
                source=os.fsencode(self._copy),
                source_attributes=mine,
                destination=path,
                destination_attributes=there,
                edited=True,
            )
            choice = await ask(asked)
            match decide(choice.conflict if choice else Conflict.SKIP, mine, there):
                case Decision.RENAME:
                    return await _free_name(files, path), None
                case Decision.OVERWRITE:
                    there = await _look(files, path)  # it may have changed once more
                case _:
                    raise _changed(path, _MEANWHILE, _ASKED_AGAIN)
        return path, there

    async def _upload(
        self,
        files: FileSystem,
        path: bytes,
        there: Attributes | None,
        frozen: bytes,
        known: Known,
        saved: Saved,
        digest: str,
    ) -> Brought:
        async def check() -> None:
            if there is not None and not _alike(there, await _look(files, path)):
                raise _changed(path, _MEANWHILE, _ASKED_AGAIN)

        # A new file is private like the frozen copy until it gets the permissions of the one before it.
        copier = self._copier(self._here, files, modes=there is None, before_publishing=check)
        mine = await self._here.stat(frozen)
        await copier.copy_file(frozen, mine, path, there, replace=there is not None)
        if there is None and known.mode is not None:
            with contextlib.suppress(TowpathError):  # that machine has no permissions
                await files.set_attributes(path, Changes(mode=known.mode))
        now = await files.stat(path)
        return Brought(
            path=path, saved=saved, known=Known(size=saved[1], sha256=digest, mtime=now.mtime, mode=now.mode)
        )

    async def _freeze(self, frozen: bytes) -> Saved:
        """Copy what was saved, when nobody writes it."""
        for _ in range(_FREEZES):
            saved = saving_of(self._copy)
            if saved is not None:
                await self._here.duplicate(os.fsencode(self._copy), frozen, saved[1])
                if saving_of(self._copy) == saved:
                    return saved
            await asyncio.sleep(_FREEZE_SECONDS)
        raise _changed(os.fsencode(self._copy), "it is being written all the time")

    async def _hash(self, path: bytes, length: int) -> str:
        return (await self._here.sha256(path, length)).hex()

    def _copier(
        self,
        source: FileSystem,
        destination: FileSystem,
        *,
        modes: bool = False,
        before_publishing: Callable[[], Awaitable[None]] | None = None,
    ) -> Copier:
        options = Options(times=False, modes=modes, hard_links=False)
        return Copier(source, destination, options, self._journal, Tally(), Pace(), self._id, before_publishing)


class _OneFile:
    """A `model.journal.BatchJournal` for one file at a time: what was begun is removed by the next try, which begins
    anew."""

    def __init__(self) -> None:
        self._records: dict[bytes, FileRecord] = {}

    def record(self, source: bytes) -> FileRecord | None:
        return self._records.get(source)

    def began(self, source: bytes, record: FileRecord) -> None:
        self._records[source] = record

    def acknowledged(self, source: bytes, offset: int, size: int) -> None:
        """Of no use: see above."""

    def finished(self, source: bytes, size: int, mtime: int | None) -> None:
        self._records.pop(source, None)

    def forget(self, source: bytes) -> None:
        self._records.pop(source, None)

    def flush(self) -> None:
        """Nothing is gathered."""


async def _look(files: FileSystem, path: bytes) -> Attributes | None:
    try:
        return await files.stat(path, follow=False)
    except TowpathError as error:
        if error.problem.kind is not ProblemKind.FILE_NOT_FOUND:
            raise
        return None


async def _is_known(files: FileSystem, path: bytes, there: Attributes, known: Sequence[Known]) -> bool:
    """Whether it is one of these. Times alone tell too little: a machine knows whole seconds, and a change may keep
    them."""
    alike = [one for one in known if one.size == there.size]
    if there.kind is not FileKind.FILE or not alike:
        return False
    if there.size > MOST_HASHED:
        return any(same_time(there.mtime, one.mtime) for one in alike)
    digest = (await files.sha256(path, there.size)).hex()
    return any(digest == one.sha256 for one in alike)


def _alike(there: Attributes, shown: Attributes | None) -> bool:
    """Whether this is what the person was shown."""
    return shown is not None and (there.kind, there.size, there.mtime) == (shown.kind, shown.size, shown.mtime)


async def _free_name(files: FileSystem, path: bytes) -> bytes:
    number = 2
    while await _look(files, numbered(path, number)) is not None:
        number += 1
    return numbered(path, number)


def _changed(path: bytes, detail: str, hint: str = "") -> TowpathError:
    facts = {"detail": detail, "hint": hint} if hint else {"detail": detail}
    return TowpathError(Problem(ProblemKind.FILE_CHANGED, path_text(path), facts))
