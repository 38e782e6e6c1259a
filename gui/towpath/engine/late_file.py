"""A value that is kept in a file: written beside the engine's thread, some time after it has changed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from towpath.engine.loop import Loop
from towpath.model.error import TowpathError

log = logging.getLogger(__name__)

_T = TypeVar("_T")


class LateFile(Generic[_T]):
    """Writes the latest value, if it is another than the file has. Engine thread only, but for the constructor and
    `write`; never waits but there."""

    def __init__(self, name: str, save: Callable[[_T], None], kept: _T, *, loop: Loop, seconds: float = 0.0) -> None:
        """`kept` is in the file. `save` raises TowpathError, and is called by one thread at a time, called
        `towpath-NAME`; `seconds` after the first change it is time to write."""
        self._name = name
        self._save = save
        self._loop = loop
        self._seconds = seconds
        self.latest = self._written = kept
        self._writing = threading.Lock()  # around the file
        self._is_due = False

    def keep(self, value: _T, *, at_once: bool = False) -> None:
        """From now on this."""
        self.latest = value
        if at_once:
            self._loop.aside(self._name, self.write)
        elif not self._is_due and value != self._written:
            self._is_due = True
            self._loop.later(self._seconds, lambda: self._loop.aside(self._name, self._write_now))

    def write(self) -> None:
        """Bring it to the disk. Waits for it. Any thread."""
        with self._writing:
            value = self.latest
            if value == self._written:
                return
            try:
                self._save(value)
            except TowpathError as error:
                log.info("%s", error)  # nobody misses it before the next start, if then
            else:
                self._written = value

    def _write_now(self) -> None:
        self._is_due = False
        self.write()
