"""The command `towpath` as people run it: a process of its own, with or without a terminal."""

import contextlib
import errno
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple, Self

from tests.support import process
from tests.support.wait import wait_for

TOWPATH = (sys.executable, "-m", "towpath")
SECONDS = 30.0
"""For one command to end, or to say what is waited for."""


class Done(NamedTuple):
    """A command that has ended."""

    code: int
    out: str
    err: str


def towpath(
    *arguments: str,
    stdin: IO[bytes] | int = subprocess.DEVNULL,
    env: Mapping[str, str] | None = None,
    program: Sequence[str] = TOWPATH,
) -> Done:
    """Run a command to its end, without a terminal (setsid(2) leaves the one of the tests)."""
    argv = [*program, *arguments]
    done = subprocess.run(
        argv,
        stdin=stdin,
        env=_env(env),
        cwd=process.ROOT,
        capture_output=True,
        timeout=SECONDS,
        check=False,
        start_new_session=True,
    )
    return Done(done.returncode, os.fsdecode(done.stdout), os.fsdecode(done.stderr))


class Started:
    """A command that goes on, without a terminal. A context manager: it is ended with the block."""

    def __init__(self, *arguments: str, env: Mapping[str, str] | None = None, program: Sequence[str] = TOWPATH) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="towpath-started-"))
        with (self._folder / "out").open("wb") as out, (self._folder / "err").open("wb") as err:
            self._process = subprocess.Popen(
                [*_leash(), *program, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                env=_env(env),
                cwd=process.ROOT,
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        process.stop(self._process)
        shutil.rmtree(self._folder)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def out(self) -> str:
        return (self._folder / "out").read_text()

    @property
    def err(self) -> str:
        return (self._folder / "err").read_text()

    def wait_for(self, text: str) -> str:
        """Wait until it has printed `text`; returns all its output."""

        def said() -> bool:
            if self._process.poll() is not None and text not in self.out:
                raise AssertionError(f"ended with {self._process.returncode}: {self.out}{self.err}")
            return text in self.out

        wait_for(said, timeout=SECONDS, what=lambda: f"{text!r} in {self.out}{self.err}")
        return self.out

    def catches(self, number: signal.Signals) -> bool:
        """Whether the window is there: it catches signals from then on (SigCgt of proc_pid_status(5))."""
        found = re.search(r"^SigCgt:\t(\w+)$", Path(f"/proc/{self.pid}/status").read_text(), re.MULTILINE)
        return bool(found and int(found[1], 16) >> (number - 1) & 1)

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def end(self, number: signal.Signals | None = None) -> Done:
        """Send a signal, if given, and wait for the end."""
        if number is not None:
            self.send(number)
        return Done(self._process.wait(SECONDS), self.out, self.err)


KEEP = "Remember it"
"""How the question begins that follows a password or a passphrase."""


class AtTerminal:
    """A command whose terminal (pty(7)) is a person's: its keyboard and its screen. stderr is kept apart.

    A context manager: the command is ended with the block.
    """

    def __init__(self, *arguments: str, env: Mapping[str, str] | None = None, program: Sequence[str] = TOWPATH) -> None:
        self.screen = ""
        """All that appeared on it so far; updated by every wait."""
        self._folder = Path(tempfile.mkdtemp(prefix="towpath-terminal-"))
        self._keyboard, terminal = pty.openpty()
        os.set_blocking(self._keyboard, False)
        with (self._folder / "err").open("wb") as err:
            self._process = subprocess.Popen(
                [*_leash(), "setsid", "--ctty", *program, *arguments],
                stdin=terminal,
                stdout=terminal,
                stderr=err,
                env={**_env(env), "TERM": "xterm"},  # whatever ours is, or if we have none
                cwd=process.ROOT,
            )
        os.close(terminal)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        process.stop(self._process)
        os.close(self._keyboard)
        shutil.rmtree(self._folder)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def err(self) -> str:
        return (self._folder / "err").read_text()

    def wait_for(self, text: str, *, times: int = 1) -> None:
        """Wait until `text` has appeared that often."""

        self.wait_until(lambda: self.screen.count(text) >= times, what=f"{text!r}")

    def wait_until(self, condition: Callable[[], bool], *, what: str = "") -> None:
        """Wait for something that the command brings about; it must not end before."""

        def true() -> bool:
            ended = self._process.poll() is not None
            self._look()
            if not (came := condition()) and ended:
                raise AssertionError(f"ended with {self._process.returncode}: {self.screen}{self.err}")
            return came

        wait_for(true, timeout=SECONDS, what=lambda: f"{what} on the screen: {self.screen}{self.err}")

    def type(self, line: str) -> None:
        """Type a line and press Return."""
        os.write(self._keyboard, f"{line}\n".encode())

    def press(self, key: str) -> None:
        """Press one key, such as "\\x03" for Ctrl-C, without Return."""
        os.write(self._keyboard, key.encode())

    def answer(self, question: str, line: str) -> None:
        """Wait for a question and type the answer."""
        self.wait_for(question)
        self.type(line)

    def answer_secret(self, question: str, secret: str, *, times: int = 1, keep: str = "no") -> None:
        """Wait for a question to come that often, type the secret, and say whether it is to be kept."""
        self.wait_for(question, times=times)
        asked = self.screen.count(KEEP)
        self.type(secret)
        self.wait_for(KEEP, times=asked + 1)
        self.type(keep)

    def end(self) -> Done:
        """Wait for the end; what the screen shows is in `out`."""

        def ended() -> bool:
            over = self._process.poll() is not None
            self._look()
            return over

        wait_for(ended, timeout=SECONDS, what=lambda: f"its end: {self.screen}{self.err}")
        return Done(self._process.wait(), self.screen, self.err)

    def _look(self) -> None:
        with contextlib.suppress(BlockingIOError):
            try:
                while piece := os.read(self._keyboard, 65536):
                    self.screen += piece.decode(errors="replace").replace("\r\n", "\n")
            except OSError as error:  # what Linux says when nobody has the terminal open any more
                if error.errno != errno.EIO:
                    raise


def _env(env: Mapping[str, str] | None) -> dict[str, str]:
    return dict(os.environ if env is None else env)


def _leash() -> list[str]:
    """The command ends with the tests even when these are killed, and heeds Ctrl-C although a shell that runs the
    tests in the background may have made them ignore it (env(1), --default-signal)."""
    return ["setpriv", "--pdeathsig", "KILL", "env", "--default-signal=INT,TERM,HUP"]
