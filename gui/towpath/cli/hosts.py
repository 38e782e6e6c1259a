"""Machines that ssh_config names and no connection: resolved, and reached all the same."""

from __future__ import annotations

import uuid

import click
from msgspec.structs import replace

from towpath.cli.work import Work
from towpath.model.command import SaveConnection
from towpath.model.connection import SshConfigLink
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.host_config import HostResolved, ResolveHost
from towpath.model.state import ConnectionState
from towpath.model.unique_name import unique_name


def resolved(
    work: Work, host: str, *, file: str = "", options: tuple[str, ...] = (), for_show: bool = False
) -> HostResolved:
    """What ssh would make of it. Raises TowpathError."""
    command = ResolveHost(request=uuid.uuid4().hex, host=host, file=file, options=options, for_show=for_show)
    return work.ask(command, HostResolved)


def remarks_on(work: Work, link: SshConfigLink) -> tuple[str, ...]:
    """What the file of a connection sets and cannot be done here; or why that cannot be told, on stderr."""
    try:
        return resolved(work, link.host, file=link.file, options=link.options, for_show=True).remarks
    except TowpathError as error:
        click.echo(f"towpath: {error}", err=True)
        return ()


def connection_or_host(work: Work, name: str) -> ConnectionState:
    """The connection with this name or, where there is none, one that is not saved, to the host that ssh_config has
    something to say about. Raises TowpathError UNKNOWN_CONNECTION, and what reading that file raises."""
    try:
        return work.connection(name)
    except TowpathError as unknown:
        try:
            found = resolved(work, name)
        except TowpathError as error:
            raise unknown if error.problem.kind is ProblemKind.INVALID else error from None
        if _settings(found, name) == _settings(resolved(work, nobody := uuid.uuid4().hex), nobody):
            raise  # no line of the file is about this one
    taken = {state.connection.name for state in work.snapshot.connections}
    connection = replace(found.connection, name=unique_name(name, found.connection.target.host, taken))
    work.run(SaveConnection(connection=connection, save=False))
    return work.connection(connection.name)


def _settings(found: HostResolved, name: str) -> list[tuple[str, str]]:
    """But for its own name."""
    return [(key, value) for key, value in found.values if value != name]
