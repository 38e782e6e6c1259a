"""What a comparison finds, and what it makes of it."""

import asyncio
import gc
import time
from collections.abc import Callable

import pytest

from tests.support.memory_filesystem import MemoryFileSystem
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import SECOND, FileKind
from towpath.model.transfer import (
    HERE,
    Act,
    Comparison,
    Conflict,
    Differ,
    Direction,
    Links,
    Options,
    Place,
    Plan,
)
from towpath.transfer.compare import compare
from towpath.transfer.skew import clock_skew

ROOT = b"/tree"
Machines = tuple[MemoryFileSystem, MemoryFileSystem]


@pytest.fixture
def machines() -> Machines:
    first, second = MemoryFileSystem(), MemoryFileSystem("user@server:22", whole_seconds=True)
    for machine in (first, second):
        machine.folder(ROOT)
    return first, second


def _compare(
    machines: Machines,
    direction: Direction = Direction.UP,
    *,
    differ: Differ = Differ.TIME,
    delete: bool = False,
    options: Options | None = None,
) -> Plan:
    comparison = Comparison(
        id="c",
        first=Place(HERE, ROOT),
        second=Place("server", ROOT),
        direction=direction,
        differ=differ,
        delete=delete,
        options=options or Options(),
    )
    return asyncio.run(compare(comparison, *machines))


def _acts(plan: Plan) -> list[tuple[bytes, Act]]:
    return [(step.path, step.act) for step in plan.steps]


def _problems(plan: Plan) -> dict[bytes, ProblemKind]:
    return {result.source: result.problem.kind for result in plan.problems if result.problem}


def _kind(failure: pytest.ExceptionInfo[TowpathError]) -> ProblemKind:
    return failure.value.problem.kind


def test_what_one_side_has_is_copied_or_deleted(machines: Machines) -> None:
    first, second = machines
    first.put(b"/tree/new/inner/file", b"1")
    second.put(b"/tree/old/inner/file", b"2")
    copies = [(b"new", Act.COPY_UP), (b"new/inner", Act.COPY_UP), (b"new/inner/file", Act.COPY_UP)]
    assert _acts(_compare(machines)) == copies
    assert _acts(_compare(machines, delete=True)) == [
        *copies,
        (b"old", Act.DELETE_SECOND),
        (b"old/inner", Act.DELETE_SECOND),
        (b"old/inner/file", Act.DELETE_SECOND),
    ]
    down = _compare(machines, Direction.DOWN, delete=True)
    assert dict(_acts(down)) == {
        b"new": Act.DELETE_FIRST,
        b"new/inner": Act.DELETE_FIRST,
        b"new/inner/file": Act.DELETE_FIRST,
        b"old": Act.COPY_DOWN,
        b"old/inner": Act.COPY_DOWN,
        b"old/inner/file": Act.COPY_DOWN,
    }
    both = _compare(machines, Direction.BOTH, delete=True)
    assert {act for _, act in _acts(both)} == {Act.COPY_UP, Act.COPY_DOWN}


@pytest.mark.parametrize(
    ("content", "mtime", "differ", "differs"),
    [
        (b"same", 100, Differ.TIME, False),
        (b"same", 100.9, Differ.TIME, False),
        (b"same", 101, Differ.TIME, True),
        (b"longer", 100, Differ.TIME, True),
        (b"same", 500, Differ.SIZE, False),
        (b"longer", 100, Differ.SIZE, True),
        (b"same", 500, Differ.HASH, False),
        (b"emas", 100, Differ.HASH, True),
        (b"emas", 100, Differ.TIME, False),
    ],
)
def test_by_what_files_differ(machines: Machines, content: bytes, mtime: float, differ: Differ, differs: bool) -> None:
    first, second = machines
    first.put(b"/tree/f", content, mtime=mtime)
    second.put(b"/tree/f", b"same", mtime=100)
    assert _acts(_compare(machines, differ=differ)) == ([(b"f", Act.UPDATE_UP)] if differs else [])


@pytest.mark.parametrize(
    ("policy", "direction", "act"),
    [
        (Conflict.OVERWRITE, Direction.UP, Act.UPDATE_UP),
        (Conflict.OVERWRITE, Direction.DOWN, Act.UPDATE_DOWN),
        (Conflict.NEWER, Direction.UP, None),
        (Conflict.NEWER, Direction.DOWN, Act.UPDATE_DOWN),
        (Conflict.SIZE_DIFFERS, Direction.UP, None),
        (Conflict.SKIP, Direction.DOWN, None),
        (Conflict.ASK, Direction.UP, Act.CONFLICT),
        (Conflict.RENAME, Direction.UP, Act.CONFLICT),
        (Conflict.OVERWRITE, Direction.BOTH, Act.CONFLICT),
        (Conflict.NEWER, Direction.BOTH, Act.UPDATE_DOWN),
    ],
)
def test_who_wins(machines: Machines, policy: Conflict, direction: Direction, act: Act | None) -> None:
    first, second = machines
    first.put(b"/tree/f", b"here", mtime=100)
    second.put(b"/tree/f", b"there"[:4], mtime=200)
    plan = _compare(machines, direction, options=Options(conflict=policy))
    assert _acts(plan) == ([(b"f", act)] if act else [])
    if act is Act.CONFLICT:
        assert plan.steps[0].why == "they differ; the second is newer"


@pytest.mark.parametrize(
    ("ahead", "first_time", "second_time", "act"),
    [
        (3600, 1000, 2000, Act.CONFLICT),  # newer by its own clock, older by ours
        (3600, 1000, 9000, Act.UPDATE_DOWN),
        (3600, 2000, 1000, Act.UPDATE_UP),
        (-3600, 2000, 1000, Act.CONFLICT),
        (-3600, 9000, 1000, Act.UPDATE_UP),
        (0.3, 2000, 1999, Act.UPDATE_UP),
    ],
)
def test_the_clocks_difference_is_measured(ahead: float, first_time: int, second_time: int, act: Act) -> None:
    now = 1_000_000.0
    first = MemoryFileSystem()
    second = MemoryFileSystem("server", whole_seconds=True, clock=lambda: now + ahead)
    first.put(b"/tree/f", b"1", mtime=first_time)
    second.put(b"/tree/f", b"2", mtime=second_time)
    measured = asyncio.run(clock_skew(first, ROOT, second, ROOT, lambda: now))
    assert abs(measured - (ahead if abs(ahead) > 1 else 0)) <= 0.5
    assert list(second.tree()) == [b"tree", b"tree/f"]
    # The comparison takes the real clock for ours.
    second._clock = lambda: time.time() + ahead
    plan = _compare((first, second), Direction.BOTH, options=Options(conflict=Conflict.NEWER))
    assert _acts(plan) == [(b"f", act)]
    assert abs(plan.clock_skew - (ahead if abs(ahead) > 1 else 0)) <= 2


def test_unmeasurable_clock_counts_as_ours(machines: Machines) -> None:
    _, second = machines
    second._clock = lambda: 5.0
    second.folder(ROOT, mode=0o500)
    plan = _compare(machines, options=Options(conflict=Conflict.NEWER))
    assert plan.clock_skew == 0.0


def test_copies_without_times_are_newer_than_what_they_are_of(machines: Machines) -> None:
    first, second = machines
    options = Options(times=False)
    first.put(b"/tree/f", b"same", mtime=100)
    second.put(b"/tree/f", b"same", mtime=200)
    assert _acts(_compare(machines, options=options)) == []
    assert _acts(_compare(machines, Direction.DOWN, options=options)) == [(b"f", Act.UPDATE_DOWN)]


def test_links_are_compared_by_their_targets(machines: Machines) -> None:
    first, second = machines
    for name, target in ((b"same", b"x"), (b"other", b"y")):
        first.put(b"/tree/" + name, b"x", kind=FileKind.LINK)
        second.put(b"/tree/" + name, target, kind=FileKind.LINK)
    first.put(b"/tree/file", b"x", kind=FileKind.LINK)
    second.put(b"/tree/file", b"text")
    assert _acts(_compare(machines)) == [(b"file", Act.UPDATE_UP), (b"other", Act.UPDATE_UP)]
    assert {act for _, act in _acts(_compare(machines, Direction.BOTH))} == {Act.CONFLICT}
    skipping = Options(links=Links.SKIP)
    assert _acts(_compare(machines, Direction.DOWN, delete=True, options=skipping)) == []


def test_followed_links_are_what_they_lead_to_and_end(machines: Machines) -> None:
    first, _ = machines
    options = Options(links=Links.FOLLOW)
    first.put(b"/elsewhere/folder/file", b"text")
    first.put(b"/tree/in", b"/elsewhere/folder", kind=FileKind.LINK)
    first.put(b"/elsewhere/folder/back", b"/tree", kind=FileKind.LINK)
    first.put(b"/elsewhere/folder/round", b".", kind=FileKind.LINK)
    first.put(b"/tree/nowhere", b"missing", kind=FileKind.LINK)
    first.put(b"/tree/again", b"/elsewhere/folder/file", kind=FileKind.LINK)
    plan = _compare(machines, options=options)
    assert _acts(plan) == [(b"again", Act.COPY_UP), (b"in", Act.COPY_UP), (b"in/file", Act.COPY_UP)]
    assert plan.steps[0].first is not None
    assert plan.steps[0].first.kind is FileKind.FILE
    assert _problems(plan) == {
        b"/tree/in/back": ProblemKind.LINK_LOOP,
        b"/tree/in/round": ProblemKind.LINK_LOOP,
        b"/tree/nowhere": ProblemKind.FILE_NOT_FOUND,
    }
    with pytest.raises(TowpathError) as failure:
        _compare(machines, Direction.BOTH, options=options)
    assert _kind(failure) is ProblemKind.INVALID


def test_excluded_is_neither_copied_nor_deleted(machines: Machines) -> None:
    first, second = machines
    first.put(b"/tree/keep/a.o", b"1")
    second.put(b"/tree/gone/sub/b.o", b"2")
    second.put(b"/tree/gone/sub/c.c", b"3")
    second.put(b"/tree/gone/other/d.c", b"4")
    second.put(b"/tree/c.o/file", b"5")
    plan = _compare(machines, delete=True, options=Options(excludes=("*.o",)))
    assert dict(_acts(plan)) == {
        b"keep": Act.COPY_UP,
        b"gone/sub/c.c": Act.DELETE_SECOND,
        b"gone/other": Act.DELETE_SECOND,
        b"gone/other/d.c": Act.DELETE_SECOND,
    }


def test_unfinished_transfers_are_left_alone(machines: Machines) -> None:
    first, second = machines
    first.put(b"/tree/.big.0123abcd.towpath", b"1")
    second.put(b"/tree/gone/.big.0123abcd.towpath", b"2")
    assert _acts(_compare(machines, delete=True)) == []


@pytest.mark.parametrize("delete", [False, True])
def test_folder_against_file(machines: Machines, delete: bool) -> None:
    first, second = machines
    first.put(b"/tree/a/inner", b"1")
    second.put(b"/tree/a", b"2")
    first.put(b"/tree/b", b"3")
    second.put(b"/tree/b/deep/inner", b"4")
    plan = _compare(machines, delete=delete)
    if delete:
        assert _acts(plan) == [
            (b"a", Act.DELETE_SECOND),
            (b"a", Act.COPY_UP),
            (b"a/inner", Act.COPY_UP),
            (b"b", Act.DELETE_SECOND),
            (b"b", Act.COPY_UP),
            (b"b/deep", Act.DELETE_SECOND),
            (b"b/deep/inner", Act.DELETE_SECOND),
        ]
    else:
        assert _acts(plan) == [(b"a", Act.CONFLICT), (b"b", Act.CONFLICT)]
        assert plan.steps[0].why == "a folder in the first place, a file in the second"


def test_folder_in_the_way_stays_when_something_in_it_does(machines: Machines) -> None:
    first, second = machines
    first.put(b"/tree/b", b"3")
    second.put(b"/tree/b/keep.o", b"4")
    second.put(b"/tree/b/other", b"4")
    plan = _compare(machines, delete=True, options=Options(excludes=("*.o",)))
    assert _acts(plan) == [(b"b", Act.CONFLICT), (b"b/other", Act.DELETE_SECOND)]


def test_special_files_are_said_and_left_alone(machines: Machines) -> None:
    first, second = machines
    first.put(b"/tree/pipe", kind=FileKind.OTHER)
    first.put(b"/tree/both", kind=FileKind.OTHER)
    second.put(b"/tree/both", kind=FileKind.OTHER)
    first.put(b"/tree/was", kind=FileKind.OTHER)
    second.put(b"/tree/was", b"text")
    plan = _compare(machines, delete=True)
    assert _acts(plan) == [(b"was", Act.CONFLICT)]
    assert _problems(plan) == {b"/tree/pipe": ProblemKind.SPECIAL_FILE}


@pytest.mark.parametrize("side", [0, 1])
def test_nothing_below_an_unreadable_folder_is_touched(machines: Machines, side: int) -> None:
    first, second = machines
    first.put(b"/tree/top/closed/a", b"1")
    second.put(b"/tree/top/closed/b", b"2")
    second.put(b"/tree/gone/closed/c", b"2")
    machines[side].folder(b"/tree/top/closed", mode=0o300)
    second.folder(b"/tree/gone/closed", mode=0o300)
    plan = _compare(machines, delete=True)
    assert _acts(plan) == []
    assert _problems(plan) == {
        b"/tree/top/closed": ProblemKind.PERMISSION_DENIED,
        b"/tree/gone/closed": ProblemKind.PERMISSION_DENIED,
    }


def test_unreadable_file_is_a_problem_of_its_own(machines: Machines) -> None:
    first, _ = machines
    for machine in machines:
        machine.put(b"/tree/secret", b"1234", mode=0o200)
        machine.put(b"/tree/open", b"12" + machine.name[:2].encode(), mtime=5)
    first.put(b"/tree/open", b"1234", mtime=5)
    plan = _compare(machines, differ=Differ.HASH)
    assert _acts(plan) == [(b"open", Act.UPDATE_UP)]
    assert _problems(plan) == {b"/tree/secret": ProblemKind.PERMISSION_DENIED}


def _without_first(first: MemoryFileSystem, second: MemoryFileSystem) -> None:
    del first.root.names[b"tree"]


def _closed_first(first: MemoryFileSystem, second: MemoryFileSystem) -> None:
    first.folder(ROOT, mode=0o300)


def _file_for_first(first: MemoryFileSystem, second: MemoryFileSystem) -> None:
    _without_first(first, second)
    first.put(ROOT, b"text")


def _file_for_second(first: MemoryFileSystem, second: MemoryFileSystem) -> None:
    del second.root.names[b"tree"]
    second.put(ROOT, b"text")


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (_without_first, ProblemKind.FILE_NOT_FOUND),
        (_closed_first, ProblemKind.PERMISSION_DENIED),
        (_file_for_first, ProblemKind.NOT_A_FOLDER),
        (_file_for_second, ProblemKind.NOT_A_FOLDER),
    ],
)
def test_a_leader_that_cannot_be_read_is_no_empty_one(
    machines: Machines, spoil: Callable[[MemoryFileSystem, MemoryFileSystem], None], kind: ProblemKind
) -> None:
    machines[1].put(b"/tree/precious", b"1")
    spoil(*machines)
    with pytest.raises(TowpathError) as failure:
        _compare(machines, delete=True)
    assert _kind(failure) is kind


def test_missing_follower_is_made(machines: Machines) -> None:
    first, second = machines
    first.put(b"/tree/f", b"1")
    del second.root.names[b"tree"]
    for direction in (Direction.UP, Direction.BOTH):
        assert _acts(_compare(machines, direction)) == [(b"", Act.COPY_UP), (b"f", Act.COPY_UP)]


def test_hostile_names_are_refused(machines: Machines) -> None:
    first, _ = machines
    for name in (b"..", b"", b"a/b", b"nul\0"):
        first.tree(b"/")[b"tree"].names[name] = first._new(FileKind.FILE, 0o644)
    first.put(b"/tree/good", b"1")
    plan = _compare(machines)
    assert _acts(plan) == [(b"good", Act.COPY_UP)]
    assert len(plan.problems) == 4
    assert set(_problems(plan).values()) == {ProblemKind.NAME_IMPOSSIBLE}


def test_a_lost_machine_ends_the_comparison(machines: Machines) -> None:
    first, second = machines
    for number in range(50):
        first.put(b"/tree/%d/f" % number, b"1")
        second.put(b"/tree/%d/f" % number, b"1")
    lost = Problem(ProblemKind.LOST, "server")
    for at in (1, 2, 3, 20, 60):
        second.fail_at(at, lost, for_good=True)
        with pytest.raises(TowpathError) as failure:
            _compare(machines, delete=True)
        assert failure.value.problem == lost
    gc.collect()  # a task whose failure nobody took would be told of now


def test_half_a_listing_is_none(machines: Machines) -> None:
    first, second = machines
    for number in range(40):
        first.put(b"/tree/in/%02d" % number, b"1", mtime=1)
        second.put(b"/tree/in/%02d" % number, b"1", mtime=1)
    denied = Problem(ProblemKind.PERMISSION_DENIED, "in")
    first.before = lambda method, path: (
        first.fail_at(1, denied) if method == "list" and path == b"/tree/in" and first.calls["list"] == 5 else None
    )
    plan = _compare(machines, delete=True)
    assert _acts(plan) == []
    assert [result.problem for result in plan.problems] == [denied]


def test_times_of_whole_seconds_and_odd_names(machines: Machines) -> None:
    first, second = machines
    name = b"bad\xff\nname"
    first.put(b"/tree/" + name, b"1", mtime=1.75)
    second.put(b"/tree/" + name, b"1", mtime=1.75)
    found = second.look(b"/tree/" + name)
    assert found is not None
    assert found.mtime == SECOND
    assert _acts(_compare(machines)) == []
