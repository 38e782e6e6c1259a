"""From a saved connection to the logins it needs, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from towpath.model.connection import Connection, Hop
from towpath.ssh.connect import Command, Direct, Through, Via
from towpath.ssh.session import Session


class Step(msgspec.Struct, frozen=True):
    """One login: to what, and how the first one gets there."""

    hop: Hop
    first: Direct | Command = Direct()

    def via(self, before: Session | None) -> Via:
        """Through the session before it, if there is one."""
        return Through(before) if before else self.first


def chain(connection: Connection) -> Sequence[Step]:
    """The logins for a connection, the target's last."""
    first = Command(connection.proxy_command) if connection.proxy_command else Direct(connection.proxy)
    return [Step(hop, first) for hop in connection.hops]
