"""Synchronising with a real server does what it does between machines in memory."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.memory_journal import MemoryJournal
from tests.support.synchronise import acts, carry_out, conflicts, failures
from tests.support.trees import Tree, harvest, plant, trees
from towpath.model.transfer import HERE, Act, Comparison, Conflict, Differ, Direction, Options, Place
from towpath.ssh.session import Session
from towpath.ssh.sftp import SftpFileSystem
from towpath.transfer.compare import compare
from towpath.transfer.local import LocalFileSystem
from towpath.transfer.skew import clock_skew


@pytest.fixture
def far(session: Session) -> Iterator[SftpFileSystem]:
    files = SftpFileSystem(session)
    yield files
    files.end()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    one=trees,
    two=trees,
    names=st.integers(0, 2),
    direction=st.sampled_from((Direction.UP, Direction.DOWN)),
    differ=st.sampled_from(Differ),
)
def test_follower_becomes_the_leader(
    far: SftpFileSystem, one: Tree, two: Tree, names: int, direction: Direction, differ: Differ
) -> None:
    async def work(folder: bytes) -> None:
        local = LocalFileSystem()
        here, there = folder + b"/here", folder + b"/there"
        for path, tree in ((here, one), (there, two)):
            await local.make_folder(path)
            await plant(local, path, tree, names)
        comparison = Comparison(
            id="c",
            first=Place(HERE, here),
            second=Place("server", there),
            direction=direction,
            differ=differ,
            delete=True,
        )
        plan = await compare(comparison, local, far)
        assert not plan.problems
        leader, follower = (here, there) if direction is Direction.UP else (there, here)
        before = await harvest(local, leader)
        results = await carry_out(plan, local, far, MemoryJournal())
        assert not failures(results)
        assert await harvest(local, leader) == before
        after = await harvest(local, follower)
        assert after.keys() == before.keys()
        if differ is Differ.HASH:
            assert {path: leaf and leaf.content for path, leaf in after.items()} == {
                path: leaf and leaf.content for path, leaf in before.items()
            }
        assert acts(await compare(comparison, local, far)) == conflicts(plan) == []

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(work(bytes(Path(folder).resolve())))


def test_into_a_folder_that_is_not_there_with_names_of_one_file(far: SftpFileSystem, tmp_path: Path) -> None:
    """First up, then down from there: both arrive with their second names."""
    (tmp_path / "here" / "sub").mkdir(parents=True)
    (tmp_path / "here" / "sub" / "file").write_bytes(b"text")
    (tmp_path / "here" / "name").hardlink_to(tmp_path / "here" / "sub" / "file")
    folder = bytes(tmp_path)

    def synchronise(direction: Direction, first: bytes) -> list[tuple[bytes, Act]]:
        comparison = Comparison(
            id=direction.value,
            first=Place(HERE, folder + first),
            second=Place("server", folder + b"/there"),
            direction=direction,
        )

        async def work() -> list[tuple[bytes, Act]]:
            local = LocalFileSystem()
            plan = await compare(comparison, local, far)
            assert not failures(await carry_out(plan, local, far, MemoryJournal()))
            return acts(plan)

        return asyncio.run(work())

    copies = [b"", b"name", b"sub", b"sub/file"]
    assert synchronise(Direction.UP, b"/here") == [(path, Act.COPY_UP) for path in copies]
    assert synchronise(Direction.DOWN, b"/again") == [(path, Act.COPY_DOWN) for path in copies]
    for name in ("there", "again"):
        assert (tmp_path / name / "name").samefile(tmp_path / name / "sub" / "file")


@pytest.mark.parametrize("ahead", [0, 3600, -7200])
def test_clock_of_the_server(far: SftpFileSystem, tmp_path: Path, ahead: float) -> None:
    """Ours is put back here, which comes to the same."""
    measured = asyncio.run(clock_skew(LocalFileSystem(), b"/", far, bytes(tmp_path), lambda: time.time() - ahead))
    assert abs(measured - ahead) <= (0 if not ahead else 1.5)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seconds", [-5, 1 << 32])
def test_a_time_that_the_server_cannot_keep_is_sent_once(far: SftpFileSystem, tmp_path: Path, seconds: int) -> None:
    async def work() -> None:
        for name in ("here", "there"):
            (tmp_path / name).mkdir()
        (tmp_path / "here" / "old").write_bytes(b"1")
        os.utime(tmp_path / "here" / "old", (seconds, seconds))
        comparison = Comparison(
            id="c",
            first=Place(HERE, os.fsencode(tmp_path / "here")),
            second=Place("server", os.fsencode(tmp_path / "there")),
        )
        local = LocalFileSystem()
        plan = await compare(comparison, local, far)
        assert acts(plan) == [(b"old", Act.COPY_UP)]
        assert not failures(await carry_out(plan, local, far, MemoryJournal()))
        assert acts(await compare(comparison, local, far)) == []

    asyncio.run(work())


def test_both_ways_the_newer_wins(far: SftpFileSystem, tmp_path: Path) -> None:
    for side, name, mtime in (("here", "a", 10), ("there", "a", 20), ("here", "b", 30), ("there", "b", 20)):
        path = tmp_path / side / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{side} {name}")
        os.utime(path, (mtime, mtime))
    comparison = Comparison(
        id="c",
        first=Place(HERE, bytes(tmp_path / "here")),
        second=Place("server", bytes(tmp_path / "there")),
        direction=Direction.BOTH,
        options=Options(conflict=Conflict.NEWER),
    )

    async def work() -> None:
        local = LocalFileSystem()
        plan = await compare(comparison, local, far)
        assert acts(plan) == [(b"a", Act.UPDATE_DOWN), (b"b", Act.UPDATE_UP)]
        assert not failures(await carry_out(plan, local, far, MemoryJournal()))
        assert acts(await compare(comparison, local, far)) == []

    asyncio.run(work())
    for side in ("here", "there"):
        assert (tmp_path / side / "a").read_text() == "there a"
        assert (tmp_path / side / "b").read_text() == "here b"
