"""The agents of a machine: where their sockets lie, and what people call them."""

from __future__ import annotations

import os
import socket
import stat
import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

import psutil

from towpath.ssh.agent_connection import OPENSSH_PIPE, PAGEANT

# Below the user's home, and below XDG_RUNTIME_DIR. gpg-agent and the keyrings begin to run when they are asked.
_IN_HOME = {
    ".1password/agent.sock": "1Password",
    "Library/Group Containers/2BUA8C4S2C.com.1password/t/agent.sock": "1Password",
    "Library/Containers/com.maxgoedjen.Secretive.SecretAgent/Data/socket.ssh": "Secretive",
    ".bitwarden-ssh-agent.sock": "Bitwarden",
    ".gnupg/S.gpg-agent.ssh": "GnuPG",
}
_IN_RUNTIME = {
    "gcr/ssh": "GNOME Keyring",
    "keyring/ssh": "GNOME Keyring",
    "gnupg/S.gpg-agent.ssh": "GnuPG",
    "openssh_agent": "ssh-agent",
    "ssh-agent.socket": "ssh-agent",
}
_OF_WINDOWS = {OPENSSH_PIPE: "ssh-agent", PAGEANT: "Pageant"}
_PROGRAMS = {
    "ssh-agent": "ssh-agent",
    "gnome-keyring-d": "GNOME Keyring",
    "gcr-ssh-agent": "GNOME Keyring",
    "gpg-agent": "GnuPG",
    "1password": "1Password",
    "keepassxc": "KeePassXC",
    "bitwarden": "Bitwarden",
}
_CREDENTIALS = struct.Struct("3i")
_LOOK_SECONDS = 1.0


def find_agents(usual: str, named: Iterable[str], home: Path, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """The usual one (SSH_AUTH_SOCK; empty for none), those that connections name, and what else is there; each once."""
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    places = [Path(text) for text in (usual, *named) if text]
    around = [home / name for name in _IN_HOME] + [Path(runtime) / name for name in _IN_RUNTIME if runtime]
    places += [place for place in around if _is_socket(place)]
    return tuple({os.path.realpath(place): place for place in reversed(places)}.values())[::-1]


def agent_name(path: Path, home: Path, environment: Mapping[str, str]) -> str:
    """What people call it: by where it lies, else by whose program listens there; empty where that is unknown."""
    if path in _OF_WINDOWS:
        return _OF_WINDOWS[path]
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    places = {home / name: called for name, called in _IN_HOME.items()}
    places |= {Path(runtime) / name: called for name, called in _IN_RUNTIME.items() if runtime}
    real = os.path.realpath(path)
    return next((called for place, called in places.items() if os.path.realpath(place) == real), "") or _by_program(
        path
    )


def _by_program(path: Path) -> str:
    """On Linux the kernel tells who listens (unix(7), SO_PEERCRED)."""
    if not hasattr(socket, "SO_PEERCRED"):
        return ""
    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(_LOOK_SECONDS)
            probe.connect(str(path))
            found = probe.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
        name = psutil.Process(_CREDENTIALS.unpack(found)[0]).name().lower()
    except (OSError, psutil.Error, ValueError):
        return ""  # gone, or of a kind that cannot be asked
    return next((called for program, called in _PROGRAMS.items() if name.startswith(program)), "")


def _is_socket(path: Path) -> bool:
    try:
        return stat.S_ISSOCK(path.stat().st_mode)
    except OSError:
        return False
