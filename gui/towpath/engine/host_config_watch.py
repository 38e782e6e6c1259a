"""Sees when an ssh_config, or a file that it includes, has changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from towpath.engine.loop import Loop
from towpath.engine.polling import Polling
from towpath.model.error import TowpathError

POLL_SECONDS = 1.0

_Stamps = dict[Path, tuple[int, ...]]


class HostConfigWatch:
    """Engine thread; one thread beside it looks while there is something to watch.

    `changed` is called on the engine thread with the file, named as `SshConfigLink.file`: at first, and whenever it or
    one that it includes is another one than before, once nobody has written to it between two looks.
    """

    def __init__(
        self,
        loop: Loop,
        files_of: Callable[[str], Sequence[Path]],
        changed: Callable[[str], None],
    ) -> None:
        """`files_of` reads which files belong to one; it waits, and may raise TowpathError."""
        self._loop = loop
        self._files_of = files_of
        self._changed = changed
        self._lock = threading.Lock()
        self._files: frozenset[str] = frozenset()
        self._told: dict[str, _Stamps] = {}
        self._seen: dict[str, _Stamps] = {}
        self._polling = Polling(loop, "ssh-config", POLL_SECONDS, self._look)

    def watch(self, files: Collection[str]) -> None:
        """Watch these, and no others."""
        with self._lock:
            self._files = frozenset(files)
        if files:
            self._polling.start()
        else:
            self.stop()

    def stop(self) -> None:
        """End the thread."""
        self._polling.stop()

    def _look(self) -> None:
        with self._lock:
            files = self._files
        for file in files:
            self._look_at(file)
        for file in self._told.keys() - files:
            del self._told[file]

    def _look_at(self, file: str) -> None:
        told = self._told.get(file)
        if told is not None:
            now = _stamps(told)
            if now == told:
                return
            if now != self._seen.get(file):
                self._seen[file] = now  # whoever writes may not be done
                return
        try:
            paths = self._files_of(file)
        except TowpathError:  # the file itself is gone, or may not be read: who reads it next says so
            paths = [Path(file)]
        self._told[file] = _stamps(paths)
        self._loop.post(lambda: self._changed(file))


def _stamps(paths: Collection[Path]) -> _Stamps:
    return {path: _stamp(path) for path in paths}


def _stamp(path: Path) -> tuple[int, ...]:
    """What is another one when a file is; empty where there is none."""
    try:
        status = path.stat()
    except OSError:
        return ()
    return status.st_ino, status.st_mtime_ns, status.st_size, status.st_mode, status.st_uid
