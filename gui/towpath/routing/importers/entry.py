"""What the readers of rule files have in common: what they find, and how they say what cannot be carried over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from towpath.model.browsing import LeftOut
from towpath.model.error import TowpathError
from towpath.model.site_pattern import SitePattern, parse_pattern

LONGEST_SHOWN = 200
_USER_IN_URL = re.compile(r"//[^/@\s]*@")


class Malformed(Exception):  # noqa: N818 - becomes a TowpathError with the name of the file
    """The file is not in the format it seems to be in. The line is counted from 1."""

    def __init__(self, line: int, detail: str) -> None:
        super().__init__(line, detail)
        self.line = line
        self.detail = detail


class NotCarriedError(Exception):
    """Something in the file that no rule can say; the text tells a person why."""


class Proxy(msgspec.Struct, frozen=True):
    """A proxy as the file names it. Its user and password are never read."""

    name: str
    host: str
    port: int


class Direct(msgspec.Struct, frozen=True):
    """No proxy."""


class Listed(msgspec.Struct, frozen=True):
    """The file only lists sites; where they go is said by who imports it."""


class Profile(msgspec.Struct, frozen=True):
    """What is said elsewhere under that name."""

    name: str


Goes = Proxy | Direct | Listed | Profile


class AllSites(msgspec.Struct, frozen=True):
    """Stands where a pattern could, for what is there after all rules."""


Sites = SitePattern | AllSites


class Meant(msgspec.Struct, frozen=True):
    """What hosts a pattern on URLs is for."""

    sites: tuple[Sites, ...]
    remark: str = ""
    """What is different here."""
    wider: bool = False
    """They are more than there: no harm for what goes through a connection, but a leak for what goes direct."""
    exact: SitePattern | None = None
    """For what goes direct: a pattern that is no wider, if not as easy to read."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A rule to be. In the order in which they are held against a host, the first that fits decides."""

    line: int
    text: str
    """As it stands in the file."""
    sites: Sites
    goes: Goes
    enabled: bool = True
    note: str = ""
    remark: str = ""
    wider: bool = False


class Reading(msgspec.Struct, frozen=True):
    """What was found in a file."""

    format: str
    """What people call it."""
    entries: list[Entry]
    left_out: list[LeftOut]


def left_out(line: int, text: str, why: str) -> LeftOut:
    """The text short enough to be read, and without the user and password a URL may have in it."""
    text = _USER_IN_URL.sub("//", " ".join(text.split()))
    return LeftOut(line, text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…", why)


def carried(line: int, text: str, meant: Meant, goes: Goes, *, enabled: bool = True, note: str = "") -> Iterable[Entry]:
    """One for each pattern."""
    if isinstance(goes, Direct) and meant.exact is not None:
        meant = Meant((meant.exact,))
    for sites in meant.sites:
        yield Entry(
            line=line,
            text=text,
            sites=sites,
            goes=goes,
            enabled=enabled,
            note=note,
            remark=meant.remark,
            wider=meant.wider,
        )


def together(ways: Sequence[Meant]) -> Meant:
    """For what any of them is for."""
    if len(ways) == 1:
        return ways[0]
    if not ways:
        raise NotCarriedError("it has no pattern")
    remark = next((way.remark for way in ways if way.remark), "")
    wider = any(way.wider or way.exact is not None for way in ways)
    return Meant(tuple(one for way in ways for one in way.sites), remark, wider)


def pattern(text: str) -> SitePattern:
    """Raises NotCarriedError with the reason."""
    try:
        return parse_pattern(text)
    except TowpathError as error:
        raise NotCarriedError(error.problem.facts.get("detail", "it is no pattern for hosts")) from error
