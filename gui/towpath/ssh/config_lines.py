"""Lines of an ssh_config, taken apart as ssh(1) does it: a keyword, one `=` or blanks, and words with their quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from towpath.ssh.config_refusal import refused

BLANKS = " \t\r\n"
"""Between the keyword and its value, and at the end of a line. Between words it is only ` ` and tab."""

_USUAL = re.compile(r"[ \t\r\n]*([A-Za-z0-9]+)(?:[ \t\r\n]+=?|=)[ \t\r\n]*")
_QUOTED = re.compile(r"""['"\\#]""")
_ORDINARY = re.compile(r"""[^\\'" \t]+""")
_UPPER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


class ConfigLine(msgspec.Struct, frozen=True):
    """One that is neither empty nor a comment."""

    file: str
    number: int
    keyword: str
    """In lower case."""
    rest: str
    """What follows it, quotes and all, without blanks around it."""

    def words(self) -> list[str]:
        """The value's words without their quotes, up to a comment. Raises SSH_CONFIG_REFUSED."""
        words = split_words(self.rest)
        if words is None:
            raise refused(self.file, self.number, "invalid quotes")
        return words


def lower(text: str) -> str:
    """As tolower(3) in ssh: other letters than ASCII's stay as they are."""
    return text.translate(_UPPER)


def text_of(content: bytes) -> str:
    """Any byte may stand in a file: what is not UTF-8 is carried through, and replaced only in the values."""
    return content.decode("utf-8", "surrogateescape")


def clean(text: str) -> str:
    """A value as others can use it: valid Unicode."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def config_lines(text: str, file: str) -> Iterator[ConfigLine]:
    """The lines of a file. A keyword without anything after it has an empty `rest`."""
    for number, raw in enumerate(text.split("\n"), start=1):
        if line := config_line(raw, file, number):
            yield line


def config_line(raw: str, file: str, number: int) -> ConfigLine | None:
    """One line; None for an empty one and a comment."""
    text = raw.partition("\0")[0].rstrip(BLANKS + "\f")
    usual = _USUAL.match(text)
    if usual:
        return ConfigLine(file, number, lower(usual[1]), text[usual.end() :])
    keyword, rest = delimited(text)
    if not keyword and rest is not None:
        keyword, rest = delimited(rest)
    if not keyword or keyword.startswith("#"):
        return None
    return ConfigLine(file, number, lower(keyword), (rest or "").lstrip(BLANKS))


def delimited(text: str) -> tuple[str, str | None]:
    """The first word and what follows it, None for nothing; as strdelim() in ssh: an unbalanced quote is no word."""
    end = next((at for at, letter in enumerate(text) if letter in BLANKS + '"='), -1)
    if end < 0:
        return text, None
    if text[end] == '"':
        inside, closing, rest = text[end + 1 :].partition('"')
        return (text[:end] + inside, rest.lstrip(BLANKS)) if closing else ("", None)
    rest = text[end + 1 :].lstrip(BLANKS)
    if text[end] != "=" and rest.startswith("="):
        rest = rest[1:].lstrip(BLANKS)
    return text[:end], rest


def split_words(text: str) -> list[str] | None:
    """Words with quotes of both kinds and backslashes before quotes, backslashes and blanks; up to a `#` that begins
    a word. None where a quote is not closed."""
    if not _QUOTED.search(text):
        return re.split(r"[ \t]+", text.strip(" \t")) if text.strip(" \t") else []
    words: list[str] = []
    at = 0
    while at < len(text):
        if text[at] in " \t":
            at += 1
        elif text[at] == "#":
            break
        else:
            word, at = _word(text, at)
            if word is None:
                return None
            words.append(word)
    return words


def _word(text: str, at: int) -> tuple[str | None, int]:
    """The word that begins there, and where it ends."""
    letters: list[str] = []
    quote = ""
    while at < len(text):
        if run := _ORDINARY.match(text, at):
            letters.append(run[0])
            at = run.end()
            continue
        letter, following = text[at], text[at + 1 : at + 2]
        if letter == "\\" and following and (following in "'\"\\" or (not quote and following == " ")):
            letters.append(following)
            at += 1
        elif not quote and letter in " \t":
            break
        elif not quote and letter in "'\"":
            quote = letter
        elif letter == quote:
            quote = ""
        else:
            letters.append(letter)
        at += 1
    return (None if quote else "".join(letters)), at
