"""`towpath demo` on the command line. What it runs is imported only then: paramiko takes its time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from towpath.model.desktop import Start
from towpath.model.ports import EngineAccess
from towpath.store.paths import Profile

StartWindow = Callable[[Profile, Start], int]
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
        from towpath.demo.run import run_check, run_window

        if not check:
            if screenshot:
                raise click.UsageError("--screenshot goes with --check")
            return run_window(start_window, click.echo)
        if screenshot is None:
            return run_check(None, click.echo)
        path = screenshot.absolute()

        def take_picture(engine: EngineAccess) -> None:
            save_screenshot(engine, path)
            click.echo(f"screenshot: {path}")

        return run_check(take_picture, click.echo)

    return demo
