"""Files on some machine, this one or one behind a session, as the transfers see them. All waiting is `await`.

Names and paths are bytes, separated by `/`: what a server sent is shown, moved and kept exactly.
`model.text.path_text` makes a text of them for people. Every method may raise TowpathError; besides what is said
there, of the kinds FILE_NOT_FOUND, PERMISSION_DENIED, LINK_LOOP, NAME_IMPOSSIBLE, DISK_FULL, UNSUPPORTED, FILE_FAILED
(with the system's own text) and, for machines behind a session, LOST and STOPPED_ANSWERING.

A method may be awaited in any event loop, by many tasks at once. One that is cancelled leaves nothing behind that
still uses what it was given.
"""

from __future__ import annotations

import enum
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Protocol

import msgspec

SECOND = 1_000_000_000
"""Nanoseconds."""


class FileKind(enum.StrEnum):
    """What an entry of a folder is."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    OTHER = "other"
    """A device, a socket, a pipe: never transferred."""


# Without a place among what the garbage collector looks through: a folder may have 100,000 of them, and none holds
# anything that could lead back to it.
class Attributes(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What is known of a file. `None` where its machine does not tell."""

    kind: FileKind
    size: int = 0
    """Bytes."""
    mtime: int | None = None
    """Of the last change of the content: nanoseconds since the epoch. Servers tell (and keep) whole seconds."""
    atime: int | None = None
    mode: int | None = None
    """The permission bits, 0o7777."""
    uid: int | None = None
    gid: int | None = None
    links: int | None = None
    """How many names it has."""
    identity: tuple[int, int] | None = None
    """The same for all names of one file (device and inode); only of this machine's files."""


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One name in a folder; the attributes are those of a link itself, not of what it leads to."""

    name: bytes
    attributes: Attributes
    target: bytes | None = None
    """Where a link leads, where the listing tells."""
    owner: str = ""
    """The account's name, where the listing tells it."""
    group: str = ""


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """Attributes to set; `None` leaves one as it is. Times as in `Attributes`; both or neither."""

    mode: int | None = None
    mtime: int | None = None
    atime: int | None = None
    uid: int | None = None
    gid: int | None = None
    """Both or neither with `uid`."""


class Abilities(msgspec.Struct, frozen=True, kw_only=True):
    """What a file system can do."""

    replaces: bool = True
    """`rename(replace=True)` is atomic. Where false it removes the old file first."""
    hard_links: bool = True
    sync: bool = True
    """`OpenFile.sync` brings the content to the disk."""
    link_times: bool = True
    """`set_attributes(follow=False)` works on links."""
    links_seen: bool = True
    """Several names of one file can be told apart from several files (`hard_links_below`)."""


class NewFile(msgspec.Struct, frozen=True, kw_only=True):
    """A small file to be written at once."""

    path: bytes
    temporary: bytes
    """A path in the same folder that is written first, overwriting what a run before left there."""
    content: bytes
    changes: Changes
    replace: bool
    """Whether a file may be there already. If not and one is: FILE_EXISTS, and it is untouched."""
    sync: bool = False


class OpenMode(enum.StrEnum):
    """How a file is opened."""

    READ = "read"
    CREATE = "create"
    """For writing, empty. What is there is emptied."""
    UPDATE = "update"
    """For reading and writing what is there; made if missing."""


Range = tuple[int, int]
"""From this offset up to, not including, that one. Bytes."""

Moved = Callable[[int, int], None]
"""Told of each piece that arrived: its offset and its size. Any thread; must not wait."""


class OpenFile(Protocol):
    """An open file. Reads and writes may overlap in any order."""

    @property
    def descriptor(self) -> int | None:
        """The system's, where it is a file of this machine's."""
        ...

    async def attributes(self) -> Attributes: ...
    async def set_attributes(self, changes: Changes) -> None: ...
    async def read(self, offset: int, size: int) -> bytes:
        """Fewer bytes than asked for only at the end of the file."""
        ...

    async def write(self, offset: int, content: bytes) -> None:
        """Returns when the machine has acknowledged all of it."""
        ...

    async def fetch(self, descriptor: int, ranges: Sequence[Range], moved: Moved) -> None:
        """Copy ranges of this file to the same places of a local descriptor, as fast as it goes.

        `moved` is told of what has been written there. Blocks of zeros may be left out where the local file has
        nothing yet. FILE_CHANGED when the file ends before a range does. After it returned, was cancelled or
        failed, nothing writes to the descriptor any more.
        """
        ...

    async def store(self, descriptor: int, ranges: Sequence[Range], moved: Moved) -> None:
        """Copy ranges of a local descriptor to the same places of this file, as fast as it goes.

        `moved` is told of what the machine has acknowledged. FILE_CHANGED when the local file ends before a range
        does. After it returned, was cancelled or failed, nothing reads the descriptor any more, and no write is
        under way.
        """
        ...

    async def truncate(self, size: int) -> None: ...
    async def sync(self) -> None:
        """To the disk; nothing where it cannot (`Abilities.sync`)."""
        ...

    async def close(self) -> None:
        """Raises what writing did not tell before (a full disk, a quota)."""
        ...


class FileSystem(Protocol):
    """The files of one machine, with the rights of one account."""

    @property
    def name(self) -> str:
        """Empty for this machine, else `user@host:port`; for problems."""
        ...

    @property
    def is_local(self) -> bool: ...
    async def abilities(self) -> Abilities: ...
    async def resolve(self, path: bytes) -> bytes:
        """Absolute. Empty and relative ones begin at the home folder, a leading `~` or `~user` is expanded; links and
        `..` are resolved as far as the path exists."""
        ...

    async def stat(self, path: bytes, *, follow: bool = True) -> Attributes: ...
    def list(self, path: bytes) -> AsyncIterator[Sequence[Entry]]:
        """The entries but `.` and `..`, as they come and in the machine's order. NOT_A_FOLDER."""
        ...

    async def owner_of(self, attributes: Attributes) -> tuple[str, str]:
        """The names of the account and the group it belongs to; empty where the machine does not tell."""
        ...

    async def make_folder(self, path: bytes, mode: int | None = None) -> None:
        """FILE_EXISTS."""
        ...

    async def remove(self, path: bytes) -> None:
        """A file or a link. IS_A_FOLDER."""
        ...

    async def remove_folder(self, path: bytes) -> None:
        """FOLDER_NOT_EMPTY."""
        ...

    async def rename(self, old: bytes, new: bytes, *, replace: bool) -> None:
        """FILE_EXISTS unless `replace`."""
        ...

    async def link(self, existing: bytes, new: bytes) -> None:
        """Another name for the same file. FILE_EXISTS."""
        ...

    async def symlink(self, target: bytes, path: bytes) -> None:
        """A link at `path` that leads to `target`. FILE_EXISTS."""
        ...

    async def read_link(self, path: bytes) -> bytes: ...
    async def set_attributes(self, path: bytes, changes: Changes, *, follow: bool = True) -> None: ...
    async def free_space(self, path: bytes) -> int | None:
        """Bytes that this account may still write there; None where the machine does not tell."""
        ...

    async def open(self, path: bytes, mode: OpenMode, *, permissions: int | None = None) -> OpenFile:
        """`permissions` are those of a file that is made. IS_A_FOLDER."""
        ...

    async def read_file(self, path: bytes, most: int) -> tuple[bytes, Attributes]:
        """A small file at once, with the attributes it had when it was read. FILE_CHANGED when it has more than
        `most` bytes, or changed meanwhile."""
        ...

    async def write_file(self, new: NewFile) -> None:
        """A small file at once: written under its temporary name, acknowledged, its size checked, its attributes set,
        and only then renamed. What failed leaves no file under either name that was not there before."""
        ...

    async def sha256(self, path: bytes, size: int) -> bytes:
        """Of the first `size` bytes; computed where the file lies, where that machine can. FILE_CHANGED when it is
        shorter."""
        ...

    async def duplicate(self, path: bytes, new: bytes, size: int) -> None:
        """Copy the first `size` bytes of a file to another one on the same machine, without their passing through
        this program's network (copy-data); `new` is made with mode 0600, or emptied. UNSUPPORTED where it cannot."""
        ...

    async def hard_links_below(self, path: bytes) -> dict[bytes, tuple[int, int]]:
        """The files in this folder and below (or this file, if it is one) that have several names: path -> identity,
        the same for all names of one file. Empty where the machine does not tell (`Abilities.links_seen`)."""
        ...
