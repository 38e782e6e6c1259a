"""What the window remembers: kept here while it changes, and written every few seconds at most."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec.structs import replace

from towpath.engine.late_file import LateFile
from towpath.engine.loop import Loop
from towpath.engine.parts import RememberedStore
from towpath.model.event import Event, RememberedChanged
from towpath.model.remembered import Remembered, RememberedPane
from towpath.model.transfer import HERE

WRITE_SECONDS = 3.0
"""After the first change: a window that is being moved tells of it all the time."""


class Remembering:
    """Engine thread only, but for the constructor and `close`; never waits but in these."""

    def __init__(
        self, store: RememberedStore, connection_ids: Iterable[str], *, loop: Loop, publish: Callable[[Event], None]
    ) -> None:
        self._publish = publish
        known = _without_lost(store.load(), connection_ids)
        self._file = LateFile("remember", store.save, known, loop=loop, seconds=WRITE_SECONDS)

    @property
    def known(self) -> Remembered:
        """The latest. Any thread."""
        return self._file.latest

    def remember(self, remembered: Remembered) -> None:
        """Keep this from now on."""
        if remembered != self.known:
            self._file.keep(remembered)
            self._publish(RememberedChanged(remembered))

    def keep_only(self, connection_ids: Iterable[str]) -> None:
        """Forget the places of all other connections."""
        self.remember(_without_lost(self.known, connection_ids))

    def close(self) -> None:
        """Once nothing comes any more: bring it to the disk. Waits for it. Any thread."""
        self._file.write()


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
