"""Deleting files, links and folders with all that is in them."""

from __future__ import annotations

from collections.abc import Sequence

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.file_work import Progressed
from towpath.model.filesystem import Attributes, Entry, FileKind, FileSystem
from towpath.model.text import path_text
from towpath.transfer.acts.descent import Descent, Visitor
from towpath.transfer.acts.remove_here import POSSIBLE, TreeRemoval
from towpath.transfer.acts.telling import Leftovers, Tell, regularly
from towpath.transfer.local import LocalFileSystem


async def remove(files: FileSystem, paths: Sequence[bytes], tell: Tell) -> None:
    """Never what links lead to. What cannot be deleted is left, with the folders it is in. FILES_LEFT; INVALID for the
    root of a machine."""
    for path in paths:
        if not path.strip(b"/"):
            facts = {"detail": "the whole of a machine is not deleted"}
            raise TowpathError(Problem(ProblemKind.INVALID, path_text(path), facts))
    remover = _Remover(files, tell)
    async with regularly(remover.tell):
        if isinstance(files, LocalFileSystem) and POSSIBLE:
            removal = TreeRemoval(remover.removed, remover.failed)
            for path in paths:
                await removal.remove(path)
        else:
            await Descent(files, remover).run(paths)
    remover.left.check("{} could not be deleted")


class _Remover(Visitor):
    def __init__(self, files: FileSystem, tell: Tell) -> None:
        self.left = Leftovers(tell)
        self._files = files
        self._tell = tell
        self._removed = 0
        self._at = b""

    async def tell(self) -> None:
        """How far it is."""
        await self.left.tell()
        await self._tell(Progressed(done=self._removed, current=self._at))

    def meet(self, path: bytes, entry: Entry) -> bool:
        return True

    async def enter(self, path: bytes, attributes: Attributes) -> bool:
        self._at = path
        now = await self._files.stat(path, follow=False)
        if now.kind is not FileKind.FOLDER or now.identity != attributes.identity:
            facts = {"detail": "something else took its place meanwhile", "hint": "look at it before it is deleted"}
            raise TowpathError(Problem(ProblemKind.FILE_CHANGED, path_text(path), facts))
        return True

    async def handle(self, path: bytes, attributes: Attributes) -> None:
        await self._files.remove(path)
        self.removed(path)

    async def leave(self, path: bytes, attributes: Attributes, *, complete: bool) -> None:
        if complete:  # else it is told what is left in it
            await self._files.remove_folder(path)
            self.removed(path)

    def removed(self, path: bytes) -> None:
        """One more."""
        self._at = path
        self._removed += 1

    def failed(self, path: bytes, problem: Problem) -> bool:
        if problem.kind is ProblemKind.FILE_NOT_FOUND:  # somebody was faster
            return False
        self.left.add(path, problem)
        return True
