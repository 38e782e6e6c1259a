"""Sessions of ours on real servers without the connector: a key, and no questions."""

import socket
import threading
from typing import Protocol

import paramiko
import pytest

from tests.support.keys import KeyFile
from tests.support.wait import wait_for
from towpath.model.error import Problem
from towpath.model.forward import Endpoint
from towpath.model.ports import OpenStream, Stream
from towpath.net.cancel import Cancel
from towpath.ssh.liveness import Liveness
from towpath.ssh.session import Session
from towpath.ssh.stream_carrier import StreamCarrier
from towpath.ssh.transport import Transport

START_SECONDS = 20
Open = OpenStream


class Server(Protocol):
    """Whom to log in where on 127.0.0.1."""

    @property
    def name(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def user(self) -> str: ...


def dial(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=START_SECONDS)


def authenticate(transport: paramiko.Transport, key: KeyFile, user: str) -> None:
    """Key exchange and login, by paramiko's own means."""
    transport.start_client(timeout=START_SECONDS)
    transport.auth_publickey(user, paramiko.Ed25519Key.from_private_key_file(str(key.path)))


def log_in(
    server: Server,
    key: KeyFile,
    *,
    name: str = "",
    port: int = 0,
    through: Session | None = None,
    liveness: Liveness | None = None,
) -> Session:
    """A session on `server`: straight, by way of another `port` that leads there, or `through` a session."""
    name = name or f"{server.user}@{server.name}"
    over: socket.socket | StreamCarrier
    if through is None:
        over = dial(port or server.port)
    else:
        over = through.open_socket("127.0.0.1", server.port, timeout=START_SECONDS, cancel=Cancel())
    transport = Transport(over, name=name)
    authenticate(transport, key, server.user)
    return Session(transport, name=name, carrier=through, liveness=liveness or Liveness())


def count_key_exchanges(transport: Transport, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A list that grows with each key exchange from now on."""
    counted: list[int] = []
    send_kex_init = transport._send_kex_init  # type: ignore[attr-defined]  # private in paramiko

    def count() -> None:
        counted.append(1)
        send_kex_init()

    monkeypatch.setattr(transport, "_send_kex_init", count)
    return counted


class Collected:
    """A stream's events, collected; acknowledges what comes unless told not to."""

    def __init__(self, *, acknowledges: bool = True) -> None:
        self.stream: Stream | None = None
        self.problem: Problem | None = None
        self.is_open = self.has_ended = self.is_closed = False
        self.received = bytearray()
        self._acknowledges = acknowledges
        self._writable = threading.Event()

    def opened(self) -> None:
        self.is_open = True

    def refused(self, problem: Problem) -> None:
        self.problem = problem

    def data(self, data: bytes) -> None:
        self.received += data
        stream = self.stream
        if self._acknowledges and stream is not None:
            stream.acknowledge(len(data))

    def end_of_file(self) -> None:
        self.has_ended = True

    def closed(self) -> None:
        self.is_closed = True
        self._writable.set()

    def writable(self) -> None:
        self._writable.set()

    def wait_open(self) -> None:
        wait_for(lambda: self.is_open or self.problem, what="the stream to open")
        assert self.problem is None, self.problem

    def send(self, data: bytes) -> None:
        """All of it, as the windows allow."""
        assert self.stream is not None
        rest = memoryview(data)
        while rest and not self.is_closed:
            self._writable.clear()
            sent = self.stream.send(rest)
            rest = rest[sent:]
            if rest and not sent:
                assert self._writable.wait(START_SECONDS), "the stream stayed full"


def open_collected(open_stream: Open, port: int, *, host: str = "127.0.0.1", acknowledges: bool = True) -> Collected:
    """A stream to `host:port`, on its way."""
    events = Collected(acknowledges=acknowledges)
    events.stream = open_stream(Endpoint(host, port), Endpoint("127.0.0.1", 0), events)
    return events
