"""Changes of what the user chose for the panes: hidden files, filters, bookmarks."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from towpath.model.command import SaveSettings
from towpath.model.ports import Done
from towpath.qt.bridge import Bridge


def change_file_settings(bridge: Bridge, done: Done, **changes: Any) -> None:
    """Save `FileSettings` with these fields changed. What comes of it is in the next snapshot."""
    settings = bridge.snapshot.settings
    bridge.submit(SaveSettings(settings=replace(settings, files=replace(settings.files, **changes))), done)
