"""Two panes that go along with each other: where the other one has to go when one of them has moved."""

from __future__ import annotations

import posixpath

from towpath.model.transfer import Place


def followed(before: Place, after: Place, other: Place) -> Place | None:
    """Where the pane that shows `other` goes when its neighbour went from `before` to `after`.

    None when it cannot: the neighbour went to another machine, or farther up than there are folders here.
    """
    if before.connection != after.connection:
        return None
    way = posixpath.relpath(after.path, before.path).split(b"/")
    ups = sum(part == b".." for part in way)
    folders = [part for part in other.path.split(b"/") if part]
    if ups > len(folders):
        return None
    kept = folders[: len(folders) - ups]
    return Place(other.connection, b"/" + b"/".join([*kept, *(part for part in way if part not in (b".", b".."))]))
