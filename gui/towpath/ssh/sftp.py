"""The files of a machine behind a session, by SFTP: a `model.filesystem.FileSystem`.

`sftp_requests` has the channel and requests that can be awaited, `sftp_messages` their bytes, `sftp_channel` what
becomes of both on the wire. `sftp_reasons` finds out why something failed. `sftp_file` is an open file;
`sftp_small_files` moves whole small ones.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import posixpath
import struct
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from functools import partial

from paramiko.sftp import (
    CMD_ATTRS,
    CMD_EXTENDED,
    CMD_EXTENDED_REPLY,
    CMD_LSTAT,
    CMD_MKDIR,
    CMD_NAME,
    CMD_OPEN,
    CMD_OPENDIR,
    CMD_READDIR,
    CMD_READLINK,
    CMD_REALPATH,
    CMD_REMOVE,
    CMD_RENAME,
    CMD_RMDIR,
    CMD_SETSTAT,
    CMD_STAT,
    CMD_STATUS,
    CMD_SYMLINK,
    SFTP_EOF,
    SFTP_NO_SUCH_FILE,
)

from towpath.model.error import ProblemKind, TowpathError
from towpath.model.filesystem import Abilities, Attributes, Changes, Entry, FileKind, NewFile, OpenMode
from towpath.model.ports import Stream, StreamEvents
from towpath.ssh.program_settings import NO_SETTINGS, ProgramSettings
from towpath.ssh.session import Session
from towpath.ssh.sftp_commands import Commands, Identity
from towpath.ssh.sftp_file import COPY, ENDED_EARLY, SftpFile, Ways
from towpath.ssh.sftp_messages import (
    OPEN_APPEND,
    OPEN_CREATE,
    OPEN_READ,
    OPEN_TRUNCATE,
    OPEN_WRITE,
    attributes_to_set,
    mode_to_set,
    owner_to_name,
    read_attributes,
    read_names,
    read_only_name,
    read_owner,
    text,
    texts,
)
from towpath.ssh.sftp_reasons import Act, SftpReasons, not_done
from towpath.ssh.sftp_rename import rename_in_steps
from towpath.ssh.sftp_requests import FailedError, Server, SftpRequests, closing
from towpath.ssh.sftp_small_files import FSYNC, POSIX_RENAME, SmallRead, SmallWrite
from towpath.ssh.sftp_stripes import Stripes

HARD_LINK = b"hardlink@openssh.com"
SET_OF_LINK = b"lsetstat@openssh.com"
NAMES_OF_OWNERS = b"users-groups-by-id@openssh.com"
EXPAND = b"expand-path@openssh.com"
LISTED_AHEAD = 64
"""Pieces of a large folder that are asked for before the first has come."""
HASHED_BY_COMMAND = 1 << 20
"""Bytes from which on it pays to run a command for a hash."""
HASHED_AT_ONCE = 4 << 20
_FLAGS = {
    OpenMode.READ: OPEN_READ,
    OpenMode.CREATE: OPEN_WRITE | OPEN_CREATE | OPEN_TRUNCATE,
    OpenMode.UPDATE: OPEN_READ | OPEN_WRITE | OPEN_CREATE,
}


class SftpFileSystem:
    """Any loop, any thread; shared by all that use the session. Its channel is opened at first use.

    `command` runs the SFTP server there (`Connection.sftp_command`); empty for the subsystem. It and all commands that
    are run for the sake of files get what `settings` say.
    """

    is_local = False

    def __init__(self, session: Session, *, command: str = "", settings: ProgramSettings = NO_SETTINGS) -> None:
        self.name = session.name
        self.session = session
        self.settings = settings
        self._requests = SftpRequests(session, command, settings)
        self._reasons = SftpReasons(self._requests)
        self._commands = Commands(session, settings)

        def open_channel(events: StreamEvents) -> Stream:
            return session.open_sftp(command, events, settings)

        self._ways = Ways(Stripes(open_channel, session.name))

    def end(self) -> None:
        """Close its channels; what waits fails. Any thread; never waits."""
        self._requests.close()
        self._ways.stripes.close()

    async def abilities(self) -> Abilities:
        server = await self._requests.server()
        return Abilities(
            replaces=server.has(POSIX_RENAME),
            hard_links=server.has(HARD_LINK),
            sync=server.has(FSYNC),
            link_times=server.has(SET_OF_LINK),
            links_seen=self._commands.may_run,
        )

    # --- names and attributes

    async def resolve(self, path: bytes) -> bytes:
        if path.startswith(b"~"):
            path = await self._expand(path)
        path, missing = path or b".", b""
        while True:
            try:
                resolved = await self._ask_name(CMD_REALPATH, text(path))
            except FailedError as failure:
                parent, name = posixpath.split(path.rstrip(b"/"))
                if failure.status.code != SFTP_NO_SUCH_FILE or not name:
                    raise await self._reasons.error(failure.status, path, Act.LOOK) from None
                path, missing = parent or b".", posixpath.join(name, missing) if missing else name
            else:
                return posixpath.join(resolved, missing) if missing else resolved

    async def _expand(self, path: bytes) -> bytes:
        """`~`, where SFTP begins, and `~user`."""
        user, _, rest = path.partition(b"/")
        rest = rest.lstrip(b"/")
        if user == b"~":
            return rest
        if not (await self._requests.server()).has(EXPAND):
            raise not_done(ProblemKind.UNSUPPORTED, path, self.name, "the server does not tell other users' folders")
        try:
            return posixpath.join(await self._ask_name(CMD_EXTENDED, texts(EXPAND, user)), rest)
        except FailedError as failure:
            raise await self._reasons.error(failure.status, user, Act.LOOK) from None

    async def _ask_name(self, kind: int, body: bytes) -> bytes:
        server = await self._requests.server()
        return self._requests.read(server, read_only_name, await self._requests.ask(kind, body, CMD_NAME))

    async def stat(self, path: bytes, *, follow: bool = True) -> Attributes:
        body = await self._do(CMD_STAT if follow else CMD_LSTAT, text(path), path, Act.LOOK, CMD_ATTRS)
        return self._requests.read(await self._requests.server(), read_attributes, body)

    async def set_attributes(self, path: bytes, changes: Changes, *, follow: bool = True) -> None:
        attributes = attributes_to_set(changes)
        if follow:
            await self._do(CMD_SETSTAT, text(path) + attributes, path, Act.CHANGE)
        else:
            await self._do_extended(SET_OF_LINK, text(path) + attributes, path, Act.CHANGE)

    async def owner_of(self, attributes: Attributes) -> tuple[str, str]:
        uid, gid = attributes.uid, attributes.gid
        if uid is None or gid is None:
            return "", ""
        server = await self._requests.server()
        try:
            body = await self._requests.ask_extended(NAMES_OF_OWNERS, owner_to_name(uid, gid), CMD_EXTENDED_REPLY)
        except FailedError:
            return str(uid), str(gid)
        user, group = self._requests.read(server, read_owner, body)
        return user or str(uid), group or str(gid)

    async def free_space(self, path: bytes) -> int | None:
        disk = await self._reasons.disk_of(path)
        return None if disk is None else disk.free

    # --- folders

    async def list(self, path: bytes) -> AsyncGenerator[Sequence[Entry], None]:
        try:
            server, handle = await self._requests.open(CMD_OPENDIR, text(path))
        except FailedError as failure:
            raise await self._reasons.error(failure.status, path, Act.LIST) from None
        asked: deque[asyncio.Future[bytes]] = deque()
        ahead = 2  # a folder of a few entries is one piece and the end
        try:
            while True:
                while len(asked) < ahead:
                    asked.append(
                        asyncio.ensure_future(self._requests.ask(CMD_READDIR, handle, CMD_NAME, server=server))
                    )
                try:
                    body = await asked.popleft()
                except FailedError as failure:
                    if failure.status.code == SFTP_EOF:
                        return
                    raise await self._reasons.error(failure.status, path, Act.LIST) from None
                entries = self._requests.read(server, read_names, body)
                if entries:
                    yield entries
                ahead = min(2 * ahead, LISTED_AHEAD)
        finally:
            for one in asked:
                one.cancel()
            # Behind all requests of this turn: the server gives the handle's number to the next that opens something.
            self._requests.side().send(server.channel, (closing(server, handle),))
            await asyncio.gather(*asked, return_exceptions=True)

    async def make_folder(self, path: bytes, mode: int | None = None) -> None:
        await self._do(CMD_MKDIR, text(path) + mode_to_set(mode), path, Act.MAKE)

    async def remove_folder(self, path: bytes) -> None:
        try:
            await self._requests.ask(CMD_RMDIR, text(path))
        except FailedError as failure:
            error = await self._reasons.error(failure.status, path, Act.REMOVE_FOLDER)
        else:
            return
        if error.problem.kind is ProblemKind.FILE_FAILED and await self._has_entries(path):
            raise not_done(ProblemKind.FOLDER_NOT_EMPTY, path, self.name)
        raise error

    async def _has_entries(self, path: bytes) -> bool:
        with contextlib.suppress(TowpathError):
            async with contextlib.aclosing(self.list(path)) as pieces:
                async for _ in pieces:
                    return True
        return False

    # --- names of files

    async def remove(self, path: bytes) -> None:
        await self._do(CMD_REMOVE, text(path), path, Act.REMOVE)

    async def rename(self, old: bytes, new: bytes, *, replace: bool) -> None:
        server = await self._requests.server()
        try:
            if replace and server.has(POSIX_RENAME):
                await self._requests.ask_extended(POSIX_RENAME, texts(old, new))
            elif replace:
                await rename_in_steps(self._requests, self._reasons, old, new)
            else:
                await self._requests.ask(CMD_RENAME, texts(old, new))
        except FailedError as failure:
            if await self._reasons.look(old, follow=False) is None:
                raise not_done(ProblemKind.FILE_NOT_FOUND, old, self.name) from None
            raise await self._reasons.error(failure.status, new, Act.RENAME if replace else Act.MAKE) from None

    async def link(self, existing: bytes, new: bytes) -> None:
        await self._do_extended(HARD_LINK, texts(existing, new), new, Act.MAKE)

    async def symlink(self, target: bytes, path: bytes) -> None:
        """OpenSSH's server takes them in this order, the draft in the other; all follow OpenSSH."""
        await self._do(CMD_SYMLINK, texts(target, path), path, Act.MAKE)

    async def read_link(self, path: bytes) -> bytes:
        try:
            return await self._ask_name(CMD_READLINK, text(path))
        except FailedError as failure:
            raise await self._reasons.error(failure.status, path, Act.READ_LINK) from None

    # --- files

    async def open(self, path: bytes, mode: OpenMode, *, permissions: int | None = None) -> SftpFile:
        body = text(path) + struct.pack(">I", _FLAGS[mode]) + mode_to_set(permissions)
        if mode is not OpenMode.READ:
            self._ways.stripes.prepare((await self._requests.server()).channel)
        try:
            server, handle = await self._requests.open(CMD_OPEN, body)
        except FailedError as failure:
            act = Act.READ if mode is OpenMode.READ else Act.WRITE
            raise await self._reasons.error(failure.status, path, act) from None
        is_empty, is_read = mode is OpenMode.CREATE, mode is OpenMode.READ
        parts = self._requests, self._reasons, self._ways, server
        file = SftpFile(*parts, handle, path, is_empty=is_empty, is_read=is_read)
        if mode is OpenMode.READ:
            await self._refuse_folder(file, path)
        return file

    async def append(self, path: bytes, content: bytes, *, permissions: int) -> None:
        """Add a little to a file's end, wherever that is by then; a new one gets `permissions`."""
        body = text(path) + struct.pack(">I", OPEN_WRITE | OPEN_CREATE | OPEN_APPEND) + mode_to_set(permissions)
        try:
            server, handle = await self._requests.open(CMD_OPEN, body)
        except FailedError as failure:
            raise await self._reasons.error(failure.status, path, Act.WRITE) from None
        parts = self._requests, self._reasons, self._ways, server
        file = SftpFile(*parts, handle, path, is_empty=False, is_read=False)
        try:
            # The place is for servers that do not know how to append; the others do not look at it.
            await file.write((await file.look()).size, content)
        finally:
            await file.close()

    async def _refuse_folder(self, file: SftpFile, path: bytes) -> None:
        """A server opens folders as well, and only reading them fails."""
        try:
            kind = (await file.look()).kind
        except BaseException:
            await file.close()
            raise
        if kind is FileKind.FOLDER:
            await file.close()
            raise not_done(ProblemKind.IS_A_FOLDER, path, self.name)

    async def read_file(self, path: bytes, most: int) -> tuple[bytes, Attributes]:
        server = await self._requests.server()
        asked = min(most + 1, server.channel.most_read)
        content, attributes = await self._read_small(server, path, asked)
        if asked <= attributes.size <= most:  # more than one piece of this server's
            content, attributes = await self._read_small(server, path, most + 1)
        if attributes.size > most:
            raise not_done(ProblemKind.FILE_CHANGED, path, self.name, f"it has become larger: {attributes.size} bytes")
        if len(content) != attributes.size:
            raise not_done(ProblemKind.FILE_CHANGED, path, self.name)
        return content, attributes

    async def _read_small(self, server: Server, path: bytes, asked: int) -> tuple[bytes, Attributes]:
        side = self._requests.side()
        await server.handles.take(side.mailbox)
        done = asyncio.get_running_loop().create_future()
        work = SmallRead(server, path, asked, partial(side.mailbox.post, _complete, done))
        side.send(server.channel, (work.opening(),))
        try:
            await done
        except asyncio.CancelledError:
            work.cancel()
            raise
        if work.attributes is not None and work.attributes.kind is FileKind.FOLDER:
            raise not_done(ProblemKind.IS_A_FOLDER, path, self.name)
        if work.status is not None:
            raise await self._reasons.error(work.status, path, Act.READ)
        if work.kind is not None:
            raise self._failure(server, work.kind, path, work.detail)
        assert work.attributes is not None  # the server answered everything
        return work.content, work.attributes

    async def write_file(self, new: NewFile) -> None:
        server = await self._requests.server()
        side = self._requests.side()
        await server.handles.take(side.mailbox)
        done = asyncio.get_running_loop().create_future()
        work = SmallWrite(server, new, partial(side.mailbox.post, _complete, done))
        side.send(server.channel, (work.opening(),))
        try:
            await done
        except asyncio.CancelledError:
            work.cancel()
            raise
        if work.old_in_the_way:
            await self._publish(server, new)
        elif work.status is not None and work.renaming:
            raise await self._reasons.error(work.status, new.path, Act.RENAME if new.replace else Act.MAKE)
        elif work.status is not None:
            raise await self._reasons.error(work.status, new.temporary, Act.WRITE, disk=work.disk, subject=new.path)
        elif work.kind is not None:
            raise self._failure(server, work.kind, new.path, work.detail)

    async def _publish(self, server: Server, new: NewFile) -> None:
        try:
            await self.rename(new.temporary, new.path, replace=True)
        except BaseException:
            server.channel.request(CMD_REMOVE, text(new.temporary), lambda _kind, _body: None)
            raise

    def _failure(self, server: Server, kind: ProblemKind, path: bytes, detail: str) -> TowpathError:
        if kind is ProblemKind.LOST and server.channel.problem is not None:
            return TowpathError(server.channel.problem)
        if kind is ProblemKind.SFTP_UNAVAILABLE:
            return self._requests.misbehaves(server, detail)
        return not_done(kind, path, self.name, detail)

    # --- what is done on the far machine

    async def duplicate(self, path: bytes, new: bytes, size: int) -> None:
        server = await self._requests.server()
        if not server.has(COPY):
            raise not_done(ProblemKind.UNSUPPORTED, new, self.name, "the server does not copy by itself")
        source = await self.open(path, OpenMode.READ)
        try:
            destination = await self.open(new, OpenMode.CREATE, permissions=0o600)
            try:
                await destination.take_from(source, size)
            finally:
                await destination.close()
        finally:
            await source.close()

    async def sha256(self, path: bytes, size: int) -> bytes:
        if size >= HASHED_BY_COMMAND and (found := await self._hash_there(path, size)) is not None:
            return found
        file = await self.open(path, OpenMode.READ)
        try:
            digest = hashlib.sha256()
            for offset in range(0, size, HASHED_AT_ONCE):
                wanted = min(HASHED_AT_ONCE, size - offset)
                content = await file.read(offset, wanted)
                if len(content) < wanted:
                    raise not_done(ProblemKind.FILE_CHANGED, path, self.name, ENDED_EARLY)
                await asyncio.to_thread(digest.update, content)
            return digest.digest()
        finally:
            await file.close()

    async def hard_links_below(self, path: bytes) -> dict[bytes, Identity]:
        return await self._commands.links_below(await self._absolute(path), path)

    async def _hash_there(self, path: bytes, size: int) -> bytes | None:
        seen = await self.stat(path)
        if seen.size < size:
            raise not_done(ProblemKind.FILE_CHANGED, path, self.name, ENDED_EARLY)
        return await self._commands.hash_of(await self._absolute(path), size, seen)

    async def _absolute(self, path: bytes) -> bytes:
        """Commands may begin in another folder than SFTP."""
        return path if path.startswith(b"/") else await self.resolve(path)

    # --- requests about one path

    async def _do(self, kind: int, body: bytes, path: bytes, act: Act, wanted: int = CMD_STATUS) -> bytes:
        try:
            return await self._requests.ask(kind, body, wanted)
        except FailedError as failure:
            raise await self._reasons.error(failure.status, path, act) from None

    async def _do_extended(self, name: bytes, body: bytes, path: bytes, act: Act) -> None:
        server = await self._requests.server()
        if not server.has(name):
            raise not_done(ProblemKind.UNSUPPORTED, path, self.name)
        await self._do(CMD_EXTENDED, text(name) + body, path, act)


def _complete(done: asyncio.Future[None]) -> None:
    if not done.done():
        done.set_result(None)
