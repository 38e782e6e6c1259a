"""A link with a long round trip and no limit to its rate: a TCP relay in a process of its own."""

import argparse
import contextlib
import queue
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from typing import Self

from tests.support import process

CHUNK = 1 << 18
CONNECT_SECONDS = 10

_Due = tuple[float, bytearray, int]
"""When to pass on how many bytes of this buffer; none means that the stream ends."""


class SlowLink:
    """Listens on `.port` of 127.0.0.1 and passes everything on to `host:port`, `delay` seconds later, both ways.

    What was sent together arrives together: only the time is that of a far machine, not the rate.
    """

    def __init__(self, port: int, *, host: str = "127.0.0.1", delay: float = 0.025) -> None:
        self.port = 0
        self._arguments = (host, str(port), str(delay))
        self._directory = Path(tempfile.mkdtemp(prefix="towpath-slow-"))
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        log = self._directory / "log"
        self._process, (self.port,) = process.start_python("tests.support.slow_link", *self._arguments, log=log)
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            process.stop(self._process)
        shutil.rmtree(self._directory, ignore_errors=True)


class _Way:
    """One direction of a connection: a thread that reads at once, and one that writes when it is time."""

    def __init__(self, source: socket.socket, sink: socket.socket, delay: float) -> None:
        self._source = source
        self._sink = sink
        self._delay = delay
        self._due: queue.SimpleQueue[_Due] = queue.SimpleQueue()
        self._spare: queue.SimpleQueue[bytearray] = queue.SimpleQueue()
        """Fresh memory for each chunk would take longer than copying it."""
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._read, self._write)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        count = 1
        while count:
            buffer = bytearray(CHUNK) if self._spare.empty() else self._spare.get()
            try:
                count = self._source.recv_into(buffer)
            except OSError:
                count = 0
            self._due.put((time.monotonic() + self._delay, buffer, count))

    def _write(self) -> None:
        with contextlib.suppress(OSError):  # the other side is gone, as the other direction sees too
            while True:
                when, buffer, count = self._due.get()
                if (early := when - time.monotonic()) > 0:
                    time.sleep(early)
                if not count:
                    self._sink.shutdown(socket.SHUT_WR)
                    return
                self._sink.sendall(memoryview(buffer)[:count])
                self._spare.put(buffer)
        with contextlib.suppress(OSError):
            self._source.shutdown(socket.SHUT_RDWR)


def serve(host: str, port: int, delay: float) -> None:
    """What the link's process does, for ever."""
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listener:
        print(f"listening on {listener.getsockname()[1]}", flush=True)  # noqa: T201  # the parent reads it
        while True:
            client, _ = listener.accept()
            threading.Thread(target=_relay, args=(client, host, port, delay), daemon=True).start()


def _relay(client: socket.socket, host: str, port: int, delay: float) -> None:
    with client, contextlib.suppress(OSError), socket.create_connection((host, port), CONNECT_SECONDS) as server:
        server.settimeout(None)
        for end in (client, server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ways = (_Way(client, server, delay), _Way(server, client, delay))
        for way in ways:
            way.start()
        for way in ways:
            way.join()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=int)
    parser.add_argument("delay", type=float)
    given = parser.parse_args()
    serve(given.host, given.port, given.delay)
