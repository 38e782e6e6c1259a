"""Why an SFTP server did not do something. Version 3 tells little: the rest is found out by looking."""

from __future__ import annotations

import enum
import posixpath

from paramiko.sftp import (
    CMD_ATTRS,
    CMD_EXTENDED_REPLY,
    CMD_LSTAT,
    CMD_NAME,
    CMD_READLINK,
    CMD_STAT,
    SFTP_BAD_MESSAGE,
    SFTP_FAILURE,
    SFTP_NO_SUCH_FILE,
    SFTP_PERMISSION_DENIED,
)

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import Attributes, FileKind
from towpath.model.text import path_text
from towpath.ssh.sftp_messages import (
    DiskSpace,
    Status,
    problem_of_status,
    read_attributes,
    read_disk_space,
    read_only_name,
    text,
)
from towpath.ssh.sftp_requests import FailedError, SftpRequests

STATVFS = b"statvfs@openssh.com"
LONGEST_NAME = 255
MOST_LINKS = 40
"""Links that lead to links before Linux takes them for a circle."""
NO_ROOM = 1 << 19
"""Bytes: with fewer left, a write that failed without a reason failed for the lack of them."""


class Act(enum.Enum):
    """What was to be done with a path."""

    LOOK = enum.auto()
    LIST = enum.auto()
    READ = enum.auto()
    WRITE = enum.auto()
    """Content; also make the file."""
    MAKE = enum.auto()
    """A new name of any kind that must not be there yet."""
    RENAME = enum.auto()
    """To a name that may be there."""
    CHANGE = enum.auto()
    """The attributes of whatever it is."""
    REMOVE = enum.auto()
    REMOVE_FOLDER = enum.auto()
    READ_LINK = enum.auto()


_WRITING = frozenset({Act.WRITE, Act.MAKE, Act.RENAME})
_CHANGING = _WRITING | {Act.CHANGE, Act.REMOVE, Act.REMOVE_FOLDER}


class SftpReasons:
    """Looks at what is there now. Any loop."""

    def __init__(self, requests: SftpRequests) -> None:
        self._requests = requests

    async def error(
        self, status: Status, path: bytes, act: Act, *, disk: DiskSpace | None = None, subject: bytes = b""
    ) -> TowpathError:
        """The failure of `act`, to be raised. `disk` as it was at that moment, when that is known; `subject` is the
        path that people know, where it is another."""
        plain = problem_of_status(status, subject or path, self._requests.name)
        try:
            kind, detail = await self._look(status, plain, path, act, disk)
        except (FailedError, TowpathError):  # looking does not help, or nothing can be seen any more
            return TowpathError(plain)
        facts = {"via": self._requests.name} | ({"detail": detail} if detail else {})
        return TowpathError(plain if kind is plain.kind and not detail else Problem(kind, plain.subject, facts))

    async def _look(
        self, status: Status, plain: Problem, path: bytes, act: Act, disk: DiskSpace | None
    ) -> tuple[ProblemKind, str]:
        if any(len(name) > LONGEST_NAME for name in path.split(b"/")):
            return ProblemKind.NAME_IMPOSSIBLE, "the name is too long"
        if status.code == SFTP_NO_SUCH_FILE:
            return await self._missing(path, act), ""
        if status.code not in (SFTP_FAILURE, SFTP_BAD_MESSAGE, SFTP_PERMISSION_DENIED):
            return plain.kind, ""
        there = await self.look(path, follow=False)
        if there is not None and (kind := await self._in_the_way(path, there, act)):
            return kind, ""
        if status.code == SFTP_BAD_MESSAGE and act is Act.READ_LINK:
            return ProblemKind.FILE_FAILED, "it is not a link"
        if act in _CHANGING:
            disk = disk or await self.disk_of(path)
            if disk is not None and disk.read_only:
                return ProblemKind.PERMISSION_DENIED, "the disk is read-only"
            if disk is not None and act in _WRITING and (disk.free < NO_ROOM or disk.no_more_files):
                return ProblemKind.DISK_FULL, "" if disk.free < NO_ROOM else "the disk takes no more files"
        return plain.kind, ""

    async def _missing(self, path: bytes, act: Act) -> ProblemKind:
        """OpenSSH's server says "no such file" also for ENOTDIR and ELOOP."""
        there = await self.look(path, follow=False)
        if there is None:
            parent = await self.look(posixpath.dirname(path) or b".", follow=True)
            is_below_file = parent is not None and parent.kind is not FileKind.FOLDER
            return ProblemKind.NOT_A_FOLDER if is_below_file and act in _WRITING else ProblemKind.FILE_NOT_FOUND
        if there.kind is FileKind.LINK and await self._goes_in_a_circle(path):
            return ProblemKind.LINK_LOOP
        if act in (Act.LIST, Act.REMOVE_FOLDER):
            followed = await self.look(path, follow=act is Act.LIST)
            if followed is not None and followed.kind is not FileKind.FOLDER:
                return ProblemKind.NOT_A_FOLDER
        return ProblemKind.FILE_NOT_FOUND

    async def _goes_in_a_circle(self, path: bytes) -> bool:
        for _ in range(MOST_LINKS):
            there = await self.look(path, follow=False)
            if there is None or there.kind is not FileKind.LINK:
                return False
            server = await self._requests.server()
            body = await self._requests.ask(CMD_READLINK, text(path), CMD_NAME)
            path = posixpath.join(posixpath.dirname(path), self._requests.read(server, read_only_name, body))
        return True

    async def _in_the_way(self, path: bytes, there: Attributes, act: Act) -> ProblemKind | None:
        """What about that which is there makes `act` impossible."""
        if act is Act.MAKE:
            return ProblemKind.FILE_EXISTS
        followed = there
        if there.kind is FileKind.LINK and act not in (Act.REMOVE, Act.REMOVE_FOLDER, Act.RENAME):
            followed = await self.look(path, follow=True) or there
        is_folder = followed.kind is FileKind.FOLDER
        if act in (Act.REMOVE_FOLDER, Act.LIST) and not is_folder:
            return ProblemKind.NOT_A_FOLDER
        if act in (Act.READ, Act.WRITE, Act.REMOVE, Act.RENAME) and is_folder:
            return ProblemKind.IS_A_FOLDER
        return None

    async def look(self, path: bytes, *, follow: bool) -> Attributes | None:
        """What is there; None when nothing can be seen. TowpathError when the channel has ended."""
        server = await self._requests.server()
        try:
            body = await self._requests.ask(CMD_STAT if follow else CMD_LSTAT, text(path), CMD_ATTRS)
        except FailedError:
            return None
        return self._requests.read(server, read_attributes, body)

    async def disk_of(self, path: bytes) -> DiskSpace | None:
        """The disk that has, or would have, this path; None where the server does not tell."""
        server = await self._requests.server()
        if not server.has(STATVFS):
            return None
        for place in (path, posixpath.dirname(path) or b"."):
            try:
                body = await self._requests.ask_extended(STATVFS, text(place), CMD_EXTENDED_REPLY)
            except FailedError:
                continue
            return self._requests.read(server, read_disk_space, body)
        return None


def not_done(kind: ProblemKind, path: bytes, via: str, detail: str = "") -> TowpathError:
    """A failure that this side found."""
    return TowpathError(Problem(kind, path_text(path), {"via": via} | ({"detail": detail} if detail else {})))
