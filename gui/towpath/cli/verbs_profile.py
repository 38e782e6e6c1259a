"""The verbs that take connections elsewhere: export as a text, and encrypted backups with the keys."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from towpath.cli.forward_options import new_id
from towpath.cli.main import DONE, FAILED
from towpath.cli.names import complete_names
from towpath.cli.passphrases import chosen_passphrase, given_passphrase, passphrase_option
from towpath.cli.work import working
from towpath.model.browsing import LeftOut
from towpath.model.host_config import (
    BackupMade,
    BackupRestored,
    ConnectionsExported,
    ExportConnections,
    MakeBackup,
    ProfileFormat,
    RestoreBackup,
)
from towpath.model.text import path_text, printable
from towpath.store.paths import Profile


@click.command("export")
@click.argument("names", metavar="[NAME]…", nargs=-1, shell_complete=complete_names)
@click.option(
    "--format",
    "kind",
    type=click.Choice([kind.value for kind in ProfileFormat]),
    default=ProfileFormat.SSH_CONFIG.value,
    help="For ~/.ssh/config, or for `towpath import` elsewhere. [ssh-config]",
)
@click.option("-o", "--output", metavar="FILE", help="Write it there. [to the terminal]")
@click.pass_obj
def export_verb(profile: Profile, /, names: tuple[str, ...], kind: str, output: str | None) -> None:
    """Write connections, or all that are saved, as a text for others. It never has a secret in it.

    What cannot be carried over is told on stderr.
    """
    path = _absolute(output) if output and output != "-" else ""
    with working(profile) as work:
        ids = tuple(work.connection(name).connection.id for name in names)
        command = ExportConnections(request=new_id(), format=ProfileFormat(kind), connections=ids, path=path)
        exported = work.ask(command, ConnectionsExported)
    if not path:
        sys.stdout.write(exported.text)
    _tell_left_out(exported.left_out)


@click.command("backup")
@click.argument("file")
@click.option("--key", "keys", metavar="KEY", multiple=True, help="This private key only; may be repeated. [all]")
@click.option("--no-keys", is_flag=True, help="The profile alone.")
@passphrase_option
@click.pass_obj
def backup_verb(profile: Profile, /, file: str, keys: tuple[str, ...], no_keys: bool, descriptor: int | None) -> int:
    """Write connections, settings and the keys of ~/.ssh into FILE, encrypted with a passphrase (age -d reads it).

    Keys stay in it as they are: one with a passphrase needs that, too. Stored passwords are not in it.
    """
    if keys and no_keys:
        raise click.UsageError("--key and --no-keys exclude each other")
    passphrase = chosen_passphrase("Passphrase of the backup", descriptor)
    wanted = tuple(_absolute(key) for key in keys) if keys or no_keys else None
    with working(profile) as work:
        command = MakeBackup(request=new_id(), path=_absolute(file), passphrase=passphrase, keys=wanted)
        made = work.ask(command, BackupMade)
    click.echo(f"{_counted(made.connections, 'connection')} and {_counted(len(made.keys), 'key')} in {_shown(file)}")
    _tell_left_out(made.left_out)
    return FAILED if keys and made.left_out else DONE


@click.command("restore")
@click.argument("file")
@click.option("-n", "--dry-run", is_flag=True, help="Only say what would come back.")
@passphrase_option
@click.pass_obj
def restore_verb(profile: Profile, /, file: str, dry_run: bool, descriptor: int | None) -> None:
    """Put back what is in a backup and not here any more. Nothing that is here is replaced.

    A connection whose name is taken gets another one; a key file whose name is taken is left out, and told.
    """
    passphrase = given_passphrase("Passphrase of the backup", descriptor)
    with working(profile) as work:
        command = RestoreBackup(request=new_id(), path=_absolute(file), passphrase=passphrase, dry_run=dry_run)
        restored = work.ask(command, BackupRestored)
    for what, all_of_them in (("connection", restored.connections), ("key", restored.keys)):
        for one in all_of_them:
            click.echo(f"{what} {printable(one)}")
    _tell_left_out(restored.left_out)


def _absolute(file: str) -> str:
    """The engine may be at home elsewhere."""
    return str(Path(file).expanduser().absolute())


def _counted(number: int, what: str) -> str:
    return f"{number} {what if number == 1 else what + 's'}"


def _shown(file: str) -> str:
    return printable(path_text(os.fsencode(file)))


def _tell_left_out(left_out: tuple[LeftOut, ...]) -> None:
    for one in left_out:
        click.echo(f"towpath: {printable(one.text)}: {printable(one.why)}", err=True)
