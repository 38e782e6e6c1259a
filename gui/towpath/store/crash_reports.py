"""What is left of an unexpected end, and of errors that nobody caught: files in a folder. Nothing is sent anywhere."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import platform
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO

import msgspec

from towpath import __version__
from towpath.files import PRIVATE_FILE, private_folder, write_new
from towpath.model.error import TowpathError
from towpath.model.redact import redact

log = logging.getLogger(__name__)

MOST_KEPT = 20
MOST_BYTES = 1 << 20
"""Of a report that is read."""
_RUN, _REPORT = "run-", "crash-"
_HEADING_ENDS = "\n---\n"

Later = Callable[[Callable[[], None]], None]
"""Has a piece of work done by a thread that may wait for the disk."""


class Crashed(msgspec.Struct, frozen=True):
    """The program that ran here before did not come to an orderly end."""

    report: str = ""
    """The path of what it left; empty where it was killed, or the machine went down."""


class CrashReports:
    """In `folder`, of one program at a time, readable by their owner only. `later` is for what happens in threads that
    must not wait."""

    def __init__(self, folder: Path, later: Later) -> None:
        self.folder = folder
        self._later = later
        self._run: IO[bytes] | None = None
        self._run_path = folder / f"{_RUN}{os.getpid()}.txt"
        self._kept: set[str] = set()
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook

    # --- one run of the program

    def start(self) -> Crashed | None:
        """Look what the run before has left, then catch what this one may leave. May wait for the disk.

        Where nothing can be written the program runs all the same."""
        crashed = None
        try:
            private_folder(self.folder.parent)  # its parents would be as usual
            private_folder(self.folder)
            crashed = self._look_back()
            self._run = open(self._run_path, "wb", buffering=0, opener=_private)  # noqa: SIM115 - until the end
            self._run.write((about_program() + _HEADING_ENDS).encode())
            faulthandler.enable(self._run)
        except (OSError, TowpathError) as error:
            log.warning("no crash reports can be written: %s", error)
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._uncaught, self._in_thread, self._unraisable
        return crashed

    def close(self) -> None:
        """An orderly end."""
        for name, module, ours, before in (
            ("excepthook", sys, self._uncaught, self._before[0]),
            ("excepthook", threading, self._in_thread, self._before[1]),
            ("unraisablehook", sys, self._unraisable, self._before[2]),
        ):
            if getattr(module, name) == ours:
                setattr(module, name, before)
        if self._run is not None:
            faulthandler.disable()
            self._run.close()
            self._run = None
            with contextlib.suppress(OSError):  # at the worst the next start says that this one crashed
                self._run_path.unlink()

    def _look_back(self) -> Crashed | None:
        """Only one program runs on a profile: other files of a run are those of dead ones."""
        crashed = None
        for path in sorted(self.folder.glob(f"{_RUN}*.txt")):
            content = _text(path)
            if content.partition(_HEADING_ENDS)[2].strip():
                report = self._free_name(path.stat().st_mtime)
                path.rename(report)
                crashed = Crashed(str(report))
            else:
                path.unlink(missing_ok=True)
                crashed = crashed or Crashed()
        self._forget_old()
        return crashed

    # --- errors that nobody caught

    def keep(self, where: str, error: BaseException) -> None:
        """Write a report of an error, once for each: one in a painter comes sixty times a second. Any thread; waits
        for nothing but `later`."""
        log.critical("uncaught error %s", where, exc_info=error)
        text = "".join(traceback.format_exception(error))
        if text in self._kept or len(self._kept) >= MOST_KEPT:
            return
        self._kept.add(text)
        at = time.time()
        self._later(lambda: self._write(f"{about_program()}\nUncaught error {where}{_HEADING_ENDS}{text}", at))

    def _write(self, text: str, at: float) -> None:
        try:
            write_new(self._free_name(at), redact(text).encode("utf-8", "backslashreplace"))
            self._forget_old()
        except (OSError, TowpathError) as error:
            log.info("no crash report was written: %s", error)  # the log has the error itself

    def _uncaught(self, kind: type[BaseException], error: BaseException, where: TracebackType | None, /) -> None:
        if isinstance(error, Exception):
            self.keep("in the main thread", error)
        self._before[0](kind, error, where)

    def _in_thread(self, args: threading.ExceptHookArgs, /) -> None:
        if isinstance(args.exc_value, Exception):
            self.keep(f"in the thread {args.thread.name if args.thread else '?'}", args.exc_value)
        self._before[1](args)

    def _unraisable(self, args: sys.UnraisableHookArgs, /) -> None:
        if isinstance(args.exc_value, Exception):
            self.keep("where it could not be raised", args.exc_value)
        self._before[2](args)

    # --- the files; these may wait for the disk

    def paths(self) -> tuple[Path, ...]:
        """The reports, the latest first."""
        return tuple(sorted(self.folder.glob(f"{_REPORT}*.txt"), reverse=True))

    def texts(self) -> list[tuple[str, str]]:
        """Names and texts of them, redacted: what faulthandler(3) writes is not."""
        return [(path.name, redact(_text(path))) for path in self.paths()]

    def clear(self) -> None:
        """Delete them. Raises OSError."""
        for path in self.paths():
            path.unlink(missing_ok=True)

    def _forget_old(self) -> None:
        for path in self.paths()[MOST_KEPT:]:
            path.unlink(missing_ok=True)

    def _free_name(self, at: float) -> Path:
        stamp = time.strftime("%Y-%m-%d-%H%M%S", time.localtime(at))
        number = 1
        while (path := self.folder / f"{_REPORT}{stamp}-{number:02}.txt").exists():
            number += 1
        return path


def about_program() -> str:
    """Which program this is, and where it runs."""
    return "\n".join(
        (
            f"Towpath {__version__}",
            f"Python {platform.python_version()} ({platform.python_implementation()})",
            f"{platform.system()} {platform.release()} ({platform.machine()})",
            f"At {time.strftime('%Y-%m-%d %H:%M:%S %z')}, process {os.getpid()}",
        )
    )


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES).decode("utf-8", "replace")
    except OSError as error:
        return f"cannot be read: {error.strerror}"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, PRIVATE_FILE)
