"""How other programs call this one."""

from __future__ import annotations

import sys
from pathlib import Path

from towpath.store.age_file import VERB as AGE
from towpath.store.paths import usual_folder


def program_path() -> str:
    """The absolute path of the command `towpath`, whatever the PATH and the folder of the moment."""
    called = Path(sys.argv[0]).absolute()
    if called.suffix == ".py":  # python -m towpath: the command is installed beside that python
        called = Path(sys.executable).with_name("towpath" + Path(sys.executable).suffix)
    return str(called)


def program_for(folder: Path) -> tuple[str, ...]:
    """The same, with the option that names this profile folder where it is not the usual one."""
    return (program_path(),) if folder == usual_folder() else (program_path(), "--config", str(folder))


def guard_command() -> tuple[str, ...]:
    """What runs the child that puts the desktop's proxy setting back (system/proxy/guard.py)."""
    return program_path(), "proxy-guard"


def age_command() -> tuple[str, ...]:
    """What runs the child that encrypts a backup, or decrypts one (store/age_file.py)."""
    return program_path(), AGE
