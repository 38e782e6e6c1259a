"""Plain TCP servers to reach through forwards, in a process (and with a GIL) of their own."""

import hashlib
import json
import shutil
import socket
import socketserver
import subprocess
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.support import process
from tests.support.pattern import Pattern, PatternCheck
from towpath.model.forward import Endpoint

CHUNK = 1 << 18
CLIENT_SECONDS = 60


@dataclass(frozen=True)
class Received:
    """What a receiver of a pattern found."""

    bytes: int
    first_difference: int | None


def is_free(endpoint: Endpoint) -> bool:
    """Whether a program could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((endpoint.host, endpoint.port))
        except OSError:
            return False
    return True


class TcpServers:
    """Three servers on 127.0.0.1.

    - `echo_port` sends everything back and closes when the client does;
    - `answer_port` answers only after the client's EOF, with `answer_to()` of all it was sent;
    - `stream_port` sends or receives a pattern: see `receive_pattern` and `send_pattern`.
    """

    def __init__(self) -> None:
        self.echo_port = self.answer_port = self.stream_port = 0
        self._directory = Path(tempfile.mkdtemp(prefix="towpath-tcp-"))
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._process, ports = process.start_python("tests.support.tcp", log=self._directory / "log", ports=3)
        self.echo_port, self.answer_port, self.stream_port = ports
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            process.stop(self._process)
        shutil.rmtree(self._directory, ignore_errors=True)


# --- the clients' side


def answer_to(data: bytes) -> bytes:
    """What the server at `answer_port` says after EOF."""
    return f"{len(data)} bytes {hashlib.sha256(data).hexdigest()}\n".encode()


def receive_pattern(port: int, total: int, *, seed: int, host: str = "127.0.0.1") -> Received:
    """Fetch `total` bytes from the stream server (directly or through a forward to it) and check them."""
    with socket.create_connection((host, port), timeout=CLIENT_SECONDS) as stream:
        return fetch(stream, total, seed=seed)


def send_pattern(port: int, total: int, *, seed: int, host: str = "127.0.0.1") -> Received:
    """Send `total` bytes to the stream server and return what it found."""
    with socket.create_connection((host, port), timeout=CLIENT_SECONDS) as stream:
        return deliver(stream, total, seed=seed)


def fetch(stream: socket.socket, total: int, *, seed: int) -> Received:
    """`receive_pattern` over a connection that is open already."""
    ask_for(stream, total, seed=seed)
    return receive_to_end(stream, seed=seed)


def ask_for(stream: socket.socket, total: int, *, seed: int) -> None:
    """Have the stream server send `total` bytes."""
    stream.sendall(f"send {total} {seed}\n".encode())


def receive_to_end(stream: socket.socket, *, seed: int) -> Received:
    """Read until the other side has said that this was all, and compare with the pattern."""
    check = PatternCheck(seed)
    buffer = memoryview(bytearray(CHUNK))
    while count := stream.recv_into(buffer):
        check.feed(buffer[:count])
    return Received(check.received, check.first_difference)


def deliver(stream: socket.socket, total: int, *, seed: int) -> Received:
    """`send_pattern` over a connection that is open already."""
    stream.sendall(f"receive {seed}\n".encode())
    for chunk in Pattern(seed).chunks(total):
        stream.sendall(chunk)
    stream.shutdown(socket.SHUT_WR)
    with stream.makefile("rb") as reply:
        found = json.loads(reply.readline())
    return Received(found["bytes"], found["first_difference"])


# --- the servers' side


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 512


def _echo(stream: socket.socket) -> None:
    while data := stream.recv(CHUNK):
        stream.sendall(data)


def _answer_after_eof(stream: socket.socket) -> None:
    received = bytearray()
    while data := stream.recv(CHUNK):
        received += data
    stream.sendall(answer_to(bytes(received)))


def _stream(stream: socket.socket) -> None:
    with stream.makefile("rb", buffering=0) as lines:
        order = lines.readline().split()
    if order[0] == b"send":
        for chunk in Pattern(int(order[2])).chunks(int(order[1])):
            stream.sendall(chunk)
        return
    received = receive_to_end(stream, seed=int(order[1]))
    found = {"bytes": received.bytes, "first_difference": received.first_difference}
    stream.sendall(json.dumps(found).encode() + b"\n")


def _serve(handle: Callable[[socket.socket], None]) -> threading.Thread:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                handle(self.request)
            except OSError:
                pass  # the client went away, which is its right

    server = _Server(("127.0.0.1", 0), Handler)
    print(f"listening on {server.server_address[1]}", flush=True)  # noqa: T201  # the parent reads it
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    return thread


if __name__ == "__main__":
    for running in [_serve(_echo), _serve(_answer_after_eof), _serve(_stream)]:
        running.join()
