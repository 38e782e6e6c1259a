"""Entry points: `towpath` with its verbs, and `towpath-gui`, which starts the tray program without a console."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from towpath.model.desktop import Start
from towpath.model.ports import EngineAccess
from towpath.store.paths import Profile

GUARD, AGE, ASKPASS = "proxy-guard", "age-file", "askpass"
"""The hidden verbs of children, no part of the command line for people: the one that puts the desktop's proxy setting
back, the one that encrypts backups, and the one that an ssh runs to ask us (installed programs only)."""


def main() -> int:
    """The command `towpath`. Qt is imported only when the window starts, the demo's server only for the demo."""
    if sys.argv[1:2] in ([GUARD], [AGE], [ASKPASS]):
        return _child()
    from towpath.cli.main import make_program, run
    from towpath.demo.verb import demo_verb

    return run(make_program(_start_window, [demo_verb(_start_window, _save_screenshot)]))


def gui_main() -> int:
    """The command `towpath-gui`: the same without a console, where the system makes a difference."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # Windows gives a program without a console none
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open until the end
    if sys.argv[1:2] in ([GUARD], [AGE], [ASKPASS]):
        return _child()
    from towpath.cli.main import make_program, run

    return run(make_program(_start_window))


def _start_window(profile: Profile, how: Start) -> int:
    from towpath.app import start

    return start(profile, how)


def _child() -> int:
    if sys.argv[1] == AGE:
        from towpath.store.age_file import age_main

        return age_main(sys.argv[2:])
    if sys.argv[1] == ASKPASS:
        from towpath.ssh.askpass_client import main as askpass_main

        return askpass_main()
    from towpath.system.proxy.guard import guard_main

    return guard_main(sys.argv[2:])


def _save_screenshot(engine: EngineAccess, path: Path) -> None:
    from towpath.app import save_screenshot

    save_screenshot(engine, path)


if __name__ == "__main__":
    sys.exit(main())
