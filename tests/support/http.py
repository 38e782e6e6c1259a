"""A small web site that counts its visits."""

import collections
import http.server
import threading
from collections.abc import Mapping
from typing import Self

STOP_SECONDS = 5
GATE_SECONDS = 60


class HttpServer:
    """Serves `pages` (path to body) on a free port of 127.0.0.1; other paths are 404. HTTP/1.1."""

    def __init__(self, pages: Mapping[str, bytes] | None = None) -> None:
        self.pages = dict(pages or {"/": b"Hello from behind the gateway\n"})
        self.gates: dict[str, threading.Event] = {}
        """By path: after half of the page it waits for this."""
        self._visits: collections.Counter[str] = collections.Counter()
        self._hosts: list[str] = []
        self._server = _server(self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, name="test-http", daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(STOP_SECONDS)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def visits(self) -> int:
        """How many requests came, for whatever path."""
        return self._visits.total()

    @property
    def hosts(self) -> tuple[str, ...]:
        """The Host header of each request, oldest first."""
        return tuple(self._hosts)

    def visits_of(self, path: str) -> int:
        return self._visits[path]

    def note(self, path: str, host: str) -> bytes | None:
        """Count a request (called in the request's thread) and return the page, if there is one."""
        self._visits[path] += 1
        self._hosts.append(host)
        return self.pages.get(path)


def _server(site: HttpServer) -> http.server.ThreadingHTTPServer:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = site.note(self.path, self.headers.get("Host", ""))
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            body = body or b""
            if gate := site.gates.get(self.path):
                self.wfile.write(body[: len(body) // 2])
                gate.wait(GATE_SECONDS)
                body = body[len(body) // 2 :]
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the parent's name
            """Say nothing on stderr."""

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                pass  # the client went away

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    return server
