"""The machines behind the demo's gateway. None of them listens anywhere: the gateway alone can connect to them."""

from __future__ import annotations

import http.server
import socket
import threading
from collections.abc import Callable

Service = Callable[[socket.socket], None]
"""Serves one connection on the given socket, which it closes. Runs on a thread of its own."""

INTRANET_NAME = "intranet.corp"
INNER_NAME = "inner.corp"
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Towpath demo intranet</title>
<style>body{{font:18px/1.5 sans-serif;max-width:36em;margin:4em auto;padding:0 1em}}code{{background:#eee}}</style>
<h1>You are on the intranet</h1>
<p>This page is served by <code>{host}</code>, a name that only the gateway knows.
You reached it through a tunnel that Towpath holds up.</p></html>
"""


class UnknownNameError(Exception):
    """The intranet has no machine of this name."""


class Intranet:
    """Names and ports of the inner machines, as the gateway resolves them."""

    def __init__(self) -> None:
        self._services: dict[tuple[str, int], Service] = {}

    def add(self, host: str, port: int, service: Service) -> None:
        """Let `service` answer at `host:port`."""
        self._services[host, port] = service

    def connect(self, host: str, port: int) -> socket.socket:
        """A connected socket to `host:port`. Raises UnknownNameError or ConnectionRefusedError."""
        if host not in {name for name, _ in self._services}:
            raise UnknownNameError(host)
        service = self._services.get((host, port))
        if service is None:
            raise ConnectionRefusedError(f"{host}:{port}")
        near, far = socket.socketpair()
        threading.Thread(target=service, args=(far,), name=f"towpath-demo-{host}-{port}", daemon=True).start()
        return near


def web_page(host: str) -> Service:
    """A web server with one page that says which machine it is on."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 30

        def do_GET(self) -> None:
            body = PAGE.format(host=host).encode()
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
