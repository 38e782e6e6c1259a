"""The options of the verbs that move files, and the paths they name."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import click

from towpath.cli.work import Work
from towpath.model.parse import parse_rate
from towpath.model.transfer import HERE, Conflict, Links, Options, Place, Publish

Verb = Callable[..., Any]
Option = Callable[[Verb], Verb]

_CONFLICTS = {
    "ask": Conflict.ASK,
    "overwrite": Conflict.OVERWRITE,
    "newer": Conflict.NEWER,
    "size": Conflict.SIZE_DIFFERS,
    "rename": Conflict.RENAME,
    "skip": Conflict.SKIP,
}


def _links(default: str) -> Option:
    kinds = click.Choice([kind.value for kind in Links])
    text = f"Symbolic links: make the same, copy what they lead to, or leave them out. {default}"
    return click.option("--links", type=kinds, help=text)


_as_events = click.option("--json", "json", is_flag=True, help="Print what happens as JSON, one event a line.")

_HOW: tuple[Option, ...] = (
    click.option("--verify", is_flag=True, help="Compare hashes before a file gets its name."),
    click.option("--limit", metavar="RATE", default="0", help="At most so many bytes a second: 500k, 2M."),
    click.option("--exclude", "excludes", metavar="PATTERN", multiple=True, help="Leave out, as rsync --exclude does."),
    click.option("--in-place", is_flag=True, help="Write files under their own names, not by rename at the end."),
    _as_events,
)
_SYNCHRONISES: tuple[Option, ...] = (
    click.option(
        "--conflict",
        type=click.Choice(["overwrite", "newer", "size", "skip"]),
        default="overwrite",
        help="When both have a file: the leading side wins, or the newer, or where sizes differ. [overwrite]",
    ),
    _links("[keep]"),
)
_COPIES: tuple[Option, ...] = (
    click.option("-r", "--recursive", is_flag=True, help="Copy folders with all that is in them."),
    click.option("--resume", is_flag=True, help="Go on with what was interrupted, or is there in part."),
    click.option(
        "--conflict",
        type=click.Choice(list(_CONFLICTS)),
        default="overwrite",
        help="When a file is there already; `newer` and `size` overwrite where that differs. [overwrite]",
    ),
    _links("[with -r keep, else follow]"),
)


def synchronise_options(verb: Verb) -> Verb:
    """Decorate a click command with the options of `sync`."""
    return _decorate(verb, (*_SYNCHRONISES, *_HOW))


def copy_options(verb: Verb) -> Verb:
    """Decorate a click command with the options of those that copy as scp(1) does."""
    return _decorate(verb, (*_COPIES, *_HOW))


def _decorate(verb: Verb, options: tuple[Option, ...]) -> Verb:
    for option in reversed(options):
        verb = option(verb)
    return verb


def options_of(given: dict[str, Any]) -> Options:
    """What the options say. Raises TowpathError INVALID."""
    recursive = given.get("recursive", True)
    return Options(
        recursive=recursive,
        conflict=_CONFLICTS[given["conflict"]],
        links=Links(given["links"] or (Links.KEEP if recursive else Links.FOLLOW)),
        publish=Publish.IN_PLACE if given["in_place"] else Publish.AUTO,
        resume=given.get("resume", False),
        verify=given["verify"],
        limit=parse_rate(given["limit"]),
        excludes=given["excludes"],
    )


def local_place(text: str) -> Place:
    """A path on this machine, as given but absolute: what ends with `/` or `/.` means something else than without."""
    path = os.fsencode(os.path.join(os.getcwd(), text))  # noqa: PTH109, PTH118 - Path would take the end away
    return Place(HERE, path.replace(os.sep.encode(), b"/"))


def remote_place(work: Work, name: str, text: str) -> Place:
    """A path on a connection's machine. Raises TowpathError UNKNOWN_CONNECTION."""
    return Place(work.connection(name).connection.id, os.fsencode(text))


def split_place(text: str) -> tuple[str, str]:
    """`NAME:PATH`."""
    name, colon, path = text.partition(":")
    if not colon:
        raise click.UsageError(f"{text}: write NAME:PATH")
    return name, path
