"""This machine's disk, as the transfers see any other."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import os
import stat
from collections.abc import Awaitable, Coroutine
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest

from tests.support.unprivileged import unprivileged
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.file_failures import file_error
from towpath.model.filesystem import SECOND, Changes, Entry, FileKind, NewFile, OpenMode, Range
from towpath.transfer.local import ENTRIES_AT_ONCE, LocalFileSystem
from towpath.transfer.local_file import PIECE

T = TypeVar("T")
THEN = 1_700_000_000 * SECOND + 123_456_789
MANY = 3 * PIECE + 17


def run(awaited: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(awaited)


def failure(awaited: Coroutine[Any, Any, object]) -> ProblemKind:
    with pytest.raises(TowpathError) as raised:
        asyncio.run(awaited)
    return raised.value.problem.kind


@pytest.fixture
def files() -> LocalFileSystem:
    return LocalFileSystem()


@pytest.fixture
def folder(tmp_path: Path) -> bytes:
    return os.fsencode(tmp_path)


def new(path: bytes, content: bytes = b"new", *, replace: bool = True, changes: Changes | None = None) -> NewFile:
    return NewFile(
        path=path,
        temporary=path + b".temporary",
        content=content,
        changes=changes or Changes(mode=0o640, mtime=THEN, atime=THEN),
        replace=replace,
    )


def names(folder: bytes) -> set[bytes]:
    return {os.fsencode(path.name) for path in Path(os.fsdecode(folder)).iterdir()}


# looking


def test_attributes_are_those_of_the_system(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"12345")
    file.chmod(0o2751)
    os.utime(file, ns=(THEN - 5, THEN))
    (tmp_path / "second").hardlink_to(file)
    seen = run(files.stat(folder + b"/file"))
    found = file.stat()
    assert (seen.kind, seen.size, seen.mtime, seen.atime) == (FileKind.FILE, 5, THEN, THEN - 5)
    assert (seen.mode, seen.uid, seen.gid, seen.links) == (0o2751, found.st_uid, found.st_gid, 2)
    assert seen.identity == (found.st_dev, found.st_ino)
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    assert run(files.stat(folder + b"/link")).kind is FileKind.FILE
    assert run(files.stat(folder + b"/link", follow=False)).kind is FileKind.LINK
    assert run(files.stat(folder + b"/pipe")).kind is FileKind.OTHER
    assert run(files.stat(folder)).kind is FileKind.FOLDER


def test_what_cannot_be_looked_at(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    assert failure(files.stat(folder + b"/missing")) is ProblemKind.FILE_NOT_FOUND
    assert failure(files.stat(folder + b"/file/below")) is ProblemKind.NOT_A_FOLDER
    assert failure(files.stat(folder + b"/loop")) is ProblemKind.LINK_LOOP
    assert failure(files.stat(folder + b"/" + b"n" * 256)) is ProblemKind.NAME_IMPOSSIBLE
    assert failure(files.stat(folder + b"/a\0b")) is ProblemKind.NAME_IMPOSSIBLE
    assert failure(files.resolve(folder + b"/a\0b")) is ProblemKind.NAME_IMPOSSIBLE


def test_a_listing_comes_in_batches_with_every_name(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    wanted = {b"n%d" % number for number in range(2 * ENTRIES_AT_ONCE + 5)} | {b"\xff\xfe", b"a\nb", b"x" * 255}
    for name in wanted:
        Path(os.fsdecode(folder + b"/" + name)).touch()
    (tmp_path / "link").symlink_to("nowhere")

    async def listed() -> list[list[Entry]]:
        return [list(entries) async for entries in files.list(folder)]

    batches = run(listed())
    assert max(map(len, batches)) <= ENTRIES_AT_ONCE
    entries = [entry for batch in batches for entry in batch]
    assert {entry.name for entry in entries} == wanted | {b"link"}
    assert len(entries) == len(wanted) + 1
    assert {entry.name: entry.attributes.kind for entry in entries}[b"link"] is FileKind.LINK


def test_what_cannot_be_listed(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    async def listed(path: bytes) -> None:
        async for _ in files.list(path):
            pass

    (tmp_path / "file").touch()
    (tmp_path / "closed").mkdir(mode=0)
    assert failure(listed(folder + b"/file")) is ProblemKind.NOT_A_FOLDER
    assert failure(listed(folder + b"/missing")) is ProblemKind.FILE_NOT_FOUND
    with unprivileged():
        assert failure(listed(folder + b"/closed")) is ProblemKind.PERMISSION_DENIED


def test_paths_are_made_absolute(tmp_path: Path, folder: bytes) -> None:
    files = LocalFileSystem(folder)
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert run(files.resolve(b"")) == folder
    assert run(files.resolve(b"~")) == folder
    assert run(files.resolve(b"~/real/../x")) == folder + b"/x"
    assert run(files.resolve(b"link/new/file")) == folder + b"/real/new/file"
    assert run(files.resolve(b"/")) == b"/"
    assert run(files.resolve(b"~root/x")) == os.fsencode(Path("~root").expanduser().resolve()) + b"/x"


def test_several_names_of_one_file_are_told(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "first").touch()
    (tmp_path / "second").hardlink_to(tmp_path / "below" / "first")
    (tmp_path / "single").touch()
    links = run(files.hard_links_below(folder))
    assert set(links) == {folder + b"/below/first", folder + b"/second"}
    assert len(set(links.values())) == 1
    assert run(files.hard_links_below(folder + b"/second")) == {folder + b"/second": links[folder + b"/second"]}
    assert run(files.hard_links_below(folder + b"/single")) == {}


def test_free_space(files: LocalFileSystem, folder: bytes) -> None:
    assert (run(files.free_space(folder)) or 0) > 0


# changing


def test_folders_are_made_and_removed(files: LocalFileSystem, folder: bytes) -> None:
    run(files.make_folder(folder + b"/made", 0o700))
    assert run(files.stat(folder + b"/made")).mode == 0o700
    assert failure(files.make_folder(folder + b"/made")) is ProblemKind.FILE_EXISTS
    run(files.make_folder(folder + b"/made/below"))
    assert failure(files.remove_folder(folder + b"/made")) is ProblemKind.FOLDER_NOT_EMPTY
    assert failure(files.remove(folder + b"/made")) is ProblemKind.IS_A_FOLDER
    run(files.remove_folder(folder + b"/made/below"))
    run(files.remove_folder(folder + b"/made"))
    assert not names(folder)


def test_renaming_replaces_only_what_it_may(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    for name in ("old", "there"):
        (tmp_path / name).write_text(name)
    assert failure(files.rename(folder + b"/old", folder + b"/there", replace=False)) is ProblemKind.FILE_EXISTS
    assert names(folder) == {b"old", b"there"}
    run(files.rename(folder + b"/old", folder + b"/there", replace=True))
    assert (tmp_path / "there").read_text() == "old"
    run(files.rename(folder + b"/there", folder + b"/free", replace=False))
    assert names(folder) == {b"free"}
    assert (tmp_path / "free").stat().st_nlink == 1
    (tmp_path / "folder").mkdir()
    assert failure(files.rename(folder + b"/free", folder + b"/folder", replace=True)) is ProblemKind.IS_A_FOLDER
    run(files.rename(folder + b"/folder", folder + b"/moved", replace=False))
    assert failure(files.rename(folder + b"/moved", folder + b"/free", replace=False)) is ProblemKind.FILE_EXISTS
    assert names(folder) == {b"free", b"moved"}


def test_links(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    run(files.symlink(b"to\xff", folder + b"/link"))
    assert run(files.read_link(folder + b"/link")) == b"to\xff"
    assert failure(files.symlink(b"other", folder + b"/link")) is ProblemKind.FILE_EXISTS
    run(files.set_attributes(folder + b"/link", Changes(mode=0o600, mtime=THEN, atime=THEN), follow=False))
    assert (tmp_path / "link").lstat().st_mtime_ns == THEN
    (tmp_path / "file").touch()
    run(files.link(folder + b"/file", folder + b"/second"))
    assert (tmp_path / "second").samefile(tmp_path / "file")
    assert failure(files.link(folder + b"/file", folder + b"/second")) is ProblemKind.FILE_EXISTS


def test_attributes_are_set(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    (tmp_path / "file").touch()
    changes = Changes(mode=0o4755, uid=1234, gid=4321, mtime=THEN, atime=THEN - 7)
    run(files.set_attributes(folder + b"/file", changes))
    found = (tmp_path / "file").stat()
    assert (stat.S_IMODE(found.st_mode), found.st_uid, found.st_gid) == (0o4755, 1234, 4321)
    assert (found.st_mtime_ns, found.st_atime_ns) == (THEN, THEN - 7)
    with unprivileged():
        assert failure(files.set_attributes(folder + b"/file", changes)) is ProblemKind.PERMISSION_DENIED


# small files


def test_a_small_file_is_read_with_its_attributes(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    content, seen = run(files.read_file(folder + b"/file", 5))
    now = run(files.stat(folder + b"/file"))
    assert content == b"12345"
    assert (seen.size, seen.mtime, seen.mode, seen.identity) == (5, now.mtime, now.mode, now.identity)
    assert failure(files.read_file(folder + b"/file", 4)) is ProblemKind.FILE_CHANGED
    assert failure(files.read_file(b"/proc/self/status", 10**6)) is ProblemKind.FILE_CHANGED
    assert failure(files.read_file(folder, 5)) is ProblemKind.IS_A_FOLDER


def test_a_small_file_that_changes_while_it_is_read(
    files: LocalFileSystem, tmp_path: Path, folder: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"12345")

    def read(descriptor: int, size: int, offset: int) -> bytes:
        os.utime(tmp_path / "file", ns=(THEN, THEN))
        return os.pread(descriptor, size, offset)

    monkeypatch.setattr("towpath.transfer.local.read_at", read)
    assert failure(files.read_file(folder + b"/file", 5)) is ProblemKind.FILE_CHANGED


def test_what_a_disk_did_not_keep_is_not_published(
    files: LocalFileSystem, folder: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("towpath.transfer.local.write_at", lambda *_: None)
    assert failure(files.write_file(new(folder + b"/file"))) is ProblemKind.FILE_FAILED
    assert names(folder) == set()


def test_no_special_file_is_waited_for(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert failure(files.read_file(folder + b"/pipe", 5)) is ProblemKind.SPECIAL_FILE
    for mode in OpenMode:
        assert failure(files.open(folder + b"/pipe", mode)) is ProblemKind.SPECIAL_FILE
    assert failure(files.read_file(b"/dev/zero", 5)) is ProblemKind.SPECIAL_FILE


def test_a_small_file_is_written_at_once(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    run(files.write_file(new(folder + b"/file", b"first")))
    found = (tmp_path / "file").stat()
    assert (stat.S_IMODE(found.st_mode), found.st_mtime_ns) == (0o640, THEN)
    assert failure(files.write_file(new(folder + b"/file", b"second", replace=False))) is ProblemKind.FILE_EXISTS
    assert (tmp_path / "file").read_bytes() == b"first"
    run(files.write_file(new(folder + b"/file", b"third")))
    assert (tmp_path / "file").read_bytes() == b"third"
    assert names(folder) == {b"file"}


def test_a_leftover_is_not_written_through(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    """What has the temporary name may be another's link, or a name of another file."""
    (tmp_path / "other").write_bytes(b"untouched")
    for way in (Path.symlink_to, Path.hardlink_to):
        way(tmp_path / "file.temporary", tmp_path / "other")
        run(files.write_file(new(folder + b"/file")))
        assert (tmp_path / "other").read_bytes() == b"untouched"
        assert (tmp_path / "file").read_bytes() == b"new"


def test_what_cannot_be_written_leaves_nothing(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    (tmp_path / "folder").mkdir()
    assert failure(files.write_file(new(folder + b"/folder"))) is ProblemKind.IS_A_FOLDER
    assert failure(files.write_file(new(folder + b"/missing/file"))) is ProblemKind.FILE_NOT_FOUND
    with unprivileged():
        owned = Changes(uid=1234, gid=4321)
        assert failure(files.write_file(new(folder + b"/file", changes=owned))) is ProblemKind.PERMISSION_DENIED
    assert names(folder) == {b"folder"}


def test_why_a_disk_takes_nothing() -> None:
    quota = file_error(OSError(errno.EDQUOT, "Disk quota exceeded"), b"file")
    assert quota.problem.kind is ProblemKind.DISK_FULL
    assert "quota" in str(quota)
    assert "read-only" in str(file_error(OSError(errno.EROFS, "Read-only file system"), b"file"))
    assert "odd" in str(file_error(OSError("odd"), b"file"))


# open files


@pytest.mark.parametrize("mode", [OpenMode.CREATE, OpenMode.UPDATE])
def test_nothing_is_opened_for_writing_through_a_link(files: LocalFileSystem, tmp_path: Path, mode: OpenMode) -> None:
    """Somebody may put one where a temporary file is about to be made."""
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "link").symlink_to("precious")
    with pytest.raises(TowpathError):
        run(files.open(os.fsencode(tmp_path / "link"), mode))
    assert (tmp_path / "precious").read_bytes() == b"precious"


def test_an_open_file(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    async def use() -> None:
        file = await files.open(folder + b"/file", OpenMode.CREATE, permissions=0o600)
        await file.write(3, b"abc")
        await file.set_attributes(Changes(mtime=THEN, atime=THEN))
        await file.sync()
        seen = await file.attributes()
        assert (seen.size, seen.mode, seen.mtime) == (6, 0o600, THEN)
        await file.truncate(5)
        await file.close()
        file = await files.open(folder + b"/file", OpenMode.UPDATE)
        assert await file.read(2, 10) == b"\0ab"
        assert await file.read(9, 10) == b""
        await file.write(0, b"xyz")
        await file.close()
        assert (await files.read_file(folder + b"/file", 9))[0] == b"xyzab"
        await (await files.open(folder + b"/file", OpenMode.CREATE)).close()
        assert (await files.stat(folder + b"/file")).size == 0
        await (await files.open(folder + b"/made", OpenMode.UPDATE)).close()

    run(use())
    assert failure(files.open(folder + b"/missing", OpenMode.READ)) is ProblemKind.FILE_NOT_FOUND
    for mode in OpenMode:
        assert failure(files.open(folder, mode)) is ProblemKind.IS_A_FOLDER
    assert (tmp_path / "made").exists()


@pytest.mark.parametrize("in_kernel", [True, False])
@pytest.mark.parametrize("way", ["fetch", "store"])
def test_ranges_are_copied_to_the_same_places(
    files: LocalFileSystem,
    tmp_path: Path,
    folder: bytes,
    way: str,
    in_kernel: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not in_kernel:
        monkeypatch.delattr(os, "copy_file_range")
    content = os.urandom(MANY)
    (tmp_path / "from").write_bytes(content)
    ranges: list[Range] = [(5, PIECE + 9), (2 * PIECE, MANY)]
    moved: list[Range] = []

    async def copy() -> None:
        source = await files.open(folder + b"/from", OpenMode.READ)
        target = await files.open(folder + b"/to", OpenMode.CREATE)
        if way == "fetch":
            await source.fetch(target.descriptor, ranges, lambda offset, size: moved.append((offset, offset + size)))
        else:
            await target.store(source.descriptor, ranges, lambda offset, size: moved.append((offset, offset + size)))
        await source.close()
        await target.close()

    run(copy())
    copied = (tmp_path / "to").read_bytes()
    for start, end in ranges:
        assert copied[start:end] == content[start:end]
    assert copied[:5] == bytes(5)
    assert copied[PIECE + 9 : 2 * PIECE] == bytes(PIECE - 9)
    assert sum(end - start for start, end in moved) == sum(end - start for start, end in ranges)


def test_holes_overwrite_what_is_there(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    with (tmp_path / "from").open("wb") as file:
        file.truncate(2 * PIECE)
    (tmp_path / "to").write_bytes(b"x" * 2 * PIECE)

    async def copy() -> None:
        source = await files.open(folder + b"/from", OpenMode.READ)
        target = await files.open(folder + b"/to", OpenMode.UPDATE)
        await source.fetch(target.descriptor, [(0, 2 * PIECE)], lambda *_: None)
        await source.close()
        await target.close()

    run(copy())
    assert (tmp_path / "to").read_bytes() == bytes(2 * PIECE)


@pytest.mark.parametrize("sparse", [False, True])
def test_a_source_that_ends_early_is_told(files: LocalFileSystem, tmp_path: Path, folder: bytes, sparse: bool) -> None:
    with (tmp_path / "from").open("wb") as file:
        file.write(b"x" * PIECE)
        file.truncate(3 * PIECE if sparse else PIECE)

    async def copy() -> None:
        source = await files.open(folder + b"/from", OpenMode.READ)
        target = await files.open(folder + b"/to", OpenMode.CREATE)
        try:
            await source.fetch(target.descriptor, [(0, 3 * PIECE + 1)], lambda *_: None)
        finally:
            await source.close()
            await target.close()

    assert failure(copy()) is ProblemKind.FILE_CHANGED


def test_hashes_are_those_of_the_beginning(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    content = os.urandom(MANY)
    (tmp_path / "file").write_bytes(content)
    for size in (0, 1, PIECE, MANY):
        assert run(files.sha256(folder + b"/file", size)) == hashlib.sha256(content[:size]).digest()
    assert failure(files.sha256(folder + b"/file", MANY + 1)) is ProblemKind.FILE_CHANGED
    assert failure(files.sha256(folder + b"/missing", 1)) is ProblemKind.FILE_NOT_FOUND


def test_hashing_ends_soon_after_nobody_wants_it(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    """Of half a terabyte of zeros it would take minutes."""
    with (tmp_path / "file").open("wb") as file:
        file.truncate(512 * 1024**3)

    async def give_up(hashing: Awaitable[bytes]) -> None:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(hashing, 0.05)

    run(give_up(files.sha256(folder + b"/file", 512 * 1024**3)))


def test_a_duplicate_is_the_beginning_and_private(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    content = os.urandom(PIECE) + bytes(PIECE)
    (tmp_path / "file").write_bytes(content)
    for size in (0, 7, 2 * PIECE):
        run(files.duplicate(folder + b"/file", folder + b"/copy", size))
        assert (tmp_path / "copy").read_bytes() == content[:size]
        assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o600
    assert failure(files.duplicate(folder + b"/file", folder + b"/second", 3 * PIECE)) is ProblemKind.FILE_CHANGED
    assert names(folder) == {b"file", b"copy"}


@pytest.mark.parametrize("refused", ["open", "fsync"])
def test_a_folder_that_cannot_be_synced_does_not_fail_its_files(
    files: LocalFileSystem, tmp_path: Path, folder: bytes, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    """One that others may only write to; a disk that knows no such thing."""
    call = getattr(os, refused)

    def refuse(what: bytes | int, *rest: Any, **named: Any) -> Any:
        if refused == "open" and what == folder:
            raise PermissionError(errno.EACCES, "not to be read")
        if refused == "fsync" and stat.S_ISDIR(os.fstat(cast("int", what)).st_mode):
            raise OSError(errno.EINVAL, "not here")
        return call(what, *rest, **named)

    monkeypatch.setattr(os, refused, refuse)
    new = NewFile(
        path=folder + b"/file",
        temporary=folder + b"/temporary",
        content=b"content",
        changes=Changes(),
        replace=True,
        sync=True,
    )
    run(files.write_file(new))
    assert (tmp_path / "file").read_bytes() == b"content"


def test_a_duplicate_whose_disk_is_full_says_so(
    files: LocalFileSystem, tmp_path: Path, folder: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int, _size: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    (tmp_path / "file").write_bytes(b"content")
    monkeypatch.setattr(os, "ftruncate", full)
    assert failure(files.duplicate(folder + b"/file", folder + b"/copy", 7)) is ProblemKind.DISK_FULL
    assert not (tmp_path / "copy").exists()


def test_a_duplicate_of_a_hole_is_as_long(files: LocalFileSystem, tmp_path: Path, folder: bytes) -> None:
    (tmp_path / "file").touch()
    os.truncate(tmp_path / "file", PIECE)
    run(files.duplicate(folder + b"/file", folder + b"/copy", PIECE))
    assert (tmp_path / "copy").stat().st_size == PIECE
