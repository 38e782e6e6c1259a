"""The regular expressions that rules may have: what Python and JavaScript read alike, and match fast.

Rules are matched here and in PAC files, by several programs; and none of them may hang. So: letters, digits, `.`,
`^`, `$`, `( )`, `(?: )`, `|`, classes, `\\d \\w` and escaped signs, and quantifiers, as long as all of it can be tried
on a host in few ways.
"""

from __future__ import annotations

import re

from towpath.model.error import TowpathError
from towpath.model.language import translate
from towpath.model.parse import invalid

LONGEST = 1000
MOST_WAYS = 8_000_000
"""In how many ways it may be tried on one host at most, so that the one that fits none is found out in well under a
second: each star, each alternative multiplies them, and so does that it may begin anywhere."""
DEEPEST = 20
_LENGTH = 128
"""What a star stands for: half of the longest name, for the longer the one, the shorter the next."""
_ESCAPED_SIGNS = frozenset(".\\/-^$*+?()[]{}|_:@")
_ESCAPED_KINDS = frozenset("dDwW")
_BOUNDS = re.compile(r"\{([0-9]{1,3})(,([0-9]{1,3})?)?\}")

_ANCHOR = 0
"""In place of the number of ways of what takes no sign of the host."""


def check_host_regex(source: str) -> None:
    """Raises TowpathError INVALID for what Python and JavaScript might not read alike, or what may take long."""
    reader = _Reader(source)
    if not source.isascii() or not source.isprintable():
        raise reader.wrong("a host has only ASCII in it", "write names with other letters in Punycode (xn--…)")
    if not source or len(source) > LONGEST:
        raise reader.wrong(translate("Fact", "it has no characters, or more than {longest}").format(longest=LONGEST))
    first = reader.sequence(0)
    ways = reader.alternatives(0, first)
    if reader.at < len(source):
        raise reader.wrong("a ) has no ( before it")
    begins_once = source.startswith("^") and ways == first
    reader.check_ways(ways if begins_once else ways * _LENGTH)


class _Reader:
    """Goes through it once, from left to right."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._begins = 0
        self.at = 0

    def wrong(self, detail: str, hint: str = "") -> TowpathError:
        """To be raised."""
        return invalid(f"/{self._source}/", detail, hint)

    def _next(self) -> str:
        return self._source[self.at : self.at + 1]

    def check_ways(self, ways: int) -> None:
        """Raises INVALID where they are too many."""
        if ways > MOST_WAYS:
            hint = "write fewer * + ? {} and |, or ^ at the beginning; for all hosts of a domain, corp.example alone"
            raise self.wrong("it can be tried on a host in so many ways that it may take very long", hint)

    def alternatives(self, depth: int, first: int) -> int:
        """Up to the end of the group; `first` are the ways of the one that was read."""
        ways = first
        while self._next() == "|":
            self.at += 1
            ways += self.sequence(depth)
        return ways

    def sequence(self, depth: int) -> int:
        """Up to the next alternative, or the end of the group: in how many ways it can be tried at one place."""
        if depth > DEEPEST:
            raise self.wrong("too many groups lie inside each other")
        ways = 1
        while self._next() not in ("", "|", ")"):
            ways *= self._repeated(depth)
            self.check_ways(ways)
        return ways

    def _repeated(self, depth: int) -> int:
        before = self._begins
        ways = self._single(depth)
        least, most = self._bounds()
        if most == 1 == least:
            return ways or 1
        if ways == _ANCHOR or self._begins > before:  # JavaScriptCore takes (?:^a)?b for ^ab
            raise self.wrong("^ and $, and groups with a ^ in them, cannot be repeated, or left out")
        if self._next() in ("*", "+", "?") or _BOUNDS.match(self._source, self.at):
            raise self.wrong("a quantifier follows another one")
        if ways == 1:
            return most - least + 1
        total = 0
        for times in range(least, most + 1):
            total += ways**times
            self.check_ways(total)
        return total

    def _single(self, depth: int) -> int:
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
                self._begins += sign == "^"
                return _ANCHOR
            case "*" | "+" | "?":
                raise self.wrong(translate("Fact", "there is nothing before {sign} to be repeated").format(sign=sign))
            case "{" | "}" | "]":
                raise self.wrong(
                    translate("Fact", "{sign} stands alone").format(sign=sign),
                    translate("Fact", "write \\{sign} for the sign itself").format(sign=sign),
                )
        return 1

    def _group(self, depth: int) -> int:
        if self._next() == "?":
            if not self._source.startswith("?:", self.at):
                raise self.wrong("groups that begin with (? are not understood, but for (?:")
            self.at += 2
        ways = self.alternatives(depth + 1, self.sequence(depth + 1))
        if self._next() != ")":
            raise self.wrong("a ( has no ) after it")
        self.at += 1
        return ways

    def _escape(self) -> bool:
        """True for a sign, False for a kind of signs."""
        sign = self._next()
        if not sign or sign not in _ESCAPED_SIGNS | _ESCAPED_KINDS:
            raise self.wrong(
                translate("Fact", "\\{sign} is not understood").format(sign=sign), "\\d, \\w and signs such as \\. are"
            )
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
            raise self.wrong(
                translate("Fact", "{sign} may mean something else in [ ]").format(sign=sign),
                translate("Fact", "write \\{sign} for the sign itself").format(sign=sign),
            )
        return sign

    def _bounds(self) -> tuple[int, int]:
        sign = self._next()
        found = _BOUNDS.match(self._source, self.at)
        if found:
            least = int(found[1])
            most = int(found[3]) if found[3] else (least + _LENGTH if found[2] else least)
            self.at = found.end()
        elif sign and sign in "*+?":
            least, most = int(sign == "+"), 1 if sign == "?" else _LENGTH
            self.at += 1
        else:
            return 1, 1
        if least > most or most == 0:
            raise self.wrong("a quantifier { } counts from a smaller to a larger number")
        if self._next() == "?":  # the shortest first: it matches the same hosts
            self.at += 1
        return least, most
