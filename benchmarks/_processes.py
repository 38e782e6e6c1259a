"""Processes of a benchmark's own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple


class Role(NamedTuple):
    """A module of this package that runs by itself and has printed the port it listens on."""

    port: int
    pid: int


@contextmanager
def role(module: str, *arguments: str) -> Iterator[Role]:
    """Runs `benchmarks.<module>` until the block ends."""
    with running([sys.executable, "-m", f"benchmarks.{module}", *arguments]) as process:
        assert process.stdout is not None
        yield Role(int(process.stdout.readline()), process.pid)


@contextmanager
def running(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
