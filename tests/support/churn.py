"""Clients that come and go through forwards to the stream server (tests.support.tcp), in a process of their own."""

import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from tests.support import process
from tests.support.streams import connect, connect_by_socks, receive_exactly, reset
from tests.support.tcp import Received, ask_for, deliver, fetch
from towpath.model.forward import Endpoint

AT_ONCE = 12
LARGEST = 3 << 20


def churn(entrances: Sequence[str], count: int, *, seconds: float, seed: int) -> None:
    """Have `count` connections made, evenly over `seconds`, and wait for the last one.

    An entrance is the port of a forward, or `PROXY>PORT` for the stream server's port by way of a dynamic one.
    Raises AssertionError with the clients' complaint if any of them did not get what it should.
    """
    arguments: list[str] = [str(count), str(seconds), str(seed), *entrances]
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.churn", *arguments],
        cwd=process.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def visit(entrance: str, choice: random.Random) -> None:
    """One connection: it fetches, delivers, or goes away in the middle."""
    seed, size = choice.randrange(1000), int(LARGEST * choice.random() ** 4)
    with _enter(entrance) as stream:
        match choice.randrange(3):
            case 0:
                assert fetch(stream, size, seed=seed) == Received(size, None)
            case 1:
                assert deliver(stream, size, seed=seed) == Received(size, None)
            case _:
                ask_for(stream, LARGEST, seed=seed)
                receive_exactly(stream, 1)
                reset(stream)


def _enter(entrance: str) -> socket.socket:
    door, _, beyond = entrance.rpartition(">")
    if door:
        return connect_by_socks(Endpoint("127.0.0.1", int(door)), Endpoint("127.0.0.1", int(beyond)))
    return connect(Endpoint("127.0.0.1", int(beyond)))


def main(count: int, seconds: float, seed: int, entrances: Sequence[str]) -> None:
    """What the clients' process does."""
    pace = threading.Event()
    began = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as clients:
        visits = []
        for number in range(count):
            pace.wait(max(0.0, began + seconds * number / count - time.monotonic()))
            choice = random.Random(seed + number)  # noqa: S311  # no secret, only variety
            visits.append(clients.submit(visit, entrances[number % len(entrances)], choice))
        for one in visits:
            one.result()


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
