"""A local forward beside `ssh -L` and stock sshtunnel, and the SOCKS port beside `ssh -D`.

All go to the same sshd and the same target on this machine, in turn, round by round; and compared round by round.
Each tunnel and the target have a process of their own; re-keying and all else is at its default.

    python -m benchmarks.forward [--rounds N] [--megabytes N] [--seconds S] [--idle S] [--json FILE]

Then what forwards cost that have nothing to do: memory with many open connections, CPU over a minute.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from benchmarks._client import FIGURES, Connect, Figures, connect, connect_by_name, connect_by_socks, measure
from benchmarks._idle import FORWARDS, measure_idle, measure_memory
from benchmarks._processes import role
from benchmarks._rules import SITE
from benchmarks._tunnels import Way, tunnel
from tests.support.keys import KeyFile, KeyMaker
from tests.support.sshd import Sshd

TABLES = (("towpath -L", "ssh -L", "sshtunnel"), ("towpath -D", "ssh -D"))
"""Ours first, then whom it is compared with."""
TARGETS = {
    "ssh -L": {"down MB/s": 1.0, "up MB/s": 1.0, "round trips/s": 0.75, "connections/s": 0.4},
    "sshtunnel": {"connections/s": 30.0},
    "ssh -D": {"down MB/s": 1.0, "up MB/s": 1.0, "round trips/s": 0.75, "connections/s": 0.4},
}
"""What ours should reach, as a part of what each does in the same run."""

Measured = dict[str, list[Figures]]


def compare(kinds: Sequence[str], way: Way, *, rounds: int, size: int, seconds: float) -> Measured:
    measured: Measured = {kind: [] for kind in kinds}
    with ExitStack() as stack:
        ways_in = {}
        for kind in kinds:
            port = stack.enter_context(tunnel(kind, way)).port
            ways_in[kind] = client_of(kind, port, way.target_port)
        for _ in range(rounds):
            for kind, way_in in ways_in.items():
                measured[kind].append(measure(way_in, size=size, seconds=seconds))
    return measured


def client_of(kind: str, port: int, target_port: int) -> Connect:
    """How clients of such a tunnel get to the target."""
    if kind.endswith("-D"):
        return partial(connect_by_socks, port, target_port)
    if kind.endswith("router"):
        return partial(connect_by_name, port, SITE, target_port)
    return partial(connect, port)


def report(measured: Measured) -> None:
    """Medians over the rounds. Ratios are taken within each round, when the machine was equally busy otherwise."""
    ours, *others = measured
    print(f"\n{'':18}" + "".join(f"{figure:>16}" for figure in FIGURES))
    for kind, rounds in measured.items():
        print(f"{kind:18}" + "".join(f"{statistics.median(one[figure] for one in rounds):16.0f}" for figure in FIGURES))
    for kind in others:
        ratios = ratios_to(measured[ours], measured[kind])
        print(f"{'/ ' + kind:18}" + "".join(f"{ratios[figure]:16.2f}" for figure in FIGURES))
        targets = TARGETS.get(kind, {})
        wanted = (f"{targets[figure]:16.2f}" if figure in targets else f"{'':16}" for figure in FIGURES)
        print(f"{'  wanted':18}" + "".join(wanted))


def ratios_to(ours: list[Figures], theirs: list[Figures]) -> Figures:
    pairs = list(zip(ours, theirs, strict=True))
    return {figure: statistics.median(our[figure] / their[figure] for our, their in pairs) for figure in FIGURES}


def measure_idle_cost(way: Way, key: KeyFile, connections: int, seconds: float) -> dict[str, object]:
    memory = {kind: measure_memory(kind, way, connections) for kind in ("towpath -L", "ssh -L")}
    print()
    for kind, found in memory.items():
        print(f"{kind}: {found['before']:.1f} MiB, with {connections} open connections {found['with all']:.1f} MiB")
    percent = measure_idle(way.sshd, key, way.target_port, seconds)
    print(f"{FORWARDS} idle forwards over {seconds:.0f} s: {percent:.2f} % of one core")
    return {"MiB": memory, "CPU percent": percent}


def as_json(measured: Measured) -> dict[str, object]:
    ours, *others = measured
    return {"ratios": {kind: ratios_to(measured[ours], measured[kind]) for kind in others}, "rounds": measured}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--megabytes", type=int, default=256)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--connections", type=int, default=1000)
    parser.add_argument("--idle", type=float, default=60.0)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    directory = Path(tempfile.mkdtemp(prefix="towpath-bench-"))
    results: dict[str, object] = {}
    try:
        key = KeyMaker(directory / "keys").key()
        with Sshd(directory, authorized=[key]) as sshd, role("_target") as target:
            way = Way(sshd, key.path, target.port)
            for kinds in TABLES:
                size = options.megabytes << 20
                measured = compare(kinds, way, rounds=options.rounds, size=size, seconds=options.seconds)
                report(measured)
                results[kinds[0]] = as_json(measured)
            results["idle"] = measure_idle_cost(way, key, options.connections, options.idle)
    finally:
        shutil.rmtree(directory)
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
