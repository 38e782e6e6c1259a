"""A machine's files by SFTP, against OpenSSH's server behind OpenSSH's sshd and behind Dropbear."""

import asyncio
import contextlib
import hashlib
import os
import posixpath
import shlex
import signal
import stat
import sys
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.support.dropbear import Dropbear, dropbear_missing
from tests.support.keys import KeyFile
from tests.support.login import log_in
from tests.support.nobody import UID, sftp_server, sftp_server_of_nobody
from tests.support.relay import LinkRelay
from tests.support.small_disk import SmallDisk, small_disk_missing
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.filesystem import SECOND, Changes, FileKind, NewFile, OpenMode
from towpath.ssh.session import Session
from towpath.ssh.sftp import HASHED_BY_COMMAND, SftpFileSystem
from towpath.ssh.sftp_file import SftpFile

T = TypeVar("T")
SECONDS = 30
MTIME, ATIME = 1_234_567_890 * SECOND, 1_000_000_000 * SECOND
ODD_NAMES = [
    b"plain",
    b" spaces at both ends ",
    b"line\nbreak\n",
    b"'single' and \"double\" $(id) `id` \\ * ! %s",
    b"-rf",
    "\N{PILE OF POO} \N{RIGHT-TO-LEFT OVERRIDE}".encode(),
    b"caf\xe9 \xff\xfe",
    b"x" * 255,
]


@dataclass(frozen=True)
class Place:
    """A file system of ours, and the folder that the server shows by it, as this machine sees it."""

    files: SftpFileSystem
    home: Path
    session: Session

    def path(self, name: str | bytes) -> bytes:
        return os.fsencode(self.home) + b"/" + os.fsencode(name)

    def names(self) -> set[bytes]:
        return {os.fsencode(path.name) for path in self.home.iterdir()}

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run(asyncio.wait_for(work, SECONDS))

    def fails(self, work: Coroutine[Any, Any, object]) -> tuple[ProblemKind, str]:
        """Its kind, and the line a person reads."""
        with pytest.raises(TowpathError) as failure:
            self.do(work)
        return failure.value.problem.kind, str(failure.value)

    def put(self, name: str | bytes, content: bytes = b"content", **changes: Any) -> None:
        self.do(self.files.write_file(self.new(name, content, **changes)))

    def new(self, name: str | bytes, content: bytes = b"content", *, replace: bool = True, **changes: Any) -> NewFile:
        path = self.path(name)
        temporary = posixpath.dirname(path) + b"/.temporary"
        return NewFile(path=path, temporary=temporary, content=content, changes=Changes(**changes), replace=replace)


@pytest.fixture(params=["openssh", "dropbear"])
def server(request: pytest.FixtureRequest, tmp_path: Path, user_key: KeyFile) -> Iterator[Sshd | Dropbear]:
    if request.param == "openssh":
        with Sshd(tmp_path, name="openssh", authorized=[user_key]) as sshd:
            yield sshd
    else:
        if missing := dropbear_missing():
            pytest.skip(missing)
        with Dropbear(tmp_path, authorized=[user_key]) as dropbear:
            yield dropbear


def place_on(server: Sshd | Dropbear, key: KeyFile, *, command: str = "", port: int = 0) -> Iterator[Place]:
    session = log_in(server, key, port=port)
    files = SftpFileSystem(session, command=command)
    (server.home / "files").mkdir()
    yield Place(files, server.home / "files", session)
    files.end()
    session.close()


@pytest.fixture
def place(server: Sshd | Dropbear, user_key: KeyFile) -> Iterator[Place]:
    yield from place_on(server, user_key)


@pytest.fixture
def openssh(tmp_path: Path, user_key: KeyFile) -> Iterator[Place]:
    with Sshd(tmp_path, name="openssh", authorized=[user_key]) as sshd:
        yield from place_on(sshd, user_key)


async def listed(place: Place, name: str = "") -> dict[bytes, FileKind]:
    return {entry.name: entry.attributes.kind async for part in place.files.list(place.path(name)) for entry in part}


# --- small files


def test_small_files_go_there_and_back_with_all_they_have(place: Place) -> None:
    for size in (0, 1, 1000, 32_767, 32_768, 32_769, 300_000):
        content = os.urandom(size)
        place.put("file", content, mode=0o640, mtime=MTIME, atime=ATIME)
        there = (place.home / "file").stat()
        assert (place.home / "file").read_bytes() == content
        assert (stat.S_IMODE(there.st_mode), there.st_mtime_ns, there.st_atime_ns) == (0o640, MTIME, ATIME)
        back, attributes = place.do(place.files.read_file(place.path("file"), size))
        assert back == content
        assert (attributes.size, attributes.mtime, attributes.mode) == (size, MTIME, 0o640)
    assert place.names() == {b"file"}


@pytest.mark.parametrize("name", ODD_NAMES, ids=lambda name: repr(name[:12]))
def test_names_are_kept_byte_by_byte(openssh: Place, name: bytes) -> None:
    async def all_of_it() -> None:
        files, path, other = openssh.files, openssh.path(name), openssh.path(b"other")
        await files.write_file(openssh.new(name, b"1" * HASHED_BY_COMMAND))
        assert await listed(openssh) == {name: FileKind.FILE}
        assert (await files.stat(path)).size == HASHED_BY_COMMAND
        assert await files.sha256(path, HASHED_BY_COMMAND) == hashlib.sha256(b"1" * HASHED_BY_COMMAND).digest()
        await files.link(path, other)
        identities = await files.hard_links_below(openssh.path(b""))
        assert set(identities) == {path, other}
        assert identities[path] == identities[other]
        await files.remove(other)
        await files.symlink(name, other)
        assert await files.read_link(other) == name
        assert await files.resolve(other) == path
        await files.remove(path)
        await files.remove(other)
        await files.make_folder(path, 0o700)
        await files.remove_folder(path)

    openssh.do(all_of_it())
    assert openssh.names() == set()


def test_a_file_is_not_replaced_unless_that_is_wanted(place: Place) -> None:
    place.put("there", b"old")
    kind, _ = place.fails(place.files.write_file(place.new("there", b"new", replace=False)))
    assert kind is ProblemKind.FILE_EXISTS
    assert (place.home / "there").read_bytes() == b"old"
    place.put("there", b"new")
    assert (place.home / "there").read_bytes() == b"new"
    assert place.names() == {b"there"}


def test_a_temporary_of_a_run_before_is_overwritten(place: Place) -> None:
    (place.home / ".temporary").write_bytes(b"x" * 100_000)
    place.put("file", b"short")
    assert (place.home / "file").read_bytes() == b"short"


def test_a_folder_in_the_way_of_a_file_stays(place: Place) -> None:
    (place.home / "folder").mkdir()
    kind, line = place.fails(place.files.write_file(place.new("folder")))
    assert kind is ProblemKind.IS_A_FOLDER
    assert "folder" in line
    assert place.names() == {b"folder"}


def test_a_file_larger_than_expected_is_not_read(place: Place) -> None:
    (place.home / "file").write_bytes(b"x" * 1001)
    kind, line = place.fails(place.files.read_file(place.path("file"), 1000))
    assert (kind, "1001 bytes" in line) == (ProblemKind.FILE_CHANGED, True)


def test_many_small_files_at_once(place: Place) -> None:
    contents = {b"file %d" % number: os.urandom(number % 5000) for number in range(600)}

    async def put_all() -> None:
        await asyncio.gather(
            *(
                place.files.write_file(
                    NewFile(
                        path=place.path(name),
                        temporary=place.path(b"." + name),
                        content=content,
                        changes=Changes(mtime=MTIME, atime=ATIME),
                        replace=True,
                    )
                )
                for name, content in contents.items()
            )
        )

    async def get_all() -> dict[bytes, bytes]:
        found = await asyncio.gather(*(place.files.read_file(place.path(name), 5000) for name in contents))
        return dict(zip(contents, (content for content, _ in found), strict=True))

    place.do(put_all())
    assert place.names() == set(contents)
    assert place.do(get_all()) == contents


# --- names and attributes


def test_what_there_is_to_know_of_a_path(place: Place) -> None:
    (place.home / "file").write_bytes(b"12345")
    (place.home / "link").symlink_to("file")
    (place.home / "dangling").symlink_to("nowhere")
    (place.home / "folder").mkdir()
    os.mkfifo(place.home / "pipe")

    async def look() -> None:
        stat = place.files.stat
        assert (await stat(place.path("link"))).kind is FileKind.FILE
        assert (await stat(place.path("link"), follow=False)).kind is FileKind.LINK
        assert (await stat(place.path("folder"))).kind is FileKind.FOLDER
        assert (await stat(place.path("file"))).uid == os.getuid()
        await place.files.set_attributes(place.path("link"), Changes(mode=0o4711))
        assert (await stat(place.path("file"))).mode == 0o4711
        assert await listed(place) == {
            b"file": FileKind.FILE,
            b"link": FileKind.LINK,
            b"dangling": FileKind.LINK,
            b"folder": FileKind.FOLDER,
            b"pipe": FileKind.OTHER,
        }

    place.do(look())
    kind, line = place.fails(place.files.stat(place.path("dangling")))
    assert kind is ProblemKind.FILE_NOT_FOUND
    assert f"on {place.session.name}" in line


def test_times_of_a_link_itself(openssh: Place) -> None:
    (openssh.home / "file").write_bytes(b"")
    (openssh.home / "link").symlink_to("file")
    changes = Changes(mtime=MTIME, atime=ATIME)
    openssh.do(openssh.files.set_attributes(openssh.path("link"), changes, follow=False))
    assert (openssh.home / "link").lstat().st_mtime_ns == MTIME
    assert (openssh.home / "link").stat().st_mtime_ns != MTIME


def test_paths_begin_at_the_home_folder(openssh: Place) -> None:
    (openssh.home / "folder").mkdir()
    (openssh.home / "link").symlink_to("folder")
    home = os.fsencode(openssh.home.parent)
    for path, expected in (
        (b"", home),
        (b"~", home),
        (b"~/files/link/new", home + b"/files/folder/new"),
        (b"files/../files/missing/below", home + b"/files/missing/below"),
        (b"/", b"/"),
        (b"/no/such", b"/no/such"),
        (b"~root", b"/root"),
    ):
        assert openssh.do(openssh.files.resolve(path)) == expected
    kind, _ = openssh.fails(openssh.files.resolve(b"~nobody-of-this-name/x"))
    assert kind is ProblemKind.FILE_NOT_FOUND


def test_a_large_folder_is_complete_and_one_that_nobody_wants_to_the_end_is_closed(place: Place) -> None:
    names = {b"entry %04d" % number for number in range(2000)}
    for name in names:
        os.close(os.open(place.path(name), os.O_CREAT | os.O_WRONLY))
    assert set(place.do(listed(place))) == names

    async def begin_often() -> None:
        for _ in range(100):
            async for part in place.files.list(place.path("")):
                assert part
                break

    place.do(begin_often())
    wait_for(lambda: not open_by_servers(place.home), what="all to be closed")


def test_free_space(place: Place) -> None:
    free = place.do(place.files.free_space(place.path("missing")))
    there = os.statvfs(place.home)
    assert free == pytest.approx(there.f_bavail * there.f_frsize, rel=0.1)


def test_what_the_server_can_do(place: Place) -> None:
    abilities = place.do(place.files.abilities())
    assert abilities.replaces
    assert abilities.hard_links
    assert abilities.sync
    assert abilities.link_times


# --- why not

Work = Callable[[SftpFileSystem, Callable[[str], bytes]], Coroutine[Any, Any, object]]
WHY_NOT: list[tuple[str, Work, ProblemKind]] = [
    ("stat", lambda files, at: files.stat(at("missing")), ProblemKind.FILE_NOT_FOUND),
    ("stat a circle", lambda files, at: files.stat(at("circle")), ProblemKind.LINK_LOOP),
    ("list a file", lambda files, at: listing(files, at("file")), ProblemKind.NOT_A_FOLDER),
    ("list nothing", lambda files, at: listing(files, at("missing")), ProblemKind.FILE_NOT_FOUND),
    ("make one that is there", lambda files, at: files.make_folder(at("full")), ProblemKind.FILE_EXISTS),
    ("make below a file", lambda files, at: files.make_folder(at("file/new")), ProblemKind.NOT_A_FOLDER),
    ("make below nothing", lambda files, at: files.make_folder(at("missing/new")), ProblemKind.FILE_NOT_FOUND),
    ("remove a folder as a file", lambda files, at: files.remove(at("full")), ProblemKind.IS_A_FOLDER),
    ("remove nothing", lambda files, at: files.remove(at("missing")), ProblemKind.FILE_NOT_FOUND),
    ("remove a full folder", lambda files, at: files.remove_folder(at("full")), ProblemKind.FOLDER_NOT_EMPTY),
    ("remove a file as a folder", lambda files, at: files.remove_folder(at("file")), ProblemKind.NOT_A_FOLDER),
    ("link over", lambda files, at: files.link(at("file"), at("other")), ProblemKind.FILE_EXISTS),
    ("symlink over", lambda files, at: files.symlink(b"x", at("other")), ProblemKind.FILE_EXISTS),
    ("rename over", lambda files, at: files.rename(at("file"), at("other"), replace=False), ProblemKind.FILE_EXISTS),
    ("rename nothing", lambda files, at: files.rename(at("no"), at("new"), replace=True), ProblemKind.FILE_NOT_FOUND),
    ("rename over a folder", lambda f, at: f.rename(at("file"), at("full"), replace=True), ProblemKind.IS_A_FOLDER),
    ("read a link that is none", lambda files, at: files.read_link(at("file")), ProblemKind.FILE_FAILED),
    ("read a folder", lambda files, at: files.open(at("full"), OpenMode.READ), ProblemKind.IS_A_FOLDER),
    ("read a folder at once", lambda files, at: files.read_file(at("full"), 9), ProblemKind.IS_A_FOLDER),
    ("write a folder", lambda files, at: files.open(at("full"), OpenMode.UPDATE), ProblemKind.IS_A_FOLDER),
    ("a name too long", lambda files, at: files.make_folder(at("x" * 256)), ProblemKind.NAME_IMPOSSIBLE),
    ("a name too long to look at", lambda files, at: files.stat(at("x" * 256)), ProblemKind.NAME_IMPOSSIBLE),
]


async def listing(files: SftpFileSystem, path: bytes) -> None:
    async for _ in files.list(path):
        pass


def test_why_something_is_not_done(place: Place) -> None:
    (place.home / "file").write_bytes(b"1")
    (place.home / "other").write_bytes(b"2")
    (place.home / "full" / "below").mkdir(parents=True)
    (place.home / "circle").symlink_to("circle2")
    (place.home / "circle2").symlink_to("circle")
    before = place.names()
    for what, work, expected in WHY_NOT:
        kind, line = place.fails(work(place.files, place.path))
        assert (what, kind) == (what, expected), line
    assert place.names() == before
    assert (place.home / "other").read_bytes() == b"2"


# --- open files


def test_an_open_file_is_read_written_cut_and_synced(place: Place) -> None:
    content = os.urandom(700_001)

    async def work() -> None:
        file = await place.files.open(place.path("file"), OpenMode.CREATE, permissions=0o600)
        await file.write(0, content)
        await file.sync()
        await file.close()
        file = await place.files.open(place.path("file"), OpenMode.UPDATE)
        assert await file.read(0, len(content)) == content
        assert await file.read(700_000, 100) == content[-1:]
        assert await file.read(700_001, 100) == b""
        await file.truncate(10)
        await file.set_attributes(Changes(mtime=MTIME, atime=ATIME, mode=0o400))
        attributes = await file.attributes()
        assert (attributes.size, attributes.mtime, attributes.mode) == (10, MTIME, 0o400)
        await file.close()

    place.do(work())
    assert (place.home / "file").read_bytes() == content[:10]


def test_places_beyond_four_gibibytes(openssh: Place) -> None:
    async def work() -> bytes:
        file = await openssh.files.open(openssh.path("file"), OpenMode.UPDATE)
        await file.write((1 << 32) + 1, b"far")
        content = await file.read(1 << 32, 10)
        await file.close()
        return content

    assert openssh.do(work()) == b"\0far"
    assert (openssh.home / "file").stat().st_size == (1 << 32) + 4


def test_holes_overwrite_what_a_file_has_already(place: Place, tmp_path: Path) -> None:
    local = tmp_path / "local"
    local.touch()
    os.truncate(local, 1 << 20)
    (place.home / "file").write_bytes(b"x" * (1 << 19))

    async def work() -> None:
        file = await place.files.open(place.path("file"), OpenMode.UPDATE)
        with local.open("rb") as source:
            await file.store(source.fileno(), [(0, 1 << 20)], lambda *_piece: None)
        await file.truncate(1 << 20)
        await file.close()

    place.do(work())
    assert (place.home / "file").read_bytes() == bytes(1 << 20)


def test_ranges_go_both_ways(place: Place, tmp_path: Path) -> None:
    content = os.urandom(3_000_000)
    local = tmp_path / "local"
    local.write_bytes(content)

    async def work() -> list[tuple[int, int]]:
        moved: list[tuple[int, int]] = []
        file = await place.files.open(place.path("file"), OpenMode.CREATE)
        with local.open("rb") as source:
            await file.store(
                source.fileno(), [(0, 1_000_000), (2_000_000, 3_000_000)], lambda *piece: moved.append(piece)
            )
        await file.close()
        file = await place.files.open(place.path("file"), OpenMode.READ)
        with (tmp_path / "back").open("wb") as back:
            await file.fetch(back.fileno(), [(2_000_000, 3_000_000), (0, 10)], lambda *piece: moved.append(piece))
            with pytest.raises(TowpathError) as failure:
                await file.fetch(back.fileno(), [(2_999_999, 3_000_001)], lambda *_piece: None)
        assert failure.value.problem.kind is ProblemKind.FILE_CHANGED
        await file.close()
        return moved

    moved = place.do(work())
    assert sum(size for _, size in moved) == 3_000_010
    expected = bytearray(content)
    expected[1_000_000:2_000_000] = bytes(1_000_000)
    assert (place.home / "file").read_bytes() == expected
    expected[10:2_000_000] = bytes(1_999_990)
    assert (tmp_path / "back").read_bytes() == expected


def test_the_server_copies_by_itself(openssh: Place) -> None:
    (openssh.home / "file").write_bytes(b"0123456789")
    openssh.do(openssh.files.duplicate(openssh.path("file"), openssh.path("copy"), 4))
    assert (openssh.home / "copy").read_bytes() == b"0123"
    assert stat.S_IMODE((openssh.home / "copy").stat().st_mode) == 0o600
    openssh.do(openssh.files.duplicate(openssh.path("file"), openssh.path("copy"), 0))
    assert (openssh.home / "copy").read_bytes() == b""


# --- hashes


@pytest.mark.parametrize("size", [0, 10, HASHED_BY_COMMAND, HASHED_BY_COMMAND + 7])
def test_hashes(place: Place, size: int) -> None:
    content = os.urandom(size + 5)
    (place.home / "file").write_bytes(content)
    assert place.do(place.files.sha256(place.path("file"), size)) == hashlib.sha256(content[:size]).digest()
    kind, _ = place.fails(place.files.sha256(place.path("file"), size + 6))
    assert kind is ProblemKind.FILE_CHANGED


def test_where_no_command_runs_all_is_read_back(tmp_path: Path, user_key: KeyFile) -> None:
    only = "ForceCommand internal-sftp"
    with Sshd(tmp_path, name="only", authorized=[user_key], extra=only) as sshd:
        for place in place_on(sshd, user_key):
            content = os.urandom(HASHED_BY_COMMAND)
            path = os.fsencode(place.home / "file")
            (place.home / "file").write_bytes(content)
            (place.home / "again").hardlink_to(place.home / "file")
            assert place.do(place.files.sha256(path, len(content))) == hashlib.sha256(content).digest()
            assert place.do(place.files.hard_links_below(place.path(""))) == {}


@pytest.mark.parametrize("shell_sees", ["nothing", "another file", "a folder"])
def test_a_command_that_sees_other_files_says_nothing_about_ours(
    tmp_path: Path, user_key: KeyFile, shell_sees: str
) -> None:
    """As where SFTP is confined to a folder (ChrootDirectory), or has other rights than the shell (`sudo`)."""
    if missing := small_disk_missing():
        pytest.skip(missing)
    content = os.urandom(HASHED_BY_COMMAND)
    with (
        SmallDisk(tmp_path / "disk", mebibytes=4) as disk,
        Sshd(tmp_path / "there", name="there", authorized=[user_key]) as sshd,
    ):
        for place in place_on(sshd, user_key, command=shlex.join((*disk.enter, sftp_server()))):
            path = os.fsencode(disk.folder / "file")
            disk.call(partial((disk.folder / "file").write_bytes, content))
            if shell_sees == "another file":
                (disk.folder / "file").write_bytes(bytes(len(content)))
                os.utime(disk.folder / "file", (1, 1))
            elif shell_sees == "a folder":
                (disk.folder / "file").mkdir()
            assert place.do(place.files.sha256(path, len(content))) == hashlib.sha256(content).digest()


# --- rights, disks, losses


def test_a_server_of_another_user(tmp_path: Path, user_key: KeyFile) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root runs what others run")
    tmp_path.chmod(0o755)
    for folder in tmp_path.parents:
        if folder.name.startswith("pytest-"):
            folder.chmod(0o755)
    with Sshd(tmp_path, name="other", authorized=[user_key]) as sshd:
        for place in place_on(sshd, user_key, command=sftp_server_of_nobody()):
            open_to_all = place.home / "open"
            open_to_all.mkdir()
            open_to_all.chmod(0o777)
            (place.home / "secret").write_bytes(b"1")
            (place.home / "secret").chmod(0o600)
            place.put("open/file")
            assert (open_to_all / "file").stat().st_uid == UID
            # read-only, left by a run before: it can be removed, not opened
            (open_to_all / "leftover").write_bytes(b"x")
            os.chown(open_to_all / "leftover", UID, UID)
            (open_to_all / "leftover").chmod(0o400)
            new = NewFile(
                path=place.path("open/file"),
                temporary=place.path("open/leftover"),
                content=b"new",
                changes=Changes(),
                replace=True,
            )
            place.do(place.files.write_file(new))
            assert (open_to_all / "file").read_bytes() == b"new"
            denied = [
                place.files.write_file(place.new("file")),
                place.files.read_file(place.path("secret"), 9),
                place.files.open(place.path("secret"), OpenMode.UPDATE),
                place.files.make_folder(place.path("new")),
                place.files.remove(place.path("secret")),
                place.files.set_attributes(place.path("secret"), Changes(mode=0o777)),
            ]
            for work in denied:
                assert place.fails(work)[0] is ProblemKind.PERMISSION_DENIED
            assert place.names() == {b"open", b"secret"}


def test_an_sftp_command_that_fails_says_why(openssh: Place) -> None:
    for command, words in (
        ("echo sudo: a password is required >&2; exit 1", "sudo: a password is required"),
        ("exit 127", "ended with status 127"),
        ("echo Welcome, dear user; cat", "Welcome, dear user"),
    ):
        files = SftpFileSystem(openssh.session, command=command)
        kind, line = openssh.fails(files.stat(b"/"))
        assert kind is ProblemKind.SFTP_UNAVAILABLE
        assert words in line
        files.end()
    openssh.put("file")


PLAIN = "posix-rename,statvfs,fsync,hardlink,lsetstat,limits,expand-path,copy-data"


@pytest.fixture
def plain(tmp_path: Path, user_key: KeyFile) -> Iterator[Place]:
    """A server without OpenSSH's extensions."""
    sftp = f"internal-sftp -d {{home}} -P {PLAIN}"
    with Sshd(tmp_path, name="plain", authorized=[user_key], sftp=sftp) as sshd:
        yield from place_on(sshd, user_key)


def test_a_server_without_extensions(plain: Place) -> None:
    abilities = plain.do(plain.files.abilities())
    assert not any((abilities.replaces, abilities.hard_links, abilities.sync, abilities.link_times))
    content = os.urandom(200_000)
    plain.put("file", b"old", mtime=MTIME, atime=ATIME)
    plain.put("file", content)
    assert plain.do(plain.files.read_file(plain.path("file"), 200_000))[0] == content
    plain.do(plain.files.rename(plain.path("file"), plain.path("moved"), replace=True))
    (plain.home / "old").write_bytes(b"old")
    plain.do(plain.files.rename(plain.path("moved"), plain.path("old"), replace=True))
    wait_for(lambda: plain.names() == {b"old"}, what=lambda: f"only one file: {plain.names()}")
    assert (plain.home / "old").read_bytes() == content
    assert plain.do(plain.files.free_space(plain.path(""))) is None
    assert plain.do(plain.files.resolve(b"~/files/old")) == plain.path("old")
    for work in (
        plain.files.link(plain.path("old"), plain.path("new")),
        plain.files.set_attributes(plain.path("old"), Changes(mtime=MTIME, atime=ATIME), follow=False),
        plain.files.duplicate(plain.path("old"), plain.path("new"), 5),
        plain.files.resolve(b"~root/x"),
    ):
        assert plain.fails(work)[0] is ProblemKind.UNSUPPORTED
    assert plain.names() == {b"old"}


def test_a_server_without_extensions_loses_no_file_that_cannot_be_replaced(plain: Place) -> None:
    (plain.home / "folder").mkdir()
    (plain.home / "old").write_bytes(b"old")
    assert plain.fails(plain.files.write_file(plain.new("folder")))[0] is ProblemKind.IS_A_FOLDER
    gone = plain.files.rename(plain.path("missing"), plain.path("old"), replace=True)
    assert plain.fails(gone)[0] is ProblemKind.FILE_NOT_FOUND
    wait_for(lambda: plain.names() == {b"folder", b"old"}, what=lambda: f"no other file: {plain.names()}")
    assert (plain.home / "old").read_bytes() == b"old"


HOSTILE = """
import struct, sys
def read():
    size = sys.stdin.buffer.read(4)
    return sys.stdin.buffer.read(struct.unpack(">I", size)[0]) if size else sys.exit()
def write(packet):
    sys.stdout.buffer.write(struct.pack(">I", len(packet)) + packet)
    sys.stdout.buffer.flush()
read()
write(bytes([2, 0, 0, 0, 3]))
while True:
    request = read()
    kind, number = request[0], request[1:5]
    {answer}
"""


@pytest.mark.parametrize(
    "answer",
    [
        "write(bytes([101]) + number + bytes([0, 0]))",  # a status cut short
        "write(bytes([101]) + bytes(4) + bytes(4))",  # to a request that was not made
        "write(bytes([102]) + number + struct.pack('>I', 400) + bytes(400))",  # a handle too long
        "write(bytes([104]) + number + bytes([255] * 4))",  # names without end
        "write(bytes([105]) + number + bytes([255] * 4))",  # attributes without end
        "write(bytes([103]) + number + bytes([255] * 4))",  # data without end
        "sys.stdout.buffer.write(bytes([127, 255, 255, 255])); sys.stdout.buffer.flush()",  # no end at all
        "write(bytes([77]) + number)",  # nothing known
        "sys.exit(9)",
    ],
)
def test_a_server_that_does_not_keep_to_the_protocol_ends_only_its_channel(openssh: Place, answer: str) -> None:
    command = shlex.join([sys.executable, "-c", HOSTILE.format(answer=answer)])

    async def work(files: SftpFileSystem) -> list[object]:
        new = openssh.new("file")
        works = (files.stat(b"/"), listing(files, b"/"), files.write_file(new), files.read_file(b"/", 9))
        return list(await asyncio.gather(*works, return_exceptions=True))

    files = SftpFileSystem(openssh.session, command=command)
    for failure in openssh.do(work(files)):
        assert isinstance(failure, TowpathError)
        assert failure.problem.kind is ProblemKind.SFTP_UNAVAILABLE
    files.end()
    openssh.put("file")


@pytest.mark.parametrize(
    "answer",
    [
        "write(bytes([101]) + number)",  # a status without anything
        "write(bytes([103]) + number + bytes([0, 0]))",
        "write(bytes([103]) + number + struct.pack('>I', 40000) + bytes(40000))",  # more than was asked for
        "write(bytes([105]) + number + bytes(4))",
        "sys.exit(9)",
    ],
)
def test_nor_does_one_that_misbehaves_while_content_moves(openssh: Place, tmp_path: Path, answer: str) -> None:
    opens = "write(bytes([102]) + number + struct.pack('>I', 1) + b'h') if kind == 3 else "
    looks = "write(bytes([105]) + number + bytes(4)) if kind in (8, 17) else "
    command = shlex.join([sys.executable, "-c", HOSTILE.format(answer=opens + looks + answer)])
    files = SftpFileSystem(openssh.session, command=command)
    local = tmp_path / "local"
    local.write_bytes(bytes(100_000))

    async def work() -> None:
        for mode in (OpenMode.READ, OpenMode.UPDATE):
            file = await files.open(b"/file", mode)
            with local.open("r+b") as here:
                move = file.fetch if mode is OpenMode.READ else file.store
                with pytest.raises(TowpathError):
                    await move(here.fileno(), [(0, 30_000)], lambda _at, _size: None)
            with contextlib.suppress(TowpathError):
                await file.close()

    openssh.do(work())
    files.end()
    assert openssh.session.alive
    openssh.put("file")


FAILS = "write(bytes([101]) + number + struct.pack('>I', 4) + bytes(8))"
WELL = "write(bytes([101]) + number + bytes(12))"
HANDLE = "write(bytes([102]) + number + struct.pack('>I', 1) + b'h')"


def served(place: Place, answer: str, work: Callable[[SftpFileSystem], Coroutine[Any, Any, T]]) -> T:
    """By a server that answers so."""
    files = SftpFileSystem(place.session, command=shlex.join([sys.executable, "-c", HOSTILE.format(answer=answer)]))
    try:
        return place.do(work(files))
    finally:
        files.end()


def test_half_a_listing_is_none(openssh: Place) -> None:
    """Whoever synchronises would delete the rest."""
    one = "write(bytes([104]) + number + struct.pack('>II', 1, 1) + b'a' + bytes(8))"
    first = "kind == 12 and globals().setdefault('first', number) == number"
    answer = f"{HANDLE} if kind == 11 else {one} if {first} else {FAILS}"
    with pytest.raises(TowpathError):
        served(openssh, answer, lambda files: listing(files, b"/"))


def test_what_closing_says_of_a_written_file_counts(openssh: Place) -> None:
    """Some disks tell only then that there is no room."""

    async def work(files: SftpFileSystem) -> None:
        file = await files.open(b"/file", OpenMode.CREATE)
        await file.write(0, b"content")
        with pytest.raises(TowpathError):
            await file.close()

    served(openssh, f"{HANDLE} if kind == 3 else {FAILS} if kind == 4 else {WELL}", work)


def test_what_was_put_aside_for_nothing_gets_its_name_back(openssh: Place, tmp_path: Path) -> None:
    log = tmp_path / "log"
    note = f"open({str(log)!r}, 'a').write(request[5:].hex() + chr(10)) if kind == 18 else None; "
    count = f"open({str(log)!r}).read().count(chr(10))"
    looks = "write(bytes([105]) + number + struct.pack('>II', 4, 0o100644))"
    answer = f"{note}{looks} if kind in (7, 17) else {WELL} if kind == 18 and {count} in (2, 4) else {FAILS}"

    async def work(files: SftpFileSystem) -> None:
        with pytest.raises(TowpathError):
            await files.rename(b"/new", b"/file", replace=True)
        wait_for(lambda: len(log.read_text().split()) == 4, what="the last renaming")

    served(openssh, answer, work)
    aside, back = (bytes.fromhex(line) for line in log.read_text().split()[1::2])
    assert aside.startswith(bytes([0, 0, 0, 5]) + b"/file")
    assert back == aside[9:] + aside[:9]


def test_a_server_that_says_nothing_is_given_up(openssh: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("towpath.ssh.sftp_requests.OPENING_SECONDS", 0.5)
    files = SftpFileSystem(openssh.session, command="exec sleep 100")
    with pytest.raises(TowpathError) as raised:
        openssh.do(files.stat(b"/"))
    assert raised.value.problem.kind is ProblemKind.SFTP_UNAVAILABLE
    assert "says nothing" in str(raised.value)
    files.end()
    openssh.put("file")


def test_a_server_without_sftp(tmp_path: Path, user_key: KeyFile) -> None:
    with Sshd(tmp_path, name="without", authorized=[user_key], sftp="") as sshd:
        for place in place_on(sshd, user_key):
            kind, line = place.fails(place.files.stat(b"/"))
            assert kind is ProblemKind.SFTP_UNAVAILABLE
            assert "the server offers no SFTP" in line


def test_a_full_disk_is_said_to_be_full(tmp_path: Path, user_key: KeyFile) -> None:
    if missing := small_disk_missing():
        pytest.skip(missing)
    with (
        SmallDisk(tmp_path / "full" / "home" / "files", mebibytes=2) as disk,
    ):
        (tmp_path / "other").mkdir()
        with Sshd(tmp_path / "other", name="full", authorized=[user_key], enter=disk.enter) as sshd:
            session = log_in(sshd, user_key)
            place = Place(SftpFileSystem(session), disk.folder, session)
            place.put("first", bytes(1_000_000))
            kind, line = place.fails(place.files.write_file(place.new("second", bytes(1_500_000))))
            assert kind is ProblemKind.DISK_FULL, line
            assert set(place.do(listed(place))) == {b"first"}

            async def too_much() -> None:
                file = await place.files.open(place.path("third"), OpenMode.CREATE)
                try:
                    await file.write(0, bytes(2_000_000))
                finally:
                    await file.close()

            assert place.fails(too_much())[0] is ProblemKind.DISK_FULL
            place.do(place.files.remove(place.path("third")))
            disk.make_read_only()
            kind, line = place.fails(place.files.write_file(place.new("fourth")))
            assert (kind, "the disk is read-only" in line) == (ProblemKind.PERMISSION_DENIED, True)
            place.files.end()
            session.close()


@pytest.mark.parametrize("how", ["killed", "frozen and then closed"])
def test_a_lost_session_ends_all_that_waits(openssh: Place, sshd: Sshd, user_key: KeyFile, how: str) -> None:
    with LinkRelay(sshd.port) as link:
        session = log_in(sshd, user_key, port=link.port)
        place = Place(SftpFileSystem(session), openssh.home, session)

        async def work() -> list[object]:
            await place.files.stat(b"/")
            link.freeze()
            works = (place.files.stat(b"/"), place.files.write_file(place.new("x")), place.files.read_file(b"/", 1))
            tasks = [asyncio.ensure_future(work) for work in works]
            await asyncio.sleep(0)
            await asyncio.to_thread(link.kill if how == "killed" else session.close)
            return list(await asyncio.gather(*tasks, return_exceptions=True))

        kinds = [one.problem.kind for one in place.do(work()) if isinstance(one, TowpathError)]
        assert kinds == [ProblemKind.LOST] * 3
        assert place.fails(place.files.stat(b"/"))[0] is ProblemKind.LOST
        place.files.end()
        session.close()


def test_a_file_system_that_is_done_with_opens_nothing_more(openssh: Place) -> None:
    async def work() -> list[object]:
        await openssh.files.stat(b"/")
        tasks = [asyncio.ensure_future(openssh.files.stat(b"/")) for _ in range(3)]
        await asyncio.sleep(0)
        openssh.files.end()
        return list(await asyncio.gather(*tasks, openssh.files.stat(b"/"), return_exceptions=True))

    for one in openssh.do(work()):
        assert isinstance(one, TowpathError)
        assert one.problem.kind is ProblemKind.CANCELLED
    wait_for(lambda: openssh.session.programs.running == 0, what="the channel to be given back")


def test_an_sftp_server_that_dies_is_replaced(openssh: Place) -> None:
    files = SftpFileSystem(openssh.session, command=f"echo $$ > {openssh.home}/pid; exec {sftp_server_of_nobody()}")

    async def work() -> None:
        await files.stat(b"/")
        file = await files.open(b"/etc/passwd", OpenMode.READ)
        os.kill(int((openssh.home / "pid").read_text()), signal.SIGKILL)
        with pytest.raises(TowpathError) as failure:
            await file.read(0, 10)
        assert failure.value.problem.kind is ProblemKind.SFTP_UNAVAILABLE
        assert "ended by signal KILL" in str(failure.value)
        await files.stat(b"/")

    openssh.do(work())
    files.end()


# --- what is cancelled


def test_what_is_cancelled_leaves_nothing_open_and_no_temporary(place: Place) -> None:
    async def work() -> None:
        for turns in range(12):  # cancelled a bit later each time
            works = (
                place.files.write_file(place.new(f"file {turns}")),
                place.files.read_file(place.path("kept"), 10),
                place.files.open(place.path("kept"), OpenMode.READ),
                place.files.stat(place.path("kept")),
                listing(place.files, place.path("")),
            )
            tasks = [asyncio.ensure_future(one) for one in works]
            for _ in range(turns):
                await asyncio.sleep(0.001 if turns > 6 else 0)
            for task in tasks:
                task.cancel()
            for ended in await asyncio.gather(*tasks, return_exceptions=True):
                if isinstance(ended, SftpFile):
                    await ended.close()
        await asyncio.to_thread(wait_for, nothing_open, what="all to be closed")

    def nothing_open() -> bool:
        return not any(name.startswith(b".") for name in place.names()) and not open_by_servers(place.home)

    place.put("kept")
    place.do(work())


def open_by_servers(folder: Path) -> list[str]:
    """What other processes have open in this folder."""
    found = []
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with contextlib.suppress(OSError):
            if link.parts[2] != str(os.getpid()) and link.readlink().is_relative_to(folder):
                found.append(str(link))
    return found


def test_a_store_that_is_cancelled_has_let_go_of_the_local_file(openssh: Place, tmp_path: Path) -> None:
    local = tmp_path / "local"
    with local.open("wb") as file:
        file.truncate(1 << 30)
        os.pwrite(file.fileno(), os.urandom(1 << 20), 1 << 29)

    async def work() -> None:
        file = await openssh.files.open(openssh.path("file"), OpenMode.CREATE)
        begun = asyncio.Event()
        loop = asyncio.get_running_loop()
        with local.open("rb") as source:
            ranges = [(0, 1 << 30)]

            def moved(_at: int, _size: int) -> None:
                loop.call_soon_threadsafe(begun.set)

            task = asyncio.ensure_future(file.store(source.fileno(), ranges, moved))
            await begun.wait()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert open_here(local) == 1
        await file.close()

    openssh.do(work())


def open_here(path: Path) -> int:
    """How many descriptors of this process lead there."""
    count = 0
    for link in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):  # that of the listing itself
            count += link.readlink() == path
    return count
