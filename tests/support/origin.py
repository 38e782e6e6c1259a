"""Web sites that say who they are: each listens on port 80 of an address of its own and answers to any name."""

import http.server
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from tests.support import process
from tests.support.wait import wait_for

PORT = 80


class Origins:
    """Sites by their tag, wherever the command prefix `enter` leads. A page's text is `VIA=TAG`, but for the files
    that `pages` has. Connections are kept open. A context manager."""

    def __init__(self, directory: Path, addresses: Mapping[str, str], *, enter: Sequence[str]) -> None:
        self.pages = directory / "pages"
        self.pages.mkdir()
        self._log = directory / "origins.log"
        self._count = len(addresses)
        sites = [f"{tag}={address}" for tag, address in addresses.items()]
        self._command = [*enter, sys.executable, "-m", "tests.support.origin", str(self.pages), *sites]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._process = process.start(self._command, log=self._log, cwd=process.ROOT)
        wait_for(
            lambda: process.tail(self._log).count("listening") == self._count, what=lambda: process.tail(self._log)
        )
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            process.stop(self._process)

    def mark(self) -> int:
        """A place in the log: give it as `since` to see only what came after it."""
        return self._log.stat().st_size

    def requests(self, tag: str, *, since: int = 0) -> list[str]:
        """`METHOD HOST PATH` of every request that came to a site, oldest first."""
        with self._log.open("rb") as log:
            log.seek(since)
            lines = log.read().decode().splitlines()
        return [line.removeprefix(f"{tag}: ") for line in lines if line.startswith(f"{tag}: ")]


def site(tag: str, pages: Path) -> type[http.server.BaseHTTPRequestHandler]:
    """What answers for one of them."""

    class Site(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _say(f"{tag}: {self.command} {self.headers.get('Host', '')} {self.path}")
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            page = pages / self.path.lstrip("/").partition("?")[0]
            body = page.read_bytes() if page.is_file() else f"VIA={tag}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_OPTIONS = do_PUT = do_DELETE = do_GET  # noqa: N815  # the parent's names

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the parent's name
            """Say nothing else."""

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                pass  # the client went away

    return Site


def serve(pages: Path, sites: Sequence[str]) -> None:
    """What the process does, for ever."""
    threads = []
    for given in sites:
        tag, _, address = given.partition("=")
        server = http.server.ThreadingHTTPServer((address, PORT), site(tag, pages))
        threads.append(threading.Thread(target=server.serve_forever))
        threads[-1].start()
        _say("listening")
    for thread in threads:
        thread.join()


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  # the parent reads it


if __name__ == "__main__":
    serve(Path(sys.argv[1]), sys.argv[2:])
