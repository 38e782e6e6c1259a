"""The demo's small SFTP tree: a real folder, out of which no path and no link leads."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import paramiko

FILES = {
    "readme.txt": "Files of the demo. Put yours here; they vanish with the demo.\n",
    "results/2026-11.csv": "day,value\n1,0.31\n2,0.36\n",
    "results/notes on ü.txt": "Names with spaces and umlauts arrive as they are.\n",
}


def make_tree(folder: Path) -> None:
    """Fill `folder` with the demo's files."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


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
        return _tried(lambda: _open(self._real(path), flags))

    def remove(self, path: str) -> int:
        return _done(lambda: self._real(path).unlink())

    def rename(self, oldpath: str, newpath: str) -> int:
        if self._real(newpath).exists():
            return paramiko.SFTP_FAILURE
        return self.posix_rename(oldpath, newpath)

    def posix_rename(self, oldpath: str, newpath: str) -> int:
        return _done(lambda: self._real(oldpath).replace(self._real(newpath)))

    def mkdir(self, path: str, attr: paramiko.SFTPAttributes) -> int:
        return _done(lambda: self._real(path).mkdir())

    def rmdir(self, path: str) -> int:
        return _done(lambda: self._real(path).rmdir())

    def chattr(self, path: str, attr: paramiko.SFTPAttributes) -> int:
        return _done(lambda: paramiko.SFTPServer.set_file_attr(str(self._real(path)), attr))

    def _real(self, path: str) -> Path:
        """Where a path of the visitor's lies on this disk; `..` stops at the root, and no link can be made."""
        return self._root / self.canonicalize(path).lstrip("/")


def _tried(work: Any) -> Any:
    try:
        return work()
    except OSError as error:
        return paramiko.SFTPServer.convert_errno(error.errno or 0)


def _done(work: Any) -> int:
    result = _tried(work)
    return result if isinstance(result, int) else paramiko.SFTP_OK


def _attributes(path: Path) -> paramiko.SFTPAttributes:
    return paramiko.SFTPAttributes.from_stat(path.lstat(), path.name)


def _open(path: Path, flags: int) -> paramiko.SFTPHandle:
    mode = "r+b" if flags & (os.O_WRONLY | os.O_RDWR) else "rb"
    descriptor = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)
    handle = paramiko.SFTPHandle(flags & ~os.O_APPEND)
    file = open(descriptor, mode)  # noqa: SIM115, PTH123 - the handle closes it
    handle.filename = str(path)  # type: ignore[attr-defined] - read by paramiko's SFTPHandle
    handle.readfile = handle.writefile = file  # type: ignore[attr-defined] - as above
    return handle
