"""From a saved connection to the logins it needs, one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace

from towpath.model.connection import Connection, Hop
from towpath.model.forward import Endpoint
from towpath.ssh.connect import Command, Direct, Through, Via
from towpath.ssh.proxy_jump import as_jump
from towpath.ssh.session import Session

SSH_PORT = 22


class Step(msgspec.Struct, frozen=True):
    """One login: to what, and how the first one gets there."""

    hop: Hop
    first: Direct | Command = Direct()

    def via(self, before: Session | None) -> Via:
        """Through the session before it, if there is one."""
        return Through(before) if before else self.first


def chain(connection: Connection, local_user: str, environment: Mapping[str, str]) -> Sequence[Step]:
    """The logins for a connection, the target's last.

    With a ProxyCommand it may wait for the user's shell, which expands the command as ssh would have it.
    Raises TowpathError INVALID, PROXY_COMMAND_FAILED.
    """
    hops = connection.hops
    if not connection.proxy_command:
        return [Step(hop, Direct(connection.proxy)) for hop in hops]
    nearest = hops[0]
    jump = as_jump(
        connection.proxy_command,
        nearest,
        local_user=local_user,
        environment=environment,
        timeout=nearest.timeout,
    )
    if jump is None:
        return [Step(hop, Command(connection.proxy_command)) for hop in hops]
    return [Step(jump.gateway), *(Step(hop) for hop in (_at(nearest, jump.target), *hops[1:]))]


def _at(hop: Hop, place: Endpoint) -> Hop:
    """The same machine, known by the same host key, but reached at `place` as the gateway sees it."""
    if place == Endpoint(hop.host, hop.port):
        return hop
    known_as = hop.host if hop.port == SSH_PORT else f"[{hop.host}]:{hop.port}"
    alias = hop.host_key_alias or known_as
    return replace(hop, host=place.host, port=place.port, host_key_alias=alias)
