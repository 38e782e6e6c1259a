"""What a click on a switch means, in the tray as on the page."""

from __future__ import annotations

from towpath.model.command import Down, Up
from towpath.model.state import ConnectionState, ForwardState
from towpath.qt.status import active


def toggle_forward(state: ConnectionState, forward: ForwardState) -> Up | Down:
    """Take one forward down when it is up or on its way, else bring it up."""
    wanted = (forward.forward.id,)
    if active(forward.status):
        return Down(connection=state.connection.id, forwards=wanted)
    return Up(connection=state.connection.id, forwards=wanted)


def toggle_connection(state: ConnectionState, forwards: tuple[str, ...] = ()) -> Up | Down:
    """Disconnect when it is up or on its way, else connect with `forwards` (none: those that are enabled)."""
    if active(state.status):
        return Down(connection=state.connection.id)
    return Up(connection=state.connection.id, forwards=forwards)
