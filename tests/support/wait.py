"""Waiting for something to come true, with a limit: the only place in the tests that sleeps."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

POLL_SECONDS = 0.01


def wait_for(condition: Callable[[], T], *, timeout: float = 10.0, what: str | Callable[[], str] = "") -> T:
    """Call `condition` until its result is true and return that result; fail after `timeout` seconds.

    `what` names the thing waited for; as a function it is called at the failure, to show the state reached
    by then (a log, a list of threads).
    """
    deadline = time.monotonic() + timeout
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() >= deadline:
            described = what() if callable(what) else what
            raise AssertionError(f"waited {timeout:g} s in vain for {described or condition}; last: {result!r}")
        time.sleep(POLL_SECONDS)
