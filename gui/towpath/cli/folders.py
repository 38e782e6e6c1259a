"""Looking at folders of a connection's machine: listing them as the entries come, and expanding patterns."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator

from towpath.cli.forward_options import new_id
from towpath.cli.work import Work
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.event import FolderListed
from towpath.model.file_work import ListFolder
from towpath.model.transfer import Place

_MAGIC = re.compile(rb"[*?\[]")
_NOTHING_THERE = (ProblemKind.FILE_NOT_FOUND, ProblemKind.NOT_A_FOLDER, ProblemKind.PERMISSION_DENIED)


def list_folder(work: Work, place: Place) -> Iterator[FolderListed]:
    """The entries in pieces, as they come. Raises TowpathError."""
    request = new_id()
    number = work.start(ListFolder(request=request, place=place))
    for event in work.moments_until(number):
        if isinstance(event, FolderListed) and event.request == request:
            yield event
    if problem := work.outcome(number):
        raise TowpathError(problem)


def expanded(work: Work, place: Place) -> list[Place]:
    """What a path means that may be a pattern of glob(7), as sftp(1) expands it on the far machine.

    A name that is there wins over the pattern it looks like; a pattern that nothing matches stays as it is, for whoever
    looks for it to say so.
    """
    if not _MAGIC.search(place.path) or _is_there(work, place):
        return [place]
    found = [Place(place.connection, path) for path in sorted(_matches(work, place.connection, place.path))]
    return found or [place]


def _matches(work: Work, connection: str, pattern: bytes) -> list[bytes]:
    """Folder by folder: those for the pattern's parts up to here."""
    found = [b"/" if pattern.startswith(b"/") else b""]
    parts = [part for part in pattern.split(b"/") if part]
    for number, part in enumerate(parts):
        if not _MAGIC.search(part):
            found = [path + part for path in found]
            if number == len(parts) - 1:
                found = [path for path in found if _is_there(work, Place(connection, path))]
        else:
            found = [path + name for path in found for name in _names(work, Place(connection, path), part)]
        found = [path + b"/" for path in found] if number < len(parts) - 1 else found
    return found


def _names(work: Work, folder: Place, pattern: bytes) -> list[bytes]:
    """Those in a folder that match; hidden ones only where the pattern says so. None where there is no folder."""
    names: list[bytes] = []
    try:
        for piece in list_folder(work, folder):
            names += [e.name for e in piece.entries if fnmatch.fnmatchcase(e.name, pattern)]
    except TowpathError as error:
        if error.problem.kind not in _NOTHING_THERE:
            raise
    return [name for name in names if pattern.startswith(b".") or not name.startswith(b".")]


def _is_there(work: Work, place: Place) -> bool:
    try:
        for _ in list_folder(work, place):
            return True
    except TowpathError as error:
        if error.problem.kind not in _NOTHING_THERE:
            raise
        return error.problem.kind is ProblemKind.PERMISSION_DENIED
    return True
