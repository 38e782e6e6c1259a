"""Names that a disk takes for the same."""

from __future__ import annotations

import unicodedata

from msgspec.structs import replace

from towpath.model.error import TowpathError
from towpath.model.filesystem import Attributes, FileSystem


def folded(name: bytes) -> bytes:
    """Equal for names that differ only by case, or by how accents are written."""
    try:
        return unicodedata.normalize("NFC", name.decode().casefold()).encode()
    except UnicodeDecodeError:
        return name.lower()


async def ignores_case(files: FileSystem, path: bytes) -> bool:
    """Whether the disk that holds `path`, or is to hold it, finds files by folded names: the first folder upwards that
    is there is the same file when its name is written in the other case. Other machines do not tell which files are
    the same: of theirs it is believed where all is equal that they tell."""
    while name := path.rpartition(b"/")[2]:
        folder = path[: -len(name)]
        try:
            found = await files.stat(path, follow=False)
            if name != name.swapcase():
                other = await files.stat(folder + name.swapcase(), follow=False)
                return other.identity == found.identity if found.identity else _is_alike(found, other)
        except TowpathError:
            if name != name.swapcase() and await _is_there(files, path):
                return False
        path = folder.rstrip(b"/")
    return False


def _is_alike(one: Attributes, other: Attributes) -> bool:
    """But for the time of the last look at it."""
    return replace(one, atime=None) == replace(other, atime=None)


async def _is_there(files: FileSystem, path: bytes) -> bool:
    try:
        await files.stat(path, follow=False)
    except TowpathError:
        return False
    return True
