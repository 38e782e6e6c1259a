"""Switching permission bits on and off, also of all that is below a folder."""

from __future__ import annotations

from collections.abc import Sequence

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.file_work import AppliesTo, Progressed, SetPermissions
from towpath.model.filesystem import Attributes, Changes, Entry, FileKind, FileSystem
from towpath.model.text import path_text
from towpath.transfer.acts.descent import Descent, Visitor
from towpath.transfer.acts.telling import Leftovers, Tell, regularly

_LOOK_INSIDE = 0o500
"""What the owner of a folder needs to list it, and what is below it."""
_FITTING = {
    AppliesTo.ALL: (FileKind.FILE, FileKind.FOLDER, FileKind.OTHER),
    AppliesTo.FILES: (FileKind.FILE, FileKind.OTHER),
    AppliesTo.FOLDERS: (FileKind.FOLDER,),
}


async def set_permissions(files: FileSystem, paths: Sequence[bytes], command: SetPermissions, tell: Tell) -> None:
    """What has the wished bits already is left alone. FILES_LEFT."""
    changer = _Changer(files, command, tell, link_aware=(await files.abilities()).link_times)
    async with regularly(changer.tell):
        await Descent(files, changer).run(paths)
    changer.left.check("{} keep their permissions")


class _Changer(Visitor):
    def __init__(self, files: FileSystem, command: SetPermissions, tell: Tell, *, link_aware: bool) -> None:
        self.left = Leftovers(tell)
        self._files = files
        self._on = command.on & 0o7777
        self._off = command.off & 0o7777
        self._recursive = command.recursive
        self._kinds = _FITTING[command.applies_to]
        self._tell = tell
        self._link_aware = link_aware
        self._done = 0
        self._at = b""

    async def tell(self) -> None:
        """How far it is."""
        await self.left.tell()
        await self._tell(Progressed(done=self._done, current=self._at))

    def meet(self, path: bytes, entry: Entry) -> bool:
        return entry.attributes.kind in self._kinds

    async def enter(self, path: bytes, attributes: Attributes) -> bool:
        if not self._closes(attributes):
            try:
                await self._change(path, attributes)
            except TowpathError as error:
                self.failed(path, error.problem)  # what is below it may be ours all the same
        return self._recursive

    async def handle(self, path: bytes, attributes: Attributes) -> None:
        await self._change(path, attributes)

    async def leave(self, path: bytes, attributes: Attributes, *, complete: bool) -> None:
        if self._closes(attributes):
            await self._change(path, attributes)

    def failed(self, path: bytes, problem: Problem) -> bool:
        self.left.add(path, problem)
        return True

    def _wished(self, mode: int) -> int:
        return (mode | self._on) & ~self._off

    def _closes(self, attributes: Attributes) -> bool:
        """Nobody could look into this folder after the change."""
        mode = attributes.mode or 0
        return bool(mode & ~self._wished(mode) & _LOOK_INSIDE)

    async def _change(self, path: bytes, attributes: Attributes) -> None:
        if attributes.kind not in self._kinds:
            return
        self._at = path
        mode = attributes.mode
        if mode is None:
            facts = {"detail": "the server does not tell its permissions"}
            raise TowpathError(Problem(ProblemKind.UNSUPPORTED, path_text(path), facts))
        if self._wished(mode) != mode:
            await self._set(path, attributes.kind, Changes(mode=self._wished(mode)))
        self._done += 1

    async def _set(self, path: bytes, kind: FileKind, changes: Changes) -> None:
        """Of a link that has just taken its place, what it leads to keeps its own, where the machine can do that; else
        there is only a look before."""
        if self._link_aware:
            try:
                await self._files.set_attributes(path, changes, follow=False)
            except TowpathError as error:
                if error.problem.kind not in (ProblemKind.UNSUPPORTED, ProblemKind.FILE_FAILED):
                    raise
            else:
                return
        if (await self._files.stat(path, follow=False)).kind is not kind:
            facts = {"detail": "something else took its place meanwhile", "hint": "look at it before it is changed"}
            raise TowpathError(Problem(ProblemKind.FILE_CHANGED, path_text(path), facts))
        await self._files.set_attributes(path, changes)
