"""Verbs that are run to their end: what they print, and where."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.support.process import ROOT
from tests.support.program import Done, towpath
from towpath.cli.main import make_program, run

PASSPHRASE = "correct horse battery"


def do(*arguments: str, **options: Any) -> str:
    """Run a command that must succeed in silence on stderr; returns what it printed."""
    done = towpath(*arguments, **options)
    assert (done.code, done.err) == (0, "")
    return done.out


def listed(*arguments: str) -> Any:
    return json.loads(do(*arguments, "--json"))


def error_of(*arguments: str, code: int, **options: Any) -> str:
    """Run a command that must fail: exactly one line on stderr, without its `towpath: `, and nothing on stdout."""
    return _only_error(towpath(*arguments, **options), code)


def with_passphrase(*arguments: str, passphrase: str = PASSPHRASE) -> subprocess.CompletedProcess[str]:
    """Run a command that reads its passphrase from a descriptor."""
    reading, writing = os.pipe()
    os.write(writing, passphrase.encode() + b"\n")
    os.close(writing)
    argv = [sys.executable, "-m", "towpath", *arguments, "--passphrase-fd", str(reading)]
    try:
        return subprocess.run(
            argv, pass_fds=[reading], capture_output=True, text=True, check=False, cwd=ROOT, start_new_session=True
        )
    finally:
        os.close(reading)


class Here:
    """Runs verbs in this process, which is much faster."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *arguments: str) -> Done:
        code = run(make_program(lambda _profile, _how: 0), arguments)
        return Done(code, *self._capture.readouterr())

    def do(self, *arguments: str) -> str:
        """One that must succeed in silence on stderr; returns what it printed."""
        done = self(*arguments)
        assert (done.code, done.err) == (0, "")
        return done.out

    def listed(self, *arguments: str) -> Any:
        return json.loads(self.do(*arguments, "--json"))

    def error_of(self, *arguments: str, code: int) -> str:
        """As `error_of`."""
        return _only_error(self(*arguments), code)


def _only_error(done: Done, code: int) -> str:
    assert (done.code, done.out) == (code, ""), done.err
    assert done.err.startswith("towpath: ")
    assert done.err.count("\n") == 1
    assert done.err.endswith("\n")
    return done.err.removeprefix("towpath: ").rstrip("\n")
