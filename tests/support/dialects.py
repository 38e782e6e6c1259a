"""What clients of a proxy say, byte by byte, and what they hear."""

import enum
import socket
import struct

from tests.support.streams import connect, receive_exactly
from towpath.model.forward import Endpoint


class Dialect(enum.StrEnum):
    """How a client asks."""

    SOCKS5 = "socks5"
    SOCKS4A = "socks4a"
    CONNECT = "connect"
    ABSOLUTE = "absolute"
    """A request for a whole URL."""

    @property
    def is_http(self) -> bool:
        return self in (Dialect.CONNECT, Dialect.ABSOLUTE)


GRANTED = "granted"
"""What came of a request; a refusal is told by its number."""


def ask(proxy: Endpoint, target: Endpoint, dialect: Dialect = Dialect.SOCKS5) -> socket.socket:
    """A client that has said where it wishes to go, by name."""
    client = connect(proxy)
    client.sendall(request(target, dialect))
    return client


def request(target: Endpoint, dialect: Dialect) -> bytes:
    """All that it says, in one piece."""
    host, port = target.host.encode(), struct.pack(">H", target.port)
    match dialect:
        case Dialect.SOCKS5:
            return b"\5\1\0\5\1\0\3" + bytes([len(host)]) + host + port
        case Dialect.SOCKS4A:
            return b"\4\1" + port + b"\0\0\0\1\0" + host + b"\0"
        case Dialect.CONNECT:
            return f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode()
        case Dialect.ABSOLUTE:
            return f"GET http://{target}/ HTTP/1.1\r\nHost: {target}\r\n\r\n".encode()


def outcome(client: socket.socket, dialect: Dialect = Dialect.SOCKS5) -> str:
    """What the proxy answers: GRANTED, the number of its refusal, or `gone`. A granted request for a whole URL has no
    answer of the proxy's."""
    try:
        if dialect.is_http:
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                head += receive_exactly(client, 1)
            status = head.split()[1].decode()
            return GRANTED if status == "200" else status
        if dialect is Dialect.SOCKS4A:
            code = receive_exactly(client, 8)[1]
            return GRANTED if code == 90 else str(code)
        assert receive_exactly(client, 2) == b"\5\0"
        code = receive_exactly(client, 10)[1]
    except (ConnectionResetError, BrokenPipeError):
        return GONE
    return GRANTED if code == 0 else str(code)


GONE = "gone"
"""It was reset."""
