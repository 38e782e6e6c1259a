"""The log of the program that runs on a profile: files that rotate, written by a thread of their own."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from pathlib import Path

from towpath.model.error import TowpathError
from towpath.model.redact import redact
from towpath.model.text import printable
from towpath.store.rotating_file import RotatingFile

LOG_NAME = "towpath.log"
MOST_BYTES = 1_000_000
OLDER_FILES = 4
MOST_WAITING = 10_000
"""Lines that the disk has not taken. Further ones are dropped, and counted."""
LONGEST_RECORD = 20_000
"""Characters; a server's words may have any number."""
CLOSE_SECONDS = 2.0

_OURS, _OF_PARAMIKO = "towpath", "paramiko"
_FORMAT = logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s")

Warned = Callable[[int, str], None]
"""Told of a record of WARNING or above: its level, and its first line, redacted."""
Failed = Callable[[Path, str], None]
"""Told that lines are lost: the file, and why."""
Work = Callable[[], None]


class LogFiles:
    """Takes what all loggers of this process say, once started: Towpath's from INFO on (DEBUG when `set_detailed`), the
    others' from WARNING on, so that paramiko never writes what it sends.

    Whoever logs never waits, whatever the disk does. Thread `towpath-log`; public methods may be called from any.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOG_NAME
        self._file = RotatingFile(self._path, MOST_BYTES, OLDER_FILES)
        self._waiting: queue.SimpleQueue[logging.LogRecord | Work | None] = queue.SimpleQueue()
        self._intake = _Intake(self._waiting)
        self._thread: threading.Thread | None = None
        self._levels_before: dict[str, int] = {}
        self._warned: Warned | None = None
        self._failed: Failed | None = None

    @property
    def is_written(self) -> bool:
        """Between `start` and `close`."""
        return self._thread is not None

    def start(self) -> None:
        """Begin to write. A folder that cannot be made is told like a file that cannot be written."""
        self._levels_before = {name: logging.getLogger(name).level for name in (_OURS, _OF_PARAMIKO)}
        self.set_detailed(False)
        logging.getLogger(_OF_PARAMIKO).setLevel(logging.WARNING)
        logging.getLogger().addHandler(self._intake)
        self._thread = threading.Thread(target=self._write, name="towpath-log", daemon=True)
        self._thread.start()

    def follow(self, warned: Warned, failed: Failed) -> None:
        """Both are called on the log's thread; `failed` once, for the first line that could not be written."""
        self._warned, self._failed = warned, failed

    def set_detailed(self, detailed: bool) -> None:
        """Also what only helps to find a fault. Works at once."""
        logging.getLogger(_OURS).setLevel(logging.DEBUG if detailed else logging.INFO)

    def soon(self, work: Work) -> None:
        """Run `work`, which may wait for the disk, on the log's thread; here, where there is none."""
        if self._thread is None or self._thread is threading.current_thread():
            work()
            return
        self._waiting.put(work)

    def close(self, seconds: float = CLOSE_SECONDS) -> None:
        """Write what waits, then nothing more. A disk that takes it no sooner is left behind."""
        if self._thread is None:
            return
        logging.getLogger().removeHandler(self._intake)
        for name, level in self._levels_before.items():
            logging.getLogger(name).setLevel(level)
        self._waiting.put(None)
        self._thread.join(seconds)
        self._thread = None

    def tails(self, most: int) -> list[tuple[str, str]]:
        """See `RotatingFile.tails`. May wait for the disk."""
        return self._file.tails(most)

    def clear(self) -> None:
        """Delete the files; the next line begins a new one. May wait for the disk. Raises OSError."""
        self._file.clear()

    # --- the thread

    def _write(self) -> None:
        while (item := self._waiting.get()) is not None:
            if not isinstance(item, logging.LogRecord):
                item()
                continue
            if missed := self._intake.take_missed():
                self._put(_record(item, f"{missed} lines are missing here: the disk did not take them in time"))
            self._write_one(item)
        self._file.close()

    def _write_one(self, record: logging.LogRecord) -> None:
        text = printable(redact(record.getMessage()), keep_newlines=True)
        self._put(_record(record, text.replace("\n", "\n    ")))  # only a record begins at the beginning of a line
        if record.levelno >= logging.WARNING and self._warned:
            self._warned(record.levelno, text.partition("\n")[0])

    def _put(self, record: logging.LogRecord) -> None:
        try:
            self._file.write(_FORMAT.format(record) + "\n")
        except OSError as error:
            self._tell_failure(error.strerror or str(error))
        except TowpathError as error:
            self._tell_failure(error.problem.facts["detail"])

    def _tell_failure(self, why: str) -> None:
        if self._failed is not None:
            self._failed(self._path, why)
            self._failed = None


class _Intake(logging.Handler):
    """Puts records, made into texts, where the thread finds them.

    A finaliser may log, and comes whenever Python collects garbage, also in here: the queue must bear that.
    """

    def __init__(self, waiting: queue.SimpleQueue[logging.LogRecord | Work | None]) -> None:
        super().__init__()
        self._waiting = waiting
        self._missed = 0

    def emit(self, record: logging.LogRecord) -> None:
        if self._waiting.qsize() >= MOST_WAITING:
            self._missed += 1
            return
        self._waiting.put(_record(record, _whole_text(record)))

    def take_missed(self) -> int:
        """How many there was no room for, since it was asked the last time."""
        self.acquire()
        missed, self._missed = self._missed, 0
        self.release()
        return missed


def _whole_text(record: logging.LogRecord) -> str:
    """The message with the traceback below it, up to a limit: many of them may have to wait for the disk."""
    try:
        text = record.getMessage()
    except Exception as error:  # noqa: BLE001 - whoever logs nonsense goes on, as with all handlers of logging
        text = f"{record.msg} (without its values: {type(error).__name__})"
    if record.exc_info and record.exc_info[0] is not None:
        text += "\n" + _FORMAT.formatException(record.exc_info)
    return text if len(text) <= LONGEST_RECORD else text[:LONGEST_RECORD] + "…"


def _record(record: logging.LogRecord, text: str) -> logging.LogRecord:
    """The same with another text, and with nothing in it that another thread could change."""
    made = logging.makeLogRecord(record.__dict__)
    made.msg, made.args, made.exc_info, made.exc_text, made.stack_info = text, None, None, None, None
    return made
