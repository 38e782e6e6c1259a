"""Deleting: all of it, nothing else, and what is told of what could not be deleted."""

import asyncio
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.acts import Acted, here
from tests.support.disk_trees import ODD_NAMES
from tests.support.memory_filesystem import MemoryFileSystem
from tests.support.unprivileged import unprivileged
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.file_work import Delete, Left, Progressed, Report
from towpath.model.filesystem import FileKind, FileSystem
from towpath.transfer.acts import descent
from towpath.transfer.acts.remove import remove
from towpath.transfer.acts.remove_here import TreeRemoval
from towpath.transfer.acts.telling import Leftovers
from towpath.transfer.local import LocalFileSystem

HOSTILE_NAMES = (b"-rf", b"$(reboot)", b"`reboot`", b"a\nb", "\u202egnp.exe".encode(), b"\xff\xfe", b"*", b"~", b" ")
FAR = "someone@far:22"


def delete(files: FileSystem, *paths: bytes) -> Acted:
    return Acted(files, Delete(request="r", places=here(*paths)))


def delete_here(*paths: Path) -> Acted:
    return delete(LocalFileSystem(), *(os.fsencode(path) for path in paths))


def test_a_tree_of_odd_names_goes_and_nothing_beside_it(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    for number, name in enumerate((*HOSTILE_NAMES, *ODD_NAMES)):
        folder = tree / str(number) / os.fsdecode(name)
        folder.mkdir(parents=True)
        (folder / os.fsdecode(name)).write_bytes(b"x")
    (tmp_path / "beside").write_bytes(b"kept")
    acted = delete_here(tree)
    assert acted.problem is None
    assert [path.name for path in tmp_path.iterdir()] == ["beside"]
    assert acted.last(Progressed).done == 1 + 3 * len((*HOSTILE_NAMES, *ODD_NAMES))


def test_links_go_and_what_they_lead_to_stays(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_bytes(b"kept")
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "folder").symlink_to(outside)
    (tree / "nowhere").symlink_to("nothing")
    (tmp_path / "named").symlink_to(outside)
    assert delete(LocalFileSystem(), os.fsencode(tree), os.fsencode(tmp_path / "named") + b"/").problem is None
    assert [path.name for path in tmp_path.iterdir()] == ["outside"]
    assert (outside / "kept").read_bytes() == b"kept"


def test_what_cannot_be_deleted_is_told_and_all_else_goes(tmp_path: Path) -> None:
    closed = tmp_path / "tree" / "below" / "closed"
    closed.mkdir(parents=True)
    (closed / "file").write_bytes(b"")
    (tmp_path / "tree" / "other").mkdir()
    (tmp_path / "tree" / "other" / "file").write_bytes(b"")
    closed.chmod(0o500)
    with unprivileged():
        acted = delete_here(tmp_path / "tree")
    assert acted.kind is ProblemKind.FILES_LEFT
    assert acted.left == {os.fsencode(closed / "file"): ProblemKind.PERMISSION_DENIED}
    assert [path.name for path in (tmp_path / "tree").iterdir()] == ["below"]


def test_what_is_gone_already_is_deleted(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "file").write_bytes(b"")
    acted = delete_here(tmp_path / "no", tmp_path / "tree" / "file", tmp_path / "tree")
    assert (acted.problem, acted.left) == (None, {})
    assert not (tmp_path / "tree").exists()


@pytest.mark.parametrize("path", [b"/", b"//", b"/tmp/../.."])
def test_the_root_is_not_deleted(path: bytes) -> None:
    files = MemoryFileSystem(FAR)
    files.put(b"/tmp/file")
    assert delete(files, path).kind is ProblemKind.INVALID
    assert files.content(b"/tmp/file") == b""


def test_the_root_is_not_deleted_by_another_name() -> None:
    files = MemoryFileSystem(FAR)
    files.put(b"/tmp/file")

    async def tell(_: Report) -> None:
        pass

    with pytest.raises(TowpathError) as refused:  # realpath(3) may leave two slashes
        asyncio.run(remove(files, [b"//"], tell))
    assert refused.value.problem.kind is ProblemKind.INVALID
    assert files.content(b"/tmp/file") == b""


def test_a_link_there_goes_itself_and_all_is_counted() -> None:
    files = MemoryFileSystem(FAR)
    files.put(b"/outside/kept", b"kept")
    files.put(b"/link", b"/outside", kind=FileKind.LINK)
    files.put(b"/tree/below/file")
    acted = delete(files, b"/link", b"/tree")
    assert acted.problem is None
    assert files.tree().keys() == {b"outside", b"outside/kept"}
    assert acted.last(Progressed).done == 4


def test_the_folder_of_many_is_asked_for_once() -> None:
    files = MemoryFileSystem(FAR)
    for number in range(50):
        files.put(b"/tree/%d" % number)
    assert delete(files, *(b"/tree/%d" % number for number in range(50))).problem is None
    assert files.calls["resolve"] == 1


def test_a_folder_that_is_another_one_now_is_not_entered() -> None:
    files = MemoryFileSystem()
    files.put(b"/tree/swapped/file")

    def swap(method: str, path: bytes) -> None:
        if (method, path) == ("stat", b"/tree/swapped") and files.look(b"/tree/swapped/file"):
            del files.root.names[b"tree"].names[b"swapped"]
            files.put(b"/tree/swapped/other", b"kept")

    files.before = swap
    assert delete(files, b"/tree").left == {b"/tree/swapped": ProblemKind.FILE_CHANGED}
    assert files.content(b"/tree/swapped/other") == b"kept"


def test_a_folder_that_becomes_a_link_is_not_entered() -> None:
    files = MemoryFileSystem(FAR)
    files.put(b"/outside/kept", b"kept")
    files.put(b"/tree/swapped/file")

    def make_link(method: str, path: bytes) -> None:
        if (method, path) == ("stat", b"/tree/swapped") and files.look(b"/tree/swapped/file"):
            del files.root.names[b"tree"].names[b"swapped"]
            files.put(b"/tree/swapped", b"/outside", kind=FileKind.LINK)

    files.before = make_link
    acted = delete(files, b"/tree")
    assert acted.left == {b"/tree/swapped": ProblemKind.FILE_CHANGED}
    assert files.content(b"/outside/kept") == b"kept"


def test_a_lost_machine_ends_it() -> None:
    files = MemoryFileSystem(FAR)
    for number in range(50):
        files.put(b"/tree/%d/file" % number)
    files.fail_at(60, Problem(ProblemKind.LOST, FAR), for_good=True)
    acted = delete(files, b"/tree")
    assert (acted.kind, acted.left) == (ProblemKind.LOST, {})


def test_what_could_not_be_deleted_before_the_loss_is_told() -> None:
    files = MemoryFileSystem(FAR)
    for name in (b"a", b"b"):
        files.put(b"/tree/" + name)
    refused: list[bytes] = []

    def lose(method: str, path: bytes) -> None:
        if method == "remove" and not refused:
            refused.append(path)
            raise TowpathError(Problem(ProblemKind.PERMISSION_DENIED))
        if method == "remove":
            raise TowpathError(Problem(ProblemKind.LOST, FAR))

    files.before = lose
    acted = delete(files, b"/tree")
    assert (acted.kind, acted.left) == (ProblemKind.LOST, {refused[0]: ProblemKind.PERMISSION_DENIED})


def test_a_folder_with_many_files_waits_for_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(descent, "MOST_WAITING", 10)
    files = MemoryFileSystem(FAR)
    for folder in range(30):
        for number in range(30):
            files.put(b"/tree/%d/%d" % (folder, number))
    assert delete(files, b"/tree").problem is None
    assert files.look(b"/tree") is None


def test_failures_are_all_told() -> None:
    files = MemoryFileSystem(FAR)
    for number in range(1200):
        files.put(b"/tree/%d" % number)
    files.folder(b"/tree", mode=0o500)
    acted = delete(files, b"/tree")
    assert acted.kind is ProblemKind.FILES_LEFT
    assert acted.problem is not None
    assert acted.problem.facts["detail"] == "1200 could not be deleted"
    assert len(acted.left) == 1200
    assert acted.last(Progressed).done == 0


def test_a_failure_is_told_once() -> None:
    told: list[Report] = []

    async def tell(report: Report) -> None:
        told.append(report)

    async def run() -> None:
        left = Leftovers(tell)
        for path in (b"/a", b"/b"):
            left.add(path, Problem(ProblemKind.PERMISSION_DENIED))
            await left.tell()
        await left.tell()

    asyncio.run(run())
    assert [result.source for report in told if isinstance(report, Left) for result in report.results] == [b"/a", b"/b"]


def test_somebody_else_who_deletes_too_is_no_failure() -> None:
    files = MemoryFileSystem(FAR)
    for number in range(20):
        files.put(b"/tree/%d/file" % number)
    ways = {("remove", b"/tree/1/file"), ("remove_folder", b"/tree/2"), ("stat", b"/tree/3"), ("list", b"/tree/4")}

    def be_faster(method: str, path: bytes) -> None:
        if (method, path) in ways:
            del files.root.names[b"tree"].names[path.split(b"/")[2]]

    files.before = be_faster
    acted = delete(files, b"/tree")
    assert (acted.problem, acted.left) == (None, {})
    assert files.look(b"/tree") is None


def meanwhile(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    """Do it just before the first file is deleted."""
    unlink = os.unlink
    deeds = [deed]

    def interrupted(*args: Any, **kwargs: Any) -> None:
        if deeds:
            deeds.pop()()
        unlink(*args, **kwargs)

    monkeypatch.setattr(os, "unlink", interrupted)


def test_somebody_else_who_deletes_here_too_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tree" / "below").mkdir(parents=True)
    (tmp_path / "tree" / "file").write_bytes(b"")
    (tmp_path / "tree" / "below" / "file").write_bytes(b"")
    meanwhile(monkeypatch, lambda: shutil.rmtree(tmp_path / "tree" / "below"))
    acted = delete_here(tmp_path / "tree")
    assert (acted.problem, acted.left) == (None, {})
    assert not (tmp_path / "tree").exists()


def test_folders_that_become_links_here_do_not_lead_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside, tree, aside = tmp_path / "outside", tmp_path / "tree", tmp_path / "aside"
    for folder in (outside, tree):
        for name in ("1", "2", "3"):
            (folder / name / "below").mkdir(parents=True)
            (folder / name / "below" / "file").write_bytes(b"kept")

    def swap() -> None:
        tree.rename(aside)
        tree.symlink_to(outside)
        for name in ("1", "2", "3"):
            (aside / name / "below").rename(tmp_path / name)
            (aside / name / "below").symlink_to(outside / name / "below")

    meanwhile(monkeypatch, swap)
    acted = delete_here(tree)
    assert acted.kind is ProblemKind.FILES_LEFT
    assert [(outside / name / "below" / "file").read_bytes() for name in ("1", "2", "3")] == [b"kept"] * 3


def test_folders_that_become_links_before_they_are_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside, tree = tmp_path / "outside", tmp_path / "tree"
    for folder in (outside, tree):
        for name in ("1", "2", "3"):
            (folder / name).mkdir(parents=True)
            (folder / name / "file").write_bytes(b"kept")

    def swap() -> None:
        for name in ("1", "2", "3"):
            (tree / name).rename(tmp_path / name)
            (tree / name).symlink_to(outside / name)

    meanwhile(monkeypatch, swap)
    acted = delete_here(tree)
    assert acted.kind is ProblemKind.FILES_LEFT
    assert [(outside / name / "file").read_bytes() for name in ("1", "2", "3")] == [b"kept"] * 3


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="tells no open files")
def test_no_folder_stays_open_not_even_when_it_is_cancelled(tmp_path: Path) -> None:
    def build() -> bytes:
        for number in range(5):
            (tmp_path / "tree" / str(number) / "below").mkdir(parents=True, exist_ok=True)
            for file in range(5):
                (tmp_path / "tree" / str(number) / "below" / str(file)).touch()
        return os.fsencode(tmp_path / "tree")

    def descriptors() -> list[str]:
        return sorted(path.name for path in Path("/proc/self/fd").iterdir())

    async def run(*, cancels: bool) -> None:
        removal = TreeRemoval(lambda _path: None, lambda _path, _problem: True)
        before = descriptors()
        removing = asyncio.ensure_future(removal.remove(build()))
        if cancels:
            await asyncio.sleep(0)
            removing.cancel()
        await asyncio.wait([removing])
        assert removing.cancelled() is cancels
        assert descriptors() == before

    asyncio.run(run(cancels=True))
    assert (tmp_path / "tree").exists()
    asyncio.run(run(cancels=False))
    assert not (tmp_path / "tree").exists()
