"""The control socket's server: lets other programs of the same user command the engine and watch it.

One thread for all clients (`towpath-control`). Nothing a client sends or omits may hurt the engine: a line that is
too long or no known message ends that client, and one that stops reading is dropped when its queue is full.
"""

from __future__ import annotations

import collections
import contextlib
import errno
import itertools
import logging
import os
import selectors
import socket
import threading
import time

import msgspec
from msgspec.structs import replace

from towpath.engine import control_address
from towpath.engine.engine import Engine
from towpath.engine.lines import LineSocket, LineTooLongError
from towpath.engine.lock import EngineKind, Holder
from towpath.engine.protocol import (
    LINE_LIMIT,
    VERSION,
    Answering,
    Done,
    FromServer,
    Greeting,
    Happened,
    Rejected,
    Stdio,
    StdioReplies,
    Submit,
    Welcome,
    decode_from_client,
    encode,
)
from towpath.engine.questions import WINDOW
from towpath.model.command import (
    AddForward,
    CarryOut,
    Command,
    Compare,
    Inquiry,
    ResumeTransfer,
    RetryNow,
    StartTransfer,
    Up,
)
from towpath.model.editing import OpenFile, UploadEdit
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import Addressed, Event
from towpath.model.file_work import FileCommand
from towpath.model.keys import AddToAgent

log = logging.getLogger(__name__)

MOST_CLIENTS = 100
MOST_UNSENT = 64 << 20
"""Bytes queued for a client that does not read, before the next line ends it. One that reads may be behind by the
listing of a large folder, and a single line, such as a plan, may have any size."""
GREETING_SECONDS = 5.0
LAST_WORDS_SECONDS = 1.0
REST_SECONDS = 0.2
"""Before the next try to accept, when no file descriptor is left."""


class _Client:
    """One connected program. Control thread only."""

    def __init__(self, connection: socket.socket, asker: str) -> None:
        self.lines = LineSocket(connection, LINE_LIMIT)
        self.asker = asker
        self.welcome = False
        self.answering = False
        self.connected_at = time.monotonic()


class ControlServer:
    """Serves one engine. `start` when the profile's lock is held; `stop_listening` before it is released."""

    def __init__(self, engine: Engine, kind: EngineKind, listening: control_address.Listening) -> None:
        self._engine = engine
        self._kind = kind
        self._listening = listening
        self._clients: dict[socket.socket, _Client] = {}
        self._names = itertools.count(1)
        self._outbox: collections.deque[tuple[_Client | None, FromServer]] = collections.deque()
        self._selector = selectors.DefaultSelector()
        self._wake_read, self._wake_write = socket.socketpair()
        for own in (self._wake_read, self._wake_write, listening.socket):
            own.setblocking(False)
        self._accepting = True
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="towpath-control", daemon=True)
        self._unsubscribe = engine.subscribe(self._happened)

    @property
    def holder(self) -> Holder:
        """What to publish in the lock file."""
        return Holder(os.getpid(), self._kind, self._listening.address, self._listening.token)

    def start(self) -> None:
        """Serve."""
        self._selector.register(self._wake_read, selectors.EVENT_READ)
        self._selector.register(self._listening.socket, selectors.EVENT_READ)
        self._thread.start()

    def stop_listening(self) -> None:
        """Let nobody new in and take the socket's file away; who is connected stays. Any thread, once or more."""
        if self._accepting:
            self._accepting = False
            self._listening.remove_file()
            self._wake()

    def stop(self) -> None:
        """Say what is still to be said, then end all connections and the thread. Takes about a second at most."""
        self.stop_listening()
        self._unsubscribe()
        self._stopping.set()
        self._wake()
        self._thread.join(2 * LAST_WORDS_SECONDS)

    # --- from other threads

    def _happened(self, event: Event) -> None:
        self._post(None, Happened(event))

    def _post(self, client: _Client | None, message: FromServer) -> None:
        """To one client, or to all."""
        self._outbox.append((client, message))
        self._wake()

    def _wake(self) -> None:
        try:
            self._wake_write.send(b"!")
        except BlockingIOError:
            pass  # it is awake already
        except OSError:
            pass  # stopped: nobody is left to be told

    # --- the control thread

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                for key, events in self._selector.select(self._until_next_greeting()):
                    self._handle(key.fileobj, events)
                self._deliver()
                self._drop_silent()
            self._say_last_words()
        finally:
            for client in list(self._clients.values()):
                self._drop(client)
            self._selector.close()
            for own in (self._wake_read, self._wake_write, self._listening.socket):
                own.close()

    def _handle(self, ready: object, events: int) -> None:
        if ready is self._wake_read:
            with contextlib.suppress(BlockingIOError):
                self._wake_read.recv(4096)
            if not self._accepting and self._listening.socket.fileno() >= 0:
                self._selector.unregister(self._listening.socket)
                self._listening.socket.close()
        elif ready is self._listening.socket:
            self._accept()
        elif isinstance(ready, socket.socket) and (client := self._clients.get(ready)):
            if events & selectors.EVENT_READ:
                self._receive(client)
            if events & selectors.EVENT_WRITE and ready in self._clients:
                self._send(client)

    def _accept(self) -> None:
        try:
            connection, _ = self._listening.socket.accept()
        except OSError as error:
            if error.errno in (errno.EMFILE, errno.ENFILE):
                self._stopping.wait(REST_SECONDS)  # it stays readable: without a rest this would take a whole core
            return  # or gone before it was served
        if len(self._clients) >= MOST_CLIENTS or not control_address.is_own(connection):
            connection.close()
            return
        self._clients[connection] = _Client(connection, f"terminal-{next(self._names)}")
        self._selector.register(connection, selectors.EVENT_READ)

    def _receive(self, client: _Client) -> None:
        try:
            for line in client.lines.receive():
                self._obey(client, line)
                if client.lines.socket not in self._clients:
                    return
        except (OSError, EOFError):
            self._drop(client)
        except LineTooLongError:
            self._reject(client, "the line is too long")

    def _obey(self, client: _Client, line: bytes) -> None:
        try:
            message = decode_from_client(line)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            self._reject(client, f"not a message: {error}")
            return
        if isinstance(message, Greeting):
            self._greet(client, message)
        elif isinstance(message, Stdio):
            self._open_stdio(client, message)
        elif not client.welcome:
            self._reject(client, "no greeting came first")
        elif isinstance(message, Answering):
            if message.present is not client.answering:
                client.answering = message.present
                self._engine.set_answering(client.asker, present=message.present)
        else:
            self._submit(client, message)

    def _greet(self, client: _Client, greeting: Greeting) -> None:
        if self._may_enter(client, greeting):
            client.welcome = True
            snapshot = self._engine.snapshot()
            self._queue(client, Welcome(VERSION, self._kind, os.getpid(), client.asker, snapshot))

    def _may_enter(self, client: _Client, first: Greeting | Stdio) -> bool:
        if first.token != self._listening.token:
            self._reject(client, "the token is wrong")
        elif first.version != VERSION:
            self._reject(client, f"it speaks version {VERSION}, this program version {first.version}")
        else:
            return True
        return False

    def _open_stdio(self, client: _Client, first: Stdio) -> None:
        """The socket leaves for the session's relay. Whoever sits at its other end speaks to the target, not to us:
        questions on the way there go to the window."""
        if client.welcome:
            self._reject(client, "a stream needs a connection of its own")
        elif self._may_enter(client, first):
            state = self._engine.snapshot().named(first.connection)
            if state is None:
                facts = {"choices": ", ".join(c.connection.name for c in self._engine.snapshot().connections)}
                self._queue(client, Rejected(Problem(ProblemKind.UNKNOWN_CONNECTION, first.connection, facts)))
                self._drop(client)
                return
            leaving = client.lines.socket
            del self._clients[leaving]
            self._selector.unregister(leaving)
            connection_id, read_ahead = state.connection.id, client.lines.rest()
            self._engine.open_stdio(connection_id, first.target, leaving, read_ahead, StdioReplies(), WINDOW)

    def _submit(self, client: _Client, message: Submit) -> None:
        command = _asked_by(client.asker, message.command)
        self._engine.submit(command, lambda problem: self._post(client, Done(message.number, problem)))

    def _reject(self, client: _Client, why: str) -> None:
        self._queue(client, Rejected(Problem(ProblemKind.ENGINE_GONE, facts={"detail": why})))
        self._drop(client)

    def _deliver(self) -> None:
        while self._outbox:
            to, message = self._outbox.popleft()
            receivers = [
                c for c in ([to] if to else self._clients.values()) if c.welcome and _concerns(message, c.asker)
            ]
            if receivers:
                line = encode(message) + b"\n"
                for client in receivers:
                    self._queue_line(client, line)

    def _queue(self, client: _Client, message: FromServer) -> None:
        self._queue_line(client, encode(message) + b"\n")

    def _queue_line(self, client: _Client, line: bytes) -> None:
        if client.lines.socket not in self._clients:
            return
        if len(client.lines.unsent) > MOST_UNSENT:
            log.info("dropped %s, which does not read", client.asker)
            self._drop(client)
        else:
            self._send(client, line)

    def _send(self, client: _Client, data: bytes = b"") -> None:
        try:
            client.lines.send(data)
        except OSError:
            self._drop(client)
            return
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if client.lines.unsent else 0)
        self._selector.modify(client.lines.socket, events)

    def _drop(self, client: _Client) -> None:
        if self._clients.pop(client.lines.socket, None):
            self._selector.unregister(client.lines.socket)
            client.lines.socket.close()
            self._engine.forget_asker(client.asker)

    def _until_next_greeting(self) -> float | None:
        waiting = [c.connected_at for c in self._clients.values() if not c.welcome]
        return max(0.0, min(waiting) + GREETING_SECONDS - time.monotonic()) if waiting else None

    def _drop_silent(self) -> None:
        now = time.monotonic()
        for client in list(self._clients.values()):
            if not client.welcome and now - client.connected_at >= GREETING_SECONDS:
                self._drop(client)

    def _say_last_words(self) -> None:
        """What was answered before the end still reaches who reads."""
        self._deliver()
        deadline = time.monotonic() + LAST_WORDS_SECONDS
        while any(c.lines.unsent for c in self._clients.values()) and (left := deadline - time.monotonic()) > 0:
            for key, _ in self._selector.select(left):
                if isinstance(key.fileobj, socket.socket) and (client := self._clients.get(key.fileobj)):
                    self._send(client)


def _concerns(message: FromServer, asker: str) -> bool:
    """Events for one front end are kept from the others."""
    event = message.event if isinstance(message, Happened) else None
    return not isinstance(event, Addressed) or event.asker == asker


def _asked_by(asker: str, command: Command) -> Command:
    """The command with who gave it: nobody speaks for another."""
    match command:
        case Up() | AddForward() | RetryNow() | ResumeTransfer() | CarryOut() | OpenFile() | UploadEdit():
            return replace(command, asker=asker)
        case _ if isinstance(command, FileCommand | Inquiry | AddToAgent):
            return replace(command, asker=asker)
        case StartTransfer():
            return replace(command, batch=replace(command.batch, asker=asker))
        case Compare():
            return replace(command, comparison=replace(command.comparison, asker=asker))
        case _:
            return command
