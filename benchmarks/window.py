"""How long the window does not answer: the gaps of its event loop, with the Files page shown.

A timer beats every 10 ms and all widgets are painted anew every fifth time, as progress would; a gap is the time
between two beats. "idle" is the control: what the machine and the painting cost by themselves.

    xvfb-run -a python -m benchmarks.window [--seconds N] [--only LOAD ...] [--json FILE]

Loads: idle; local, sftp (a folder of 100,000 entries is shown and scrolled, again and again); down, up (a large file is
transferred as fast as it goes); both (sftp and down).
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QApplication

from benchmarks._idle import own_home
from benchmarks._window import FAR, Program
from tests.support.keys import KeyMaker
from tests.support.profile import connection, hop, know, save
from tests.support.sshd import Sshd
from tests.support.window import Heartbeat
from towpath.model.transfer import HERE, Place

ENTRIES = 100_000
FILE_BYTES = 1 << 30
QUANTILES = (0.5, 0.99, 0.999, 1.0)
HEADS = ("p50", "p99", "p99.9", "longest", "shown, s", "MB/s", "beats")
WANTED = 0.1
"""Seconds at most of the gaps at the 99.9th percentile."""
SECONDS = 30.0


class Measured(msgspec.Struct):
    """One load."""

    gaps: dict[str, float]
    """Seconds, by quantile."""
    beats: int
    shown: float | None = None
    """Seconds until a folder of ENTRIES was shown, the median."""
    rate: float | None = None
    """Bytes a second that were transferred meanwhile."""


class Bench:
    """The places, and the window."""

    def __init__(self, program: Program, folder: Path, seconds: float) -> None:
        self.program = program
        self.seconds = seconds
        self.large, self.small, self.target = folder / "large", folder / "small", folder / "target"
        for made in (self.large, self.small, self.target):
            made.mkdir()
        for number in range(ENTRIES):
            (self.large / f"one of many files {number}.txt").touch()
        (self.small / "a file").touch()
        self.file = folder / "file"
        generator = random.Random(1)  # noqa: S311  # not a secret, but not to be compressed either
        with self.file.open("wb") as file:
            for _ in range(FILE_BYTES >> 20):
                file.write(generator.randbytes(1 << 20))
        left, right = program.window.files.left, program.window.files.right
        for pane, machine in ((left, HERE), (right, FAR)):
            program.show(pane, self.place(machine, self.small), 1)

    def place(self, machine: str, folder: Path) -> Place:
        return Place(machine, os.fsencode(folder))

    def measure(self, *, list_at: str | None = None, transfer: str = "") -> Measured:
        """What the window's pulse is like while a folder is shown, or a file transferred, or both."""
        program = self.program
        shown: list[float] = []
        with ExitStack() as stack:
            rate: Callable[[], float] | None = None
            if transfer:
                rate = stack.enter_context(program.transferred(self.file, self.target, up=transfer == "up"))
            pulse = stack.enter_context(Heartbeat(program.window))
            if list_at is None:
                program.run(self.seconds)
            else:
                pane = program.window.files.left if list_at == HERE else program.window.files.right
                places = ((self.place(list_at, self.large), ENTRIES), (self.place(list_at, self.small), 1))
                shown = program.show_and_scroll(pane, places, self.seconds)
            gaps = {f"{quantile:g}": pulse.gap(quantile) for quantile in QUANTILES}
            return Measured(
                gaps=gaps,
                beats=pulse.beats,
                shown=statistics.median(shown) if shown else None,
                rate=rate() if rate else None,
            )


LOADS: dict[str, Callable[[Bench], Measured]] = {
    "idle": lambda bench: bench.measure(),
    "local": lambda bench: bench.measure(list_at=HERE),
    "sftp": lambda bench: bench.measure(list_at=FAR),
    "down": lambda bench: bench.measure(transfer="down"),
    "up": lambda bench: bench.measure(transfer="up"),
    "both": lambda bench: bench.measure(list_at=FAR, transfer="down"),
}


def report(name: str, measured: Measured) -> None:
    gaps = "".join(f"{1000 * gap:10.1f}" for gap in measured.gaps.values())
    shown = "" if measured.shown is None else f"{measured.shown:10.2f}"
    rate = "" if measured.rate is None else f"{measured.rate / 1e6:10.0f}"
    kept = "" if measured.gaps["0.999"] <= WANTED else "   too long"
    print(f"{name:8}{gaps}{shown:>10}{rate:>10}{measured.beats:>10}{kept}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--only", nargs="+", choices=list(LOADS), default=list(LOADS))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    memory_disk = Path("/dev/shm")  # noqa: S108  # below it, a private folder is made
    roomy = memory_disk.is_dir() and shutil.disk_usage(memory_disk).free > 4 * FILE_BYTES
    directory = Path(tempfile.mkdtemp(prefix="towpath-bench-"))
    folder = Path(tempfile.mkdtemp(prefix="towpath-bench-", dir=memory_disk if roomy else None))
    results: dict[str, Measured] = {}
    try:
        key = KeyMaker(directory / "keys").key()
        with own_home(directory / "of-the-user"), Sshd(directory, authorized=[key]) as sshd:
            know(sshd)
            save(connection(FAR, hop(sshd, key)))
            if not os.environ.get("DISPLAY"):
                os.environ["QT_QPA_PLATFORM"] = "offscreen"
            app = QApplication(["towpath"])
            with Program() as program:
                bench = Bench(program, folder, options.seconds)
                print(f"gaps, ms, on {app.platformName()}")
                print(" " * 8 + "".join(f"{head:>10}" for head in HEADS))
                for name in options.only:
                    results[name] = LOADS[name](bench)
                    report(name, results[name])
                    if options.json:
                        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=2) + b"\n")
    finally:
        shutil.rmtree(directory)
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
