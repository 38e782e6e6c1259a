"""What a connection begins with that somebody makes by hand."""

from __future__ import annotations

from msgspec.structs import replace

from towpath.model.connection import Connection, Hop
from towpath.model.settings import NetworkSettings


def begun(connection: Connection, network: NetworkSettings) -> Connection:
    """The same connection, as new ones are to be by the settings."""
    return replace(
        connection,
        target=begun_hop(connection.target, network),
        jumps=tuple(begun_hop(hop, network) for hop in connection.jumps),
        proxy=network.proxy,
        keepalive=network.keepalive,
        reconnect=network.reconnect,
    )


def begun_hop(hop: Hop, network: NetworkSettings) -> Hop:
    """The same machine."""
    return replace(hop, timeout=network.timeout, address_family=network.address_family)
