"""What comes back when Towpath starts: kept while it changes, brought up again or offered (docs/decisions/0026)."""

from __future__ import annotations

from collections.abc import Callable, Collection

from msgspec.structs import replace

from towpath.engine.catalogue import Catalogue
from towpath.engine.connections import LiveConnection
from towpath.engine.desktop_parts import WasUpStore
from towpath.engine.late_file import LateFile
from towpath.engine.loop import Loop
from towpath.model.command import Command, RemoveConnection, SaveConnection
from towpath.model.event import Event, ToBringBackChanged
from towpath.model.settings import BringingBack
from towpath.model.state import ConnectionState, Status
from towpath.model.was_up import KeptUp, WasUp, commands_for, kept_up

WRITE_SECONDS = 0.5
"""After the first change, so that a kill loses hardly anything."""
STEADY_SECONDS = 60.0
"""A program that has run so long does not crash by what it brought back."""
MOST_SHORT_RUNS = 2
"""After these it is only offered: what makes the program crash must not do so at every start."""


class WhatWasUp:
    """Of the engine of a window. Engine thread only, but for the constructor and `close`; never waits but in these."""

    def __init__(
        self,
        store: WasUpStore,
        catalogue: Catalogue,
        *,
        loop: Loop,
        obey: Callable[[Command], None],
        publish: Callable[[Event], None],
    ) -> None:
        self._catalogue = catalogue
        self._loop = loop
        self._obey = obey
        self._publish = publish
        self._before = store.load()
        self._short_runs = self._before.short_runs + 1 if self._before.connections else 0
        self._up: dict[str, KeptUp] = {}
        self._offered: dict[str, KeptUp] = {}
        self._proven: set[str] = set()
        """Connections that have been up, now or the last time: one that fails since is still kept."""
        self._stopped = False
        self._file = LateFile("keep-up", store.save, self._before, loop=loop, seconds=WRITE_SECONDS)
        self._file.latest = replace(self._before, short_runs=self._short_runs)
        self._file.write()

    # --- at the start

    def begin(self, taken_over: Collection[str]) -> None:
        """Bring back, or offer, what the settings say; but not connections that somebody else had up until now."""
        wish = self._catalogue.settings.general.bring_back
        kept = [one for one in self._before.connections if one.connection not in taken_over and self._is_possible(one)]
        if wish is BringingBack.NEVER:
            kept = []
        for one in kept:
            if self._comes_by_itself(one, wish):
                self._bring(one)
            else:
                self._offered[one.connection] = replace(one, offered=True)
                if one.unsaved and self._live(one.connection) is None:  # so that it can be seen what is offered
                    self._obey(SaveConnection(connection=one.unsaved, save=False))
        if self._offered:
            self._tell()
        self._changed()
        self._loop.later(STEADY_SECONDS, self._is_steady)

    def _comes_by_itself(self, kept: KeptUp, wish: BringingBack) -> bool:
        if self._before.short_runs >= MOST_SHORT_RUNS:
            return False
        return wish is BringingBack.ALWAYS or not (self._before.ended or kept.offered)

    def _is_steady(self) -> None:
        self._short_runs = 0
        self._changed()

    def answer(self, *, accepted: bool) -> None:
        """Somebody says what becomes of what is offered."""
        offered, self._offered = self._offered, {}
        for one in offered.values():
            live = self._live(one.connection)
            if accepted:
                self._bring(one)
            elif one.unsaved and live and not live.saved and not live.is_wanted:
                self._obey(RemoveConnection(connection=one.connection))
        if offered:
            self._tell()
            self._changed()

    def _is_possible(self, kept: KeptUp) -> bool:
        """The connection is there, or can be made again."""
        return kept.unsaved is not None or self._live(kept.connection) is not None

    def _live(self, connection_id: str) -> LiveConnection | None:
        return next((live for live in self._catalogue.live if live.id == connection_id), None)

    def _bring(self, kept: KeptUp) -> None:
        self._proven.add(kept.connection)
        live = self._live(kept.connection)
        forwards = tuple(live.forward_ids) if live else ()
        for command in commands_for(kept, forwards=forwards, known=live is not None, quiet=True):
            self._obey(command)

    # --- while it runs

    def follow(self, live: LiveConnection, state: ConnectionState) -> None:
        """This connection may have changed."""
        if live.session:
            self._proven.add(live.id)
        elif state.status is Status.FAILED and live.id in self._up and live.id in self._proven:
            return  # nobody has taken it down
        elif state.status is Status.OFF:
            self._proven.discard(live.id)
        now = kept_up(state, live.people) if live.is_wished else None
        if now == self._up.get(live.id) and not (now and live.id in self._offered):
            return
        self._up.pop(live.id, None)
        if now:
            self._up[live.id] = now
            self._no_more_offered(live.id)
        self._changed()

    def removed(self, connection_id: str) -> None:
        """There is no such connection any more."""
        self._up.pop(connection_id, None)
        self._proven.discard(connection_id)
        self._no_more_offered(connection_id)
        self._changed()

    def _no_more_offered(self, connection_id: str) -> None:
        if self._offered.pop(connection_id, None):
            self._tell()

    def _tell(self) -> None:
        self._publish(ToBringBackChanged(tuple(self._offered)))

    def _changed(self) -> None:
        """Write it down soon: it goes on, and is not at its end."""
        if not self._stopped:
            kept = (*self._up.values(), *self._offered.values())
            self._file.keep(WasUp(connections=kept, short_runs=self._short_runs))

    # --- at the end

    def session_ends(self) -> None:
        """The desktop is about to end its session: what is written now counts, unless something changes after all."""
        self._file.keep(replace(self._file.latest, ended=True, short_runs=0), at_once=True)

    def stop(self) -> None:
        """The engine ends in an orderly way: keep what is up now, before it is taken down."""
        self._stopped = True
        self._file.latest = replace(self._file.latest, ended=True, short_runs=0)

    def close(self) -> None:
        """Once nothing comes any more: bring it to the disk. Waits for it. Any thread."""
        self._file.write()
