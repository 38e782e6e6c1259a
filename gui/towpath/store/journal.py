"""The journal of the transfers: a database (sqlite) that says after any end how far every batch was.

It survives a kill at any moment: what was committed before is there. Whoever transfers never waits for it, with one
exception (`began`), and never fails because of it: where it cannot be written, the user is told once, and the next run
begins anew what was not written down.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from towpath.files import keep_aside, private_file
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.journal import KeptBatch
from towpath.model.transfer import Plan
from towpath.store.file_journal import FileJournal

VERSION = 1
GATHER_SECONDS = 0.25
"""What was told is written after so long at the latest: what is lost is sent again."""
BESIDE = ("-wal", "-shm")
"""sqlite's files beside the database."""

_SCHEMA = """
CREATE TABLE batches (number INTEGER PRIMARY KEY, place INTEGER NOT NULL, kept BLOB NOT NULL, plan BLOB);
CREATE TABLE files (
    batch INTEGER NOT NULL, source BLOB NOT NULL, size INTEGER NOT NULL, mtime INTEGER, temporary BLOB NOT NULL,
    acknowledged BLOB NOT NULL, in_place INTEGER NOT NULL, finished INTEGER NOT NULL, PRIMARY KEY (batch, source)
) WITHOUT ROWID;
"""
_KEEP = (
    "INSERT INTO batches VALUES (?, ?, ?, ?) ON CONFLICT (number) DO UPDATE"
    " SET place = excluded.place, kept = excluded.kept, plan = coalesce(excluded.plan, plan)"
)
_PUT = "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


class _Batch:
    """What is to be written about one batch."""

    def __init__(self, number: int, kept: KeptBatch, files: FileJournal) -> None:
        self.number = number
        self.kept = kept
        self.plan: Plan | None = None
        """Not written yet."""
        self.files = files


class TransferJournal:
    """One file of a profile. Any thread; only `load`, `plan`, `flush` and `close` wait for the disk.

    `tell` is called, at most once, when the journal cannot be written.
    """

    def __init__(self, path: Path, tell: Callable[[Problem], None]) -> None:
        self._path = path
        self._tell = tell
        self._told = False
        self._closed = False
        self._connection: sqlite3.Connection | None = None
        self._disk = threading.RLock()
        """Taken before `_lock`."""
        self._reader: sqlite3.Connection | None = None
        self._reading = threading.Lock()
        """Around `_reader`: who looks something up does not wait until what is being written is on the disk."""
        self._lock = threading.Lock()
        self._batches: dict[str, _Batch] = {}
        self._next_number = 1
        self._changed: set[str] = set()
        self._gone: list[int] = []
        self._files_gone: list[int] = []
        self._some = threading.Event()
        self._much = threading.Event()
        self._writer = threading.Thread(target=self._write, name="towpath-journal", daemon=True)
        self._writing = False

    # --- batches

    def load(self) -> tuple[tuple[KeptBatch, ...], tuple[Problem, ...]]:
        """The batches in their order, and what the user should be told. A damaged file is kept aside; one of a newer
        program is left alone, and nothing is written."""
        if not self._path.exists():
            return (), ()  # it is made when there is something to write
        try:
            rows = self._read_batches()
            kept = [(number, msgspec.json.decode(content, type=KeptBatch)) for number, content in rows]
        except TowpathError as error:
            self._closed = True
            return (), (error.problem,)
        except sqlite3.OperationalError as error:
            return (), (self._unwritable(error),)
        except (sqlite3.DatabaseError, msgspec.MsgspecError) as error:
            return (), (self._set_aside(str(error)),)
        with self._lock:
            for number, batch in kept:
                files = FileJournal(self, number, looks_back=True)
                self._batches[batch.state.batch.id] = _Batch(number, batch, files)
            self._next_number = max((number for number, _ in kept), default=0) + 1
        return tuple(batch for _, batch in kept), ()

    def keep(self, kept: KeptBatch) -> None:
        """A batch is new, at the end of the order, or has changed."""
        batch_id = kept.state.batch.id
        with self._lock:
            if batch := self._batches.get(batch_id):
                batch.kept = kept
            else:
                number, self._next_number = self._next_number, self._next_number + 1
                self._batches[batch_id] = _Batch(number, kept, FileJournal(self, number, looks_back=False))
            self._changed.add(batch_id)
        self.wake()

    def keep_plan(self, batch_id: str, plan: Plan) -> None:
        """What this batch carries out, for as long as it is kept."""
        with self._lock:
            self._batches[batch_id].plan = plan
            self._changed.add(batch_id)
        self.wake()

    def plan(self, batch_id: str) -> Plan | None:
        """What it carries out, if it is a synchronisation and that could be kept."""
        with self._lock:
            batch = self._batches[batch_id]
            unwritten = batch.plan
        if unwritten:
            return unwritten
        row = self.look_up("SELECT plan FROM batches WHERE number = ?", (batch.number,))
        return msgspec.json.decode(row[0], type=Plan) if row and isinstance(row[0], bytes) else None

    def arrange(self, ids: Sequence[str]) -> None:
        """The order of all batches."""
        with self._lock:
            self._batches = {batch_id: self._batches[batch_id] for batch_id in ids}
            self._changed.update(ids)
        self.wake()

    def forget_files(self, batch_id: str) -> None:
        """It was done to the end: nobody will ask about its files."""
        with self._lock:
            batch = self._batches[batch_id]
            batch.files = FileJournal(self, batch.number, looks_back=False)
            self._files_gone.append(batch.number)
        self.wake()

    def forget(self, batch_id: str) -> None:
        """It was cleared."""
        with self._lock:
            batch = self._batches.pop(batch_id)
            self._changed = set(self._batches)  # their places are others now
            self._gone.append(batch.number)
        self.wake()

    def files(self, batch_id: str) -> FileJournal:
        """The journal of its files, for another run."""
        with self._lock:
            return self._batches[batch_id].files

    # --- writing

    def wake(self, *, at_once: bool = False) -> None:
        """There is something to write, soon or at once."""
        if not self._writing:
            self._begin_writing()
        self._some.set()
        if at_once:
            self._much.set()

    def _begin_writing(self) -> None:
        with self._lock:
            if not self._writing and not self._closed:
                self._writing = True
                self._writer.start()

    def flush(self) -> None:
        """Write all that was told."""
        with self._disk:
            if self._closed:
                return
            with self._lock:
                changed, self._changed = self._changed, set()
                gone, self._gone = self._gone, []
                files_gone, self._files_gone = self._files_gone, []
                batches = [(place, b) for place, (i, b) in enumerate(self._batches.items()) if i in changed]
                plans = [b.plan for _, b in batches]
                journals = [b.files for b in self._batches.values()]
            taken = [(files, files.take()) for files in journals]
            if not (changed or gone or files_gone or any(rows or deleted for _, (rows, deleted) in taken)):
                return
            try:
                with self._transaction() as connection:
                    numbers = [(number,) for number in (*gone, *files_gone)]
                    connection.executemany("DELETE FROM files WHERE batch = ?", numbers)
                    connection.executemany("DELETE FROM batches WHERE number = ?", [(number,) for number in gone])
                    for place, batch in batches:
                        connection.execute(_KEEP, (batch.number, place, _json(batch.kept), _json(batch.plan)))
                    for _, (rows, deleted) in taken:
                        connection.executemany("DELETE FROM files WHERE batch = ? AND source = ?", deleted)
                        connection.executemany(_PUT, rows)
            except (sqlite3.Error, TowpathError) as error:
                self._say_once(error)
                with self._lock:
                    self._changed |= changed & self._batches.keys()
                    self._gone += gone
                    self._files_gone += files_gone
                for files, (rows, deleted) in taken:
                    files.give_back(rows, deleted)
            else:
                for (_, batch), plan in zip(batches, plans, strict=True):
                    if batch.plan is plan:
                        batch.plan = None

    def look_up(self, query: str, values: tuple[object, ...]) -> tuple[object, ...] | None:
        """One row, or None, also where nothing can be read. What is being written may be missing."""
        with self._reading:
            if self._closed or not (self._reader or self._path.exists()):
                return None
            try:
                if self._reader is None:
                    self._reader = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
                found: tuple[object, ...] | None = self._reader.execute(query, values).fetchone()
            except sqlite3.Error as error:
                self._say_once(error)
                return None
            return found

    def look_up_all(self, query: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        """All rows, or none where nothing can be read."""
        with self._disk:
            if self._closed or not self._path.exists():
                return []
            try:
                return self._opened().execute(query, values).fetchall()
            except (sqlite3.Error, TowpathError) as error:
                self._say_once(error)
                return []

    def close(self) -> None:
        """Write all that was told, and end. Nothing is written any more."""
        self.flush()
        with self._disk, self._reading:
            self._closed = True
            for connection in (self._reader, self._connection):
                if connection:
                    connection.close()
            self._reader = self._connection = None
        self._some.set()
        self._much.set()
        if self._writer.is_alive():
            self._writer.join()

    def _write(self) -> None:
        while not self._closed:
            self._some.wait()
            self._much.wait(GATHER_SECONDS)
            self._some.clear()
            self._much.clear()
            self.flush()

    # --- the file

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        connection = self._opened()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):  # on some failures sqlite has rolled back by itself
                connection.execute("ROLLBACK")
            raise

    def _opened(self) -> sqlite3.Connection:
        """Raises sqlite3.Error, TowpathError."""
        if self._connection is None:
            private_file(self._path)
            connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                version = connection.execute("PRAGMA user_version").fetchone()[0]
                if version > VERSION:
                    raise TowpathError(Problem(ProblemKind.CONFIG_TOO_NEW, str(self._path), {"detail": str(version)}))
                if version == 0:
                    connection.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT")
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _read_batches(self) -> list[tuple[int, bytes]]:
        with self._disk:
            connection = self._opened()
            wrong = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if wrong != "ok":
                raise sqlite3.DatabaseError(wrong)
            return connection.execute("SELECT number, kept FROM batches ORDER BY place").fetchall()

    def _set_aside(self, detail: str) -> Problem:
        """Keep a damaged file under another name and begin with an empty one."""
        with self._disk:
            if self._connection:
                self._connection.close()
                self._connection = None
            try:
                aside = keep_aside(self._path, "damaged")
                for suffix in BESIDE:
                    with contextlib.suppress(FileNotFoundError):
                        self._path.with_name(self._path.name + suffix).rename(aside.with_name(aside.name + suffix))
            except (TowpathError, OSError) as error:
                return self._unwritable(error)
        facts = {"detail": detail, "file": str(aside)}
        return Problem(ProblemKind.CONFIG_DAMAGED, str(self._path), facts)

    def _say_once(self, error: Exception) -> None:
        if not self._told:
            self._told = True
            self._tell(self._unwritable(error))

    def _unwritable(self, error: Exception) -> Problem:
        self._told = True
        if isinstance(error, TowpathError):
            return error.problem
        return Problem(ProblemKind.FILE_UNWRITABLE, str(self._path), {"detail": str(error)})


def _json(value: KeptBatch | Plan | None) -> bytes | None:
    return None if value is None else msgspec.json.encode(value)
