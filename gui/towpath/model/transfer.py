"""Transfers: what is to be copied where and how, and how far it is. A batch is one wish of the user's."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from towpath.model.error import Problem
from towpath.model.filesystem import Attributes

HERE = ""
"""In place of a connection's id: this machine."""


class Place(msgspec.Struct, frozen=True):
    """A path on a machine. A relative one begins at the home folder there; on this machine callers make it absolute."""

    connection: str
    """Its id, or HERE."""
    path: bytes


class Conflict(enum.StrEnum):
    """What to do when a file of that name is there already. Folders are merged under every policy."""

    ASK = "ask"
    OVERWRITE = "overwrite"
    NEWER = "newer"
    """Overwrite where the source was changed later (whole seconds), else skip."""
    SIZE_DIFFERS = "size-differs"
    """Overwrite where the sizes differ, else skip."""
    RENAME = "rename"
    """Keep both: `name (2).txt`."""
    SKIP = "skip"


class Links(enum.StrEnum):
    """What to do with symbolic links."""

    KEEP = "keep"
    """Make the same link."""
    FOLLOW = "follow"
    """Copy what it leads to; loops end."""
    SKIP = "skip"


class Publish(enum.StrEnum):
    """How a file gets its name."""

    AUTO = "auto"
    """By rename; in place where a rename would lose the owner or other names of the file that is there, or where the
    folder takes no new file. A move leaves the other names to the old file."""
    RENAME = "rename"
    IN_PLACE = "in-place"
    """Written under its own name from the start: a loss in between leaves half a file, which is said."""


class Options(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a batch is done. The defaults are those of a careful `cp -a`."""

    recursive: bool = True
    """Otherwise a folder among the sources is a failure of its own, as for scp(1)."""
    conflict: Conflict = Conflict.OVERWRITE
    links: Links = Links.KEEP
    publish: Publish = Publish.AUTO
    resume: bool = False
    """Go on with a shorter file under the final name that begins as the source does (checked, by hash); what cannot be
    gone on with is a failure and stays as it is. What this program itself left unfinished is gone on with in any case
    where the source is still the same."""
    verify: bool = False
    """Bring each file to the disk and compare hashes before it is published."""
    times: bool = True
    modes: bool = True
    owner: bool = False
    """Where the machine lets us."""
    hard_links: bool = True
    move: bool = False
    """Delete each source once it is surely stored, and each folder that became empty. Renamed where that does."""
    limit: Annotated[int, msgspec.Meta(ge=0)] = 0
    """Bytes a second; 0 for none."""
    excludes: tuple[str, ...] = ()
    """Patterns as for `rsync --exclude`: `*.o`, `/build`, `node_modules/`. See transfer/excludes.py."""


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """Some files and folders, all of one machine, to be copied to another machine (or the same one).

    As with `scp -r`: an existing folder at `destination` gets the sources into it under their own names; otherwise the
    only source gets this name. `exact` makes it the name in any case (and merges folders).
    """

    id: str
    """Made once by who submits it; also in the names of its temporary files."""
    sources: tuple[Place, ...]
    destination: Place
    options: Options = Options()
    exact: bool = False
    priority: int = 0
    """Higher first; equal ones in their order."""
    asker: str = ""
    """Who is asked, and told of every file (`told`). Filled in as for `Up`."""
    told: bool = False
    """Tell the asker of every file that ended, not only of the failures."""
    synchronises: str = ""
    """Id of the comparison whose plan it carries out; the sources are then the one folder it compared."""


class TransferStatus(enum.StrEnum):
    """Where a batch is. Always shown as a word and a shape."""

    QUEUED = "queued"
    RUNNING = "running"
    WAITING_FOR_USER = "waiting-for-user"
    """A question is open; the rest of the batch goes on meanwhile."""
    WAITING_FOR_CONNECTION = "waiting-for-connection"
    PAUSED = "paused"
    """By the user, or by the end of the program that carried it out."""
    RETRYING = "retrying"
    DONE = "done"
    FAILED = "failed"
    """At its end, with files that failed; or it could not begin."""
    CANCELLED = "cancelled"


ENDED = frozenset({TransferStatus.DONE, TransferStatus.FAILED, TransferStatus.CANCELLED})


class FileOutcome(enum.StrEnum):
    """What became of one entry."""

    STORED = "stored"
    LINKED = "linked"
    """Another name of a file that is there, or a symbolic link."""
    FOLDER = "folder"
    SKIPPED = "skipped"
    DELETED = "deleted"
    FAILED = "failed"


class FileResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One entry that has ended."""

    source: bytes
    destination: bytes
    outcome: FileOutcome
    size: int = 0
    problem: Problem | None = None
    """Why it failed or was skipped."""


class ActiveFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is being moved right now."""

    source: bytes
    size: int
    moved: int
    """Bytes that have arrived, those of earlier runs included."""


class Amounts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Counted so far. `found` grows until `listed`."""

    files_found: int = 0
    bytes_found: int = 0
    listed: bool = False
    """All has been found."""
    files_done: int = 0
    """Stored, linked or skipped; not the failed ones. Folders do not count."""
    files_skipped: int = 0
    files_failed: int = 0
    deleted: int = 0
    """Files, links and folders that a synchronisation took away."""
    bytes_done: int = 0
    """Of stored and skipped files, and of what has arrived of those under way."""
    bytes_sent: int = 0
    """That went over the network in this run: not what was there already."""


class TransferState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One batch in the queue, as wished and as it is."""

    batch: Batch
    status: TransferStatus = TransferStatus.QUEUED
    problem: Problem | None = None
    """Why it waits, failed, or is to be retried."""
    amounts: Amounts = Amounts()
    rate: float = 0.0
    """Bytes a second, over the last seconds."""
    files_rate: float = 0.0
    seconds_left: float | None = None
    """None while nothing can be said."""
    active: tuple[ActiveFile, ...] = ()
    """Some of those under way, the largest first."""
    failures: tuple[FileResult, ...] = ()
    """The latest MOST_FAILURES_SHOWN; `amounts` has their number."""
    finished: tuple[FileResult, ...] = ()
    """The latest MOST_FINISHED_SHOWN that did not fail."""
    retry_at: float = 0.0
    """Wall-clock time of the next try while RETRYING, else 0."""
    began: float = 0.0
    """Wall-clock times; 0 for not yet."""
    ended: float = 0.0


MOST_FAILURES_SHOWN = 200
MOST_FINISHED_SHOWN = 100


class Differ(enum.StrEnum):
    """By what two files of the same name are told to differ."""

    TIME = "time"
    """Size, or time of change (whole seconds)."""
    SIZE = "size"
    HASH = "hash"


class Direction(enum.StrEnum):
    """Which side follows the other."""

    UP = "up"
    """The second place follows the first (local -> remote)."""
    DOWN = "down"
    BOTH = "both"
    """Each gets what the other has. Where they differ it is a conflict, unless one is surely NEWER and that wins."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two folders to be compared."""

    id: str
    first: Place
    second: Place
    direction: Direction = Direction.UP
    differ: Differ = Differ.TIME
    delete: bool = False
    """Delete what the leading side does not have; nothing when none leads."""
    options: Options = Options()
    asker: str = ""


class Act(enum.StrEnum):
    """What a plan does with one path. `UP` and `DOWN` as in `Direction`."""

    COPY_UP = "copy-up"
    COPY_DOWN = "copy-down"
    UPDATE_UP = "update-up"
    UPDATE_DOWN = "update-down"
    DELETE_FIRST = "delete-first"
    DELETE_SECOND = "delete-second"
    CONFLICT = "conflict"
    """The user has to decide; nothing is done otherwise."""
    NOTHING = "nothing"


CANNOT_TELL = "they differ, and it cannot be told which is newer"
LEFT_ALONE = ", in which something is left alone"
"""Reasons of steps that a window says in words of its own: it has a left and a right."""


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One path of a plan, relative to the two folders."""

    path: bytes
    act: Act
    first: Attributes | None = None
    """As found there; None where it is missing."""
    second: Attributes | None = None
    why: str = ""
    """In words, for a conflict: what differs."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What would make the sides equal; equal paths are not in it. To be shown, edited (a step's act), carried out."""

    comparison: Comparison
    steps: tuple[Step, ...] = ()
    clock_skew: float = 0.0
    """Seconds by which the second place's clock is ahead of the first's; 0 where it does not matter or is not known."""
    problems: tuple[FileResult, ...] = ()
    """What could not be looked at; it and what is below it is left alone."""
