"""How much there is below some paths."""

from __future__ import annotations

from collections.abc import Sequence

from towpath.model.error import Problem
from towpath.model.file_work import Measured
from towpath.model.filesystem import Entry, FileKind, FileSystem
from towpath.transfer.acts.descent import Descent, Visitor
from towpath.transfer.acts.telling import Tell, regularly


async def measure(files: FileSystem, paths: Sequence[bytes], tell: Tell) -> None:
    """Counts; the last that is told is the whole."""
    counter = _Counter()

    async def tell_counted() -> None:
        told = Measured(
            files=counter.files, folders=counter.folders, bytes=counter.bytes, unreadable=counter.unreadable
        )
        await tell(told)

    async with regularly(tell_counted):
        await Descent(files, counter).run(paths)


class _Counter(Visitor):
    def __init__(self) -> None:
        self.files = self.folders = self.bytes = self.unreadable = 0

    def meet(self, path: bytes, entry: Entry) -> bool:
        if entry.attributes.kind is FileKind.FOLDER:
            self.folders += 1
        else:
            self.files += 1
            if entry.attributes.kind is FileKind.FILE:
                self.bytes += entry.attributes.size
        return False

    def failed(self, path: bytes, problem: Problem) -> bool:
        self.unreadable += 1
        return True
