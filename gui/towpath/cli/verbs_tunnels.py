"""The verbs for what is up: down, retry, check."""

from __future__ import annotations

import click

from towpath.cli.describe import name_of, reason
from towpath.cli.names import complete_names, places_argument
from towpath.cli.up import up_commands
from towpath.cli.work import working
from towpath.model.command import CheckForwards, Down, RetryNow
from towpath.model.error import TowpathError
from towpath.model.state import ConnectionState, ForwardState, Status
from towpath.store.paths import Profile


@click.command("down")
@places_argument
@click.pass_obj
def down_verb(profile: Profile, /, names: tuple[str, ...]) -> None:
    """Take connections, or single forwards of them, down."""
    with working(profile) as work:
        for up in up_commands(work, names):
            work.run(Down(connection=up.connection, forwards=up.forwards))


@click.command("retry", short_help="Try at once what waits.")
@click.argument("names", metavar="[NAME]…", nargs=-1, shell_complete=complete_names)
@click.pass_obj
def retry_verb(profile: Profile, /, names: tuple[str, ...]) -> None:
    """Try at once what waits for its next try, for the network, or for you to log in again.

    Without a NAME: all that wait, except those for which you have to log in.
    """
    with working(profile) as work:
        connections = [work.connection(name).connection.id for name in names] or [""]
        pending = [work.start(RetryNow(connection=connection)) for connection in connections]
        problems = [problem for problem in map(work.outcome, pending) if problem]
    if problems:
        raise TowpathError(problems[0])


@click.command("check", short_help="See whether targets accept connections.")
@places_argument
@click.pass_obj
def check_verb(profile: Profile, /, names: tuple[str, ...]) -> int:
    """See whether the targets of forwards that are up accept connections, and say so of each.

    Ends with status 1 when one does not, or is not up.
    """
    with working(profile) as work:
        wanted = up_commands(work, names)
        pending = [work.start(CheckForwards(connection=up.connection, forwards=up.forwards)) for up in wanted]
        problems = [problem for problem in map(work.outcome, pending) if problem]
        fine = [_print_findings(work.snapshot.by_id(up.connection), up.forwards) for up in wanted]
    if problems and all(fine):  # it could not even be tried
        raise TowpathError(problems[0])
    return 0 if all(fine) else 1


def _print_findings(state: ConnectionState | None, named: tuple[str, ...]) -> bool:
    """A line for each forward that was named, or is wanted up; whether the targets of all accept."""
    forwards = state.forwards if state else ()
    if state and not named and state.status not in (Status.UP, Status.DEGRADED):
        click.echo(f"{state.connection.name}: {state.status.value}: {reason(state) or 'nothing is up'}")
        return False
    shown = [f for f in forwards if f.forward.id in named or (not named and f.status is not Status.OFF)]
    for forward in shown:
        name = state.connection.name if state else ""
        click.echo(f"{name}: {name_of(forward.forward)}: {_finding(forward)}")
    return all(forward.status is Status.UP for forward in shown)


def _finding(state: ForwardState) -> str:
    if state.status is Status.UP:
        return "accepts connections"
    return f"{state.status.value}" + (f": {reason(state)}" if state.problem else "")
