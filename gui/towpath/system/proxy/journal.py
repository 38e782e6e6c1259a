"""What the desktop's proxy setting was before, and what we made of it: on disk before anything is changed.

One file for all profiles of a user, because there is one setting. Who takes the setting over from another profile takes
over what was there before that one.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import msgspec

from towpath.files import write_atomically
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.system.proxy.setting import Value

CLOCK_SECONDS = 5.0
"""How much the start of a process may seem to move when the machine's clock is set."""


class Record(msgspec.Struct, frozen=True):
    """One place of the setting."""

    before: Value
    """What the user had chosen there: to be put back, or unset where it is None."""
    was: Value
    """What was in force there, which may have been a default."""
    urls: tuple[str, ...]
    """Ours, raw: the one that is there, and the one that comes next, for it is unknown when we end."""
    mode: str | None
    """Ours."""


class Journal(msgspec.Struct, frozen=True):
    """All of it."""

    owner: str
    """Unique to one `SystemProxy`."""
    pid: int
    started: float
    """When that process was started, wall-clock time: pids are used again."""
    platform: str
    """Which class changed the setting: the next session may be on another desktop."""
    words: str
    """What was in force before, for people."""
    places: dict[str, Record]

    @property
    def is_left(self) -> bool:
        """To another Towpath, which turns it on soon; until then it belongs to no process."""
        return not self.pid


class JournalDamagedError(Exception):
    """It is there and cannot be understood."""


def read_journal(path: Path) -> Journal | None:
    """None if there is none. Raises JournalDamagedError, TowpathError FILE_UNREADABLE."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Journal)
    except FileNotFoundError:
        return None
    except OSError as error:
        facts = {"detail": error.strerror or str(error)}
        raise TowpathError(Problem(ProblemKind.FILE_UNREADABLE, str(path), facts)) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise JournalDamagedError(str(error)) from error


def write_journal(path: Path, journal: Journal) -> None:
    """It is on disk when this returns. Raises TowpathError FILE_UNWRITABLE."""
    write_atomically(path, msgspec.json.format(msgspec.json.encode(journal)))


def remove_journal(path: Path) -> None:
    """All is as it was. Raises TowpathError FILE_UNWRITABLE."""
    try:
        with contextlib.suppress(FileNotFoundError):  # a guard was faster
            path.unlink()
    except OSError as error:
        facts = {"detail": error.strerror or str(error)}
        raise TowpathError(Problem(ProblemKind.FILE_UNWRITABLE, str(path), facts)) from error


def this_process() -> tuple[int, float]:
    """`Journal.pid` and `started` of ours."""
    import psutil  # the guard needs none of it, and shall start fast

    return os.getpid(), psutil.Process().create_time()


def is_alive(journal: Journal) -> bool:
    """Whether the process that wrote this still runs."""
    import psutil

    try:
        process = psutil.Process(journal.pid)
        return process.status() != psutil.STATUS_ZOMBIE and abs(process.create_time() - journal.started) < CLOCK_SECONDS
    except psutil.Error:
        return False
