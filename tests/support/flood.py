"""Clients that load a forward in processes (and with GILs) of their own, so that the tests measure only the program."""

import re
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


class Flood:
    """Fetches from, or sends to, the stream server (tests.support.tcp) behind `port` as fast as it goes."""

    def __init__(self, port: int, *, way: str) -> None:
        self._directory = Path(tempfile.mkdtemp(prefix="towpath-flood-"))
        self._log = self._directory / "log"
        self._process = _start(port, way, self._log)

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


def _start(port: int, way: str, log: Path) -> subprocess.Popen[bytes]:
    return process.start([sys.executable, "-m", "tests.support.flood", str(port), way], log=log, cwd=process.ROOT)


def flood(port: int, way: str) -> None:
    """What the client's process does until it is stopped or cut off."""
    with socket.create_connection(("127.0.0.1", port)) as stream:
        order = f"send {ENDLESS} 1\n" if way == "down" else "receive 1\n"
        stream.sendall(order.encode())
        stream.settimeout(STALL_SECONDS)
        buffer = memoryview(bytearray(CHUNK))
        total = reported = 0
        while True:
            try:
                moved = stream.recv_into(buffer) if way == "down" else stream.send(buffer)
            except TimeoutError:
                print("stalled", flush=True)  # noqa: T201  # the parent reads it
                stream.settimeout(None)
                continue
            except OSError:
                return
            if not moved:
                return
            total += moved
            if total - reported >= REPORT_BYTES:
                reported = total
                print("bytes", total, flush=True)  # noqa: T201  # as above


if __name__ == "__main__":
    flood(int(sys.argv[1]), sys.argv[2])
