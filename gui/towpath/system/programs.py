"""Starting the program that belongs to a forward: a VNC viewer, a remote desktop, a browser."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Mapping

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint

OF_SERVICES = ("NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC", "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES")
"""What a service manager says to us alone (sd_notify(3), sd_listen_fds(3))."""

_EVERYWHERE = {"*": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}


def start_program(command: str, listen: Endpoint) -> None:
    """Start `command` for a forward that listens on `listen`, on its own: it outlives us and gets nothing of ours.

    The line is split as a shell splits it, but no shell runs it. In each word %h becomes the host to connect to (or
    the path of the Unix socket), %p the port, %% a percent sign. Does not wait for the program.
    Raises TowpathError PROGRAM_NOT_STARTED.
    """
    try:
        arguments = _split(command)
        if not any(arguments):
            raise ValueError("no program is named")
        values = {"h": listen.path or _EVERYWHERE.get(listen.host, listen.host), "p": str(listen.port), "%": "%"}
        filled = [_filled(argument, values) for argument in arguments]
        process = _start(filled)
    except (OSError, ValueError) as error:
        raise TowpathError(Problem(ProblemKind.PROGRAM_NOT_STARTED, command, {"detail": _why(error)})) from error
    threading.Thread(target=process.wait, name=f"towpath-program-{process.pid}", daemon=True).start()  # no zombie


def _split(command: str) -> list[str]:
    """Words, with the quotes gone. On Windows a backslash is part of a path."""
    splitter = shlex.shlex(command, posix=True, punctuation_chars=False)
    splitter.whitespace_split = True
    splitter.commenters = ""
    if sys.platform == "win32":
        splitter.escape = ""
    return list(splitter)


def _filled(word: str, values: Mapping[str, str]) -> str:
    def value(token: re.Match[str]) -> str:
        if token[1] not in values:
            raise ValueError(f"%{token[1]} is not known there; use %h, %p or %%")
        return values[token[1]]

    return re.sub(r"%(.?)", value, word, flags=re.DOTALL)


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
