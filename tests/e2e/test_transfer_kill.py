"""`towpath put` and `get` killed with SIGKILL in the middle: the next one goes on where the journal says."""

import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.disk_trees import facts, write_file
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop, know, save
from tests.support.program import Started
from tests.support.sshd import Sshd
from tests.support.wait import wait_for

MIB = 1 << 20
SENT_AGAIN = 0.05
"""At most this part of what had been acknowledged."""
SECONDS = 300.0
NAME = "lab"
BLOCK = 512
"""Of stat(2)."""


class Load(NamedTuple):
    """What is moved, and how fast, so that there is a middle."""

    make: Callable[[Path], None]
    limit: str


def big(mebibytes: int) -> Callable[[Path], None]:
    return lambda folder: (write_file(folder / "big", mebibytes * MIB), None)[1]


def many_small(folder: Path) -> None:
    for number in range(5000):
        write_file(folder / str(number % 50) / str(number), 500 + number % 3000)


@pytest.mark.parametrize("up", [True, False], ids=["put", "get"])
@pytest.mark.parametrize(
    "load",
    [
        pytest.param(Load(big(64), "40M"), id="big file"),
        pytest.param(Load(big(1024), "200M"), id="1 GiB", marks=[pytest.mark.soak, pytest.mark.timeout(900)]),
        pytest.param(Load(many_small, "5M"), id="5000 files"),
    ],
)
def test_killed_in_the_middle(sshd: Sshd, user_key: KeyFile, tmp_path: Path, load: Load, up: bool) -> None:
    know(sshd)
    save(connection(NAME, hop(sshd, user_key)))
    far = sshd.home / tmp_path.name
    source, target = (tmp_path / "sent", far / "got") if up else (far / "sent", tmp_path / "got")
    load.make(source)
    target.mkdir(parents=True)
    verb = [*(("put", NAME) if up else ("get", NAME)), "-r", "--json", str(source), str(target)]
    with Started(*verb, "--limit", load.limit) as first:
        wait_for(
            lambda: last(first, "progress").get("bytes_done", 0) > total(source) / 2,
            timeout=SECONDS,
            what=lambda: f"half of it: {first.out[-2000:]}{first.err}",
        )
        first.end(signal.SIGKILL)
    there = arrived(target)
    assert not (target / "sent" / "big").exists(), "half a file has no name yet"
    with Started(*verb, "--resume") as second:
        wait_for(lambda: last(second, "finished"), timeout=SECONDS, what=lambda: f"the end: {second.err}")
        sent = last(second, "finished")["bytes_sent"]
        done = second.end()
    assert done.code == 0, done.err
    assert facts(target / "sent") == facts(source)
    again = there + sent - total(source)
    assert again <= SENT_AGAIN * there, f"{again} of {there} bytes were sent again"


def total(folder: Path) -> int:
    """Bytes in all files below."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def arrived(folder: Path) -> int:
    """Bytes there that are no holes: not less than what was acknowledged. Temporary files are hidden ones."""
    status = [(path.name, path.stat()) for path in folder.rglob("*") if path.is_file()]
    return sum(one.st_blocks * BLOCK if name.startswith(".") else one.st_size for name, one in status)


def last(program: Started, kind: str) -> dict[str, Any]:
    """The latest event of a kind; empty when there was none. A line that is being written does not count."""
    whole = program.out.rpartition("\n")[0].splitlines()
    return next((json.loads(line) for line in reversed(whole) if line.startswith(f'{{"event":"{kind}"')), {})
