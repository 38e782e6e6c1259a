"""The log is written beside whoever logs, rotates, is private, and has no secrets."""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.support.small_disk import SmallDisk, small_disk_missing
from tests.support.wait import wait_for
from towpath.store.log_files import LOG_NAME, LONGEST_RECORD, MOST_BYTES, MOST_WAITING, OLDER_FILES, LogFiles

LOG = logging.getLogger("towpath.tests")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def logs(folder: Path) -> Iterator[LogFiles]:
    logs = LogFiles(folder)
    logs.start()
    yield logs
    logs.close()


def written(logs: LogFiles) -> str:
    """All that was logged until now."""
    done = threading.Event()
    logs.soon(done.set)
    assert done.wait(10)
    return tail(logs)


def test_what_is_written(logs: LogFiles) -> None:
    LOG.info("%s is up", "lab")
    LOG.debug("only for who looks for a fault")
    logging.getLogger("paramiko.transport").info("what it sends")
    logging.getLogger("somebody.else").info("chatter")
    assert "INFO    towpath.tests: lab is up\n" in written(logs)
    assert len(written(logs).splitlines()) == 1


def test_what_paramiko_sends_is_not_written_whatever_else_is(logs: LogFiles, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("somebody.else").debug("chatter")
    logging.getLogger("paramiko.transport").debug("what it sends")
    text = written(logs)
    assert "chatter" in text
    assert "what it sends" not in text


def test_detailed_from_now_on(logs: LogFiles) -> None:
    logs.set_detailed(True)
    LOG.debug("a detail")
    logging.getLogger("paramiko.transport").debug("what it sends")
    logs.set_detailed(False)
    LOG.debug("no more")
    assert [line.partition(": ")[2] for line in written(logs).splitlines()] == ["a detail"]


def test_only_its_owner_reads_it(logs: LogFiles, folder: Path) -> None:
    LOG.info("something")
    written(logs)
    assert (folder / LOG_NAME).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.expects_log("unexpected error")
def test_secrets_are_gone_also_from_tracebacks(logs: LogFiles) -> None:
    LOG.info("GET http://127.0.0.1/lab?token=canary4711")
    try:
        raise ValueError("password=canary4711")
    except ValueError:
        LOG.exception("unexpected error")
    text = written(logs)
    assert "canary4711" not in text
    assert "?token=<removed>" in text
    assert "    ValueError: password=<removed>" in text


def test_nobody_forges_lines(logs: LogFiles) -> None:
    """What a server says may have line breaks and what terminals obey."""
    LOG.info("the server says %s", "hello\n2026-11-21 00:00:00,000 INFO    towpath: all is well\x1b[2J")
    first, second = written(logs).splitlines()
    assert first.endswith("the server says hello")
    assert second == "    2026-11-21 00:00:00,000 INFO    towpath: all is well\\x1b[2J"


def test_a_long_record_is_cut(logs: LogFiles) -> None:
    LOG.info("x" * 5 * LONGEST_RECORD)
    assert LONGEST_RECORD < len(written(logs)) < 2 * LONGEST_RECORD


def test_rotates_and_forgets_the_oldest(logs: LogFiles, folder: Path) -> None:
    line = "x" * 10_000
    for number in range((OLDER_FILES + 3) * MOST_BYTES // len(line)):
        LOG.info("%d %s", number, line)
        if number % 100 == 0:
            written(logs)  # so that none is dropped
    text = written(logs)
    assert sorted(path.name for path in folder.iterdir()) == [
        LOG_NAME,
        *(f"{LOG_NAME}.{one}" for one in range(1, OLDER_FILES + 1)),
    ]
    assert sum(path.stat().st_size for path in folder.iterdir()) <= (OLDER_FILES + 1) * MOST_BYTES
    numbers = [int(one.split(": ")[1].split()[0]) for one in text.splitlines()]
    assert numbers == list(range(numbers[0], number + 1)), "in order, to the last"


def test_it_does_not_grow_where_it_cannot_rotate(logs: LogFiles, folder: Path) -> None:
    (folder / f"{LOG_NAME}.{OLDER_FILES}" / "in the way").mkdir(parents=True)
    (folder / f"{LOG_NAME}.{OLDER_FILES - 1}").write_text("the next to be the oldest")
    for _ in range(2 * MOST_BYTES // LONGEST_RECORD + 20):
        LOG.info("x" * LONGEST_RECORD)
    written(logs)
    assert (folder / LOG_NAME).stat().st_size <= MOST_BYTES


def test_a_finaliser_may_log_while_somebody_logs(logs: LogFiles) -> None:
    """Python collects garbage between any two lines, here between each two of the intake's."""
    finalised: list[int] = []

    def finalise(frame: FrameType, event: str, _arg: object) -> Callable[..., Any]:
        if Path(frame.f_code.co_filename).stem not in ("log_files", "queue"):
            return finalise
        if event == "line" and frame.f_lineno not in finalised:
            finalised.append(frame.f_lineno)
            LOG.info("from a finaliser")
        return finalise

    def say() -> None:
        sys.settrace(finalise)  # of this thread
        LOG.info("from anybody")

    thread = threading.Thread(target=say, daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()
    assert len(finalised) > 3
    assert written(logs).count("from a finaliser") == len(finalised)


def test_who_logs_nonsense_goes_on(logs: LogFiles) -> None:
    ours = next(one for one in logging.getLogger().handlers if type(one).__module__ == LogFiles.__module__)
    ours.handle(logging.LogRecord("towpath", logging.INFO, "", 0, "%d files", ("no number",), None))
    assert "%d files (without its values: TypeError)" in written(logs)


def test_tails_are_the_latest_whole_lines(logs: LogFiles) -> None:
    for number in range(1000):
        LOG.info("line %d", number)
    written(logs)
    ((name, text),) = logs.tails(1000)
    assert name == LOG_NAME
    assert len(text) <= 1000
    assert text.endswith("line 999\n")
    assert text[:2] == "20", "it begins with a line, not within one"


def test_cleared_while_it_is_written(logs: LogFiles) -> None:
    LOG.info("before")
    written(logs)
    logs.clear()
    assert logs.tails(1000) == []
    LOG.info("after")
    assert "after" in written(logs)
    assert "before" not in written(logs)


@pytest.mark.expects_log("went wrong")
def test_warnings_are_told_without_secrets(logs: LogFiles) -> None:
    warned: list[tuple[int, str]] = []
    logs.follow(lambda level, text: warned.append((level, text)), lambda *_: None)
    LOG.info("nothing")
    LOG.warning("it went wrong with token=abc\nand more")
    written(logs)
    assert warned == [(logging.WARNING, "it went wrong with token=<removed>")]


def test_closed_it_leaves_nothing(tmp_path: Path) -> None:
    before = LOG.parent.level if LOG.parent else 0
    logs = LogFiles(tmp_path)
    logs.start()

    def take_time() -> None:
        threading.Event().wait(0.2)

    logs.soon(take_time)
    LOG.info("the last word")
    logs.close()
    LOG.info("too late")
    assert logs.tails(1000)[0][1].startswith("20"), "nothing is cut off from what is short"
    assert "the last word" in logs.tails(1000)[0][1]
    assert "too late" not in logs.tails(1000)[0][1]
    assert logging.getLogger("towpath").level == before
    assert not any(type(one).__module__.startswith("towpath") for one in logging.getLogger().handlers)


def test_work_for_a_log_that_is_not_written_is_done_at_once(tmp_path: Path) -> None:
    done: list[str] = []
    LogFiles(tmp_path).soon(lambda: done.append(threading.current_thread().name))
    assert done == [threading.current_thread().name]


@pytest.mark.skipif(bool(small_disk_missing()), reason=small_disk_missing())
def test_a_full_disk_is_told_once_and_lines_come_again_when_there_is_room(tmp_path: Path) -> None:
    failed: list[str] = []
    with SmallDisk(tmp_path / "small", 1) as disk:

        def fill_and_free() -> str:
            logs = LogFiles(disk.folder / "log")
            logs.start()
            logs.follow(lambda *_: None, lambda _path, why: failed.append(why))
            LOG.info("there is room")
            written(logs)
            filler = disk.folder / "filler"
            with filler.open("wb", buffering=0) as file:
                while (room := os.statvfs(disk.folder).f_bfree * 4096) > 0:
                    file.write(bytes(room))
            for number in range(1000):  # more than a page, which tmpfs(5) may have in hand
                LOG.info("no room %d", number)
            written(logs)
            filler.unlink()
            LOG.info("room again")
            text = written(logs)
            logs.close()
            return text

        text = disk.call(fill_and_free)
    assert failed == ["No space left on device"]
    assert "there is room" in text
    assert "no room 999" not in text
    assert "room again" in text


HANGING_DISK = """
import logging, os, sys, time
from pathlib import Path
from towpath.store.log_files import MOST_WAITING, LogFiles

os.mkfifo("towpath.log")  # that nobody reads: open(2) waits for ever
logs = LogFiles(Path.cwd())
logs.start()
begun = time.monotonic()
for number in range(2 * MOST_WAITING):
    logging.getLogger("towpath").info("line %d", number)
logged = time.monotonic()
logs.close(0.5)
print(logged - begun, time.monotonic() - logged)
"""


def test_a_disk_that_hangs_stops_nobody(tmp_path: Path) -> None:
    """Neither who logs nor the end of the program."""
    child = [sys.executable, "-c", HANGING_DISK]
    done = subprocess.run(child, cwd=tmp_path, capture_output=True, timeout=20, check=True)
    logging_seconds, closing_seconds = map(float, done.stdout.split())
    assert logging_seconds < 5
    assert closing_seconds < 3


def test_what_was_dropped_is_counted(logs: LogFiles) -> None:
    goes_on, stopped = threading.Event(), threading.Event()

    def stop() -> None:
        stopped.set()
        goes_on.wait(20)

    logs.soon(stop)
    assert stopped.wait(10)
    for number in range(MOST_WAITING + 100):
        LOG.info("line %d", number)
    goes_on.set()
    text = written_soon(logs)
    assert text.count("line ") == MOST_WAITING
    LOG.info("it moves again")
    assert "100 lines are missing here" in written(logs)


def written_soon(logs: LogFiles) -> str:
    """As `written`, where there may be no room for asking."""
    return wait_for(lambda: text if f"line {MOST_WAITING - 1}\n" in (text := tail(logs)) else "", what="all lines")


def tail(logs: LogFiles) -> str:
    return "".join(text for _, text in logs.tails(10 * MOST_BYTES))
