"""The machines behind the demo's gateway. None of them listens anywhere: the gateway alone can connect to them."""

from __future__ import annotations

import http.server
import itertools
import socket
import threading
from collections.abc import Callable

Service = Callable[[socket.socket], None]
"""Serves one connection on the given socket, which it closes. Runs on a thread of its own."""

INTRANET_DOMAIN = "corp"
INTRANET_NAME = f"intranet.{INTRANET_DOMAIN}"
INNER_NAME = f"inner.{INTRANET_DOMAIN}"
THIS_COMPUTER = "your own computer"
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Towpath demo: {title}</title>
<style>body{{font:18px/1.5 sans-serif;max-width:36em;margin:4em auto;padding:0 1em}}code{{background:#eee}}</style>
<h1>{title}</h1>
<p>{text}</p></html>
"""
FIRST_FREE_PORT = 49152
"""Where the ports begin that nobody has a claim to (RFC 6335)."""


class UnknownNameError(Exception):
    """The intranet has no machine of this name."""


class Intranet:
    """Names and ports of the inner machines, as the gateway resolves them. Any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._services: dict[tuple[str, int], Service] = {}

    def add(self, host: str, port: int, service: Service) -> bool:
        """Let `service` answer at `host:port`. False when something else does."""
        with self._lock:
            return self._services.setdefault((host, port), service) is service

    def free_port(self, host: str) -> int:
        """A port of `host` where nothing answers."""
        with self._lock:
            return next(port for port in itertools.count(FIRST_FREE_PORT) if (host, port) not in self._services)

    def remove(self, host: str, port: int) -> None:
        """Let nothing answer there any more."""
        with self._lock:
            self._services.pop((host, port), None)

    def connect(self, host: str, port: int) -> socket.socket:
        """A connected socket to `host:port`. Raises UnknownNameError or ConnectionRefusedError."""
        with self._lock:
            services = dict(self._services)
        if host not in {name for name, _ in services}:
            raise UnknownNameError(host)
        service = services.get((host, port))
        if service is None:
            raise ConnectionRefusedError(f"{host}:{port}")
        near, far = socket.socketpair()
        threading.Thread(target=service, args=(far,), name=f"towpath-demo-{host}-{port}", daemon=True).start()
        return near


def inner_page(host: str) -> Service:
    """A web server on a machine of the intranet."""
    served = f"This page is served by <code>{host}</code>, a name that only the gateway knows."
    return _web_server("You are on the intranet", f"{served} You reached it through a tunnel that Towpath holds up.")


def own_page() -> Service:
    """A web server on the visitor's computer, to be seen from the gateway."""
    text = f"This page is served by {THIS_COMPUTER}. The gateway reached it through a tunnel that Towpath holds up."
    return _web_server("Hello, gateway", text)


def _web_server(title: str, text: str) -> Service:
    """A web server with this one page."""
    body = PAGE.format(title=title, text=text).encode()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Visits are nobody's business."""

    def serve(connection: socket.socket) -> None:
        with connection:
            try:
                Handler(connection, ("gateway", 0), _NO_SERVER)
            except OSError:
                return  # the visitor left

    return serve


_NO_SERVER = http.server.HTTPServer.__new__(http.server.HTTPServer)
"""The handler wants a server object and asks it nothing."""
