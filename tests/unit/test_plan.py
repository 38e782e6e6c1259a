"""Carrying out a plan: as edited, in its order, and nothing that is no longer as it was compared."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.memory_filesystem import MemoryFileSystem
from tests.support.memory_journal import MemoryJournal
from tests.support.synchronise import acts, carry_out, failures
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.filesystem import FileKind
from towpath.model.prompt import Choice, OverwriteAsked
from towpath.model.transfer import (
    HERE,
    Act,
    Batch,
    Comparison,
    Differ,
    Direction,
    FileOutcome,
    FileResult,
    Options,
    Place,
    Plan,
    Publish,
)
from towpath.transfer.compare import compare
from towpath.transfer.local import LocalFileSystem
from towpath.transfer.plan import edited
from towpath.transfer.synchronise import SynchroniseRun

ROOT = b"/tree"


class World:
    """Two machines, and what was compared."""

    def __init__(self) -> None:
        self.first = MemoryFileSystem("one")
        self.second = MemoryFileSystem("two", whole_seconds=True)
        for machine in (self.first, self.second):
            machine.folder(ROOT)

    def compare(
        self,
        *,
        direction: Direction = Direction.UP,
        delete: bool = True,
        differ: Differ = Differ.TIME,
        options: Options | None = None,
    ) -> Plan:
        comparison = Comparison(
            id="c",
            first=Place("one", ROOT),
            second=Place("two", ROOT),
            direction=direction,
            delete=delete,
            differ=differ,
            options=options or Options(),
        )
        return asyncio.run(compare(comparison, self.first, self.second))

    def carry_out(self, plan: Plan) -> dict[bytes, ProblemKind]:
        """What failed, by destination, and why."""
        results = asyncio.run(carry_out(plan, self.first, self.second, MemoryJournal()))
        return {result.destination: result.problem.kind for result in failures(results) if result.problem}


@pytest.fixture
def world() -> World:
    return World()


def _number(plan: Plan, path: bytes) -> int:
    return [step.path for step in plan.steps].index(path)


def test_a_step_that_was_switched_off_is_not_done(world: World) -> None:
    world.first.put(b"/tree/copied/file", b"1")
    world.first.put(b"/tree/not/file", b"2")
    world.second.put(b"/tree/gone/file", b"3")
    world.second.put(b"/tree/gone/kept/file", b"4")
    plan = world.compare()
    plan = edited(plan, {_number(plan, b"not"): Act.NOTHING, _number(plan, b"gone/kept/file"): Act.NOTHING})
    assert world.carry_out(plan) == {}
    assert set(world.second.tree(ROOT)) == {b"copied", b"copied/file", b"gone", b"gone/kept", b"gone/kept/file"}


def test_a_conflict_that_was_decided_is_done(world: World) -> None:
    world.first.put(b"/tree/f", b"here", mtime=1)
    world.second.put(b"/tree/f", b"there", mtime=2)
    world.first.put(b"/tree/g", b"here", mtime=1)
    world.second.put(b"/tree/g", b"there", mtime=2)
    plan = world.compare(direction=Direction.BOTH)
    assert [act for _, act in acts(plan)] == [Act.CONFLICT] * 2
    assert world.carry_out(edited(plan, {0: Act.UPDATE_DOWN, 1: Act.UPDATE_UP})) == {}
    assert world.first.content(b"/tree/f") == b"there"
    assert world.second.content(b"/tree/g") == b"here"


def test_what_makes_room_for_something_that_is_not_copied_stays_possible(world: World) -> None:
    world.first.put(b"/tree/a", b"file")
    world.second.put(b"/tree/a/inner", b"1")
    plan = edited(plan := world.compare(), {_number(plan, b"a/inner"): Act.NOTHING})
    assert world.carry_out(plan) == {}
    assert world.second.content(b"/tree/a/inner") == b"1"


@pytest.mark.parametrize("changed", [{7: Act.NOTHING}, {-1: Act.NOTHING}, {0: Act.COPY_DOWN}, {0: Act.DELETE_SECOND}])
def test_impossible_edits_are_refused(world: World, changed: dict[int, Act]) -> None:
    world.first.put(b"/tree/f", b"1")
    plan = world.compare()
    with pytest.raises(TowpathError) as failure:
        edited(plan, changed)
    assert failure.value.problem.kind is ProblemKind.INVALID


def _change_updated(world: World) -> None:
    world.second.put(b"/tree/updated", b"newest", mtime=9)


def _change_deleted(world: World) -> None:
    world.second.put(b"/tree/gone/deleted", b"newest", mtime=9)


def _change_time_only(world: World) -> None:
    world.second.put(b"/tree/updated", b"9", mtime=9)


def _change_size_only(world: World) -> None:
    world.second.put(b"/tree/gone/deleted", b"newest", mtime=3)


def _make_copied(world: World) -> None:
    world.second.put(b"/tree/copied", b"newest", mtime=9)


def _fill_deleted(world: World) -> None:
    world.second.put(b"/tree/gone/new", b"newest", mtime=9)


def _lead_deleted(world: World) -> None:
    world.first.put(b"/tree/gone/deleted", b"newest", mtime=9)


def _change_source(world: World) -> None:
    world.first.put(b"/tree/updated", b"newest", mtime=9)


@pytest.mark.parametrize(
    ("change", "fails"),
    [
        (_change_updated, {b"updated": ProblemKind.FILE_CHANGED}),
        (_change_source, {b"updated": ProblemKind.FILE_CHANGED}),
        (_change_deleted, {b"gone/deleted": ProblemKind.FILE_CHANGED, b"gone": ProblemKind.FOLDER_NOT_EMPTY}),
        (_change_time_only, {b"updated": ProblemKind.FILE_CHANGED}),
        (_change_size_only, {b"gone/deleted": ProblemKind.FILE_CHANGED, b"gone": ProblemKind.FOLDER_NOT_EMPTY}),
        (_make_copied, {b"copied": ProblemKind.FILE_CHANGED}),
        (_fill_deleted, {b"gone": ProblemKind.FOLDER_NOT_EMPTY}),
        (_lead_deleted, {b"gone/deleted": ProblemKind.FILE_CHANGED, b"gone": ProblemKind.FILE_CHANGED}),
    ],
)
def test_what_changed_since_is_left_alone(
    world: World, change: Callable[[World], None], fails: dict[bytes, ProblemKind]
) -> None:
    world.first.put(b"/tree/copied", b"1", mtime=1)
    world.first.put(b"/tree/other", b"1", mtime=1)
    world.first.put(b"/tree/updated", b"1", mtime=1)
    world.second.put(b"/tree/updated", b"2", mtime=2)
    world.second.put(b"/tree/gone/deleted", b"3", mtime=3)
    plan = world.compare()
    change(world)
    before = {path: bytes(node.content) for path, node in world.second.tree(ROOT).items()}
    failed = {path.removeprefix(ROOT + b"/"): kind for path, kind in world.carry_out(plan).items()}
    assert failed == fails
    after = {path: bytes(node.content) for path, node in world.second.tree(ROOT).items()}
    assert {path: after.get(path) for path in fails} == {path: before.get(path) for path in fails}
    assert after[b"other"] == b"1"


def test_what_could_not_be_compared_counts_as_failed(world: World) -> None:
    world.first.put(b"/tree/closed/file", b"1")
    world.first.folder(b"/tree/closed", mode=0o300)
    plan = world.compare()
    comparison = plan.comparison
    batch = Batch(id="c", sources=(comparison.first,), destination=comparison.second, synchronises="c")

    async def nobody(_asked: OverwriteAsked) -> Choice | None:
        return None

    told: list[FileResult] = []
    run = SynchroniseRun(batch, world.first, world.second, MemoryJournal(), nobody, told.append, plan)
    asyncio.run(run.run())
    assert run.tally.amounts().files_failed == 1
    assert [result.source for result in failures(told)] == [b"/tree/closed"]


def test_a_file_that_came_in_the_last_moment_is_not_overwritten(world: World) -> None:
    world.first.put(b"/tree/f", b"1", mtime=1)
    plan = world.compare()

    def before(method: str, path: bytes) -> None:
        if method == "write_file" and world.second.look(path) is None:
            world.second.put(path, b"precious")

    world.second.before = before
    assert world.carry_out(plan) == {b"/tree/f": ProblemKind.FILE_EXISTS}
    assert world.second.content(b"/tree/f") == b"precious"


def test_other_names_of_a_replaced_file_keep_their_content(world: World, tmp_path: Path) -> None:
    world.first.put(b"/tree/a", b"new", mtime=5)
    world.first.put(b"/tree/b", b"old", mtime=1)
    (tmp_path / "a").write_bytes(b"old")
    os.utime(tmp_path / "a", (1, 1))
    (tmp_path / "b").hardlink_to(tmp_path / "a")
    comparison = Comparison(id="c", first=Place("one", ROOT), second=Place(HERE, bytes(tmp_path)))

    async def work() -> None:
        disk = LocalFileSystem()
        plan = await compare(comparison, world.first, disk)
        assert acts(plan) == [(b"a", Act.UPDATE_UP)]
        assert not failures(await carry_out(plan, world.first, disk, MemoryJournal()))

    asyncio.run(work())
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "b").read_bytes() == b"old"


def test_what_could_not_be_looked_at_is_a_failure_of_the_batch(world: World) -> None:
    world.first.put(b"/tree/pipe", kind=FileKind.OTHER)
    world.first.put(b"/tree/f", b"1")
    assert world.carry_out(world.compare()) == {b"/tree/pipe": ProblemKind.SPECIAL_FILE}
    assert world.second.content(b"/tree/f") == b"1"


def test_a_replaced_link_to_a_folder_is_not_written_through(world: World) -> None:
    world.first.put(b"/tree/d/f", b"new")
    world.second.put(b"/elsewhere/f", b"precious")
    world.second.put(b"/tree/d", b"/elsewhere", kind=FileKind.LINK)
    assert world.carry_out(world.compare()) == {}
    assert world.second.content(b"/elsewhere/f") == b"precious"
    assert world.second.content(b"/tree/d/f") == b"new"


def test_nothing_is_deleted_through_a_link_that_an_earlier_run_has_put_there(world: World) -> None:
    world.first.put(b"/tree/d", b"/elsewhere", kind=FileKind.LINK)
    world.second.put(b"/tree/d/f", b"same", mtime=1)
    world.second.put(b"/elsewhere/f", b"same", mtime=1)
    plan = world.compare()
    assert [act for _, act in acts(plan)] == [Act.DELETE_SECOND, Act.COPY_UP, Act.DELETE_SECOND]
    assert world.carry_out(plan) == {}
    assert world.carry_out(plan) == {}
    assert world.second.content(b"/elsewhere/f") == b"same"


def test_many_steps_are_looked_at_together(world: World) -> None:
    """One after the other each would cost a round trip."""
    waiting = most = 0

    def before(method: str, _path: bytes) -> None:
        nonlocal waiting, most
        if method == "stat":
            waiting += 1
            most = max(most, waiting)
        elif method == "write_file":
            waiting = 0

    for number in range(500):
        world.first.put(b"/tree/%d" % number, b"1")
    plan = world.compare()
    world.second.before = before
    assert world.carry_out(plan) == {}
    assert most >= 32


@pytest.mark.parametrize("publish", list(Publish))
def test_both_directions_count_as_one_batch(world: World, publish: Publish) -> None:
    world.first.put(b"/tree/up", b"12345")
    world.second.put(b"/tree/down", b"123")
    plan = world.compare(direction=Direction.BOTH, options=Options(publish=publish))
    results = asyncio.run(carry_out(plan, world.first, world.second, MemoryJournal()))
    assert sorted((result.destination, result.outcome) for result in results) == [
        (b"/tree/down", FileOutcome.STORED),
        (b"/tree/up", FileOutcome.STORED),
    ]
    assert world.first.content(b"/tree/down") == b"123"
    assert world.second.content(b"/tree/up") == b"12345"
