"""Synchronising one way does to two folders what `rsync -a --delete` does, and plans what its dry run says."""

from __future__ import annotations

import asyncio
import re
import subprocess
import tempfile
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.support.memory_journal import MemoryJournal
from tests.support.synchronise import carry_out, failures
from tests.support.trees import Flat, Tree, flat, harvest, plant, trees
from towpath.model.filesystem import FileKind
from towpath.model.transfer import HERE, Act, Comparison, Differ, Options, Place, Plan
from towpath.transfer.compare import compare
from towpath.transfer.excludes import Excludes
from towpath.transfer.local import LocalFileSystem

ESCAPED = re.compile(rb"\\#(\d{3})")
SOME_FAILED = 23
"""What rsync exits with when something is in the way that it must not delete."""


def _rsync(first: bytes, second: bytes, excludes: tuple[str, ...], *more: str) -> list[tuple[bytes, bytes]]:
    """What it did, or would do: the kind of the change and the path."""
    command = ["rsync", "-a", "--delete", "-8", "--out-format=%i %n", *more, *(f"--exclude={one}" for one in excludes)]
    ended = subprocess.run([*command, first + b"/", second], check=False, capture_output=True)
    assert ended.returncode in (0, SOME_FAILED), ended.stderr
    changes = [line.split(b" ", 1) for line in ended.stdout.splitlines()]
    return [
        (what, ESCAPED.sub(lambda found: bytes([int(found[1], 8)]), path.strip().removesuffix(b"/")))
        for what, path in changes
    ]


def _planned(plan: Plan) -> tuple[set[bytes], set[bytes]]:
    """What is copied, and what is deleted and not replaced."""
    copied = {step.path for step in plan.steps if step.act in (Act.COPY_UP, Act.UPDATE_UP)}
    deleted = {step.path for step in plan.steps if step.act is Act.DELETE_SECOND} - copied
    return copied, deleted


def _listed(changes: list[tuple[bytes, bytes]]) -> tuple[set[bytes], set[bytes]]:
    """The same, as rsync lists it; it names files of which only the permissions change as well."""
    copied = {path for what, path in changes if what.startswith((b">f", b"cL", b"cd+"))}
    deleted = {path for what, path in changes if what == b"*deleting"} - copied
    return copied, deleted


def _content(tree: Flat) -> Flat:
    """Without modes: rsync changes those of files that are the same, too."""
    return {path: leaf and msgspec.structs.replace(leaf, mode=0) for path, leaf in tree.items()}


def _excluded_in_the_way(one: Tree, two: Tree, excludes: tuple[str, ...]) -> bool:
    """An excluded folder where the other side has something else: rsync removes it when nothing is in it, this program
    leaves everything alone that is excluded on either side."""
    left_out = Excludes(excludes)
    here, there = flat(one), flat(two)
    return any(
        (here[path] is None) is not (there[path] is None) and left_out.matches(path, True)
        for path in here.keys() & there.keys()
    )


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    one=trees,
    two=trees,
    differ=st.sampled_from(Differ),
    excludes=st.sampled_from(((), (), ("*.o",), ("/a", "b/"), ("new*", "a/**"))),
)
def test_as_rsync(one: Tree, two: Tree, differ: Differ, excludes: tuple[str, ...]) -> None:
    assume(not _excluded_in_the_way(one, two, excludes))
    by = {Differ.TIME: (), Differ.SIZE: ("--size-only",), Differ.HASH: ("--checksum",)}[differ]

    async def work(folder: bytes) -> None:
        first, ours, theirs = (folder + name for name in (b"/first", b"/ours", b"/theirs"))
        local = LocalFileSystem()
        for path, tree in ((first, one), (ours, two), (theirs, two)):
            await local.make_folder(path)
            await plant(local, path, tree)
        comparison = Comparison(
            id="c",
            first=Place(HERE, first),
            second=Place(HERE, ours),
            differ=differ,
            delete=True,
            options=Options(excludes=excludes),
        )
        plan = await compare(comparison, local, local)
        foreseen = _rsync(first, theirs, excludes, "--dry-run", *by)
        done = _rsync(first, theirs, excludes, *by)
        assert not failures(await carry_out(plan, local, local, MemoryJournal()))
        after = await harvest(local, ours)
        wanted = await harvest(local, theirs)
        in_the_way = [step.path for step in plan.steps if step.act is Act.CONFLICT]
        if not in_the_way:
            # Its dry run does not foresee that a folder stays in which something excluded is.
            assert _planned(plan) == _listed(done if excludes else foreseen)
        if differ is Differ.TIME:
            assert _content(after) == _content(wanted)
        else:  # rsync dates files anew that it takes for the same
            assert {path: leaf and leaf.content for path, leaf in after.items()} == {
                path: leaf and leaf.content for path, leaf in wanted.items()
            }
        for path in _planned(plan)[0]:
            leaf = after.get(path)
            if leaf is not None and leaf.kind is FileKind.FILE:
                assert leaf == wanted[path]

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(work(bytes(Path(folder).resolve())))
