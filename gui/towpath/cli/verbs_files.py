"""The verbs that copy files: get, put, copy. Paths mean what they mean to scp(1) with the same options."""

from __future__ import annotations

from typing import Any

import click

from towpath.cli.folders import expanded
from towpath.cli.forward_options import new_id
from towpath.cli.names import complete_names_before_path, name_argument
from towpath.cli.transfer_options import copy_options, local_place, options_of, remote_place, split_place
from towpath.cli.transfer_run import copied
from towpath.cli.work import Work
from towpath.model.transfer import Batch, Place
from towpath.store.paths import Profile

_sources = click.argument("sources", metavar="SRC…", nargs=-1, required=True)
_destination = click.argument("destination", metavar="DST")


@click.command("get", short_help="Copy files from a connection's machine.")
@name_argument
@_sources
@_destination
@copy_options
@click.pass_obj
def get_verb(profile: Profile, /, name: str, sources: tuple[str, ...], destination: str, **given: Any) -> int:
    """Copy files from the machine of connection NAME to this one.

    Where DST is a folder, the files go into it. SRC begins at the home folder there; patterns (quoted, or the shell
    here takes them) are expanded there, unless a file has that very name.
    """
    options = options_of(given)

    def batch(work: Work) -> Batch:
        found = [place for text in sources for place in expanded(work, remote_place(work, name, text))]
        return Batch(id=new_id(), sources=tuple(found), destination=local_place(destination), options=options)

    return copied(profile, batch, json=given["json"])


@click.command("put", short_help="Copy files to a connection's machine.")
@name_argument
@_sources
@_destination
@copy_options
@click.pass_obj
def put_verb(profile: Profile, /, name: str, sources: tuple[str, ...], destination: str, **given: Any) -> int:
    """Copy files from this machine to that of connection NAME.

    Where DST is a folder, the files go into it; it begins at the home folder there.
    """
    options = options_of(given)

    def batch(work: Work) -> Batch:
        found = tuple(local_place(text) for text in sources)
        return Batch(id=new_id(), sources=found, destination=remote_place(work, name, destination), options=options)

    return copied(profile, batch, json=given["json"])


@click.command("copy", short_help="Copy files between the machines of two connections.")
@click.argument("sources", metavar="NAME:SRC…", nargs=-1, required=True, shell_complete=complete_names_before_path)
@click.argument("destination", metavar="NAME2:DST", shell_complete=complete_names_before_path)
@copy_options
@click.pass_obj
def copy_verb(profile: Profile, /, sources: tuple[str, ...], destination: str, **given: Any) -> int:
    """Copy files from the machine of one connection to that of another, through this one: they need not reach each
    other. All SRC are of the same connection."""
    options = options_of(given)
    split = [split_place(text) for text in sources]
    to_name, to_path = split_place(destination)
    if len({name for name, _ in split}) > 1:
        raise click.UsageError("give the sources of one connection at a time")

    def batch(work: Work) -> Batch:
        to = remote_place(work, to_name, to_path)
        found: list[Place] = [place for name, path in split for place in expanded(work, remote_place(work, name, path))]
        return Batch(id=new_id(), sources=tuple(found), destination=to, options=options)

    return copied(profile, batch, json=given["json"])
