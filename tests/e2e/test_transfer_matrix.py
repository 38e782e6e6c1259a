"""Files of difficult sizes and names go to OpenSSH and Dropbear and come back as they were, straight and over hops."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.batches import Carried, batch_of, carry_out, ends, remote_files
from tests.support.disk_trees import ODD_NAMES, OLD, Facts, facts, odd_file, same_content, write_file, write_sparse
from tests.support.dropbear import Dropbear, dropbear_missing
from tests.support.keys import KeyFile
from tests.support.memory_journal import MemoryJournal
from tests.support.sshd import Sshd
from towpath.model.filesystem import SECOND, FileSystem, Range
from towpath.model.journal import FileRecord
from towpath.model.transfer import FileOutcome, Options
from towpath.transfer.local import LocalFileSystem

KIB = 1024
SIZES = (0, 1, 32 * KIB - 1, 32 * KIB, 32 * KIB + 1, 700 * KIB)
"""Around what fits in one request; the last one does not go in one piece."""
HUGE = (4 << 30) + 1
"""More than 32 bits can count."""
MISSING: tuple[Range, ...] = ((0, 40_000), ((4 << 30) - 50_000, (4 << 30) - 10), ((4 << 30) - 3, HUGE))
"""Of the huge file, when the rest of it is there already."""


class There(NamedTuple):
    """A server, and the way to its files."""

    server: Sshd | Dropbear
    files: FileSystem


@pytest.fixture(scope="module")
def dropbear(servers_directory: Path, user_key: KeyFile) -> Iterator[Dropbear | None]:
    """None where it cannot run."""
    if dropbear_missing():
        yield None
    else:
        with Dropbear(servers_directory, authorized=[user_key]) as server:
            yield server


@pytest.fixture(params=["OpenSSH", "Dropbear"])
def server(request: pytest.FixtureRequest, inner_sshd: Sshd, dropbear: Dropbear | None) -> Sshd | Dropbear:
    if request.param == "OpenSSH":
        return inner_sshd
    if dropbear is None:
        pytest.skip(dropbear_missing())
    return dropbear


@pytest.fixture(params=[0, 2], ids=["straight", "over two hops"])
def there(
    request: pytest.FixtureRequest, server: Sshd | Dropbear, hop_sshds: Sequence[Sshd], user_key: KeyFile
) -> Iterator[There]:
    with remote_files(server, user_key, hops=hop_sshds[: request.param]) as files:
        yield There(server, files)


@pytest.fixture
def folder_there(server: Sshd | Dropbear, tmp_path: Path) -> Path:
    """A folder of the server's, new for each test; its disk is ours."""
    folder = server.home / tmp_path.name
    folder.mkdir()
    return folder


def make_tree(folder: Path) -> Path:
    """All sizes times all names, with various modes and times; links, and folders that are not writable."""
    for number, size in enumerate(SIZES):
        for step, name in enumerate(ODD_NAMES):
            mode = (0o644, 0o400, 0o751, 0o4755)[(number + step) % 4]
            write_file(odd_file(folder, name, number), size, mode=mode, mtime=OLD + 100 * number + step)
    (folder / "empty").mkdir(mode=0o700)
    (folder / "link").symlink_to(os.fsdecode(b"0/" + ODD_NAMES[2]))
    (folder / "to nowhere").symlink_to(os.fsdecode(b"caf\xe9//./x"))
    for number, below in enumerate(sorted(path for path in folder.rglob("*") if path.is_dir() and path != folder)):
        below.chmod(0o555 if number % 2 else 0o2755)
        os.utime(below, (OLD, OLD - number))
    folder.chmod(0o750)
    os.utime(folder, (OLD, OLD))
    return folder


def expected(folder: Path) -> dict[bytes, Facts]:
    """Of a copy: what lent its owner's rights does not lend those of whoever owns it now."""
    whole = facts(folder)
    return whole | {
        name: one._replace(mode=one.mode & 0o1777) for name, one in whole.items() if one.kind == stat.S_IFREG
    }


def all_went_well(carried: Carried) -> None:
    assert not carried.failures, [one for one in carried.results if one.problem]
    assert carried.amounts.files_done == carried.amounts.files_found == len(SIZES) * len(ODD_NAMES) + 2
    assert carried.amounts.bytes_done == carried.amounts.bytes_found


def test_put(there: There, tmp_path: Path, folder_there: Path) -> None:
    sent = make_tree(tmp_path / "sent")
    all_went_well(carry_out(batch_of([sent], folder_there / "put", up=True), LocalFileSystem(), there.files))
    assert facts(folder_there / "put") == expected(sent)
    assert int((folder_there / "put").stat().st_mtime) == OLD


def test_get(there: There, tmp_path: Path, folder_there: Path) -> None:
    sent = make_tree(folder_there / "sent")
    all_went_well(carry_out(batch_of([sent], tmp_path / "got", up=False), there.files, LocalFileSystem()))
    assert facts(tmp_path / "got") == expected(sent)
    assert int((tmp_path / "got").stat().st_mtime) == OLD


@pytest.mark.parametrize("up", [True, False], ids=["put", "get"])
def test_the_last_of_more_than_four_gib(there: There, tmp_path: Path, folder_there: Path, up: bool) -> None:
    """All but some ranges was there already: places beyond 32 bits, without the hours."""
    source, target = (tmp_path, folder_there) if up else (folder_there, tmp_path)
    huge = write_sparse(source / "huge", HUGE)
    temporary = write_sparse(target / ".huge.temporary", HUGE)
    with temporary.open("r+b") as file:
        for begin, end in MISSING:
            os.pwrite(file.fileno(), bytes(end - begin), begin)
    journal = MemoryJournal()
    record = FileRecord(size=HUGE, mtime=OLD * SECOND, temporary=os.fsencode(temporary))
    journal.began(os.fsencode(huge), record)
    begins = [0, *(end for _, end in MISSING)]
    for begin, (end, _) in zip(begins, MISSING, strict=False):
        journal.acknowledged(os.fsencode(huge), begin, end - begin)
    source_files, target_files = ends(there.files, up=up)
    carried = carry_out(batch_of([huge], target / "copy", up=up), source_files, target_files, journal)
    assert not carried.failures
    assert carried.amounts.bytes_sent == sum(end - begin for begin, end in MISSING)
    assert same_content(target / "copy", huge)
    assert not temporary.exists()
    assert int((target / "copy").stat().st_mtime) == OLD


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("up", [True, False], ids=["put", "get"])
def test_more_than_four_gib(there: There, tmp_path: Path, folder_there: Path, up: bool) -> None:
    source, target = (tmp_path, folder_there) if up else (folder_there, tmp_path)
    huge = write_sparse(source / "huge", HUGE)
    batch = batch_of([huge], target / "copy", up=up, options=Options(verify=True))
    carried = carry_out(batch, *ends(there.files, up=up))
    assert [one.outcome for one in carried.results] == [FileOutcome.STORED], carried.results
    assert same_content(target / "copy", huge)
    if not up:
        assert (target / "copy").stat().st_blocks < 10_000, "blocks of zeros are not written"
    (target / "copy").unlink()
