"""A network loss with ten connections up is one message of the desktop, with and without a tray."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.desktop import SessionBus, Xvfb
from tests.support.keys import KeyFile
from tests.support.message_service import MessageService, Shown
from tests.support.profile import connection, hop, know, save
from tests.support.program import Started, towpath
from tests.support.sshd import Sshd
from tests.support.tray_watcher import TrayWatcher
from tests.support.wait import wait_for

NAMES = [f"machine{number}" for number in range(10)]
SECONDS = 40.0
HURRIED = """
from towpath import __main__
from towpath.qt.messages import losses

losses.LOSS_SECONDS = 3
__main__.main()
"""
"""The program, but with less patience than a person has."""


@pytest.fixture
def sshd(tmp_path: Path, user_key: KeyFile) -> Iterator[Sshd]:
    """One that may be killed."""
    with Sshd(tmp_path, authorized=[user_key]) as sshd:
        yield sshd


def _started(env: dict[str, str]) -> Started:
    return Started("--hidden", env=env, program=(sys.executable, "-c", HURRIED))


def _states() -> list[str]:
    return [state["state"] for state in json.loads(towpath("status", "--json").out)]


@pytest.mark.parametrize("tray", [True, False], ids=["tray", "no-tray"])
def test_a_network_loss_is_one_message(
    xvfb: Xvfb,
    session_bus: SessionBus,
    message_service: MessageService,
    sshd: Sshd,
    user_key: KeyFile,
    tray: bool,
) -> None:
    know(sshd)
    save(*(connection(name, hop(sshd, user_key, timeout=20.0 + n), reconnect=True) for n, name in enumerate(NAMES)))
    with ExitStack() as desktop:
        watcher = desktop.enter_context(TrayWatcher(session_bus)) if tray else None
        program = desktop.enter_context(_started({**os.environ, **xvfb.env, **session_bus.env}))
        wait_for(lambda: session_bus.has_program(program.pid), timeout=SECONDS, what=lambda: program.err)
        if watcher:
            watcher.wait_for_item()
        assert towpath("up", *NAMES).code == 0
        assert _states() == ["up"] * len(NAMES)
        sshd.kill()

        def losses() -> list[Shown]:
            """Where there is no tray another one tells that the program runs."""
            return [call for call in message_service.calls if "connections" in call.summary]

        def all_told() -> bool:
            return bool(losses()) and losses()[-1].summary == f"{len(NAMES)} connections are lost"

        wait_for(all_told, timeout=SECONDS, what=lambda: f"{_states()} {message_service.texts} {program.err}")
        told = losses()[-1]
        sshd.start()
        message_service.click(told.id, "retry")
        wait_for(lambda: told.id not in message_service.there, timeout=SECONDS, what="it to be withdrawn")
        assert _states() == ["up"] * len(NAMES)
        assert {call.id for call in losses()} == {told.id}
