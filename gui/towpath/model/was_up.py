"""What was up when Towpath ended, as it is kept for the next start. No secrets: those stay where they are."""

from __future__ import annotations

import msgspec

from towpath.model.command import AddForward, SaveConnection, Up
from towpath.model.connection import Connection
from towpath.model.forward import Forward
from towpath.model.state import ConnectionState, Status


class KeptUp(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One connection that somebody wanted up, and it was, or was on its way, or waited."""

    connection: str
    """Its id."""
    unsaved: Connection | None = None
    """It, where the configuration does not have it."""
    forwards: tuple[str, ...] = ()
    """Ids of those that were wanted."""
    temporary: tuple[Forward, ...] = ()
    """Those of them that are not saved."""
    elsewhere: dict[str, int] = {}
    """As in `Up`."""
    people: tuple[str, ...] = ()
    """As in `Up`."""
    offered: bool = False
    """It was not up, but offered to be brought back, and nobody had answered yet."""


class WasUp(msgspec.Struct, frozen=True, kw_only=True):
    """All of it."""

    connections: tuple[KeptUp, ...] = ()
    ended: bool = False
    """In an orderly way: somebody had quit, or logged out. Else it was killed, or crashed."""
    short_runs: int = 0
    """So many in a row found something to bring back, and were not there a minute later."""


def kept_up(state: ConnectionState, people: tuple[str, ...] = ()) -> KeptUp | None:
    """What to keep of a connection that is like this; None where nothing is."""
    if state.status in (Status.OFF, Status.FAILED):
        return None
    wanted = [one for one in state.forwards if one.status is not Status.OFF]
    if state.forwards and not wanted:
        return None  # it is up for what brings it up again by itself: a browser, a transfer
    return KeptUp(
        connection=state.connection.id,
        unsaved=None if state.saved else state.connection,
        forwards=tuple(one.forward.id for one in wanted),
        temporary=tuple(one.forward for one in wanted if not one.saved),
        elsewhere={one.forward.id: one.elsewhere for one in wanted if one.elsewhere},
        people=people,
    )


def commands_for(
    kept: KeptUp, *, forwards: tuple[str, ...], known: bool, persistent: bool = True, quiet: bool = False
) -> tuple[SaveConnection | AddForward | Up, ...]:
    """What brings it up as it was. `forwards` are the ids of those it has now, `known` says whether it is there."""
    new = [one for one in kept.temporary if one.id not in forwards]
    wanted = tuple(one for one in kept.forwards if one in {*forwards, *(forward.id for forward in new)})
    if kept.forwards and not wanted:
        return ()  # they are gone, and were what it was for
    return (
        *([SaveConnection(connection=kept.unsaved, save=False)] if kept.unsaved and not known else []),
        *(AddForward(connection=kept.connection, forward=one, save=False) for one in new),
        Up(
            connection=kept.connection,
            forwards=wanted,
            persistent=persistent,
            quiet=quiet,
            people=kept.people if quiet else (),
            elsewhere={one: port for one, port in kept.elsewhere.items() if one in wanted},
            start_programs=False,
        ),
    )
