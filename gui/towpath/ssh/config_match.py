"""`Host` and `Match` lines of ssh_config(5): whom they are for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NoReturn

import msgspec

from towpath.ssh.config_lines import ConfigLine, delimited, lower, split_words
from towpath.ssh.config_refusal import refused

_WITHOUT_VALUE = ("all", "canonical", "final")
_UNANSWERABLE = {
    "localnetwork": "which networks this machine is in",
    "tagged": "tags",
    "sessiontype": "what a session is for",
    "version": "ssh's version",
    "command": "the remote command",
}
"""Criteria of newer versions, and what they would need to be known."""
_CRITERIA = frozenset((*_WITHOUT_VALUE, *_UNANSWERABLE, "host", "originalhost", "user", "localuser", "exec"))
_WILDCARDS = re.compile(r"[*?!]")


class Criterion(msgspec.Struct, frozen=True):
    """One of a `Match` line."""

    name: str
    """In lower case."""
    negated: bool
    value: str = ""


class _Reading(msgspec.Struct, frozen=True):
    """A `Match` line as one version of ssh takes it apart."""

    criteria: list[Criterion]
    """Up to what is wrong with it: ssh has run an `exec` by then."""
    wrong: str = ""


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """Who is asked about, as far as the lines before have told."""

    host: str
    """After HostName."""
    original_host: str
    user: str
    local_user: str
    is_final: bool
    """The files are read for the second time."""


def matches_pattern(text: str, pattern: str) -> bool:
    """`*` and `?` only; brackets mean themselves."""
    if "*" not in pattern and "?" not in pattern:
        return text == pattern
    at = inside = 0
    star, after_star = -1, 0
    while at < len(text):
        here = pattern[inside : inside + 1]
        if here == "*":
            star, after_star = inside, at
            inside += 1
        elif here in ("?", text[at]):
            inside += 1
            at += 1
        elif star >= 0:  # only the last star has to take more: no pattern takes long
            after_star += 1
            at, inside = after_star, star + 1
        else:
            return False
    return not pattern[inside:].strip("*")


def matches_list(text: str, patterns: str, *, any_case: bool = False) -> bool:
    """Patterns with commas between them, of which no negated one fits and another one does."""
    found = False
    for pattern in patterns.split(","):
        negated = pattern.startswith("!")
        bare = pattern.removeprefix("!")
        if matches_pattern(text, lower(bare) if any_case else bare):
            if negated:
                return False
            found = True
    return found


def host_line_fits(line: ConfigLine, host: str) -> bool:
    """Raises SSH_CONFIG_REFUSED."""
    found = False
    for word in line.words():
        if not word:
            raise refused(line.file, line.number, "keyword host empty argument")
        if matches_pattern(host, word.removeprefix("!")):
            if word.startswith("!"):
                return False
            found = True
    return found


def all_fit(asked: Sequence[Criterion], who: Who, run: Callable[[str], bool]) -> bool:
    """`run` says whether an `exec` command succeeded; it is asked only where all before it fits."""
    fits = True
    for criterion in asked:
        if criterion.name == "exec":
            fits = fits and run(criterion.value) != criterion.negated
        else:
            fits = (_fits(criterion, who) != criterion.negated) and fits
    return fits


def criteria(line: ConfigLine) -> list[Criterion]:
    """What a `Match` line asks for. Raises SSH_CONFIG_REFUSED, also for what cannot be answered here, and where
    versions of ssh read the line in two ways."""
    older, newer = _older(line), _newer(line)
    if newer.wrong and older.wrong:
        raise refused(line.file, line.number, newer.wrong)
    if newer != older:
        detail = "Match: versions of ssh read its quotes, its = or its comment differently"
        raise refused(line.file, line.number, detail, "write each value as one word, or in double quotes")
    for at, criterion in enumerate(newer.criteria):
        if criterion.name == "all" and (at > 1 or at < len(newer.criteria) - 1):
            _bad(line, "'all' cannot be combined with other Match attributes")
        if criterion.name in _UNANSWERABLE:
            unknown = _UNANSWERABLE[criterion.name]
            hint = "install OpenSSH, which can, or write the section as a Host"
            raise refused(line.file, line.number, f"Match {criterion.name}: {unknown} cannot be asked about here", hint)
        if criterion.name not in _CRITERIA:
            _bad(line, f"Unsupported Match attribute {criterion.name}")
    if not newer.criteria:
        _bad(line, "One or more attributes required for Match")
    return newer.criteria


def literal_names(line: ConfigLine) -> list[str]:
    """The names without wildcards that a `Host` or `Match` line gives; none of one that cannot be read."""
    if line.keyword == "host":
        words = split_words(line.rest) or []
        return [word for word in words if word and not _WILDCARDS.search(word)]
    newer = _newer(line)
    reading = newer if not newer.wrong and all(c.name in _CRITERIA for c in newer.criteria) else _older(line)
    if reading.wrong:
        return []
    values = [c.value for c in reading.criteria if c.name in ("host", "originalhost") and not c.negated]
    return [name for value in values for name in value.split(",") if name and not _WILDCARDS.search(name)]


def exec_texts(line: ConfigLine) -> list[str]:
    """Every command that a `Match` line could have any version of ssh run, also one that ssh then finds fault with."""
    read = (*_older(line).criteria, *_newer(line).criteria)
    return list(dict.fromkeys(criterion.value for criterion in read if criterion.name == "exec"))


def _fits(criterion: Criterion, who: Who) -> bool:
    match criterion.name:
        case "all":
            return True
        case "canonical" | "final":
            return who.is_final
        case "host":
            return matches_list(lower(who.host), criterion.value, any_case=True)
        case "originalhost":
            return matches_list(lower(who.original_host), criterion.value, any_case=True)
        case "user":
            return matches_list(who.user, criterion.value)
        case _:
            return matches_list(who.local_user, criterion.value)


def _older(line: ConfigLine) -> _Reading:
    """As versions before 10 read it: blanks and single `=` between words, double quotes around whole ones."""
    rest: str | None = line.rest
    found: list[Criterion] = []
    while rest is not None:
        word, rest = delimited(rest)
        if not word or word.startswith("#"):
            break
        name = lower(word.removeprefix("!"))
        if name in _WITHOUT_VALUE:
            found.append(Criterion(name, word.startswith("!")))
            continue
        value, rest = delimited(rest) if rest is not None else ("", None)
        if not value or value.startswith("#"):
            return _Reading(found, f"Missing Match criteria for {name}")
        found.append(Criterion(name, word.startswith("!"), value))
    return _Reading(found)


def _newer(line: ConfigLine) -> _Reading:
    """As OpenSSH 10 reads it: words with quotes and backslashes, and `name=value`."""
    words = split_words(line.rest)
    if words is None:
        return _Reading([], "invalid quotes")
    found: list[Criterion] = []
    while words:
        word = words.pop(0)
        if word.startswith("#"):
            break
        name, equals, value = word.removeprefix("!").partition("=")
        name = lower(name)
        if name not in _WITHOUT_VALUE or equals:
            if not equals:
                value = words.pop(0) if words else ""
            if (not value and name not in ("tagged", "command")) or value.startswith("#"):
                return _Reading(found, f"Missing Match criteria for {name}")
        found.append(Criterion(name, word.startswith("!"), value))
    return _Reading(found)


def _bad(line: ConfigLine, detail: str) -> NoReturn:
    raise refused(line.file, line.number, f"Bad Match condition: {detail}")
