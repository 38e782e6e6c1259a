"""Text that came from a server or a file is shown as plain text with its control characters escaped."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import msgspec

_ESCAPED_CATEGORIES = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


def printable(text: str, *, keep_newlines: bool = False) -> str:
    r"""`text` with every control, format and unassigned character written as `\x1b` or `\u202e`.

    That stops terminal escapes, and bidirectional overrides that make a text read differently from what it says.
    """
    if text.isprintable():  # as nearly all texts are; a window shows 100,000 names at once
        return text

    def one(char: str) -> str:
        if char == "\n" and keep_newlines:
            return char
        if unicodedata.category(char) not in _ESCAPED_CATEGORIES:
            return char
        code = ord(char)
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

    return "".join(one(char) for char in text)


def is_one_line(value: msgspec.Struct) -> bool:
    """Whether every text in it could be typed into a field: other texts could mean more where they are written to."""
    return all(text.isprintable() for text in _texts(msgspec.to_builtins(value)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in _texts(inner))
    elif isinstance(value, list | tuple):
        yield from (text for inner in value for text in _texts(inner))


def path_text(path: bytes) -> str:
    r"""A path or name as a problem's subject carries it: what is not UTF-8 is written as `\xff`. `printable` comes
    on top when it is shown."""
    return path.decode("utf-8", "backslashreplace")


def sentence(text: str) -> str:
    """`text` with a capital at the beginning: `Words` are made to follow other words, and often stand alone."""
    return text[:1].upper() + text[1:]


_UNITS = ("B", "kB", "MB", "GB", "TB")


def size(count: float) -> str:
    """`950 B`, `1.2 MB`: thousands as SI has them, two digits where one would be coarse."""
    value, unit = float(count), _UNITS[0]
    for unit in _UNITS:
        if value < 999.5 or unit == _UNITS[-1]:
            break
        value /= 1000
    digits = 1 if value < 9.95 and unit != "B" else 0
    return f"{value:.{digits}f} {unit}"
