"""A program that crashes leaves a report; one that ends as it should leaves none."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from towpath.store.crash_reports import MOST_KEPT
from towpath.store.records import Records

PROGRAM = """
import os, signal, sys, threading
from pathlib import Path
from towpath.store.records import Records

records = Records(Path.cwd() / "log")
records.start()
{act}
records.close()
"""


def run(folder: Path, act: str) -> subprocess.CompletedProcess[bytes]:
    program = [sys.executable, "-c", PROGRAM.format(act=act)]
    return subprocess.run(program, cwd=folder, capture_output=True, timeout=20, check=False)


def reports(folder: Path) -> list[str]:
    return [text for _, text in Records(folder / "log").crash_texts()]


def crashed_before(folder: Path) -> bytes:
    """What the next start says."""
    return run(folder, "print(records.crashed)").stdout.strip()


def test_an_orderly_end(tmp_path: Path) -> None:
    assert run(tmp_path, "").returncode == 0
    assert list((tmp_path / "log" / "crashes").iterdir()) == []
    assert crashed_before(tmp_path) == b"None"


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT], ids=lambda one: one.name)
def test_a_crash_says_where(tmp_path: Path, number: signal.Signals) -> None:
    act = f"def at_work(): os.kill(os.getpid(), {int(number)})\nat_work()"
    assert run(tmp_path, act).returncode == -number
    assert b"crash-" in crashed_before(tmp_path)
    (report,) = reports(tmp_path)
    assert report.startswith("Towpath ")
    assert "Python 3" in report
    assert "in at_work" in report
    assert crashed_before(tmp_path) == b"None", "it is told once"
    (path,) = (tmp_path / "log" / "crashes").iterdir()
    assert path.stat().st_mode & 0o777 == 0o600


def test_killed_there_is_nothing_to_report(tmp_path: Path) -> None:
    assert run(tmp_path, "os.kill(os.getpid(), signal.SIGKILL)").returncode == -signal.SIGKILL
    assert crashed_before(tmp_path) == b"Crashed(report='')"
    assert reports(tmp_path) == []


AT_WORK = "def at_work(): raise ValueError('token=canary4711')\n"
IN_THREAD = f"{AT_WORK}thread = threading.Thread(target=at_work, name='busy')\nthread.start(); thread.join()"
IN_MAIN = f"{AT_WORK}try: at_work()\nexcept ValueError: sys.excepthook(*sys.exc_info())"
IN_FINALISER = f"{AT_WORK}class Gone:\n    def __del__(self): at_work()\nGone()"


@pytest.mark.parametrize(
    ("act", "where"),
    [
        (IN_THREAD, "in the thread busy"),
        (IN_MAIN, "in the main thread"),
        (IN_FINALISER, "where it could not be raised"),
    ],
    ids=["thread", "main", "finaliser"],
)
@pytest.mark.parametrize("stderr", ["sys.stderr", "None"])
def test_an_uncaught_error(tmp_path: Path, act: str, where: str, stderr: str) -> None:
    """A program for Windows without a console has no stderr."""
    done = run(tmp_path, f"sys.stderr = {stderr}\n{act}")
    assert done.returncode == 0
    assert done.stderr.count(b"Traceback") == (0 if stderr == "None" else 1), "Python tells it as ever"
    (report,) = reports(tmp_path)
    assert where in report
    assert "in at_work" in report
    assert "ValueError: token=<removed>" in report
    log = (tmp_path / "log" / "towpath.log").read_text()
    assert f"CRITICAL towpath.store.crash_reports: uncaught error {where}" in log
    assert "canary4711" not in log + report
    assert crashed_before(tmp_path) == b"None", "the program went on"


def test_the_same_error_again_and_again_is_reported_once(tmp_path: Path) -> None:
    act = """
def at_work(number): raise ValueError(number)
for number in [1] * 100 + list(range(100)):
    try: at_work(number)
    except ValueError: sys.excepthook(*sys.exc_info())
"""
    run(tmp_path, act)
    assert len(reports(tmp_path)) == MOST_KEPT
    run(tmp_path, act)
    assert len(reports(tmp_path)) == MOST_KEPT, "the oldest are forgotten"


def test_where_nothing_can_be_written_the_program_runs(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file")
    done = run(tmp_path, "print('at work')")
    assert (done.returncode, done.stdout) == (0, b"at work\n")


def test_cleared(tmp_path: Path) -> None:
    run(tmp_path, "one = threading.Thread(target=lambda: 1 / 0); one.start(); one.join()")
    records = Records(tmp_path / "log")
    assert len(records.crash_paths()) == 1
    records.clear()
    assert records.crash_paths() == ()
    assert records.log_tails() == []
