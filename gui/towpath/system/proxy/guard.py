"""A child that waits for the program's end, and puts the desktop's proxy setting back if the program did not.

It blocks on its standard input, a pipe whose other end only the program holds: however that ends, the kernel closes
it. Whether there is anything to do is in the journal. It imports little, so that it is ready soon.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from towpath.model.error import TowpathError
from towpath.system.proxy.desktop import setting_named
from towpath.system.proxy.journal import Journal, JournalDamagedError, read_journal, remove_journal
from towpath.system.proxy.restore import restore

log = logging.getLogger(__name__)

STDIN = 0
END_SECONDS = 5.0
"""How long its end is waited for. It runs a few tools at most."""
LEFT_SECONDS = 30.0
"""How long a Towpath may take to come to which the setting was left."""
_LOOK_SECONDS = 0.2


class Guard:
    """The program's side. One at a time; calls come from one thread at a time."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """`command` runs `guard_main` with the words after it: the journal's path, and its owner."""
        self._command = command
        self._environment = environment
        self._child: subprocess.Popen[bytes] | None = None

    def start(self, journal: Path, owner: str) -> None:
        """Have one. Without one, the journal alone sees to it at the next start."""
        if self._child and self._child.poll() is None:
            return
        apart = 0
        if sys.platform == "win32":
            apart = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        try:
            self._child = subprocess.Popen(
                [*self._command, str(journal), owner],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=dict(self._environment),
                start_new_session=True,  # Ctrl+C in the program's terminal is not for it
                creationflags=apart,
            )
        except OSError as error:
            log.warning("no guard for the desktop's proxy setting: %s", error)

    def leave(self) -> None:
        """Let it go, and do not wait: it sees to it that another Towpath comes, as the journal says."""
        if self._child:
            assert self._child.stdin
            with contextlib.suppress(BrokenPipeError):
                self._child.stdin.close()

    def end(self) -> None:
        """Let it go, and wait until it has: it puts back what is in the journal, if anything."""
        child, self._child = self._child, None
        if child is None:
            return
        assert child.stdin
        with contextlib.suppress(BrokenPipeError):
            child.stdin.close()
        try:
            child.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def guard_main(arguments: Sequence[str]) -> int:
    """The child's side: wait for the end of the program, then see to the setting."""
    for ignored in ("SIGINT", "SIGHUP", "SIGTERM"):  # a session's end: this one ends with the program, and after it
        if number := getattr(signal, ignored, None):
            signal.signal(number, signal.SIG_IGN)
    path, owner = Path(arguments[0]), arguments[1]
    while os.read(STDIN, 1024):
        continue
    try:
        journal = _journal_in_the_end(path, owner)
        setting = setting_named(journal.platform, os.environ) if journal and journal.owner == owner else None
        if journal and setting:
            restore(setting, journal)
            remove_journal(path)
    except (JournalDamagedError, TowpathError):
        return 1  # nobody hears of it: the next start of the program tries again
    return 0


def _journal_in_the_end(path: Path, owner: str) -> Journal | None:
    """What is there when nobody has to be waited for."""
    until = time.monotonic() + LEFT_SECONDS
    while (journal := read_journal(path)) and journal.owner == owner and journal.is_left and time.monotonic() < until:
        time.sleep(_LOOK_SECONDS)
    return journal
