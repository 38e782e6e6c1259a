"""A machine whose files are in memory, for what needs thousands of runs, other clocks, and failures at any call."""

from __future__ import annotations

import asyncio
import hashlib
import os
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence

from tests.support.memory_tree import KINDS_OF_ANY, READ, WRITE, MemoryTree, Node
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import (
    Abilities,
    Attributes,
    Changes,
    Entry,
    FileKind,
    Moved,
    NewFile,
    OpenMode,
    Range,
)

LISTED_AT_ONCE = 7
PIECE_BYTES = 16 * 1024
"""What `fetch` and `store` move between two places where they can fail."""


class MemoryFileSystem(MemoryTree):
    """Implements `model.filesystem.FileSystem`. One account owns all; the owner's bits of a mode say what it may do.

    `clock` gives the seconds that new and changed files get. `whole_seconds` keeps no finer times, as SFTP servers do.
    What it inherits makes and looks at files for tests, and never fails by injection.
    """

    def __init__(
        self,
        name: str = "",
        *,
        abilities: Abilities | None = None,
        clock: Callable[[], float] = time.time,
        whole_seconds: bool = False,
        room: int | None = None,
    ) -> None:
        super().__init__(name, clock=clock, whole_seconds=whole_seconds, room=room)
        self._abilities = abilities or Abilities()
        self.calls: Counter[str] = Counter()
        """How often each method was called; pieces of `fetch` and `store` count as such."""
        self.open_files = 0
        self.before: Callable[[str, bytes], None] | None = None
        """Called before each call with its method's name and path; may change files, or raise."""
        self._countdown = 0
        self._problem: Problem | None = None
        self._done_first = False
        self._for_good = False

    # --- failures

    def fail_at(self, number: int, problem: Problem, *, done_first: bool = False, for_good: bool = False) -> None:
        """Let the `number`th call from now on fail (1: the next one).

        `done_first`: what it asks for happens, only its answer is lost. `for_good`: so do all calls after it.
        """
        self._countdown, self._problem, self._done_first, self._for_good = number, problem, done_first, for_good

    def mend(self) -> None:
        """No call fails any more."""
        self._problem = None

    @property
    def failed(self) -> bool:
        """Whether the failure that was wished has come. Stays so until the next `fail_at`."""
        return self._countdown <= 0

    async def _called(self, method: str, path: bytes, work: Callable[[], object] = lambda: None) -> None:
        """One call that may fail; `work` is what it does."""
        self.calls[method] += 1
        await asyncio.sleep(0)  # as with a real machine, others go on meanwhile
        if self.before is not None:
            self.before(method, path)
        self._countdown -= 1
        problem = self._problem if self._countdown == 0 or (self._for_good and self._countdown < 0) else None
        if problem is None:
            work()
            return
        if self._done_first and self._countdown == 0:
            work()
        raise TowpathError(problem)

    # --- what FileSystem asks for

    async def abilities(self) -> Abilities:
        return self._abilities

    async def resolve(self, path: bytes) -> bytes:
        await self._called("resolve", path)
        return self._resolved(b"/" + path.removeprefix(b"~"))

    async def stat(self, path: bytes, *, follow: bool = True) -> Attributes:
        await self._called("stat", path)
        return self._attributes(self._node(path, follow=follow))

    async def owner_of(self, attributes: Attributes) -> tuple[str, str]:
        return f"user{attributes.uid}", f"group{attributes.gid}"

    async def list(self, path: bytes) -> AsyncIterator[Sequence[Entry]]:
        await self._called("list", path)
        folder = self._folder(path)
        self._allow(folder, READ, path)
        entries = [
            Entry(
                name, self._attributes(node, listed=True), bytes(node.content) if node.kind is FileKind.LINK else None
            )
            for name, node in folder.names.items()
        ]
        for at in range(0, len(entries), LISTED_AT_ONCE):
            yield entries[at : at + LISTED_AT_ONCE]
            await self._called("list", path)

    async def make_folder(self, path: bytes, mode: int | None = None) -> None:
        await self._called(
            "make_folder", path, lambda: self._add(path, self._new(FileKind.FOLDER, 0o755 if mode is None else mode))
        )

    async def remove(self, path: bytes) -> None:
        await self._called("remove", path, lambda: self._drop(path, KINDS_OF_ANY - {FileKind.FOLDER}))

    async def remove_folder(self, path: bytes) -> None:
        await self._called("remove_folder", path, lambda: self._drop(path, frozenset({FileKind.FOLDER})))

    async def rename(self, old: bytes, new: bytes, *, replace: bool) -> None:
        await self._called("rename", new, lambda: self._rename(old, new, replace=replace))

    async def link(self, existing: bytes, new: bytes) -> None:
        def work() -> None:
            if not self._abilities.hard_links:
                raise self._error(ProblemKind.UNSUPPORTED, new)
            node = self._node(existing, follow=False)
            if node.kind is FileKind.FOLDER:
                raise self._error(ProblemKind.IS_A_FOLDER, existing)
            self._add(new, node)
            node.links += 1

        await self._called("link", new, work)

    async def symlink(self, target: bytes, path: bytes) -> None:
        node = self._new(FileKind.LINK, 0o777)
        node.content[:] = target
        await self._called("symlink", path, lambda: self._add(path, node))

    async def read_link(self, path: bytes) -> bytes:
        await self._called("read_link", path)
        node = self._node(path, follow=False)
        if node.kind is not FileKind.LINK:
            raise self._error(ProblemKind.FILE_FAILED, path)
        return bytes(node.content)

    async def set_attributes(self, path: bytes, changes: Changes, *, follow: bool = True) -> None:
        await self._called(
            "set_attributes", path, lambda: self._set_attributes(self._node(path, follow=follow), changes)
        )

    async def free_space(self, path: bytes) -> int | None:
        await self._called("free_space", path)
        return None if self.room is None else max(0, self.room - self._used())

    async def open(self, path: bytes, mode: OpenMode, *, permissions: int | None = None) -> MemoryFile:
        opened: list[MemoryFile] = []

        def work() -> None:
            node = self._find(path, follow=True)
            if node is None:
                if mode is OpenMode.READ:
                    raise self._error(ProblemKind.FILE_NOT_FOUND, path)
                node = self._new(FileKind.FILE, 0o644 if permissions is None else permissions)
                self._add(path, node)
            else:
                if node.kind is not FileKind.FILE:
                    kind = ProblemKind.IS_A_FOLDER if node.kind is FileKind.FOLDER else ProblemKind.SPECIAL_FILE
                    raise self._error(kind, path)
                self._allow(node, READ if mode is OpenMode.READ else WRITE, path)
                if mode is OpenMode.CREATE:
                    node.content.clear()
                    self._touch(node)
            opened.append(MemoryFile(self, path, node))
            self.open_files += 1

        try:
            await self._called("open", path, work)
        except TowpathError:
            self.open_files -= len(opened)
            raise
        return opened[0]

    async def read_file(self, path: bytes, most: int) -> tuple[bytes, Attributes]:
        await self._called("read_file", path)
        node = self._file(path)
        self._allow(node, READ, path)
        if len(node.content) > most:
            raise self._error(ProblemKind.FILE_CHANGED, path)
        return bytes(node.content), self._attributes(node)

    async def write_file(self, new: NewFile) -> None:
        def work() -> None:
            if not new.replace and self._find(new.path, follow=False) is not None:
                raise self._error(ProblemKind.FILE_EXISTS, new.path)
            node = self._new(FileKind.FILE, 0o644)
            if self._find(new.temporary, follow=False) is not None:
                self._drop(new.temporary, KINDS_OF_ANY)
            self._add(new.temporary, node)
            try:
                self._reserve(len(new.content), new.path)
                node.content[:] = new.content
                self._set_attributes(node, new.changes)
                self._rename(new.temporary, new.path, replace=new.replace)
            except TowpathError:
                self._drop(new.temporary, KINDS_OF_ANY)
                raise

        await self._called("write_file", new.path, work)

    async def sha256(self, path: bytes, size: int) -> bytes:
        await self._called("sha256", path)
        node = self._file(path)
        self._allow(node, READ, path)
        if len(node.content) < size:
            raise self._error(ProblemKind.FILE_CHANGED, path)
        return hashlib.sha256(node.content[:size]).digest()

    async def duplicate(self, path: bytes, new: bytes, size: int) -> None:
        def work() -> None:
            content = self._file(path).content[:size]
            if len(content) < size:
                raise self._error(ProblemKind.FILE_CHANGED, path)
            self._reserve(size, new)
            node = self._find(new, follow=True)
            if node is None:
                node = self._new(FileKind.FILE, 0o600)
                self._add(new, node)
            node.content[:] = content
            self._touch(node)

        await self._called("duplicate", new, work)

    async def hard_links_below(self, path: bytes) -> dict[bytes, tuple[int, int]]:
        await self._called("hard_links_below", path)
        if not self._abilities.links_seen:
            return {}
        return {
            path + b"/" + below: (0, node.number)
            for below, node in self._below(self._folder(path))
            if node.kind is FileKind.FILE and node.links > 1
        }


class MemoryFile:
    """One opening of a file. Its node stays usable when its name is gone."""

    def __init__(self, machine: MemoryFileSystem, path: bytes, node: Node) -> None:
        self._machine = machine
        self._path = path
        self._node = node
        self._closed = False

    @property
    def descriptor(self) -> int | None:
        return None

    async def attributes(self) -> Attributes:
        await self._machine._called("attributes", self._path)
        return self._machine._attributes(self._node)

    async def set_attributes(self, changes: Changes) -> None:
        await self._machine._called(
            "set_attributes", self._path, lambda: self._machine._set_attributes(self._node, changes)
        )

    async def read(self, offset: int, size: int) -> bytes:
        await self._machine._called("read", self._path)
        return bytes(self._node.content[offset : offset + size])

    async def write(self, offset: int, content: bytes) -> None:
        await self._machine._called("write", self._path, lambda: self._write(offset, content))

    async def fetch(self, descriptor: int, ranges: Sequence[Range], moved: Moved) -> None:
        for offset, end in _pieces(ranges):
            await self._machine._called("fetch", self._path)
            content = bytes(self._node.content[offset:end])
            if len(content) < end - offset:
                raise self._machine._error(ProblemKind.FILE_CHANGED, self._path)
            os.pwrite(descriptor, content, offset)
            moved(offset, len(content))

    async def store(self, descriptor: int, ranges: Sequence[Range], moved: Moved) -> None:
        for offset, end in _pieces(ranges):
            content = os.pread(descriptor, end - offset, offset)
            if len(content) < end - offset:
                raise self._machine._error(ProblemKind.FILE_CHANGED, self._path)
            await self.write(offset, content)
            moved(offset, len(content))

    async def truncate(self, size: int) -> None:
        def work() -> None:
            content = self._node.content
            del content[size:]
            content.extend(bytes(size - len(content)))
            self._machine._touch(self._node)

        await self._machine._called("truncate", self._path, work)

    async def sync(self) -> None:
        await self._machine._called("sync", self._path)

    async def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._machine.open_files -= 1
            await self._machine._called("close", self._path)

    def _write(self, offset: int, content: bytes) -> None:
        stored = self._node.content
        more = max(0, offset + len(content) - len(stored))
        self._machine._reserve(more, self._path)
        stored.extend(bytes(more))
        stored[offset : offset + len(content)] = content
        self._machine._touch(self._node)


def _pieces(ranges: Sequence[Range]) -> Iterator[Range]:
    for start, end in ranges:
        for at in range(start, end, PIECE_BYTES):
            yield at, min(at + PIECE_BYTES, end)
