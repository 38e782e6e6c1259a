"""What the window remembers by itself, in a file of its own: no choice of the user's, and no harm when it is lost."""

from __future__ import annotations

import msgspec

from towpath.model.transfer import Place


class RememberedPane(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of the two panes."""

    tabs: tuple[Place, ...] = ()
    current: int = 0
    """Which of the tabs is shown."""
    tree: bool = False
    """Its tree is shown."""
    columns: dict[str, int] = {}
    """Width in device-independent pixels by the column's name; those that are not in it have their own."""
    hidden_columns: tuple[str, ...] = ()
    sort: str = "name"
    descending: bool = False


class Remembered(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Every field may be missing."""

    geometry: str = ""
    """Of the main window: QWidget.saveGeometry in base64."""
    splitters: dict[str, str] = {}
    """By their name: QSplitter.saveState in base64."""
    left: RememberedPane = RememberedPane()
    right: RememberedPane = RememberedPane()
    recent: tuple[Place, ...] = ()
    """Where files were looked at lately, the latest first."""
    recent_hosts: tuple[str, ...] = ()
    """What was typed into Quick connect and worked, the latest first; never a password."""


class Remember(msgspec.Struct, frozen=True, kw_only=True, tag="remember"):
    """Keep this in place of what was remembered before."""

    remembered: Remembered
