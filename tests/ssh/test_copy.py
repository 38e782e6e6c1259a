"""Copies between this machine and a real server, with everything a copy promises."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.failing_files import FailingFiles, do_before
from tests.support.keys import KeyFile
from tests.support.login import log_in
from tests.support.memory_journal import MemoryJournal
from tests.support.nobody import UID, sftp_server_of_nobody
from tests.support.sshd import Sshd
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import SECOND, Attributes, FileSystem
from towpath.model.transfer import FileOutcome, Options, Publish
from towpath.ssh.session import Session
from towpath.ssh.sftp import SftpFileSystem
from towpath.ssh.sftp_handles import Handles
from towpath.transfer.copy import SMALL, Copier
from towpath.transfer.local import LocalFileSystem
from towpath.transfer.pace import Pace
from towpath.transfer.tally import Tally

THEN = 1_700_000_000 * SECOND
LARGE = 5 * 1024 * 1024 + 17
SIZES = (0, 1, 32767, 32768, 32769, SMALL, SMALL + 1, LARGE)


@pytest.fixture
def far(session: Session) -> Iterator[SftpFileSystem]:
    files = SftpFileSystem(session)
    yield files
    files.end()


class World:
    """Two folders, each on its own machine, and what a batch between them remembers."""

    def __init__(self, folder: Path, source: FileSystem, destination: FileSystem, options: Options) -> None:
        self.origin, self.target = folder / "from", folder / "to"
        self.origin.mkdir(exist_ok=True)
        self.target.mkdir(exist_ok=True)
        self.source = FailingFiles(source)
        self.destination = FailingFiles(destination)
        self.options = options
        self.journal = MemoryJournal()
        self.tally = Tally()
        self.pace = Pace()

    def give(self, name: str, size: int, mode: int = 0o640) -> Path:
        path = self.origin / name
        path.write_bytes(os.urandom(size))
        path.chmod(mode)
        os.utime(path, ns=(THEN, THEN))
        return path

    def copier(self) -> Copier:
        return Copier(self.source, self.destination, self.options, self.journal, self.tally, self.pace, "batch")

    async def copy(self, name: str, *, replace: bool = True, copier: Copier | None = None) -> FileOutcome:
        copier = copier or self.copier()
        source, destination = os.fsencode(self.origin / name), os.fsencode(self.target / name)
        attributes = await self.source.stat(source)
        there: Attributes | None = None
        if (self.target / name).exists():
            there = await self.destination.stat(destination, follow=False)
        return await copier.copy_file(source, attributes, destination, there, replace=replace)

    def run(self, name: str) -> FileOutcome:
        return asyncio.run(self.copy(name))

    def fails(self, name: str) -> Problem:
        with pytest.raises(TowpathError) as raised:
            self.run(name)
        return raised.value.problem

    def same(self, name: str) -> None:
        source, there = self.origin / name, self.target / name
        assert there.read_bytes() == source.read_bytes()
        seen, wanted = there.stat(), source.stat()
        assert seen.st_mtime_ns // SECOND == wanted.st_mtime_ns // SECOND
        assert stat.S_IMODE(seen.st_mode) == stat.S_IMODE(wanted.st_mode)
        assert not [path for path in self.target.iterdir() if path.name.endswith(".towpath")]


Make = Callable[[str, Options], World]


@pytest.fixture
def make(tmp_path: Path, far: SftpFileSystem) -> Make:
    """A world for `up`, `down` or `across`."""

    def made(way: str, options: Options) -> World:
        here = LocalFileSystem()
        source: FileSystem = here if way == "up" else far
        return World(tmp_path, source, here if way == "down" else far, options)

    return made


WAYS = ("up", "down", "across")


@pytest.mark.parametrize("way", WAYS)
def test_a_copy_is_the_same_to_the_byte(make: Make, way: str) -> None:
    world = make(way, Options())
    for size in SIZES:
        world.give(f"file {size}", size)

    async def copy_all() -> None:
        await asyncio.gather(*[world.copy(f"file {size}") for size in SIZES])

    asyncio.run(copy_all())
    for size in SIZES:
        world.same(f"file {size}")
    assert world.tally.amounts().bytes_sent == sum(SIZES)


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_is_there_is_replaced(make: Make, way: str) -> None:
    world = make(way, Options(verify=way == "up"))
    for size in (5, LARGE):
        world.give("file", size)
        (world.target / "file").write_bytes(b"old")
        os.chown(world.target / "file", UID, UID)
        world.run("file")
        world.same("file")
        if os.geteuid() == 0:
            assert (world.target / "file").stat().st_uid == UID


@pytest.mark.parametrize("way", WAYS)
def test_any_name_is_kept(make: Make, way: str) -> None:
    world = make(way, Options())
    names = [os.fsdecode(name) for name in (b" a\nb'\"\\*", b"\xff\xfe\x80", "\U0001f600".encode() * 63, b"n" * 255)]
    for name in names:
        for size in (5, SMALL + 1):
            world.give(name, size)
            world.run(name)
            world.same(name)


@pytest.mark.parametrize("way", ["up", "down"])
def test_a_sparse_file_of_more_than_four_gibibytes(make: Make, way: str) -> None:
    """Down, all its zeros come over the link: there is none of the source's holes to be seen. Up, they stay here."""
    size = 4 * 1024**3 + 1 if way == "up" else 64 * 1024**2 + 1
    world = make(way, Options())
    with (world.origin / "file").open("wb") as file:
        file.write(b"beginning")
        file.seek(size // 2 + 5)
        file.write(b"middle")
        file.truncate(size)
    world.run("file")
    with (world.target / "file").open("rb") as file:
        assert file.read(10) == b"beginning\0"
        file.seek(size // 2 + 4)
        assert file.read(8) == b"\0middle\0"
    seen = (world.target / "file").stat()
    assert seen.st_size == size
    assert seen.st_blocks * 512 < 2 * 1024**2


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("change", ["grow", "vanish"])
def test_a_source_that_changes_is_not_published(make: Make, way: str, change: str) -> None:
    world = make(way, Options())
    path = world.give("file", LARGE)
    (world.target / "file").write_bytes(b"old")

    def deed() -> None:
        if change == "vanish":
            path.unlink()
        else:
            with path.open("ab") as file:
                file.write(b"more")

    world.destination.happens = do_before("file.attributes", deed)
    problem = world.fails("file")
    assert (problem.kind, problem.subject) == (ProblemKind.FILE_CHANGED, str(path))
    assert [entry.name for entry in world.target.iterdir()] == ["file"]
    assert (world.target / "file").read_bytes() == b"old"


@pytest.mark.parametrize("way", WAYS)
def test_a_lost_session_is_gone_on_with(
    make: Make, way: str, sshd: Sshd, user_key: KeyFile, tmp_path: Path, far: SftpFileSystem
) -> None:
    world = make(way, Options())
    world.give("file", 4 * LARGE)
    heard = world.journal.acknowledged

    def lose_after_half(source: bytes, offset: int, size: int) -> None:
        heard(source, offset, size)
        done = sum(end - start for start, end in world.journal.all()[source])
        if done > 2 * LARGE:
            sshd.drop_sessions()

    world.journal.acknowledged = lose_after_half  # type: ignore[method-assign]  # to hear of the pieces
    assert world.fails("file").kind is ProblemKind.LOST
    assert not (world.target / "file").exists()
    acknowledged = sum(end - start for start, end in world.journal.all()[os.fsencode(world.origin / "file")])
    world.journal.acknowledged = heard  # type: ignore[method-assign]  # as before

    session = log_in(sshd, user_key)
    again = SftpFileSystem(session)
    try:
        here = LocalFileSystem()
        world.source = FailingFiles(here if way == "up" else again)
        world.destination = FailingFiles(here if way == "down" else again)
        world.tally = Tally()
        world.run("file")
        world.same("file")
        assert world.tally.amounts().bytes_sent == 4 * LARGE - acknowledged
    finally:
        again.end()
        session.close()


@pytest.mark.parametrize("way", WAYS)
def test_a_shorter_file_of_somebody_elses(make: Make, way: str) -> None:
    world = make(way, Options(resume=True))
    path = world.give("file", LARGE)
    there = world.target / "file"
    there.write_bytes(path.read_bytes()[: LARGE // 2])
    world.run("file")
    world.same("file")
    assert world.tally.amounts().bytes_sent == LARGE - LARGE // 2
    there.write_bytes(b"x" * 1000)
    world.journal.forget(os.fsencode(path))
    problem = world.fails("file")
    assert problem.kind is ProblemKind.RESUME_REFUSED
    assert there.read_bytes() == b"x" * 1000


@pytest.mark.parametrize("size", [5, LARGE])
@pytest.mark.parametrize("way", WAYS)
def test_other_names_of_a_file_stay_its_names(make: Make, way: str, size: int) -> None:
    world = make(way, Options())
    world.give("file", size)
    (world.target / "file").write_bytes(b"y" * 100)
    (world.target / "other").hardlink_to(world.target / "file")
    world.run("file")
    world.same("file")
    assert (world.target / "other").samefile(world.target / "file")


@pytest.mark.parametrize("way", WAYS)
def test_in_place_and_at_a_pace(make: Make, way: str) -> None:
    world = make(way, Options(publish=Publish.IN_PLACE))
    world.pace.set_limit(40 * 1024 * 1024)
    world.give("file", LARGE)
    (world.target / "file").write_bytes(b"y" * 2 * LARGE)
    (world.target / "other").hardlink_to(world.target / "file")
    world.run("file")
    world.same("file")
    assert (world.target / "other").samefile(world.target / "file")


@pytest.mark.parametrize("way", WAYS)
def test_cancelled_it_can_be_gone_on_with(make: Make, way: str) -> None:
    world = make(way, Options())
    world.give("file", 4 * LARGE)

    async def cancelled() -> None:
        copying = asyncio.ensure_future(world.copy("file"))
        loop = asyncio.get_running_loop()
        heard = world.journal.acknowledged

        def cancel(source: bytes, offset: int, size: int) -> None:
            heard(source, offset, size)
            loop.call_soon_threadsafe(copying.cancel)

        world.journal.acknowledged = cancel  # type: ignore[method-assign]  # to hear of the first piece
        with pytest.raises(asyncio.CancelledError):
            await copying
        world.journal.acknowledged = heard  # type: ignore[method-assign]  # as before

    asyncio.run(cancelled())
    assert not (world.target / "file").exists()
    world.run("file")
    world.same("file")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can start a server for somebody else")
def test_what_the_far_account_may_not(session: Session, tmp_path: Path) -> None:
    """The far side is an ordinary user's: what renaming cannot keep, or the folder forbids, is written in place."""
    files = SftpFileSystem(session, command=sftp_server_of_nobody())
    world = World(tmp_path, LocalFileSystem(), files, Options())
    for parent in (tmp_path, *tmp_path.parents):
        if parent.stat().st_uid == 0 and not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o011)
    try:
        world.target.chmod(0o755)
        for size in (5, LARGE):
            world.give("file", size, mode=0o644)
            assert world.fails("file").kind is ProblemKind.PERMISSION_DENIED
            there = world.target / "file"
            there.write_bytes(b"old")
            there.chmod(0o666)
            before = there.stat().st_ino
            world.run("file")
            assert there.read_bytes() == (world.origin / "file").read_bytes()
            assert (there.stat().st_ino, there.stat().st_uid) == (before, 0)
            there.chmod(0o644)
            assert world.fails("file").kind is ProblemKind.PERMISSION_DENIED
            there.unlink()
        assert not list(world.target.iterdir())
    finally:
        files.end()


def test_more_files_at_once_than_the_server_may_have_open(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is open while its hash is asked for, which opens it once more."""
    monkeypatch.setattr("towpath.ssh.sftp_requests.Handles", lambda _told: Handles(40))
    files = SftpFileSystem(session)
    world = World(tmp_path, files, LocalFileSystem(), Options(verify=True))
    names = [str(number) for number in range(100)]
    for name in names:
        world.give(name, 100)

    async def copy_all() -> None:
        copier = world.copier()
        await asyncio.wait_for(asyncio.gather(*(world.copy(name, copier=copier) for name in names)), 20)

    asyncio.run(copy_all())
    for name in names:
        world.same(name)
    files.end()
