"""The options that name forwards as ssh(1) does, for all verbs that take them: `-L`, `-R`, `-D`, `-g`."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import click
from msgspec.structs import replace

from towpath.cli.describe import share_warning
from towpath.model.connection import Connection
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.parse import invalid, parse_forwards

Option = Callable[[Callable[..., Any]], Callable[..., Any]]

_KINDS = {
    "local": (ForwardKind.LOCAL, "Local forward, SPEC as after ssh -L; ports may be ranges."),
    "remote": (ForwardKind.REMOTE, "Remote forward, SPEC as after ssh -R."),
    "dynamic": (ForwardKind.DYNAMIC, "SOCKS and HTTP proxy, SPEC as after ssh -D."),
}


def forward_options(*, multiple: bool) -> tuple[Option, ...]:
    """`-L`, `-R` and `-D`, of which one can be given `multiple` times, and `-g`."""
    kinds = [
        click.option(f"-{kind.value}", name, multiple=multiple, metavar="[LABEL=]SPEC", help=text)
        for name, (kind, text) in _KINDS.items()
    ]
    share = click.option(
        "-g", "--share", is_flag=True, help="Let other machines use these forwards: listen on all addresses."
    )
    return (*kinds, share)


def given_forwards(options: dict[str, Any]) -> list[Forward]:
    """The forwards that the options name, and a warning for each that other machines can use.

    Raises TowpathError INVALID, also when two are the same.
    """
    given: list[Forward] = []
    for text, forward in _parsed(options):
        shared = _shared(text, forward) if options["share"] else forward
        if other := next((other for other in given if same_place(shared, other)), None):
            raise invalid(text, f"{other.option} has the same label or listening end", "give each its own")
        given.append(shared)
    if options["share"] and not given:
        raise click.UsageError("-g goes with -L, -R or -D")
    for forward in given:
        if forward.listen.is_public:
            click.echo(share_warning(forward), err=True)
    return given


def named_forwards(connection: str, known: list[Forward], options: dict[str, Any]) -> list[Forward]:
    """Those of a connection's forwards that the options name, all of a range. Raises TowpathError UNKNOWN_FORWARD."""
    found = []
    for text, wanted in _parsed(options):
        same = [f for f in known if (f.kind, f.listen, f.target) == (wanted.kind, wanted.listen, wanted.target)]
        if not same:
            raise unknown_forward(connection, text, known)
        found += same
    return found


def unknown_forward(connection: str, name: str, known: list[Forward]) -> TowpathError:
    """There is no such one, but there are these."""
    facts = {"choices": ", ".join(f.name for f in known)}
    return TowpathError(Problem(ProblemKind.UNKNOWN_FORWARD, f"{connection}:{name}", facts))


def same_place(forward: Forward, known: Forward) -> bool:
    """Whether one would stand in the other's way: the same label, or the same listening end."""
    same_side = (forward.kind is ForwardKind.REMOTE) == (known.kind is ForwardKind.REMOTE)
    chosen_by_system = not forward.listen.path and not forward.listen.port
    same_end = same_side and not chosen_by_system and known.listen == forward.listen
    return same_end or bool(forward.label and known.label == forward.label)


def with_forward(connection: Connection, given: Forward) -> Connection:
    """The connection with this forward added, or in place of one with the same label or listening end: what a spec
    does not say stays as it was."""
    for known in connection.forwards:
        if same_place(given, known):
            user = known.user if given.kind is known.kind else ""
            label = given.label or known.label
            changed = replace(known, kind=given.kind, listen=given.listen, target=given.target, label=label, user=user)
            return with_changed(connection, changed)
    return replace(connection, forwards=(*connection.forwards, given))


def with_changed(connection: Connection, forward: Forward) -> Connection:
    """The connection with this forward in place of the one with its id."""
    kept = tuple(forward if f.id == forward.id else f for f in connection.forwards)
    return replace(connection, forwards=kept)


def new_id() -> str:
    """An id for a new connection or forward."""
    return uuid.uuid4().hex


def _parsed(options: dict[str, Any]) -> list[tuple[str, Forward]]:
    """Each forward with the text it came from, of verbs that take an option once or more often."""
    found = []
    for name, (kind, _) in _KINDS.items():
        value = options[name]
        texts = value if isinstance(value, tuple) else [] if value is None else [value]
        found += [(text, forward) for text in texts for forward in parse_forwards(kind, text, new_id)]
    return found


def _shared(text: str, forward: Forward) -> Forward:
    if forward.listen.path:
        raise invalid(text, "a Unix socket cannot be shared with other machines", "leave -g out")
    return replace(forward, listen=Endpoint("*", forward.listen.port))
