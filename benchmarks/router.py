"""The browsers' router beside `ssh -D` and our own SOCKS port, and how long a verdict takes.

The router asks 1,000 rules for each connection, and whose program the client is. All go to the same sshd and the same
target on this machine, in turn, round by round.

    python -m benchmarks.router [--rounds N] [--megabytes N] [--seconds S] [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from benchmarks._processes import role
from benchmarks._rules import NO_SITE, SITE, site_rules
from benchmarks._tunnels import Way
from benchmarks.forward import as_json, compare, report
from tests.support.keys import KeyMaker
from tests.support.pac import Pac
from tests.support.sshd import Sshd
from towpath.model.forward import Endpoint
from towpath.routing.pac import pac_text
from towpath.routing.rules import RuleBook

KINDS = ("towpath router", "ssh -D", "towpath -D")
COUNTS = (10, 1_000, 10_000)
CALLS = 5_000
ROUNDS = 5
HOSTS = {"ruled": SITE, "not ruled": NO_SITE, "address": "10.200.1.2"}

Verdicts = dict[str, dict[str, float]]


def verdicts() -> Verdicts:
    """Microseconds for one, by what is asked and how many rules there are."""
    found: Verdicts = {}
    for count in COUNTS:
        book = RuleBook(site_rules(count))
        pac = Pac(pac_text(book, Endpoint("127.0.0.1", 1080)))
        ways: dict[str, Callable[[str], object]] = {"matcher": book.verdict, "PAC": pac}
        found[f"{count:,} rules"] = {
            f"{way}, {what}": microseconds(ask, host) for way, ask in ways.items() for what, host in HOSTS.items()
        }
    return found


def microseconds(ask: Callable[[str], object], host: str) -> float:
    """The best of some rounds: what else the machine does only adds."""
    return min(_round(ask, host) for _ in range(ROUNDS))


def _round(ask: Callable[[str], object], host: str) -> float:
    begun = time.perf_counter()
    for _ in range(CALLS):
        ask(host)
    return (time.perf_counter() - begun) / CALLS * 1e6


def show(found: Verdicts) -> None:
    columns = list(next(iter(found.values())))
    print("\nmicroseconds for a verdict" + "".join(f"{column:>20}" for column in columns))
    for rules, figures in found.items():
        print(f"{rules:26}" + "".join(f"{figures[column]:20.1f}" for column in columns))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--megabytes", type=int, default=256)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    directory = Path(tempfile.mkdtemp(prefix="towpath-bench-"))
    try:
        key = KeyMaker(directory / "keys").key()
        with Sshd(directory, authorized=[key]) as sshd, role("_target") as target:
            way = Way(sshd, key.path, target.port)
            size = options.megabytes << 20
            measured = compare(KINDS, way, rounds=options.rounds, size=size, seconds=options.seconds)
    finally:
        shutil.rmtree(directory)
    report(measured)
    _application = QCoreApplication([])  # a JavaScript engine wants one
    found = verdicts()
    show(found)
    if options.json:
        results = {KINDS[0]: as_json(measured), "microseconds": found}
        options.json.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
