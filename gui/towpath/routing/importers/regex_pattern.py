"""Regular expressions that other programs hold against URLs or hosts, as patterns for hosts.

The usual shapes become what a person would write (`^(.*\\.)?corp\\.example$` is `corp.example`); others stay regular
expressions, if `model.host_regex` takes them.
"""

from __future__ import annotations

import re

from towpath.model.language import translate
from towpath.model.words import said
from towpath.routing.importers.entry import AllSites, Meant, NotCarriedError, pattern, together
from towpath.routing.importers.url_pattern import ITSELF_TOO, NOTHING, ONE_SCHEME, PATH, PORT, host_wildcard

LONGEST = 2000


def _any_of(*texts: str) -> str:
    """One of these expressions as it is written, the longest first; with groups of either kind."""
    both = {*texts, *(text.replace("(", "(?:") for text in texts if "(?:" not in text)}
    return "(?:" + "|".join(re.escape(text) for text in sorted(both, key=len, reverse=True)) + ")"


_ONE_SCHEME = ("http", "https", "ws", "wss", "ftp")
_ANY_SCHEME = (
    *("", ".*", ".+", ".*?", r"\S+", r"\w+", r"\w*", "[a-z]+", "[a-zA-Z]+", "[A-Za-z]+", "[^:]+", "[^:]*", "[^:/]+"),
    *("https?", "http[s]?", "http(s)?", "http.*", "(https?)", "(http|https)", "(https|http)", "(http|ws)s?"),
    *("(https?|wss?)", "(https?|ftp)", "(http|https|ftp)", "(ftp|http|https)", "(http|https|ws|wss)"),
)
_SCHEME = re.compile(
    rf"\^?(?P<scheme>{_any_of(*_ONE_SCHEME, *_ANY_SCHEME)})\\?://|\^?{_any_of('(https?:)?', '([^:/?#]+:)?')}//"
)
_USER = re.compile(
    _any_of("(?:[^:@/]+(?::[^@/]+)?@)?", "(?:[^@/]+(?::[^@/]+)?@)?", "([^@/]+@)?", "([^/@]+@)?", "(.*@)?")
)
_SEVERAL_LABELS = (".*", ".+", ".*?", "[^/]+", "[^/]*", "[^/:]+", "[^:/]+", "[^/?#]+", "[^/?#]*", r"\S+", "[a-z0-9.-]+")
_ONE_LABEL = (
    *("[^.]+", "[^./]+", "[^/.]+", r"\w+", r"[\w-]+", r"[\w\-]+", r"[-\w]+"),
    *("[a-z0-9-]+", "[a-z0-9_-]+", "[a-zA-Z0-9-]+", "[A-Za-z0-9-]+", "[0-9a-z-]+"),
)
_SUBDOMAINS = re.compile(
    _any_of(
        *(f"({labels}\\.){often}" for labels in _SEVERAL_LABELS for often in "*?"),
        *(f"({label}\\.)*" for label in _ONE_LABEL),
        *(r"(^|\.)", r"(\.|^)", r"(^|.*\.)", r"(^|.+\.)"),
    )
)
_PORT = _any_of("(:[0-9]+)?", r"(:\d+)?", r"(:\d*)?", r"(:\d{1,5})?", r"(:\d{2,5})?")
_END = re.compile(
    _PORT
    + "?"
    + _any_of(
        *("$", "/", "/$", "/?$", "/.*", "/.*$", "/(.*)", "/(.*)$", "(/.*)?$", "(/|$)", "($|/)", "([:/]|$)", "(:|/|$)"),
        *("[:/]", "[/:]", "([/?#]|$)", "([/?#].*)?$"),
    )
)
_OPEN_END = re.compile(rf"(?:{_PORT}?{_any_of('(/.*)?', '/?', '/?.*')}|\.[*+]\??)?\$?")
_IPV6 = re.compile(r"\\\[([0-9a-fA-F:.]+)\\\]")
_NO_SLASH = re.compile(r"\[\^(?:/|/:|:/|/\?#|/\?|\?/)\]")
_LITERAL = re.compile(r"(?:[A-Za-z0-9_-]|\\[.-])+")
_OCTETS_AT_ONCE = re.compile(r"\((?:\?:)?(\\\.(?:\\d|\[0-9\])(?:[+*]|\{1,3\}))\)\{([1-3])\}")
_OCTETS = re.compile(
    r"((?:[0-9]{1,3}\\\.){1,3})(?:\\d|\[0-9\])(?:[+*]|\{1,3\})(?:\\\.(?:\\d|\[0-9\])(?:[+*]|\{1,3\})){0,2}"
)
"""Addresses of which the first numbers are known."""
_ONE = re.compile(r"\\.|\[\^?(?:\\.|[^\]\\])+\]|.", re.DOTALL)
_EVERYTHING = ("", ".*", ".+", ".*?", "^", "^.*", "^.*$", ".*$", "^.+$", r"\S+")


def host_regex(source: str) -> Meant:
    """One that is held against the host, and may begin and end anywhere in it."""
    source = _checked(source).replace(r"\/", "/")
    if source in _EVERYTHING:
        return Meant((AllSites(),))
    if "|" in _top_level(source):
        return Meant((pattern(f"/{source}/"),))
    begins = source.startswith("^")
    body = source.removeprefix("^")
    if begins and (user := _USER.match(body)):
        body = body[user.end() :]
    return _host_part(body, begins=begins)


def url_regex(source: str) -> Meant:
    """One that is held against the URL, and may begin and end anywhere in it."""
    source = _checked(source).replace(r"\/", "/")
    if source in _EVERYTHING:
        return Meant((AllSites(),))
    return together([_url_alternative(way) for way in _alternatives(source)])


def _url_alternative(source: str) -> Meant:
    scheme = _SCHEME.match(source)
    if scheme is None:
        if source.startswith("^") and not source.startswith("^.*"):
            raise NotCarriedError(NOTHING)
        source = re.sub(r"^\^?(?:\.\*\??)?", "", source)
        return _without_scheme(source)
    rest = source[scheme.end() :]
    user = _USER.match(rest)
    meant = _host_part(rest[user.end() :] if user else rest, begins=True)
    if (only := scheme["scheme"]) in _ONE_SCHEME:
        return Meant(meant.sites, said(ONE_SCHEME).format(scheme=only), wider=True)
    return meant


def _without_scheme(source: str) -> Meant:
    if source.startswith("//"):
        return _host_part(source[2:], begins=True)
    return _host_part(source, begins=False)


def _host_part(source: str, *, begins: bool) -> Meant:
    """What comes after the scheme."""
    at = 0
    for part in [*_top_level(source), ""]:
        if at or not part:
            if _END.fullmatch(source, at):
                return _named(source[:at], begins=begins, ends=True)
            if _OPEN_END.fullmatch(source, at):
                return _named(source[:at], begins=begins, ends=False)
        at += len(part)
    raise NotCarriedError(PATH)


def _named(body: str, *, begins: bool, ends: bool) -> Meant:
    """A regular expression on a host, or what a person would write instead."""
    body = _NO_SLASH.sub(".", body).replace("[^/.]", "[^.]").replace("[^./]", "[^.]")
    if "/" in _outside_classes(body):
        raise NotCarriedError(PATH)
    if begins and ends and (address := _IPV6.fullmatch(body)):
        return Meant((pattern(address[1]),))
    if ":" in _outside_classes(body).replace("(?:", ""):
        raise NotCarriedError(PORT)
    if body in _EVERYTHING:
        return Meant((AllSites(),))
    parts = _top_level(body)
    if begins and ends and len(parts) == 1 and len(ways := _alternatives(_inside(parts[0]))) > 1:
        return together([_named(way, begins=True, ends=True) for way in ways])
    return (_whole(body) if begins and ends else None) or _part(body, begins=begins, ends=ends)


def _whole(body: str) -> Meant | None:
    """For what says all of a name or an address, and has a plain form."""
    body = _OCTETS_AT_ONCE.sub(lambda found: found[1] * int(found[2]), body)
    if body.count(r"\.") == 3 and (octets := _OCTETS.fullmatch(body)):
        return host_wildcard(f"{_plain(octets[1])}*", itself=False)
    return Meant((pattern(f"={_plain(body)}"),)) if _LITERAL.fullmatch(body) else None


def _part(body: str, *, begins: bool, ends: bool) -> Meant:
    below = _SUBDOMAINS.match(body)
    rest = body[below.end() :] if below else body
    if below and (begins or "^" in below[0]):
        if ends and _LITERAL.fullmatch(rest):
            return Meant((pattern(_plain(rest)),))
        return Meant((pattern(rf"/(?:^|\.){rest}{'$' if ends else ''}/"),))
    if begins and (loose := re.match(r"\.[*+]\??", rest)):
        rest, begins = rest[loose.end() :], False
    domain = rest.removeprefix(r"\.")
    regex = pattern(f"/{'^' if begins else ''}{rest}{'$' if ends else ''}/")
    if ends and not begins and domain != rest and _LITERAL.fullmatch(domain):
        return Meant((pattern(_plain(domain)),), ITSELF_TOO, exact=regex)
    return Meant((regex,))


def ending(source: str) -> tuple[str, bool]:
    """The text that all hosts end with that fit, and whether all that end so fit."""
    parts = _top_level(source)
    if "|" in parts or not parts or parts.pop() != "$":
        return "", False
    found: list[str] = []
    while parts and _LITERAL.fullmatch(parts[-1]):
        found.append(_plain(parts.pop()))
    return "".join(reversed(found)).lower(), not parts


def _inside(group: str) -> str:
    return group[1:-1].removeprefix("?:") if group.startswith("(") and group.endswith(")") else ""


def _plain(literal: str) -> str:
    return literal.replace("\\", "")


def _checked(source: str) -> str:
    source = source.strip()
    if len(source) > LONGEST:
        raise NotCarriedError(translate("Fact", "it has more than {longest} characters").format(longest=LONGEST))
    return source


def _top_level(source: str) -> list[str]:
    """Its parts: signs, escapes, classes, and groups as a whole."""
    parts: list[str] = []
    depth = 0
    for found in _ONE.finditer(source):
        if depth:
            parts[-1] += found[0]
        else:
            parts.append(found[0])
        depth += (found[0] == "(") - (found[0] == ")" and depth > 0)
    return parts


def _alternatives(source: str) -> list[str]:
    """What stands between the bars that are in no group."""
    ways = [""]
    for part in _top_level(source):
        if part == "|":
            ways.append("")
        else:
            ways[-1] += part
    return ways


def _outside_classes(source: str) -> str:
    return "".join(found[0] for found in _ONE.finditer(source) if not found[0].startswith("["))
