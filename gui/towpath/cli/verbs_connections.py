"""The verbs that look at and change what is saved: list, show, add, edit, remove, status."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click
import msgspec

from towpath.cli.options import apply_options, connection_options, new_id
from towpath.cli.output import connection_values, details, print_connections, print_details, print_json
from towpath.cli.work import working
from towpath.model.command import RemoveConnection, SaveConnection
from towpath.model.connection import Connection
from towpath.model.parse import parse_hop, parse_name
from towpath.store.config import ConfigStore
from towpath.store.paths import Profile, find_profile

_Verb = TypeVar("_Verb", bound=Callable[..., Any])

as_json = click.option("--json", "json", is_flag=True, help="Print JSON.")


def complete_names(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Names of saved connections for the shell's completion: read from the file, without an engine."""
    folder = context.find_root().params.get("config")
    saved = ConfigStore(find_profile(folder)).peek().connections
    return [c.name for c in saved if c.name.startswith(begun)]


def name_argument(verb: _Verb) -> _Verb:
    """Decorate a click command with the NAME of a saved connection."""
    return click.argument("name", shell_complete=complete_names)(verb)


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
@name_argument
@as_json
@click.pass_obj
def show_verb(profile: Profile, /, name: str, json: bool) -> None:
    """Show everything about one connection."""
    with working(profile) as work:
        state = work.connection(name)
    if json:
        print_json(details(state))
    else:
        print_details(state)


@click.command("add")
@click.argument("name")
@click.argument("target", metavar="[user@]host[:port]")
@connection_options
@click.pass_obj
def add_verb(profile: Profile, /, name: str, target: str, **options: Any) -> None:
    """Save a connection."""
    connection = apply_options(Connection(id=new_id(), name=parse_name(name), target=parse_hop(target)), options)
    with working(profile) as work:
        work.run(SaveConnection(connection=connection))


@click.command("edit")
@name_argument
@click.argument("target", metavar="[[user@]host[:port]]", required=False)
@click.option("--name", "new_name", metavar="NAME", help="Give it another name.")
@connection_options
@click.pass_obj
def edit_verb(profile: Profile, /, name: str, target: str | None, new_name: str | None, **options: Any) -> None:
    """Change a saved connection; what is not given stays. -L adds a forward, or replaces the one with its label."""
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
