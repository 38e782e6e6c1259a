"""Where the sources of a batch go: what its paths mean, decided once."""

from __future__ import annotations

import msgspec

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import FileKind, FileSystem
from towpath.model.journal import BatchJournal
from towpath.model.text import path_text
from towpath.model.transfer import Batch
from towpath.transfer.look import look

DECISION = b""
"""The key of the journal under which it is kept whether the sources go into the destination: its `size` is 1 then.
What was a new name in the first run is a folder in the next."""


class Aim(msgspec.Struct, frozen=True):
    """One source and the name that it gets. Both absolute."""

    source: bytes
    destination: bytes
    named: bool
    """The user chose this very name: if a link is there, what it leads to is meant."""
    opened: bool
    """What the source leads to is meant, if it is a link (`link/`)."""
    folder: bool
    """Only a folder may get that name (`new/`)."""


async def aims_of(batch: Batch, source: FileSystem, destination: FileSystem, journal: BatchJournal) -> tuple[Aim, ...]:
    """Decided as by `scp -r` (see `Batch`), and as before if the batch has run before.

    FILE_NOT_FOUND, NOT_A_FOLDER: nothing can be copied there. Later names that are the same as an earlier one's come
    out as they are: who walks refuses them.
    """
    target = await _absolute(destination, batch.destination.path)
    sources = [(place.path, await _absolute(source, place.path)) for place in batch.sources]
    record = journal.record(DECISION)
    if record is not None:
        into = record.size == 1
    else:
        into = not batch.exact and await _goes_into(destination, target, batch)
        journal.finished(DECISION, int(into), None)
        journal.flush()
    root = target.rstrip(b"/")
    aims = []
    for written, path in sources:
        name = path.rstrip(b"/").rpartition(b"/")[2]
        content_only = name in (b"", b".", b"..")
        while path.endswith(b"/."):
            path = path.removesuffix(b"/.").rstrip(b"/")
        aims.append(
            Aim(
                source=path.rstrip(b"/") or b"/",
                destination=b"%s/%s" % (root, name) if into and not content_only else root or b"/",
                named=not into or content_only,
                opened=written.endswith(b"/") or content_only,
                folder=target.endswith(b"/") and not into,
            )
        )
    return tuple(aims)


async def _goes_into(files: FileSystem, target: bytes, batch: Batch) -> bool:
    """Whether the destination is a folder for the sources, and not the name of the only one."""
    there = await look(files, target.rstrip(b"/") or b"/", follow=True)
    if there is not None and there.kind is FileKind.FOLDER:
        return True
    if len(batch.sources) > 1 or (there is not None and target.endswith(b"/")):
        raise _problem(ProblemKind.FILE_NOT_FOUND if there is None else ProblemKind.NOT_A_FOLDER, target)
    parent = target.rstrip(b"/").rpartition(b"/")[0] or b"/"
    if there is None and (await files.stat(parent)).kind is not FileKind.FOLDER:
        raise _problem(ProblemKind.NOT_A_FOLDER, parent)
    return False


async def _absolute(files: FileSystem, path: bytes) -> bytes:
    """Links stay as they are written; only where a path begins is looked up."""
    if path.startswith(b"/") or (files.is_local and not path.startswith(b"~")):
        return path
    begin, slash, rest = path.partition(b"/") if path.startswith(b"~") else (b"", b"/", path)
    return (await files.resolve(begin)).rstrip(b"/") + slash + rest


def _problem(kind: ProblemKind, path: bytes) -> TowpathError:
    return TowpathError(Problem(kind, path_text(path)))
