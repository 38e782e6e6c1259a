"""Folders full of difficult files, and what is in them: to be the same after they were moved."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ODD_NAMES = (b"two words", b"quo'te \"s", b"\xf0\x9f\x9a\xa2", b"caf\xe9", b"line\nbreak", b"x" * 255)
"""The last but two is no UTF-8; the last is as long as a name may be (NAME_MAX)."""
OLD = 1_000_000_000
"""Seconds since the epoch: in 2001."""
BLOCK = 1 << 20


class Facts(NamedTuple):
    """What a copy has to have in common with the original."""

    kind: int
    mode: int
    mtime: int
    """Whole seconds."""
    content: str
    """A file's hash; where a link leads."""


def write_file(path: Path, size: int, *, mode: int = 0o644, mtime: int = OLD) -> Path:
    """A file that is like no other."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for at in range(0, size, BLOCK):
            file.write(os.urandom(min(BLOCK, size - at)))
    path.chmod(mode)
    os.utime(path, (OLD, mtime))
    return path


def write_sparse(path: Path, size: int) -> Path:
    """A file with something at its beginning, about every GiB, and at its end; holes in between."""
    with path.open("wb") as file:
        file.truncate(size)
        for at in (*range(0, size, 1 << 30), size - 1):
            for place in (at - 1, at):
                if 0 <= place < size:
                    os.pwrite(file.fileno(), bytes([1 + (place >> 30) + place % 7]), place)
    os.utime(path, (OLD, OLD))
    return path


def odd_file(folder: Path, name: bytes, number: int) -> Path:
    """Where to find the `number`th file of an odd name: none is longer than it was."""
    return folder / str(number) / os.fsdecode(name)


def facts(folder: Path, *, without_times_of: int = 0) -> dict[bytes, Facts]:
    """All that is below, by its path from there. `without_times_of` is a kind whose times do not count (S_IFLNK)."""
    return {os.fsencode(path.relative_to(folder)): _facts(path, without_times_of) for path in sorted(folder.rglob("*"))}


def _facts(path: Path, without_times_of: int) -> Facts:
    status = path.lstat()
    kind = stat.S_IFMT(status.st_mode)
    content = ""
    if kind == stat.S_IFLNK:
        content = os.readlink(path)  # noqa: PTH115  # as it is, not as a Path would write it
    elif kind == stat.S_IFREG:
        content = hash_of(path)
    mtime = 0 if kind == without_times_of else int(status.st_mtime)
    return Facts(kind, stat.S_IMODE(status.st_mode), mtime, content)


def hash_of(path: Path) -> str:
    """Of the content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def same_content(one: Path, other: Path) -> bool:
    """Whether two files are equal; their holes take no time."""
    with one.open("rb") as first, other.open("rb") as second:
        a, b = first.fileno(), second.fileno()
        if os.fstat(a).st_size != os.fstat(b).st_size:
            return False
        places = {*_blocks(a), *_blocks(b)}
        return all(os.pread(a, BLOCK, place) == os.pread(b, BLOCK, place) for place in places)


def _blocks(descriptor: int) -> Iterator[int]:
    """Where there is more than holes (lseek(2), SEEK_DATA), in steps of BLOCK."""
    size = os.fstat(descriptor).st_size
    place = 0
    while place < size:
        try:
            place = os.lseek(descriptor, place, os.SEEK_DATA) // BLOCK * BLOCK
        except OSError:  # nothing but a hole up to the end
            return
        yield place
        place += BLOCK
