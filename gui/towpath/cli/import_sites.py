"""Other programs' saved connections, for the verb `import`."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import click

from towpath.cli.forward_options import new_id
from towpath.cli.main import DONE, FAILED
from towpath.cli.work import Work
from towpath.model.host_config import ConnectionsImported, ImportSites, ReadSites, SitesRead
from towpath.model.parse import invalid
from towpath.model.text import printable
from towpath.model.words import line


def is_site_file(path: str) -> bool:
    """Whether this is a file, or a folder, of another program's, and no ssh_config. What cannot be read is none."""
    from towpath.store.importers import is_sites  # rarely needed

    try:
        return Path(path).is_dir() or (Path(path).is_file() and is_sites(Path(path).read_bytes()))
    except OSError:
        return False


def import_sites(work: Work, path: str, wanted: Collection[str], *, passwords: bool) -> int:
    """Save these connections, or all; prints their names, and on stderr what is left out or different here."""
    read = work.ask(ReadSites(request=new_id(), path=path), SitesRead)
    names = [site.name for site in read.sites]
    if unknown := next((name for name in wanted if name not in names), None):
        raise invalid(unknown, "there is no connection of this name in it", "there are: " + ", ".join(names))
    chosen = tuple(name for name in names if not wanted or name in wanted)
    command = ImportSites(request=new_id(), path=path, names=chosen, passwords=passwords)
    imported = work.ask(command, ConnectionsImported)
    for state in work.snapshot.connections:
        if state.connection.id in imported.connections:
            click.echo(printable(state.connection.name))
    for site in read.sites:
        for remark in site.remarks if site.name in chosen and not site.already else ():
            _say(f"{site.name}: {remark}")
    for left in read.left_out if not wanted else ():
        _say(f"{left.text}: left out: {left.why}")
    for problem in imported.problems:
        _say(line(problem))
    if imported.already:
        _say(f"{_counted(imported.already, 'was', 'were')} there already")
    stored = sum(site.has_password for site in read.sites if site.name in chosen)
    if passwords:
        _say(f"{_counted(imported.passwords, 'password', 'passwords')} went into the keyring")
    elif stored:
        _say(f"{_counted(stored, 'has', 'have')} a password stored there, which is not taken over (see --passwords)")
    return FAILED if imported.problems or not (imported.connections or imported.already) else DONE


def _counted(number: int, one: str, many: str) -> str:
    return f"{number or 'no'} {many}" if number != 1 else f"one {one}"


def _say(text: str) -> None:
    click.echo(f"towpath: {printable(text)}", err=True)
