"""What a place names: a link is meant itself, not what it leads to."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from towpath.model.filesystem import FileSystem

_ABOVE = (b"", b".", b"..")


async def named(files: FileSystem, path: bytes) -> bytes:
    """The absolute path, with links resolved in all but its last part."""
    [found] = await all_named(files, [path])
    return found


async def all_named(files: FileSystem, paths: Sequence[bytes]) -> list[bytes]:
    """The same for many, most of which lie in the same folder."""
    folders: dict[bytes, bytes] = {}
    found = []
    for path in paths:
        folder, name = posixpath.split(path.rstrip(b"/"))
        if name in _ABOVE or (not folder and name.startswith(b"~")):
            found.append(await files.resolve(path))
            continue
        if folder not in folders:
            folders[folder] = await files.resolve(folder)
        found.append(posixpath.join(folders[folder], name))
    return found
