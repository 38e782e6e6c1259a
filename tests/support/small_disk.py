"""A disk of a few MiB that only some programs see: what is full there is full nowhere else."""

import ctypes
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeVar

from tests.support import process
from tests.support.namespace import READY
from tests.support.wait import wait_for

T = TypeVar("T")


def small_disk_missing() -> str:
    """Why there can be none here, or an empty string."""
    try:
        mount = ["unshare", "--mount", "mount", "-t", "tmpfs", "small", "/mnt"]
        tried = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        return "unshare is not installed"
    return tried.stderr.decode().strip()


class SmallDisk:
    """A tmpfs(5) of `mebibytes` mounted over `folder` in a mount namespace of its own. A context manager.

    Programs see it with `enter` before their command line; `call` lets a function of ours see it.
    """

    def __init__(self, folder: Path, mebibytes: int) -> None:
        self.folder = folder
        self._log_folder = Path(tempfile.mkdtemp(prefix="towpath-disk-"))
        self._log = self._log_folder / "log"
        folder.mkdir(parents=True, exist_ok=True)
        mount = f'mount -t tmpfs -o size={mebibytes}m,mode=0777 small "{folder}"'
        steps = "\n".join([mount, f"echo {READY}", "exec sleep infinity"])
        self._holder = process.start(["unshare", "--mount", "sh", "-ec", steps], log=self._log)

    def __enter__(self) -> Self:
        wait_for(lambda: READY in process.tail(self._log), what=lambda: f"a disk: {process.tail(self._log)}")
        return self

    def __exit__(self, *_: object) -> None:
        process.stop(self._holder)
        shutil.rmtree(self._log_folder)

    @property
    def enter(self) -> tuple[str, ...]:
        """To be put before a command."""
        return ("nsenter", f"--target={self._holder.pid}", "--mount", "--", "env", f"--chdir={process.ROOT}")

    def make_read_only(self) -> None:
        """From now on nothing can be written there (EROFS)."""
        subprocess.run([*self.enter, "mount", "-o", "remount,ro", str(self.folder)], check=True)

    def call(self, function: Callable[[], T]) -> T:
        """The function's result, or its exception; it and the threads it starts see the disk."""
        result: list[T] = []
        failed: list[BaseException] = []

        def work() -> None:
            try:
                self._move_in()
                result.append(function())
            except BaseException as error:  # noqa: BLE001  # raised below, in the thread that asked
                failed.append(error)

        thread = threading.Thread(target=work, name="small-disk")
        thread.start()
        thread.join()
        if failed:
            raise failed[0]
        return result[0]

    def _move_in(self) -> None:
        """Put this thread, which nobody has need of afterwards, into the namespace (setns(2))."""
        libc = ctypes.CDLL(None, use_errno=True)
        namespace = os.open(f"/proc/{self._holder.pid}/ns/mnt", os.O_RDONLY)
        try:
            if libc.unshare(CLONE_FS) or libc.setns(namespace, CLONE_NEWNS):
                number = ctypes.get_errno()
                raise OSError(number, os.strerror(number))
        finally:
            os.close(namespace)


CLONE_FS = 0x200
CLONE_NEWNS = 0x20000
"""sched.h"""
