"""Looking at a path that may be free."""

from __future__ import annotations

from towpath.model.error import ProblemKind, TowpathError
from towpath.model.filesystem import Attributes, FileSystem

_NOTHING = frozenset({ProblemKind.FILE_NOT_FOUND, ProblemKind.NOT_A_FOLDER})
"""The second: what it would be in is a file."""


async def look(files: FileSystem, path: bytes, *, follow: bool = False) -> Attributes | None:
    """What is there; None for nothing."""
    try:
        return await files.stat(path, follow=follow)
    except TowpathError as error:
        if error.problem.kind not in _NOTHING:
            raise
        return None
