"""What ties an engine to the desktop: given to it by the process it lives in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from towpath.model.desktop import AutostartState
from towpath.model.was_up import WasUp


class Autostart(Protocol):
    """The start at login of this profile (system/autostart). Each call waits for a disk; any thread. All raise
    TowpathError."""

    def read(self) -> AutostartState: ...
    def switch_on(self) -> None:
        """Also where the desktop's own settings have switched it off."""
        ...

    def switch_off(self) -> None: ...


class WasUpStore(Protocol):
    """Keeps what is up (store/was_up.py). Used by one thread at a time."""

    def load(self) -> WasUp: ...
    def save(self, was_up: WasUp) -> None:
        """Raises TowpathError."""
        ...


class DesktopParts(msgspec.Struct, frozen=True, kw_only=True):
    """What an engine is given."""

    make_autostart: Callable[[], Autostart | None]
    """None for a profile that is thrown away: nothing starts with it. Called beside the engine's thread."""
    command: tuple[str, ...]
    """What is to be started."""
    was_up: WasUpStore
