"""What a .desktop file says of the program it starts: the Desktop Entry Specification of freedesktop.org."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

_FILES = {"%f", "%F", "%u", "%U"}
_GROUP = "[Desktop Entry]"
_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


class DesktopEntry(msgspec.Struct, frozen=True):
    """A program that opens files."""

    command: str
    """Its `Exec` line, without the escapes of a string value."""
    terminal: bool
    name: str

    def arguments(self, path: str) -> list[str]:
        """What to start for this file: each field code is a whole word, and nothing else is filled in. Raises
        ValueError for a line that is not one."""
        words: list[str] = []
        given = False
        for word, quoted in _words(self.command):
            if not quoted and word in _FILES:
                words.append(path)
                given = True
            elif not quoted and word == "%c":
                words.append(self.name)
            elif quoted or not re.fullmatch(r"%[a-zA-Z]", word):  # the others are dropped
                words.append(word.replace("%%", "%"))
        if not words:
            raise ValueError("it names no program")
        return words if given else [*words, path]


def find_entry(entry_id: str, environment: Mapping[str, str]) -> DesktopEntry | None:
    """The entry with this id (`org.gnome.gedit.desktop`), the user's own first; None where there is none."""
    if not entry_id.endswith(".desktop") or "/" in entry_id:
        return None
    home = environment.get("HOME", "")
    user = environment.get("XDG_DATA_HOME") or f"{home}/.local/share"
    shared = environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for folder in (user, *shared.split(os.pathsep)):
        applications = Path(folder) / "applications"
        for path in (applications / entry_id, applications / entry_id.replace("-", "/", 1)):
            try:
                return read_entry(path.read_text(errors="replace"))
            except OSError:
                continue  # it is not there
    return None


def read_entry(text: str) -> DesktopEntry | None:
    """None where the text has no command."""
    values = entry_values(text)
    if not values.get("Exec"):
        return None
    return DesktopEntry(values["Exec"], values.get("Terminal") == "true", values.get("Name", ""))


def entry_values(text: str) -> dict[str, str]:
    """What stands in its group, by key, without the escapes of a string value."""
    values: dict[str, str] = {}
    group = ""
    for line in text.split("\n"):  # other separators may stand in the name of a folder
        if line.startswith("["):
            group = line.strip()
        elif group == _GROUP and not line.startswith("#"):
            key, _, value = line.partition("=")
            values.setdefault(key.strip(), _unescaped(value.strip()))
    return values


def command_line(arguments: Iterable[str]) -> str:
    """An `Exec` line that starts just this, as it stands in a file: quoted, a `%` doubled, and with the escapes of a
    string value."""
    words = (argument.replace("%", "%%") for argument in arguments)
    quoted = (word if re.fullmatch(r"[\w./:=%@+,-]+", word) else _in_quotes(word) for word in words)
    return " ".join(quoted).replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")


def command_words(command: str) -> tuple[str, ...]:
    """What such a line starts, without a file. Raises ValueError for a line that is not one."""
    words = _words(command)
    return tuple(word.replace("%%", "%") for word, quoted in words if quoted or not re.fullmatch(r"%[a-zA-Z]", word))


def _in_quotes(word: str) -> str:
    return '"' + re.sub(r'(["`$\\])', r"\\\1", word) + '"'


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[0]), value)


def _words(command: str) -> list[tuple[str, bool]]:
    """Each word, and whether it stood in quotes, where a backslash goes before ", `, $ and itself."""
    words: list[tuple[str, bool]] = []
    rest = command.strip()
    while rest:
        if rest[0] == '"':
            found = re.match(r'"((?:[^"\\]|\\.)*)"(?=\s|$)', rest)
            if found is None:
                raise ValueError("a quotation mark is not closed")
            words.append((re.sub(r'\\(["`$\\])', r"\1", found[1]), True))
        else:
            found = re.match(r"\S+", rest)
            assert found
            words.append((found[0], False))
        rest = rest[found.end() :].lstrip()
    return words
