"""What the proxy settings of all desktops have in common: one or more places, each with a PAC URL and a mode."""

from __future__ import annotations

import re
from typing import Protocol

import msgspec

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.url import without_password

TOWPATH_URL = re.compile(r"http://(127\.0\.0\.1|localhost):[0-9]{1,5}/[\w-]+/proxy\.pac\?v=")
"""What the URLs of our PAC files look like, in any profile. Searched for in the raw text of a value."""


class Value(msgspec.Struct, frozen=True):
    """What is set in one place, as the desktop's own tool writes it; None for what is not set at all."""

    url: str | None
    mode: str | None
    """Whether the URL counts. None, too, where the URL alone says so."""


class Seen(msgspec.Struct, frozen=True):
    """The whole setting at one moment."""

    places: dict[str, Value]
    """By name, which is the desktop's: a group of keys, a network service."""
    words: str
    """What browsers go by: a URL, kind and host:port, or nothing."""


class ProxySetting(Protocol):
    """That of one desktop. All calls may block for a program's run; all but `mark` raise TowpathError
    SYSTEM_PROXY_FAILED."""

    platform: str
    """Its name in the journal."""
    desktop: str
    """What people call it."""

    def read(self) -> Seen:
        """What is set now."""
        ...

    def chosen(self, seen: Seen) -> dict[str, Value]:
        """The same, with None for all that the user did not set but the system or its defaults did."""
        ...

    def ours(self, place: str, pac_url: str) -> Value:
        """What a place holds while browsers shall use this PAC file."""
        ...

    def write_url(self, place: str, url: str | None) -> None:
        """Set it raw, or unset it."""
        ...

    def write_mode(self, place: str, mode: str | None) -> None:
        """As above."""
        ...

    def mark(self) -> object:
        """Something cheap that differs from before when the setting may have changed. Never raises."""
        ...

    def remark(self) -> str:
        """What a person should know of it, as it is now."""
        ...


def shown(words: str) -> str:
    """`Seen.words` as it may be shown: the URL of a PAC file may hold a password."""
    try:
        return without_password(words)
    except ValueError:  # it is no URL at all
        return words


def is_towpath(value: Value) -> bool:
    """Whether this is, or was, set by a Towpath: this one, that of another profile, or one that is long gone."""
    return bool(value.url and TOWPATH_URL.search(value.url))


def failed(desktop: str, detail: str, hint: str = "") -> TowpathError:
    """The setting of `desktop` could not be read or changed. Without a hint: the browsers of the page Browser."""
    facts = {"detail": detail, "hint": hint}
    return TowpathError(Problem(ProblemKind.SYSTEM_PROXY_FAILED, desktop, {k: v for k, v in facts.items() if v}))
