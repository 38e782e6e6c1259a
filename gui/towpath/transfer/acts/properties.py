"""Looking at one file: what it is, its hash, its beginning."""

from __future__ import annotations

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.file_work import Checksummed, Content, Inspected
from towpath.model.filesystem import Attributes, Entry, FileKind, FileSystem, OpenMode
from towpath.model.text import path_text
from towpath.transfer.failing import ends_batch
from towpath.transfer.look import look

MOST_PEEKED = 4 << 20
"""Bytes."""


async def inspect(files: FileSystem, path: bytes) -> Inspected:
    """`path` as `named` gives it."""
    attributes = await files.stat(path, follow=False)
    name = path.rpartition(b"/")[2] or path
    target, followed = None, None
    if attributes.kind is FileKind.LINK:
        target = await files.read_link(path)
        followed = await _led_to(files, path)
    resolved = await files.resolve(path)
    owner, group = await files.owner_of(attributes)
    entry = Entry(name, attributes, target, owner, group)
    return Inspected(path=path, entry=entry, followed=followed, resolved=resolved)


async def checksum(files: FileSystem, path: bytes) -> Checksummed:
    """FILE_CHANGED when it becomes shorter meanwhile."""
    size = (await _file(files, path)).size
    return Checksummed(sha256=(await files.sha256(path, size)).hex())


async def peek(files: FileSystem, path: bytes, most: int) -> Content:
    """The first `most` bytes, and no more than MOST_PEEKED."""
    size = (await _file(files, path)).size
    file = await files.open(path, OpenMode.READ)
    try:
        content = await file.read(0, max(0, min(most, MOST_PEEKED)))
    finally:
        await file.close()
    return Content(content=content, size=size)


async def _led_to(files: FileSystem, path: bytes) -> Attributes | None:
    try:
        return await look(files, path, follow=True)
    except TowpathError as error:  # a circle, or nothing that we may see
        if ends_batch(error.problem):
            raise
        return None


async def _file(files: FileSystem, path: bytes) -> Attributes:
    """What could make us wait for ever is not opened."""
    attributes = await files.stat(path)
    if attributes.kind is FileKind.FOLDER:
        raise TowpathError(Problem(ProblemKind.IS_A_FOLDER, path_text(path)))
    if attributes.kind is not FileKind.FILE:
        facts = {"detail": "it is a device, a socket or a pipe", "hint": "choose a file"}
        raise TowpathError(Problem(ProblemKind.SPECIAL_FILE, path_text(path), facts))
    return attributes
