"""Engines on fakes, stopped at the end of each test."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.engine.fakes import NOWHERE, Bench, MemoryConfig, MemoryRemembered, MemoryWasUp, connection
from tests.engine.queue import Queue, Queued
from tests.engine.ssh_config_desk import Desk
from tests.support.clock import HandClock
from tests.support.engine import Profiles
from towpath.engine import host_config_watch
from towpath.engine.lock import EngineKind
from towpath.engine.loop import Clock
from towpath.model.connection import Connection

StartBench = Callable[..., Bench]


@pytest.fixture
def bench() -> Iterator[StartBench]:
    """Start an engine with these connections."""
    started: list[Bench] = []

    def start(
        *connections: Connection,
        kind: EngineKind = EngineKind.COMMAND_LINE,
        clock: Clock = time,
        journal: Path = NOWHERE,
        config: MemoryConfig | None = None,
        remembered: MemoryRemembered | None = None,
        was_up: MemoryWasUp | None = None,
    ) -> Bench:
        made = Bench(
            *connections, kind=kind, clock=clock, journal=journal, config=config, remembered=remembered, was_up=was_up
        )
        made.engine.start()
        started.append(made)
        return made

    yield start
    for made in started:
        made.engine.stop()


@pytest.fixture
def profiles(tmp_path: Path) -> Iterator[Profiles]:
    made = Profiles(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(profiles: Profiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Files that connections follow are looked at all the time."""
    monkeypatch.setattr(host_config_watch, "POLL_SECONDS", 0.05)
    return Desk(profiles, tmp_path / "home")


@pytest.fixture
def queue(bench: StartBench, tmp_path: Path) -> Queued:
    """An engine with the connections box and other; each one that is started later finds the journal of the first."""

    def start(*, kind: EngineKind = EngineKind.COMMAND_LINE, clock: HandClock | None = None) -> Queue:
        made = [connection("box"), connection("other"), connection("third")]
        journal = tmp_path / "transfers.sqlite"
        return Queue(bench(*made, kind=kind, journal=journal, **({"clock": clock} if clock else {})))

    return start
