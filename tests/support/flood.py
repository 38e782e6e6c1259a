"""Clients that load a forward in processes (and with GILs) of their own, so that the tests measure only the program."""

import contextlib
import re
import selectors
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Self

from tests.support import process

CHUNK = 1 << 18
ENDLESS = 1 << 50
STALL_SECONDS = 0.5
REPORT_BYTES = 1 << 24
LINK_FILLING = 6
"""Connections whose windows (sshd's are 2 MiB) hold more together than the kernel's buffers and our backlog."""


class Flood:
    """Fetches from, or sends to, the stream server (tests.support.tcp) behind `port` as fast as it goes.

    One connection up is held back by its channel's window; `LINK_FILLING` of them by a link that stands still.
    """

    def __init__(self, port: int, *, way: str, connections: int = 1) -> None:
        self._directory = Path(tempfile.mkdtemp(prefix="towpath-flood-"))
        self._log = self._directory / "log"
        self._process = _start(port, way, connections, self._log)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        process.stop(self._process)
        shutil.rmtree(self._directory, ignore_errors=True)

    @property
    def bytes(self) -> int:
        """How many went through so far, in steps of REPORT_BYTES."""
        counts = re.findall(r"^bytes (\d+)$", self._log.read_text(), re.MULTILINE)
        return int(counts[-1]) if counts else 0

    @property
    def stalled(self) -> bool:
        """Whether nothing went for STALL_SECONDS: all buffers on the way are full, or empty."""
        return "stalled" in self._log.read_text()


def _start(port: int, way: str, connections: int, log: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.support.flood", str(port), way, str(connections)]
    return process.start(command, log=log, cwd=process.ROOT)


def flood(port: int, way: str, connections: int) -> None:
    """What the client's process does until it is stopped or cut off."""
    order = f"send {ENDLESS} 1\n" if way == "down" else "receive 1\n"
    buffer = memoryview(bytearray(CHUNK))
    total = reported = 0
    with selectors.DefaultSelector() as selector, contextlib.ExitStack() as streams:
        for _ in range(connections):
            stream = streams.enter_context(socket.create_connection(("127.0.0.1", port)))
            stream.sendall(order.encode())
            stream.setblocking(False)
            selector.register(stream, selectors.EVENT_READ if way == "down" else selectors.EVENT_WRITE)
        patience: float | None = STALL_SECONDS
        while True:
            ready = selector.select(patience)
            if not ready:
                print("stalled", flush=True)  # noqa: T201  # the parent reads it
                patience = None
            for key, _ in ready:
                ready_one = key.fileobj
                assert isinstance(ready_one, socket.socket)
                try:
                    moved = ready_one.recv_into(buffer) if way == "down" else ready_one.send(buffer)
                except OSError:
                    return
                if not moved:
                    return
                total += moved
            if total - reported >= REPORT_BYTES:
                reported = total
                print("bytes", total, flush=True)  # noqa: T201  # as above


if __name__ == "__main__":
    flood(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
