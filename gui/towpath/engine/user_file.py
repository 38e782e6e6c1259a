"""Files that a user names, to be read whole."""

from __future__ import annotations

import errno
from pathlib import Path

from towpath.files import read_whole
from towpath.model.error import Problem, ProblemKind, TowpathError

MOST_BYTES = 16 << 20
"""More than anybody has wished for; a file that has more is not one of those we read."""


def absolute(path: str, hint: str = "") -> Path:
    """Both ends of the control socket may have folders of their own. Raises INVALID."""
    named = Path(path)
    if not named.is_absolute():
        facts = {"detail": "it is no absolute path", "hint": hint}
        raise TowpathError(Problem(ProblemKind.INVALID, path, facts))
    return named


def content(path: str, hint: str = "") -> bytes:
    """All of it; waits for the disk. Raises INVALID, with the hint, and FILE_UNREADABLE."""
    file = absolute(path, hint)
    try:
        return read_whole(file, MOST_BYTES)
    except OSError as error:
        facts = {"detail": error.strerror or str(error)}
        if error.errno == errno.EFBIG:
            raise TowpathError(Problem(ProblemKind.INVALID, path, {**facts, "hint": hint})) from error
        raise TowpathError(Problem(ProblemKind.FILE_UNREADABLE, path, facts)) from error
