"""Requests to the SFTP server of one session that can be awaited, from any event loop."""

from __future__ import annotations

import asyncio
import threading
import weakref
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from paramiko.sftp import CMD_CLOSE, CMD_EXTENDED, CMD_HANDLE, CMD_STATUS, SFTP_OK

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.ssh.mailbox import Mailbox
from towpath.ssh.program_settings import NO_SETTINGS, ProgramSettings
from towpath.ssh.session import Session
from towpath.ssh.session_channel import SessionChannel
from towpath.ssh.sftp_channel import ENDED, Answered, Limits, SftpChannel
from towpath.ssh.sftp_handles import Handles
from towpath.ssh.sftp_messages import MalformedError, Status, read_handle, read_status, text

OPENING_SECONDS = 30.0
"""Until a server has introduced itself; `sudo` may look up who one is meanwhile."""

T = TypeVar("T")
Request = tuple[int, bytes, Answered]


class FailedError(Exception):
    """The server did not do what it was asked; `sftp_reasons` finds out why."""

    def __init__(self, status: Status) -> None:
        super().__init__(status)
        self.status = status


class Server(NamedTuple):
    """The SFTP server behind a channel that is open."""

    channel: SftpChannel
    handles: Handles

    def has(self, extension: bytes) -> bool:
        """Whether it offers that."""
        return extension in self.channel.extensions


class SftpRequests:
    """Opens the channel at first use, and anew when it has ended while the session lives. `command` runs the server
    there; empty for the subsystem. Any thread."""

    def __init__(self, session: Session, command: str, settings: ProgramSettings = NO_SETTINGS) -> None:
        self.name = session.name
        self._session = session
        self._command = command
        self._settings = settings
        self._lock = threading.Lock()
        self._sides: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, _LoopSide] = weakref.WeakKeyDictionary()
        self._opening: SftpChannel | None = None
        self._waiting: list[Callable[[Problem | None], None]] = []
        self._server: Server | None = None
        self._closed = False

    # --- the channel

    async def server(self) -> Server:
        """With its channel open. Raises TowpathError: SFTP_UNAVAILABLE, LOST and the like."""
        server = self._server
        if server is not None and server.channel.problem is None:
            return server
        opened: asyncio.Future[Problem | None] = asyncio.get_running_loop().create_future()
        mailbox = self.side().mailbox
        with self._lock:
            if self._closed:
                raise TowpathError(self._why_closed())
            self._waiting.append(partial(mailbox.post, _complete, opened))
            channel = None if self._opening else self._make_channel()
            self._opening = self._opening or channel
        if channel is not None:
            channel.attach(self._session.open_sftp(self._command, channel, self._settings))
        try:
            async with asyncio.timeout(OPENING_SECONDS):
                problem = await opened
        except TimeoutError:
            problem = self._give_up_opening()
        if problem is not None:
            raise TowpathError(problem)
        return await self.server()

    def _give_up_opening(self) -> Problem:
        """What was started as the server there says nothing."""
        detail = f"its SFTP server says nothing for {OPENING_SECONDS:g} s"
        problem = Problem(ProblemKind.SFTP_UNAVAILABLE, self.name, {"detail": detail})
        with self._lock:
            opening = self._opening
        if opening is not None:
            opening.end(problem)
        return problem

    def _make_channel(self) -> SftpChannel:
        def started(problem: Problem | None) -> None:
            self._started(channel, problem)

        channel = make_channel(self._session, started)
        return channel

    def _started(self, channel: SftpChannel, problem: Problem | None) -> None:
        with self._lock:
            self._opening = None
            if self._closed and problem is None:
                problem = self._why_closed()
            if problem is None:
                self._server = Server(channel, Handles(channel.most_handles))
            waiting, self._waiting = self._waiting, []
        if problem is not None:
            channel.end(problem)
        for tell in waiting:
            tell(problem)

    def close(self) -> None:
        """Close the channel; what waits fails with CANCELLED, or with the reason of the session's end, when it has
        ended. Any thread; never waits."""
        with self._lock:
            self._closed = True
            channels = [self._opening, self._server.channel if self._server else None]
        for channel in channels:
            if channel is not None:
                channel.end(self._why_closed())

    def _why_closed(self) -> Problem:
        return Problem(ProblemKind.CANCELLED, self.name) if self._session.alive else why_ended(self._session)

    # --- requests

    def side(self) -> _LoopSide:
        """That of the running loop."""
        loop = asyncio.get_running_loop()
        side = self._sides.get(loop)
        if side is None:
            with self._lock:
                side = self._sides.setdefault(loop, _LoopSide(loop))
        return side

    async def ask(self, kind: int, body: bytes, wanted: int = CMD_STATUS, *, server: Server | None = None) -> bytes:
        """The body of the reply of the `wanted` kind; a STATUS is OK. Raises FailedError, and TowpathError when the
        channel has ended. `server` for what only that one knows: a handle."""
        if server is None:
            server = await self.server()
        side = self.side()
        answer: asyncio.Future[tuple[int, bytes]] = asyncio.get_running_loop().create_future()
        side.send(server.channel, [(kind, body, partial(side.mailbox.post, _answer, answer))])
        return self.expect(server, *await answer, wanted)

    async def ask_extended(self, name: bytes, body: bytes, wanted: int = CMD_STATUS) -> bytes:
        """As `ask`, by an extension. FailedError (unsupported) when the server does not offer it."""
        return await self.ask(CMD_EXTENDED, text(name) + body, wanted)

    def expect(self, server: Server, kind: int, body: bytes, wanted: int) -> bytes:
        """The body when it is the `wanted` reply. Raises as `ask`."""
        if kind == ENDED:
            raise TowpathError(server.channel.problem or Problem(ProblemKind.LOST, self.name))
        if kind == wanted != CMD_STATUS:
            return body
        if kind != CMD_STATUS:
            raise self.misbehaves(server, f"a reply of kind {kind} where {wanted} was due")
        status = self.read(server, read_status, body)
        if wanted != CMD_STATUS or status.code != SFTP_OK:
            raise FailedError(status)
        return body

    def read(self, server: Server, reader: Callable[[bytes], T], body: bytes) -> T:
        """What `reader` makes of a reply. A server that sends what cannot be read is not listened to any more."""
        try:
            return reader(body)
        except MalformedError as error:
            raise self.misbehaves(server, str(error)) from None

    def misbehaves(self, server: Server, detail: str) -> TowpathError:
        """It does not keep to the protocol: its channel ends, not the session."""
        detail = f"what answers there does not speak SFTP properly: {detail}"
        problem = Problem(ProblemKind.SFTP_UNAVAILABLE, self.name, {"detail": detail})
        server.channel.end(problem)
        return TowpathError(problem)

    async def open(self, kind: int, body: bytes) -> tuple[Server, bytes]:
        """The handle (with its length in front) that OPEN or OPENDIR gives. To be closed by `closing`."""
        server = await self.server()
        side = self.side()
        await server.handles.take(side.mailbox)
        opening = _Opening(server)
        side.send(server.channel, [(kind, body, partial(opening.answered, side.mailbox))])
        try:
            kind, body = await opening.answer
        except asyncio.CancelledError:
            opening.give_up()
            raise
        try:
            handle = self.read(server, read_handle, self.expect(server, kind, body, CMD_HANDLE))
        except BaseException:
            server.handles.give_back()
            raise
        return server, text(handle)


class _LoopSide:
    """What one event loop has of it: its mailbox, and the requests made in one turn of it, which leave together."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.mailbox = Mailbox(loop)
        self._gathered: list[tuple[SftpChannel, Sequence[Request]]] = []

    def send(self, channel: SftpChannel, requests: Sequence[Request]) -> None:
        """Send these at the end of the turn. In the loop."""
        if not self._gathered:
            asyncio.get_running_loop().call_soon(self._send_gathered)
        self._gathered.append((channel, requests))

    def _send_gathered(self) -> None:
        gathered, self._gathered = self._gathered, []
        channels = dict.fromkeys(channel for channel, _ in gathered)
        for channel in channels:
            channel.request_many([one for its, requests in gathered if its is channel for one in requests])


class _Opening:
    """An OPEN under way: what it opens is closed also when nobody waits for it any more."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._given_up = False
        self._handles: list[bytes] = []
        self.answer: asyncio.Future[tuple[int, bytes]] = asyncio.get_running_loop().create_future()

    def answered(self, mailbox: Mailbox, kind: int, body: bytes) -> None:
        """The transport's thread."""
        self._handles.append(body if kind == CMD_HANDLE else b"")
        mailbox.post(_answer, self.answer, kind, body)
        if self._given_up:
            self._close()

    def give_up(self) -> None:
        """Nobody waits. In the loop."""
        self._given_up = True
        self._close()

    def _close(self) -> None:
        try:
            handle = self._handles.pop()  # by one thread only
        except IndexError:
            return
        if handle:
            self._server.channel.request(*closing(self._server, handle))
        else:
            self._server.handles.give_back()


def closing(server: Server, handle: bytes) -> Request:
    """Closes what `handle` (with its length in front) stands for; what comes of it is of no interest."""
    return CMD_CLOSE, handle, lambda _kind, _body: server.handles.give_back()


def _answer(answer: asyncio.Future[tuple[int, bytes]], kind: int, body: bytes) -> None:
    if not answer.done():
        answer.set_result((kind, body))


def _complete(opened: asyncio.Future[Problem | None], problem: Problem | None) -> None:
    if not opened.done():
        opened.set_result(problem)


def make_channel(
    session: Session, started: Callable[[Problem | None], None], limits: Limits | None = None
) -> SftpChannel:
    """One more SFTP channel of a session; to be attached to what `open_sftp` gives."""
    channel = SftpChannel(
        session.name, started, lambda: why_closed(session, channel), limits=limits, when_read=session.when_read
    )
    return channel


def why_closed(session: Session, channel: SftpChannel) -> Problem:
    """Why the server ended a channel."""
    if not session.alive:
        return why_ended(session)
    stream = channel.stream
    said = stream.last_words() if isinstance(stream, SessionChannel) else ""
    return Problem(ProblemKind.SFTP_UNAVAILABLE, session.name, {"detail": said or "its SFTP server ended"})


def why_ended(session: Session) -> Problem:
    """Why there is no session any more."""
    return session.problem or Problem(ProblemKind.LOST, session.name, {"detail": "it was disconnected"})
