"""One open file of this machine, and the calls to the disk that `local` shares with it."""

from __future__ import annotations

import asyncio
import errno
import os
import stat
from collections.abc import Callable, Sequence
from typing import TypeVar

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.file_failures import file_error
from towpath.model.filesystem import Attributes, Changes, FileKind, Moved, Range
from towpath.model.text import path_text

PIECE = 1 << 20
"""Bytes moved or hashed between two looks at whether anyone still wants it."""

_KINDS = {stat.S_IFREG: FileKind.FILE, stat.S_IFDIR: FileKind.FOLDER, stat.S_IFLNK: FileKind.LINK}
_WINDOWS = os.name == "nt"  # tells neither owners nor how many names there are in a way that could be compared

Answer = TypeVar("Answer")


class LocalFile:
    """A `model.filesystem.OpenFile`. `synced` is told the path once its content is on the disk."""

    def __init__(self, path: bytes, descriptor: int, synced: Callable[[bytes], None]) -> None:
        self._path = path
        self._descriptor = descriptor
        self._synced = synced

    @property
    def descriptor(self) -> int:
        return self._descriptor

    async def attributes(self) -> Attributes:
        try:
            return attributes_of(os.fstat(self._descriptor))
        except OSError as error:
            raise file_error(error, self._path) from error

    async def set_attributes(self, changes: Changes) -> None:
        try:
            change(self._path if _WINDOWS else self._descriptor, changes)
        except OSError as error:
            raise file_error(error, self._path) from error

    async def read(self, offset: int, size: int) -> bytes:
        try:
            return read_at(self._descriptor, size, offset)
        except OSError as error:
            raise file_error(error, self._path) from error

    async def write(self, offset: int, content: bytes) -> None:
        try:
            write_at(self._descriptor, content, offset)
        except OSError as error:
            raise file_error(error, self._path) from error

    async def fetch(self, descriptor: int, ranges: Sequence[Range], moved: Moved) -> None:
        await copy_ranges(self._descriptor, descriptor, ranges, moved, source=self._path)

    async def store(self, descriptor: int, ranges: Sequence[Range], moved: Moved) -> None:
        await copy_ranges(descriptor, self._descriptor, ranges, moved, destination=self._path)

    async def truncate(self, size: int) -> None:
        try:
            os.ftruncate(self._descriptor, size)
        except OSError as error:
            raise file_error(error, self._path) from error

    async def sync(self) -> None:
        try:
            await in_thread(lambda: os.fsync(self._descriptor))
        except OSError as error:
            raise file_error(error, self._path) from error
        self._synced(self._path)

    async def close(self) -> None:
        try:
            os.close(self._descriptor)
        except OSError as error:
            raise file_error(error, self._path) from error


def attributes_of(found: os.stat_result) -> Attributes:
    mode = found.st_mode
    if _WINDOWS:
        return Attributes(
            kind=_KINDS.get(stat.S_IFMT(mode), FileKind.OTHER),
            size=found.st_size,
            mtime=found.st_mtime_ns,
            atime=found.st_atime_ns,
        )
    return Attributes(
        kind=_KINDS.get(stat.S_IFMT(mode), FileKind.OTHER),
        size=found.st_size,
        mtime=found.st_mtime_ns,
        atime=found.st_atime_ns,
        mode=mode & 0o7777,
        uid=found.st_uid,
        gid=found.st_gid,
        links=found.st_nlink,
        identity=(found.st_dev, found.st_ino),
    )


def change(file: int | bytes, changes: Changes, *, follow: bool = True) -> None:
    """Of a descriptor or a path. The owner first: changing it takes setuid away. The times last: all else sets them."""
    if changes.uid is not None and changes.gid is not None and not _WINDOWS:
        if follow:
            os.chown(file, changes.uid, changes.gid)
        else:
            os.chown(file, changes.uid, changes.gid, follow_symlinks=False)
    if changes.mode is not None and (follow or not os.path.islink(file)):  # a link has no mode that counts
        os.chmod(file, changes.mode)
    if changes.mtime is not None and changes.atime is not None:
        if follow:
            os.utime(file, ns=(changes.atime, changes.mtime))
        else:
            os.utime(file, ns=(changes.atime, changes.mtime), follow_symlinks=False)


def read_at(descriptor: int, size: int, offset: int) -> bytes:
    """Fewer bytes only at the end of the file."""
    content = os.pread(descriptor, size, offset)
    if len(content) == size or not content:
        return content
    pieces = [content]
    got = len(content)
    while got < size and (piece := os.pread(descriptor, size - got, offset + got)):
        pieces.append(piece)
        got += len(piece)
    return b"".join(pieces) if len(pieces) > 1 else content


def write_at(descriptor: int, content: bytes, offset: int) -> None:
    written = os.pwrite(descriptor, content, offset)
    while written < len(content):  # near a limit, or on a signal
        written += os.pwrite(descriptor, memoryview(content)[written:], offset + written)


async def in_thread(call: Callable[[], Answer], *, stop: Callable[[], None] | None = None) -> Answer:
    """For calls that take long. Whoever is cancelled waits for the end all the same, for `call` uses what is his;
    `stop` makes that soon."""
    running = asyncio.ensure_future(asyncio.to_thread(call))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        if stop is not None:
            stop()
        await asyncio.wait([running])
        running.exception()  # nobody is left to hear of it
        raise


async def copy_ranges(
    source_descriptor: int,
    descriptor: int,
    ranges: Sequence[Range],
    moved: Moved,
    *,
    source: bytes = b"",
    destination: bytes = b"",
) -> None:
    """Between two files of this machine, in the kernel where it can (on some disks that copies nothing at all).

    Holes stay holes where the destination has nothing either. The paths are for errors; an unknown one is empty.
    """
    in_kernel = hasattr(os, "copy_file_range")
    for start, end in ranges:
        offset = start
        while offset < end:
            hole_end = min(
                data_after(source_descriptor, offset, end), data_after(descriptor, offset, end, growing=True)
            )
            size = min(PIECE, _hole(source_descriptor, offset, end) - offset)
            if hole_end > offset:
                count = hole_end - offset
            elif in_kernel:
                try:
                    count = os.copy_file_range(source_descriptor, descriptor, size, offset, offset)
                except (
                    OSError
                ):  # not between these disks; a real failure comes again below, where it tells of which file
                    in_kernel = False
                    continue
            else:
                count = _copy_piece(source_descriptor, descriptor, size, offset, source, destination)
            if not count:
                detail = {"detail": "it became shorter while it was copied"}
                raise TowpathError(Problem(ProblemKind.FILE_CHANGED, path_text(source), detail))
            moved(offset, count)
            offset += count
            await asyncio.sleep(0)


def _copy_piece(
    source_descriptor: int, descriptor: int, size: int, offset: int, source: bytes, destination: bytes
) -> int:
    try:
        piece = read_at(source_descriptor, size, offset)
    except OSError as error:
        raise file_error(error, source) from error
    try:
        write_at(descriptor, piece, offset)
    except OSError as error:
        raise file_error(error, destination) from error
    return len(piece)


def data_after(descriptor: int, offset: int, end: int, *, growing: bool = False) -> int:
    """Where the first data after `offset` begins; `end` if there is a hole up to there. The end of a file is no hole,
    unless it is one that grows."""
    if offset == end:
        return end
    if not hasattr(os, "SEEK_DATA"):
        return offset
    try:
        return min(os.lseek(descriptor, offset, os.SEEK_DATA), end)
    except OSError as error:
        if error.errno != errno.ENXIO:  # a disk that does not tell
            return offset
        return end if growing or os.fstat(descriptor).st_size >= end else offset


def _hole(descriptor: int, offset: int, end: int) -> int:
    """Where the data at `offset` ends; `end` if that is later, or nobody tells."""
    if not hasattr(os, "SEEK_HOLE"):
        return end
    try:
        hole = os.lseek(descriptor, offset, os.SEEK_HOLE)
    except OSError:
        return end
    return min(hole, end) if hole > offset else end
