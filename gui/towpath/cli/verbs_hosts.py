"""The verbs about ssh_config(5): what ssh would make of a host (resolve), and connections that follow it (import)."""

from __future__ import annotations

import uuid
from pathlib import Path

import click

from towpath.cli.hosts import resolved
from towpath.cli.import_sites import import_sites, is_site_file
from towpath.cli.main import DONE, FAILED
from towpath.cli.names import complete_hosts
from towpath.cli.output import print_json
from towpath.cli.work import Work, working
from towpath.model.host_config import (
    ConnectionsImported,
    FindHosts,
    HostsFound,
    ImportHosts,
)
from towpath.model.text import printable
from towpath.model.words import line
from towpath.store.paths import Profile


@click.command("resolve")
@click.argument("host", metavar="[user@]HOST[:PORT]", shell_complete=complete_hosts)
@click.option("-F", "file", metavar="FILE", help="Read this ssh_config alone; `none` for no file.")
@click.option("-o", "options", metavar="KEY=VALUE", multiple=True, help="Comes before what the file says.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with what cannot be done here.")
@click.pass_obj
def resolve_verb(profile: Profile, /, host: str, file: str | None, options: tuple[str, ...], as_json: bool) -> None:
    """Print what ssh would use for a host, one `key value` a line, as `ssh -G` does: the keys that count here.

    A command that the file would have run (Match exec) is shown first, and asked about once.
    """
    with working(profile) as work:
        found = resolved(work, host, file=_absolute(file), options=options)
    if as_json:
        values: dict[str, list[str]] = {}
        for key, value in found.values:
            values.setdefault(key, []).append(value)
        print_json({"host": host, "by": found.by, "values": values, "remarks": found.remarks})
        return
    for key, value in found.values:
        click.echo(f"{key} {printable(value)}")


@click.command("import")
@click.argument("file", metavar="[FILE]", required=False)
@click.option("--host", "hosts", metavar="NAME", multiple=True, help="This one only; may be repeated.")
@click.option("--follow/--no-follow", default=None, help="Hosts that are added to ~/.ssh/config appear by themselves.")
@click.option("--passwords", is_flag=True, help="Those that FileZilla or WinSCP have stored go into the keyring.")
@click.pass_obj
def import_verb(
    profile: Profile, /, file: str | None, hosts: tuple[str, ...], follow: bool | None, passwords: bool
) -> int:
    """Save connections for the hosts of an ssh_config (~/.ssh/config where no FILE is given), which follow that file
    from then on: whoever changes it changes them.

    Prints their names. Patterns like *.cluster are no hosts: `towpath up box.cluster` works all the same.

    FILE can also be an export of PuTTY's from the registry, or the folder with its sessions, FileZilla's
    sitemanager.xml, WinSCP's WinSCP.ini, or what `towpath export --format towpath` wrote. Those connections are copies.
    """
    if file and is_site_file(_absolute(file)):
        with working(profile) as work:
            return import_sites(work, _absolute(file), hosts, passwords=passwords)
    with working(profile) as work:
        return _import_hosts(work, _absolute(file), hosts, follow)


def _import_hosts(work: Work, file: str, hosts: tuple[str, ...], follow: bool | None) -> int:
    found = work.ask(FindHosts(request=uuid.uuid4().hex, file=file), HostsFound)
    command = ImportHosts(request=uuid.uuid4().hex, hosts=hosts, file=file, follow_new=follow)
    imported = work.ask(command, ConnectionsImported)
    for state in work.snapshot.connections:
        if state.connection.id in imported.connections:
            click.echo(printable(state.connection.name))
    for remark in imported.remarks:
        click.echo(f"towpath: {printable(remark)}", err=True)
    for problem in (*found.problems, *imported.problems):
        click.echo(f"towpath: {line(problem)}", err=True)
    if imported.already:
        click.echo(f"towpath: {imported.already} were there already", err=True)
    if not imported.connections and not imported.already and not imported.problems:
        click.echo(f"towpath: {printable(found.file)} names no hosts", err=True)
    return FAILED if imported.problems or found.problems else DONE


def _absolute(file: str | None) -> str:
    """Of another process's working folder."""
    return str(Path(file).expanduser().absolute()) if file and file != "none" else file or ""
