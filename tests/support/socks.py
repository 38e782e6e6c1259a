"""A SOCKS5 proxy that writes down what it is asked for, for who must go through it with everything."""

import contextlib
import ipaddress
import socket
import socketserver
import threading
from collections.abc import Iterator, Mapping
from typing import NamedTuple, Self

BY_IPV4, BY_NAME, BY_IPV6 = 1, 3, 4
GRANTED, NO_SUCH_HOST = 0, 4
STOP_SECONDS = 5
IDLE_SECONDS = 60


class Request(NamedTuple):
    """What was asked for (RFC 1928)."""

    kind: int
    """BY_NAME: whoever asked has not looked the name up."""
    host: str
    port: int


class SocksServer:
    """Listens on a free port of 127.0.0.1. Every `host` (of any port) leads to its port of this machine, all others
    are refused. A context manager.

    With `listener` it takes the clients of that socket, which may be of another network.
    """

    def __init__(self, hosts: Mapping[str, int], *, port: int = 0, listener: socket.socket | None = None) -> None:
        self.hosts = dict(hosts)
        self.turned_away = 0
        """How many came after it broke."""
        self._broken = False
        self._requests: list[Request] = []
        self._streams: set[socket.socket] = set()
        self._server = _server(self, port, listener)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, name="test-socks", daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self.break_down()
        self._thread.join(STOP_SECONDS)

    def break_down(self) -> None:
        """Hang up on everybody, from now on without a word."""
        self._broken = True
        for stream in list(self._streams):
            with contextlib.suppress(OSError):
                stream.shutdown(socket.SHUT_RDWR)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def requests(self) -> tuple[Request, ...]:
        """Oldest first."""
        return tuple(self._requests)

    def hosts_asked(self) -> set[str]:
        return {request.host for request in self._requests}

    def serve(self, client: socket.socket) -> None:
        """One connection, in its own thread."""
        if self._broken:
            self.turned_away += 1
            return
        with contextlib.suppress(OSError, EOFError), self._kept(client):
            request = _read_request(client)
            self._requests.append(request)
            port = self.hosts.get(request.host)
            status = GRANTED if port else NO_SUCH_HOST
            client.sendall(bytes([5, status, 0, 1, 0, 0, 0, 0, 0, 0]))
            if port:
                with socket.create_connection(("127.0.0.1", port), IDLE_SECONDS) as target, self._kept(target):
                    back = threading.Thread(target=_copy, args=(target, client), name="test-socks-back", daemon=True)
                    back.start()
                    _copy(client, target)
                    back.join(IDLE_SECONDS)

    @contextlib.contextmanager
    def _kept(self, stream: socket.socket) -> Iterator[None]:
        self._streams.add(stream)
        try:
            yield
        finally:
            self._streams.discard(stream)


def _read_request(client: socket.socket) -> Request:
    client.settimeout(IDLE_SECONDS)
    _exactly(client, _exactly(client, 2)[1])
    client.sendall(b"\x05\x00")
    kind = _exactly(client, 4)[3]
    length = {BY_IPV4: 4, BY_IPV6: 16}.get(kind) or _exactly(client, 1)[0]
    raw = _exactly(client, length)
    host = raw.decode() if kind == BY_NAME else str(ipaddress.ip_address(raw))
    return Request(kind, host, int.from_bytes(_exactly(client, 2)))


def _exactly(stream: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        if not (more := stream.recv(count - len(data))):
            raise EOFError
        data += more
    return data


def _copy(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


def _server(socks: SocksServer, port: int, listener: socket.socket | None) -> socketserver.ThreadingTCPServer:
    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            socks.serve(self.request)

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True
        request_queue_size = 128

    server = Server(("127.0.0.1", port), Handler, bind_and_activate=listener is None)
    if listener:
        server.socket.close()
        server.socket = listener
        server.server_address = listener.getsockname()
    return server
