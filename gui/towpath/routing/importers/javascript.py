"""The words of a JavaScript program, as far as PAC files need it. Nothing is ever run."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from towpath.model.language import translate
from towpath.routing.importers.entry import Malformed

_SPACE_OR_COMMENT = re.compile(r"(?:[\s\ufeff]+|//[^\n\r]*|/\*.*?\*/|<!--[^\n\r]*)+", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_$\u0080-\U0010ffff][A-Za-z0-9_$\u0080-\U0010ffff]*")
_NUMBER = re.compile(r"[0-9][0-9A-Za-z_.]*|\.[0-9][0-9A-Za-z_]*")
_STRING = re.compile(r'"(?:[^"\\\n\r]|\\(?:\r\n|.))*"|\'(?:[^\'\\\n\r]|\\(?:\r\n|.))*\'', re.DOTALL)
_TEMPLATE = re.compile(r"`(?:[^`\\$]|\\.|\$(?!\{))*`", re.DOTALL)
_REGEX = re.compile(r"/(?![/*])((?:[^/\\\[\n\r]|\\[^\n\r]|\[(?:[^\]\\\n\r]|\\[^\n\r])*\])+)/([a-z]*)")
_SIGN = re.compile(r"===|!==|=>|==|!=|<=|>=|&&|\|\||\?\?|\+\+|--|[+\-*/%]=|\.\.\.|[^\w\s]")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r\n|.))", re.DOTALL)
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r": "", "\r\n": ""}
_BEFORE_REGEX = frozenset({"return", "typeof", "case", "in", "of", "else", "do", "void", "delete", "new"})
DEEPEST = 100
_LAST_CODE = 0x10FFFF
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class Token(msgspec.Struct, frozen=True):
    """A word."""

    kind: str
    """`name`, `number`, `string`, `regex`, `sign`."""
    text: str
    """Of a string what it means; of a regex what is between its slashes."""
    line: int

    def is_sign(self, *signs: str) -> bool:
        """Whether it is one of these."""
        return self.kind == "sign" and self.text in signs

    def is_name(self, *names: str) -> bool:
        """Whether it is one of these."""
        return self.kind == "name" and self.text in names


def tokens(text: str) -> list[Token]:
    """Raises Malformed for what is no JavaScript."""
    found: list[Token] = []
    at, line = 0, 1
    while at < len(text):
        if space := _SPACE_OR_COMMENT.match(text, at):
            line += text.count("\n", at, space.end())
            at = space.end()
            continue
        kind, match = _next(text, at, found[-1] if found else None)
        if match is None:
            raise Malformed(line, translate("Fact", "{kind} has no end, or is not understood").format(kind=kind))
        value = match[0]
        if kind == "string":
            value = _ESCAPE.sub(_escaped, match[0][1:-1])
            if not value.isascii():  # what may be written in halves
                value = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        elif kind == "regex":
            value = match[1]
        found.append(Token(kind, value, line))
        line += text.count("\n", at, match.end())
        at = match.end()
    return found


def _next(text: str, at: int, before: Token | None) -> tuple[str, re.Match[str] | None]:
    sign = text[at]
    if sign in "\"'":
        return "string", _STRING.match(text, at)
    if sign == "`":
        return "string", _TEMPLATE.match(text, at)
    if text.startswith("/*", at):
        return "comment", None
    if sign == "/" and _may_be_regex(before) and (found := _REGEX.match(text, at)):
        return "regex", found
    if name := _NAME.match(text, at):
        return "name", name
    if number := _NUMBER.match(text, at):
        return "number", number
    return "sign", _SIGN.match(text, at)


def _may_be_regex(before: Token | None) -> bool:
    """A slash after a value divides."""
    if before is None or before.kind == "sign":
        return before is None or before.text not in (")", "]", "}")
    return before.is_name(*_BEFORE_REGEX)


def _escaped(found: re.Match[str]) -> str:
    if code := found[1] or found[2] or found[3]:
        return chr(int(code, 16)) if int(code, 16) <= _LAST_CODE else "\ufffd"
    return _SHORT.get(found[4], found[4])


def pairs(words: Sequence[Token]) -> dict[int, int]:
    """Where each bracket is closed. Raises Malformed for one that is not."""
    found: dict[int, int] = {}
    open_ones: list[int] = []
    for at, word in enumerate(words):
        if word.is_sign("(", "[", "{"):
            open_ones.append(at)
            if len(open_ones) > DEEPEST:
                raise Malformed(word.line, "too much lies inside each other")
        elif word.is_sign(")", "]", "}"):
            if not open_ones or _CLOSING[words[open_ones[-1]].text] != word.text:
                raise Malformed(word.line, translate("Fact", "a {text} closes nothing").format(text=word.text))
            found[open_ones.pop()] = at
    if open_ones:
        last = words[open_ones[-1]]
        raise Malformed(last.line, translate("Fact", "a {text} is not closed").format(text=last.text))
    return found


def split(words: Sequence[Token], *signs: str) -> list[Sequence[Token]]:
    """What stands between these signs, where they are in no brackets."""
    parts: list[Sequence[Token]] = []
    depth, start = 0, 0
    for at, word in enumerate(words):
        if word.is_sign("(", "[", "{"):
            depth += 1
        elif word.is_sign(")", "]", "}"):
            depth -= 1
        elif depth == 0 and word.is_sign(*signs):
            parts.append(words[start:at])
            start = at + 1
    parts.append(words[start:])
    return parts


def written(words: Sequence[Token]) -> str:
    """For people to find it in the file."""
    shown: list[str] = []
    for word in words:
        text = f'"{word.text}"' if word.kind == "string" else f"/{word.text}/" if word.kind == "regex" else word.text
        close = not shown or word.is_sign(")", "]", ",", ".", ";", "(", "[") or shown[-1] in ("(", "[", ".", "!")
        shown.append(text if close else f" {text}")
    return "".join(shown)
