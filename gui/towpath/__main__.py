"""Entry points: `towpath` with its verbs, and `towpath-gui`, which starts the tray program without a console."""

from __future__ import annotations

import sys
from pathlib import Path

from towpath.model.ports import EngineAccess
from towpath.store.paths import Profile

GUARD = "proxy-guard"
"""The hidden verb of the child that puts the desktop's proxy setting back: no part of the command line for people."""


def main() -> int:
    """The command `towpath`. Qt is imported only when the window starts, the demo's server only for the demo."""
    if sys.argv[1:2] == [GUARD]:
        return _guard()
    from towpath.cli.main import make_program, run
    from towpath.demo.verb import demo_verb

    return run(make_program(_start_window, [demo_verb(_start_window, _save_screenshot)]))


def gui_main() -> int:
    """The command `towpath-gui`: the tray program, whatever follows (but for its own child)."""
    if sys.argv[1:2] == [GUARD]:
        return _guard()
    from towpath.cli.main import make_program, run

    return run(make_program(_start_window), [])


def _start_window(profile: Profile) -> int:
    from towpath.app import start

    return start(profile)


def _guard() -> int:
    from towpath.system.proxy.guard import guard_main

    return guard_main(sys.argv[2:])


def _save_screenshot(engine: EngineAccess, path: Path) -> None:
    from towpath.app import save_screenshot

    save_screenshot(engine, path)


if __name__ == "__main__":
    sys.exit(main())
