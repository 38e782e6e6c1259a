"""The verbs that look at and change what is saved: list, show, add, edit, remove, status."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from towpath.cli.forward_options import new_id
from towpath.cli.hosts import remarks_on
from towpath.cli.names import complete_places, name_argument
from towpath.cli.options import apply_options, connection_options
from towpath.cli.output import connection_values, details, print_connections, print_details, print_json
from towpath.cli.work import Work, working
from towpath.engine.own_program import program_for
from towpath.model.command import RemoveConnection, SaveConnection
from towpath.model.connection import Connection
from towpath.model.host_config import ReadSshCommand, SshCommandRead
from towpath.model.parse import parse_hop, parse_name
from towpath.model.ssh_command import ssh_command
from towpath.model.ssh_config_snippet import config_snippet
from towpath.model.text import printable
from towpath.store.paths import Profile

as_json = click.option("--json", "json", is_flag=True, help="Print JSON.")


@click.command("list")
@as_json
@click.pass_obj
def list_verb(profile: Profile, /, json: bool) -> None:
    """List the saved connections and their forwards."""
    _print_all(profile, json, with_state=False)


@click.command("status")
@as_json
@click.pass_obj
def status_verb(profile: Profile, /, json: bool) -> None:
    """Say what is up, what is not, and why."""
    _print_all(profile, json, with_state=True)


@click.command("show")
@click.argument("place", metavar="NAME[:LABEL]", shell_complete=complete_places)
@as_json
@click.option("--as-ssh-command", is_flag=True, help="Print the one line for ssh(1) that does the same.")
@click.option("--as-ssh-config", is_flag=True, help="Print what ~/.ssh/config needs for ssh, scp, rsync and git.")
@click.pass_obj
def show_verb(profile: Profile, /, place: str, json: bool, as_ssh_command: bool, as_ssh_config: bool) -> None:
    """Show everything about one connection, or one of its forwards."""
    if json + as_ssh_command + as_ssh_config > 1:
        raise click.UsageError("--json, --as-ssh-command and --as-ssh-config exclude each other")
    name, colon, label = place.partition(":")
    with working(profile) as work:
        state = work.connection(name)
        if colon:
            wanted = work.forward(state, label)
            state = msgspec.structs.replace(state, forwards=tuple(f for f in state.forwards if f.forward == wanted))
        link = None if json or as_ssh_command or as_ssh_config else state.connection.link
        remarks = remarks_on(work, link) if link else ()
    if as_ssh_command:
        forwards = [msgspec.structs.replace(f.forward, listen=f.listens) for f in state.forwards]
        click.echo(ssh_command(state.connection, [f for f in forwards if f.enabled or colon]))
    elif as_ssh_config:
        click.echo(config_snippet(state.connection, program_for(profile.folder)), nl=False)
    elif json:
        print_json(details(state))
    else:
        print_details(state, remarks)


@click.command("add")
@click.argument("name")
@click.argument("target", metavar="[user@]host[:port]", required=False)
@click.option(
    "--from-ssh-command",
    "command",
    metavar="COMMAND",
    help="Instead of host and options: a command line of ssh, scp, sftp or autossh, in quotes.",
)
@connection_options
@click.pass_obj
def add_verb(profile: Profile, /, name: str, target: str | None, command: str | None, **options: Any) -> None:
    """Save a connection."""
    if (target is None) == (command is None):
        raise click.UsageError("give either a host or --from-ssh-command")
    if target is not None:
        connection = apply_options(Connection(id=new_id(), name=parse_name(name), target=parse_hop(target)), options)
        with working(profile) as work:
            work.run(SaveConnection(connection=connection))
    elif command is not None:
        with working(profile) as work:
            connection = msgspec.structs.replace(_typed(work, command), name=parse_name(name))
            work.run(SaveConnection(connection=apply_options(connection, options)))


def _typed(work: Work, command: str) -> Connection:
    """What a command line means; what of it is not in the connection is told."""
    found = work.ask(ReadSshCommand(request=new_id(), command=command), SshCommandRead)
    for remark in found.remarks:
        click.echo(f"towpath: {printable(remark)}", err=True)
    return found.connection


@click.command("edit")
@name_argument
@click.argument("target", metavar="[[user@]host[:port]]", required=False)
@click.option("--name", "new_name", metavar="NAME", help="Give it another name.")
@connection_options
@click.pass_obj
def edit_verb(profile: Profile, /, name: str, target: str | None, new_name: str | None, **options: Any) -> None:
    """Change a saved connection; what is not given stays.

    -L, -R and -D add a forward, or replace the one with the same label or listening port.
    """
    with working(profile) as work:
        connection = work.connection(name).connection
        if target:
            hop = parse_hop(target)
            changed = msgspec.structs.replace(connection.target, host=hop.host, port=hop.port, user=hop.user)
            connection = msgspec.structs.replace(connection, target=changed)
        if new_name is not None:
            connection = msgspec.structs.replace(connection, name=parse_name(new_name))
        work.run(SaveConnection(connection=apply_options(connection, options)))


@click.command("remove")
@name_argument
@click.pass_obj
def remove_verb(profile: Profile, /, name: str) -> None:
    """Forget a connection and its stored passwords. It is taken down first."""
    with working(profile) as work:
        work.run(RemoveConnection(connection=work.connection(name).connection.id))


def _print_all(profile: Profile, json: bool, *, with_state: bool) -> None:
    with working(profile) as work:
        states = work.snapshot.connections
    if json:
        print_json([connection_values(state) for state in states])
    else:
        print_connections(states, with_state=with_state)
