"""Sees when copies that are edited here were saved, whatever an editor does to save: it writes, or it renames."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from towpath.engine.loop import Loop
from towpath.engine.polling import Polling
from towpath.model.kept_edit import Saved
from towpath.transfer.edited import saving_of

POLL_SECONDS = 0.5
QUIET_SECONDS = 1.0
"""So long nobody has written before it counts as saved: some editors empty the file first."""


class _Watched(msgspec.Struct):
    path: Path
    told: Saved
    """Known to whoever wants to know."""
    seen: Saved
    since: float


class EditWatch:
    """Engine thread; one thread beside it looks at all copies while there are any. `saved` is called on the engine
    thread, with the edit's id."""

    def __init__(self, loop: Loop, saved: Callable[[str, Saved], None]) -> None:
        self._loop = loop
        self._saved = saved
        self._lock = threading.Lock()
        self._watched: dict[str, _Watched] = {}
        self._polling = Polling(loop, "edits", POLL_SECONDS, self._look)

    def add(self, edit_id: str, copy: Path, saved: Saved) -> None:
        """Watch a copy, of which this saving is known."""
        with self._lock:
            self._watched[edit_id] = _Watched(copy, saved, saved, time.monotonic())
        self._polling.start()

    def remove(self, edit_id: str) -> None:
        """Of no interest any more."""
        with self._lock:
            self._watched.pop(edit_id, None)
            left = bool(self._watched)
        if not left:
            self.stop()

    def stop(self) -> None:
        """End the thread."""
        self._polling.stop()

    def _look(self) -> None:
        with self._lock:
            watched = list(self._watched.items())
        for edit_id, one in watched:
            self._look_at(edit_id, one)

    def _look_at(self, edit_id: str, one: _Watched) -> None:
        saving, now = saving_of(one.path), time.monotonic()
        if saving is None:
            return  # another file is about to take its name
        if saving != one.seen:
            one.seen, one.since = saving, now
        elif saving != one.told and now - one.since >= QUIET_SECONDS:
            one.told = saving
            self._loop.post(lambda: self._saved(edit_id, saving))
