"""The user's choices that belong to no single connection, and the whole of what the configuration file holds."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from towpath.model.connection import Connection
from towpath.model.site_rule import BrowserSettings
from towpath.model.transfer import Conflict, Place


class Appearance(enum.StrEnum):
    """Light, dark, or whatever the desktop says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class AfterQueue(enum.StrEnum):
    """What happens when the last transfer of the queue has ended. A choice for one time: it becomes NOTHING again."""

    NOTHING = "nothing"
    SOUND = "sound"
    DISCONNECT = "disconnect"
    """The connections that the transfers went through."""


class Bookmark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A folder worth coming back to."""

    label: str
    place: Place
    other: Place | None = None
    """What the pane on the other side shows with it."""
    synchronised: bool = False
    """With `other`: both panes go along with each other."""


class NameFilter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Which names a pane does not show."""

    label: str
    patterns: tuple[str, ...]
    """As for a shell: `*.o`. A final `/` means folders only."""
    enabled: bool = False
    match_case: bool = False


class FileSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Those of the page with the two panes."""

    show_hidden: bool = False
    bookmarks: tuple[Bookmark, ...] = ()
    filters: tuple[NameFilter, ...] = ()
    conflict: Conflict = Conflict.ASK
    """For transfers that are started in the window."""
    limit: Annotated[int, msgspec.Meta(ge=0)] = 0
    """Bytes a second for each new transfer; 0 for none."""
    after_queue: AfterQueue = AfterQueue.NOTHING
    editor: str = ""
    """A command line; the file's path is put at its end. Empty for the desktop's own text editor."""
    trash: bool = True
    """Deleted files of this machine go to the trash where there is one."""


class HostSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Connections that live in ~/.ssh/config."""

    follow_new: bool = False
    """Hosts that are added to the user's own file become connections by themselves."""
    forgotten: tuple[str, ...] = ()
    """Of these, those that the user has removed from Towpath: they do not come back by themselves."""
    approved: tuple[str, ...] = ()
    """Commands of imported texts that the user has said yes to: `kind text`. Others never run."""
    welcomed: bool = False
    """The first start's welcome has been answered."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every field has a default that suits a newcomer."""

    appearance: Appearance = Appearance.SYSTEM
    remember_secrets: bool = True
    """Offer to keep passwords and passphrases in the system's keyring (never one-time codes)."""
    files: FileSettings = FileSettings()
    browser: BrowserSettings = BrowserSettings()
    hosts: HostSettings = HostSettings()


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the configuration file holds. `version` grows when an older program could not read it."""

    version: int = 6
    settings: Settings = Settings()
    connections: tuple[Connection, ...] = ()
