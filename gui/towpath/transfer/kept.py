"""Which attributes of a file its copy gets."""

from __future__ import annotations

from towpath.model.filesystem import Attributes, Changes, FileKind
from towpath.model.transfer import Options

PERMISSIONS = 0o1777
"""Without setuid and setgid, which would lend the rights of the copy's owner: kept only together with the owner."""


def changes_for(
    options: Options,
    source: Attributes,
    there: Attributes | None = None,
    *,
    owner: tuple[int, int] | None = None,
    owner_kept: bool = False,
) -> Changes:
    """`there` is the file that is replaced: its permissions stay where the source's are not wanted or not known."""
    mode = source.mode if options.modes else None
    if mode is None and there is not None and there.kind is FileKind.FILE:
        mode = there.mode
    if mode is not None and not owner_kept and source.kind is not FileKind.FOLDER:
        mode &= PERMISSIONS
    mtime = source.mtime if options.times else None
    atime = None if mtime is None else mtime if source.atime is None else source.atime
    uid, gid = owner or (None, None)
    return Changes(mode=mode, mtime=mtime, atime=atime, uid=uid, gid=gid)


def owner_of(attributes: Attributes | None) -> tuple[int, int] | None:
    if attributes is None or attributes.uid is None or attributes.gid is None:
        return None
    return attributes.uid, attributes.gid
