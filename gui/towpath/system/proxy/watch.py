"""Sees when the desktop's proxy setting may have been changed."""

from __future__ import annotations

import threading
from collections.abc import Callable

LOOK_SECONDS = 1.0
"""How often the mark is taken."""


class SettingWatch:
    """Calls `changed` in the thread `towpath-system-proxy` when `mark` gives something else than before.

    `gsettings monitor` would be told, but it outlives a program that was killed; a look a second costs two stat(2).
    """

    def __init__(self, mark: Callable[[], object], changed: Callable[[], None]) -> None:
        self._mark = mark
        self._changed = changed
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="towpath-system-proxy", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Call no more. Waits for a call that is under way."""
        self._stopped.set()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _run(self) -> None:
        before = self._mark()
        while not self._stopped.wait(LOOK_SECONDS):
            if (now := self._mark()) != before:
                before = now
                self._changed()
