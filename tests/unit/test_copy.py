"""Copying one file: what has its name is complete and is what the source was, whatever happens on the way."""

from __future__ import annotations

import asyncio
import contextlib
import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.failing_files import FailingFiles, Happens, do_before, fail_at, fail_in, fail_once
from tests.support.memory_journal import MemoryJournal
from tests.support.small_disk import SmallDisk, small_disk_missing
from tests.support.unprivileged import unprivileged
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import SECOND, Attributes
from towpath.model.journal import FileRecord
from towpath.model.transfer import FileOutcome, Options, Publish
from towpath.transfer.copy import SMALL, Copier
from towpath.transfer.local import LocalFileSystem
from towpath.transfer.moving import PUMPED
from towpath.transfer.names import SUFFIX, temporary_name
from towpath.transfer.pace import Pace
from towpath.transfer.tally import Tally

LARGE = SMALL + 70_001
THEN = 1_700_000_000 * SECOND + 123_456_789


def content(size: int, seed: int = 1) -> bytes:
    return bytes(seed * 31 + (n * n >> 7) & 0xFF for n in range(997)) * (size // 997 + 1)


class World:
    """Two folders on this machine, and one batch that copies from the first to the second."""

    def __init__(self, folder: Path, options: Options | None = None) -> None:
        self.origin, self.target = folder / "from", folder / "to"
        self.origin.mkdir(exist_ok=True)
        self.target.mkdir(exist_ok=True)
        self.options = options or Options()
        self.journal = MemoryJournal()
        self.tally = Tally()
        self.pace = Pace()
        self.source = FailingFiles(LocalFileSystem())
        self.destination = FailingFiles(LocalFileSystem())

    def give(self, name: str, size: int, seed: int = 1, mode: int = 0o640) -> Path:
        path = self.origin / name
        path.write_bytes(content(size, seed)[:size])
        path.chmod(mode)
        os.utime(path, ns=(THEN - SECOND, THEN))
        return path

    def copier(self) -> Copier:
        return Copier(self.source, self.destination, self.options, self.journal, self.tally, self.pace, "batch")

    async def copy(self, name: str, *, replace: bool = True, copier: Copier | None = None) -> FileOutcome:
        source, destination = os.fsencode(self.origin / name), os.fsencode(self.target / name)
        files = LocalFileSystem()
        attributes = await files.stat(source)
        there: Attributes | None = None
        with contextlib.suppress(TowpathError):
            there = await files.stat(destination, follow=False)
        return await (copier or self.copier()).copy_file(source, attributes, destination, there, replace=replace)

    def run(self, name: str, *, replace: bool = True) -> FileOutcome:
        return asyncio.run(self.copy(name, replace=replace))

    def fails(self, name: str, *, replace: bool = True) -> Problem:
        with pytest.raises(TowpathError) as raised:
            self.run(name, replace=replace)
        return raised.value.problem

    def same(self, name: str) -> None:
        source, there = self.origin / name, self.target / name
        assert there.read_bytes() == source.read_bytes()
        seen, wanted = there.stat(), source.stat()
        assert (seen.st_mtime_ns, stat.S_IMODE(seen.st_mode)) == (wanted.st_mtime_ns, stat.S_IMODE(wanted.st_mode))
        assert not self.litter()

    def litter(self) -> list[str]:
        return [path.name for path in self.target.iterdir() if path.name.endswith(SUFFIX.decode())]

    def temporary(self, name: str) -> Path:
        return Path(os.fsdecode(temporary_name("batch", os.fsencode(self.target / name))))


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


SIZES = (0, 1, 32767, 32768, 32769, SMALL, SMALL + 1, PUMPED * 3 + 5)


@pytest.mark.parametrize("far", [(False, False), (True, False), (False, True), (True, True)])
@pytest.mark.parametrize("size", SIZES)
def test_a_copy_is_the_same_to_the_byte(tmp_path: Path, size: int, far: tuple[bool, bool]) -> None:
    world = World(tmp_path)
    world.source = FailingFiles(LocalFileSystem(), far=far[0])
    world.destination = FailingFiles(LocalFileSystem(), far=far[1])
    world.give("file", size)
    assert world.run("file") is FileOutcome.STORED
    world.same("file")
    assert world.journal.record(os.fsencode(world.origin / "file")) == FileRecord(size=size, mtime=THEN, finished=True)
    assert world.tally.amounts().bytes_sent == size


@pytest.mark.parametrize("size", [5, LARGE])
@pytest.mark.parametrize("name", [b" a\nb'\"\\", b"\xff\xfe\x80", "\U0001f600".encode() * 63, b"n" * 255, b"~"])
def test_any_name_is_kept(world: World, name: bytes, size: int) -> None:
    text = os.fsdecode(name)
    world.give(text, size)
    world.run(text)
    world.same(text)
    assert [os.fsencode(path.name) for path in world.target.iterdir()] == [name]


def test_a_name_that_cannot_be_is_told_before_anything_is_sent(world: World) -> None:
    world.give("file", LARGE)
    source = os.fsencode(world.origin / "file")

    async def copy(name: bytes) -> None:
        attributes = await LocalFileSystem().stat(source)
        await world.copier().copy_file(source, attributes, os.fsencode(world.target) + b"/" + name, None, replace=True)

    for name in (b"x" * 256, b"", b".", b"..", b"a\0b"):
        with pytest.raises(TowpathError) as raised:
            asyncio.run(copy(name))
        assert raised.value.problem.kind is ProblemKind.NAME_IMPOSSIBLE
    assert not world.source.calls
    assert not world.destination.calls


def test_a_sparse_file_stays_sparse(world: World) -> None:
    """4 GiB and a byte: beyond what 32 bits hold."""
    size = 4 * 1024**3 + 1
    with (world.origin / "file").open("wb") as file:
        file.write(b"beginning")
        file.seek(2 * 1024**3 + 5)
        file.write(b"middle")
        file.truncate(size)
    world.run("file")
    seen = (world.target / "file").stat()
    assert seen.st_size == size
    assert seen.st_blocks * 512 < 1024**2
    with (world.target / "file").open("rb") as file:
        assert file.read(10) == b"beginning\0"
        file.seek(2 * 1024**3 + 4)
        assert file.read(8) == b"\0middle\0"


@pytest.mark.parametrize("publish", [Publish.AUTO, Publish.IN_PLACE])
@pytest.mark.parametrize("size", [5, LARGE])
def test_a_file_that_is_there_is_replaced_only_if_wanted(world: World, size: int, publish: Publish) -> None:
    world.options = Options(publish=publish)
    world.give("file", size)
    there = world.target / "file"
    there.write_bytes(b"old")
    assert world.fails("file", replace=False).kind is ProblemKind.FILE_EXISTS
    assert there.read_bytes() == b"old"
    world.run("file")
    world.same("file")


@pytest.mark.parametrize(
    ("size", "publish", "call"),
    [
        (5, Publish.AUTO, "write_file"),
        (LARGE, Publish.AUTO, "rename"),
        (5, Publish.IN_PLACE, "stat"),
        (LARGE, Publish.IN_PLACE, "stat"),
    ],
)
def test_a_file_that_appears_meanwhile_is_not_replaced(world: World, size: int, publish: Publish, call: str) -> None:
    world.options = Options(publish=publish)
    world.give("file", size)
    there = world.target / "file"
    world.destination.happens = do_before(call, lambda: there.write_bytes(b"theirs"))
    assert world.fails("file", replace=False).kind is ProblemKind.FILE_EXISTS
    assert there.read_bytes() == b"theirs"
    assert not world.litter()


def test_a_folder_of_that_name_is_not_replaced(world: World) -> None:
    world.give("file", 5)
    (world.target / "file").mkdir()
    assert world.fails("file").kind is ProblemKind.IS_A_FOLDER


def test_what_is_no_file_is_not_copied(world: World) -> None:
    os.mkfifo(world.origin / "file")
    assert world.fails("file").kind is ProblemKind.SPECIAL_FILE


@pytest.mark.parametrize("options", [Options(modes=False), Options(times=False), Options(modes=False, times=False)])
@pytest.mark.parametrize("size", [5, LARGE])
def test_attributes_that_are_not_wanted(tmp_path: Path, size: int, options: Options) -> None:
    world = World(tmp_path, options)
    world.give("file", size, mode=0o604)
    world.run("file")
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    seen = (world.target / "file").stat()
    assert stat.S_IMODE(seen.st_mode) == (0o604 if options.modes else stat.S_IMODE(ordinary.stat().st_mode))
    assert (seen.st_mtime_ns == THEN) is options.times


@pytest.mark.parametrize("size", [5, LARGE])
def test_the_time_of_reading_is_kept_as_it_was_before(world: World, size: int) -> None:
    world.give("file", size)
    world.run("file")
    assert (world.target / "file").stat().st_atime_ns == THEN - SECOND


@pytest.mark.parametrize("size", [5, LARGE])
def test_a_file_that_is_replaced_lends_its_permissions(tmp_path: Path, size: int) -> None:
    """Where those of the source are not wanted: what was private stays private."""
    world = World(tmp_path, Options(modes=False))
    world.give("file", size, mode=0o644)
    there = world.target / "file"
    there.write_bytes(b"old")
    there.chmod(0o600)
    world.run("file")
    assert stat.S_IMODE(there.stat().st_mode) == 0o600


@pytest.mark.parametrize("size", [5, LARGE])
def test_a_copy_lends_nobody_its_owners_rights(world: World, size: int) -> None:
    world.give("file", size, mode=0o6755)
    world.run("file")
    assert stat.S_IMODE((world.target / "file").stat().st_mode) == 0o755


@pytest.mark.parametrize("size", [5, LARGE])
def test_the_owner_is_kept_where_wanted_and_possible(tmp_path: Path, size: int) -> None:
    world = World(tmp_path, Options(owner=True))
    path = world.give("file", size)
    os.chown(path, 1234, 4321)
    path.chmod(0o4755)
    os.utime(path, ns=(THEN, THEN))
    world.run("file")
    seen = (world.target / "file").stat()
    assert (seen.st_uid, seen.st_gid, stat.S_IMODE(seen.st_mode)) == (1234, 4321, 0o4755)
    (world.target / "file").unlink()
    with unprivileged():
        world.run("file")
    seen = (world.target / "file").stat()
    assert (seen.st_uid, stat.S_IMODE(seen.st_mode)) == (os.geteuid(), 0o755)


# in place


@pytest.mark.parametrize("size", [5, LARGE])
def test_other_names_of_a_file_stay_its_names(world: World, size: int) -> None:
    world.give("file", size)
    there, other = world.target / "file", world.target / "other"
    there.write_bytes(content(2 * LARGE, seed=7))
    other.hardlink_to(there)
    world.run("file")
    world.same("file")
    assert other.samefile(there)


@pytest.mark.parametrize("size", [5, LARGE])
def test_a_file_of_somebody_elses_stays_theirs(world: World, size: int) -> None:
    world.give("file", size, mode=0o644)
    there = world.target / "file"
    there.write_bytes(b"old")
    there.chmod(0o666)
    os.chown(there, 1234, 4321)
    with unprivileged():
        world.run("file")
    assert there.read_bytes() == (world.origin / "file").read_bytes()
    assert (there.stat().st_uid, there.stat().st_gid) == (1234, 4321)
    assert not world.litter()


@pytest.mark.parametrize("size", [5, LARGE])
def test_the_owner_is_kept_by_renaming_where_that_is_possible(world: World, size: int) -> None:
    world.give("file", size)
    there = world.target / "file"
    there.write_bytes(b"old")
    os.chown(there, 1234, 4321)
    before = there.stat().st_ino
    world.run("file")
    world.same("file")
    assert (there.stat().st_uid, there.stat().st_gid) == (1234, 4321)
    assert there.stat().st_ino != before


@pytest.mark.parametrize("size", [5, LARGE])
def test_a_folder_that_takes_no_new_file(world: World, size: int) -> None:
    world.give("file", size, mode=0o644)
    world.give("new", size, mode=0o644)
    there = world.target / "file"
    there.write_bytes(b"old")
    there.chmod(0o644)
    world.target.chmod(0o555)
    with unprivileged():
        world.run("file")
        assert world.fails("new").kind is ProblemKind.PERMISSION_DENIED
        world.options = Options(publish=Publish.RENAME)
        assert world.fails("file").kind is ProblemKind.PERMISSION_DENIED
    world.same("file")
    assert [path.name for path in world.target.iterdir()] == ["file"]


@pytest.mark.parametrize("size", [5, LARGE])
def test_a_link_is_written_through(world: World, size: int, tmp_path: Path) -> None:
    world.give("file", size)
    real, link = tmp_path / "real", world.target / "file"
    real.write_bytes(b"old")
    link.symlink_to(real)
    world.run("file")
    assert link.is_symlink()
    assert real.read_bytes() == (world.origin / "file").read_bytes()
    world.options = Options(publish=Publish.RENAME)
    world.run("file")
    assert not link.is_symlink()
    world.same("file")


def test_a_link_that_leads_nowhere_is_replaced_and_one_to_a_folder_is_not(world: World, tmp_path: Path) -> None:
    world.give("file", 5)
    link = world.target / "file"
    link.symlink_to("missing")
    world.run("file")
    world.same("file")
    link.unlink()
    link.symlink_to(tmp_path)
    assert world.fails("file").kind is ProblemKind.IS_A_FOLDER


@pytest.mark.parametrize("size", [5, LARGE])
def test_in_place_it_stays_the_same_file(tmp_path: Path, size: int) -> None:
    world = World(tmp_path, Options(publish=Publish.IN_PLACE))
    world.give("file", size)
    there = world.target / "file"
    there.write_bytes(b"old")
    before = there.stat().st_ino
    world.run("file")
    world.same("file")
    assert there.stat().st_ino == before


def test_in_place_that_fails_says_what_is_there_and_is_gone_on_with(tmp_path: Path) -> None:
    world = World(tmp_path, Options(publish=Publish.IN_PLACE))
    world.source = FailingFiles(LocalFileSystem(), far=True)
    world.destination = FailingFiles(LocalFileSystem(), far=True)
    world.give("file", 5 * PUMPED)
    world.destination.happens = fail_in("file.attributes", ProblemKind.DISK_FULL)
    problem = world.fails("file")
    assert problem.kind is ProblemKind.DISK_FULL
    assert "a part of it is there" in str(TowpathError(problem))
    world.run("file")
    world.same("file")
    assert world.tally.amounts().bytes_sent == 5 * PUMPED


def test_in_place_a_file_is_not_emptied_that_another_machine_shows_too(tmp_path: Path) -> None:
    """A home folder that two machines share: nothing tells that both paths lead to one file."""
    world = World(tmp_path, Options(publish=Publish.IN_PLACE))
    world.destination = FailingFiles(LocalFileSystem(), far=True)
    world.target = world.origin
    path = world.give("file", LARGE)
    world.run("file")
    assert path.read_bytes() == content(LARGE)[:LARGE]


def test_in_place_a_file_that_others_wrote_meanwhile_begins_anew(tmp_path: Path) -> None:
    world = World(tmp_path, Options(publish=Publish.IN_PLACE))
    world.give("file", LARGE)
    world.destination.happens = fail_in("file.attributes", ProblemKind.LOST)
    world.fails("file")
    (world.target / "file").write_bytes(content(LARGE, seed=9)[: LARGE - 5])
    world.run("file")
    world.same("file")


def test_in_place_only_the_beginning_that_was_compared_is_gone_on_with(tmp_path: Path) -> None:
    world = World(tmp_path, Options(publish=Publish.IN_PLACE))
    path, there = world.give("file", LARGE), world.target / "file"
    there.write_bytes(path.read_bytes()[:1000] + b"theirs" * 1000)
    begun = FileRecord(
        size=LARGE,
        mtime=THEN,
        temporary=os.fsencode(there),
        acknowledged=((0, 1000), (2000, 5000)),
        in_place=True,
    )
    world.journal.began(os.fsencode(path), begun)
    world.run("file")
    world.same("file")


def test_a_link_that_nobody_told_of_is_not_written_through_in_place(tmp_path: Path) -> None:
    """A hostile server may list a link and then a file of the same name."""
    world = World(tmp_path, Options(publish=Publish.IN_PLACE))
    world.give("file", LARGE)
    (tmp_path / "precious").write_bytes(b"precious")
    (world.target / "file").symlink_to(tmp_path / "precious")

    async def copy() -> None:
        source = os.fsencode(world.origin / "file")
        attributes = await LocalFileSystem().stat(source)
        await world.copier().copy_file(source, attributes, os.fsencode(world.target / "file"), None, replace=True)

    asyncio.run(copy())
    world.same("file")
    assert not (world.target / "file").is_symlink()
    assert (tmp_path / "precious").read_bytes() == b"precious"


def test_a_file_is_not_copied_onto_itself_in_place(tmp_path: Path) -> None:
    world = World(tmp_path, Options(publish=Publish.IN_PLACE))
    world.give("file", LARGE)
    world.target.rmdir()
    world.target.symlink_to(world.origin)
    before = (world.origin / "file").read_bytes()
    assert world.fails("file").kind is ProblemKind.FILE_FAILED
    (world.target / "second").hardlink_to(world.origin / "file")
    assert world.fails("second").kind is ProblemKind.FILE_FAILED
    assert (world.origin / "file").read_bytes() == before


# while it is copied


def change_size(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def change_time(path: Path) -> None:
    os.utime(path, ns=(THEN, THEN + SECOND))


def shorten(path: Path) -> None:
    os.truncate(path, 10)


def change_size_only(path: Path) -> None:
    change_size(path)
    os.utime(path, ns=(THEN, THEN))


def change_content(path: Path) -> None:
    size = path.stat().st_size
    path.write_bytes(content(size, seed=3)[:size])
    change_time(path)


@pytest.mark.parametrize("far", [False, True])
@pytest.mark.parametrize("change", [change_size, change_time, shorten, Path.unlink])
def test_a_source_that_changes_or_vanishes_is_not_published(tmp_path: Path, change: object, far: bool) -> None:
    assert callable(change)
    world = World(tmp_path)
    world.source = FailingFiles(LocalFileSystem(), far=far)
    world.destination = FailingFiles(LocalFileSystem(), far=far)
    path = world.give("file", 40 * PUMPED)
    there = world.target / "file"
    there.write_bytes(b"old")
    call = "file.read" if far else "file.fetch"
    world.source.happens = do_before(call, lambda: change(path))
    problem = world.fails("file")
    assert problem.kind is ProblemKind.FILE_CHANGED
    assert problem.subject == str(path)
    assert there.read_bytes() == b"old"
    assert not world.litter()
    assert world.journal.record(os.fsencode(path)) is None


def test_a_source_that_shrinks_after_it_was_read_is_not_published(world: World) -> None:
    path = world.give("file", LARGE)

    def shrink() -> None:
        os.truncate(path, LARGE - 1)
        os.utime(path, ns=(THEN, THEN))

    world.source.happens = do_before("stat", shrink)
    assert world.fails("file").kind is ProblemKind.FILE_CHANGED
    assert not list(world.target.iterdir())


def test_what_the_destination_lost_silently_is_not_published(tmp_path: Path) -> None:
    """It acknowledged every byte, and has fewer."""
    world = World(tmp_path)
    world.destination = FailingFiles(LocalFileSystem(), far=True)
    world.give("file", LARGE)
    world.destination.happens = do_before("file.attributes", lambda: os.truncate(world.temporary("file"), LARGE - 1))
    assert world.fails("file").kind is ProblemKind.VERIFY_FAILED
    assert not list(world.target.iterdir())


def test_a_file_that_tells_no_size_is_not_called_stored(world: World) -> None:
    """As those in /proc: they have no bytes when one asks, and some when one reads."""

    async def copy() -> None:
        source = b"/proc/self/status"
        attributes = await LocalFileSystem().stat(source)
        await world.copier().copy_file(source, attributes, os.fsencode(world.target / "file"), None, replace=True)

    with pytest.raises(TowpathError) as raised:
        asyncio.run(copy())
    assert raised.value.problem.kind is ProblemKind.FILE_CHANGED
    assert not list(world.target.iterdir())


def test_a_small_file_that_grew_since_it_was_listed_is_copied(world: World) -> None:
    path = world.give("file", 5)
    world.source.happens = do_before("read_file", lambda: world.give("file", LARGE))
    world.run("file")
    world.same("file")
    assert path.stat().st_size == LARGE


@pytest.mark.parametrize("kind", [ProblemKind.DISK_FULL, ProblemKind.FILE_FAILED, ProblemKind.PERMISSION_DENIED])
@pytest.mark.parametrize("call", ["open", "file.truncate", "file.attributes", "file.close", "rename"])
def test_what_failed_leaves_nothing_but_what_was_there(world: World, call: str, kind: ProblemKind) -> None:
    world.give("file", LARGE)
    world.options = Options(publish=Publish.RENAME)
    there = world.target / "file"
    there.write_bytes(b"old")
    world.destination.happens = fail_in(call, kind, times=9)
    assert world.fails("file").kind is kind
    assert there.read_bytes() == b"old"
    assert not world.litter()
    assert not world.journal.all()
    world.destination.happens = lambda _: None
    world.run("file")
    world.same("file")


@pytest.mark.parametrize("far", [False, True])
def test_a_full_or_read_only_disk_keeps_what_was_there(tmp_path: Path, far: bool) -> None:
    if why := small_disk_missing():
        pytest.skip(why)
    with SmallDisk(tmp_path / "to", 1) as disk:
        world = World(tmp_path)
        world.destination = FailingFiles(LocalFileSystem(), far=far)
        there = world.target / "file"

        def fails(size: int) -> ProblemKind:
            world.give("file", size)
            kind = world.fails("file").kind
            assert there.read_bytes() == b"old"
            assert [path.name for path in world.target.iterdir()] == ["file"]
            return kind

        disk.call(lambda: there.write_bytes(b"old"))
        assert disk.call(lambda: fails(9 * PUMPED)) is ProblemKind.DISK_FULL
        disk.make_read_only()
        assert disk.call(lambda: fails(5)) is ProblemKind.PERMISSION_DENIED
        assert disk.call(lambda: fails(LARGE)) is ProblemKind.PERMISSION_DENIED


def test_a_small_file_on_a_full_disk(tmp_path: Path) -> None:
    if why := small_disk_missing():
        pytest.skip(why)
    with SmallDisk(tmp_path / "to", 1) as disk:
        world = World(tmp_path)
        world.give("file", SMALL)
        disk.call(lambda: (world.target / "filler").write_bytes(bytes(1024**2 - SMALL // 2)))
        assert disk.call(lambda: world.fails("file")).kind is ProblemKind.DISK_FULL
        assert disk.call(lambda: [path.name for path in world.target.iterdir()]) == ["filler"]


@pytest.mark.parametrize("kind", [ProblemKind.FILE_FAILED, ProblemKind.LOST])
def test_what_closing_the_source_says_comes_too_late_to_matter(world: World, kind: ProblemKind) -> None:
    world.give("file", LARGE)
    world.source.happens = fail_in("file.close", kind)
    assert world.run("file") is FileOutcome.STORED
    world.same("file")
    assert not world.journal.all()


def test_a_failure_without_a_name_gets_that_of_the_file(world: World) -> None:
    world.give("file", LARGE)
    world.source.happens = fail_in("file.fetch", ProblemKind.DISK_FULL)
    assert world.fails("file").subject == str(world.target / "file")


@pytest.mark.parametrize("size", [5, LARGE])
def test_a_failure_does_not_speak_of_temporary_names(world: World, size: int) -> None:
    world.give("file", size)
    temporary = Path(os.fsdecode(temporary_name("batch", os.fsencode(world.target / "file"))))
    (temporary / "occupied").mkdir(parents=True)
    assert world.fails("file").subject == str(world.target / "file")


@pytest.mark.parametrize("kind", [ProblemKind.PERMISSION_DENIED, ProblemKind.UNSUPPORTED, ProblemKind.FILE_FAILED])
@pytest.mark.parametrize("size", [5, LARGE])
def test_a_disk_without_permissions_keeps_the_times(world: World, size: int, kind: ProblemKind) -> None:
    refused: list[str] = []

    def no_modes(call: str) -> None:
        if call in ("write_file", "file.set_attributes") and "file.set_attributes" not in refused:
            refused.append(call)
            raise TowpathError(Problem(kind))

    world.give("file", size)
    world.destination.happens = no_modes
    world.run("file")
    assert refused[-1] == "file.set_attributes"
    assert (world.target / "file").stat().st_mtime_ns == THEN


def test_verifying_compares_what_is_there_with_the_source(tmp_path: Path) -> None:
    world = World(tmp_path, Options(verify=True))
    world.give("file", 5)
    world.run("file")
    world.same("file")
    assert "file.sync" in world.destination.calls
    world.give("second", LARGE)

    def damage() -> None:
        with world.temporary("second").open("r+b") as file:
            file.seek(LARGE // 2)
            file.write(b"damaged")

    world.destination.happens = do_before("sha256", damage)
    assert world.fails("second").kind is ProblemKind.VERIFY_FAILED
    assert not (world.target / "second").exists()
    assert not world.litter()
    world.run("second")
    world.same("second")


# going on


def lose(number: int) -> Happens:
    return fail_at(number, ProblemKind.LOST)


SMALL_STEPS = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@SMALL_STEPS
@given(
    size=st.integers(0, 12 * PUMPED),
    cuts=st.lists(st.tuples(st.booleans(), st.integers(0, 60)), max_size=4),
    there=st.one_of(st.none(), st.integers(0, 3 * PUMPED)),
    publish=st.sampled_from([Publish.AUTO, Publish.IN_PLACE]),
)
def test_however_often_it_is_lost_the_copy_is_the_source(
    tmp_path_factory: pytest.TempPathFactory,
    size: int,
    cuts: list[tuple[bool, int]],
    there: int | None,
    publish: Publish,
) -> None:
    world = World(tmp_path_factory.mktemp("world"), Options(publish=publish))
    world.give("file", size)
    final = world.target / "file"
    old = None if there is None else content(there, seed=5)[:there]
    if old is not None:
        final.write_bytes(old)
    for at_source, number in [*cuts, (False, 10_000)]:
        world.source = FailingFiles(LocalFileSystem(), lose(number if at_source else 10_000), far=True)
        world.destination = FailingFiles(LocalFileSystem(), lose(10_000 if at_source else number), far=True)
        try:
            world.run("file")
        except TowpathError as error:
            problem = error.problem
        else:
            break
        assert problem.kind is ProblemKind.LOST
        if publish is Publish.AUTO:
            seen = final.read_bytes() if final.exists() else None
            assert seen in (old, (world.origin / "file").read_bytes())
    world.same("file")


@SMALL_STEPS
@given(
    size=st.integers(0, 4 * PUMPED),
    at=st.integers(0, 40),
    at_source=st.booleans(),
    kind=st.sampled_from([ProblemKind.DISK_FULL, ProblemKind.FILE_FAILED, ProblemKind.PERMISSION_DENIED]),
    there=st.one_of(st.none(), st.integers(0, 3 * PUMPED)),
    options=st.sampled_from([Options(publish=Publish.RENAME), Options(publish=Publish.RENAME, verify=True)]),
)
def test_whatever_call_fails_there_is_the_old_file_or_the_new_one(
    tmp_path_factory: pytest.TempPathFactory,
    size: int,
    at: int,
    at_source: bool,
    kind: ProblemKind,
    there: int | None,
    options: Options,
) -> None:
    world = World(tmp_path_factory.mktemp("world"), options)
    world.give("file", size)
    final = world.target / "file"
    old = None if there is None else content(there, seed=5)[:there]
    if old is not None:
        final.write_bytes(old)
    world.source = FailingFiles(LocalFileSystem(), fail_once(at, kind) if at_source else lambda _: None, far=True)
    world.destination = FailingFiles(
        LocalFileSystem(), (lambda _: None) if at_source else fail_once(at, kind), far=True
    )
    try:
        world.run("file")
    except TowpathError as error:
        failed = error.problem.kind
    else:
        assert final.read_bytes() == (world.origin / "file").read_bytes()
        assert not world.litter()
        return
    assert failed is kind
    assert (final.read_bytes() if final.exists() else None) == old
    assert not world.litter()
    assert not world.journal.all()
    world.run("file")
    world.same("file")


def lost_on_the_way(world: World, size: int, after: int) -> None:
    world.source = FailingFiles(LocalFileSystem(), far=True)
    world.give("file", size)
    reads = 0

    def happens(call: str) -> None:
        nonlocal reads
        reads += call == "file.read"
        if reads > after:
            raise TowpathError(Problem(ProblemKind.LOST, "the far machine"))

    world.destination = FailingFiles(LocalFileSystem(), far=True)
    world.source.happens = happens
    assert world.fails("file").kind is ProblemKind.LOST
    world.source.happens = lambda _: None


def test_only_what_is_missing_is_sent_again(world: World) -> None:
    size = 50 * PUMPED
    lost_on_the_way(world, size, after=40)
    record = world.journal.record(os.fsencode(world.origin / "file"))
    assert record is not None
    there = sum(end - start for start, end in record.acknowledged)
    assert there >= 5 * PUMPED
    world.tally = Tally()
    world.run("file")
    world.same("file")
    assert world.tally.amounts().bytes_sent == size - there


def test_a_temporary_file_that_is_gone_or_was_shortened(world: World) -> None:
    for damage in (Path.unlink, shorten):
        lost_on_the_way(world, 50 * PUMPED, after=40)
        damage(world.temporary("file"))
        world.run("file")
        world.same("file")


def test_a_link_in_place_of_the_temporary_file_is_not_written_through(world: World, tmp_path: Path) -> None:
    lost_on_the_way(world, 50 * PUMPED, after=40)
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    world.temporary("file").unlink()
    world.temporary("file").symlink_to(precious)
    world.run("file")
    assert not (world.target / "file").is_symlink()
    world.same("file")
    assert precious.read_bytes() == b"precious"


def test_a_temporary_file_that_is_too_long_is_cut(world: World) -> None:
    lost_on_the_way(world, 50 * PUMPED, after=40)
    with world.temporary("file").open("ab") as file:
        file.truncate(60 * PUMPED)
    world.run("file")
    world.same("file")


def test_a_run_that_ended_just_after_publishing(world: World) -> None:
    """The file is there, and the answer of the machine got lost."""

    def publish(call: str) -> None:
        if call == "rename":
            world.temporary("file").rename(world.target / "file")
            raise TowpathError(Problem(ProblemKind.LOST))

    world.give("file", LARGE)
    world.destination.happens = publish
    world.fails("file")
    world.destination.happens = lambda _: None
    world.tally = Tally()
    world.run("file")
    world.same("file")
    assert world.tally.amounts().bytes_sent == 0
    assert not world.journal.all()


def test_a_file_as_long_and_as_old_as_the_source_is_not_taken_for_its_copy(world: World) -> None:
    """Its temporary file is gone, but not all of it had arrived."""
    size = 50 * PUMPED
    there = world.target / "file"
    there.write_bytes(content(size, seed=5)[:size])
    os.utime(there, ns=(THEN, THEN))
    lost_on_the_way(world, size, after=40)
    world.temporary("file").unlink()
    world.run("file")
    world.same("file")


def test_a_run_that_ended_just_before_publishing(world: World) -> None:
    """The temporary file has its last permissions already, which let nobody write."""
    world.give("file", LARGE, mode=0o444)
    os.chown(world.origin / "file", os.geteuid(), os.getegid())
    world.destination.happens = fail_in("rename", ProblemKind.LOST)
    world.fails("file")
    assert stat.S_IMODE(world.temporary("file").stat().st_mode) == 0o444
    world.destination.happens = lambda _: None
    world.tally = Tally()
    with unprivileged():
        world.run("file")
    world.same("file")
    assert world.tally.amounts().bytes_sent == 0


@pytest.mark.parametrize("change", [change_size, change_size_only, change_time, change_content])
def test_a_source_that_changed_begins_anew_or_is_refused_when_resuming_was_asked_for(
    world: World, change: object
) -> None:
    assert callable(change)
    lost_on_the_way(world, 50 * PUMPED, after=40)
    change(world.origin / "file")
    world.options = Options(resume=True)
    problem = world.fails("file")
    assert problem.kind is ProblemKind.RESUME_REFUSED
    assert "source" in problem.facts["detail"]
    assert not (world.target / "file").exists()
    world.options = Options()
    world.run("file")
    world.same("file")


# a shorter file of somebody else's


@pytest.mark.parametrize("size", [1000, LARGE])
def test_a_shorter_file_that_begins_alike_is_gone_on_with(tmp_path: Path, size: int) -> None:
    world = World(tmp_path, Options(resume=True))
    path = world.give("file", size)
    there = world.target / "file"
    there.write_bytes(path.read_bytes()[: size // 3])
    seen: list[bytes] = []
    world.destination.happens = do_before("rename", lambda: seen.append(there.read_bytes()))
    world.run("file")
    world.same("file")
    assert world.tally.amounts().bytes_sent == size - size // 3
    assert seen == [path.read_bytes()[: size // 3]]


@pytest.mark.parametrize("kind", [ProblemKind.UNSUPPORTED, ProblemKind.DISK_FULL, ProblemKind.PERMISSION_DENIED])
def test_where_it_cannot_be_duplicated_it_grows_in_place(tmp_path: Path, kind: ProblemKind) -> None:
    world = World(tmp_path, Options(resume=True))
    path = world.give("file", LARGE)
    there = world.target / "file"
    there.write_bytes(path.read_bytes()[:100_000])
    before = there.stat().st_ino
    world.destination.happens = fail_in("duplicate", kind)
    world.run("file")
    world.same("file")
    assert there.stat().st_ino == before
    assert world.tally.amounts().bytes_sent == LARGE - 100_000


def test_what_grows_in_place_is_never_longer_than_what_has_arrived(tmp_path: Path) -> None:
    world = World(tmp_path, Options(resume=True))
    path = world.give("file", LARGE)
    (world.target / "file").write_bytes(path.read_bytes()[:100_000])
    world.destination.happens = fail_in("duplicate", ProblemKind.UNSUPPORTED)
    world.source.happens = fail_in("file.fetch", ProblemKind.LOST)
    world.fails("file")
    assert path.read_bytes().startswith((world.target / "file").read_bytes())


def test_one_that_is_complete_is_not_sent_again(tmp_path: Path) -> None:
    world = World(tmp_path, Options(resume=True))
    path = world.give("file", LARGE)
    (world.target / "file").write_bytes(path.read_bytes())
    world.run("file")
    world.same("file")
    assert world.tally.amounts().bytes_sent == 0


@pytest.mark.parametrize(
    ("there", "reason"),
    [(b"x" * 100, "not those the source begins with"), (b"x" * (LARGE + 5), "the source only")],
)
def test_what_is_no_beginning_of_the_source_is_refused_and_stays(tmp_path: Path, there: bytes, reason: str) -> None:
    world = World(tmp_path, Options(resume=True))
    world.give("file", LARGE)
    (world.target / "file").write_bytes(there)
    problem = world.fails("file")
    assert problem.kind is ProblemKind.RESUME_REFUSED
    assert reason in problem.facts["detail"]
    assert (world.target / "file").read_bytes() == there
    assert not world.litter()
    world.options = Options()
    world.run("file")
    world.same("file")


# cancelling and pacing


def test_cancelled_it_can_be_gone_on_with(world: World) -> None:
    world.give("file", 50 * PUMPED)
    world.source = FailingFiles(LocalFileSystem(), far=True)
    world.destination = FailingFiles(LocalFileSystem(), far=True)

    async def cancelled() -> None:
        copying = asyncio.ensure_future(world.copy("file"))
        reads = 0

        def happens(call: str) -> None:
            nonlocal reads
            reads += call == "file.read"
            if reads == 40:
                copying.cancel()

        world.source.happens = happens
        with pytest.raises(asyncio.CancelledError):
            await copying

    asyncio.run(cancelled())
    world.source.happens = lambda _: None
    assert not (world.target / "file").exists()
    assert world.journal.all()
    world.tally = Tally()
    world.run("file")
    world.same("file")
    assert world.tally.amounts().bytes_sent < 50 * PUMPED


@pytest.mark.parametrize("far", [False, True])
def test_a_limit_that_comes_and_goes_loses_nothing(world: World, far: bool) -> None:
    size = 30 * 1024 * 1024
    world.give("file", size)
    world.source = FailingFiles(LocalFileSystem(), far=far)
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 5:
            world.pace.set_limit(0)
        await asyncio.sleep(0)

    world.pace = Pace(sleep=sleep)
    heard = world.tally.moved

    def moved(source: bytes, count: int) -> None:
        heard(source, count)
        if not slept:
            world.pace.set_limit(1024 * 1024)

    world.tally.moved = moved  # type: ignore[method-assign]  # to hear of the first piece
    world.run("file")
    world.same("file")
    assert len(slept) >= 5


@pytest.mark.parametrize("size", [5_000, LARGE])
def test_a_limit_counts_every_file(world: World, size: int) -> None:
    now = 0.0

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    world.pace = Pace(1000, clock=lambda: now, sleep=sleep)
    for name in ("first", "second"):
        world.give(name, size)
        world.run(name)
        world.same(name)
    assert now >= size / 1000


# links and folders


def test_the_names_of_a_file_become_names_of_its_copy(world: World) -> None:
    for size in (5, LARGE):
        first = world.give(f"first-{size}", size)
        (world.origin / f"second-{size}").hardlink_to(first)
        (world.target / f"third-{size}").write_bytes(b"old")
        (world.origin / f"third-{size}").hardlink_to(first)

    async def copy_all() -> list[FileOutcome]:
        copier = world.copier()
        names = [f"{name}-{size}" for size in (5, LARGE) for name in ("first", "second", "third")]
        return list(await asyncio.gather(*[world.copy(name, copier=copier) for name in names]))

    assert asyncio.run(copy_all()) == [FileOutcome.STORED, FileOutcome.LINKED, FileOutcome.LINKED] * 2
    for size in (5, LARGE):
        for name in ("second", "third"):
            assert (world.target / f"{name}-{size}").samefile(world.target / f"first-{size}")
        world.same(f"first-{size}")
    asyncio.run(copy_all())
    assert not world.litter(), "renaming to another name of the same file does nothing"


def test_names_are_copied_where_the_first_failed_or_links_cannot_be(world: World) -> None:
    first = world.give("first", 5)
    for name in ("second", "third"):
        (world.origin / name).hardlink_to(first)
    world.destination.happens = fail_in("write_file", ProblemKind.DISK_FULL)

    async def copy_all() -> list[FileOutcome]:
        copier = world.copier()
        with pytest.raises(TowpathError):
            await world.copy("first", copier=copier)
        outcomes = [await world.copy("second", copier=copier)]
        world.destination.happens = fail_in("link", ProblemKind.UNSUPPORTED)
        return [*outcomes, await world.copy("third", copier=copier)]

    assert asyncio.run(copy_all()) == [FileOutcome.STORED, FileOutcome.STORED]
    world.same("second")
    world.same("third")


def test_a_name_is_linked_to_what_an_earlier_run_stored(world: World) -> None:
    first = world.give("first", 5)
    (world.origin / "second").hardlink_to(first)
    world.run("first")

    async def go_on() -> FileOutcome:
        copier = world.copier()
        attributes = await LocalFileSystem().stat(os.fsencode(first))
        copier.stored_before(attributes, os.fsencode(world.target / "first"))
        return await world.copy("second", copier=copier)

    assert asyncio.run(go_on()) is FileOutcome.LINKED
    assert (world.target / "second").samefile(world.target / "first")


@pytest.mark.parametrize("there", [None, "file", "link"])
def test_a_link_is_copied_as_it_is(world: World, there: str | None) -> None:
    source, final = world.origin / "link", world.target / "link"
    source.symlink_to("nowhere/\udcff")
    os.utime(source, ns=(THEN, THEN), follow_symlinks=False)
    if there == "file":
        final.write_bytes(b"old")
    elif there == "link":
        final.symlink_to("elsewhere")

    async def copy() -> FileOutcome:
        files = LocalFileSystem()
        paths = os.fsencode(source), os.fsencode(final)
        seen = await files.stat(paths[1], follow=False) if there else None
        attributes = await files.stat(paths[0], follow=False)
        return await world.copier().copy_link(paths[0], attributes, paths[1], seen, replace=True)

    assert asyncio.run(copy()) is FileOutcome.LINKED
    assert final.readlink() == source.readlink()
    assert final.lstat().st_mtime_ns == THEN
    assert not world.litter()


def test_folders_are_made_merged_and_finished(world: World) -> None:
    source, final = world.origin / "folder", world.target / "folder"
    source.mkdir()
    source.chmod(0o2550)
    os.utime(source, ns=(THEN, THEN))

    async def copy() -> list[bool]:
        copier = world.copier()
        attributes = await LocalFileSystem().stat(os.fsencode(source))
        made = [await copier.make_folder(attributes, os.fsencode(final)) for _ in range(2)]
        assert final.stat().st_mode & 0o700 == 0o700
        await copier.finish_folder(attributes, os.fsencode(final))
        return made

    assert asyncio.run(copy()) == [True, False]
    assert stat.S_IMODE(final.stat().st_mode) == 0o2550
    assert final.stat().st_mtime_ns == THEN
    final.rmdir()
    final.write_bytes(b"")
    with pytest.raises(TowpathError) as raised:
        asyncio.run(copy())
    assert raised.value.problem.kind is ProblemKind.NOT_A_FOLDER
