"""The files of this machine, as a `model.filesystem.FileSystem`.

Calls to the disk are made where they are awaited: a batch has a thread of its own, and a call is shorter than the way
to another thread and back. Only what takes long (hashing) goes to a thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import hashlib
import itertools
import os
import shutil
import stat
import threading
from collections.abc import AsyncIterator, Sequence
from types import TracebackType

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.file_failures import file_error
from towpath.model.filesystem import Abilities, Attributes, Changes, Entry, FileKind, NewFile, OpenMode
from towpath.model.text import path_text
from towpath.transfer.local_file import (
    PIECE,
    LocalFile,
    attributes_of,
    change,
    copy_ranges,
    in_thread,
    read_at,
    write_at,
)
from towpath.transfer.owners import Owners

ENTRIES_AT_ONCE = 256
PRIVATE = 0o600
ORDINARY = 0o666
"""Of a new file, less the umask."""

# Windows has neither; links are not followed there by default, and nothing blocks on opening.
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_CLOEXEC = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)
_WINDOWS = os.name == "nt"

_ALWAYS = _CLOEXEC | _BINARY
_READ = os.O_RDONLY | _NONBLOCK | _ALWAYS  # a pipe would wait for its other end
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW | _ALWAYS
_FLAGS = {
    OpenMode.READ: _READ,
    OpenMode.CREATE: os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NOFOLLOW | _NONBLOCK | _ALWAYS,
    OpenMode.UPDATE: os.O_RDWR | os.O_CREAT | _NOFOLLOW | _NONBLOCK | _ALWAYS,
}


class LocalFileSystem:
    """The files of this machine with the rights of this process. `home` stands in for the user's own."""

    name = ""
    is_local = True

    def __init__(self, home: bytes | None = None) -> None:
        self._home = home if home is not None else os.path.expanduser(b"~")
        self._owners = Owners()
        self._synced: set[bytes] = set()  # files whose content is on the disk: so shall be the name they get next

    async def abilities(self) -> Abilities:
        return Abilities(link_times=os.utime in os.supports_follow_symlinks, links_seen=not _WINDOWS)

    async def resolve(self, path: bytes) -> bytes:
        if path == b"~" or path.startswith(b"~/"):
            path = self._home + path[1:]
        with _Explained(path):
            real = os.path.realpath(os.path.join(self._home, os.path.expanduser(path)))
        return real.replace(b"\\", b"/") if _WINDOWS else real

    async def stat(self, path: bytes, *, follow: bool = True) -> Attributes:
        with _Explained(path):
            return attributes_of(os.stat(path, follow_symlinks=follow))

    async def list(self, path: bytes) -> AsyncIterator[Sequence[Entry]]:
        with _Explained(path):
            found = os.scandir(path)
        with found:
            while True:
                entries: list[Entry] = []
                went = 0
                with _Explained(path):
                    for entry in itertools.islice(found, ENTRIES_AT_ONCE):
                        try:
                            seen = os.lstat(entry.path)
                        except FileNotFoundError:  # it went meanwhile
                            went += 1
                            continue
                        user, group = self._owners.user(seen.st_uid), self._owners.group(seen.st_gid)
                        entries.append(Entry(entry.name, attributes_of(seen), None, user, group))
                if entries:
                    yield entries
                elif not went:
                    return

    async def owner_of(self, attributes: Attributes) -> tuple[str, str]:
        if attributes.uid is None or attributes.gid is None:
            return "", ""
        return self._owners.user(attributes.uid), self._owners.group(attributes.gid)

    async def make_folder(self, path: bytes, mode: int | None = None) -> None:
        with _Explained(path):
            os.mkdir(path, 0o777 if mode is None else mode)

    async def remove(self, path: bytes) -> None:
        self._synced.discard(path)
        with _Explained(path):
            try:
                os.unlink(path)
            except PermissionError as error:
                if os.path.isdir(path) and not os.path.islink(path):  # macOS and Windows say only that
                    raise OSError(errno.EISDIR, os.strerror(errno.EISDIR)) from error
                raise

    async def remove_folder(self, path: bytes) -> None:
        with _Explained(path):
            try:
                os.rmdir(path)
            except FileExistsError as error:  # what POSIX also allows it to say
                raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY)) from error

    async def rename(self, old: bytes, new: bytes, *, replace: bool) -> None:
        with _Explained(new):
            _rename(old, new, replace=replace)
            if old in self._synced:
                self._synced.discard(old)
                _sync_folder(new)

    async def link(self, existing: bytes, new: bytes) -> None:
        with _Explained(new):
            os.link(existing, new, follow_symlinks=False)

    async def symlink(self, target: bytes, path: bytes) -> None:
        with _Explained(path):
            os.symlink(target, path)

    async def read_link(self, path: bytes) -> bytes:
        with _Explained(path):
            return os.readlink(path)

    async def set_attributes(self, path: bytes, changes: Changes, *, follow: bool = True) -> None:
        with _Explained(path):
            change(path, changes, follow=follow)

    async def free_space(self, path: bytes) -> int | None:
        with _Explained(path):
            return shutil.disk_usage(os.fsdecode(path)).free

    async def open(self, path: bytes, mode: OpenMode, *, permissions: int | None = None) -> LocalFile:
        with _Explained(path):
            descriptor = os.open(path, _FLAGS[mode], ORDINARY if permissions is None else permissions)
        try:
            _only_files(os.fstat(descriptor), path)
        except BaseException:
            os.close(descriptor)
            raise
        return LocalFile(path, descriptor, self._synced.add)

    async def read_file(self, path: bytes, most: int) -> tuple[bytes, Attributes]:
        with _Explained(path):
            descriptor = os.open(path, _READ)
            try:
                before = os.fstat(descriptor)
                _only_files(before, path)
                size = before.st_size
                if size > most:
                    raise _changed(path, "it became larger than when it was listed")
                content = read_at(descriptor, size + 1, 0)
                after = os.fstat(descriptor)
            finally:
                os.close(descriptor)
        if len(content) != size or after.st_mtime_ns != before.st_mtime_ns:
            raise _changed(path)
        return content, attributes_of(before)

    async def write_file(self, new: NewFile) -> None:
        temporary = new.temporary
        with _Explained(temporary):
            descriptor = _create(temporary, ORDINARY if new.changes.mode is None else PRIVATE)
        try:
            with _Explained(new.path):
                try:
                    write_at(descriptor, new.content, 0)
                    if new.sync:
                        os.fsync(descriptor)
                    size = os.fstat(descriptor).st_size
                    change(descriptor, new.changes)
                finally:
                    os.close(descriptor)
                if size != len(new.content):
                    raise OSError(errno.EIO, f"{size} of {len(new.content)} bytes were stored")
                _rename(temporary, new.path, replace=new.replace)
                if new.sync:
                    _sync_folder(new.path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise

    async def sha256(self, path: bytes, size: int) -> bytes:
        file = await self.open(path, OpenMode.READ)
        ended = threading.Event()
        try:
            with _Explained(path):
                digest = await in_thread(lambda: _sha256(file.descriptor, size, ended), stop=ended.set)
        finally:
            await file.close()
        if digest is None:
            raise _changed(path, "it is shorter than it was")
        return digest

    async def duplicate(self, path: bytes, new: bytes, size: int) -> None:
        file = await self.open(path, OpenMode.READ)
        try:
            with _Explained(new):
                descriptor = _create(new, PRIVATE)
                try:
                    await copy_ranges(file.descriptor, descriptor, [(0, size)], _unheard, source=path, destination=new)
                    os.ftruncate(descriptor, size)  # a hole at the end is left out
                except BaseException:
                    with contextlib.suppress(OSError):
                        os.unlink(new)
                    raise
                finally:
                    os.close(descriptor)
        finally:
            await file.close()

    async def hard_links_below(self, path: bytes) -> dict[bytes, tuple[int, int]]:
        with _Explained(path):
            at_top = attributes_of(os.lstat(path))
        links: dict[bytes, tuple[int, int]] = {}
        if at_top.kind is FileKind.FILE and at_top.links != 1 and at_top.identity:
            links[path] = at_top.identity
        folders = [path]
        while folders:
            # What cannot be listed is for whoever walks there to tell.
            with contextlib.suppress(OSError), os.scandir(folders.pop()) as found:
                for entry in found:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    elif entry.is_file(follow_symlinks=False) and (seen := os.lstat(entry.path)).st_nlink > 1:
                        links[entry.path] = (seen.st_dev, seen.st_ino)
            await asyncio.sleep(0)
        return links


class _Explained:
    """What the system refuses in this block is raised as a TowpathError about `path`."""

    __slots__ = ("_path",)

    def __init__(self, path: bytes) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if isinstance(error, OSError):
            raise file_error(error, self._path) from error
        if isinstance(error, ValueError):  # a NUL in the name
            problem = Problem(ProblemKind.NAME_IMPOSSIBLE, path_text(self._path), {"detail": str(error)})
            raise TowpathError(problem) from error


def _only_files(found: os.stat_result, path: bytes) -> None:
    kind = attributes_of(found).kind if not stat.S_ISREG(found.st_mode) else FileKind.FILE
    if kind is FileKind.FOLDER:
        raise TowpathError(Problem(ProblemKind.IS_A_FOLDER, path_text(path)))
    if kind is not FileKind.FILE:
        raise TowpathError(Problem(ProblemKind.SPECIAL_FILE, path_text(path)))


def _create(path: bytes, permissions: int) -> int:
    """A new file of that name, open for writing; a leftover of that name goes, and is not written through."""
    try:
        return os.open(path, _NEW, permissions)
    except FileExistsError:
        os.unlink(path)
        return os.open(path, _NEW, permissions)


def _rename(old: bytes, new: bytes, *, replace: bool) -> None:
    if replace:
        os.replace(old, new)
    elif _WINDOWS:
        os.rename(old, new)  # refuses there what is there already
    else:
        try:
            os.link(old, new, follow_symlinks=False)  # the one call that gives a name only if it is free
        except FileExistsError:
            raise
        except OSError as error:  # a folder, or a disk without hard links
            if os.path.lexists(new):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from error
            os.rename(old, new)
        else:
            os.unlink(old)


def _sync_folder(path: bytes) -> None:
    """Make the name `path` survive a power cut. Windows cannot open folders and does not need it; a folder that is not
    to be read, or a disk that does not sync folders, is no reason to call a file failed that has its name."""
    if _WINDOWS:
        return
    try:
        descriptor = os.open(os.path.dirname(path) or b".", os.O_RDONLY | _CLOEXEC)
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def _sha256(descriptor: int, size: int, ended: threading.Event) -> bytes | None:
    """In a thread of its own; None when there are fewer bytes, or nobody waits any more."""
    digest = hashlib.sha256()
    offset = 0
    while offset < size and not ended.is_set():
        piece = read_at(descriptor, min(PIECE, size - offset), offset)
        if not piece:
            return None
        digest.update(piece)
        offset += len(piece)
    return digest.digest() if offset == size else None


def _changed(path: bytes, detail: str = "") -> TowpathError:
    return TowpathError(Problem(ProblemKind.FILE_CHANGED, path_text(path), {"detail": detail} if detail else {}))


def _unheard(_offset: int, _size: int) -> None:
    pass
