"""The engine of another process, through its control socket: the same `EngineAccess` as the engine itself."""

from __future__ import annotations

import itertools
import logging
import queue
import selectors
import socket
import threading
import time
from collections.abc import Callable
from typing import TypeVar

import msgspec

from towpath.engine import control_address
from towpath.engine.lines import LineSocket, LineTooLongError
from towpath.engine.lock import EngineKind, Holder
from towpath.engine.protocol import (
    VERSION,
    Answering,
    Done,
    FromClient,
    Greeting,
    Happened,
    Rejected,
    Stdio,
    Submit,
    Welcome,
    decode_from_server,
    decode_stdio_reply,
    encode,
)
from towpath.model import ports
from towpath.model.command import Command
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.event import Event, applied
from towpath.model.forward import Endpoint
from towpath.model.ports import Unsubscribe
from towpath.model.state import Snapshot

log = logging.getLogger(__name__)

CONNECT_SECONDS = 5.0
LINE_LIMIT = 1 << 30
"""Bytes in one line from the engine: a snapshot of everything, or the plan for a million files."""

_T = TypeVar("_T")
Sink = Callable[[Event], None]


class ControlClient:
    """Implements `model.ports.EngineAccess`. Its thread `towpath-client` calls sinks and `done`.

    When the engine goes away, every open `done` gets ENGINE_GONE, and so do those who asked by `on_gone`.
    """

    def __init__(self, connection: socket.socket, token: str) -> None:
        """Greets, and waits for the welcome for up to CONNECT_SECONDS. Raises TowpathError ENGINE_GONE."""
        self._lines = LineSocket(connection, LINE_LIMIT)
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._open: dict[int, ports.Done] = {}
        self._sinks: tuple[Sink, ...] = ()
        self._answering = 0
        self._gone: Problem | None = None
        self._watchers: list[Callable[[Problem], None]] = []
        self._closing = False
        self._outbox: queue.SimpleQueue[FromClient] = queue.SimpleQueue()
        self._selector = selectors.DefaultSelector()
        self._wake_read, self._wake_write = socket.socketpair()
        self._wake_read.setblocking(False)
        self._wake_write.setblocking(False)
        self._selector.register(self._wake_read, selectors.EVENT_READ)
        self._selector.register(connection, selectors.EVENT_READ)
        try:
            self._early: list[bytes] = []
            welcome = self._greet(token)
        except TowpathError:
            self._close_sockets()
            raise
        self.asker = welcome.asker
        self.kind: EngineKind = welcome.kind
        self.pid = welcome.pid
        self._snapshot = welcome.snapshot
        self._thread = threading.Thread(target=self._run, name="towpath-client", daemon=True)
        self._thread.start()

    def submit(self, command: Command, done: ports.Done | None = None) -> None:
        """See `EngineAccess`."""
        with self._lock:
            number = next(self._numbers)
            gone = self._gone
            if done and not gone:
                self._open[number] = done
        if gone and done:
            done(gone)
        elif not gone:
            self._post(Submit(number, command))

    def snapshot(self) -> Snapshot:
        """See `EngineAccess`."""
        return self._snapshot

    def subscribe(self, sink: Sink, *, answers: bool = False) -> Unsubscribe:
        """See `EngineAccess`."""
        with self._lock:
            self._sinks = (*self._sinks, sink)
        if answers:
            self._count_answering(1)

        def unsubscribe() -> None:
            with self._lock:
                self._sinks = tuple(one for one in self._sinks if one is not sink)
            if answers:
                self._count_answering(-1)

        return unsubscribe

    def on_gone(self, callback: Callable[[Problem], None]) -> None:
        """Call `callback` once when the engine goes away (at once if it has), unless we close first."""
        with self._lock:
            gone = self._gone
            if not gone:
                self._watchers.append(callback)
        if gone:
            callback(gone)

    def close(self) -> None:
        """Leave. What this client brought up stays up; its questions move to the window."""
        self._closing = True
        self._wake()
        if threading.current_thread() is not self._thread:
            self._thread.join(CONNECT_SECONDS)

    def _count_answering(self, more: int) -> None:
        with self._lock:
            self._answering += more
            present = self._answering > 0
        self._post(Answering(present))

    def _post(self, message: FromClient) -> None:
        self._outbox.put(message)
        self._wake()

    def _wake(self) -> None:
        try:
            self._wake_write.send(b"!")
        except OSError:
            pass  # awake already, or ended

    # --- the client's thread (and the constructor's, before that starts)

    def _greet(self, token: str) -> Welcome:
        deadline = time.monotonic() + CONNECT_SECONDS
        try:
            self._lines.send(encode(Greeting(VERSION, token)) + b"\n")
            while (left := deadline - time.monotonic()) > 0:
                self._selector.select(left)
                self._early += self._lines.receive()
                if self._early:
                    return self._welcome(self._early.pop(0))
        except (OSError, EOFError, LineTooLongError) as error:
            raise TowpathError(_gone(str(error) or "it closed the connection")) from error
        raise TowpathError(_gone(f"it did not answer within {CONNECT_SECONDS:g} s"))

    def _welcome(self, line: bytes) -> Welcome:
        try:
            message = decode_from_server(line)
        except msgspec.MsgspecError as error:
            raise TowpathError(_gone("it is of another version")) from error
        if isinstance(message, Rejected):
            raise TowpathError(message.problem)
        if not isinstance(message, Welcome):
            raise TowpathError(_gone("it is of another version"))
        return message

    def _run(self) -> None:
        problem = _gone("it ended")
        try:
            for line in self._early:
                self._take(line)
            while not self._closing:
                self._step()
            self._send_outbox()
        except EOFError:
            pass
        except OSError as error:
            problem = _gone(error.strerror or str(error))
        except (LineTooLongError, msgspec.MsgspecError):
            problem = _gone("it sent something unknown: it is of another version")
        finally:
            self._end(problem)

    def _step(self) -> None:
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._lines.unsent else 0)
        self._selector.modify(self._lines.socket, events)
        for key, ready in self._selector.select():
            if key.fileobj is self._wake_read:
                self._wake_read.recv(4096)
            elif ready & selectors.EVENT_READ:
                for line in self._lines.receive():
                    self._take(line)
        self._send_outbox()

    def _send_outbox(self) -> None:
        while not self._outbox.empty():
            self._lines.send(encode(self._outbox.get()) + b"\n")
        self._lines.send()

    def _take(self, line: bytes) -> None:
        match decode_from_server(line):
            case Happened(event):
                self._snapshot = applied(self._snapshot, event)
                for sink in self._sinks:
                    _call(sink, event)
            case Done(number, problem):
                with self._lock:
                    done = self._open.pop(number, None)
                if done:
                    _call(done, problem)
            case Rejected(problem):
                log.warning("the engine hung up: %s", problem.facts.get("detail", ""))
            case Welcome():
                pass  # only the first line is one

    def _end(self, problem: Problem) -> None:
        with self._lock:
            self._gone = problem
            unanswered = list(self._open.values())
            self._open.clear()
            watchers = [] if self._closing else list(self._watchers)
        self._close_sockets()
        for done in unanswered:
            _call(done, problem)
        for watcher in watchers:
            _call(watcher, problem)

    def _close_sockets(self) -> None:
        self._selector.close()
        for own in (self._lines.socket, self._wake_read, self._wake_write):
            own.close()


def _call(receiver: Callable[[_T], None], value: _T) -> None:
    """A front end's mistake does not end the connection."""
    try:
        receiver(value)
    except Exception:
        log.exception("unexpected error in a receiver of the engine")


def join(holder: Holder) -> ControlClient:
    """A client of the engine that published itself in the lock file. Raises TowpathError ENGINE_GONE."""
    try:
        connection = control_address.connect(holder.address, holder.token, CONNECT_SECONDS)
    except OSError as error:
        raise TowpathError(_gone(error.strerror or str(error))) from error
    return ControlClient(connection, holder.token)


def open_stream(holder: Holder, connection: str, target: Endpoint) -> socket.socket:
    """A blocking socket that is a stream to `target` through the engine's session of this connection.

    Waits as long as a login on the way there takes, and its questions. Raises OSError when the engine cannot be
    reached, TowpathError when it refuses.
    """
    stream = control_address.connect(holder.address, holder.token, CONNECT_SECONDS)
    try:
        stream.settimeout(None)
        stream.sendall(encode(Stdio(VERSION, connection, target, holder.token)) + b"\n")
        answer = bytearray()
        while not answer.endswith(b"\n"):
            piece = stream.recv(1)  # what follows the line is the stream's
            if not piece:
                raise TowpathError(_gone("it ended"))
            answer += piece
        reply = decode_stdio_reply(answer)
        if isinstance(reply, Rejected):
            raise TowpathError(reply.problem)
    except msgspec.MsgspecError as error:
        stream.close()
        raise TowpathError(_gone("it is of another version")) from error
    except BaseException:
        stream.close()
        raise
    return stream


def _gone(detail: str) -> Problem:
    return Problem(ProblemKind.ENGINE_GONE, facts={"detail": detail})
