"""The machine in memory does what a real one does, and fails when it shall."""

import asyncio
import os
from pathlib import Path

import pytest

from tests.support.memory_filesystem import MemoryFileSystem
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import Changes, FileKind, FileSystem, NewFile, OpenMode

LOST = Problem(ProblemKind.LOST, "test")


def _kind_of(failure: pytest.ExceptionInfo[TowpathError]) -> ProblemKind:
    return failure.value.problem.kind


def _new(path: bytes, content: bytes, *, replace: bool) -> NewFile:
    changes = Changes(mode=0o600, mtime=5_000_000_000, atime=6_000_000_000)
    return NewFile(path=path, temporary=path + b"~", content=content, changes=changes, replace=replace)


def test_small_file_and_its_folder() -> None:
    async def work(machine: FileSystem) -> None:
        await machine.make_folder(b"/a")
        with pytest.raises(TowpathError) as failure:
            await machine.make_folder(b"/a")
        assert _kind_of(failure) is ProblemKind.FILE_EXISTS
        await machine.write_file(_new(b"/a/f", b"text", replace=False))
        with pytest.raises(TowpathError) as failure:
            await machine.write_file(_new(b"/a/f", b"other", replace=False))
        assert _kind_of(failure) is ProblemKind.FILE_EXISTS
        content, attributes = await machine.read_file(b"/a/f", 10)
        assert (content, attributes.mode, attributes.mtime) == (b"text", 0o600, 5_000_000_000)
        assert [[entry.name for entry in entries] async for entries in machine.list(b"/a")] == [[b"f"]]
        with pytest.raises(TowpathError) as failure:
            await machine.remove_folder(b"/a")
        assert _kind_of(failure) is ProblemKind.FOLDER_NOT_EMPTY
        await machine.remove(b"/a/f")
        await machine.remove_folder(b"/a")

    machine = MemoryFileSystem()
    asyncio.run(work(machine))
    assert machine.tree() == {}


def test_links_are_followed_but_not_for_ever() -> None:
    async def work(machine: FileSystem) -> None:
        await machine.symlink(b"../a", b"/b/up")
        assert await machine.resolve(b"/b/up/./f") == b"/a/f"
        assert (await machine.stat(b"/b/up/f")).size == 4
        assert (await machine.stat(b"/b/up", follow=False)).kind is FileKind.LINK
        await machine.symlink(b"round", b"/b/round")
        with pytest.raises(TowpathError) as failure:
            await machine.stat(b"/b/round")
        assert _kind_of(failure) is ProblemKind.LINK_LOOP
        await machine.link(b"/a/f", b"/b/same")
        assert len(await machine.hard_links_below(b"/")) == 2

    machine = MemoryFileSystem()
    machine.put(b"/a/f", b"text")
    machine.folder(b"/b")
    asyncio.run(work(machine))


def test_pieces_go_through_descriptors(tmp_path: Path) -> None:
    async def work(machine: FileSystem, descriptor: int) -> None:
        stored = await machine.open(b"/f", OpenMode.CREATE)
        moved: list[tuple[int, int]] = []
        await stored.store(descriptor, [(0, 100_000)], lambda offset, size: moved.append((offset, size)))
        assert sum(size for _, size in moved) == 100_000
        with pytest.raises(TowpathError) as failure:
            await stored.fetch(descriptor, [(0, 100_001)], lambda *_: None)
        assert _kind_of(failure) is ProblemKind.FILE_CHANGED
        await stored.close()

    content = os.urandom(100_000)
    (tmp_path / "f").write_bytes(content)
    descriptor = os.open(tmp_path / "f", os.O_RDWR)
    machine = MemoryFileSystem()
    asyncio.run(work(machine, descriptor))
    os.close(descriptor)
    assert machine.content(b"/f") == content
    assert machine.open_files == 0


@pytest.mark.parametrize("done_first", [False, True])
def test_fails_at_the_wished_call(done_first: bool) -> None:
    async def work(machine: FileSystem) -> None:
        await machine.make_folder(b"/1")
        with pytest.raises(TowpathError) as failure:
            await machine.make_folder(b"/2")
        assert failure.value.problem == LOST

    machine = MemoryFileSystem()
    machine.fail_at(2, LOST, done_first=done_first)
    asyncio.run(work(machine))
    assert machine.failed
    assert set(machine.tree()) == ({b"1", b"2"} if done_first else {b"1"})


def test_rights_and_room_end() -> None:
    async def work(machine: FileSystem) -> None:
        for path in (b"/closed/f", b"/f"):
            with pytest.raises(TowpathError) as failure:
                await machine.write_file(_new(path, b"12345", replace=True))
            assert _kind_of(failure) is (ProblemKind.PERMISSION_DENIED if b"closed" in path else ProblemKind.DISK_FULL)

    machine = MemoryFileSystem(room=4)
    machine.folder(b"/closed", mode=0o500)
    asyncio.run(work(machine))
    assert set(machine.tree()) == {b"closed"}
