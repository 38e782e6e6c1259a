"""Starting the program that belongs to a forward: a VNC viewer, a remote desktop, a browser."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.program_line import program_arguments

OF_SERVICES = ("NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC", "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES")
"""What a service manager says to us alone (sd_notify(3), sd_listen_fds(3))."""


def start_program(command: str, listen: Endpoint) -> None:
    """Start `command` for a forward that listens on `listen`, on its own: it outlives us and gets nothing of ours.

    The line is split as a shell splits it, but no shell runs it (model/program_line.py). Does not wait for the program.
    Raises TowpathError PROGRAM_NOT_STARTED.
    """
    try:
        process = _start(program_arguments(command, listen))
    except (OSError, ValueError) as error:
        raise TowpathError(Problem(ProblemKind.PROGRAM_NOT_STARTED, command, {"detail": _why(error)})) from error
    threading.Thread(target=process.wait, name=f"towpath-program-{process.pid}", daemon=True).start()  # no zombie


def _start(arguments: list[str]) -> subprocess.Popen[bytes]:
    apart = 0
    if sys.platform == "win32":
        apart = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
    return subprocess.Popen(
        arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if name not in OF_SERVICES},
        start_new_session=True,
        creationflags=apart,
    )


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "it is not found"
    if isinstance(error, PermissionError):
        return "it may not be run"
    return (error.strerror if isinstance(error, OSError) else "") or str(error)
