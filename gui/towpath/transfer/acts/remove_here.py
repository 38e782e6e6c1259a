"""Deleting trees of this machine by open folders in place of paths (openat(2)): whatever somebody else puts in a
folder's place meanwhile, nothing outside of the tree is touched. As many folders are open as the tree is deep."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import Callable

import msgspec

from towpath.model.error import Problem
from towpath.model.file_failures import file_error

POSSIBLE = {os.open, os.unlink, os.rmdir} <= os.supports_dir_fd and os.scandir in os.supports_fd
"""Not on Windows."""
TURN = 256
"""Files after which others get their turn."""


class _Folder(msgspec.Struct):
    """An open one."""

    path: bytes
    name: bytes
    """In the folder it is in; of the one at the top, its path."""
    descriptor: int
    folders: list[bytes]
    """Names of those in it that are still to be entered."""
    complete: bool = True
    """Nothing in it was left so far."""


class TreeRemoval:
    """Of each path either `removed` is told, or `failed`, which says whether something is left of it."""

    def __init__(self, removed: Callable[[bytes], None], failed: Callable[[bytes, Problem], bool]) -> None:
        self._removed = removed
        self._failed = failed
        self._open: list[_Folder] = []
        """From the top downwards, each in the one before it."""

    async def remove(self, top: bytes) -> None:
        """A folder with all that is in it; or a file, or a link itself."""
        try:
            if stat.S_ISDIR(os.lstat(top).st_mode):
                await self._enter(top)
            else:
                self._try(os.unlink, top)
            while self._open:
                if self._open[-1].folders:
                    await self._enter(self._open[-1].folders.pop())
                else:
                    self._leave()
        except OSError as error:
            self._failed(top, file_error(error, top).problem)
        finally:
            for folder in self._open:
                os.close(folder.descriptor)
            self._open.clear()

    async def _enter(self, name: bytes) -> None:
        """Delete the files of a folder, and remember the folders."""
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        path = self._path(name)
        try:
            folder = _Folder(path, name, os.open(name, flags, dir_fd=self._above()), [])
        except OSError as error:
            self._left(path, error)
            return
        self._open.append(folder)
        files: list[bytes] = []
        try:
            with os.scandir(folder.descriptor) as found:
                for entry in found:
                    is_folder = entry.is_dir(follow_symlinks=False)
                    (folder.folders if is_folder else files).append(os.fsencode(entry.name))
        except OSError as error:
            self._left(path, error)
        for number, file in enumerate(files):
            self._try(os.unlink, file)
            if number % TURN == 0:
                await asyncio.sleep(0)

    def _leave(self) -> None:
        folder = self._open.pop()
        os.close(folder.descriptor)
        if folder.complete:
            self._try(os.rmdir, folder.name)
        elif self._open:
            self._open[-1].complete = False

    def _try(self, remove: Callable[..., None], name: bytes) -> None:
        path = self._path(name)
        try:
            remove(name, dir_fd=self._above())
        except OSError as error:
            self._left(path, error)
        else:
            self._removed(path)

    def _left(self, path: bytes, error: OSError) -> None:
        if self._failed(path, file_error(error, path).problem) and self._open:
            self._open[-1].complete = False

    def _above(self) -> int | None:
        return self._open[-1].descriptor if self._open else None

    def _path(self, name: bytes) -> bytes:
        return os.path.join(self._open[-1].path, name) if self._open else name
