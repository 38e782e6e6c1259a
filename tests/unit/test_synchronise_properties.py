"""Whatever two trees are, whatever fails in between: carrying out a plan makes what was planned, and nothing else."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.support.memory_filesystem import MemoryFileSystem
from tests.support.memory_journal import MemoryJournal
from tests.support.synchronise import acts, carry_out, conflicts, failures
from tests.support.trees import Flat, Leaf, Tree, flat, harvest, plant, trees
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import FileKind
from towpath.model.transfer import (
    Act,
    Comparison,
    Conflict,
    Differ,
    Direction,
    FileOutcome,
    FileResult,
    Options,
    Place,
    Plan,
)
from towpath.transfer.compare import compare
from towpath.transfer.excludes import Excludes
from towpath.transfer.local import LocalFileSystem
from towpath.transfer.names import is_temporary

ROOT = b"/tree"
LOST = Problem(ProblemKind.LOST, "server")
DENIED = Problem(ProblemKind.PERMISSION_DENIED, "file")
DELETIONS = (Act.DELETE_FIRST, Act.DELETE_SECOND)

excludes = st.sampled_from(((), ("*.o",), ("/a", "b/"), ("new*", "a/**")))
comparisons = st.builds(
    Comparison,
    id=st.just("c"),
    first=st.just(Place("one", ROOT)),
    second=st.just(Place("two", ROOT)),
    direction=st.sampled_from((Direction.UP, Direction.DOWN)),
    differ=st.sampled_from(Differ),
    delete=st.booleans(),
    options=st.builds(Options, excludes=excludes),
)


class Fault(msgspec.Struct, frozen=True):
    """A call that fails in one of the runs."""

    on_second: bool
    call: int
    problem: Problem
    done_first: bool
    for_good: bool


faults = st.lists(
    st.builds(
        Fault,
        st.booleans(),
        st.integers(1, 40),
        st.sampled_from((LOST, DENIED)),
        st.booleans(),
        st.booleans(),
    ),
    max_size=3,
)


def _equal(first: Leaf, second: Leaf, differ: Differ) -> bool:
    if first.kind is not second.kind:
        return False
    if first.kind is FileKind.LINK or differ is Differ.HASH:
        return first.content == second.content
    sizes = len(first.content) == len(second.content)
    return sizes and (differ is Differ.SIZE or first.mtime == second.mtime)


def _expected(leader: Tree, follower: Tree, comparison: Comparison, above: bytes = b"") -> Tree:
    """What the follower is to be: the same decisions, on whole trees instead of listings."""
    left_out = Excludes(comparison.options.excludes)
    result: Tree = {}

    def is_left_out(tree: Tree, name: bytes) -> bool:
        return name in tree and left_out.matches(above + name, not isinstance(tree[name], Leaf))

    for name in {**leader, **follower}:
        below = above + name + b"/"
        if is_left_out(leader, name) or is_left_out(follower, name):
            if name in follower:
                result[name] = follower[name]
            continue
        ours, theirs = leader.get(name), follower.get(name)
        if ours is None:
            assert theirs is not None
            if not comparison.delete:
                result[name] = theirs
            elif not isinstance(theirs, Leaf) and (rest := _expected({}, theirs, comparison, below)):
                result[name] = rest
        elif theirs is None:
            result[name] = ours if isinstance(ours, Leaf) else _expected(ours, {}, comparison, below)
        elif isinstance(ours, Leaf) and isinstance(theirs, Leaf):
            result[name] = theirs if _equal(ours, theirs, comparison.differ) else ours
        elif not isinstance(ours, Leaf) and not isinstance(theirs, Leaf):
            result[name] = _expected(ours, theirs, comparison, below)
        else:
            result[name] = _room_made(ours, theirs, comparison, below)
    return result


def _room_made(ours: Leaf | Tree, theirs: Leaf | Tree, comparison: Comparison, below: bytes) -> Leaf | Tree:
    """A folder against something else. One in which something stays cannot make room."""
    if not comparison.delete:
        return theirs
    if isinstance(ours, Leaf):
        return (not isinstance(theirs, Leaf) and _expected({}, theirs, comparison, below)) or ours
    return _expected(ours, {}, comparison, below)


def _as_kept(tree: Flat, machine: Flat) -> Flat:
    """`tree` with the modes that are not compared as they are on a machine."""
    return {
        path: msgspec.structs.replace(leaf, mode=found.mode)
        if leaf is not None and (found := machine.get(path)) is not None
        else leaf
        for path, leaf in tree.items()
    }


class _Watched:
    """Looks before each call that no file is there that was neither there before nor is the source's."""

    def __init__(self, machine: MemoryFileSystem, *allowed: Flat) -> None:
        self._machine = machine
        self._allowed = {
            (path, leaf.content)
            for tree in allowed
            for path, leaf in tree.items()
            if leaf and leaf.kind is FileKind.FILE
        }
        machine.before = self.look

    def look(self, _method: str, _path: bytes) -> None:
        for path, node in self._machine.tree(ROOT).items():
            if node.kind is FileKind.FILE and not is_temporary(path.rpartition(b"/")[2]):
                assert (path, bytes(node.content)) in self._allowed, f"half a file: {path!r}"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(one=trees, two=trees, comparison=comparisons, failing=faults)
def test_follower_becomes_what_was_planned(one: Tree, two: Tree, comparison: Comparison, failing: list[Fault]) -> None:
    first, second = MemoryFileSystem("one"), MemoryFileSystem("two", whole_seconds=True)
    up = comparison.direction is Direction.UP
    leader, follower = (first, second) if up else (second, first)
    before_leader, before_follower = (one, two) if up else (two, one)

    async def work() -> None:
        for machine, tree in ((first, one), (second, two)):
            machine.folder(ROOT)
            await plant(machine, ROOT, tree)
        _Watched(follower, flat(before_leader), flat(before_follower))
        plan = await compare(comparison, first, second)
        assert not plan.problems
        journal = MemoryJournal()
        done: list[FileResult] = []
        for fault in failing:
            machine = second if fault.on_second else first
            machine.fail_at(fault.call, fault.problem, done_first=fault.done_first, for_good=fault.for_good)
            try:
                done += await carry_out(plan, first, second, journal)
            except TowpathError as error:
                if error.problem not in (LOST, DENIED):
                    raise
                event("a run was ended")
            machine.mend()
            assert not first.open_files
            assert not second.open_files
        results = await carry_out(plan, first, second, journal)
        done += results
        assert not failures(results)
        leading, following = await harvest(leader, ROOT), await harvest(follower, ROOT)
        expected = flat(_expected(before_leader, before_follower, comparison))
        assert following == _as_kept(expected, following)
        assert leading == _as_kept(flat(before_leader), leading)
        assert not [path for path in follower.tree(ROOT) if is_temporary(path.rpartition(b"/")[2])]
        again = await compare(comparison, first, second)
        assert acts(again) == conflicts(plan)
        assert not again.problems
        _check_told(plan, done, whole=not failing)

    asyncio.run(work())


def _check_told(plan: Plan, done: list[FileResult], *, whole: bool) -> None:
    """What was planned is what was done: each step once, and nothing besides. When answers were lost, some steps were
    done without anyone knowing."""
    acted = [step for step in plan.steps if step.act not in (Act.CONFLICT, Act.NOTHING)]
    planned = {(ROOT + b"/" + step.path if step.path else ROOT, step.act in DELETIONS) for step in acted}
    told = [
        (result.destination, result.outcome is FileOutcome.DELETED)
        for result in done
        if result.outcome not in (FileOutcome.FAILED, FileOutcome.SKIPPED)
    ]
    assert set(told) <= planned
    if whole:
        assert sorted(told) == sorted(planned)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    one=trees, two=trees, differ=st.sampled_from(Differ), policy=st.sampled_from((Conflict.OVERWRITE, Conflict.NEWER))
)
def test_both_get_what_the_other_has(one: Tree, two: Tree, differ: Differ, policy: Conflict) -> None:
    comparison = Comparison(
        id="c",
        first=Place("one", ROOT),
        second=Place("two", ROOT),
        direction=Direction.BOTH,
        differ=differ,
        delete=True,
        options=Options(conflict=policy),
    )

    async def work() -> None:
        first, second = MemoryFileSystem("one"), MemoryFileSystem("two", whole_seconds=True)
        for machine, tree in ((first, one), (second, two)):
            machine.folder(ROOT)
            await plant(machine, ROOT, tree)
        plan = await compare(comparison, first, second)
        assert not {step.act for step in plan.steps} & set(DELETIONS)
        results = await carry_out(plan, first, second, MemoryJournal())
        assert not failures(results)
        _check_told(plan, results, whole=True)
        again = await compare(comparison, first, second)
        assert acts(again) == conflicts(plan)
        here, there = await harvest(first, ROOT), await harvest(second, ROOT)
        undecided = [step.path for step in again.steps]
        for path in {*here, *there}:
            if not any(path == conflict or path.startswith(conflict + b"/") for conflict in undecided):
                assert path in here
                assert path in there

    asyncio.run(work())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(one=trees, two=trees, comparison=comparisons, names=st.integers(0, 3), call=st.integers(1, 200))
def test_on_real_disks(one: Tree, two: Tree, comparison: Comparison, names: int, call: int) -> None:
    """As on machines in memory, from this one's disk to a machine and back."""

    async def work(folder: bytes) -> None:
        local, machine = LocalFileSystem(), MemoryFileSystem("two", whole_seconds=True)
        machine.folder(ROOT)
        await plant(local, folder, one, names)
        await plant(machine, ROOT, two)
        before = {Direction.UP: await harvest(local, folder), Direction.DOWN: await harvest(machine, ROOT)}
        here = msgspec.structs.replace(comparison, first=Place("", folder))
        plan = await compare(here, local, machine)
        journal = MemoryJournal()
        machine.fail_at(call, LOST)
        try:
            await carry_out(plan, local, machine, journal)
        except TowpathError as error:
            if error.problem != LOST:
                raise
        machine.mend()
        results = await carry_out(plan, local, machine, journal)
        assert not failures(results)
        up = here.direction is Direction.UP
        leading = await harvest(local, folder) if up else await harvest(machine, ROOT)
        following = await harvest(machine, ROOT) if up else await harvest(local, folder)
        assert leading == before[here.direction]
        again = await compare(here, local, machine)
        assert acts(again) == conflicts(plan)
        if here.delete and not again.steps and here.differ is Differ.HASH and not here.options.excludes:
            assert {path: leaf and leaf.content for path, leaf in following.items()} == {
                path: leaf and leaf.content for path, leaf in leading.items()
            }

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(work(bytes(Path(folder).resolve())))


@settings(max_examples=40, deadline=None)
@given(tree=trees, names=st.integers(1, 4))
def test_names_of_one_file_stay_names_of_one(tree: Tree, names: int) -> None:
    async def work() -> None:
        first, second = MemoryFileSystem("one"), MemoryFileSystem("two")
        for machine in (first, second):
            machine.folder(ROOT)
        await plant(first, ROOT, tree, names)
        comparison = Comparison(id="c", first=Place("one", ROOT), second=Place("two", ROOT))
        assert not failures(await carry_out(await compare(comparison, first, second), first, second, MemoryJournal()))
        assert _names_of_one(second) == _names_of_one(first)

    asyncio.run(work())


def _names_of_one(machine: MemoryFileSystem) -> set[frozenset[bytes]]:
    by_number: dict[int, set[bytes]] = {}
    for path, node in machine.tree(ROOT).items():
        if node.kind is FileKind.FILE:
            by_number.setdefault(node.number, set()).add(path)
    return {frozenset(paths) for paths in by_number.values()}
