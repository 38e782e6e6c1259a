"""The verb `ls`: what is in a folder of a connection's machine, shown as it comes."""

from __future__ import annotations

import stat
import sys
import time
from collections.abc import Sequence

import click

from towpath.cli.file_values import encode, entry_values
from towpath.cli.folders import list_folder
from towpath.cli.names import name_argument
from towpath.cli.transfer_options import remote_place
from towpath.cli.work import working
from towpath.model.filesystem import SECOND, Attributes, Entry, FileKind
from towpath.model.text import path_text, printable
from towpath.store.paths import Profile

_KINDS = {FileKind.FILE: stat.S_IFREG, FileKind.FOLDER: stat.S_IFDIR, FileKind.LINK: stat.S_IFLNK}


@click.command("ls", short_help="List a folder of a connection's machine.")
@name_argument
@click.argument("path", default="")
@click.option("-l", "--long", is_flag=True, help="Mode, user, group, size and time, much as `ls -ln`.")
@click.option("-0", "--zero", is_flag=True, help="End each name with NUL instead of a newline, and escape nothing.")
@click.option("--json", "json", is_flag=True, help="Print JSON.")
@click.pass_obj
def ls_verb(profile: Profile, /, name: str, path: str, long: bool, zero: bool, json: bool) -> None:
    """List PATH on the machine of connection NAME; without it, the home folder.

    All entries but . and .. are shown, in the order in which they come: sorted only as far as that goes. Names are
    printed as they are, and on a terminal with control characters escaped.
    """
    if json and (long or zero):
        raise click.UsageError("--json goes with neither -l nor --zero")
    shown = 0
    with working(profile) as work:
        for piece in list_folder(work, remote_place(work, name, path)):
            entries = sorted(piece.entries, key=lambda entry: entry.name)
            if json:
                _write_json(entries, first=not shown)
            else:
                _write_names(entries, long=long, zero=zero)
            shown += len(entries)
    if json:
        sys.stdout.write("\n]\n" if shown else "[]\n")


def _write_json(entries: Sequence[Entry], *, first: bool) -> None:
    """One array in all, with an entry a line."""
    for number, entry in enumerate(entries):
        sys.stdout.write(("[\n" if first and number == 0 else ",\n") + encode(entry_values(entry)))
    sys.stdout.flush()


def _write_names(entries: Sequence[Entry], *, long: bool, zero: bool) -> None:
    escaped = sys.stdout.isatty() and not zero
    columns = long_columns([entry.attributes for entry in entries]) if long else [b""] * len(entries)
    for before, entry in zip(columns, entries, strict=True):
        name = entry.name + (b" -> " + entry.target if long and entry.target is not None else b"")
        shown = printable(path_text(name)).encode() if escaped else name
        sys.stdout.buffer.write(before + shown + (b"\0" if zero else b"\n"))
    sys.stdout.buffer.flush()


def long_columns(all_: Sequence[Attributes]) -> list[bytes]:
    """What stands before the names, one below the other; `?` where the machine does not tell."""
    rows = [(_mode(a), _text(a.uid), _text(a.gid), str(a.size), _time(a.mtime)) for a in all_]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["".join(f"{text:>{width}} " for text, width in zip(row, widths, strict=True)).encode() for row in rows]


def _mode(attributes: Attributes) -> str:
    kind = _KINDS.get(attributes.kind, 0)
    return stat.filemode(kind | attributes.mode) if attributes.mode is not None else stat.filemode(kind)[0] + "?" * 9


def _text(number: int | None) -> str:
    return "?" if number is None else str(number)


def _time(mtime: int | None) -> str:
    return "?" if mtime is None else time.strftime("%Y-%m-%d %H:%M", time.localtime(mtime // SECOND))
