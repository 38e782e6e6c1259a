"""The verbs that bring tunnels up and take them down: up, down, forward, unforward."""

from __future__ import annotations

import click

from towpath.cli.options import new_id
from towpath.cli.output import describe
from towpath.cli.verbs_connections import complete_names, name_argument
from towpath.cli.work import Work, working
from towpath.model.command import AddForward, Down, RemoveForward, Up
from towpath.model.error import TowpathError
from towpath.model.event import HandedOver
from towpath.model.forward import ForwardKind
from towpath.model.parse import parse_forward
from towpath.model.state import Status
from towpath.store.paths import Profile

ENDED = (Status.OFF, Status.FAILED)
"""States from which a connection does not come back by itself."""


@click.command("up")
@click.argument("names", metavar="NAME[:LABEL]…", nargs=-1, required=True, shell_complete=complete_names)
@click.pass_obj
def up_verb(profile: Profile, /, names: tuple[str, ...]) -> None:
    """Bring connections, or single forwards of them, up.

    Stays until Ctrl-C, unless Towpath is running already: then the tunnels stay up in there.
    """
    with working(profile, stays=True) as work:
        for command in _up_commands(work, names):
            work.run(command)
            _print_up(work, command)
        if work.owns_engine:
            _stay(work)


@click.command("down")
@click.argument("names", metavar="NAME[:LABEL]…", nargs=-1, required=True, shell_complete=complete_names)
@click.pass_obj
def down_verb(profile: Profile, /, names: tuple[str, ...]) -> None:
    """Take connections, or single forwards of them, down."""
    with working(profile) as work:
        for up in _up_commands(work, names):
            work.run(Down(connection=up.connection, forwards=up.forwards))


@click.command("forward")
@name_argument
@click.option("-L", "spec", metavar="[LABEL=]SPEC", required=True, help="Local forward, SPEC as after ssh -L.")
@click.option("--save", is_flag=True, help="Keep it in the connection.")
@click.pass_obj
def forward_verb(profile: Profile, /, name: str, spec: str, save: bool) -> None:
    """Add a forward to a connection, live, and bring it up."""
    forward = parse_forward(ForwardKind.LOCAL, spec, new_id())
    with working(profile, stays=True) as work:
        connection = work.connection(name).connection
        work.run(AddForward(connection=connection.id, forward=forward, save=save))
        command = Up(connection=connection.id, forwards=(forward.id,))
        work.run(command)
        _print_up(work, command)
        if work.owns_engine:
            _stay(work)


@click.command("unforward")
@name_argument
@click.argument("label", required=False)
@click.option("-L", "spec", metavar="SPEC", help="The local forward with this SPEC.")
@click.pass_obj
def unforward_verb(profile: Profile, /, name: str, label: str | None, spec: str | None) -> None:
    """Take a forward down and forget it."""
    if (label is None) == (spec is None):
        raise click.UsageError("give the forward's LABEL or -L SPEC")
    wanted = label if label is not None else parse_forward(ForwardKind.LOCAL, spec or "", "").spec
    with working(profile) as work:
        state = work.connection(name)
        forward = work.forward(state, wanted)
        work.run(RemoveForward(connection=state.connection.id, forward=forward.id))


def _up_commands(work: Work, names: tuple[str, ...]) -> list[Up]:
    """One command a connection, in the order named; `NAME` alone wins over `NAME:LABEL`. Names are checked first."""
    wanted: dict[str, list[str] | None] = {}
    for text in names:
        name, colon, label = text.partition(":")
        state = work.connection(name)
        forwards = wanted.setdefault(state.connection.id, [])
        if not colon:
            wanted[state.connection.id] = None
        elif forwards is not None:
            forwards.append(work.forward(state, label).id)
    return [Up(connection=connection, forwards=tuple(forwards or ())) for connection, forwards in wanted.items()]


def _print_up(work: Work, up: Up) -> None:
    state = work.snapshot.by_id(up.connection)
    if state is None:
        return
    shown = [f for f in state.forwards if f.status in (Status.UP, Status.DEGRADED)]
    for forward in shown:
        if not up.forwards or forward.forward.id in up.forwards:
            label = f"{forward.forward.label}: " if forward.forward.label else ""
            click.echo(f"{state.connection.name}: {label}{describe(forward)}")
    if not shown:
        click.echo(f"{state.connection.name}: connected")


def _stay(work: Work) -> None:
    """Stay until a signal, until a window takes the tunnels over, or until nothing is left that could come back."""
    click.echo("Ctrl-C takes it down.")
    try:
        for event in work.events():
            if isinstance(event, HandedOver):
                click.echo("Handed over to the window.")
                return
            if all(state.status in ENDED for state in work.snapshot.connections):
                break
    except KeyboardInterrupt:
        return
    problem = next((state.problem for state in work.snapshot.connections if state.problem), None)
    if problem:
        raise TowpathError(problem)
    click.echo("Everything was taken down.")
