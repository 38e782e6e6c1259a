"""A pasted command line split into words as a POSIX shell does, where it needs no shell for that.

What only a shell could say (variables, substitutions, several commands) is refused by name; nothing is run.
"""

from __future__ import annotations

import re

from towpath.model.language import translate
from towpath.model.parse import invalid
from towpath.model.words import said

_PROMPT = re.compile(
    r"(?!\S*(?:ssh|scp|sftp)(?:\.exe)?\s)(?:[^\s'\"$#%>\u276f]+(?:\s[^\s'\"$#%>\u276f]+)?\s?)?[$#%>\u276f]\s+"
)
_OPERATORS = {
    "&": "put it into the background",
    ";": "begin another command",
    "|": "send its output to another program",
    "<": "redirect it",
    ">": "redirect it",
    "(": "begin a group of commands",
    ")": "begin a group of commands",
}
_HOME = re.compile(r"\$(?:HOME|\{HOME\})(?=/|\s|\"|$)")
_VARIABLE = re.compile(r"\$(?:\w+|\{[^}]*\}|\(|'|[@*#?$!-])")
_DASHES = "‐‑‒–—―−"  # noqa: RUF001 - what word processors make of a hyphen


def split_words(text: str) -> list[str]:
    """The words. `$HOME` at the beginning of one becomes `~`. Raises TowpathError INVALID."""
    return _Splitting(without_prompt(text)).run()


def without_prompt(text: str) -> str:
    """A command copied from a terminal, without the `user@host:~$ ` before it."""
    command = text.strip()
    found = _PROMPT.match(command)
    return command[found.end() :] if found else command


class _Splitting:
    def __init__(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n").strip()
        self._at = 0
        self._words: list[str] = []
        self._word: list[str] | None = None

    def run(self) -> list[str]:
        while self._at < len(self._text):
            char = self._text[self._at]
            if char in " \t\n":
                self._blank(char)
            elif char == "#" and self._word is None:
                self._at = (self._text + "\n").index("\n", self._at)
            elif char in _OPERATORS:
                raise invalid(
                    char,
                    translate("Fact", "a shell would {what}").format(what=said(_OPERATORS[char])),
                    "paste the one command alone",
                )
            else:
                self._part(char)
        self._end_word()
        return self._words

    def _blank(self, char: str) -> None:
        self._end_word()
        if char == "\n" and self._words:
            raise invalid("line 2", "a second command", "paste one at a time")
        self._at += 1

    def _part(self, char: str) -> None:
        if char == "'":
            end = self._closing("'")
            self._add(self._text[self._at + 1 : end])
            self._at = end + 1
        elif char == '"':
            self._double_quotes()
        elif char == "\\":
            following = self._text[self._at + 1 : self._at + 2]
            self._add("" if following == "\n" else following, begins=following != "\n")
            self._at += 2
        elif char in "$`":
            self._dollar()
        else:
            if self._word is None and char in _DASHES:
                raise invalid(char, "a dash that a word processor has made", "type a hyphen in its place: -")
            self._add(char)
            self._at += 1

    def _double_quotes(self) -> None:
        self._closing('"')
        self._add("")
        self._at += 1
        while (char := self._text[self._at : self._at + 1]) != '"':
            if char == "\\" and self._text[self._at + 1] in '\\"$`\n':
                self._add(self._text[self._at + 1].replace("\n", ""))
                self._at += 2
            elif char in ("$", "`"):
                self._dollar()
            else:
                self._add(char)
                self._at += 1
        self._at += 1

    def _dollar(self) -> None:
        rest = self._text[self._at :]
        home = _HOME.match(rest)
        if home and not "".join(self._word or ()):
            self._add("~")
            self._at += home.end()
            return
        found = _VARIABLE.match(rest)
        if found or rest[0] == "`":
            what = found[0] if found else "`…`"
            raise invalid(what, "only a shell could say what this stands for", "write that in its place")
        self._add("$")
        self._at += 1

    def _closing(self, quote: str) -> int:
        """Where the quote that is open now ends."""
        at = self._at + 1
        while at < len(self._text) and self._text[at] != quote:
            at += 2 if quote == '"' and self._text[at] == "\\" else 1
        if at >= len(self._text):
            raise invalid(
                quote, "a quote that is not closed", translate("Fact", "add the closing {quote}").format(quote=quote)
            )
        return at

    def _add(self, text: str, *, begins: bool = True) -> None:
        if begins:
            self._word = self._word or []
            self._word.append(text)

    def _end_word(self) -> None:
        if self._word is not None:
            self._words.append("".join(self._word))
        self._word = None
