"""What must hold around every test: nothing left running or listening, no warning that nobody expected."""

import contextlib
import logging
import os
import re
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.support.process import children
from tests.support.wait import wait_for

PATIENCE_SECONDS = 3.0
OUR_THREADS = "towpath"  # all our threads' names begin so, daemons included
WRITER = "-writer"  # what a session's writer is called after its reader; it is started late and ends with it
WATCHED_LOGGERS = ("towpath", "paramiko")
TCP_LISTEN = "0A"
UNIX_ACCEPTING = 0x10000


@contextlib.contextmanager
def no_leaks(patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Fail if threads, child processes or listening sockets begun inside are still there `patience` seconds later."""
    threads = set(threading.enumerate())
    processes = set(children(os.getpid()))
    sockets = own_sockets()
    yield

    def left() -> list[str]:
        alive = [_describe(thread) for thread in threads_since(threads) if _matters(thread)]
        running = [f"process {_command(pid)}" for pid in children(os.getpid()) if pid not in processes]
        open_ = [f"listening {name}" for name in listening(own_sockets() - sockets)]
        return alive + running + open_

    wait_for(lambda: not left(), timeout=patience, what=lambda: "these to end:\n" + "\n".join(left()))


@contextlib.contextmanager
def no_unexpected_logs(expected: Sequence[str] = ()) -> Iterator[None]:
    """Fail on records of WARNING and above of our loggers and paramiko's, except those that match `expected`."""
    seen: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            text = f"{record.name} {record.levelname}: {record.getMessage()}"
            if not any(re.search(pattern, text) for pattern in expected):
                seen.append(text)

    collector = Collector(logging.WARNING)
    loggers = [logging.getLogger(name) for name in WATCHED_LOGGERS]
    for logger in loggers:
        logger.addHandler(collector)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(collector)
    if seen:
        raise AssertionError("logged without being expected (expects_log):\n" + "\n".join(seen))


def threads_since(before: set[threading.Thread]) -> list[threading.Thread]:
    """Threads begun since, but for the writers of sessions that were there before."""
    readers = {thread.name for thread in before}
    return [t for t in threading.enumerate() if t not in before and t.name.removesuffix(WRITER) not in readers]


def own_sockets() -> set[str]:
    """The inodes of this process's sockets (empty where there is no /proc)."""
    found: set[str] = set()
    for descriptor in Path("/proc/self/fd").glob("*"):
        with contextlib.suppress(OSError):  # the descriptor of this very listing is closed meanwhile
            target = str(descriptor.readlink())
            if target.startswith("socket:["):
                found.add(target[len("socket:[") : -1])
    return found


def listening(inodes: set[str]) -> list[str]:
    """Those of these sockets that accept connections, TCP or Unix, in words (proc_net(5))."""
    if not inodes:
        return []
    tcp = [*_table("tcp"), *_table("tcp6")]
    ports = [line[1].rpartition(":")[2] for line in tcp if line[3] == TCP_LISTEN and line[9] in inodes]
    unix = [line for line in _table("unix") if int(line[3], 16) & UNIX_ACCEPTING and line[6] in inodes]
    return [f"TCP port {int(port, 16)}" for port in ports] + [f"Unix socket {' '.join(line[7:])}" for line in unix]


def _table(name: str) -> list[list[str]]:
    path = Path("/proc/self/net", name)
    return [line.split() for line in path.read_text().splitlines()[1:]] if path.exists() else []


def _matters(thread: threading.Thread) -> bool:
    return thread.is_alive() and (not thread.daemon or thread.name.startswith(OUR_THREADS))


def _describe(thread: threading.Thread) -> str:
    frame = sys._current_frames().get(thread.ident or 0)
    where = "".join(traceback.format_stack(frame, limit=4)) if frame else ""
    return f"thread {thread.name}\n{where}"


def _command(pid: int) -> str:
    try:
        return f"{pid}: {Path(f'/proc/{pid}/cmdline').read_text().replace(chr(0), ' ')}"
    except OSError:
        return str(pid)
