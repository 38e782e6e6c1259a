"""The nodes, names and paths of a machine in memory: see memory_filesystem."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Iterator, Sequence

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import SECOND, Attributes, Changes, FileKind

READ, WRITE, ENTER = 0o400, 0o200, 0o100
LINKS_FOLLOWED = 40
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


class MemoryTree:
    """Synchronous, without injected failures. See MemoryFileSystem for the arguments."""

    def __init__(
        self, name: str, *, clock: Callable[[], float] = time.time, whole_seconds: bool = False, room: int | None = None
    ) -> None:
        self._name = name
        self._clock = clock
        self._whole_seconds = whole_seconds
        self.room = room
        """Bytes that all files may have together; None for no limit."""
        self.root = self._new(FileKind.FOLDER, 0o755)

    @property
    def name(self) -> str:
        return self._name

    @property
    def is_local(self) -> bool:
        return not self._name

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
