"""Child processes of the tests: they end with the test run even when it is killed."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.support.wait import wait_for

ROOT = Path(__file__).parents[2]
LOG_TAIL = 4000
START_SECONDS = 20.0


def start(
    argv: Sequence[str],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    stdin: Path | None = None,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a server process that reads `stdin`, if given, and whose output is appended to `log`.

    The kernel kills it when the thread that started it dies (prctl(2), PR_SET_PDEATHSIG), so a killed test
    run leaves nothing behind. Only the main thread lives long enough for that.
    """
    leash = shutil.which("setpriv")
    if leash and threading.current_thread() is threading.main_thread():
        argv = [leash, "--pdeathsig", "KILL", *argv]
    with log.open("ab") as output, (stdin or Path(os.devnull)).open("rb") as source:
        return subprocess.Popen(argv, stdin=source, stdout=output, stderr=output, env=env, cwd=cwd, pass_fds=pass_fds)


def stop(process: subprocess.Popen[bytes], *, grace: float = 3.0) -> None:
    """End a process, politely at first; a stopped (SIGSTOP) one is ended too."""
    if process.poll() is None:
        process.terminate()
        process.send_signal(signal.SIGCONT)
        try:
            process.wait(grace)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(grace)


def children(pid: int) -> list[int]:
    """The child processes of a process, as proc(5) lists them (empty where there is no such list)."""
    found: list[int] = []
    with contextlib.suppress(FileNotFoundError):  # it ended meanwhile
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            with contextlib.suppress(OSError):  # the task did
                found += map(int, task.read_text().split())
    return found


def descendants(pid: int) -> list[int]:
    """The children of a process and theirs."""
    return [pid for child in children(pid) for pid in (child, *descendants(child))]


def end_all(pids: Sequence[int]) -> None:
    """Kill them, whether or not they end with each other."""
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def tail(log: Path) -> str:
    """The end of a log file, for the text of a failure."""
    return log.read_text(errors="replace")[-LOG_TAIL:] if log.exists() else "(no log)"


def start_python(module: str, *arguments: str, log: Path, ports: int = 1) -> tuple[subprocess.Popen[bytes], list[int]]:
    """Run one of our modules in its own Python (and GIL); it prints `listening on PORT` for each port."""
    log.parent.mkdir(parents=True, exist_ok=True)
    child = start([sys.executable, "-m", module, *arguments], log=log, cwd=ROOT)

    def listening() -> list[int]:
        if child.poll() is not None:
            raise RuntimeError(f"{module} ended: {tail(log)}")
        found = re.findall(r"^listening on (\d+)$", log.read_text(), re.MULTILINE)
        return [int(port) for port in found] if len(found) == ports else []

    try:
        found = wait_for(listening, timeout=START_SECONDS, what=lambda: f"{module} to listen: {tail(log)}")
    except BaseException:
        stop(child)
        raise
    return child, found
