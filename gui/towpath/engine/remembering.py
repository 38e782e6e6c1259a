"""What the window remembers: kept here while it changes, and written every few seconds at most."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from towpath.engine.loop import Loop
from towpath.engine.parts import RememberedStore
from towpath.model.error import TowpathError
from towpath.model.event import Event, RememberedChanged
from towpath.model.remembered import Remembered, RememberedPane
from towpath.model.transfer import HERE

log = logging.getLogger(__name__)

WRITE_SECONDS = 3.0
"""After the first change: a window that is being moved tells of it all the time."""


class Remembering:
    """Engine thread only, but for the constructor and `close`; never waits but in these."""

    def __init__(
        self, store: RememberedStore, connection_ids: Iterable[str], *, loop: Loop, publish: Callable[[Event], None]
    ) -> None:
        self._store = store
        self._loop = loop
        self._publish = publish
        self._writing = threading.Lock()  # around the file
        self._is_due = False
        self._known = _without_lost(store.load(), connection_ids)
        self._written = self._known

    @property
    def known(self) -> Remembered:
        """The latest. Any thread."""
        return self._known

    def remember(self, remembered: Remembered) -> None:
        """Keep this from now on."""
        if remembered == self._known:
            return
        self._known = remembered
        self._publish(RememberedChanged(remembered))
        if not self._is_due:
            self._is_due = True
            self._loop.later(WRITE_SECONDS, lambda: self._loop.aside("remember", self._write_now))

    def keep_only(self, connection_ids: Iterable[str]) -> None:
        """Forget the places of all other connections."""
        self.remember(_without_lost(self._known, connection_ids))

    def close(self) -> None:
        """Once nothing comes any more: bring it to the disk. Waits for it. Any thread."""
        self._write()

    def _write_now(self) -> None:
        self._is_due = False
        self._write()

    def _write(self) -> None:
        with self._writing:
            remembered = self._known
            if remembered == self._written:
                return
            try:
                self._store.save(remembered)
            except TowpathError as error:
                log.info("%s", error)  # nobody misses it before the next start, if then
            else:
                self._written = remembered


def _without_lost(remembered: Remembered, connection_ids: Iterable[str]) -> Remembered:
    known = {HERE, *connection_ids}

    def kept(pane: RememberedPane) -> RememberedPane:
        tabs = tuple(tab for tab in pane.tabs if tab.connection in known)
        shown = pane.tabs[pane.current] if 0 <= pane.current < len(pane.tabs) else None
        return replace(pane, tabs=tabs, current=tabs.index(shown) if shown in tabs else 0)

    return replace(
        remembered,
        left=kept(remembered.left),
        right=kept(remembered.right),
        recent=tuple(place for place in remembered.recent if place.connection in known),
    )
