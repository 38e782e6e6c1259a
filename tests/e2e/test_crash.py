"""The window program crashes: the next one says so, has the report, and nothing else is lost or in the way."""

import json
import os
import signal
from pathlib import Path

import pytest

from tests.support.program import Started, towpath
from tests.support.wait import wait_for
from towpath.store.paths import find_profile


def offscreen() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def happened() -> list[dict[str, str]]:
    """What the running program says."""
    told = json.loads(towpath("activity", "--json").out)
    return list(told["entries"]) if told["running"] else []


def wait_until_running() -> list[dict[str, str]]:
    return wait_for(happened, timeout=30, what="a program that is running")


def end_orderly(window: Started) -> None:
    """Once it heeds SIGTERM, which comes after its engine runs."""
    wait_for(lambda: window.catches(signal.SIGTERM), what="a program that heeds SIGTERM")
    assert window.end(signal.SIGTERM).code == 0


def crash(number: signal.Signals) -> None:
    with Started(env=offscreen()) as window:
        wait_until_running()
        window.end(number)


def log() -> str:
    return (find_profile().logs / "towpath.log").read_text()


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL], ids=lambda one: one.name)
def test_the_next_start_says_so(number: signal.Signals) -> None:
    crash(number)
    with Started(env=offscreen()) as window:
        crashed = next(one for one in wait_until_running() if one["what"] == "crashed-before")
        end_orderly(window)
    reports = list((find_profile().logs / "crashes").iterdir())
    if number == signal.SIGKILL:
        assert "was killed" in crashed["told"]
        assert reports == []
    else:
        assert reports == [Path(crashed["subject"])]
        assert "Fatal Python error: Segmentation fault" in reports[0].read_text()
        assert "app.py" in reports[0].read_text()
    assert log().splitlines()[-1].endswith("towpath.activity: ended")
    with Started(env=offscreen()) as window:
        assert [one["what"] for one in wait_until_running()] == ["started"], "it is told once"
        end_orderly(window)
