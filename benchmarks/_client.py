"""The client that measures, at the near end of a tunnel."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable
from functools import partial

from benchmarks._target import CHUNK

PATIENCE = 20.0
FIGURES = ("down MB/s", "up MB/s", "round trips/s", "connections/s")

Figures = dict[str, float]
Connect = Callable[[], socket.socket]


def measure(connect: Connect, *, size: int, seconds: float) -> Figures:
    with connect() as client:
        repeat(partial(echo, client), 0.2)  # everybody warms up
        return {
            "down MB/s": size / 1e6 / timed(partial(download, client, size)),
            "up MB/s": size / 1e6 / timed(partial(upload, client, size)),
            "round trips/s": repeat(partial(echo, client), seconds),
            "connections/s": repeat(partial(visit, connect), seconds),
        }


def connect(port: int) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def connect_by_socks(port: int, target_port: int) -> socket.socket:
    """To the target by way of a SOCKS5 port, as curl speaks to it (RFC 1928)."""
    client = connect(port)
    client.sendall(b"\5\1\0")
    if client.recv(2, socket.MSG_WAITALL) != b"\5\0":
        raise RuntimeError("the SOCKS port wants to know who asks")
    client.sendall(b"\5\1\0\1" + socket.inet_aton("127.0.0.1") + struct.pack(">H", target_port))
    if client.recv(10, socket.MSG_WAITALL)[1:2] != b"\0":
        raise RuntimeError("the SOCKS port refuses the target")
    return client


def connect_by_name(port: int, host: str, target_port: int) -> socket.socket:
    """The same to a host that the far end knows, as browsers speak to the router."""
    client = connect(port)
    client.sendall(b"\5\1\0")
    client.recv(2, socket.MSG_WAITALL)
    client.sendall(b"\5\1\0\3" + bytes([len(host)]) + host.encode() + struct.pack(">H", target_port))
    if client.recv(10, socket.MSG_WAITALL)[1:2] != b"\0":
        raise RuntimeError("the router refuses the target")
    return client


def download(client: socket.socket, size: int) -> None:
    client.sendall(b"D" + struct.pack(">Q", size))
    buffer = bytearray(CHUNK)
    while size:
        count = client.recv_into(buffer)
        if not count:
            raise RuntimeError("the tunnel closed in the midst of a download")
        size -= count


def upload(client: socket.socket, size: int) -> None:
    client.sendall(b"U" + struct.pack(">Q", size))
    chunk = memoryview(bytes(CHUNK))
    for begin in range(0, size, CHUNK):
        client.sendall(chunk[: min(CHUNK, size - begin)])
    client.recv(1)


def echo(client: socket.socket) -> None:
    client.sendall(b"E")
    if client.recv(1) != b"e":
        raise RuntimeError("the tunnel closed instead of an answer")


def visit(connect: Connect) -> None:
    with connect() as client:
        echo(client)


def timed(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def repeat(work: Callable[[], None], seconds: float) -> float:
    """How often a second."""
    begun = time.perf_counter()
    count = 0
    while time.perf_counter() - begun < seconds:
        work()
        count += 1
    return count / (time.perf_counter() - begun)
