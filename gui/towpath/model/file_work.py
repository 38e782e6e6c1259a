"""What is done to files besides transferring them: commands, and what is reported while they are carried out.

Each command names its work by `request`, chosen by who asks, unlike any other. The connection is brought up for it.
What it finds out comes as `Reported` events for the asker before the command ends; `Withdraw` ends it early.
"""

from __future__ import annotations

import enum

import msgspec

from towpath.model.filesystem import Attributes, Entry
from towpath.model.transfer import FileResult, Place


class ListFolder(msgspec.Struct, frozen=True, kw_only=True, tag="list-folder"):
    """List a folder (or one file). The entries come as `FolderListed` events."""

    request: str
    place: Place
    only_folders: bool = False
    """A file is a failure, NOT_A_FOLDER, and not its own only entry."""
    asker: str = ""


class MakeFolder(msgspec.Struct, frozen=True, kw_only=True, tag="make-folder"):
    """Make an empty folder. FILE_EXISTS."""

    request: str
    place: Place
    asker: str = ""


class MakeFile(msgspec.Struct, frozen=True, kw_only=True, tag="make-file"):
    """Make an empty file. FILE_EXISTS."""

    request: str
    place: Place
    asker: str = ""


class Rename(msgspec.Struct, frozen=True, kw_only=True, tag="rename"):
    """Give a file or folder another path on its machine. FILE_EXISTS: nothing is ever replaced."""

    request: str
    place: Place
    path: bytes
    asker: str = ""


class Measure(msgspec.Struct, frozen=True, kw_only=True, tag="measure"):
    """Count what these places, all of one machine, hold. `Measured` grows with each report."""

    request: str
    places: tuple[Place, ...]
    asker: str = ""


class Delete(msgspec.Struct, frozen=True, kw_only=True, tag="delete"):
    """Delete files, links (never what they lead to) and folders with all that is in them. `Progressed`, `Left`;
    FILES_LEFT when some are still there."""

    request: str
    places: tuple[Place, ...]
    """All of one machine."""
    trash: bool = False
    """Put them where the desktop keeps what was thrown away; this machine only."""
    asker: str = ""


class AppliesTo(enum.StrEnum):
    """Which of the things below a folder get other permissions."""

    ALL = "all"
    FILES = "files"
    FOLDERS = "folders"


class SetPermissions(msgspec.Struct, frozen=True, kw_only=True, tag="set-permissions"):
    """Switch permission bits on and off, and leave the others. Links are left alone. `Progressed`, `Left`;
    FILES_LEFT."""

    request: str
    places: tuple[Place, ...]
    """All of one machine."""
    on: int = 0
    off: int = 0
    recursive: bool = False
    applies_to: AppliesTo = AppliesTo.ALL
    """Of what is found below; the places themselves are changed where it fits them, too."""
    asker: str = ""


class Inspect(msgspec.Struct, frozen=True, kw_only=True, tag="inspect"):
    """Look at one file or folder. `Inspected`."""

    request: str
    place: Place
    asker: str = ""


class Checksum(msgspec.Struct, frozen=True, kw_only=True, tag="checksum"):
    """The SHA-256 of a file, computed where it lies if that machine can. `Checksummed`."""

    request: str
    place: Place
    asker: str = ""


class Peek(msgspec.Struct, frozen=True, kw_only=True, tag="peek"):
    """The beginning of a file. `Content`."""

    request: str
    place: Place
    most: int
    """Bytes."""
    asker: str = ""


class Search(msgspec.Struct, frozen=True, kw_only=True, tag="search"):
    """Find names below a folder. Links are not followed. `Found`, `Left` for folders that cannot be listed."""

    request: str
    place: Place
    pattern: str
    """With `*`, `?` or `[…]` as for a shell, for the whole name; otherwise a part of it."""
    match_case: bool = False
    asker: str = ""


class DownloadUrl(msgspec.Struct, frozen=True, kw_only=True, tag="download-url"):
    """Have a connection's machine download a URL into a folder, by curl(1) or wget(1) there. `Progressed`.
    FILE_EXISTS: nothing is ever replaced; UNSUPPORTED where it has neither program."""

    request: str
    url: str
    folder: Place
    name: bytes = b""
    """Of the file; empty for the last part of the URL's path."""
    asker: str = ""


class Withdraw(msgspec.Struct, frozen=True, kw_only=True, tag="withdraw"):
    """End work of the same asker before its time: its command ends with CANCELLED, at once. Also a comparison, by its
    id; one that has ended is not to be carried out, and its plan is forgotten. Of no interest when there is no such
    work."""

    request: str
    asker: str = ""


FileCommand = (
    ListFolder
    | MakeFolder
    | MakeFile
    | Rename
    | Measure
    | Delete
    | SetPermissions
    | Inspect
    | Checksum
    | Peek
    | Search
    | DownloadUrl
    | Withdraw
)


class Progressed(msgspec.Struct, frozen=True, kw_only=True, tag="progressed"):
    """How far the work is. A few times a second."""

    done: int
    """Files, or bytes for DownloadUrl."""
    total: int | None = None
    """None while that is not known."""
    current: bytes = b""
    """The path it is at."""
    rate: float = 0.0
    """Bytes a second, for DownloadUrl."""


class Left(msgspec.Struct, frozen=True, kw_only=True, tag="left"):
    """What could not be done, and why."""

    results: tuple[FileResult, ...]


class Measured(msgspec.Struct, frozen=True, kw_only=True, tag="measured"):
    """Counted so far, the places themselves among it."""

    files: int
    """Links and special files among them."""
    folders: int
    bytes: int
    unreadable: int = 0
    """Folders that cannot be listed."""


class Inspected(msgspec.Struct, frozen=True, kw_only=True, tag="inspected"):
    """One file or folder."""

    path: bytes
    """Absolute, as asked for."""
    entry: Entry
    """Of a link itself."""
    followed: Attributes | None = None
    """Of what a link leads to; None where that is missing, and for all but links."""
    resolved: bytes = b""
    """The path without links."""


class Checksummed(msgspec.Struct, frozen=True, kw_only=True, tag="checksummed"):
    """SHA-256 in hexadecimal."""

    sha256: str


class Content(msgspec.Struct, frozen=True, kw_only=True, tag="content"):
    """The beginning of a file."""

    content: bytes
    size: int
    """Of the whole file."""


class FoundEntry(msgspec.Struct, frozen=True):
    """One find of a search."""

    path: bytes
    """Absolute."""
    entry: Entry


class Found(msgspec.Struct, frozen=True, kw_only=True, tag="found"):
    """Finds since the last report, perhaps none."""

    entries: tuple[FoundEntry, ...] = ()
    folders: int = 0
    """Looked at so far."""
    current: bytes = b""
    """The folder it is at."""


Report = Progressed | Left | Measured | Inspected | Checksummed | Content | Found
