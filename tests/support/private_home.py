"""A home of its own for what runs in a test, and nothing of the real user's desktop."""

import os
from pathlib import Path

# What a test could reach of the real desktop and the real user; tests that need one bring their own.
OF_THE_USER = (
    "DBUS_SESSION_BUS_ADDRESS",
    "DISPLAY",
    "SSH_AGENT_PID",
    "SSH_ASKPASS",
    "SSH_AUTH_SOCK",
    "TOWPATH_CONFIG",
    "WAYLAND_DISPLAY",
)
FOLDERS = {
    "HOME": "home",
    "XDG_RUNTIME_DIR": "run",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_CACHE_HOME": "home/.cache",
}


def folders(directory: Path) -> dict[str, str]:
    """HOME and the XDG folders below this one; they are there."""
    for folder in FOLDERS.values():
        (directory / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    return {variable: str(directory / folder) for variable, folder in FOLDERS.items()}


def environment(directory: Path) -> dict[str, str]:
    """The whole environment for a program."""
    inherited = {name: value for name, value in os.environ.items() if name not in OF_THE_USER}
    return {**inherited, **folders(directory), "LC_ALL": "C.UTF-8"}
