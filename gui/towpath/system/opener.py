"""Opening files of this machine in other programs: in a text editor, or in what the desktop opens them with."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.language import translate
from towpath.model.program_line import editor_arguments
from towpath.system.could_be_run import BEGINNING, could_be_run
from towpath.system.desktop_entry import find_entry
from towpath.system.programs import launch, why_not

SETTLE_SECONDS = 2.0
"""A program that fails within this time has not opened anything."""
_ASK_SECONDS = 5.0
_EDITORS = (
    "gnome-text-editor",
    "gedit",
    "kate",
    "kwrite",
    "mousepad",
    "xed",
    "pluma",
    "featherpad",
    "l3afpad",
    "leafpad",
    "geany",
    "gvim",
)
"""Those with a window, in the order in which they are looked for where the desktop names none."""
_RUNNABLE = "it is a program or a launcher, and opening it would run it"
_INSTEAD = "view or edit it instead"
_ELSEWHERE = "choose a program for such files in the settings of the desktop, or view or edit it instead"


class Desktop(Protocol):
    """How one kind of desktop opens things."""

    def text_editor(self, path: Path) -> list[str] | None:
        """The command of its text editor; None where it has none. May wait a moment."""
        ...

    def application(self, what: Path | str) -> list[str] | None:
        """The command that opens a file as a double click would, or a URL; None where it was opened already."""
        ...


class LinuxDesktop:
    """Any that follows freedesktop.org."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def text_editor(self, path: Path) -> list[str] | None:
        with contextlib.suppress(ValueError):  # an entry that is not one
            if (entry := find_entry(self._default(), self._environment)) and (command := entry.arguments(str(path))):
                return self._in_terminal(command) if entry.terminal else command
        return next(([found, str(path)] for name in _EDITORS if (found := self._which(name))), None)

    def application(self, what: Path | str) -> list[str] | None:
        return ["xdg-open", str(what)]

    def _default(self) -> str:
        """The id of the desktop's entry for plain text; empty where nobody knows one."""
        try:
            asked = subprocess.run(
                ["xdg-mime", "query", "default", "text/plain"],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=_ASK_SECONDS,
                check=False,
                env=dict(self._environment),
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return asked.stdout.strip()

    def _in_terminal(self, command: list[str]) -> list[str] | None:
        terminal = self._which("x-terminal-emulator")
        return [terminal, "-e", *command] if terminal else None

    def _which(self, name: str) -> str | None:
        return shutil.which(name, path=self._environment.get("PATH"))


class MacDesktop:
    """open(1)."""

    def text_editor(self, path: Path) -> list[str] | None:
        return ["open", "-t", str(path)]

    def application(self, what: Path | str) -> list[str] | None:
        return ["open", str(what)]


class WindowsDesktop:
    """Notepad is always there; ShellExecute opens the rest."""

    def text_editor(self, path: Path) -> list[str] | None:
        return ["notepad.exe", str(path)]

    def application(self, what: Path | str) -> list[str] | None:
        if sys.platform == "win32":
            os.startfile(what)  # noqa: S606  # what could be run was refused before
        return None


def this_desktop() -> Desktop:
    """The one this program runs on."""
    if sys.platform == "win32":
        return WindowsDesktop()
    if sys.platform == "darwin":
        return MacDesktop()
    return LinuxDesktop(os.environ)


class Opener:
    """Starts the programs. To be awaited in a thread where a short call to the system may wait; each returns when the
    program runs, or has done its part. Raises TowpathError NOT_OPENED and what reading a file raises."""

    def __init__(self, desktop: Desktop, settle_seconds: float = SETTLE_SECONDS) -> None:
        self._desktop = desktop
        self._settle_seconds = settle_seconds

    async def edit(self, path: Path, editor: str) -> None:
        """In the text editor: the command line `editor`, or the desktop's own if that is empty. Any file is a text."""
        try:
            command = editor_arguments(editor, str(path)) if editor else self._desktop.text_editor(path)
        except ValueError as error:
            raise _not_opened(path, f"{editor}: {error}", "correct the editor in the settings") from error
        if command is None:
            raise _not_opened(path, "no text editor was found", "name one in the settings")
        await self._start(command, path)

    async def open(self, path: Path, permissions: int | None = None) -> None:
        """In what the desktop opens it with, unless it could be run; `permissions` are those of the file it is a copy
        of."""
        if why := why_not_to_be_opened(path, permissions):
            raise why
        try:
            command = self._desktop.application(path)
        except OSError as error:
            raise _not_opened(path, why_not(error), _ELSEWHERE) from error
        if command is not None:
            await self._start(command, path, _ELSEWHERE)

    async def _start(self, command: list[str], path: Path, advice: str = "") -> None:
        loop = asyncio.get_running_loop()
        ended: asyncio.Future[int] = loop.create_future()

        def tell(status: int) -> None:
            if not ended.done():
                ended.set_result(status)

        def tell_from_thread(status: int) -> None:
            with contextlib.suppress(RuntimeError):  # nobody waits any more
                loop.call_soon_threadsafe(tell, status)

        try:
            launch(command, tell_from_thread)
        except (OSError, ValueError) as error:
            raise _not_opened(path, f"{command[0]}: {why_not(error)}", advice) from error
        try:
            status = await asyncio.wait_for(ended, self._settle_seconds)
        except TimeoutError:
            return  # it runs
        if status:
            how = (
                translate("Fact", "signal {what}").format(what=-status)
                if status < 0
                else translate("Fact", "status {status}").format(status=status)
            )
            raise _not_opened(
                path, translate("Fact", "{what} ended at once with {how}").format(what=command[0], how=how), advice
            )


def why_not_to_be_opened(path: Path, permissions: int | None = None) -> TowpathError | None:
    """NOT_OPENED for a file that could be run. Folders are for the file manager (but those of macOS that are
    programs)."""
    try:
        found = path.stat()
        names = {path.name, path.resolve().name}  # some desktops go by what a link leads to
        beginning = b""
        if stat.S_ISREG(found.st_mode):
            with path.open("rb") as file:
                beginning = file.read(BEGINNING)
        elif not stat.S_ISDIR(found.st_mode):
            return _not_opened(path, "it is a device, a socket or a pipe", _INSTEAD)
    except OSError as error:
        return _not_opened(path, error.strerror or str(error), "check the file and its permissions")
    mode = None if os.name == "nt" or stat.S_ISDIR(found.st_mode) else found.st_mode | (permissions or 0)
    runnable = any(could_be_run(name, mode, beginning) for name in names)
    return _not_opened(path, _RUNNABLE, _INSTEAD) if runnable else None


def _not_opened(path: Path, detail: str, advice: str = "") -> TowpathError:
    facts = {"detail": detail, "advice": advice} if advice else {"detail": detail}
    return TowpathError(Problem(ProblemKind.NOT_OPENED, path.name, facts))
