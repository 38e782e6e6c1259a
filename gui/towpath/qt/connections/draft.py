"""A connection while it is edited: what was typed for each machine, right or wrong, with the options it keeps."""

from __future__ import annotations

import msgspec

from towpath.model.connection import Connection, Hop
from towpath.model.parse import parse_hop


class HopDraft:
    """One machine. `text` is what stands in its field, `options` carries everything else."""

    def __init__(self, options: Hop, *, text: str = "") -> None:
        self.text = text
        self.options = options

    def hop(self) -> Hop:
        """The machine as typed with its options. Raises TowpathError INVALID."""
        typed = parse_hop(self.text)
        return msgspec.structs.replace(self.options, host=typed.host, port=typed.port, user=typed.user)


class Draft:
    """All machines of the connection; the pages of the editor share it."""

    def __init__(self, connection: Connection | None, new_hop: Hop) -> None:
        """`new_hop` has what a machine begins with that is added."""
        self._new_hop = new_hop
        self.target = _draft(connection.target) if connection else self.new_hop()
        self.jumps = [_draft(hop) for hop in connection.jumps] if connection else []

    def new_hop(self) -> HopDraft:
        """One of which nothing was typed yet."""
        return HopDraft(self._new_hop)

    @property
    def hops(self) -> list[HopDraft]:
        """The target first: it is the one that is edited most."""
        return [self.target, *self.jumps]


def _draft(hop: Hop) -> HopDraft:
    return HopDraft(hop, text=str(hop))
