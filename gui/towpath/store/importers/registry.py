"""What Windows' registry editor exports: sections with values, as PuTTY's and WinSCP's settings are kept there."""

from __future__ import annotations

import re

from towpath.store.importers.session_values import Values

_SECTION = re.compile(r"\[-?(.+)\]\s*")
_VALUE = re.compile(r'"((?:[^"\\]|\\.)*)"=(?:"((?:[^"\\]|\\.)*)"|dword:([0-9A-Fa-f]{1,8}))\s*')
_PUTTY = re.compile(r"\\Software\\(?:SimonTatham\\PuTTY|9bis\.com\\KiTTY)\\Sessions\\([^\\]+)", re.IGNORECASE)
_WINSCP = re.compile(r"\\Software\\Martin Prikryl\\WinSCP 2\\(.+)", re.IGNORECASE)


def is_export(text: str) -> bool:
    """Whether a file looks like one."""
    return text.startswith(("Windows Registry Editor", "REGEDIT4"))


def putty_sessions(text: str) -> dict[str, Values]:
    """By their coded names. KiTTY's are the same."""
    return _sections(text, _PUTTY)


def winscp_sections(text: str) -> dict[str, Values]:
    """By what their names would be in WinSCP.ini."""
    return _sections(text, _WINSCP)


def _sections(text: str, wanted: re.Pattern[str]) -> dict[str, Values]:
    found: dict[str, Values] = {}
    values: dict[str, str] = {}
    for line in text.splitlines():
        if section := _SECTION.fullmatch(line):
            values = {}
            if name := wanted.search(section[1]):
                values = dict(found.get(name[1], {}))
                found[name[1]] = values
        elif value := _VALUE.fullmatch(line):
            name_text, text_value, number = value.groups()
            values[_unescaped(name_text)] = _unescaped(text_value) if number is None else str(int(number, 16))
    return found


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
