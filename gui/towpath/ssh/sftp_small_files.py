"""Small files by the fewest round trips: machines that are driven by the replies, in the transport's thread.

Nothing of the event loop is involved until a file is done: that is what thousands of files a second cost. Whatever a
server sends must end here in an outcome: an exception in the transport's thread would end the session.
"""

from __future__ import annotations

import struct
from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial
from typing import Final

from paramiko.sftp import (
    CMD_ATTRS,
    CMD_CLOSE,
    CMD_DATA,
    CMD_EXTENDED,
    CMD_EXTENDED_REPLY,
    CMD_FSETSTAT,
    CMD_FSTAT,
    CMD_HANDLE,
    CMD_OPEN,
    CMD_READ,
    CMD_REMOVE,
    CMD_RENAME,
    CMD_STATUS,
    CMD_WRITE,
    SFTP_EOF,
    SFTP_FAILURE,
    SFTP_OK,
    SFTP_PERMISSION_DENIED,
)

from towpath.model.error import ProblemKind
from towpath.model.filesystem import Attributes, NewFile
from towpath.ssh.sftp_channel import ENDED, Answered
from towpath.ssh.sftp_messages import (
    NO_ATTRIBUTES,
    OPEN_CREATE,
    OPEN_READ,
    OPEN_TRUNCATE,
    OPEN_WRITE,
    DiskSpace,
    MalformedError,
    Status,
    attributes_to_set,
    mode_to_set,
    read_attributes,
    read_data,
    read_disk_space,
    read_handle,
    read_status,
    text,
)
from towpath.ssh.sftp_reasons import STATVFS
from towpath.ssh.sftp_requests import Request, Server

POSIX_RENAME: Final = b"posix-rename@openssh.com"
FSYNC: Final = b"fsync@openssh.com"
_FLAGS: Final = struct.Struct(">I")
_BLOCK: Final = struct.Struct(">QI")
_OK: Final = struct.pack(">I", SFTP_OK)
_FAILURE: Final = struct.pack(">I", SFTP_FAILURE)
_DENIED: Final = struct.pack(">I", SFTP_PERMISSION_DENIED)
_END_OF_FILE: Final = struct.pack(">I", SFTP_EOF)
_POSIX_RENAME: Final = text(POSIX_RENAME)
_FSYNC: Final = text(FSYNC)
_STATVFS: Final = text(STATVFS)
_TO_WRITE: Final = _FLAGS.pack(OPEN_WRITE | OPEN_CREATE | OPEN_TRUNCATE)
_TO_READ: Final = _FLAGS.pack(OPEN_READ) + NO_ATTRIBUTES


class _SmallFile(ABC):
    """What both ways have in common. `done` is called once, in the transport's thread, when nothing is under way."""

    def __init__(self, server: Server, done: Callable[[], None]) -> None:
        self.server = server
        self.status: Status | None = None
        """What the server said to the request that failed."""
        self.kind: ProblemKind | None = None
        """What this side found wrong, without words of the server's."""
        self.detail = ""
        self._done = done
        self._missing = 0
        self._cancelled = False

    @property
    def failed(self) -> bool:
        """Whether anything went wrong so far."""
        return self.status is not None or self.kind is not None

    def cancel(self) -> None:
        """Nobody waits any more. Any thread."""
        self._cancelled = True

    def _send(self, requests: list[Request]) -> None:
        self._missing = len(requests)
        self.server.channel.request_many(requests)

    def _opened(self, kind: int, body: bytes) -> bytes | None:
        """The handle, with its length in front; otherwise it is over with the file."""
        if kind == CMD_HANDLE:
            try:
                read_handle(body)
            except MalformedError as error:
                self._misbehaves(str(error))
            else:
                return body
        else:
            self._failed(kind, body)
        self.server.handles.give_back()
        return None

    def _failed(self, kind: int, body: bytes) -> None:
        """Keep why; the first reason is the one that counts."""
        if self.failed:
            return
        if kind == ENDED:
            self.kind = ProblemKind.LOST
        elif kind != CMD_STATUS:
            self._misbehaves(f"an answer of kind {kind} out of place")
        else:
            try:
                self.status = read_status(body)
            except MalformedError as error:
                self._misbehaves(str(error))

    def _misbehaves(self, detail: str) -> None:
        self.kind, self.detail = ProblemKind.SFTP_UNAVAILABLE, detail

    def _take_status(self, kind: int, body: bytes) -> None:
        """The answer to one request of several."""
        if kind != CMD_STATUS or body[:4] != _OK:
            self._failed(kind, body)
        self._arrived()

    def _take_close(self, kind: int, body: bytes) -> None:
        self.server.handles.give_back()
        self._take_status(kind, body)

    def _arrived(self) -> None:
        self._missing -= 1
        if not self._missing:
            self._all_arrived()

    @abstractmethod
    def _all_arrived(self) -> None:
        """Nothing is under way."""


class SmallWrite(_SmallFile):
    """Writes a file under its temporary name and renames it: OPEN, then all that concerns the content and CLOSE in one
    burst, then RENAME. What fails takes the temporary with it."""

    def __init__(self, server: Server, new: NewFile, done: Callable[[], None]) -> None:
        super().__init__(server, done)
        self._new = new
        self._temporary = text(new.temporary)
        self._size: int | None = None
        self._reopened = False
        self.disk: DiskSpace | None = None
        """As it was when the content could not be written."""
        self.renaming = False
        """Whether the content was stored."""
        self.old_in_the_way = False
        """It waits under its temporary name, because the server renames over nothing."""

    def opening(self) -> Request:
        """The first request."""
        return CMD_OPEN, self._temporary + _TO_WRITE + mode_to_set(self._new.changes.mode), self._take_handle

    def _take_handle(self, kind: int, body: bytes) -> None:
        if kind == CMD_STATUS and body[:4] == _DENIED and not self._reopened and not self._cancelled:
            # A run before may have left one that is not to be written any more.
            self._reopened = True
            self.server.channel.request(CMD_REMOVE, self._temporary, self._open_again)
            return
        handle = self._opened(kind, body)
        if handle is None:
            self._done()
            return
        self._send([*self._writes(handle), (CMD_CLOSE, handle, self._take_close)])

    def _open_again(self, _kind: int, _body: bytes) -> None:
        self.server.channel.request(*self.opening())

    def _writes(self, handle: bytes) -> list[Request]:
        new, most = self._new, self.server.channel.most_write
        content, take = new.content, self._take_status
        if self._cancelled:
            return []
        if len(content) <= most:
            requests: list[Request] = [(CMD_WRITE, handle + _BLOCK.pack(0, len(content)) + content, take)]
        else:
            pieces = ((at, content[at : at + most]) for at in range(0, len(content), most))
            requests = [(CMD_WRITE, handle + _BLOCK.pack(at, len(piece)) + piece, take) for at, piece in pieces]
        attributes = attributes_to_set(new.changes)
        if attributes != NO_ATTRIBUTES:
            requests.append((CMD_FSETSTAT, handle + attributes, take))
        requests.append((CMD_FSTAT, handle, self._take_size))
        if new.sync and self.server.has(FSYNC):
            requests.append((CMD_EXTENDED, _FSYNC + handle, take))
        return requests

    def _take_size(self, kind: int, body: bytes) -> None:
        if kind != CMD_ATTRS:
            self._failed(kind, body)
        else:
            try:
                self._size = read_attributes(body).size
            except MalformedError as error:
                self._misbehaves(str(error))
        self._arrived()

    def _all_arrived(self) -> None:
        if not self.failed and self._size != len(self._new.content) and not self._cancelled:
            self.kind = ProblemKind.VERIFY_FAILED
            self.detail = f"{self._size} of {len(self._new.content)} bytes"
        if self.failed or self._cancelled:
            self._clear_away()
            return
        self.renaming = True
        if not self._new.replace:
            self._rename(CMD_RENAME, b"", self._take_renamed)
        elif self.server.has(POSIX_RENAME):
            self._rename(CMD_EXTENDED, _POSIX_RENAME, self._take_renamed)
        else:
            self._rename(CMD_RENAME, b"", self._take_refused_rename)

    def _rename(self, kind: int, name: bytes, answered: Answered) -> None:
        self.server.channel.request(kind, name + self._temporary + text(self._new.path), answered)

    def _take_refused_rename(self, kind: int, body: bytes) -> None:
        """Without posix-rename a server does not rename over what is there: that takes more than a burst."""
        if kind == CMD_STATUS and body[:4] == _FAILURE:
            self.old_in_the_way = True
            self._done()
        else:
            self._take_renamed(kind, body)

    def _take_renamed(self, kind: int, body: bytes) -> None:
        if kind == CMD_STATUS and body[:4] == _OK:
            self._done()
        else:
            self._failed(kind, body)
            self._clear_away()

    def _clear_away(self) -> None:
        """How full the disk is tells why; it has to be asked before the temporary gives back its room."""
        requests: list[Request] = [(CMD_REMOVE, self._temporary, self._take_cleared)]
        if self.server.has(STATVFS):
            requests.insert(0, (CMD_EXTENDED, _STATVFS + self._temporary, self._take_disk))
        self.server.channel.request_many(requests)

    def _take_disk(self, kind: int, body: bytes) -> None:
        if kind == CMD_EXTENDED_REPLY:
            try:
                self.disk = read_disk_space(body)
            except MalformedError as error:
                self._misbehaves(str(error))

    def _take_cleared(self, _kind: int, _body: bytes) -> None:
        self._done()


class SmallRead(_SmallFile):
    """Reads a file: OPEN, then FSTAT, READ and CLOSE in one burst. `asked` bytes are asked for."""

    def __init__(self, server: Server, path: bytes, asked: int, done: Callable[[], None]) -> None:
        super().__init__(server, done)
        self._path = path
        self._asked = asked
        self.attributes: Attributes | None = None
        self.content = b""
        """Its first bytes: as many as the server gives for one piece, in as many pieces as were asked for."""
        self._pieces: dict[int, bytes] = {}

    def opening(self) -> Request:
        """The first request."""
        return CMD_OPEN, text(self._path) + _TO_READ, self._take_handle

    def _take_handle(self, kind: int, body: bytes) -> None:
        handle = self._opened(kind, body)
        if handle is None:
            self._done()
            return
        requests: list[Request] = []
        if not self._cancelled:
            requests.append((CMD_FSTAT, handle, self._take_attributes))
            most = self.server.channel.most_read
            for at in range(0, self._asked, most):
                size = min(most, self._asked - at)
                requests.append((CMD_READ, handle + _BLOCK.pack(at, size), partial(self._take_data, at)))
        self._send([*requests, (CMD_CLOSE, handle, self._take_close)])

    def _take_attributes(self, kind: int, body: bytes) -> None:
        if kind != CMD_ATTRS:
            self._failed(kind, body)
        else:
            try:
                self.attributes = read_attributes(body)
            except MalformedError as error:
                self._misbehaves(str(error))
        self._arrived()

    def _take_data(self, at: int, kind: int, body: bytes) -> None:
        if kind == CMD_DATA:
            try:
                self._pieces[at] = read_data(body)
            except MalformedError as error:
                self._misbehaves(str(error))
        elif kind != CMD_STATUS or body[:4] != _END_OF_FILE:
            self._failed(kind, body)
        self._arrived()

    def _all_arrived(self) -> None:
        pieces = self._pieces
        self.content = pieces[0] if len(pieces) == 1 and 0 in pieces else self._joined()
        self._done()

    def _joined(self) -> bytes:
        """The pieces up to the first gap."""
        joined, at = bytearray(), 0
        while piece := self._pieces.get(at):
            joined += piece
            at += len(piece)
        return bytes(joined)
