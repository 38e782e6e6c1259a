"""The journal of the transfers: what is there after any end, and what happens where it cannot be written."""

import contextlib
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.process import ROOT
from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind
from towpath.model.filesystem import Range
from towpath.model.journal import FileRecord, KeptBatch
from towpath.model.transfer import (
    HERE,
    Act,
    Amounts,
    Batch,
    Comparison,
    FileOutcome,
    FileResult,
    Place,
    Plan,
    Step,
    TransferState,
    TransferStatus,
)
from towpath.store.file_journal import GATHER_BYTES, GATHER_FILES, MOST_UNWRITTEN, FileJournal
from towpath.store.journal import VERSION, TransferJournal

ODD = b"/a \xff\n'\"\x01"


def kept(batch_id: str, *, goes_on: bool = False) -> KeptBatch:
    batch = Batch(id=batch_id, sources=(Place(HERE, ODD),), destination=Place("box", b"there"))
    failure = FileResult(
        source=ODD, destination=b"x", outcome=FileOutcome.FAILED, problem=Problem(ProblemKind.DISK_FULL, "x")
    )
    state = TransferState(
        batch=batch, status=TransferStatus.RUNNING, amounts=Amounts(files_found=3), failures=(failure,)
    )
    return KeptBatch(state=state, goes_on=goes_on)


def record(size: int = 100, *, acknowledged: tuple[Range, ...] = (), in_place: bool = False) -> FileRecord:
    return FileRecord(size=size, mtime=7, temporary=b"/t/.part", acknowledged=acknowledged, in_place=in_place)


class Journals:
    """Opens the journal of one folder, again and again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.told: list[Problem] = []
        self.notices: tuple[Problem, ...] = ()
        self.loaded: tuple[KeptBatch, ...] = ()
        self._open: TransferJournal | None = None

    def open(self) -> TransferJournal:
        self.close()
        self._open = TransferJournal(self.path, self.told.append)
        self.loaded, self.notices = self._open.load()
        return self._open

    def files(self) -> FileJournal:
        """Of a batch that is there already, after another start."""
        return self.open().files("one")

    def new_files(self) -> FileJournal:
        journal = self.open()
        journal.keep(kept("one"))
        return journal.files("one")

    def on_disk(self) -> int:
        """How many files have a row that a kill would leave behind."""
        with contextlib.closing(sqlite3.connect(self.path)) as other:
            return int(other.execute("SELECT count(*) FROM files").fetchone()[0])

    def close(self) -> None:
        if self._open:
            self._open.close()
            self._open = None


@pytest.fixture
def journals(tmp_path: Path) -> Iterator[Journals]:
    made = Journals(tmp_path / "profile" / "transfers.sqlite")
    yield made
    made.close()


# --- batches


def test_batches_come_back_as_they_were(journals: Journals) -> None:
    journal = journals.open()
    for one in (kept("one", goes_on=True), kept("two")):
        journal.keep(one)
    journals.open()
    assert journals.loaded == (kept("one", goes_on=True), kept("two"))
    assert not journals.notices
    assert not journals.told


def test_a_batch_of_another_start_takes_no_others_place(journals: Journals) -> None:
    for name in ("one", "two", "three"):
        journals.open().keep(kept(name))
    journals.open()
    assert journals.loaded == (kept("one"), kept("two"), kept("three"))


def test_their_order_is_kept(journals: Journals) -> None:
    journal = journals.open()
    for name in ("a", "b", "c", "d"):
        journal.keep(kept(name))
    journal.arrange(["a", "d", "c", "b"])
    journal.flush()
    journal.forget("a")
    journal.keep(kept("c", goes_on=True))
    journal.keep(kept("e"))
    journals.open()
    assert [one.state.batch.id for one in journals.loaded] == ["d", "c", "b", "e"]
    assert journals.loaded[1].goes_on


def test_a_plan_is_kept_with_its_batch(journals: Journals) -> None:
    comparison = Comparison(id="one", first=Place(HERE, b"/a"), second=Place("box", b"/b"))
    plan = Plan(comparison=comparison, steps=(Step(path=ODD, act=Act.COPY_UP),))
    journal = journals.open()
    journal.keep(kept("one"))
    assert journal.plan("one") is None
    journal.keep_plan("one", plan)
    assert journal.plan("one") == plan
    journal.flush()
    assert journal.plan("one") == plan
    journal.keep(kept("one", goes_on=True))
    assert journals.open().plan("one") == plan


def test_nothing_is_made_where_nothing_is_kept(journals: Journals) -> None:
    journals.open().flush()
    assert not journals.path.exists()


def test_only_its_owner_can_read_it(journals: Journals) -> None:
    journal = journals.open()
    journal.keep(kept("one"))
    journal.flush()
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in journals.path.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert journals.path.name in modes


# --- files


def test_what_began_is_on_the_disk_at_once(journals: Journals) -> None:
    files = journals.new_files()
    files.began(ODD, record())
    assert journals.on_disk() == 1
    assert files.record(ODD) == record()
    assert files.record(b"/other") is None


def test_a_file_is_gone_on_with_after_a_start(journals: Journals) -> None:
    files = journals.new_files()
    files.began(ODD, record(acknowledged=((0, 10),)))
    files.acknowledged(ODD, 50, 10)
    files.acknowledged(ODD, 10, 5)
    expected = record(acknowledged=((0, 15), (50, 60)))
    assert files.record(ODD) == expected
    assert journals.files().record(ODD) == expected
    assert journals.files().unfinished() == {ODD: expected}


def test_what_is_finished_is_known_after_a_start(journals: Journals) -> None:
    files = journals.new_files()
    files.began(b"/large", record())
    files.finished(b"/large", 100, 7)
    files.finished(b"/small", 1, None)
    assert files.record(b"/small") == FileRecord(size=1, finished=True)
    files = journals.files()
    assert files.record(b"/large") == FileRecord(size=100, mtime=7, finished=True)
    assert files.record(b"/small") == FileRecord(size=1, finished=True)
    assert files.unfinished() == {}


def test_a_time_beyond_all_measure_is_not_kept(journals: Journals) -> None:
    files = journals.new_files()
    files.began(b"/large", FileRecord(size=1, mtime=1 << 63, temporary=b"/part"))
    files.finished(b"/small", 1, -(1 << 63))
    files.flush()
    files = journals.files()
    assert files.record(b"/large") == FileRecord(size=1, temporary=b"/part")
    assert files.record(b"/small") == FileRecord(size=1, finished=True)


def test_another_run_knows_what_the_first_has_finished(journals: Journals) -> None:
    files = journals.new_files()
    files.finished(b"/small", 1, None)
    files.flush()
    files.look_back()
    assert files.record(b"/small") == FileRecord(size=1, finished=True)


def test_what_is_forgotten_begins_anew(journals: Journals) -> None:
    files = journals.new_files()
    files.began(ODD, record())
    files.forget(ODD)
    files.acknowledged(ODD, 0, 10)  # crossed with it
    assert files.record(ODD) is None
    assert journals.files().record(ODD) is None
    assert journals.on_disk() == 0


@pytest.mark.parametrize("count", [GATHER_FILES, 1])
def test_small_files_are_written_without_being_asked(journals: Journals, count: int) -> None:
    """When enough are gathered, or when enough time has passed."""
    files = journals.new_files()
    files.flush()
    for number in range(count):
        files.finished(b"/%d" % number, 1, 7)
    wait_for(lambda: journals.on_disk() == count, what="the rows")


def test_a_large_file_is_written_as_it_goes(journals: Journals) -> None:
    files = journals.new_files()
    files.began(ODD, record(size=2 * GATHER_BYTES))
    files.acknowledged(ODD, 0, GATHER_BYTES)

    def seen() -> bool:
        with contextlib.closing(sqlite3.connect(journals.path)) as other:
            [(ranges,)] = other.execute("SELECT acknowledged FROM files").fetchall()
        return len(ranges) == 16

    wait_for(seen, what="the range")


def test_files_of_a_batch_that_is_done_are_forgotten(journals: Journals) -> None:
    files = journals.new_files()
    files.finished(b"/small", 1, 7)
    files.flush()
    journal = journals.open()
    journal.forget_files("one")
    assert journal.files("one").record(b"/small") is None
    journal.flush()
    assert journals.on_disk() == 0
    files.finished(b"/late", 1, 7)
    journal.flush()
    assert journals.on_disk() == 0


def test_files_of_a_cleared_batch_are_forgotten(journals: Journals) -> None:
    files = journals.new_files()
    files.finished(b"/small", 1, 7)
    journal = journals.open()
    journal.forget("one")
    journal.flush()
    assert journals.on_disk() == 0
    journals.open()
    assert not journals.loaded


# --- a kill


WRITES_AND_DIES = """
import os, signal, sys
from pathlib import Path
from tests.unit.test_journal import kept, record
from towpath.store.journal import TransferJournal

journal = TransferJournal(Path(sys.argv[1]), print)
journal.load()
journal.keep(kept("one"))
files = journal.files("one")
for number in range(1000):
    files.finished(b"/%d" % number, number, 7)
files.began(b"/large", record(1 << 30))
for piece in range(3):
    files.acknowledged(b"/large", piece << 20, 1 << 20)
files.flush()
for number in range(1000, 2000):
    files.finished(b"/%d" % number, number, 7)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_after_a_kill_all_is_there_that_was_written(journals: Journals) -> None:
    run = [sys.executable, "-c", WRITES_AND_DIES, str(journals.path)]
    done = subprocess.run(run, cwd=ROOT, timeout=30, check=False)
    assert done.returncode == -signal.SIGKILL
    files = journals.files()
    assert journals.loaded == (kept("one"),)
    assert not journals.notices
    assert files.record(b"/large") == record(1 << 30, acknowledged=((0, 3 << 20),))
    assert all(files.record(b"/%d" % n) == FileRecord(size=n, mtime=7, finished=True) for n in range(1000))


# --- damage and disks that take nothing


def damage_all(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 1000)


def damage_a_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    path.write_bytes(content)


def damage_a_batch(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE batches SET kept = '{}'")
        other.commit()


@pytest.mark.parametrize("damage", [damage_all, damage_a_page, damage_a_batch])
def test_a_damaged_file_is_kept_aside(journals: Journals, damage: object) -> None:
    files = journals.new_files()
    for number in range(1000):
        files.finished(b"/%d" % number, number, 7)
    journals.close()
    assert callable(damage)
    damage(journals.path)
    broken = journals.path.read_bytes()
    journal = journals.open()
    assert not journals.loaded
    [notice] = journals.notices
    assert notice.kind is ProblemKind.CONFIG_DAMAGED
    aside = Path(notice.facts["file"])
    assert aside.parent == journals.path.parent
    assert aside.read_bytes() == broken
    journal.keep(kept("two"))
    journals.open()
    assert journals.loaded == (kept("two"),)
    assert not journals.notices


def test_that_of_a_newer_program_is_left_alone(journals: Journals) -> None:
    journals.open().keep(kept("one"))
    journals.close()
    with contextlib.closing(sqlite3.connect(journals.path)) as other:
        other.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = journals.path.read_bytes()
    journal = journals.open()
    assert [notice.kind for notice in journals.notices] == [ProblemKind.CONFIG_TOO_NEW]
    journal.keep(kept("two"))
    journal.files("two").began(ODD, record())
    assert journal.files("two").record(ODD) == record()
    journals.close()
    assert journals.path.read_bytes() == before


def test_where_it_cannot_be_written_all_goes_on_and_it_is_said_once(journals: Journals) -> None:
    journals.path.parent.write_text("in the way")
    files = journals.new_files()
    files.began(ODD, record())
    files.acknowledged(ODD, 0, 10)
    files.finished(b"/small", 1, 7)
    files.flush()
    assert files.record(ODD) == record(acknowledged=((0, 10),))
    assert [problem.kind for problem in journals.told] == [ProblemKind.FILE_UNWRITABLE]
    journals.path.parent.unlink()  # and once it can be
    files.flush()
    assert journals.on_disk() == 2
    assert len(journals.told) == 1


def test_a_disk_that_stays_full_does_not_fill_the_memory(journals: Journals) -> None:
    journals.path.parent.write_text("in the way")
    files = journals.new_files()
    for number in range(2 * MOST_UNWRITTEN):
        files.finished(b"/%d" % number, 1, 7)
        if number % 50_000 == 0:
            files.flush()
    files.flush()
    journals.path.parent.unlink()
    files.flush()
    assert journals.on_disk() <= MOST_UNWRITTEN


def test_what_is_written_in_place_is_known_as_that(journals: Journals) -> None:
    """Nobody may take it for a temporary file, which can be removed."""
    journals.new_files().began(ODD, record(in_place=True))
    assert journals.files().record(ODD) == record(in_place=True)


def test_what_could_not_be_written_does_not_replace_what_is_newer(journals: Journals) -> None:
    files = journals.new_files()
    files.began(ODD, record())
    files.acknowledged(ODD, 0, 10)
    taken = files.take()
    files.finished(ODD, 100, 7)
    files.give_back(*taken)
    assert journals.files().record(ODD) == FileRecord(size=100, mtime=7, finished=True)


def test_when_much_was_told_it_is_written_at_once(journals: Journals, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("towpath.store.journal.GATHER_SECONDS", 3600)
    files = journals.new_files()
    files.began(ODD, record(2 * GATHER_BYTES))
    for number in range(GATHER_FILES):
        files.finished(b"%d" % number, 1, 7)
    wait_for(lambda: journals.on_disk() == 1 + GATHER_FILES, what="the files")
    files.acknowledged(ODD, 0, GATHER_BYTES)

    def acknowledged() -> bytes:
        with contextlib.closing(sqlite3.connect(journals.path)) as other:
            return bytes(other.execute("SELECT acknowledged FROM files WHERE NOT finished").fetchone()[0])

    wait_for(acknowledged, what="the bytes")
