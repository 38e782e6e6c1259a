"""The regular expressions that rules may have: what Python and JavaScript read alike, and match fast.

Rules are matched here and in PAC files, by several programs; and none of them may hang. So: letters, digits, `.`,
`^`, `$`, `( )`, `(?: )`, `|`, classes, `\\d \\w` and escaped signs, and quantifiers with few of them inside each other.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from towpath.model.error import TowpathError
from towpath.model.parse import invalid

LONGEST = 1000
MOST_UNBOUNDED = 3
"""Stars and pluses: the time for a host that does not match grows with the host's length to this power, and one."""
MOST_REPEATED = 16
"""How often something that varies in length may be repeated, all in all."""
DEEPEST = 20
_WITHOUT_END = 1 << 16
_ESCAPED_SIGNS = frozenset(".\\/-^$*+?()[]{}|_:@")
_ESCAPED_KINDS = frozenset("dDwW")
_BOUNDS = re.compile(r"\{([0-9]{1,3})(,([0-9]{1,3})?)?\}")


class _Part(NamedTuple):
    """What matters of a part of the expression."""

    times: int
    """How often at most something that varies in length, or has alternatives, is repeated in it; 1 for not at all."""
    varies: bool


_FIXED = _Part(1, varies=False)


def check_host_regex(source: str) -> None:
    """Raises TowpathError INVALID for what Python and JavaScript might not read alike, or what may take long."""
    reader = _Reader(source)
    if not source.isascii() or not source.isprintable():
        raise reader.wrong("a host has only ASCII in it", "write names with other letters in Punycode (xn--…)")
    if not source or len(source) > LONGEST:
        raise reader.wrong(f"it has no characters, or more than {LONGEST}")
    reader.alternatives(0)
    if reader.at < len(source):
        raise reader.wrong("a ) has no ( before it")


class _Reader:
    """Goes through it once, from left to right."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._unbounded = 0
        self.at = 0

    def wrong(self, detail: str, hint: str = "") -> TowpathError:
        """To be raised."""
        return invalid(f"/{self._source}/", detail, hint)

    def _next(self) -> str:
        return self._source[self.at : self.at + 1]

    def alternatives(self, depth: int) -> _Part:
        """Up to the end of the group."""
        if depth > DEEPEST:
            raise self.wrong("too many groups lie inside each other")
        times, varies = self._sequence(depth)
        while self._next() == "|":
            self.at += 1
            more, _ = self._sequence(depth)
            times, varies = max(times, more), True
        return _Part(times, varies)

    def _sequence(self, depth: int) -> _Part:
        times, varies = _FIXED
        while self._next() not in ("", "|", ")"):
            more, also_varies = self._repeated(depth)
            times, varies = max(times, more), varies or also_varies
        return _Part(times, varies)

    def _repeated(self, depth: int) -> _Part:
        part = self._single(depth)
        least, most = self._bounds()
        if most == 1 == least:
            return part
        if part is _ANCHOR:
            raise self.wrong("^ and $ cannot be repeated")
        if self._next() in ("*", "+", "?") or _BOUNDS.match(self._source, self.at):
            raise self.wrong("a quantifier follows another one")
        times = most * part.times if part.varies else part.times
        if most > 1 and part.varies and times > MOST_REPEATED:
            hint = "for all hosts of a domain, write corp.example alone"
            raise self.wrong("it repeats what itself is of many lengths, which may take very long", hint)
        return _Part(max(times, most if least != most else 1), varies=part.varies or least != most)

    def _single(self, depth: int) -> _Part:
        sign = self._next()
        self.at += 1
        match sign:
            case "(":
                return self._group(depth)
            case "[":
                self._class()
            case "\\":
                self._escape()
            case "^" | "$":
                return _ANCHOR
            case "*" | "+" | "?":
                raise self.wrong(f"there is nothing before {sign} to be repeated")
            case "{" | "}" | "]":
                raise self.wrong(f"{sign} stands alone", f"write \\{sign} for the sign itself")
        return _FIXED

    def _group(self, depth: int) -> _Part:
        if self._next() == "?":
            if not self._source.startswith("?:", self.at):
                raise self.wrong("groups that begin with (? are not understood, but for (?:")
            self.at += 2
        part = self.alternatives(depth + 1)
        if self._next() != ")":
            raise self.wrong("a ( has no ) after it")
        self.at += 1
        return part

    def _escape(self) -> bool:
        """True for a sign, False for a kind of signs."""
        sign = self._next()
        if not sign or sign not in _ESCAPED_SIGNS | _ESCAPED_KINDS:
            raise self.wrong(f"\\{sign} is not understood", "\\d, \\w and signs such as \\. are")
        self.at += 1
        return sign in _ESCAPED_SIGNS

    def _class(self) -> None:
        if self._next() == "^":
            self.at += 1
        if self._next() == "]":
            raise self.wrong("[] has nothing in it")
        while self._next() != "]":
            low = self._class_sign()
            if self._next() == "-" and self._source[self.at + 1 : self.at + 2] != "]":
                self.at += 1
                high = self._class_sign()
                if not low or not high or low > high:
                    raise self.wrong(
                        "in [ ] a range goes from one sign to a later one", "write \\- for the sign itself"
                    )
        self.at += 1

    def _class_sign(self) -> str:
        """The sign itself; empty for a kind of signs."""
        sign = self._next()
        if not sign:
            raise self.wrong("a [ has no ] after it")
        self.at += 1
        if sign == "\\":
            return self._source[self.at - 1] if self._escape() else ""
        if sign in "[&~|" or (sign == "-" and self._next() != "]" and self._source[self.at - 2] not in "[^"):
            raise self.wrong(f"{sign} may mean something else in [ ]", f"write \\{sign} for the sign itself")
        return sign

    def _bounds(self) -> tuple[int, int]:
        sign = self._next()
        found = _BOUNDS.match(self._source, self.at)
        if found:
            least = int(found[1])
            most = int(found[3]) if found[3] else (_WITHOUT_END if found[2] else least)
            self.at = found.end()
        elif sign and sign in "*+?":
            least, most = int(sign == "+"), 1 if sign == "?" else _WITHOUT_END
            self.at += 1
        else:
            return 1, 1
        if least > most or most == 0:
            raise self.wrong("a quantifier { } counts from a smaller to a larger number")
        if most == _WITHOUT_END or most > MOST_REPEATED * MOST_REPEATED:
            self._unbounded += 1
            if self._unbounded > MOST_UNBOUNDED:
                raise self.wrong(f"it has more than {MOST_UNBOUNDED} stars and pluses, which may take very long")
        if self._next() == "?":  # the shortest first: it matches the same hosts
            self.at += 1
        return least, most


_ANCHOR = _Part(1, varies=False)
"""Known by its identity."""
