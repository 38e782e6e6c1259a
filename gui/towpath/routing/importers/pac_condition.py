"""The conditions of PAC files: `shExpMatch`, `dnsDomainIs`, comparisons, and arrays of texts."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable, Sequence

import msgspec

from towpath.routing.importers.entry import Meant, NotCarriedError, pattern
from towpath.routing.importers.javascript import Token, split, written
from towpath.routing.importers.regex_pattern import host_regex, url_regex
from towpath.routing.importers.url_pattern import (
    LITERAL_ONLY,
    host_alone,
    host_wildcard,
    network,
    plain_host,
    url_wildcard,
)

LONGEST_TEXT = 2000
"""Names may be put together from names, again and again."""
ENDS_SO = "for all names that end so there, for this domain here"
SEVERAL = "it asks for several things at once"
_NOT_UNDERSTOOD = "conditions of this kind are not understood"
_LONGEST = 40
"""Words of a condition that is looked at closely; an array may stand for any number of sites."""


class Names:
    """What has a name in the file."""

    def __init__(self) -> None:
        self.url, self.host = "url", "host"
        self.texts: dict[str, str] = {}
        self.lists: dict[str, list[Token]] = {}
        self.aliases: dict[str, str] = {}

    def alias(self, name: str, of: str) -> None:
        """Another name for a list, or for each item of it."""
        self.aliases[name] = self.aliases.get(of, of)
        self.lists[name] = self.lists[of]

    def knows(self, name: str) -> bool:
        """Whether it is read already."""
        return name in self.texts or name in self.lists

    def text(self, words: Sequence[Token]) -> str | None:
        """What a text is, or several that are put together; None if it cannot be told."""
        found = ""
        for part in split(words, "+"):
            if len(part) != 1:
                return None
            word = part[0]
            if word.kind == "string" or (word.kind == "number" and found):
                found += word.text
            elif word.kind == "name" and word.text in self.texts:
                found += self.texts[word.text]
            else:
                return None
            if len(found) > LONGEST_TEXT:
                return None
        return found if words else None


class Found(msgspec.Struct, frozen=True):
    """What one text in a condition is for."""

    line: int
    text: str
    meant: Meant | NotCarriedError


class Atom(msgspec.Struct, frozen=True):
    """One of the conditions that `||` joins."""

    words: Sequence[Token]

    @classmethod
    def all_of(cls, condition: Sequence[Token]) -> Iterable[Atom]:
        """In their order. Brackets around several are looked into."""
        for part in split(condition, "||"):
            inner = _bare(part)
            if inner and len(split(inner, "||")) > 1:
                yield from cls.all_of(inner)
            elif inner:
                yield cls(inner)

    def lists(self, names: Names) -> set[str]:
        """Those it mentions."""
        mentioned = {word.text for word in self.words if word.kind == "name" and word.text in names.lists}
        return {names.aliases.get(name, name) for name in mentioned}


def meanings(atom: Atom, names: Names) -> Iterable[Found]:
    """One for each text that the host is held against."""
    words = atom.words
    if len(split(words, "&&")) > 1:
        yield Found(words[0].line, written(words), NotCarriedError(SEVERAL))
        return
    if words[0].is_sign("!"):
        yield Found(words[0].line, written(words), NotCarriedError("it is for all sites but some"))
        return
    form = _form(atom, names)
    if form is None:
        yield Found(words[0].line, written(words), NotCarriedError(_NOT_UNDERSTOOD))
        return
    for item in form.items:
        yield Found(item.line, item.text, _tried(form.meant, item.text))


class _Form(msgspec.Struct, frozen=True):
    """A known form of condition."""

    items: Sequence[Token]
    meant: Callable[[str], Meant]


def _form(atom: Atom, names: Names) -> _Form | None:
    words = atom.words
    if len(words) > _LONGEST:
        return None
    return _call(words, names) or _comparison(words, names) or _method(words, names) or _any_list(atom, names)


def _call(words: Sequence[Token], names: Names) -> _Form | None:
    """`shExpMatch(host, "…")` and the like."""
    if len(words) < 4 or words[0].kind != "name" or not words[1].is_sign("(") or not words[-1].is_sign(")"):
        return None
    arguments = split(words[2:-1], ",")
    of_url, of_host = _is(arguments[0], names.url), _is(arguments[0], names.host)
    function = words[0].text
    if function == "isPlainHostName" and of_host:
        return _Form([Token("string", written(words), words[0].line)], lambda _: plain_host())
    if not (of_url or of_host) or len(arguments) < 2:
        return None
    items = _items(arguments[1], names)
    if items is None:
        return None
    if function == "isInNet" and len(arguments) == 3:
        mask = names.text(arguments[2]) or ""
        return _Form(items, lambda text: _masked(text, mask))
    meant = _FUNCTIONS.get((function, "url" if of_url else "host"))
    return _Form(items, meant) if meant else None


def _comparison(words: Sequence[Token], names: Names) -> _Form | None:
    """`host == "…"`."""
    for sign in ("==", "==="):
        sides = split(words, sign)
        if len(sides) == 2:
            for one, other in (sides, sides[::-1]):
                items = _items(other, names)
                if _is(one, names.host) and items is not None:
                    return _Form(items, host_alone)
    return None


def _method(words: Sequence[Token], names: Names) -> _Form | None:
    """`host.endsWith("…")`, `/…/.test(host)`, `host.indexOf("…") >= 0`, `list.indexOf(host) > -1`."""
    text = written(words)
    host_or_url = "|".join(re.escape(name) for name in (names.host, names.url))
    if words[0].kind == "regex" and (found := re.search(rf"/\.test\(({host_or_url})(?:\.toLowerCase\(\))?\)$", text)):
        return _Form(words[:1], host_regex if found[1] == names.host else url_regex)
    found = re.match(rf"({host_or_url})(?:\.toLowerCase\(\))?\.(\w+)\(", text)
    if not found:
        return None
    of_host = found[1] == names.host
    argument = next((word for word in words if word.kind in ("string", "regex") or word.text in names.lists), None)
    items = _items([argument], names) if argument else None
    if argument is None:
        return None
    rest = text[text.rfind(")") + 1 :].replace(" ", "")
    if (
        found[2] in ("match", "search")
        and argument.kind == "regex"
        and rest in ("", "!=null", "!==null", ">=0", "!=-1", ">-1")
    ):
        return _Form([argument], host_regex if of_host else url_regex)
    if items is None or argument.kind == "regex":
        return None
    if found[2] == "endsWith" and of_host and not rest:
        return _Form(items, _ends_so)
    if (found[2] == "includes" and not rest) or (found[2] == "indexOf" and rest in (">=0", "!=-1", "!==-1", ">-1")):
        return _Form(
            items, _contained if of_host else lambda item: url_wildcard(f"*{item}*", anchored=True, itself=False)
        )
    return None


def _any_list(atom: Atom, names: Names) -> _Form | None:
    """An array that is used in another way, as by `some` or `in`: by the look of what is in it."""
    lists = sorted(atom.lists(names))
    if not lists:
        return None
    items = [item for name in lists for item in names.lists[name]]
    called = {word.text for word in atom.words if word.kind == "name"}
    if "shExpMatch" in called:
        of_host = names.url not in called
        return _Form(items, _shell if of_host else _FUNCTIONS["shExpMatch", "url"])
    if "dnsDomainIs" in called:
        return _Form(items, _ends_so)
    if called & {"indexOf", "includes"} and names.host in called:
        return _Form(items, host_alone)
    return _Form(items, of_list_item)


def of_list_item(text: str) -> Meant:
    """By its look: a URL, a wildcard, or a domain."""
    if "://" in text or text.endswith("/*"):
        return url_wildcard(text, anchored=True, itself=False)
    if "*" in text or "?" in text:
        return host_wildcard(text, itself=False)
    return Meant((pattern(text.removeprefix(".")),))


def _items(words: Sequence[Token], names: Names) -> Sequence[Token] | None:
    """A text, or all of a list where one of it is meant."""
    if words and words[0].kind == "name" and words[0].text in names.lists:
        return names.lists[words[0].text]
    text = names.text(words)
    return None if text is None else [Token("string", text, words[0].line)]


def _is(words: Sequence[Token], name: str) -> bool:
    return bool(words) and words[0].is_name(name) and written(words[1:]) in ("", ".toLowerCase()")


def _bare(words: Sequence[Token]) -> Sequence[Token]:
    """Without brackets around all of it."""
    while len(words) > 1 and words[0].is_sign("(") and words[-1].is_sign(")"):
        depth = 0
        for at, word in enumerate(words):
            depth += word.is_sign("(") - word.is_sign(")")
            if depth == 0 and at < len(words) - 1:
                return words
        words = words[1:-1]
    return words


def _tried(meant: Callable[[str], Meant], text: str) -> Meant | NotCarriedError:
    try:
        return meant(text)
    except NotCarriedError as error:
        return error


def _shell(glob: str) -> Meant:
    return host_wildcard(glob, itself=False)


def _ends_so(text: str) -> Meant:
    if text.startswith("."):
        return host_wildcard(f"*{text}", itself=False)
    return Meant((pattern(text),), ENDS_SO)


def _contained(text: str) -> Meant:
    return host_wildcard(f"*{text}*", itself=False)


def _masked(address: str, mask: str) -> Meant:
    try:
        return Meant((pattern(str(ipaddress.ip_network(f"{address}/{mask}", strict=False))),), LITERAL_ONLY)
    except ValueError:
        raise NotCarriedError("it is no network of addresses") from None


_FUNCTIONS: dict[tuple[str, str], Callable[[str], Meant]] = {
    ("shExpMatch", "url"): lambda text: url_wildcard(text, anchored=True, itself=False),
    ("shExpMatch", "host"): _shell,
    ("dnsDomainIs", "host"): _ends_so,
    ("localHostOrDomainIs", "host"): host_alone,
    ("isInNetEx", "host"): lambda text: network(text, names_too=True),
}
