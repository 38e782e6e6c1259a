"""Entries of folders that no machine has."""

from towpath.model.filesystem import SECOND, Attributes, Entry, FileKind

NOON = 1_750_000_000 * SECOND
"""Some moment."""


def entry(
    name: str | bytes,
    size: int = 0,
    *,
    kind: FileKind = FileKind.FILE,
    mtime: int | None = NOON,
    target: bytes | None = None,
    owner: str = "",
    group: str = "",
    mode: int | None = 0o644,
) -> Entry:
    """A file, unless something else is said."""
    raw = name.encode() if isinstance(name, str) else name
    return Entry(raw, Attributes(kind=kind, size=size, mtime=mtime, mode=mode, uid=1, gid=2), target, owner, group)


def folder(name: str | bytes) -> Entry:
    """A folder."""
    return entry(name, 4096, kind=FileKind.FOLDER, mode=0o755)
