"""`towpath demo`: the program on its embedded server, with a profile that is thrown away at the end."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

import click

from towpath.demo.accounts import PASSWORD, PASSWORD_USER
from towpath.demo.check import Check
from towpath.demo.lab import Lab
from towpath.engine.host import Owned, open_profile
from towpath.engine.lock import EngineKind
from towpath.engine.parts import parts_of
from towpath.model.ports import EngineAccess
from towpath.store.config import ConfigStore
from towpath.store.paths import Profile

StartWindow = Callable[[Profile], int]
SaveScreenshot = Callable[[EngineAccess, Path], None]


def demo_verb(start_window: StartWindow, save_screenshot: SaveScreenshot) -> click.Command:
    """The verb, given how to open the program's window and how to take its picture."""

    @click.command("demo")
    @click.option("--check", is_flag=True, help="Do the main job without a window, and report.")
    @click.option(
        "--screenshot", type=click.Path(path_type=Path), help="With --check: save the window's picture there."
    )
    def demo(check: bool, screenshot: Path | None) -> int:
        """Try Towpath without a server of your own."""
        if screenshot and not check:
            raise click.UsageError("--screenshot goes with --check")
        with Lab() as lab:
            profile = Profile(lab.profile_folder, lab.home, throw_away=True)
            ConfigStore(profile).save(lab.config())
            if check:
                return _check(lab, profile, screenshot, save_screenshot)
            click.echo(
                f"In the demo the password of {PASSWORD_USER} is: {PASSWORD} (the code is told when it is asked)"
            )
            return start_window(profile)

    return demo


def _check(lab: Lab, profile: Profile, screenshot: Path | None, save_screenshot: SaveScreenshot) -> int:
    opened = open_profile(profile.folder, EngineKind.COMMAND_LINE, lambda: parts_of(profile))
    assert isinstance(opened, Owned), "nobody else can hold a profile that was just made"
    with contextlib.closing(opened):

        def picture() -> None:
            if screenshot:
                save_screenshot(opened.engine, screenshot)
                click.echo(f"screenshot: {screenshot.absolute()}")

        return 0 if Check(lab, opened.engine, click.echo).run(picture) else 1
