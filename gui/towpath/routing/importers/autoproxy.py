"""AutoProxy lists, of which GFWList is the one that people know: plain or in base64."""

from __future__ import annotations

import base64
import binascii
import re

from towpath.model.browsing import LeftOut
from towpath.model.host_name import address_of
from towpath.routing.importers.entry import (
    Entry,
    Goes,
    Malformed,
    Meant,
    NotCarriedError,
    Reading,
    carried,
    left_out,
    pattern,
)
from towpath.routing.importers.regex_pattern import url_regex
from towpath.routing.importers.url_pattern import KEYWORD, ONE_SCHEME, PATH, PORT, host_wildcard, url_wildcard

FORMAT = "AutoProxy"
_BASE64 = re.compile(r"W0F1dG9Qcm94[A-Za-z0-9+/=\s]*")
"""It begins with `[AutoProxy`."""
_NAME = re.compile(r"\.?(?:[^\s.*?/:|@%&=]+\.)+[^\s.*?/:|@%&=0-9][^\s.*?/:|@%&=]*")
HTTP_ONLY = ONE_SCHEME.format(scheme="http")


def is_list(text: str) -> bool:
    """By its header, or by lines that no other list has."""
    start = text.lstrip()
    if start.startswith("[AutoProxy") or _BASE64.match(start):
        return True
    lines = [line for line in text.splitlines() if line.startswith(("||", "@@"))]
    return len(lines) > 0


def read(text: str, *, fits: Goes, other: Goes) -> Reading:
    """Raises Malformed. Exceptions come first; lines are those of the list itself, also if it is in base64."""
    rules: list[Entry] = []
    exceptions: list[Entry] = []
    lost: list[LeftOut] = []
    for number, line in enumerate(_plain(text).splitlines(), 1):
        line = line.strip()
        if not line or line.startswith(("!", "[")):
            continue
        excepted = line.startswith("@@")
        try:
            found = _meant(line.removeprefix("@@"))
            (exceptions if excepted else rules).extend(carried(number, line, found, other if excepted else fits))
        except NotCarriedError as error:
            lost.append(left_out(number, line, str(error)))
    return Reading(FORMAT, exceptions + rules, lost)


def _plain(text: str) -> str:
    start = text.strip()
    if not start.startswith("W0F1dG9Qcm94"):
        return text
    for number, line in enumerate(text.splitlines(), 1):
        if re.search(r"[^A-Za-z0-9+/=\s]", line):
            raise Malformed(number, "this is not base64")
    try:
        return base64.b64decode("".join(start.split())).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise Malformed(len(text.splitlines()), "the base64 has no proper end, or is damaged") from error


def _meant(rule: str) -> Meant:
    if rule.startswith("/") and rule.endswith("/") and len(rule) > 1:
        return url_regex(rule[1:-1])
    rule, options, _ = rule.partition("$")
    if options:
        raise NotCarriedError("it has options, and a rule is for all that comes from a site")
    if rule.startswith("||"):
        host, _, path = rule[2:].removesuffix("^").partition("/")
        if path.strip("*"):
            raise NotCarriedError(PATH)
        if ":" in host:
            raise NotCarriedError(PORT)
        return host_wildcard(f"*.{host}" if not host.startswith("*") else host, itself=True)
    if rule.startswith("|"):
        return url_wildcard(f"{rule[1:].removesuffix('|')}*", anchored=True, itself=False)
    return _anywhere(rule)


def _anywhere(rule: str) -> Meant:
    """For http only, a part of the URL; that it should be a host's name shows only by its look."""
    host, _, path = rule.partition("/")
    if path.strip("*") or "%" in rule:
        raise NotCarriedError(PATH)
    if address_of(host.partition(":")[0]):
        if ":" in host:
            raise NotCarriedError(PORT)
        return Meant((pattern(host),), HTTP_ONLY, wider=True)
    if _NAME.fullmatch(host):
        return Meant((pattern(host.removeprefix(".")),), HTTP_ONLY, wider=True)
    if "*" in host and "." in host.strip("*."):
        return Meant(url_wildcard(f"*{host}*", anchored=True, itself=False).sites, HTTP_ONLY, wider=True)
    raise NotCarriedError(KEYWORD)
