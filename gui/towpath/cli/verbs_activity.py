"""The verb that tells what happened, and exports what helps to find a fault."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from towpath.cli.forward_options import new_id
from towpath.cli.output import print_json
from towpath.cli.work import working
from towpath.model.activity import Activity, ActivityExported, ActivityRead, ExportActivity, ReadActivity
from towpath.model.sentences.activity import reason, told, whole_line
from towpath.store.paths import Profile
from towpath.store.records import Records

_LONGEST_LINE = 300
"""Bytes of the log to be read for each line that is wished for, and more than most lines have."""


@click.group("activity", invoke_without_command=True)
@click.option("--connection", metavar="NAME", help="Only what is about this connection.")
@click.option("-n", "count", metavar="N", type=click.IntRange(1), default=50, help="The latest N (50).")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def activity_verb(context: click.Context, /, connection: str | None, count: int, as_json: bool) -> None:
    """Say what happened lately, and why: the latest last.

    While Towpath is not running, these are the last lines of its log.
    """
    if context.invoked_subcommand is not None:
        return
    profile: Profile = context.obj
    with working(profile) as work:
        if connection is not None:
            work.connection(connection)
        runs = not work.owns_engine
        read = work.ask(ReadActivity(request=new_id()), ActivityRead)
    entries = [one for one in read.entries if runs and connection in (None, one.connection)][-count:]
    lines = [] if runs else _last_lines(profile, count, connection)
    if as_json:
        print_json({"running": runs, "entries": list(map(_values, entries)), "log": lines})
        return
    if not runs:
        rest = "The last lines of its log:" if lines else "Its log says nothing of this."
        click.echo(f"Towpath is not running. {rest}", err=True)
    for line in lines if not runs else map(whole_line, entries):
        click.echo(line)


@activity_verb.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--hide-names", is_flag=True, help="Write host-1, user-1 and path-1 in place of names.")
@click.pass_obj
def export_verb(profile: Profile, /, file: Path, hide_names: bool) -> None:
    """Write what helps to find a fault into FILE: what happened, the log, crash reports, versions and settings.

    Passwords, tokens and keys are removed. Nothing is sent to anybody.
    """
    command = ExportActivity(request=new_id(), path=str(file.absolute()), hide_names=hide_names)
    with working(profile) as work:
        exported = work.ask(command, ActivityExported)
    click.echo(f"Exported to {file}. Secrets removed: {exported.removed}.")


def _last_lines(profile: Profile, count: int, connection: str | None) -> list[str]:
    text = "".join(text for _, text in Records(profile.logs).log_tails(_LONGEST_LINE * count))
    return [line for line in text.splitlines() if connection is None or connection in line][-count:]


def _values(entry: Activity) -> object:
    """As it is, and in words."""
    plain = msgspec.to_builtins(entry)
    return {**plain, "told": told(entry), "why": reason(entry)}
