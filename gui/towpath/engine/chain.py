"""From a saved connection to the logins it needs, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from towpath.engine.linked_hosts import Resolver
from towpath.model.connection import Connection, Hop
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.host_config import CommandKind, ImportedCommand
from towpath.model.ports import Asker
from towpath.ssh.config_connection import MOST_JUMPS, Needed, followed
from towpath.ssh.config_host import Destination
from towpath.ssh.proxy_jump import as_jump, read_jump
from towpath.ssh.ssh_config import NO_FILE
from towpath.ssh.via import Command, Direct, Through, Via

if TYPE_CHECKING:
    from towpath.ssh.session import Session

SSH_PORT = 22


class Step(msgspec.Struct, frozen=True):
    """One login: to what, and how the first one gets there."""

    hop: Hop
    first: Direct | Command = Direct()

    def via(self, before: Session | None) -> Via:
        """Through the session before it, if there is one."""
        return Through(before) if before else self.first


class Route(msgspec.Struct, frozen=True):
    """How a connection gets there."""

    connection: Connection
    """As its file has it now, where it follows one."""
    steps: Sequence[Step]
    """The logins, the target's last."""


def may_wait(connection: Connection) -> bool:
    """Finding its route may take a while: ssh reads files, or the user's shell expands a command."""
    return connection.link is not None or bool(connection.proxy_command) or connection.imported


class Routes:
    """Finds the logins for connections. Any thread."""

    def __init__(self, resolver: Resolver, local_user: str, environment: Mapping[str, str]) -> None:
        self._resolver = resolver
        self._local_user = local_user
        self._environment = environment

    def find(self, connection: Connection, ask: Asker) -> Route:
        """Waits where it `may_wait`; imported commands run only when they are approved.

        Raises TowpathError INVALID, PROXY_COMMAND_FAILED, SSH_CONFIG_REFUSED, COMMAND_REFUSED and what `ask` raises.
        """
        if connection.link:
            resolved = self._resolver.resolve(connection.link, ask)
            self._resolver.approve(resolved.needed, connection.link.file, ask)
            connection = followed(connection, resolved.connection)
        elif connection.imported:
            self._resolver.approve(self._needed(connection), NO_FILE, ask)
        return Route(connection, self._steps(connection, ask))

    def _needed(self, connection: Connection) -> Iterator[Needed]:
        for hop in connection.hops:
            if text := hop.known_hosts_command:
                yield Needed(ImportedCommand(kind=CommandKind.KNOWN_HOSTS_COMMAND, text=text), hop.host)
        if command := connection.proxy_command:
            hop = connection.hops[0]
            jump = read_jump(command, hop, self._local_user)
            if jump is None or jump.target is None:
                yield Needed(ImportedCommand(kind=CommandKind.PROXY_COMMAND, text=command), hop.host)

    def _steps(self, connection: Connection, ask: Asker) -> Sequence[Step]:
        hops, command, proxy = connection.hops, connection.proxy_command, connection.proxy
        while command:
            nearest = hops[0]
            jump = as_jump(
                command,
                nearest,
                local_user=self._local_user,
                environment=self._environment,
                timeout=nearest.timeout,
            )
            if jump is None:
                return [Step(hop, Command(command)) for hop in hops]
            if len(hops) > MOST_JUMPS:
                facts = {
                    "detail": "its ProxyCommands lead from gateway to gateway without an end",
                    "hint": "mend them there",
                }
                raise TowpathError(Problem(ProblemKind.SSH_CONFIG_REFUSED, str(hops[-1]), facts))
            proxy, command = None, ""
            gateways: tuple[Hop, ...] = (jump.gateway,)
            if connection.link:  # the gateway is a host of that file, too, and may have a command of its own
                gateway = Destination(jump.gateway.host, jump.gateway.user)
                way = self._resolver.gateway(gateway, jump.options, connection.link.file, ask)
                command, gateways = way.proxy_command, way.hops
            hops = (*gateways, _at(nearest, jump.target), *hops[1:])
        return [Step(hop, Direct(proxy)) for hop in hops]


def _at(hop: Hop, place: Endpoint) -> Hop:
    """The same machine, known by the same host key, but reached at `place` as the gateway sees it."""
    if place == Endpoint(hop.host, hop.port):
        return hop
    known_as = hop.host if hop.port == SSH_PORT else f"[{hop.host}]:{hop.port}"
    alias = hop.host_key_alias or known_as
    return replace(hop, host=place.host, port=place.port, host_key_alias=alias)
