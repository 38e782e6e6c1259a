"""The demo's small SFTP tree: a real folder, out of which no path and no link leads."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import paramiko
from paramiko.sftp import SFTP_FAILURE, SFTP_OK

if TYPE_CHECKING:  # in the standard library from Python 3.12 on
    from typing_extensions import Buffer

FILES = {
    "readme.txt": "Files of the demo. Put yours here; they vanish with the demo.\n",
    "results/2026-11.csv": "day,value\n1,0.31\n2,0.36\n",
    "results/notes on ü.txt": "Names with spaces and umlauts arrive as they are.\n",
}

_T = TypeVar("_T")


def make_tree(folder: Path) -> None:
    """Fill `folder` with the demo's files."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


class TreeSubsystem(paramiko.SFTPServer):
    """Says at the end that all went well, which paramiko leaves out: scp(1) takes silence for a failure."""

    def finish_subsystem(self) -> None:
        if self.sock and not self.sock.closed:
            self.sock.send_exit_status(0)
        super().finish_subsystem()


class TreeServer(paramiko.SFTPServerInterface):
    """SFTP version 3 on one folder. Runs in a thread of the visitor's SFTP channel."""

    def __init__(self, server: paramiko.ServerInterface, root: Path, *args: Any, **kwargs: Any) -> None:
        super().__init__(server, *args, **kwargs)
        self._root = root.resolve()

    def list_folder(self, path: str) -> list[paramiko.SFTPAttributes] | int:
        return _tried(lambda: [_attributes(entry) for entry in sorted(self._real(path).iterdir())])

    def stat(self, path: str) -> paramiko.SFTPAttributes | int:
        return _tried(lambda: _attributes(self._real(path)))

    def lstat(self, path: str) -> paramiko.SFTPAttributes | int:
        return self.stat(path)

    def open(self, path: str, flags: int, attr: paramiko.SFTPAttributes) -> paramiko.SFTPHandle | int:
        return _tried(lambda: _FileHandle(self._real(path), flags))

    def remove(self, path: str) -> int:
        return _done(lambda: self._real(path).unlink())

    def rename(self, oldpath: str, newpath: str) -> int:
        taken = _tried(lambda: self._real(newpath).exists())
        return SFTP_FAILURE if taken else self.posix_rename(oldpath, newpath)

    def posix_rename(self, oldpath: str, newpath: str) -> int:
        return _done(lambda: self._real(oldpath).replace(self._real(newpath)))

    def mkdir(self, path: str, attr: paramiko.SFTPAttributes) -> int:
        return _done(lambda: self._real(path).mkdir())

    def rmdir(self, path: str) -> int:
        return _done(lambda: self._real(path).rmdir())

    def chattr(self, path: str, attr: paramiko.SFTPAttributes) -> int:
        return _done(lambda: paramiko.SFTPServer.set_file_attr(str(self._real(path)), attr))

    def _real(self, path: str) -> Path:
        """Where a path of the visitor's lies on this disk; `..` stops at the root.

        Visitors cannot make links. One that the owner of this machine has put there is followed within the tree only:
        PermissionError.
        """
        place = self._root / self.canonicalize(path).lstrip("/")
        if not place.resolve().is_relative_to(self._root):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return place


class _FileHandle(paramiko.SFTPHandle):
    """An open file, read and written at the offsets the visitor names."""

    def __init__(self, path: Path, flags: int) -> None:
        super().__init__(flags)
        self._descriptor = os.open(path, (flags & ~os.O_APPEND) | getattr(os, "O_NOFOLLOW", 0), 0o600)

    def read(self, offset: int, length: int) -> bytes | int:
        return _tried(lambda: os.pread(self._descriptor, length, offset))

    def write(self, offset: int, data: Buffer) -> int:
        return _done(lambda: os.pwrite(self._descriptor, data, offset))

    def stat(self) -> paramiko.SFTPAttributes | int:
        return _tried(lambda: paramiko.SFTPAttributes.from_stat(os.fstat(self._descriptor)))

    def close(self) -> None:
        os.close(self._descriptor)


def _tried(work: Callable[[], _T]) -> _T | int:
    """The result of `work`, or the SFTP status for what the system says."""
    try:
        return work()
    except OSError as error:
        return int(paramiko.SFTPServer.convert_errno(error.errno or 0))


def _done(work: Callable[[], object]) -> int:
    """The SFTP status of `work`."""
    result = _tried(lambda: (work(), SFTP_OK)[1])
    return int(result)


def _attributes(path: Path) -> paramiko.SFTPAttributes:
    return paramiko.SFTPAttributes.from_stat(path.lstat(), path.name)
