"""Passwords, codes and passphrases that were typed are found nowhere afterwards: no log, file, command line or repr."""

import logging
import os
from collections.abc import Iterable
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.keys import KeyFile, KeyMaker
from tests.support.profile import connection, hop, know, save
from tests.support.program import AtTerminal
from tests.support.sshd import Sshd
from tests.support.window import WindowProgram
from towpath.model.state import Status
from towpath.qt.prompts.code import CodeDialog
from towpath.qt.prompts.secrets import SecretDialog

PASSPHRASE = "canary-passphrase-2207"


@pytest.fixture
def locked(keys: KeyMaker, sshd: Sshd) -> KeyFile:
    key = keys.key(name="canary", passphrase=PASSPHRASE)
    sshd.authorize(key)
    return key


def find_in_files(secrets: Iterable[str], folder: Path) -> list[str]:
    """The files below `folder` that hold one of the secrets."""
    wanted = [secret.encode() for secret in secrets]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [str(path) for path in files if any(secret in path.read_bytes() for secret in wanted)]


def find_in_processes(secrets: Iterable[str]) -> list[str]:
    """The processes of these tests whose command line or environment holds one of the secrets."""
    wanted = list(secrets)
    found = []
    for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
        try:
            open_to_all = "\n".join([*process.cmdline(), *process.environ().values()])
        except psutil.Error:
            continue  # it has ended
        found += [str(process) for secret in wanted if secret in open_to_all]
    return found


def test_typed_at_a_terminal(otp_sshd: Sshd, sshd: Sshd, locked: KeyFile) -> None:
    assert otp_sshd.pam
    know(otp_sshd, sshd)
    save(connection("lab", hop(sshd, locked), jumps=[hop(otp_sshd)]))
    code = otp_sshd.pam.code()
    secrets = (otp_sshd.pam.password, code, PASSPHRASE)
    with AtTerminal("up", "lab") as up:
        up.answer_secret("'s password: ", otp_sshd.pam.password)
        up.answer("One-time password", code)
        up.answer_secret("Passphrase of", PASSPHRASE)
        up.wait_for("Ctrl-C takes it down.")
        assert find_in_processes(secrets) == []
        assert find_in_files(secrets, Path.home().parent) == []
        up.press("\x03")
        done = up.end()
    assert done.code == 0
    assert [secret for secret in secrets if secret in done.out + done.err] == []
    assert find_in_files(secrets, Path.home().parent) == []


@pytest.mark.parametrize("wrong", [False, True], ids=["right", "refused"])
def test_typed_in_the_window(
    qtbot: QtBot, otp_sshd: Sshd, sshd: Sshd, locked: KeyFile, wrong: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """With every logger at its most talkative."""
    assert otp_sshd.pam
    know(otp_sshd, sshd)
    save(connection("lab", hop(sshd, locked), jumps=[hop(otp_sshd)]), connection("gate", hop(otp_sshd)))
    code = otp_sshd.pam.wrong_code() if wrong else otp_sshd.pam.code()
    secrets = (otp_sshd.pam.password, code, PASSPHRASE)
    caplog.set_level(logging.DEBUG)
    with WindowProgram(qtbot) as program:
        program.toggle("lab")
        password = program.wait_prompt(SecretDialog)
        QTest.keyClicks(password.line, otp_sshd.pam.password)
        QTest.keyClick(password.line, Qt.Key.Key_Return)
        asked = program.wait_prompt(CodeDialog)
        QTest.keyClicks(asked.lines[0], code)
        QTest.keyClick(asked.lines[0], Qt.Key.Key_Return)
        if wrong:
            again = program.wait_prompt(SecretDialog, after=password)
            QTest.keyClick(again, Qt.Key.Key_Escape)
            program.wait_shown(Status.OFF)
        else:
            passphrase = program.wait_prompt(SecretDialog, after=password)
            QTest.keyClicks(passphrase.line, PASSPHRASE)
            QTest.keyClick(passphrase.line, Qt.Key.Key_Return)
            program.wait_shown(Status.UP)
        everything = repr(program.state("lab")) + caplog.text + "".join(map(repr, caplog.records))
    assert "towpath" in caplog.text, "something was logged"
    assert [secret for secret in secrets if secret in everything] == []
    assert find_in_files(secrets, Path.home().parent) == []
    assert [name for name, value in os.environ.items() if value in secrets] == []
