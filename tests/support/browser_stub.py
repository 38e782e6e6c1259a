"""What the desktop opens addresses with: a program that only writes down what it was given."""

import os
from pathlib import Path

import pytest

from tests.support.wait import wait_for


class BrowserStub:
    """Found as xdg-open(1) by whatever is started after it was made."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder.mkdir()
        self._told = folder / "told"
        self._program = folder / "xdg-open"
        self._write(status=0)
        self._program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")

    def fail(self) -> None:
        """From now on."""
        self._write(status=3)

    def opened(self, count: int = 1) -> list[str]:
        """The addresses so far, once there are that many."""
        wait_for(lambda: len(self._lines()) >= count, what=lambda: f"{count} of {self._lines()}")
        return self._lines()

    def _write(self, *, status: int) -> None:
        self._program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> {self._told}\nexit {status}\n')

    def _lines(self) -> list[str]:
        return self._told.read_text().splitlines() if self._told.exists() else []
