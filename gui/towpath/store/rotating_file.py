"""A text file that grows to a limit, and its elder brothers: `NAME`, `NAME.1`, … Readable by their owner only.

Not logging's own: that one keeps what a full disk did not take, and a disk that hangs would hold up the end of the
program, since logging waits for all its handlers there.
"""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

from towpath.files import PRIVATE_FILE, private_folder


class RotatingFile:
    """`older` is how many there are besides the one that is written, each of up to `most` bytes. Any thread; may wait
    for the disk."""

    def __init__(self, path: Path, most: int, older: int) -> None:
        self._path = path
        self._most = most
        self._names = [path, *(path.with_name(f"{path.name}.{number}") for number in range(1, older + 1))]
        self._lock = threading.Lock()
        self._descriptor: int | None = None
        self._size = 0

    def write(self, text: str) -> None:
        """Append it, whole or not at all. Raises OSError, and TowpathError where there can be no folder."""
        content = text.encode("utf-8", "backslashreplace")
        with self._lock:
            try:
                descriptor = self._open() if self._descriptor is None else self._descriptor
                if self._size and self._size + len(content) > self._most:
                    self._rotate()
                    descriptor = self._open()
                written = os.write(descriptor, content)
                if written < len(content):  # the disk is full: what comes next shall not follow half a line
                    os.ftruncate(descriptor, self._size)
                    os.write(descriptor, content)  # says so
                self._size += len(content)
            except OSError:
                self._close()
                raise

    def close(self) -> None:
        """The next text opens it anew."""
        with self._lock:
            self._close()

    def clear(self) -> None:
        """Delete them all. Raises OSError."""
        with self._lock:
            self._close()
            for path in self._names:
                with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                    path.unlink()

    def tails(self, most: int) -> list[tuple[str, str]]:
        """Names and texts, the oldest first: the last `most` bytes of them all, without half lines."""
        found: list[tuple[str, str]] = []
        for path in self._names:
            if most <= 0:
                break
            with contextlib.suppress(OSError):  # it is not there, or was rotated away meanwhile
                content = _tail(path, most)
                most -= len(content)
                found.insert(0, (path.name, content.decode("utf-8", "replace")))
        return found

    def _open(self) -> int:
        private_folder(self._path.parent)
        descriptor = self._descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, PRIVATE_FILE)
        self._size = os.fstat(descriptor).st_size
        return descriptor

    def _close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _rotate(self) -> None:
        self._close()
        for younger, elder in reversed(list(zip(self._names, self._names[1:], strict=False))):
            with contextlib.suppress(FileNotFoundError):
                younger.replace(elder)


def _tail(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - most))
        content = file.read(most)
    return content if size <= most else content.partition(b"\n")[2]
