"""What is known of a file that is edited here, and written down so that no work is lost: `store.edit_journal`."""

from __future__ import annotations

import msgspec

from towpath.model.transfer import Place

FROZEN = ".saved"
"""The second copy that is uploaded is called as the folder of the first one, and this."""

Saved = tuple[int, int, int]
"""Tells one saving of the copy from another: its time of change in nanoseconds, its size, its inode."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """The file of the far machine as it was when the copy was last the same."""

    size: int
    sha256: str
    """In hexadecimal."""
    mtime: int | None = None
    """Nanoseconds since the epoch; None where that machine does not tell, as for `mode`."""
    mode: int | None = None


class KeptEdit(msgspec.Struct, frozen=True, kw_only=True):
    """One file that is edited. There is a record as soon as the copy is all there."""

    id: str
    place: Place
    """Where it lies; absolute, without links."""
    name: str
    """The copy's."""
    known: Known
    saved: Saved
    """The saving that `known` is. A copy with another one has changes that were not uploaded."""
    uploaded: int = 0
    """How often."""
    uploaded_at: float = 0.0
    """Wall-clock time; 0 for never."""
