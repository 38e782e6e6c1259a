"""The systemd user unit that keeps connections up without a person: its name, its text and where it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import platformdirs

from towpath import files
from towpath.model.error import Problem, ProblemKind, TowpathError

_MARK = "# Written by `towpath up --unit`, which replaces it. Changes go into a drop-in: systemctl --user edit UNIT\n"

_UNIT = """\
[Unit]
Description={description}

[Service]
Type=notify
ExecStart={command}
Restart=on-failure
RestartSec=15
# Wrong usage, and logins that need a person: another try would end the same way.
RestartPreventExitStatus=2 3
TimeoutStartSec=infinity
# Nothing that would hide ~/.ssh, or an agent's socket in /tmp.
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
UMask=0077

[Install]
WantedBy=default.target
"""


def unit_name(names: Sequence[str]) -> str:
    """`towpath-NAME.service`, escaped as systemd-escape(1) does; no colon, where systemd-analyze would split it."""
    return f"towpath-{_escaped('_'.join(names).replace(':', '_'))}.service"


def unit_text(program: Sequence[str], profile: Path, names: Sequence[str]) -> str:
    """A unit that runs `program --config PROFILE up --unattended NAMES`; the program's path is absolute."""
    words = [*program, "--config", str(profile), "up", "--unattended", "--", *names]
    description = f"Towpath: {', '.join(names)}".replace("%", "%%")
    return _MARK + _UNIT.format(description=description, command=" ".join(_quoted(word) for word in words))


def write_unit(name: str, text: str) -> Path:
    """Keep it where systemd --user looks (XDG_CONFIG_HOME). Raises TowpathError; a file that somebody else wrote
    stays as it is."""
    path = platformdirs.user_config_path() / "systemd" / "user" / name
    try:
        foreign = not path.read_text(errors="replace").startswith(_MARK)
    except FileNotFoundError:
        foreign = False
    except OSError as error:
        facts = {"detail": error.strerror or str(error)}
        raise TowpathError(Problem(ProblemKind.FILE_UNREADABLE, str(path), facts)) from error
    if foreign:
        facts = {"detail": "this unit was not written by Towpath", "hint": "move it away first"}
        raise TowpathError(Problem(ProblemKind.INVALID, str(path), facts))
    files.write_atomically(path, text.encode())
    return path


def _quoted(word: str) -> str:
    """One word of ExecStart (systemd.service(5), COMMAND LINES): no specifier, no variable, no escape."""
    text = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{text}"'


def _escaped(text: str) -> str:
    """As `systemd-escape`: a slash becomes a dash, what is not a letter, a digit or one of _. becomes \\xNN."""

    def one(place: int, byte: int) -> str:
        char = chr(byte)
        if char == "/":
            return "-"
        plain = char.isascii() and (char.isalnum() or char == "_" or (char == "." and place > 0))
        return char if plain else f"\\x{byte:02x}"

    return "".join(one(place, byte) for place, byte in enumerate(text.encode()))
