"""What the proxy settings of all desktops have in common: one or more places, each with a PAC URL and a mode."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

import msgspec

from towpath.model.browsing import SystemProxyState
from towpath.model.error import Problem, ProblemKind, TowpathError

TOWPATH_URL = re.compile(r"http://(127\.0\.0\.1|localhost):[0-9]{1,5}/[\w-]+/proxy\.pac\?v=")
"""What the URLs of our PAC files look like, in any profile. Searched for in the raw text of a value."""

MARK_SECONDS = 1.0
"""How often it is looked whether somebody else changed the setting. A look costs a few stat(2)."""


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
    """What browsers go by, as in `SystemProxyState.now`."""


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


class SystemProxy(Protocol):
    """The desktop's proxy setting as the engine uses it. Calls block for the run of some programs, and never raise."""

    def turn_on(self, pac_url: str) -> SystemProxyState:
        """Have browsers use this PAC file. Takes the setting again if it was TAKEN: what is there then comes back
        later."""
        ...

    def follow(self, pac_url: str) -> SystemProxyState:
        """The same after the URL of ours changed; leaves alone what is not ours any more."""
        ...

    def turn_off(self) -> SystemProxyState:
        """Put back what was there before, where the setting is still ours. TAKEN if it was not."""
        ...

    def recover(self) -> SystemProxyState | None:
        """Put back what a program left that ended without `turn_off`; None if none did."""
        ...

    def look(self) -> SystemProxyState:
        """How it is now."""
        ...

    def watch(self, changed: Callable[[SystemProxyState], None]) -> None:
        """Tell of changes by others, in the thread `towpath-system-proxy`, until `close`."""
        ...

    def close(self) -> None:
        """Watch no more. What was not turned off is put back by the guard. Waits for that, a moment."""
        ...


def is_towpath(value: Value) -> bool:
    """Whether this is, or was, set by a Towpath: this one, that of another profile, or one that is long gone."""
    return bool(value.url and TOWPATH_URL.search(value.url))


def failed(desktop: str, detail: str, hint: str = "") -> TowpathError:
    """The setting of `desktop` could not be read or changed. Without a hint: the browsers of the page Browser."""
    facts = {"detail": detail, "hint": hint}
    return TowpathError(Problem(ProblemKind.SYSTEM_PROXY_FAILED, desktop, {k: v for k, v in facts.items() if v}))
