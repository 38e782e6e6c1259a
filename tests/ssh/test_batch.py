"""Batches of many files with a real server: whole trees, links, conflicts, and a session that is lost in between."""

import asyncio
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.batches import Carried, Running, batch_of, carry_out, ends, remote_files
from tests.support.disk_trees import ODD_NAMES, facts, odd_file, write_file
from tests.support.keys import KeyFile
from tests.support.memory_journal import MemoryJournal
from tests.support.slow_link import SlowLink
from tests.support.sshd import Sshd
from towpath.model.error import ProblemKind, TowpathError
from towpath.model.transfer import Conflict, FileOutcome, Links, Options
from towpath.ssh.sftp import SftpFileSystem

BOTH_WAYS = pytest.mark.parametrize("up", [True, False], ids=["put", "get"])
SMALL_FILES = 1500


@pytest.fixture
def far(sshd: Sshd, user_key: KeyFile) -> Iterator[SftpFileSystem]:
    with remote_files(sshd, user_key) as files:
        yield files


def small_files(folder: Path, count: int = SMALL_FILES) -> Path:
    for number in range(count):
        write_file(folder / str(number % 10) / str(number), number % 3000)
    return folder


def carried(
    far: SftpFileSystem, source: Path, destination: Path, *, up: bool, options: Options | None = None
) -> Carried:
    return carry_out(batch_of([source], destination, up=up, options=options), *ends(far, up=up))


@BOTH_WAYS
def test_a_tree_is_the_same_over_there(far: SftpFileSystem, tmp_path: Path, up: bool) -> None:
    source = small_files(tmp_path / "from")
    for number, name in enumerate(ODD_NAMES):
        write_file(odd_file(source, name, number), 100, mode=0o640)
    write_file(source / "large", 3_000_000, mode=0o444)
    (source / "empty").mkdir()
    (source / "link").symlink_to("nowhere\nat all")
    (source / "empty").chmod(0o550)
    os.utime(source / "empty", (1, 1))
    done = carried(far, source, tmp_path / "to", up=up)
    assert done.failures == {}
    assert facts(tmp_path / "to", without_times_of=stat.S_IFLNK) == facts(source, without_times_of=stat.S_IFLNK)
    assert done.amounts.files_done == done.amounts.files_found == SMALL_FILES + len(ODD_NAMES) + 2


@BOTH_WAYS
def test_names_of_one_file_stay_names_of_one_file(far: SftpFileSystem, tmp_path: Path, up: bool) -> None:
    source = tmp_path / "from"
    write_file(source / "a" / "first", 5)
    (source / "b").mkdir()
    for number in range(20):
        (source / "b" / str(number)).hardlink_to(source / "a" / "first")
    write_file(source / "alone", 5)
    done = carried(far, source, tmp_path / "to", up=up)
    assert done.failures == {}
    assert (tmp_path / "to" / "a" / "first").stat().st_nlink == 21
    assert (tmp_path / "to" / "alone").stat().st_nlink == 1
    assert sum(result.outcome is FileOutcome.LINKED for result in done.results) == 20


@BOTH_WAYS
def test_what_links_lead_to_is_copied_and_circles_end(far: SftpFileSystem, tmp_path: Path, up: bool) -> None:
    source = tmp_path / "from"
    write_file(source / "inner" / "file", 10)
    write_file(tmp_path / "elsewhere" / "other", 20)
    (source / "to-file").symlink_to("inner/file")
    (source / "to-folder").symlink_to(tmp_path / "elsewhere")
    (source / "inner" / "circle").symlink_to("..")
    (source / "self").symlink_to("self")
    done = carried(far, source, tmp_path / "to", up=up, options=Options(links=Links.FOLLOW))
    assert done.failures == {"circle": ProblemKind.LINK_LOOP, "self": ProblemKind.LINK_LOOP}
    assert {os.fsdecode(path) for path in facts(tmp_path / "to")} == {
        "inner",
        "inner/file",
        "to-file",
        "to-folder",
        "to-folder/other",
    }
    assert not (tmp_path / "to" / "to-file").is_symlink()


@BOTH_WAYS
@pytest.mark.parametrize(
    ("policy", "theirs", "beside"),
    [(Conflict.SKIP, True, False), (Conflict.RENAME, True, True), (Conflict.OVERWRITE, False, False)],
)
def test_conflicts(far: SftpFileSystem, tmp_path: Path, policy: Conflict, theirs: bool, beside: bool, up: bool) -> None:
    ours = write_file(tmp_path / "from" / "name.txt", 10)
    there = write_file(tmp_path / "to" / "name.txt", 10)
    before = there.read_bytes()
    write_file(tmp_path / "from" / "new", 1)
    done = carried(far, tmp_path / "from", tmp_path / "to", up=up, options=Options(conflict=policy))
    assert done.failures == {}
    assert there.read_bytes() == (before if theirs else ours.read_bytes())
    second = tmp_path / "to" / "name (2).txt"
    assert second.exists() is beside
    assert not beside or second.read_bytes() == ours.read_bytes()
    assert (tmp_path / "to" / "new").exists()


@BOTH_WAYS
def test_a_batch_goes_on_in_the_next_session(sshd: Sshd, user_key: KeyFile, tmp_path: Path, up: bool) -> None:
    source = small_files(tmp_path / "from")
    batch = batch_of([source], tmp_path / "to", up=up)
    journal = MemoryJournal()
    with SlowLink(sshd.port, delay=0.01) as link, remote_files(sshd, user_key, port=link.port) as files:
        asyncio.run(files.abilities())
        with Running(batch, *ends(files, up=up), journal) as running:
            running.wait_for(lambda amounts: amounts.files_done > 100)
            files.end()
            with pytest.raises(TowpathError) as caught:
                running.end()
        assert caught.value.problem.kind in (ProblemKind.LOST, ProblemKind.CANCELLED)
        stored = running.amounts.files_done
    with remote_files(sshd, user_key) as files:
        done = carry_out(batch, *ends(files, up=up), journal)
    assert done.failures == {}
    assert done.amounts.files_done == SMALL_FILES
    assert sum(result.outcome is FileOutcome.STORED for result in done.results) <= SMALL_FILES - stored
    assert facts(tmp_path / "to") == facts(source)


def test_the_round_trip_is_not_paid_per_file(sshd: Sshd, user_key: KeyFile, tmp_path: Path) -> None:
    """One after the other these would take 500 round trips of 100 ms, several times over."""
    source = tmp_path / "from"
    for number in range(500):
        write_file(source / str(number), 100)
    with SlowLink(sshd.port, delay=0.05) as link, remote_files(sshd, user_key, port=link.port) as files:
        asyncio.run(files.abilities())
        with Running(batch_of([source], tmp_path / "to", up=True), *ends(files, up=True)) as running:
            assert running.end().failures == {}
            assert running.run.tally.files_rate() > 50
    assert facts(tmp_path / "to") == facts(source)


def test_from_one_server_to_another(sshd: Sshd, user_key: KeyFile, tmp_path: Path) -> None:
    source = small_files(tmp_path / "from", 300)
    write_file(source / "large", 3_000_000)
    with remote_files(sshd, user_key) as first, remote_files(sshd, user_key) as second:
        done = carry_out(batch_of([source], tmp_path / "to", up=True), first, second)
    assert done.failures == {}
    assert facts(tmp_path / "to") == facts(source)
