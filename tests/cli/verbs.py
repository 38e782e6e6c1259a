"""Verbs that are run to their end: what they print, and where."""

import json
from typing import Any

from tests.support.program import towpath


def do(*arguments: str, **options: Any) -> str:
    """Run a command that must succeed in silence on stderr; returns what it printed."""
    done = towpath(*arguments, **options)
    assert (done.code, done.err) == (0, "")
    return done.out


def listed(*arguments: str) -> Any:
    return json.loads(do(*arguments, "--json"))


def error_of(*arguments: str, code: int, **options: Any) -> str:
    """Run a command that must fail: exactly one line on stderr, without its `towpath: `, and nothing on stdout."""
    done = towpath(*arguments, **options)
    assert (done.code, done.out) == (code, ""), done.err
    assert done.err.startswith("towpath: ")
    assert done.err.count("\n") == 1
    assert done.err.endswith("\n")
    return done.err.removeprefix("towpath: ").rstrip("\n")
