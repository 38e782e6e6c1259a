"""What Towpath costs a desktop: its start, its memory, and the processor while nothing happens; beside FileZilla.

Both run on one X server with a session bus and a host for tray icons, in turn, each in a home of its own.

    python -m benchmarks.desktop [--rounds N] [--seconds N] [--json FILE]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Self

import msgspec
import psutil

from benchmarks._idle import FORWARDS, IDLE, idle_connection, own_home, spent
from tests.support import process
from tests.support.desktop import SessionBus, WindowManager, Xvfb
from tests.support.keys import KeyMaker
from tests.support.profile import know, save
from tests.support.program import TOWPATH, towpath
from tests.support.sshd import Sshd
from tests.support.tcp import TcpServers
from tests.support.tray_watcher import TrayWatcher
from tests.support.wait import wait_for

HIDDEN, WINDOW, FORWARDING, FILEZILLA = "in the tray", "with its window", f"{FORWARDS} forwards up", "FileZilla"
SECONDS = 60.0
ROUNDS = 5
PATIENCE = 60.0
SETTLE_SECONDS = 5.0
"""After a start, before the processor's time counts: what is loaded a little later belongs to the start."""
WANTED = 0.5
"""Percent of a core at most while 20 forwards are up and nothing happens."""


class Measured(msgspec.Struct):
    """One program, in one way."""

    start: list[float] = []
    """Seconds from its call until its icon, or its window, is there."""
    memory: list[float] = []
    """MiB of its own and its share of what it has in common with others (PSS), of all its processes."""
    idle: float | None = None
    """Percent of one core."""


class Desktop:
    """The display, the bus and what is on them. A context manager."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._display = self._stack.enter_context(Xvfb())
        bus = self._stack.enter_context(SessionBus())
        self.watcher = self._stack.enter_context(TrayWatcher(bus))
        self._stack.enter_context(WindowManager(self._display))
        self._env = {**self._display.env, **bus.env}
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def env(self) -> dict[str, str]:
        """For a program on it."""
        return {**os.environ, **self._env}

    def window_of(self, name: str) -> None:
        """Wait for a window of this class."""
        argv = ["xdotool", "search", "--sync", "--onlyvisible", "--class", name]
        subprocess.run(argv, env=self.env, check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE)

    def icon(self) -> None:
        """Wait for an icon in the tray."""
        wait_for(lambda: self.watcher.items, timeout=PATIENCE, what="an icon")

    def no_icon(self) -> None:
        wait_for(lambda: not self.watcher.items, timeout=PATIENCE, what="the icon to go")


def measure(
    desktop: Desktop, command: Sequence[str], shown: Callable[[], None], into: Measured, *, seconds: float = 0.0
) -> None:
    """One start, with its memory and, with `seconds`, what it takes when nothing happens."""
    with tempfile.TemporaryDirectory(prefix="towpath-bench-") as folder:
        began = time.perf_counter()
        child = process.start(command, log=Path(folder) / "log", env=desktop.env)
        try:
            shown()
            into.start.append(time.perf_counter() - began)
            watched = psutil.Process(child.pid)
            time.sleep(SETTLE_SECONDS)
            into.memory.append(memory(watched))
            if seconds:
                into.idle = idle(watched, seconds)
        finally:
            process.stop(child)
    desktop.no_icon()


def measure_forwarding(desktop: Desktop, connection: str, seconds: float, into: Measured) -> None:
    """The program in the tray with all forwards of a connection up that nobody uses."""
    with tempfile.TemporaryDirectory(prefix="towpath-bench-") as folder:
        child = process.start([*TOWPATH, "--hidden"], log=Path(folder) / "log", env=desktop.env)
        try:
            desktop.icon()
            done = towpath("up", connection)
            assert done.code == 0, done
            time.sleep(SETTLE_SECONDS)
            watched = psutil.Process(child.pid)
            into.memory.append(memory(watched))
            into.idle = idle(watched, seconds)
        finally:
            process.stop(child)
    desktop.no_icon()


def idle(watched: psutil.Process, seconds: float) -> float:
    """Percent of one core."""
    before = spent(watched)
    time.sleep(seconds)
    return (spent(watched) - before) / seconds * 100


def memory(watched: psutil.Process) -> float:
    """MiB of a process and its children."""
    return float(sum(one.memory_full_info().pss for one in [watched, *watched.children(recursive=True)]) / (1 << 20))


def run(rounds: int, seconds: float) -> dict[str, Measured]:
    results = {name: Measured() for name in (HIDDEN, WINDOW, FORWARDING, FILEZILLA)}
    with tempfile.TemporaryDirectory(prefix="towpath-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        key = KeyMaker(folder / "keys").key()
        stack.enter_context(own_home(folder / "of-the-user"))
        sshd = stack.enter_context(Sshd(folder, authorized=[key]))
        target = stack.enter_context(TcpServers()).echo_port
        know(sshd)
        save(idle_connection(sshd, key, target))
        desktop = stack.enter_context(Desktop(folder))
        for number in range(rounds):
            last = seconds if number == rounds - 1 else 0.0
            measure(desktop, [*TOWPATH, "--hidden"], desktop.icon, results[HIDDEN], seconds=last)
            measure(desktop, TOWPATH, lambda: desktop.window_of("towpath"), results[WINDOW], seconds=last)
            measure(desktop, ["filezilla"], lambda: desktop.window_of("filezilla"), results[FILEZILLA], seconds=last)
        measure_forwarding(desktop, IDLE, seconds, results[FORWARDING])
    return results


def report(results: Mapping[str, Measured]) -> None:
    print(f"{'':20}{'start, s':>12}{'memory, MiB':>14}{'idle, % of a core':>20}")
    for name, one in results.items():
        started = f"{statistics.median(one.start):.2f}" if one.start else ""
        taken = "" if one.idle is None else f"{one.idle:.2f}"
        print(f"{name:20}{started:>12}{statistics.median(one.memory):>14.0f}{taken:>20}")
    other = results[FILEZILLA]
    for name in (HIDDEN, WINDOW):
        start = statistics.median(ours / theirs for ours, theirs in zip(results[name].start, other.start, strict=True))
        held = statistics.median(ours / theirs for ours, theirs in zip(results[name].memory, other.memory, strict=True))
        print(f"{name}: {start:.2f} times FileZilla's start, {held:.2f} times its memory")
    busy = results[FORWARDING].idle
    assert busy is not None
    print(f"{FORWARDING}: {busy:.2f} % ({'kept' if busy < WANTED else 'too much'}: less than {WANTED} % wanted)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    results = run(options.rounds, options.seconds)
    report(results)
    if options.json:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=2) + b"\n")


if __name__ == "__main__":
    main()
