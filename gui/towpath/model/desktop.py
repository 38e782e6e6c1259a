"""Towpath as a part of the desktop: its start at login, and what it brings back when it starts."""

from __future__ import annotations

import msgspec


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """How the window program is started."""

    hidden: bool = False
    """In the tray, without its window, as at login."""
    url: str = ""
    """As in `ShowWindow`."""


class ReadAutostart(msgspec.Struct, frozen=True, kw_only=True, tag="read-autostart"):
    """Whether the desktop starts Towpath at login. `AutostartState`."""

    request: str
    asker: str = ""


class SetAutostart(msgspec.Struct, frozen=True, kw_only=True, tag="set-autostart"):
    """Let the desktop start Towpath at login, with this profile and hidden in the tray, or no longer.
    AUTOSTART_FAILED."""

    enabled: bool
    restore: bool = True
    """When it is switched on: what was up comes back by itself from now on (BringingBack.ALWAYS), unless the user has
    chosen NEVER."""


class BringBack(msgspec.Struct, frozen=True, kw_only=True, tag="bring-back"):
    """The answer to `Snapshot.to_bring_back`: connect what is in it, or forget it. Ends at once."""

    accepted: bool


DesktopQuestion = ReadAutostart
DesktopCommand = ReadAutostart | SetAutostart | BringBack


class AutostartState(msgspec.Struct, frozen=True, kw_only=True, tag="autostart-state"):
    """For `ReadAutostart`."""

    enabled: bool
    """Something at `place` tells the desktop to."""
    place: str = ""
    """What tells the desktop: a file, or a key of the registry; also while there is none yet. Empty where this system
    has no such thing."""
    command: tuple[str, ...] = ()
    """What it starts, or would start."""
    other: str = ""
    """In words, why it will not start although it is `enabled`: hidden by the desktop's own settings, or the program
    is gone."""
    switched_off: bool = False
    """Of these, the former."""
    ours: bool = False
    """What stands at `place` was written by Towpath, which may write it anew."""

    @property
    def starts(self) -> bool:
        """It will be started at the next login."""
        return self.enabled and not self.other


DesktopReport = AutostartState
