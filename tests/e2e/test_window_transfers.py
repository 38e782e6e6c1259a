"""The window and a terminal's transfers: it takes them over, and asks when the terminal has gone."""

import os
import signal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.keys import KeyFile
from tests.support.profile import connection, hop, know, save
from tests.support.program import AtTerminal, Started
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from tests.support.window import PATIENCE_MS, WindowProgram
from towpath.model.transfer import TransferStatus
from towpath.qt.prompts.overwrite import OverwriteDialog


@pytest.fixture
def source(sshd: Sshd, user_key: KeyFile, tmp_path: Path) -> Path:
    """A file to be put to `lab`."""
    know(sshd)
    save(connection("lab", hop(sshd, user_key)))
    (tmp_path / "far").mkdir()
    path = tmp_path / "big"
    path.write_bytes(os.urandom(3_000_000))
    return path


def test_a_window_that_starts_goes_on_with_what_a_terminal_puts(qtbot: QtBot, source: Path, tmp_path: Path) -> None:
    with Started("put", "lab", f"{source}", f"{tmp_path}/far/", "--limit", "1M", "--json") as put:
        wait_for(lambda: list((tmp_path / "far").iterdir()), timeout=30)
        with WindowProgram(qtbot) as program:
            program.bring_back()
            qtbot.wait_until(lambda: '"event":"finished"' in put.out, timeout=PATIENCE_MS)
            assert put.end().code == 0
    assert (tmp_path / "far" / "big").read_bytes() == source.read_bytes()


def test_a_question_comes_to_the_window_when_its_terminal_has_gone(qtbot: QtBot, source: Path, tmp_path: Path) -> None:
    there = tmp_path / "far" / "big"
    there.write_text("there before")
    with WindowProgram(qtbot) as program:
        with AtTerminal("put", "lab", "--conflict", "ask", f"{source}", f"{there}") as put:
            put.wait_for("is there already: 12 B; the source has 3.0 MB.")
            assert program.prompts.dialog is None
            os.kill(put.pid, signal.SIGKILL)
        dialog = program.wait_prompt(OverwriteDialog)
        assert there.read_text() == "there before"
        program.click(dialog.overwrite_button)
        qtbot.wait_until(lambda: program.transfers() == [TransferStatus.DONE], timeout=PATIENCE_MS)
    assert there.read_bytes() == source.read_bytes()
