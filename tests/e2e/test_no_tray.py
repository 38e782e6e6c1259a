"""A hidden start on a desktop without a tray: the program tells that it is there, and how to get at it."""

import os
import sys
from collections.abc import Iterator

import pytest

from tests.support.desktop import SessionBus, WindowManager, Xvfb, missing_programs
from tests.support.message_service import MessageService
from tests.support.program import Started
from tests.support.wait import wait_for

SECONDS = 30.0
HURRIED = """
from towpath import __main__
from towpath.qt import tray_absence

tray_absence.NO_TRAY_SECONDS = 1
__main__.main()
"""
"""The program, but with less patience than panels need."""


@pytest.fixture(scope="module")
def window_manager(xvfb: Xvfb) -> Iterator[WindowManager]:
    if missing := missing_programs("openbox", "xdotool"):
        pytest.skip(missing)
    with WindowManager(xvfb) as manager:
        yield manager


def started(xvfb: Xvfb, bus: SessionBus) -> Started:
    env = {**os.environ, **xvfb.env, **bus.env}
    return Started("--hidden", env=env, program=(sys.executable, "-c", HURRIED))


def test_a_message_opens_the_window(
    xvfb: Xvfb, session_bus: SessionBus, message_service: MessageService, window_manager: WindowManager
) -> None:
    with started(xvfb, session_bus):
        told = message_service.wait_for_one(timeout=SECONDS)
        assert told.summary == "Towpath is running"
        assert window_manager.windows("towpath") == []
        message_service.click(told.id)
        wait_for(lambda: window_manager.windows("towpath"), timeout=SECONDS, what="the window")
        assert message_service.there, "as an icon would, it stays"
    wait_for(lambda: not message_service.there, what="the message to go with the program")


def test_without_messages_the_window_is_in_the_task_bar(
    xvfb: Xvfb, session_bus: SessionBus, window_manager: WindowManager
) -> None:
    with started(xvfb, session_bus) as program:
        wait_for(lambda: "Towpath" in _not_shown(window_manager), timeout=SECONDS, what=lambda: program.err)
        assert window_manager.windows("towpath") == []


def _not_shown(manager: WindowManager) -> list[str]:
    """The titles of windows that are there without being seen."""
    every, visible = (
        manager.xdotool("search", *only, "--class", "towpath").split() for only in ((), ("--onlyvisible",))
    )
    return [manager.xdotool("getwindowname", number).strip() for number in set(every) - set(visible)]
