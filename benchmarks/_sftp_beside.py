"""One byte through a forward while files go over the same session: how long its round trip takes."""

from __future__ import annotations

import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks._client import PATIENCE, connect, echo
from benchmarks._processes import running
from benchmarks._sftp_programs import Program, Way, connection_name, save_connections, ssh_options
from tests.support.profile import forward
from tests.support.program import Started
from tests.support.sshd import free_port

PAUSE = 0.002
"""Seconds between round trips, so that these do not keep a core busy."""
IDLE_SECONDS = 2.0

Milliseconds = tuple[float, float]
"""Median and 95th percentile."""
Beside = dict[str, Milliseconds]
"""While nothing else is going on, a file comes down, and one goes up."""


def measure_ours(way: Way, ours: Program, target_port: int, big: Path, place: Path) -> Beside:
    port = free_port()
    save_connections(way, forwards=[forward("beside", target_port, listen=port)])
    with Started("up", connection_name(way)) as up:
        up.wait_for("Ctrl-C takes it down.")
        return measure(port, lambda: ours.get(big, place), lambda: ours.put(big, place), place)


def measure_openssh(way: Way, target_port: int, big: Path, place: Path) -> Beside:
    """A ControlMaster with the forward, and sftp through it."""
    port, control = free_port(), way.scratch / "control"
    options = ssh_options(way, "-p")
    master = ["ssh", "-M", "-S", str(control), "-N", "-L", f"127.0.0.1:{port}:127.0.0.1:{target_port}", *options]

    def sftp(text: str) -> None:
        batch = way.scratch / "beside"
        batch.write_text(text)
        command = ["sftp", "-q", "-b", str(batch), "-o", f"ControlPath={control}", *ssh_options(way, "-P")]
        subprocess.run(command, check=True, capture_output=True)

    control.unlink(missing_ok=True)  # that of the round before
    with running(master):
        deadline = time.monotonic() + PATIENCE
        while not (control.exists() and _accepts(port)) and time.monotonic() < deadline:
            time.sleep(0.05)
        return measure(port, lambda: sftp(f"get {big} {place}\n"), lambda: sftp(f"put {big} {place}\n"), place)


def _accepts(port: int) -> bool:
    with socket.socket() as visitor:
        return visitor.connect_ex(("127.0.0.1", port)) == 0


def measure(port: int, get: Callable[[], object], put: Callable[[], object], place: Path) -> Beside:
    with client(port, IDLE_SECONDS) as finish:
        idle = finish()
    beside = {"idle": idle}
    for name, move in (("down", get), ("up", put)):
        place.unlink(missing_ok=True)
        with client(port, 0) as finish:
            move()
            beside[name] = finish()
    return beside


@contextmanager
def client(port: int, seconds: float) -> Iterator[Callable[[], Milliseconds]]:
    """Round trips in a process of their own until the block asks for the figures, or for so many seconds."""
    command = [sys.executable, "-m", "benchmarks._sftp_beside", str(port), str(seconds)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdout.readline()

        def finish() -> Milliseconds:
            said, _ = process.communicate("\n" if not seconds else None)
            median, most = said.split()
            return float(median), float(most)

        yield finish


# --- in the process of its own


def main(port: int, seconds: float) -> None:
    ended = threading.Event()

    def wait_for_line() -> None:
        sys.stdin.readline()
        ended.set()

    if not seconds:
        threading.Thread(target=wait_for_line, daemon=True).start()
    taken = []
    with connect(port) as near:
        for _ in range(50):
            echo(near)
        print("ready", flush=True)
        deadline = time.monotonic() + (seconds or 3600)
        while time.monotonic() < deadline and not ended.is_set():
            began = time.perf_counter()
            echo(near)
            taken.append((time.perf_counter() - began) * 1000)
            time.sleep(PAUSE)
    taken.sort()
    print(statistics.median(taken), taken[int(len(taken) * 0.95)], flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
