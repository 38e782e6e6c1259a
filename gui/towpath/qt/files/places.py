"""Paths within a pane: bytes as the machine tells them, joined with `/` on every system."""

from __future__ import annotations

from towpath.model.filesystem import Entry, FileKind
from towpath.model.transfer import Place


def child(place: Place, name: bytes) -> Place:
    """What is called `name` in a folder."""
    return Place(place.connection, place.path.rstrip(b"/") + b"/" + name)


def parent(place: Place) -> Place | None:
    """The folder that a place is in; None above `/`."""
    path = place.path.rstrip(b"/")
    if not path:
        return None
    return Place(place.connection, path.rpartition(b"/")[0] or b"/")


def is_folder(entry: Entry) -> bool:
    """Whether it is a folder for sure."""
    return entry.attributes.kind is FileKind.FOLDER


def may_be_folder(entry: Entry) -> bool:
    """A folder, or a link, which may lead to one: listings do not tell."""
    return entry.attributes.kind in (FileKind.FOLDER, FileKind.LINK)
