"""What goes wrong with one file is said of that file, no half file gets a name, and the rest of the batch goes on."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.batches import Carried, Running, batch_of, carry_out, ends, remote_files
from tests.support.disk_trees import OLD, facts, hash_of, write_file
from tests.support.keys import KeyFile
from tests.support.nobody import UID, sftp_server_of_nobody
from tests.support.small_disk import SmallDisk, small_disk_missing
from tests.support.sshd import Sshd
from tests.support.unprivileged import unprivileged
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.filesystem import Attributes, Changes, OpenMode
from towpath.model.transfer import Batch, FileOutcome, Links, Options
from towpath.ssh.sftp import SftpFileSystem
from towpath.transfer.local import LocalFileSystem
from towpath.transfer.local_file import LocalFile

MIB = 1 << 20
needs_disk = pytest.mark.skipif(bool(small_disk_missing()), reason=small_disk_missing())
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can do without some of its privileges")
both_ways = pytest.mark.parametrize("up", [True, False], ids=["put", "get"])
Carry = Callable[[Batch], Carried]


@pytest.fixture
def there(sshd: Sshd, user_key: KeyFile) -> Iterator[SftpFileSystem]:
    with remote_files(sshd, user_key) as files:
        yield files


@pytest.fixture
def far(sshd: Sshd, tmp_path: Path) -> Path:
    """A folder of the server's, new for each test; its disk is ours."""
    folder = sshd.home / tmp_path.name
    folder.mkdir()
    return folder


@pytest.fixture
def public(tmp_path: Path) -> Iterator[Path]:
    """A folder that everybody may enter, unlike `tmp_path`."""
    folder = Path(tempfile.mkdtemp(prefix="towpath-public-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def names_below(folder: Path) -> set[str]:
    """Of files; those of temporary ones too."""
    return {path.name for path in folder.rglob("*") if not path.is_dir()}


@pytest.fixture(params=["put", "get"])
def to_disk(request: pytest.FixtureRequest, tmp_path: Path, user_key: KeyFile) -> Iterator[tuple[SmallDisk, Carry]]:
    """A small disk, and how to carry out a batch whose destination sees it: a server, or this program."""
    with SmallDisk(tmp_path / "target" / "small", mebibytes=8) as disk:
        enter = disk.enter if request.param == "put" else ()
        with (
            Sshd(tmp_path, name="server", authorized=[user_key], enter=enter) as server,
            remote_files(server, user_key) as files,
        ):
            if request.param == "put":
                yield disk, lambda batch: carry_out(batch, LocalFileSystem(), files)
            else:
                yield disk, lambda batch: disk.call(lambda: carry_out(batch, files, LocalFileSystem()))


@needs_disk
def test_a_full_disk(to_disk: tuple[SmallDisk, Carry], tmp_path: Path, request: pytest.FixtureRequest) -> None:
    disk, carry = to_disk
    sent = tmp_path / "sent"
    write_file(sent / "before", MIB)
    write_file(sent / "small" / "big", 20 * MIB)
    for number in range(40):
        write_file(sent / "small" / f"{number}", 200_000)
    write_file(sent / "zlast", 3 * MIB)
    carried = carry(batch_of([sent], tmp_path / "target", up="put" in request.node.name))
    seen = disk.call(lambda: facts(disk.folder))
    assert carried.failures.pop("big") is ProblemKind.DISK_FULL
    assert set(carried.failures.values()) <= {ProblemKind.DISK_FULL}
    missing = {os.fsencode(name) for name in (*carried.failures, "big")}
    whole = facts(sent / "small")
    assert seen == {name: fact for name, fact in whole.items() if name not in missing}
    assert len(seen) > 30, "the small ones had room"
    assert hash_of(tmp_path / "target" / "zlast") == hash_of(sent / "zlast")
    assert names_below(tmp_path / "target") == {"before", "zlast"}


@needs_disk
def test_a_read_only_target(to_disk: tuple[SmallDisk, Carry], tmp_path: Path, request: pytest.FixtureRequest) -> None:
    disk, carry = to_disk
    disk.call(lambda: (disk.folder / "kept").write_text("kept"))
    disk.make_read_only()
    sent = tmp_path / "sent"
    for name in ("before", "small/kept", "small/new", "zlast"):
        write_file(sent / name, 1000)
    write_file(sent / "small" / "big", MIB)
    carried = carry(batch_of([sent], tmp_path / "target", up="put" in request.node.name))
    assert {"kept", "new", "big"} <= set(carried.failures)
    assert set(carried.failures) <= {"kept", "new", "big", "small"}
    assert set(carried.failures.values()) == {ProblemKind.PERMISSION_DENIED}
    assert disk.call(lambda: names_below(disk.folder)) == {"kept"}
    assert disk.call((disk.folder / "kept").read_text) == "kept"
    assert names_below(tmp_path / "target") == {"before", "zlast"}


@needs_root
@both_ways
def test_permission_denied_over_there(public: Path, sshd: Sshd, user_key: KeyFile, tmp_path: Path, up: bool) -> None:
    """The server's side is run by a user who may do little."""
    source, target = (tmp_path / "sent", public / "target") if up else (public / "sent", tmp_path / "target")
    denied = denied_tree(source, target)
    if up:
        target.chmod(0o777)
        for path in target.rglob("*"):
            os.chown(path, UID, UID)
    else:
        for path in (source, *source.rglob("*")):
            os.chown(path, UID, UID)
    with remote_files(sshd, user_key, command=sftp_server_of_nobody()) as files:
        carried = carry_out(batch_of([source], target, up=up), *ends(files, up=up))
    assert_denied(carried, target, denied - ({"unreadable"} if up else {"unwritable", "full"}))


@needs_root
@both_ways
def test_permission_denied_over_here(there: SftpFileSystem, far: Path, tmp_path: Path, up: bool) -> None:
    """This side's program is run by a user who may do little."""
    source, target = (tmp_path / "sent", far / "target") if up else (far / "sent", tmp_path / "target")
    denied = denied_tree(source, target)
    with unprivileged():
        carried = carry_out(batch_of([source], target, up=up), *ends(there, up=up))
    assert_denied(carried, target, denied - ({"unwritable", "full"} if up else {"unreadable"}))


def denied_tree(source: Path, target: Path) -> set[str]:
    """Files of which some cannot be read, and some cannot be written; the names of both."""
    for name in ("before", "locked/unwritable", "locked/full", "unreadable", "zlast"):
        write_file(source / name, 2 * MIB if name == "locked/full" else 1000)
    (source / "unreadable").chmod(0)
    (target / "locked").mkdir(parents=True)
    (target / "locked").chmod(0o555)
    return {"unwritable", "full", "unreadable"}


def assert_denied(carried: Carried, target: Path, denied: set[str]) -> None:
    assert carried.failures == dict.fromkeys(denied, ProblemKind.PERMISSION_DENIED)
    assert names_below(target) == {"before", "unwritable", "full", "unreadable", "zlast"} - denied


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def shrink(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 3)


def rewrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"other")


@both_ways
@pytest.mark.parametrize("change", [grow, shrink, rewrite])
def test_a_file_that_changes_while_it_is_sent(
    there: SftpFileSystem, far: Path, tmp_path: Path, up: bool, change: Callable[[Path], None]
) -> None:
    """It is tried again, and then it is what it has become; never a mixture."""
    source, target = (tmp_path / "sent", far / "target") if up else (far / "sent", tmp_path / "target")
    big = write_file(source / "big", 16 * MIB)
    write_file(source / "other", 300_000)
    with Running(batch_of([source], target, up=up, options=Options(limit=8 * MIB)), *ends(there, up=up)) as running:
        running.wait_for(lambda amounts: amounts.bytes_sent > 4 * MIB)
        change(big)
        running.run.pace.set_limit(0)
        carried = running.end()
    assert not carried.failures
    assert facts(target) == facts(source)


@both_ways
def test_a_file_that_never_rests(there: SftpFileSystem, far: Path, tmp_path: Path, up: bool) -> None:
    source, target = (tmp_path / "sent", far / "target") if up else (far / "sent", tmp_path / "target")
    big = write_file(source / "big", 8 * MIB)
    write_file(source / "other", 300_000)
    write_file(target / "big", 1000)
    before = hash_of(target / "big")
    batch = batch_of([source], target, up=up, options=Options(limit=32 * MIB, resume=False))
    with Running(batch, *ends(there, up=up)) as running:
        while running.goes_on(for_seconds=0.02):
            grow(big)
        carried = running.end()
    assert carried.failures == {"big": ProblemKind.FILE_CHANGED}
    assert hash_of(target / "big") == before
    assert names_below(target) == {"big", "other"}


class Vanishing(LocalFileSystem):
    """Where some files are gone when they are opened, though they were listed."""

    async def open(self, path: bytes, mode: OpenMode, *, permissions: int | None = None) -> LocalFile:
        _let_vanish(path, mode)
        return await super().open(path, mode, permissions=permissions)

    async def read_file(self, path: bytes, most: int) -> tuple[bytes, Attributes]:
        _let_vanish(path, OpenMode.READ)
        return await super().read_file(path, most)


def _let_vanish(path: bytes, mode: OpenMode) -> None:
    if mode is OpenMode.READ and path.endswith(b"vanishes"):
        Path(os.fsdecode(path)).unlink(missing_ok=True)


def test_files_that_vanish_before_they_are_opened(there: SftpFileSystem, far: Path, tmp_path: Path) -> None:
    source, target = tmp_path / "sent", far / "target"
    for name, size in (("small vanishes", 10), ("big vanishes", MIB), ("stays", 10)):
        write_file(source / name, size)
    carried = carry_out(batch_of([source], target, up=True), Vanishing(), there)
    assert carried.failures == dict.fromkeys(("small vanishes", "big vanishes"), ProblemKind.FILE_NOT_FOUND)
    assert names_below(target) == {"stays"}


class Stubborn(LocalFileSystem):
    """Where no folder keeps its times."""

    async def set_attributes(self, path: bytes, changes: Changes, *, follow: bool = True) -> None:
        raise TowpathError(Problem(ProblemKind.FILE_FAILED, os.fsdecode(path)))


def test_a_folder_that_cannot_be_finished(there: SftpFileSystem, far: Path, tmp_path: Path) -> None:
    """What is in it is stored all the same; which one it was is said."""
    write_file(far / "sent" / "below" / "file", 1000)
    carried = carry_out(batch_of([far / "sent"], tmp_path / "target", up=False), there, Stubborn())
    assert carried.failures == dict.fromkeys(("sent", "below"), ProblemKind.FILE_FAILED)
    assert names_below(tmp_path / "target") == {"file"}


@both_ways
def test_a_file_that_vanishes_while_it_is_sent(there: SftpFileSystem, far: Path, tmp_path: Path, up: bool) -> None:
    """It may arrive as a whole, or not at all."""
    source, target = (tmp_path / "sent", far / "target") if up else (far / "sent", tmp_path / "target")
    big = write_file(source / "big", 16 * MIB)
    whole = hash_of(big)
    write_file(source / "other", 1000)
    batch = batch_of([source], target, up=up, options=Options(limit=8 * MIB))
    with Running(batch, *ends(there, up=up)) as running:
        running.wait_for(lambda amounts: amounts.bytes_sent > 4 * MIB)
        big.unlink()
        running.run.pace.set_limit(0)
        carried = running.end()
    if carried.failures:
        assert set(carried.failures.items()) <= {("big", ProblemKind.FILE_CHANGED), ("big", ProblemKind.FILE_NOT_FOUND)}
        assert names_below(target) == {"other"}
    else:
        assert hash_of(target / "big") == whole


@both_ways
def test_links_in_a_circle(there: SftpFileSystem, far: Path, tmp_path: Path, up: bool) -> None:
    source, target = (tmp_path / "sent", far / "target") if up else (far / "sent", tmp_path / "target")
    write_file(source / "below" / "file", 1000)
    (source / "a").symlink_to("b")
    (source / "b").symlink_to("a")
    (source / "below" / "up").symlink_to("..")
    batch = batch_of([source], target, up=up, options=Options(links=Links.FOLLOW))
    carried = carry_out(batch, *ends(there, up=up))
    assert carried.failures == dict.fromkeys(("a", "b", "up"), ProblemKind.LINK_LOOP)
    assert carried.of("file").outcome is FileOutcome.STORED
    assert names_below(target) == {"file"}
    assert (target / "below" / "file").stat().st_mtime == OLD
