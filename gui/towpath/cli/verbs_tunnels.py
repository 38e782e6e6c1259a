"""The verbs for what is up: down, retry, check."""

from __future__ import annotations

import click

from towpath.cli.describe import name_of, reason
from towpath.cli.names import complete_names, places_argument
from towpath.cli.up import up_commands
from towpath.cli.work import working
from towpath.model.command import CheckForwards, Down, RetryNow
from towpath.model.error import TowpathError
from towpath.model.state import ForwardState, Status
from towpath.store.paths import Profile


@click.command("down")
@places_argument
@click.pass_obj
def down_verb(profile: Profile, /, names: tuple[str, ...]) -> None:
    """Take connections, or single forwards of them, down."""
    with working(profile) as work:
        for up in up_commands(work, names):
            work.run(Down(connection=up.connection, forwards=up.forwards))


@click.command("retry")
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


@click.command("check")
@places_argument
@click.pass_obj
def check_verb(profile: Profile, /, names: tuple[str, ...]) -> int:
    """See whether the targets of forwards that are up accept connections, and say so of each.

    Ends with status 1 when one does not, or is not up.
    """
    failed = False
    with working(profile) as work:
        for up in up_commands(work, names):
            work.run(CheckForwards(connection=up.connection, forwards=up.forwards))
            state = work.snapshot.by_id(up.connection)
            for forward in state.forwards if state else ():
                if up.forwards and forward.forward.id not in up.forwards:
                    continue
                if forward.status is Status.OFF and not up.forwards:
                    continue  # nobody wants it up
                failed |= forward.status is not Status.UP
                name = state.connection.name if state else ""
                click.echo(f"{name}: {name_of(forward.forward)}: {_finding(forward)}")
    return 1 if failed else 0


def _finding(state: ForwardState) -> str:
    if state.status is Status.UP:
        return "accepts connections"
    return f"{state.status.value}" + (f": {reason(state)}" if state.problem else "")
