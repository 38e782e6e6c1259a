"""Starting programs of this machine, on their own: a VNC viewer for a forward, a text editor, a browser."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.program_line import program_arguments

OF_SERVICES = ("NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC", "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES")
"""What a service manager says to us alone (sd_notify(3), sd_listen_fds(3))."""
OF_BUNDLES = (
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "QT_PLUGIN_PATH",
    "QT_QPA_PLATFORM_PLUGIN_PATH",
    "QML2_IMPORT_PATH",
    "PYTHONPATH",
    "PYTHONHOME",
)
"""Where this program may have been told to find its own libraries: another one would crash with them."""
ORIGINAL = "_ORIG"
"""PyInstaller keeps under this suffix what such a variable was before."""


def start_program(command: str, listen: Endpoint) -> None:
    """Start `command` for a forward that listens on `listen`, on its own: it outlives us and gets nothing of ours.

    The line is split as a shell splits it, but no shell runs it (model/program_line.py). Does not wait for the program.
    Raises TowpathError PROGRAM_NOT_STARTED.
    """
    try:
        launch(program_arguments(command, listen))
    except (OSError, ValueError) as error:
        raise TowpathError(Problem(ProblemKind.PROGRAM_NOT_STARTED, command, {"detail": why_not(error)})) from error


def launch(
    arguments: list[str],
    ended: Callable[[int], None] | None = None,
    environment: Mapping[str, str] = os.environ,
) -> None:
    """Start a program that outlives us and gets nothing of ours; no shell runs it. Does not wait for it: `ended` gets
    its exit status (or minus the signal), in a thread of its own. Raises OSError, ValueError (a NUL in a word)."""
    apart = 0
    if sys.platform == "win32":
        apart = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
    process = subprocess.Popen(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment_for_others(environment),
        start_new_session=True,
        creationflags=apart,
    )

    def wait() -> None:
        status = process.wait()  # no zombie
        if ended:
            ended(status)

    threading.Thread(target=wait, name=f"towpath-program-{process.pid}", daemon=True).start()


def environment_for_others(ours: Mapping[str, str]) -> dict[str, str]:
    """This program's environment without what is meant for it alone."""
    theirs = {name: value for name, value in ours.items() if name not in OF_SERVICES}
    own = [Path(str(folder)) for folder in (getattr(sys, "_MEIPASS", ""), ours.get("APPDIR")) if folder]
    if sys.prefix != sys.base_prefix:
        own.append(Path(sys.prefix))
    for name in OF_BUNDLES:
        before = theirs.pop(name + ORIGINAL, theirs.get(name, ""))
        theirs.pop(name, None)
        places = [place for place in before.split(os.pathsep) if place and not _is_within(Path(place), own)]
        if places:
            theirs[name] = os.pathsep.join(places)
    return theirs


def _is_within(place: Path, folders: list[Path]) -> bool:
    return any(place.is_relative_to(folder) for folder in folders)


def why_not(error: OSError | ValueError) -> str:
    """Why a program could not be started, in words."""
    if isinstance(error, FileNotFoundError):
        return "it is not found"
    if isinstance(error, PermissionError):
        return "it may not be run"
    return (error.strerror if isinstance(error, OSError) else "") or str(error)
