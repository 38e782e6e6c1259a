"""Moves with a real server: there, back, and from one of its folders to another."""

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.batches import Carried, Running, batch_of, carry_out, ends, remote_files
from tests.support.disk_trees import ODD_NAMES, facts, odd_file, write_file
from tests.support.keys import KeyFile
from tests.support.sshd import Sshd
from towpath.model.error import ProblemKind
from towpath.model.transfer import Conflict, FileOutcome, Options
from towpath.ssh.sftp import SftpFileSystem

BOTH_WAYS = pytest.mark.parametrize("up", [True, False], ids=["put", "get"])
MEMORY = Path("/dev/shm")
"""Another disk, as a rule."""


@pytest.fixture
def far(sshd: Sshd, user_key: KeyFile) -> Iterator[SftpFileSystem]:
    with remote_files(sshd, user_key) as files:
        yield files


def make_tree(folder: Path) -> Path:
    for number in range(300):
        write_file(folder / str(number % 10) / str(number), number * 10)
    for number, name in enumerate(ODD_NAMES):
        write_file(odd_file(folder, name, number), 100, mode=0o640)
    write_file(folder / "large", 3_000_000, mode=0o444)
    os.link(folder / "large", folder / "0" / "also large")
    (folder / "empty").mkdir()
    (folder / "link").symlink_to("nowhere\nat all")
    (folder / "away").symlink_to(folder.parent)
    os.utime(folder / "empty", (1, 1))
    return folder


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def moved(
    far: SftpFileSystem, source: Path, destination: Path, *, up: bool, conflict: Conflict = Conflict.OVERWRITE
) -> Carried:
    options = Options(move=True, conflict=conflict)
    return carry_out(batch_of([source], destination, up=up, options=options), *ends(far, up=up))


@BOTH_WAYS
def test_a_tree_goes_as_it_is(far: SftpFileSystem, tmp_path: Path, up: bool) -> None:
    source = make_tree(tmp_path / "from")
    before = facts(source, without_times_of=stat.S_IFLNK)
    done = moved(far, source, tmp_path / "to", up=up)
    assert done.failures == {}
    assert facts(tmp_path / "to", without_times_of=stat.S_IFLNK) == before
    assert left_in(tmp_path) == ["to"]


@BOTH_WAYS
def test_what_is_skipped_stays(far: SftpFileSystem, tmp_path: Path, up: bool) -> None:
    source, target = tmp_path / "from", tmp_path / "to"
    write_file(source / "a" / "both", 10)
    write_file(source / "b" / "mine", 10)
    write_file(target / "a" / "both", 20)
    assert moved(far, source, target, up=up, conflict=Conflict.SKIP).failures == {}
    assert sorted(path.name for path in source.rglob("*")) == ["a", "both"]
    assert (target / "a" / "both").stat().st_size == 20
    assert (target / "b" / "mine").exists()


@BOTH_WAYS
def test_what_was_changed_meanwhile_stays(far: SftpFileSystem, tmp_path: Path, up: bool) -> None:
    """A program that appends to its file all the time, as one that writes a log."""
    source = write_file(tmp_path / "from" / "log", 64 << 20)
    batch = batch_of([source.parent], tmp_path / "to", up=up, options=Options(move=True, limit=64 << 20))
    with Running(batch, *ends(far, up=up)) as running, source.open("ab") as log:
        running.wait_for(lambda amounts: amounts.bytes_done > 1 << 20)
        log.write(b"one more line\n")
        log.flush()
        done = running.end()
    assert done.failures in ({}, {"log": ProblemKind.FILE_CHANGED})
    if done.failures:
        assert source.read_bytes().endswith(b"one more line\n")
    else:
        assert (tmp_path / "to" / "log").read_bytes().endswith(b"one more line\n")


@BOTH_WAYS
def test_on_a_disk_that_both_share_nothing_is_moved_onto_itself(far: SftpFileSystem, tmp_path: Path, up: bool) -> None:
    write_file(tmp_path / "folder" / "small", 100)
    write_file(tmp_path / "folder" / "large", 1_000_000)
    done = moved(far, tmp_path / "folder", tmp_path / "folder", up=up)
    assert set(done.failures) == {"small", "large"}
    sizes = {path.name: path.stat().st_size for path in (tmp_path / "folder").iterdir()}
    assert sizes == {"small": 100, "large": 1_000_000}


def test_on_one_server_a_folder_is_renamed(far: SftpFileSystem, tmp_path: Path) -> None:
    source = make_tree(tmp_path / "from")
    before = facts(source)
    node = source.stat().st_ino
    done = carry_out(batch_of([source], tmp_path / "to", up=True, options=Options(move=True)), far, far)
    assert done.failures == {}
    assert [(result.outcome, result.source) for result in done.results] == [
        (FileOutcome.FOLDER, os.fsencode(source)),
    ]
    assert facts(tmp_path / "to") == before
    assert (tmp_path / "to").stat().st_ino == node
    assert left_in(tmp_path) == ["to"]


def test_from_one_disk_of_a_server_to_another_it_is_copied(far: SftpFileSystem, tmp_path: Path) -> None:
    if MEMORY.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("one disk only")
    source = make_tree(tmp_path / "from")
    before = facts(source, without_times_of=stat.S_IFLNK)
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        target = Path(folder) / "to"
        done = carry_out(batch_of([source], target, up=True, options=Options(move=True)), far, far)
        assert done.failures == {}
        assert facts(target, without_times_of=stat.S_IFLNK) == before
    assert left_in(tmp_path) == []
