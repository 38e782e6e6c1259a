"""One of two folders that are compared: what is in it, folder by folder."""

from __future__ import annotations

from contextlib import aclosing
from typing import NamedTuple

import msgspec

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import Attributes, Entry, FileKind, FileSystem
from towpath.model.text import path_text
from towpath.transfer.ahead import answers
from towpath.transfer.failing import ends_batch
from towpath.transfer.look import look
from towpath.transfer.names import is_temporary

LINKS_AT_ONCE = 64

Trail = tuple[bytes, ...]
"""The real paths of the links that were followed on the way to a folder, where each was left, and of the folder."""


class Listing(NamedTuple):
    """What is in one folder."""

    trail: Trail
    entries: dict[bytes, Entry]
    left: dict[bytes, Problem | None]
    """Names that are left alone, and why if that is worth saying."""
    followed: dict[bytes, bytes]
    """Real paths of folders that links lead to."""

    def trail_of(self, name: bytes) -> Trail:
        """Of a folder in this one."""
        if name in self.followed:
            return (*self.trail, self.followed[name])
        return (*self.trail[:-1], self.trail[-1].rstrip(b"/") + b"/" + name)


class Side:
    """A folder of one machine. `follow`: links count as what they lead to."""

    def __init__(self, machine: FileSystem, path: bytes, *, follow: bool) -> None:
        self.machine = machine
        self.root = path
        """Absolute after `begin`."""
        self._follow = follow

    async def begin(self) -> Attributes | None:
        """The folder itself; None where there is none. Raises TowpathError when it is something else."""
        self.root = await self.machine.resolve(self.root)
        found = await look(self.machine, self.root, follow=True)
        if found is not None and found.kind is not FileKind.FOLDER:
            raise TowpathError(Problem(ProblemKind.NOT_A_FOLDER, path_text(self.root)))
        return found

    def absolute(self, path: bytes) -> bytes:
        """Of a relative path."""
        return under(self.root, path)

    async def list(self, path: bytes, trail: Trail) -> Listing:
        """The whole folder, or TowpathError: half of a listing would look as if the rest had been deleted."""
        listing = Listing(trail, {}, {}, {})
        folder = self.absolute(path.removesuffix(b"/"))
        links: list[Entry] = []
        async for entries in self.machine.list(folder):
            for entry in entries:
                name = entry.name
                if name in (b"", b".", b"..") or b"/" in name or 0 in name:
                    listing.left[name] = Problem(
                        ProblemKind.NAME_IMPOSSIBLE, path_text(name), {"detail": "no file can be called that"}
                    )
                elif is_temporary(name):
                    listing.left[name] = None
                elif self._follow and entry.attributes.kind is FileKind.LINK:
                    links.append(entry)
                else:
                    listing.entries[name] = entry
        async with aclosing(answers((self._lead(entry, folder, listing) for entry in links), LINKS_AT_ONCE)) as led:
            async for _ in led:
                pass
        return listing

    async def _lead(self, link: Entry, folder: bytes, listing: Listing) -> None:
        """Put what a link leads to in its place; a folder on the way to it would have no end."""
        path = under(folder, link.name)
        try:
            attributes = await self.machine.stat(path)
            if attributes.kind is FileKind.FOLDER:
                real = await self.machine.resolve(path)
                if any((step + b"/").startswith(real.rstrip(b"/") + b"/") for step in listing.trail):
                    raise TowpathError(Problem(ProblemKind.LINK_LOOP, path_text(path)))
                listing.followed[link.name] = real
        except TowpathError as error:
            if ends_batch(error.problem):
                raise
            listing.left[link.name] = error.problem
        else:
            listing.entries[link.name] = msgspec.structs.replace(link, attributes=attributes, target=None)


def under(folder: bytes, path: bytes) -> bytes:
    """The absolute path of what is `path` in an absolute `folder`; the folder itself for an empty one."""
    return folder.rstrip(b"/") + b"/" + path if path else folder
