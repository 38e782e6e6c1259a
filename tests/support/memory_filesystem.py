"""A machine whose files are in memory, for what needs thousands of runs, other clocks, and failures at any call."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import os
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import (
    SECOND,
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

READ, WRITE, ENTER = 0o400, 0o200, 0o100
LINKS_FOLLOWED = 40
LISTED_AT_ONCE = 7
PIECE_BYTES = 16 * 1024
"""What `fetch` and `store` move between two places where they can fail."""
KINDS_OF_ANY = frozenset({FileKind.FILE, FileKind.FOLDER, FileKind.LINK, FileKind.OTHER})


class Node:
    """What a name stands for; several names for one node are hard links."""

    _numbers = itertools.count(1)

    def __init__(self, kind: FileKind, mode: int, mtime: int) -> None:
        self.number = next(self._numbers)
        self.kind = kind
        self.mode = mode
        self.mtime = mtime
        self.atime = mtime
        self.uid = 1000
        self.gid = 1000
        self.links = 1
        self.content = bytearray()
        """Of a file; of a link where it leads."""
        self.names: dict[bytes, Node] = {}
        """Of a folder."""


class MemoryFileSystem:
    """Implements `model.filesystem.FileSystem`. One account owns all; the owner's bits of a mode say what it may do.

    `clock` gives the seconds that new and changed files get. `whole_seconds` keeps no finer times, as SFTP servers do.
    What is below "for tests" makes and looks at files, and never fails by injection.
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
        self._name = name
        self._abilities = abilities or Abilities()
        self._clock = clock
        self._whole_seconds = whole_seconds
        self.room = room
        """Bytes that all files may have together; None for no limit."""
        self.root = self._new(FileKind.FOLDER, 0o755)
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

    @property
    def name(self) -> str:
        return self._name

    @property
    def is_local(self) -> bool:
        return not self._name

    async def abilities(self) -> Abilities:
        return self._abilities

    async def resolve(self, path: bytes) -> bytes:
        await self._called("resolve", path)
        return self._resolved(b"/" + path.removeprefix(b"~"))

    async def stat(self, path: bytes, *, follow: bool = True) -> Attributes:
        await self._called("stat", path)
        return self._attributes(self._node(path, follow=follow))

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

    # --- for tests

    def put(
        self,
        path: bytes,
        content: bytes = b"",
        *,
        mode: int = 0o644,
        mtime: float | None = None,
        kind: FileKind = FileKind.FILE,
    ) -> None:
        """Make a file (or a link to `content`, or something special) and its folders; what is there goes."""
        self.folder(path.rpartition(b"/")[0])
        node = self._new(kind, mode)
        node.content[:] = content
        if mtime is not None:
            node.mtime = node.atime = self._kept(round(mtime * SECOND))
        if (old := self._find(path, follow=False)) is not None:
            assert old.kind is not FileKind.FOLDER
            self._drop(path, KINDS_OF_ANY)
        self._add(path, node)

    def folder(self, path: bytes, *, mode: int | None = None, mtime: float | None = None) -> None:
        """Make a folder and those above it, where missing."""
        at = self.root
        for name in path.split(b"/"):
            if name:
                at = at.names.setdefault(name, self._new(FileKind.FOLDER, 0o755))
        if mode is not None:
            at.mode = mode
        if mtime is not None:
            at.mtime = at.atime = self._kept(round(mtime * SECOND))

    def content(self, path: bytes) -> bytes | None:
        """Of a file (not through a link); None where there is none."""
        node = self._find(path, follow=False)
        return bytes(node.content) if node is not None and node.kind is FileKind.FILE else None

    def look(self, path: bytes) -> Attributes | None:
        """Of the name itself; None where there is none."""
        node = self._find(path, follow=False)
        return None if node is None else self._attributes(node)

    def tree(self, path: bytes = b"/") -> dict[bytes, Node]:
        """All that is below a folder, by relative path."""
        return dict(self._below(self._folder(path)))

    # --- nodes

    def _new(self, kind: FileKind, mode: int) -> Node:
        return Node(kind, mode, self._now())

    def _now(self) -> int:
        return self._kept(round(self._clock() * SECOND))

    def _kept(self, time_ns: int) -> int:
        return time_ns // SECOND * SECOND if self._whole_seconds else time_ns

    def _touch(self, node: Node) -> None:
        node.mtime = self._now()

    def _below(self, folder: Node, before: bytes = b"") -> Iterator[tuple[bytes, Node]]:
        for name, node in folder.names.items():
            yield before + name, node
            if node.kind is FileKind.FOLDER:
                yield from self._below(node, before + name + b"/")

    def _used(self) -> int:
        files = {node.number: node for _, node in self._below(self.root) if node.kind is FileKind.FILE}
        return sum(len(node.content) for node in files.values())

    def _reserve(self, count: int, path: bytes) -> None:
        if self.room is not None and self._used() + count > self.room:
            raise self._error(ProblemKind.DISK_FULL, path)

    def _attributes(self, node: Node, *, listed: bool = False) -> Attributes:
        """As over SFTP, only listings tell how many names a file has, and nothing which."""
        return Attributes(
            kind=node.kind,
            size=len(node.content),
            mtime=node.mtime,
            atime=node.atime,
            mode=node.mode,
            uid=node.uid,
            gid=node.gid,
            links=node.links if self.is_local or listed else None,
            identity=(0, node.number) if self.is_local else None,
        )

    def _set_attributes(self, node: Node, changes: Changes) -> None:
        if changes.mode is not None:
            node.mode = changes.mode
        if changes.mtime is not None and changes.atime is not None:
            node.mtime, node.atime = self._kept(changes.mtime), self._kept(changes.atime)
        if changes.uid is not None and changes.gid is not None:
            node.uid, node.gid = changes.uid, changes.gid

    def _error(self, kind: ProblemKind, path: bytes) -> TowpathError:
        return TowpathError(Problem(kind, os.fsdecode(path), {"detail": "in memory"}))

    def _allow(self, node: Node, right: int, path: bytes) -> None:
        if not node.mode & right:
            raise self._error(ProblemKind.PERMISSION_DENIED, path)

    # --- paths

    def _resolved(self, path: bytes, followed: int = 0) -> bytes:
        at: list[bytes] = []
        parts = [part for part in path.split(b"/") if part not in (b"", b".")]
        for index, part in enumerate(parts):
            if part == b"..":
                at = at[:-1]
                continue
            node = self._by_names([*at, part])
            if node is not None and node.kind is FileKind.LINK:
                if followed >= LINKS_FOLLOWED:
                    raise self._error(ProblemKind.LINK_LOOP, path)
                start = b"" if node.content.startswith(b"/") else b"/" + b"/".join(at)
                rest = b"/".join(parts[index + 1 :])
                return self._resolved(start + b"/" + bytes(node.content) + b"/" + rest, followed + 1)
            at.append(part)
        return b"/" + b"/".join(at)

    def _by_names(self, names: Sequence[bytes]) -> Node | None:
        node: Node | None = self.root
        for name in names:
            if node is None or node.kind is not FileKind.FOLDER:
                return None
            node = node.names.get(name)
        return node

    def _place(self, path: bytes) -> tuple[Node, bytes]:
        """The folder that has a name, and the name; links before it are followed."""
        above, _, name = path.rstrip(b"/").rpartition(b"/")
        if len(name) > 255:
            raise self._error(ProblemKind.NAME_IMPOSSIBLE, path)
        folder = self._by_names(self._resolved(above).strip(b"/").split(b"/") if above.strip(b"/") else [])
        if folder is None:
            raise self._error(ProblemKind.FILE_NOT_FOUND, path)
        if folder.kind is not FileKind.FOLDER:
            raise self._error(ProblemKind.NOT_A_FOLDER, path)
        self._allow(folder, ENTER, path)
        return folder, name

    def _find(self, path: bytes, *, follow: bool) -> Node | None:
        if follow:
            path = self._resolved(path)
        if not path.strip(b"/"):
            return self.root
        try:
            folder, name = self._place(path)
        except TowpathError as error:
            if error.problem.kind in (ProblemKind.FILE_NOT_FOUND, ProblemKind.NOT_A_FOLDER):
                return None
            raise
        return folder.names.get(name)

    def _node(self, path: bytes, *, follow: bool) -> Node:
        node = self._find(path, follow=follow)
        if node is None:
            raise self._error(ProblemKind.FILE_NOT_FOUND, path)
        return node

    def _folder(self, path: bytes) -> Node:
        node = self._node(path, follow=True)
        if node.kind is not FileKind.FOLDER:
            raise self._error(ProblemKind.NOT_A_FOLDER, path)
        return node

    def _file(self, path: bytes) -> Node:
        node = self._node(path, follow=True)
        if node.kind is FileKind.FOLDER:
            raise self._error(ProblemKind.IS_A_FOLDER, path)
        return node

    def _add(self, path: bytes, node: Node) -> None:
        folder, name = self._place(path)
        if name in folder.names:
            raise self._error(ProblemKind.FILE_EXISTS, path)
        self._allow(folder, WRITE, path)
        folder.names[name] = node
        self._touch(folder)

    def _drop(self, path: bytes, kinds: frozenset[FileKind]) -> None:
        folder, name = self._place(path)
        node = folder.names.get(name)
        if node is None:
            raise self._error(ProblemKind.FILE_NOT_FOUND, path)
        if node.kind not in kinds:
            raise self._error(
                ProblemKind.IS_A_FOLDER if node.kind is FileKind.FOLDER else ProblemKind.NOT_A_FOLDER, path
            )
        if node.names:
            raise self._error(ProblemKind.FOLDER_NOT_EMPTY, path)
        self._allow(folder, WRITE, path)
        del folder.names[name]
        node.links -= 1
        self._touch(folder)

    def _rename(self, old: bytes, new: bytes, *, replace: bool) -> None:
        node = self._node(old, follow=False)
        there = self._find(new, follow=False)
        if there is node:
            return
        if there is not None:
            if not replace:
                raise self._error(ProblemKind.FILE_EXISTS, new)
            if (there.kind is FileKind.FOLDER) != (node.kind is FileKind.FOLDER):
                over_folder = there.kind is FileKind.FOLDER
                raise self._error(ProblemKind.IS_A_FOLDER if over_folder else ProblemKind.NOT_A_FOLDER, new)
        for path in (old, new):
            self._allow(self._place(path)[0], WRITE, path)
        if there is not None:
            self._drop(new, KINDS_OF_ANY)
        folder, name = self._place(old)
        del folder.names[name]
        self._touch(folder)
        self._add(new, node)


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
