"""Names that a transfer leaves out, by patterns as those of rsync(1) (FILTER RULES, PATTERN MATCHING RULES)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_WILD = re.compile(rb"[*?\[]")
_CLASSES = {
    b"alnum": rb"0-9A-Za-z",
    b"alpha": rb"A-Za-z",
    b"blank": rb" \t",
    b"digit": rb"0-9",
    b"lower": rb"a-z",
    b"punct": rb"!-/:-@\[-`{-~",
    b"space": rb" \t-\r",
    b"upper": rb"A-Z",
    b"xdigit": rb"0-9A-Fa-f",
}


class Excludes:
    """Which paths are left out. Who walks does not enter a folder that is, so all below it is left out as well.

    `*` and `?` stay within a name, `**` does not; `[a-z]`, `[!a-z]`, `[[:digit:]]`; `\\` before one of these takes it
    as it is. A leading `/` means the folder the transfer begins at, a trailing one only folders. A pattern without
    another `/` is compared with the name alone, any other with the end of the path. `folder/***` is the folder and what
    is in it. All of it byte by byte. rsync's prefixes for rules (`+ `, `- `, `!`) are not known: each one excludes.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        encoded = [pattern.encode("utf-8", "surrogateescape") for pattern in patterns]
        self._rules = [_rule(pattern) for pattern in encoded if pattern.strip(b"/")]

    def matches(self, path: bytes, is_folder: bool) -> bool:
        """Whether `path`, relative to where the transfer begins, is left out itself."""
        return any(rule(path, is_folder) for rule in self._rules)


def _rule(pattern: bytes) -> Callable[[bytes, bool], bool]:
    folders_only = pattern.endswith(b"/")
    pattern = pattern.removesuffix(b"/")
    with_content = pattern.endswith(b"/***")
    anchored = pattern.startswith(b"/")
    pattern = pattern.removeprefix(b"/")
    name_only = not anchored and b"/" not in pattern and b"**" not in pattern
    text = _expression(pattern, anchored) if _WILD.search(pattern) else re.escape(pattern)
    if text is None:
        return lambda _path, _is_folder: False
    matched = re.compile(text if anchored or name_only else b"(?:.*/)?" + text, re.DOTALL).fullmatch

    def rule(path: bytes, is_folder: bool) -> bool:
        if folders_only and not is_folder:
            return False
        if name_only:
            path = path[path.rfind(b"/") + 1 :]
        elif with_content and is_folder:
            path += b"/"
        return matched(path) is not None

    return rule


def _expression(pattern: bytes, anchored: bool) -> bytes | None:
    """The pattern as a regular expression; None when it can match nothing (a `[` without end)."""
    parts: list[bytes] = []
    at = 0
    if not anchored and pattern.startswith((b"**/", b"***/")):  # also at the very beginning of the path
        parts.append(b"(?:.*/)?")
        at = pattern.index(b"/") + 1
    while at < len(pattern):
        character = pattern[at : at + 1]
        at += 1
        if character == b"*":
            stars = len(pattern[at - 1 :]) - len(pattern[at - 1 :].lstrip(b"*"))
            at += stars - 1
            parts.append(b".*" if stars > 1 else b"[^/]*")
        elif character == b"?":
            parts.append(b"[^/]")
        elif character == b"[":
            found = _set(pattern, at)
            if found is None:
                return None
            text, at = found
            parts.append(text)
        else:
            if character == b"\\":
                character = pattern[at : at + 1]
                if not character:
                    return None
                at += 1
            parts.append(re.escape(character))
    return b"".join(parts)


def _set(pattern: bytes, at: int) -> tuple[bytes, int] | None:
    """The set of characters that begins after its `[`, as an expression, and where the pattern goes on after it."""
    negated = pattern[at : at + 1] in (b"!", b"^")
    at += negated
    parts: list[bytes] = []
    first = True
    while first or pattern[at : at + 1] != b"]":
        first = False
        if pattern.startswith(b"[:", at) and (end := pattern.find(b":]", at)) > 0:
            named = _CLASSES.get(pattern[at + 2 : end])
            if named is None:
                return None
            parts.append(named)
            at = end + 2
            continue
        low, at = _member(pattern, at)
        high = low
        if pattern[at : at + 1] == b"-" and pattern[at + 1 : at + 2] not in (b"]", b""):
            high, at = _member(pattern, at + 1)
        if not low or not high:
            return None
        parts.append(re.escape(low) + b"-" + re.escape(max(low, high)))
    inside = b"".join(parts)
    if not inside:
        return (b"[^/]" if negated else b"(?!)"), at + 1
    return b"(?!/)[" + (b"^" if negated else b"") + inside + b"]", at + 1


def _member(pattern: bytes, at: int) -> tuple[bytes, int]:
    """One character of a set and where it ends; empty at the end of the pattern."""
    if pattern[at : at + 1] == b"\\":
        at += 1
    return pattern[at : at + 1], at + 1
