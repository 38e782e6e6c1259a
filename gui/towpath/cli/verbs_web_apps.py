"""The verb `open`: web applications of far machines in the browser of this one."""

from __future__ import annotations

import contextlib
import sys

import click

from towpath.cli.forward_options import new_id
from towpath.cli.hosts import connection_or_host
from towpath.cli.names import complete_names
from towpath.cli.output import Plain, print_json, print_table
from towpath.cli.terminal import open_terminal
from towpath.cli.up import stay_up
from towpath.cli.work import Work, working
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.event import Reported
from towpath.model.parse import invalid
from towpath.model.secret_text import SecretText
from towpath.model.state import ConnectionState
from towpath.model.text import printable
from towpath.model.web_address import LONGEST_TEXT, read_web_address
from towpath.model.web_app import (
    EndWebApp,
    FindWebApps,
    OpenWebApp,
    OpenWebAppAgain,
    WebAppOpened,
    WebAppsFound,
    WebAppState,
)
from towpath.model.words import line
from towpath.store.paths import Profile

_STDIN = "-"


@click.command("open", short_help="Open a far machine's web page: Jupyter, TensorBoard, …")
@click.argument("name", default="", shell_complete=complete_names)
@click.argument("address", metavar="[URL|-]", default="")
@click.option("--machine", metavar="HOST", help="Whose 127.0.0.1 is meant, as the connection's machine calls it.")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--find", "finds", is_flag=True, help="List the Jupyter servers that you run there.")
@click.option("--open", "opens", is_flag=True, help="With --find: open the one there is.")
@click.option("--list", "lists", is_flag=True, help="List what was opened lately.")
@click.option("--again", metavar="ID", help="Open one of these once more.")
@click.option("--end", metavar="ID", help="End one of these.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def open_verb(
    profile: Profile,
    /,
    name: str,
    address: str,
    machine: str | None,
    no_browser: bool,
    finds: bool,
    opens: bool,
    lists: bool,
    again: str | None,
    end: str | None,
    as_json: bool,
) -> None:
    """Open what a program on the machine of the connection NAME serves, in the browser of this one: `http://…` as the
    program printed it, host:port, or a port alone; also vnc:// and rdp://. Prints the address it has here.

    With `-` the address is read from stdin: then its token is in no history and no list of processes.

    Stays until Ctrl-C, unless Towpath is running already: then it stays open in there.
    """
    _check_usage(name, address, finds=finds, opens=opens, others=(lists, again is not None, end is not None))
    if machine is not None and not address:
        raise click.UsageError("--machine goes with NAME and URL")
    if lists:
        _list(profile, as_json=as_json)
    elif end is not None:
        with working(profile) as work:
            work.run(EndWebApp(id=end))
    elif finds and not opens:
        _find(profile, name, as_json=as_json)
    else:
        _open(profile, name, address, machine, again, browse=not no_browser, as_json=as_json)


def _check_usage(name: str, address: str, *, finds: bool, opens: bool, others: tuple[bool, ...]) -> None:
    is_one_thing = sum((finds, bool(address), *others)) == 1 and bool(name) is not any(others)
    if not is_one_thing or (opens and not finds):
        raise click.UsageError("give NAME and URL, NAME and --find, --list, --again ID or --end ID")


# --- opening


def _open(
    profile: Profile, name: str, address: str, machine: str | None, again: str | None, *, browse: bool, as_json: bool
) -> None:
    text = _from_stdin() if address == _STDIN else address
    if address:
        read_web_address(text)  # what cannot be opened connects nothing
    with working(profile, stays=True) as work:
        if again is not None:
            told = _opened(work, OpenWebAppAgain(request=new_id(), id=again, browse=browse))
            connection = next(state.app.connection for state in work.snapshot.web_apps if state.app.id == told.id)
        else:
            state = connection_or_host(work, name)
            connection = state.connection.id
            if not address:
                text, machine = _only_one(work, connection), ""
            told = _ask_for_machine(work, state, text, machine, browse=browse)
        _print_opened(told, as_json=as_json)
        if work.owns_engine:
            stay_up(work, only=frozenset((connection,)))


def _from_stdin() -> str:
    """A person at the keyboard pastes a line, and ends no file."""
    with open_terminal() if sys.stdin.isatty() else contextlib.nullcontext() as terminal:
        if terminal is not None:
            return terminal.secret("Paste the address (it is not shown): ")
        return sys.stdin.read(LONGEST_TEXT + 1)


def _ask_for_machine(
    work: Work, state: ConnectionState, text: str, machine: str | None, *, browse: bool
) -> WebAppOpened:
    """Open it; whose 127.0.0.1 it is, only a person knows, and the engine what they said the last time."""

    def command(machine: str | None) -> OpenWebApp:
        connection = state.connection.id
        address = SecretText(text)
        return OpenWebApp(request=new_id(), connection=connection, address=address, machine=machine, browse=browse)

    try:
        return _opened(work, command(machine))
    except TowpathError as error:
        if error.problem.kind is not ProblemKind.NEEDS_ANSWER or machine is not None or work.terminal is None:
            raise
    host, here = read_web_address(text).host, state.connection.target.host
    return _opened(work, command(work.terminal.ask(f"On which machine is {host}? [{here}] ")))


def _opened(work: Work, command: OpenWebApp | OpenWebAppAgain) -> WebAppOpened:
    """Raises TowpathError; not for want of a browser."""
    number = work.start(command)
    told = [
        event.report
        for event in work.moments_until(number)
        if isinstance(event, Reported) and event.request == command.request and isinstance(event.report, WebAppOpened)
    ]
    problem = work.outcome(number)
    if problem and not told:
        raise TowpathError(problem)
    if problem:
        click.echo(f"towpath: {line(problem)}", err=True)
    return told[0]


def _print_opened(told: WebAppOpened, *, as_json: bool) -> None:
    if as_json:
        print_json({"id": told.id, "address": told.address.value, "port": told.port, "remark": told.remark})
        return
    if told.remark:
        click.echo(printable(f"towpath: {told.remark}"), err=True)
    click.echo(told.address.value)


# --- what there is


def _found(work: Work, connection: str) -> WebAppsFound:
    return work.ask(FindWebApps(request=new_id(), connection=connection), WebAppsFound)


def _only_one(work: Work, connection: str) -> str:
    """The address of the server that was found. Raises INVALID where there is another number of them."""
    found = _found(work, connection)
    if len(found.apps) == 1:
        return found.apps[0].address.value
    if not found.apps:
        raise invalid("nothing to open", found.remark)
    raise invalid("several to open", ", ".join(app.shown for app in found.apps), "give the address of one of them")


def _find(profile: Profile, name: str, *, as_json: bool) -> None:
    with working(profile) as work:
        found = _found(work, connection_or_host(work, name).connection.id)
    if as_json:
        print_json([{"address": app.shown, "folder": app.folder} for app in found.apps])
    elif found.apps:
        print_table(("ADDRESS", "FOLDER"), [(app.shown, app.folder) for app in found.apps])
    else:
        click.echo(printable(f"towpath: {found.remark}"), err=True)


def _list(profile: Profile, *, as_json: bool) -> None:
    with working(profile) as work:
        snapshot = work.snapshot
    rows = [(state, next(iter(snapshot.names_of((state.app.connection,))), "")) for state in snapshot.web_apps]
    if as_json:
        print_json([_values(state, name) for state, name in rows])
        return
    print_table(
        ("ID", "CONNECTION", "WHAT", "HERE", "ADDRESS"),
        [
            (state.app.id, name, state.name, f"127.0.0.1:{state.port}" if state.is_open else "", state.app.address)
            for state, name in rows
        ],
    )


def _values(state: WebAppState, name: str) -> Plain:
    return {
        "id": state.app.id,
        "connection": name,
        "kind": state.app.kind.value,
        "name": state.name,
        "address": state.app.address,
        "machine": state.app.machine,
        "open": state.is_open,
        "port": state.port,
    }
