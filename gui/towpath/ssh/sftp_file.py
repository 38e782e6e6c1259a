"""An open file of a machine behind a session: a `model.filesystem.OpenFile`."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from paramiko.sftp import (
    CMD_ATTRS,
    CMD_CLOSE,
    CMD_DATA,
    CMD_EXTENDED,
    CMD_FSETSTAT,
    CMD_FSTAT,
    CMD_READ,
    CMD_STATUS,
    CMD_WRITE,
    SFTP_EOF,
)

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.file_failures import file_error
from towpath.model.filesystem import Attributes, Changes, Moved, Range
from towpath.ssh.sftp_fetch import Fetch, Outcome
from towpath.ssh.sftp_flight import Flight
from towpath.ssh.sftp_messages import (
    MalformedError,
    Status,
    attributes_to_set,
    problem_of_status,
    read_attributes,
    read_data,
    read_handle,
    read_status,
    size_to_set,
    text,
)
from towpath.ssh.sftp_reasons import Act, SftpReasons, not_done
from towpath.ssh.sftp_requests import FailedError, Server, SftpRequests, closing
from towpath.ssh.sftp_small_files import FSYNC
from towpath.ssh.sftp_store import Store
from towpath.ssh.sftp_stripes import Stripes

COPY = b"copy-data"
ENDED_EARLY = "it became shorter while it was copied"
_BLOCK = struct.Struct(">QI")


class Ways:
    """What all transfers on one session share: what its link holds in either direction, and further channels."""

    def __init__(self, stripes: Stripes) -> None:
        self.here = Flight()
        self.there = Flight()
        self.stripes = stripes


class _Mover(Protocol):
    def start(self) -> None: ...
    def cancel(self) -> None: ...


class SftpFile:
    """Made by `SftpFileSystem.open`. `handle` has its length in front. Any loop."""

    descriptor = None

    def __init__(
        self,
        requests: SftpRequests,
        reasons: SftpReasons,
        ways: Ways,
        server: Server,
        handle: bytes,
        path: bytes,
        *,
        is_empty: bool = False,
        is_read: bool = False,
    ) -> None:
        self._requests = requests
        self._reasons = reasons
        self._ways = ways
        self._server = server
        self._handle = handle
        self._path = path
        self._blank_from: int | None = 0 if is_empty else None
        """From there on the file has nothing; None if the server has to be asked."""
        self._is_read = is_read
        self._as_opened: Attributes | None = None

    # --- its attributes

    async def look(self) -> Attributes:
        """Its attributes while it is opened; the first `attributes` after that costs no round trip."""
        self._as_opened = await self.attributes()
        return self._as_opened

    async def attributes(self) -> Attributes:
        if self._as_opened is not None:
            seen, self._as_opened = self._as_opened, None
            return seen
        body = await self._ask(CMD_FSTAT, self._handle, Act.LOOK, CMD_ATTRS)
        return self._requests.read(self._server, read_attributes, body)

    async def set_attributes(self, changes: Changes) -> None:
        await self._ask(CMD_FSETSTAT, self._handle + attributes_to_set(changes), Act.WRITE)

    async def truncate(self, size: int) -> None:
        self._blank_from = None
        await self._ask(CMD_FSETSTAT, self._handle + size_to_set(size), Act.WRITE)

    async def sync(self) -> None:
        if self._server.has(FSYNC):
            await self._ask(CMD_EXTENDED, text(FSYNC) + self._handle, Act.WRITE)

    async def close(self) -> None:
        if self._is_read:  # there is nothing to be learnt by waiting
            self._server.channel.request(*closing(self._server, self._handle))
            return
        closed = asyncio.ensure_future(self._ask(CMD_CLOSE, self._handle, Act.WRITE))
        closed.add_done_callback(self._closed)
        await asyncio.shield(closed)

    def _closed(self, answer: asyncio.Future[bytes]) -> None:
        self._server.handles.give_back()
        if not answer.cancelled():
            answer.exception()  # of no interest when nobody waits any more

    # --- its content, in pieces

    async def read(self, offset: int, size: int) -> bytes:
        most = self._server.channel.most_read
        pieces = [(at, min(most, offset + size - at)) for at in range(offset, offset + size, most)]
        contents = await asyncio.gather(*(self._read_all(at, wanted) for at, wanted in pieces))
        joined = bytearray()
        for (_, wanted), content in zip(pieces, contents, strict=True):
            joined += content
            if len(content) < wanted:
                break
        return bytes(joined)

    async def _read_all(self, offset: int, size: int) -> bytes:
        """One piece; a server may give it in several."""
        content = await self._read_once(offset, size)
        while content and len(content) < size:
            more = await self._read_once(offset + len(content), size - len(content))
            if not more:
                break
            content += more
        return content

    async def _read_once(self, offset: int, size: int) -> bytes:
        request = self._handle + _BLOCK.pack(offset, size)
        try:
            body = await self._requests.ask(CMD_READ, request, CMD_DATA, server=self._server)
        except FailedError as failure:
            if failure.status.code == SFTP_EOF:
                return b""
            raise await self._reasons.error(failure.status, self._path, Act.READ) from None
        content = self._requests.read(self._server, read_data, body)
        if len(content) > size:
            raise self._requests.misbehaves(self._server, f"{len(content)} bytes where {size} were asked for")
        return content

    async def write(self, offset: int, content: bytes) -> None:
        if self._blank_from is not None:
            self._blank_from = max(self._blank_from, offset + len(content))
        most = self._server.channel.most_write
        await asyncio.gather(
            *(
                self._ask(CMD_WRITE, self._handle + _BLOCK.pack(offset + at, len(piece)) + piece, Act.WRITE)
                for at in range(0, len(content), most)
                for piece in (content[at : at + most],)
            )
        )

    # --- its content, as fast as it goes

    async def fetch(self, descriptor: int, ranges: Sequence[Range], moved: Moved) -> None:
        def mover(ended: Callable[[Outcome], None], explain: Callable[[bytes], Problem]) -> Fetch:
            return Fetch(
                self._server.channel, self._bare_handle(), descriptor, ranges, moved, ended, explain, self._ways.here
            )

        await self._move(mover, Act.READ)

    async def store(self, descriptor: int, ranges: Sequence[Range], moved: Moved) -> None:
        blank_from = (await self.attributes()).size if self._blank_from is None else self._blank_from
        self._blank_from = max([blank_from, *(end for _, end in ranges)])

        def mover(ended: Callable[[Outcome], None], explain: Callable[[bytes], Problem]) -> Store:
            return Store(
                self._server.channel,
                self._bare_handle(),
                self._path,
                descriptor,
                ranges,
                moved,
                ended,
                explain,
                self._ways.there,
                self._ways.stripes,
                blank_from=blank_from,
            )

        await self._move(mover, Act.WRITE)

    async def _move(
        self, make: Callable[[Callable[[Outcome], None], Callable[[bytes], Problem]], _Mover], act: Act
    ) -> None:
        ended: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        mailbox = self._requests.side().mailbox
        said: list[Status] = []
        mover = make(partial(mailbox.post, ended.set_result), partial(self._explain, said))
        mover.start()
        try:
            outcome = await asyncio.shield(ended)
        except asyncio.CancelledError:
            mover.cancel()
            while not ended.done():  # until then the descriptor is in use
                try:
                    await asyncio.shield(ended)
                except asyncio.CancelledError:
                    continue
            raise
        if isinstance(outcome, OSError):
            raise file_error(outcome, b"") from outcome
        if outcome is not None and outcome.kind is ProblemKind.FILE_FAILED and said:
            raise await self._reasons.error(said[0], self._path, act)
        if outcome is not None:
            raise TowpathError(outcome)

    async def take_from(self, other: SftpFile, size: int) -> None:
        """Its first bytes shall be those of another file, copied by the server itself (copy-data)."""
        if size:  # 0 would be all
            fields = struct.pack(">QQ", 0, size) + self._handle + struct.pack(">Q", 0)
            await self._ask(CMD_EXTENDED, text(COPY) + other._handle + fields, Act.WRITE)

    def _explain(self, said: list[Status], body: bytes) -> Problem:
        """The transport's thread: what a STATUS says; the end of the file counts as a change."""
        try:
            status = read_status(body)
        except MalformedError as error:
            return not_done(ProblemKind.FILE_FAILED, self._path, self._requests.name, str(error)).problem
        if status.code == SFTP_EOF:
            return not_done(ProblemKind.FILE_CHANGED, self._path, self._requests.name, ENDED_EARLY).problem
        said.append(status)
        return problem_of_status(status, self._path, self._requests.name)

    def _bare_handle(self) -> bytes:
        return read_handle(self._handle)

    async def _ask(self, kind: int, body: bytes, act: Act, wanted: int = CMD_STATUS) -> bytes:
        try:
            return await self._requests.ask(kind, body, wanted, server=self._server)
        except FailedError as failure:
            raise await self._reasons.error(failure.status, self._path, act) from None
