"""How other programs, and our own children, call this one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from towpath.store.age_file import VERB as AGE
from towpath.store.paths import usual_folder

COMMAND, WINDOW = "towpath", "towpath-gui"
"""Our two commands. Only where the system tells programs with a console from others are they not the same."""


def own_program(name: str = COMMAND) -> tuple[str, ...]:
    """The words that start the command `name`, whatever the PATH and the folder of the moment.

    In an AppImage that is the file itself, since what is mounted of it goes when it ends; frozen (PyInstaller), the
    program beside this one; else the command that pip has installed; where there is none, this Python and the package.
    """
    executable = Path(sys.executable)
    if getattr(sys, "frozen", False):
        image, mounted = os.environ.get("APPIMAGE", ""), os.environ.get("APPDIR", "")
        if image and mounted and executable.is_relative_to(mounted):  # else they are those of who started us
            return (image,)
        beside = executable.with_name(name + executable.suffix)
        return (str(beside if beside.exists() else executable),)
    called = Path(sys.argv[0]).absolute()
    candidates = [called] if called.stem in (COMMAND, WINDOW) else []
    for folder in (one.parent for one in (*candidates, executable)):
        installed = folder / (name + executable.suffix)
        if installed.exists():
            return (str(installed),)
    without_console = executable.with_name("pythonw" + executable.suffix)
    python = without_console if name == WINDOW and without_console.exists() else executable
    return str(python), "-m", "towpath"


def program_for(folder: Path, name: str = COMMAND) -> tuple[str, ...]:
    """The same, with the option that names this profile folder where it is not the usual one."""
    program = own_program(name)
    return program if folder == usual_folder() else (*program, "--config", str(folder))


def start_hidden(folder: Path) -> tuple[str, ...]:
    """What the desktop runs at login for this profile."""
    return *program_for(folder, WINDOW), "--hidden"


def guard_command() -> tuple[str, ...]:
    """What runs the child that puts the desktop's proxy setting back (system/proxy/guard.py)."""
    return *own_program(), "proxy-guard"


def age_command() -> tuple[str, ...]:
    """What runs the child that encrypts a backup, or decrypts one (store/age_file.py)."""
    return *own_program(), AGE
