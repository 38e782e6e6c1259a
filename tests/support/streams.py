"""Both ends of a byte stream, driven by one test: what goes in here must come out there, whatever lies between."""

import contextlib
import enum
import ipaddress
import select
import socket
import struct
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Self

from tests.support.pattern import Pattern
from tests.support.tcp import Received, receive_to_end
from towpath.model.forward import Endpoint

CHUNK = 1 << 18
SECONDS = 30.0
STUCK_SECONDS = 0.25


class Family(enum.StrEnum):
    """What kind of socket an end is."""

    IPV4 = "ipv4"
    IPV6 = "ipv6"
    UNIX = "unix"

    def anywhere(self, directory: Path, name: str) -> Endpoint:
        """An end of this family to listen at: any free port, or a path that does not exist yet."""
        if self is Family.UNIX:
            return Endpoint.unix(str(directory / name))
        return Endpoint("127.0.0.1" if self is Family.IPV4 else "::1", 0)


class Target:
    """A listening socket whose connections the test takes one by one. A context manager."""

    def __init__(self, wished: Endpoint) -> None:
        if wished.path:
            self._listener = socket.socket(socket.AF_UNIX)
            self._listener.bind(wished.path)
            self._listener.listen()
            self.endpoint = wished
        else:
            family = socket.AF_INET6 if ":" in wished.host else socket.AF_INET
            self._listener = socket.create_server((wished.host, wished.port), family=family, backlog=512)
            self.endpoint = Endpoint(wished.host, self._listener.getsockname()[1])
        self._listener.settimeout(SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        if self.endpoint.path:
            Path(self.endpoint.path).unlink()

    def accept(self) -> socket.socket:
        accepted, _ = self._listener.accept()
        accepted.settimeout(SECONDS)
        return accepted

    def nobody_came(self) -> bool:
        """Whether no connection waits to be accepted."""
        return not select.select([self._listener], [], [], 0)[0]


def connect(endpoint: Endpoint) -> socket.socket:
    """A client of what listens there."""
    if not endpoint.path:
        return socket.create_connection((endpoint.host, endpoint.port), timeout=SECONDS)
    client = socket.socket(socket.AF_UNIX)
    client.settimeout(SECONDS)
    client.connect(endpoint.path)
    return client


def connect_by_socks(proxy: Endpoint, target: Endpoint) -> socket.socket:
    """A client of `target` by way of a SOCKS5 proxy without a password (RFC 1928)."""
    client = connect(proxy)
    client.sendall(bytes([5, 1, 0]) + bytes([5, 1, 0]) + _socks_address(target.host) + struct.pack(">H", target.port))
    said = receive_exactly(client, 2 + 4)
    assert said[:4] == bytes([5, 0, 5, 0]), f"the proxy said {said.hex()}"
    receive_exactly(client, 4 + 2 if said[5] == 1 else 16 + 2)
    return client


def _socks_address(host: str) -> bytes:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return bytes([3, len(host)]) + host.encode()
    return bytes([1 if address.version == 4 else 4]) + address.packed


def receive_exactly(stream: socket.socket, count: int) -> bytes:
    """The next `count` bytes."""
    received = b""
    while len(received) < count:
        piece = stream.recv(count - len(received))
        assert piece, f"ended after {received!r}"
        received += piece
    return received


def echo_once(near: socket.socket, far: socket.socket) -> None:
    """A few bytes there and back."""
    for source, sink in ((near, far), (far, near)):
        source.sendall(b"over?")
        assert receive_exactly(sink, 5) == b"over?"


def send_and_end(stream: socket.socket, total: int, *, seed: int, after: int = 0) -> None:
    """Send the pattern up to `total` bytes, of which the first `after` have been sent, and say that this was all."""
    for chunk in _from(Pattern(seed).chunks(total), after):
        stream.sendall(chunk)
    stream.shutdown(socket.SHUT_WR)


def send_until_stuck(stream: socket.socket, total: int, *, seed: int) -> int:
    """Send the pattern until nobody has taken a byte for a while; how much was taken, at most `total`."""
    sent = 0
    stream.settimeout(STUCK_SECONDS)
    with contextlib.suppress(TimeoutError):
        for chunk in Pattern(seed).chunks(total):
            left = memoryview(chunk)
            while left:
                count = stream.send(left)
                left = left[count:]
                sent += count
    stream.settimeout(SECONDS)
    return sent


def exchange(near: socket.socket, far: socket.socket, total: int) -> None:
    """`total` bytes each way at the same time, to the last one, and both ends."""
    with ThreadPoolExecutor(4, thread_name_prefix="test-exchange") as workers:
        sending = [workers.submit(send_and_end, end, total, seed=seed) for seed, end in ((1, near), (2, far))]
        receiving = [workers.submit(receive_to_end, end, seed=seed) for seed, end in ((1, far), (2, near))]
        assert [work.result() for work in receiving] == [Received(total, None)] * 2
        for work in sending:
            work.result()


def reset(stream: socket.socket) -> None:
    """Close so that the other side gets a reset (TCP) and not the end of a stream."""
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    stream.close()


def is_over(stream: socket.socket) -> None:
    """Wait until the stream has ended, in whatever way, and throw away what comes before."""
    with contextlib.suppress(ConnectionResetError, BrokenPipeError):
        while stream.recv(CHUNK):
            pass


def _from(chunks: Iterator[bytes], after: int) -> Iterator[memoryview]:
    for chunk in chunks:
        yield memoryview(chunk)[after:]
        after = max(0, after - len(chunk))
