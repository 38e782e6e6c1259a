"""The verbs that add forwards to a connection and take them away: forward, unforward."""

from __future__ import annotations

import shlex
from typing import Any

import click
from msgspec.structs import replace

from towpath.cli.forward_options import forward_options, given_forwards, named_forwards
from towpath.cli.names import complete_labels, name_argument
from towpath.cli.up import bring_up, stay_up
from towpath.cli.work import Work, working
from towpath.model.command import AddForward, RemoveForward, Up
from towpath.model.error import TowpathError
from towpath.model.forward import Forward, ForwardKind
from towpath.model.parse import invalid
from towpath.model.program_line import parse_program
from towpath.model.state import ConnectionState
from towpath.store.paths import Profile


def _one_forward_options(verb: Any) -> Any:
    for option in reversed(forward_options(multiple=False)):
        verb = option(verb)
    return verb


@click.command("forward")
@name_argument
@_one_forward_options
@click.option("--save", is_flag=True, help="Keep it in the connection.")
@click.option("--program", default="", metavar="COMMAND", help="Start this when it is up; %h and %p: where it listens.")
@click.option("--user", default="", metavar="NAME", help="With -D: clients must give this name, and a password.")
@click.pass_obj
def forward_verb(profile: Profile, /, name: str, save: bool, program: str, user: str, **options: Any) -> None:
    """Add a forward to a connection, live, and bring it up.

    A range of ports makes one for each. With --user, the password is asked for when it is brought up.
    """
    if sum(options[kind] is not None for kind in ("local", "remote", "dynamic")) != 1:
        raise click.UsageError("give one of -L, -R and -D")
    command = parse_program(program)
    forwards = [replace(forward, program=command, user=user) for forward in given_forwards(options)]
    if user and forwards[0].kind is not ForwardKind.DYNAMIC:
        raise click.UsageError("--user goes with -D")
    with working(profile, stays=True) as work:
        state = work.connection(name)
        connection = state.connection
        _check_labels(state, forwards)
        try:
            for forward in forwards:
                _add(work, AddForward(connection=connection.id, forward=forward, save=save))
            bring_up(work, [Up(connection=connection.id, forwards=tuple(forward.id for forward in forwards))])
        except TowpathError:
            for forward in forwards if not save else ():
                work.outcome(work.start(RemoveForward(connection=connection.id, forward=forward.id)))
            raise
        if work.owns_engine:
            stay_up(work)


@click.command("unforward")
@name_argument
@click.argument("label", required=False, shell_complete=complete_labels)
@click.option("-L", "local", metavar="SPEC", help="The local forward with this SPEC.")
@click.option("-R", "remote", metavar="SPEC", help="The remote forward with this SPEC.")
@click.option("-D", "dynamic", metavar="SPEC", help="The dynamic forward with this SPEC.")
@click.pass_obj
def unforward_verb(profile: Profile, /, name: str, label: str | None, **options: str | None) -> None:
    """Take a forward down and forget it; all of a range of ports."""
    if [label, *options.values()].count(None) != len(options):
        raise click.UsageError("give the forward's LABEL, or one of -L, -R and -D with its SPEC")
    with working(profile) as work:
        state = work.connection(name)
        if label is not None:
            unwanted = [work.forward(state, label)]
        else:
            unwanted = named_forwards(name, [f.forward for f in state.forwards], options)
        for forward in unwanted:
            work.run(RemoveForward(connection=state.connection.id, forward=forward.id))


def _check_labels(state: ConnectionState, forwards: list[Forward]) -> None:
    """Whoever says `NAME:LABEL` means one. Raises TowpathError INVALID."""
    labels = {known.forward.label for known in state.forwards}
    for forward in forwards:
        if forward.label and forward.label in labels:
            hint = f"choose another label, or change that one: towpath edit {shlex.quote(state.connection.name)}"
            raise invalid(
                forward.label, "the connection has a forward with this label", f"{hint} -{forward.kind.value} …"
            )


def _add(work: Work, command: AddForward) -> None:
    """Where the connection is up it listens at once, or tries to: what is wrong then is for `bring_up` to see."""
    problem = work.outcome(work.start(command))
    state = work.snapshot.by_id(command.connection)
    if problem and not (state and any(f.forward.id == command.forward.id for f in state.forwards)):
        raise TowpathError(problem)
