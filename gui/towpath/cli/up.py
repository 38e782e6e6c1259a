"""The verb `up`: bring connections up, stay while they are, and say what happens to them meanwhile."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Sequence

import click

from towpath.cli.changes import Changes
from towpath.cli.describe import CONNECTED, clock, ends, reason
from towpath.cli.hosts import connection_or_host
from towpath.cli.names import places_and_hosts_argument
from towpath.cli.notify import ServiceManager
from towpath.cli.terminal import Terminal
from towpath.cli.work import LOOK_SECONDS, Work, working
from towpath.engine.lock import LOCK_FILE, ProfileLock
from towpath.engine.own_program import own_program
from towpath.model.browsing import SetBrowserMode
from towpath.model.command import ListenElsewhere, RetryNow, Up
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.event import HandedOver
from towpath.model.site_rule import BrowserMode
from towpath.model.state import ConnectionState, ForwardState, Status
from towpath.model.text import sentence
from towpath.model.words import explain, line
from towpath.store.paths import Profile
from towpath.store.systemd_unit import unit_name, unit_text, write_unit

TAKE_OVER_SECONDS = 10.0
"""For a window to start; then it is assumed to have failed."""
ENDED = (Status.OFF, Status.FAILED)
"""States from which a connection does not come back by itself."""


@click.command("up")
@places_and_hosts_argument
@click.option("--unattended", is_flag=True, help="For services: ask nothing, use no keyring, and go on trying.")
@click.option(
    "--unit", is_flag=True, help="Write a systemd user unit that does this unattended, and say how to use it."
)
@click.pass_obj
def up_verb(profile: Profile, /, names: tuple[str, ...], unattended: bool, unit: bool) -> None:
    """Bring connections, or single forwards of them, up. A NAME that is none may be a host of ~/.ssh/config.

    Stays until Ctrl-C, unless Towpath is running already: then the tunnels stay up in there.

    With --unattended only keys without a person are used: files without a passphrase, and the agent. What fails for a
    reason that may pass is tried again, also the first time. Ends with status 3 when all that is left needs a person.
    """
    if unit:
        _write_unit(profile, names)
        return
    manager = ServiceManager()
    try:
        while _up(profile, names, manager, unattended=unattended):
            wait_for_window(profile)  # from now on it is watched in there
    finally:
        manager.stopping()


def _up(profile: Profile, names: tuple[str, ...], manager: ServiceManager, *, unattended: bool) -> bool:
    """Returns whether to begin anew."""
    with working(profile, stays=True, unattended=unattended) as work:
        wanted = up_commands(work, names, persistent=unattended)
        bring_up(work, wanted)
        for command in work.were_up:
            work.start(command)
        manager.ready()
        if not work.owns_engine and not unattended:
            return False
        # In another one's engine the rest is none of our business.
        mine = None if work.owns_engine else frozenset(up.connection for up in wanted)
        return stay_up(work, only=mine, unattended=unattended) and unattended


def wait_for_window(profile: Profile) -> None:
    """Until the window that takes over has the profile: it must find the lock free, and not us once more."""
    lock = ProfileLock(profile.folder / LOCK_FILE)
    deadline = time.monotonic() + TAKE_OVER_SECONDS
    while lock.holder() is None and time.monotonic() < deadline:
        time.sleep(LOOK_SECONDS)


def up_commands(work: Work, names: tuple[str, ...], *, persistent: bool = False) -> list[Up]:
    """One command a connection, in the order named; `NAME` alone wins over `NAME:LABEL`. Names are checked first.
    A host that only ssh_config knows becomes a connection that is not saved."""
    wanted: dict[str, list[str] | None] = {}
    for text in names:
        name, colon, label = text.partition(":")
        state = connection_or_host(work, name)
        forwards = wanted.setdefault(state.connection.id, [])
        if not colon:
            wanted[state.connection.id] = None
        elif forwards is not None:
            forwards.append(work.forward(state, label).id)
    return [
        Up(connection=connection, forwards=tuple(forwards or ()), persistent=persistent)
        for connection, forwards in wanted.items()
    ]


def bring_up(work: Work, wanted: Sequence[Up]) -> None:
    """All at the same time; a line for each forward, in the order wanted.

    Raises the first problem, except of what is persistent and will be tried again, or of what may fail alone there.
    In another one's engine the rest stays up all the same, and is told before.
    """
    pending = [(up, work.start(up)) for up in wanted]
    failed: list[Problem] = []
    refused: list[Problem] = []
    for up, number in pending:
        problem = work.outcome(number)
        if problem and problem.kind is ProblemKind.PORT_IN_USE and work.terminal:
            problem = _offer_ports(work, work.terminal, up)
        state = work.snapshot.by_id(up.connection)
        if problem and not up.persistent:
            if work.owns_engine:
                raise TowpathError(problem)
            refused.append(problem)
        elif problem and state:
            tell(f"{state.connection.name}: {reason(state)}")
            failed += [problem] if state.status in ENDED else []
        if state:
            _print_up(state, up, whole=not problem)
    if refused:
        for other in refused[1:]:
            click.echo(f"towpath: {line(other)}", err=True)
        raise TowpathError(refused[0])
    if failed and len(failed) == len(pending):
        raise TowpathError(failed[0])


def stay_up(work: Work, *, only: frozenset[str] | None = None, unattended: bool = False, serving: bool = False) -> bool:
    """Stay until a signal, until a window takes the tunnels over (True), or until nothing is left that could come
    back without somebody who is not there: then its problem is raised, if it has one. Browsers that go by the rules,
    or (`serving`) were started here, bring connections up, and so are a reason to stay."""
    # In another one's engine what somebody took down may be brought up again; it ends with that engine at the latest.
    ended = ENDED if work.owns_engine else (Status.FAILED,)
    changes = Changes(work.snapshot)
    asked: frozenset[str] = frozenset()
    states: list[ConnectionState] = []
    serves = False
    try:
        if not unattended:
            click.echo("Ctrl-C takes it down.")
        for event in work.moments():
            if isinstance(event, HandedOver):
                click.echo("Handed over to the window.")
                return True
            states = [s for s in work.snapshot.connections if only is None or s.connection.id in only]
            served, serves = serves, only is None and (serving or work.snapshot.browser.mode is not BrowserMode.OFF)
            if served and not serves:  # whoever turned the switch off hears how that ended, before we do
                work.outcome(work.start(SetBrowserMode(mode=BrowserMode.OFF)))
            if not serves and all(s.status in ended or (needs_login(s) and not work.terminal) for s in states):
                break
            for text in changes.until(work.snapshot):
                tell(text)
            asked = log_in_again(work, frozenset(s.connection.id for s in states if needs_login(s)), asked)
    except KeyboardInterrupt:
        return False
    problems = [state.problem for state in states if state.problem]
    if problems:
        raise TowpathError(next((p for p in problems if p.kind is ProblemKind.LOGIN_NEEDED), problems[0]))
    click.echo("Everything was taken down.")
    return False


def tell(text: str) -> None:
    """What happens while nobody may be looking, with its time, beside the output."""
    click.echo(f"{clock(time.time())} {text}", err=True)


def needs_login(state: ConnectionState) -> bool:
    """Its login needed a person, and it was lost."""
    waits = state.status is Status.WAITING_FOR_USER
    return waits and state.problem is not None and state.problem.kind is ProblemKind.LOGIN_NEEDED


def log_in_again(work: Work, waiting: frozenset[str], asked: frozenset[str]) -> frozenset[str]:
    """Say once that Enter logs in again, and heed it. Returns those for which it was said."""
    if work.terminal and waiting:
        if waiting - asked:
            click.echo("Press Enter to log in again.", err=True)
        if work.terminal.enter_pressed():
            for connection in waiting:
                work.start(RetryNow(connection=connection))  # how it ends is told as it happens
    return waiting


def _offer_ports(work: Work, terminal: Terminal, up: Up) -> Problem | None:
    """Let the person at the terminal have other ports for those that are taken; what is wrong then."""
    state = work.snapshot.by_id(up.connection)
    for forward in state.forwards if state else ():
        problem = forward.problem
        if problem is None or problem.kind is not ProblemKind.PORT_IN_USE or not _is_meant(forward, up):
            continue
        words = explain(problem)
        if not terminal.confirm(f"{sentence(words.what)}: {words.why}. Listen on a free port instead? [y/N] "):
            return problem
        elsewhere = ListenElsewhere(connection=up.connection, forward=forward.forward.id)
        if problem := work.outcome(work.start(elsewhere)):
            return problem
    return work.outcome(work.start(up))  # the others


def _is_meant(forward: ForwardState, up: Up) -> bool:
    return not up.forwards or forward.forward.id in up.forwards


def _print_up(state: ConnectionState, up: Up, *, whole: bool) -> None:
    shown = [f for f in state.forwards if f.status in CONNECTED]
    for forward in shown:
        if _is_meant(forward, up):
            label = f"{forward.forward.label}: " if forward.forward.label else ""
            click.echo(f"{state.connection.name}: {label}{ends(forward, state.connection)}")
    if whole and not shown and state.status in CONNECTED:
        click.echo(f"{state.connection.name}: connected")


def _write_unit(profile: Profile, names: tuple[str, ...]) -> None:
    if not sys.platform.startswith("linux"):
        raise click.UsageError("--unit is for Linux with systemd")
    with working(profile) as work:
        up_commands(work, names)
    name = unit_name(names)
    path = write_unit(name, unit_text(own_program(), profile.folder, names))
    click.echo(f"Wrote {path}. To start it, now and whenever you log in:")
    click.echo("    systemctl --user daemon-reload")
    click.echo(f"    systemctl --user enable --now {shlex.quote(name)}")
    click.echo("To have it from the start of the machine, without anybody logged in:")
    click.echo("    loginctl enable-linger")
