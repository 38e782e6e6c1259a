"""The verb that lets the desktop start Towpath at login."""

from __future__ import annotations

import shlex

import click

from towpath.cli.forward_options import new_id
from towpath.cli.output import print_json
from towpath.cli.work import Work, working
from towpath.model.desktop import AutostartState, ReadAutostart, SetAutostart
from towpath.model.text import printable
from towpath.store.paths import Profile


@click.group("autostart")
def autostart_verb() -> None:
    """Start Towpath at login, hidden in the tray, or no longer."""


@autostart_verb.command("on")
@click.option("--no-restore", is_flag=True, help="Do not bring back what was up without a word.")
@click.pass_obj
def on_verb(profile: Profile, /, no_restore: bool) -> None:
    """Let the desktop start it, with this profile.

    What was up then comes back by itself, unless the settings say never. Logins that need a code or a password wait
    for you.
    """
    with working(profile) as work:
        before = work.snapshot.settings.general.bring_back
        work.run(SetAutostart(enabled=True, restore=not no_restore))
        state = _read(work)
        after = work.snapshot.settings.general.bring_back
    _tell(state)
    if after is not before:
        click.echo("What was up comes back by itself from now on (see Settings, General).")


@autostart_verb.command("off")
@click.pass_obj
def off_verb(profile: Profile, /) -> None:
    """Let the desktop start it no longer."""
    with working(profile) as work:
        work.run(SetAutostart(enabled=False))
        state = _read(work)
    _tell(state)


@autostart_verb.command("status")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_obj
def status_verb(profile: Profile, /, as_json: bool) -> None:
    """Say whether it starts at login, and what tells the desktop to."""
    with working(profile) as work:
        state = _read(work)
        restores = work.snapshot.settings.general.bring_back
    if as_json:
        print_json(
            {
                "on": state.starts,
                "place": state.place,
                "command": list(state.command),
                "why_not": state.other,
                "bring_back": restores.value,
            }
        )
    else:
        _tell(state)


def _read(work: Work) -> AutostartState:
    return work.ask(ReadAutostart(request=new_id()), AutostartState)


def _tell(state: AutostartState) -> None:
    if state.starts:
        click.echo(f"on: {printable(shlex.join(state.command))}")
    elif state.enabled:
        click.echo(f"off: {state.other}")
    else:
        click.echo("off")
    if state.enabled:
        click.echo(f"in {printable(state.place)}")
