"""One engine per profile folder: a lock that its holder's death releases, and where the holder can be reached."""

from __future__ import annotations

import enum
import os
import sys
from pathlib import Path

import msgspec

from towpath import files
from towpath.model.error import Problem, ProblemKind, TowpathError

LOCK_FILE = "engine.lock"
"""In the profile folder."""
_LOCKED_BYTE = 1 << 30
"""Windows locks bytes, and nobody may read those: one far behind the text that is to be read."""


class EngineKind(enum.StrEnum):
    """Which program an engine lives in. A starting window takes over from a command line, never the reverse."""

    WINDOW = "window"
    COMMAND_LINE = "command-line"


class Holder(msgspec.Struct, frozen=True):
    """What the holder writes into the lock file: who it is and where its control socket is."""

    pid: int
    kind: EngineKind
    address: str
    token: str = ""
    """Proves to a socket without access rights of its own (Windows) that one may read this file."""


class ProfileLock:
    """An exclusive lock on a file in the profile folder. The system drops it when the process ends, however it ends,
    so no lock is ever stale."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def acquire(self) -> bool:
        """Try to become the holder; never waits. Raises TowpathError FILE_UNWRITABLE."""
        files.private_folder(self._path.parent)
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, files.PRIVATE_FILE)
        except OSError as error:
            raise self._unwritable(error) from error
        if not _try_lock(descriptor):
            os.close(descriptor)
            return False
        os.ftruncate(descriptor, 0)  # what a holder that crashed left there misleads nobody
        self._descriptor = descriptor
        return True

    def publish(self, holder: Holder) -> None:
        """Tell others how to reach this engine. Only as the holder. Raises TowpathError FILE_UNWRITABLE."""
        assert self._descriptor is not None
        try:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, msgspec.json.encode(holder) + b"\n")
        except OSError as error:
            raise self._unwritable(error) from error

    def holder(self) -> Holder | None:
        """What the present holder published; None when it has not yet, or there is none."""
        try:
            text = self._path.read_bytes()
            return msgspec.json.decode(text, type=Holder) if text.endswith(b"\n") else None
        except (OSError, msgspec.MsgspecError):
            return None

    def release(self) -> None:
        """Let the next one in. The file stays: deleting it would let two hold it."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None

    def _unwritable(self, error: OSError) -> TowpathError:
        facts = {"detail": error.strerror or str(error)}
        return TowpathError(Problem(ProblemKind.FILE_UNWRITABLE, str(self._path), facts))


def _try_lock(descriptor: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
