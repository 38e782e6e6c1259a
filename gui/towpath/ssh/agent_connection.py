r"""How an ssh-agent is reached: a Unix socket; on Windows a named pipe, or Pageant's window.

The two ways of Windows go through paramiko's own modules, and have been tried against stand-ins alone.
"""

from __future__ import annotations

import contextlib
import socket
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Protocol, Self, cast

from towpath.model.connection import Auth
from towpath.ssh.config_tokens import expand_path

CONNECT_SECONDS = 5.0
OPENSSH_PIPE = Path(r"\\.\pipe\openssh-ssh-agent")
"""That of the ssh-agent which comes with Windows."""
PAGEANT = Path("pageant")
"""Stands for Pageant's window, which has no place in any file system."""


class AgentConnection(Protocol):
    """One connection, used by one thread, but for `shutdown`."""

    def settimeout(self, value: float | None, /) -> None: ...
    def sendall(self, data: bytes, /) -> None: ...
    def recv(self, count: int, /) -> bytes: ...
    def shutdown(self, how: int, /) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, *args: object) -> None: ...


class WindowsConnection(Protocol):
    """What paramiko's connections to agents of Windows are like."""

    def send(self, data: bytes, /) -> object: ...
    def recv(self, count: int, /) -> bytes: ...
    def close(self) -> object: ...


class OnWindows:
    """One of these as an `AgentConnection`. It has no limit of time: Windows knows none there."""

    def __init__(self, connection: WindowsConnection) -> None:
        self._connection = connection

    def settimeout(self, value: float | None) -> None:
        """There is none."""

    def sendall(self, data: bytes) -> None:
        self._connection.send(data)

    def recv(self, count: int) -> bytes:
        return self._connection.recv(count) or b""

    def shutdown(self, how: int) -> None:
        """Ends it as far as that goes: who waits for a pipe goes on waiting until the agent answers."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *args: object) -> None:
        with contextlib.suppress(OSError):  # `shutdown` was there first
            self._connection.close()


def open_agent(path: Path) -> AgentConnection:
    """Raises OSError."""
    if path == PAGEANT:
        return OnWindows(_paramikos("win_pageant", "PageantConnection"))
    if path == OPENSSH_PIPE:
        return OnWindows(_paramikos("win_openssh", "OpenSSHAgentConnection"))
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(CONNECT_SECONDS)
        connection.connect(str(path))
    except BaseException:
        connection.close()
        raise
    return connection


def default_agent(environment: Mapping[str, str], *, system: str = sys.platform) -> Path | None:
    """The agent that is used where nothing else is said. May look at running programs on Windows."""
    if told := environment.get("SSH_AUTH_SOCK"):
        return Path(told)
    if system != "win32":
        return None
    running: list[tuple[Path, Callable[[], bool]]] = [
        (OPENSSH_PIPE, import_module("paramiko.win_openssh").can_talk_to_agent),
        (PAGEANT, import_module("paramiko.win_pageant").can_talk_to_agent),
    ]
    return next((path for path, can_talk in running if can_talk()), None)


def chosen_agent(auth: Auth, default: Path | None, *, home: Path, environment: Mapping[str, str]) -> Path | None:
    """The agent of one login (IdentityAgent). Raises INVALID for a path with a variable that is not set."""
    return None if not auth.use_agent else named_agent(auth.identity_agent, default, home=home, environment=environment)


def named_agent(text: str, default: Path | None, *, home: Path, environment: Mapping[str, str]) -> Path | None:
    """What IdentityAgent and ForwardAgent name: a path, `$NAME`, SSH_AUTH_SOCK, or `none`; `default` for nothing."""
    if text in ("", "SSH_AUTH_SOCK"):
        return default
    if text == "none":
        return None
    if text.startswith("$") and not text.startswith("${"):
        found = environment.get(text[1:], "")
        return Path(found) if found else None
    return Path(expand_path(text, str(home), environment))


def _paramikos(module: str, name: str) -> WindowsConnection:
    """These modules can be imported on Windows alone."""
    return cast("WindowsConnection", getattr(import_module(f"paramiko.{module}"), name)())
