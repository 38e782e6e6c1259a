"""A connection while it is edited: what was typed for each machine, right or wrong, with the options it keeps."""

from __future__ import annotations

import msgspec

from towpath.model.connection import Connection, Hop
from towpath.model.parse import parse_hop


class HopDraft:
    """One machine. `text` is what stands in its field, `options` carries everything else."""

    def __init__(self, hop: Hop | None = None) -> None:
        self.text = str(hop) if hop else ""
        self.options = hop or Hop(host="draft")

    def hop(self) -> Hop:
        """The machine as typed with its options. Raises TowpathError INVALID."""
        typed = parse_hop(self.text)
        return msgspec.structs.replace(self.options, host=typed.host, port=typed.port, user=typed.user)


class Draft:
    """All machines of the connection; the pages of the editor share it."""

    def __init__(self, connection: Connection | None) -> None:
        self.target = HopDraft(connection.target if connection else None)
        self.jumps = [HopDraft(hop) for hop in connection.jumps] if connection else []

    @property
    def hops(self) -> list[HopDraft]:
        """The target first: it is the one that is edited most."""
        return [self.target, *self.jumps]
