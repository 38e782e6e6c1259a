"""What forwards cost that have nothing to do: memory for open connections, and CPU."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

from benchmarks._client import connect, echo
from benchmarks._tunnels import Way, tunnel
from tests.support.keys import KeyFile
from tests.support.profile import connection, forward, hop, know, save
from tests.support.program import Started
from tests.support.sshd import Sshd
from towpath.model.connection import Connection
from towpath.model.forward import Endpoint, Forward, ForwardKind

FORWARDS = 20
DYNAMIC = 5
"""So many of them."""
IDLE = "idle"
"""The name of the connection that has them."""


def measure_memory(kind: str, way: Way, connections: int) -> dict[str, float]:
    """MiB resident before, and with so many connections that were all used, are all open and all still work."""
    with tunnel(kind, way) as running, ExitStack() as stack:
        process = psutil.Process(running.pid)
        with connect(running.port) as first:
            echo(first)
        before = process.memory_info().rss
        clients = [stack.enter_context(connect(running.port)) for _ in range(connections)]
        for client in clients:
            echo(client)
        with_all = process.memory_info().rss
        for client in clients:
            echo(client)
        return {"before": before / (1 << 20), "with all": with_all / (1 << 20)}


def measure_idle(sshd: Sshd, key: KeyFile, target_port: int, seconds: float) -> float:
    """Percent of one core that `towpath up` takes with 20 forwards that nobody uses, checks and probes included."""
    with own_home(sshd.home / "of-the-user"):
        know(sshd)
        save(idle_connection(sshd, key, target_port))
        with Started("up", IDLE) as up:
            up.wait_for("Ctrl-C takes it down.")
            process = psutil.Process(up.pid)
            before = spent(process)
            time.sleep(seconds)
            return (spent(process) - before) / seconds * 100


def idle_connection(sshd: Sshd, key: KeyFile, target_port: int) -> Connection:
    """One with all these forwards."""
    local = [forward(f"local{number}", target_port) for number in range(FORWARDS - DYNAMIC)]
    dynamic = [
        Forward(id=f"dynamic{number}", kind=ForwardKind.DYNAMIC, listen=Endpoint("127.0.0.1", 0), target=None)
        for number in range(DYNAMIC)
    ]
    return connection(IDLE, hop(sshd, key), *local, *dynamic)


def spent(process: psutil.Process) -> float:
    """CPU seconds of the process and its children."""
    processes = [process, *process.children(recursive=True)]
    return float(sum(sum(one.cpu_times()[:2]) for one in processes))


@contextmanager
def own_home(folder: Path) -> Iterator[None]:
    """A user who has nothing: what the program keeps and finds is below `folder`."""
    places = {"HOME": folder, "XDG_CONFIG_HOME": folder / ".config", "XDG_RUNTIME_DIR": folder / "run"}
    before = dict(os.environ)
    for place in places.values():
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.update({name: str(place) for name, place in places.items()})
    for name in ("DBUS_SESSION_BUS_ADDRESS", "SSH_AUTH_SOCK", "TOWPATH_CONFIG"):
        os.environ.pop(name, None)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
