"""`towpath get` and `put` beside OpenSSH's sftp, and psftp and rclone where they are installed.

All log in to the same sshd on this machine, straight or over a link with a round trip of 50 ms, in turn, round by
round; files lie in memory where there is room (/dev/shm), so that no disk is measured. Every time is that of the whole
command less what the same program takes for one byte in a file: starting and logging in are not counted.

    python -m benchmarks.sftp [--rounds N] [--only TABLE ...] [--json FILE]

Tables: big (1 GiB), long (256 MiB over the slow link), small, small-long (files of 1-4 KB), list (50,000 names),
memory, beside (one byte through a forward on the same session).
"""

from __future__ import annotations

import argparse
import filecmp
import json
import random
import shutil
import statistics
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks._idle import own_home
from benchmarks._processes import role
from benchmarks._sftp_beside import Beside, measure_openssh, measure_ours
from benchmarks._sftp_programs import Program, Ran, Way, installed, save_connections
from tests.support.keys import KeyMaker
from tests.support.slow_link import SlowLink
from tests.support.sshd import Sshd

MEBI = 1 << 20
LOTS = 10_000
"""Small files on loopback: enough for their time to be much more than what starting a program varies by."""
MANY = 2000
FEW = 100
"""Small files over the slow link, for ours and for the others."""
NAMES = 50_000
TARGETS = {
    "big": {"down": 3.0, "up": 2.0},
    "long": {"down": 6.0, "up": 8.0},
    "small": {"down": 3.0, "up": 4.0},
    "small-long": {"down": 50.0, "up": 100.0},
    "list": {"list": 1.0},
}
"""How many times as fast as OpenSSH's sftp ours should be."""

Measured = dict[str, dict[str, list[float]]]
"""What is counted a second, of each program in each direction, in every round."""


class Bench:
    """The places, and what was measured so far."""

    def __init__(self, folder: Path, rounds: int) -> None:
        self.folder = folder
        self.rounds = rounds
        self.results: dict[str, object] = {}
        self.tiny = self.file("tiny", 1)

    def file(self, name: str, size: int) -> Path:
        path = self.folder / name
        generator = random.Random(size)  # noqa: S311  # not a secret, but not to be compressed either
        with path.open("wb") as file:
            for begin in range(0, size, MEBI):
                file.write(generator.randbytes(min(MEBI, size - begin)))
        return path

    def small_files(self, count: int) -> Path:
        folder = self.folder / f"small{count}"
        generator = random.Random(count)  # noqa: S311
        for number in range(count):
            path = folder / f"{number % 20}" / f"file{number}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(generator.randbytes(generator.randint(1024, 4096)))
        return folder

    # --- one program at a time

    def copy(self, program: Program, direction: str, source: Path) -> Ran:
        place = self.folder / "copied"
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
        ran = program.get(source, place) if direction == "down" else program.put(source, place)
        same = filecmp.cmp(source, place, shallow=False) if source.is_file() else _same_trees(source, place)
        if not same:
            raise RuntimeError(f"{program.name} {direction}: the copy differs")
        return ran

    # --- tables

    def compare(self, table: str, unit: str, sources: Mapping[Program, tuple[Path, float]]) -> None:
        """Copy each program's source both ways; of how much there is in it, its share a second."""
        gross: Measured = {program.name: {"down": [], "up": []} for program in sources}
        least: Measured = {program.name: {"down": [], "up": []} for program in sources}
        for _ in range(self.rounds):
            for direction in ("down", "up"):
                for program, (source, _amount) in sources.items():
                    least[program.name][direction].append(self.copy(program, direction, self.tiny).seconds)
                    gross[program.name][direction].append(self.copy(program, direction, source).seconds)
        measured: Measured = {
            program.name: {
                one: _rates(amount, gross[program.name][one], least[program.name][one]) for one in ("down", "up")
            }
            for program, (_source, amount) in sources.items()
        }
        self.report(table, unit, measured)

    def report(self, table: str, unit: str, measured: Measured) -> None:
        """Medians over the rounds. Ratios are taken within each round, when the machine was equally busy otherwise."""
        ours, *others = measured
        directions = list(measured[ours])
        print(f"\n{table}, {unit}\n{'':18}" + "".join(f"{direction:>12}" for direction in directions))
        for name, figures in measured.items():
            print(f"{name:18}" + "".join(f"{statistics.median(figures[one]):12.0f}" for one in directions))
        ratios = {
            name: {one: _ratio(measured[ours][one], measured[name][one]) for one in directions} for name in others
        }
        for name in others:
            print(f"{'/ ' + name:18}" + "".join(f"{ratios[name][one]:12.2f}" for one in directions))
        print(f"{'wanted / sftp':18}" + "".join(f"{TARGETS[table][one]:12.2f}" for one in directions))
        self.results[table] = {"ratios": ratios, "rounds": measured}


def _rates(amount: float, gross: list[float], least: list[float]) -> list[float]:
    """What was moved a second in each round, without the time that the program takes for next to nothing."""
    without = statistics.median(least)
    return [amount / (seconds - without) for seconds in gross]


def _ratio(ours: list[float], theirs: list[float]) -> float:
    return statistics.median(our / their for our, their in zip(ours, theirs, strict=True))


def _same_trees(one: Path, other: Path) -> bool:
    files = [path.relative_to(one) for path in one.rglob("*") if path.is_file()]
    _, differ, missing = filecmp.cmpfiles(one, other, map(str, files), shallow=False)
    return not differ and not missing


def big(bench: Bench, direct: Way, _slow: Way) -> None:
    size = 1 << 30
    file = bench.file("big", size)
    bench.compare("big", "MB/s", dict.fromkeys(installed(direct), (file, size / 1000000.0)))
    file.unlink()


def long(bench: Bench, _direct: Way, slow: Way) -> None:
    size = 256 * MEBI
    file = bench.file("long", size)
    bench.compare("long", "MB/s", dict.fromkeys(installed(slow), (file, size / 1000000.0)))
    file.unlink()


def small(bench: Bench, direct: Way, _slow: Way) -> None:
    folder = bench.small_files(LOTS)
    bench.compare("small", "files/s", dict.fromkeys(installed(direct), (folder, LOTS)))


def small_long(bench: Bench, _direct: Way, slow: Way) -> None:
    ours, *others = installed(slow)
    sources = {ours: (bench.small_files(MANY), float(MANY))}
    sources |= {program: (bench.small_files(FEW), float(FEW)) for program in others}
    bench.compare("small-long", "files/s", sources)


def list_names(bench: Bench, direct: Way, _slow: Way) -> None:
    folder, empty = bench.folder / "names", bench.folder / "empty"
    for path in (folder, empty):
        path.mkdir()
    for number in range(NAMES):
        (folder / f"an entry of a large folder {number}").touch()
    measured: Measured = {}
    for _ in range(bench.rounds):
        for program in installed(direct):
            full, none = program.list(folder), program.list(empty)
            if full and none:
                measured.setdefault(program.name, {"list": []})["list"].append(NAMES / (full.seconds - none.seconds))
    bench.report("list", "names/s", measured)


def memory(bench: Bench, direct: Way, _slow: Way) -> None:
    """The most that ours had resident."""
    ours = installed(direct)[0]
    print("\nmemory, MiB" + " " * 7 + "".join(f"{direction:>12}" for direction in ("down", "up")))
    found: dict[str, dict[str, float]] = {}
    for mebibytes in (64, 1024):
        file = bench.file("memory", mebibytes * MEBI)
        found[f"{mebibytes} MiB"] = {one: bench.copy(ours, one, file).mebibytes for one in ("down", "up")}
        print(f"{mebibytes:>5} MiB{'':9}" + "".join(f"{value:12.1f}" for value in found[f"{mebibytes} MiB"].values()))
        file.unlink()
    bench.results["memory"] = found


def beside(bench: Bench, direct: Way, _slow: Way) -> None:
    """A forward and a transfer on one session."""
    file, place = bench.file("beside", 1 << 30), bench.folder / "place"
    rounds: dict[str, list[Beside]] = {"towpath": [], "ssh -M": []}
    with role("_target") as target:
        ours = installed(direct)[0]
        for _ in range(bench.rounds):
            rounds["towpath"].append(measure_ours(direct, ours, target.port, file, place))
            rounds["ssh -M"].append(measure_openssh(direct, target.port, file, place))
    print("\nbeside, ms: median and 95th percentile of a round trip through a forward")
    print(f"{'':18}" + "".join(f"{when:>16}" for when in ("idle", "down", "up")))
    for name, each in rounds.items():
        cells = [
            tuple(statistics.median(one[when][part] for one in each) for part in (0, 1))
            for when in ("idle", "down", "up")
        ]
        print(f"{name:18}" + "".join(f"{median:10.2f}{most:6.1f}" for median, most in cells))
    bench.results["beside"] = rounds
    save_connections(direct)


TABLES = {
    "big": big,
    "long": long,
    "small": small,
    "small-long": small_long,
    "list": list_names,
    "memory": memory,
    "beside": beside,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=list(TABLES), default=list(TABLES))
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    memory_disk = Path("/dev/shm")  # noqa: S108  # below it, a private folder is made
    roomy = memory_disk.is_dir() and shutil.disk_usage(memory_disk).free > 4 << 30
    directory = Path(tempfile.mkdtemp(prefix="towpath-bench-"))
    folder = Path(tempfile.mkdtemp(prefix="towpath-bench-", dir=memory_disk if roomy else None))
    try:
        key = KeyMaker(directory / "keys").key()
        with (
            own_home(directory / "of-the-user"),
            Sshd(directory, authorized=[key]) as sshd,
            SlowLink(sshd.port) as link,
        ):
            ways = (Way(sshd, key, sshd.port, directory), Way(sshd, key, link.port, directory))
            save_connections(*ways)
            bench = Bench(folder, options.rounds)
            for table in options.only:
                TABLES[table](bench, *ways)
                if options.json:
                    options.json.write_text(json.dumps(bench.results, indent=2) + "\n")
    finally:
        shutil.rmtree(directory)
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
