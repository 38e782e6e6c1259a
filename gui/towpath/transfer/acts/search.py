"""Finding names below a folder."""

from __future__ import annotations

import fnmatch
import re
import unicodedata
from collections.abc import Callable

from towpath.model.error import Problem, ProblemKind
from towpath.model.file_work import Found, FoundEntry
from towpath.model.filesystem import Attributes, Entry, FileSystem
from towpath.transfer.acts.descent import Descent, Visitor
from towpath.transfer.acts.telling import Leftovers, Tell, regularly

TOLD_SECONDS = 0.1
MOST_UNTOLD = 1000
"""Finds. The search waits when there are more."""


async def search(files: FileSystem, folder: bytes, pattern: str, tell: Tell, *, match_case: bool) -> None:
    """Finds are told as they come. Folders that cannot be listed are told too, and are no failure of the whole."""
    searcher = _Searcher(folder, matcher(pattern, match_case=match_case), tell)
    async with regularly(searcher.tell, TOLD_SECONDS):
        await Descent(files, searcher).run([folder])


def matcher(pattern: str, *, match_case: bool) -> Callable[[bytes], bool]:
    """Whether a name fits: the whole of it where the pattern has `*`, `?` or `[`, else a part of it."""

    def folded(text: str) -> str:
        text = unicodedata.normalize("NFC", text)
        return text if match_case else text.casefold()

    wanted = folded(pattern)
    if not any(char in pattern for char in "*?["):
        return lambda name: wanted in folded(name.decode("utf-8", "surrogateescape"))
    fits = re.compile(fnmatch.translate(wanted)).match
    return lambda name: fits(folded(name.decode("utf-8", "surrogateescape"))) is not None


class _Searcher(Visitor):
    def __init__(self, top: bytes, fits: Callable[[bytes], bool], tell: Tell) -> None:
        self._left = Leftovers(tell)
        self._top = top
        self._fits = fits
        self._tell = tell
        self._found: list[FoundEntry] = []
        self._folders = 0
        self._at = top

    async def tell(self) -> None:
        """What was found since the last time."""
        await self._left.tell()
        found, self._found = self._found, []
        await self._tell(Found(entries=tuple(found), folders=self._folders, current=self._at))

    def meet(self, path: bytes, entry: Entry) -> bool:
        if path != self._top and self._fits(entry.name):
            self._found.append(FoundEntry(path, entry))
        return False

    async def pause(self) -> None:
        await super().pause()
        if len(self._found) >= MOST_UNTOLD:
            await self.tell()

    async def enter(self, path: bytes, attributes: Attributes) -> bool:
        self._at = path
        self._folders += 1
        return True

    def failed(self, path: bytes, problem: Problem) -> bool:
        if path != self._top and problem.kind is ProblemKind.FILE_NOT_FOUND:  # it went meanwhile
            return False
        self._left.add(path, problem)
        return True
