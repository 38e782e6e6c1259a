"""What is loaded until the icon is in the tray: that is what a person waits for after the login."""

import os
import re
from pathlib import Path

from tests.support import process
from tests.support.desktop import SessionBus, Xvfb
from tests.support.program import TOWPATH
from tests.support.tray_watcher import TrayWatcher

LATER = re.compile(
    r"(paramiko|cryptography|sshtunnel|keyring|bcrypt|pyrage|rich"
    r"|towpath\.(demo\.(?!verb$)\w+|cli\.(?!main$)\w+|routing\.(router|importers|exporters)"
    r"|transfer\.(batch|compare|synchronise|walk|acts)|ssh\.(connect|session|transport|sftp|forwards)|engine\.(keys|trust)"
    r"|qt\.(window|connections|browser\.page|keys|trust|secrets|settings|apps|activity|synchronise|hosts|welcome)"
    r"|qt\.files\.(page|pane|dialogs)|qt\.prompts\.(?!queue$)\w+))(\.|$)"
)
"""Each of them is needed only for a login, a page, a question or a command."""
MOST = 620
"""Modules in all; 609 when this was written, more than a thousand before."""


def test_what_the_tray_does_not_need_is_loaded_later(
    xvfb: Xvfb, session_bus: SessionBus, tray_watcher: TrayWatcher, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    env = {**os.environ, **xvfb.env, **session_bus.env, "PYTHONPROFILEIMPORTTIME": "1"}
    command = [*TOWPATH, "--config", str(tmp_path / "profile"), "--hidden"]
    program = process.start(command, log=log, env=env, cwd=process.ROOT)
    try:
        tray_watcher.wait_for_item()
        loaded = re.findall(r"^import time:[^|]+\|[^|]+\| +(\S+)$", log.read_text(), re.MULTILINE)
    finally:
        process.stop(program)
    assert "towpath.qt.tray" in loaded, "this says nothing if the start was not seen"
    assert [name for name in loaded if LATER.match(name)] == []
    assert len(loaded) <= MOST, sorted(loaded)
