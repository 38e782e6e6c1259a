"""The conditions of SwitchyOmega and ZeroOmega, in their backups and in their lists of rules."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from towpath.model.language import translate
from towpath.routing.importers.entry import AllSites, Meant, NotCarriedError
from towpath.routing.importers.json_text import Object
from towpath.routing.importers.regex_pattern import host_regex, url_regex
from towpath.routing.importers.url_pattern import (
    KEYWORD,
    PORT,
    host_wildcard,
    network,
    plain_host,
    subdomains,
    url_wildcard,
)

_ABBREVIATIONS = {
    "UrlRegex": "UR URegex UrlR UrlRegex",
    "UrlWildcard": "U UW Url UrlW UWild UWildcard UrlWild UrlWildcard",
    "HostRegex": "R HR Regex HostR HRegex HostRegex",
    "HostWildcard": "H W HW Wild Wildcard Host HostW HWild HWildcard HostWild HostWildcard",
    "Bypass": "B Bypass",
    "Keyword": "K KW Keyword",
    "Ip": "Ip",
    "HostLevels": "Lv Level Levels HL HLv HLevel HLevels HostL HostLv HostLevel HostLevels",
    "Weekday": "WD Week Day Weekday",
    "Time": "T Time Hour",
    "True": "True",
    "False": "False Disabled",
}
_KINDS = {short.lower(): kind for kind, shorts in _ABBREVIATIONS.items() for short in shorts.split()}
_BEGINNING = re.compile(r"([A-Za-z]*):(?:\s+|$)")


class Condition(msgspec.Struct, frozen=True):
    """Of a kind, without `Condition` at the end of its name."""

    kind: str
    pattern: str
    least: int = 0
    most: int = 0
    """Of HostLevels: dots in a host."""

    @property
    def disabled(self) -> bool:
        """How a rule is switched off there: it forgets what kind it was."""
        return self.kind == "False"


def of_object(found: Object) -> Condition:
    """As a backup has it."""
    kind = found.text("conditionType").removesuffix("Condition")
    text = found.text("pattern")
    if kind == "Ip":
        text = f"{found.text('ip')}/{found.text('prefixLength')}"
    least, most = (int(found.text(name)) if found.text(name).isdigit() else 0 for name in ("minValue", "maxValue"))
    return Condition(kind, text, least, most)


def of_line(line: str) -> Condition:
    """As a list of rules has it: `HostWildcard: *.x`, `H: *.x` or `*.x`."""
    found = _BEGINNING.match(line)
    if not found:
        return Condition("HostWildcard", line)
    kind = _KINDS.get(found[1].lower(), "") if found[1] else "HostWildcard"
    text = line[found.end() :].strip()
    if kind == "HostLevels" and (levels := re.fullmatch(r"([0-9]{1,3})~([0-9]{1,3})", text)):
        return Condition(kind, text, int(levels[1]), int(levels[2]))
    return Condition(kind or found[1], text)


def alternatives(condition: Condition) -> Iterable[Condition]:
    """Bars stand between several wildcards."""
    if condition.kind not in ("HostWildcard", "UrlWildcard", "False") or "|" not in condition.pattern:
        return (condition,)
    texts = (text.strip() for text in condition.pattern.split("|"))
    return [msgspec.structs.replace(condition, pattern=text) for text in texts if text]


def meant(condition: Condition) -> Meant:
    """Raises NotCarriedError."""
    text = condition.pattern.strip()
    match condition.kind:
        case "HostWildcard":
            return _host(text)
        case "False" if text:
            return _host(text)
        case "HostRegex":
            return host_regex(text)
        case "UrlWildcard":
            return url_wildcard(text, anchored=True, itself=False)
        case "UrlRegex":
            return url_regex(text)
        case "Ip":
            return network(text, names_too=True)
        case "Bypass":
            return bypassed(text)
        case "True":
            return Meant((AllSites(),))
        case "HostLevels" if condition.most == 0:
            return plain_host()
    raise NotCarriedError(
        _WHY.get(
            condition.kind, translate("Fact", "conditions “{kind}” are not known here").format(kind=condition.kind)
        )
    )


_WHY = {
    "Keyword": KEYWORD,
    "HostLevels": "it counts the dots in a host's name, which no rule does",
    "Weekday": "it is for some days, and a rule is for all of them",
    "Time": "it is for some hours, and a rule is for all of them",
    "False": "it is switched off, and has no pattern",
}


def bypassed(text: str) -> Meant:
    """An item of a browser's list of what goes direct."""
    scheme, found, rest = text.rpartition("://")
    if found:
        return url_wildcard(f"{scheme}://{rest}/", anchored=True, itself=False)
    if "/" in text:
        return network(text, names_too=False)
    if text.startswith("."):
        return subdomains(text[1:])
    if ":" in text and not text.endswith("]") and text.count(":") == 1:
        raise NotCarriedError(PORT)
    return host_wildcard(text, itself=False)


def _host(glob: str) -> Meant:
    """`*.x` is for x, too, and `**.x` is not."""
    if glob.startswith("."):
        glob = f"*{glob}"
    if glob.startswith("**.") and not glob.endswith("*"):
        return subdomains(glob[3:])
    return host_wildcard(glob, itself=not glob.startswith("**"))
