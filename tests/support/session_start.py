"""The start of a desktop's session, by the tools that small desktops use for it, and the program that it starts."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil

from tests.support.desktop import TOOL_SECONDS, DesktopService
from tests.support.wait import wait_for
from towpath.engine.client import ControlClient, join
from towpath.engine.lock import LOCK_FILE, ProfileLock
from towpath.model.error import TowpathError

START_SECONDS = 30.0
AUTOSTART = "openbox-xdg-autostart"
"""The program of openbox that starts the entries; it ends when it has."""


class DexSession(DesktopService):
    """`dex -a`: as sessions of bare window managers begin. It has ended when all is started."""

    def __init__(self, env: Mapping[str, str]) -> None:
        super().__init__()
        self._env = _of_nobody_else(env, self.directory)

    def start(self) -> None:
        with self.log.open("ab") as log:
            argv = ["dex", "--autostart", "--environment", "Test"]
            subprocess.run(argv, env=self._env, stdout=log, stderr=log, timeout=TOOL_SECONDS, check=True)


class OpenboxSession(DesktopService):
    """`openbox-session`: a window manager that begins with the user's autostart entries."""

    def __init__(self, env: Mapping[str, str]) -> None:
        super().__init__()
        self._env = _of_nobody_else(env, self.directory)

    def start(self) -> None:
        self.run(["openbox-session"], env=self._env)
        wait_for(lambda: self._manages() and not self._starts(), timeout=START_SECONDS, what=self.log_tail)

    def _manages(self) -> bool:
        argv = ["xdotool", "get_num_desktops"]
        return bool(subprocess.run(argv, env=self._env, capture_output=True, timeout=TOOL_SECONDS, check=False).stdout)

    def _starts(self) -> bool:
        return any(AUTOSTART in word for one in _processes(self._env["XDG_CONFIG_HOME"]) for word in _words(one))


class StartedProgram:
    """The Towpath of one profile that somebody else has started: found by its lock."""

    def __init__(self, profile: Path) -> None:
        self._lock = ProfileLock(profile / LOCK_FILE)

    def wait(self) -> psutil.Process:
        """Until it can be reached."""
        found = wait_for(self.find, timeout=START_SECONDS, what="the program to be started")
        assert found
        return found

    @contextlib.contextmanager
    def joined(self) -> Iterator[ControlClient]:
        """Its engine, as a command line has it."""
        engine = wait_for(self._join, timeout=START_SECONDS, what="the program to answer")
        assert engine
        with contextlib.closing(engine):
            yield engine

    def _join(self) -> ControlClient | None:
        holder = self._lock.holder()
        try:
            return join(holder) if holder else None
        except TowpathError:  # it is just starting
            return None

    def find(self) -> psutil.Process | None:
        """It, if it is there."""
        holder = self._lock.holder()
        return psutil.Process(holder.pid) if holder and psutil.pid_exists(holder.pid) else None

    def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Send a signal, if it is there, and wait for its end."""
        if found := self.find():
            found.send_signal(number)
            psutil.wait_procs([found], START_SECONDS)
            assert not found.is_running() or found.status() == psutil.STATUS_ZOMBIE


def towpaths(config_home: str) -> list[psutil.Process]:
    """All processes of ours with this XDG_CONFIG_HOME."""
    return [one for one in _processes(config_home) if any("towpath" in Path(word).name for word in _words(one)[:3])]


def _of_nobody_else(env: Mapping[str, str], directory: Path) -> dict[str, str]:
    """Nothing of what this machine starts for all its users."""
    return {**os.environ, **env, "XDG_CONFIG_DIRS": str(directory / "nothing")}


def _processes(config_home: str) -> list[psutil.Process]:
    found = []
    for one in psutil.process_iter():
        try:
            if one.environ().get("XDG_CONFIG_HOME") == config_home:
                found.append(one)
        except psutil.Error:  # it has ended, or is somebody else's
            continue
    return found


def _words(one: psutil.Process) -> list[str]:
    try:
        return one.cmdline()
    except psutil.Error:
        return []
