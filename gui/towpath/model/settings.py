"""The user's choices that belong to no single connection, and the whole of what the configuration file holds."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from towpath.model.connection import AddressFamily, Connection, Keepalive, Proxy, Reconnect
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


class BringingBack(enum.StrEnum):
    """What becomes of connections that were up when Towpath ended, when it starts again."""

    ALWAYS = "always"
    ASK = "ask"
    """Those of a Towpath that was killed or crashed come back by themselves; nobody had taken them down."""
    NEVER = "never"


class GeneralSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """How Towpath lives on the desktop."""

    bring_back: BringingBack = BringingBack.ASK
    tell_of_logins: bool = True
    """A message of the desktop when somebody has to log in, or to answer, and the window is not in sight."""
    tell_of_losses: bool = True
    """One when connections are lost and do not come back at once."""
    tell_of_transfers: bool = True
    """One when the queue has ended."""
    detailed_log: bool = False
    """The log has what only helps to find a fault."""
    language: str = ""
    """As in the names of the translations: `de`. Empty for the system's."""
    text_size: Annotated[int, msgspec.Meta(ge=80, le=200)] = 100
    """Per cent of the system's."""
    shortcuts: dict[str, str] = {}
    """Keys by the name of the act, as QKeySequence writes them portably; only those that are not the default. Empty
    for none."""


class NetworkSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What new connections begin with."""

    timeout: Annotated[float, msgspec.Meta(gt=0)] = 20.0
    """Seconds: `Hop.timeout`."""
    keepalive: Keepalive = Keepalive()
    reconnect: Reconnect = Reconnect()
    proxy: Proxy | None = None
    address_family: AddressFamily = AddressFamily.ANY


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
    general: GeneralSettings = GeneralSettings()
    network: NetworkSettings = NetworkSettings()


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the configuration file holds. `version` grows when an older program could not read it."""

    version: int = 7
    settings: Settings = Settings()
    connections: tuple[Connection, ...] = ()
