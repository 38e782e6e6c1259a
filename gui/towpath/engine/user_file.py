"""Files that a user names, to be read whole."""

from __future__ import annotations

import os
import stat
from pathlib import Path

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
    try:
        with open(absolute(path, hint), "rb", opener=_at_once) as file:
            is_file = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            read = file.read(MOST_BYTES + 1) if is_file else b""
    except OSError as error:
        facts = {"detail": error.strerror or str(error)}
        raise TowpathError(Problem(ProblemKind.FILE_UNREADABLE, path, facts)) from error
    if not is_file:
        raise TowpathError(Problem(ProblemKind.FILE_UNREADABLE, path, {"detail": "it is a pipe or a device"}))
    if len(read) > MOST_BYTES:
        facts = {"detail": f"it has more than {MOST_BYTES >> 20} MiB", "hint": hint}
        raise TowpathError(Problem(ProblemKind.INVALID, path, facts))
    return read


def _at_once(path: str, flags: int) -> int:
    """Opening a pipe waits for who writes into it, maybe for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # which Windows has not
