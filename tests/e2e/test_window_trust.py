"""Whom this machine trusts, in the window: a host's key is accepted, compared, changed and forgotten; and a password is
kept until the end, and forgotten."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.support.keys import KeyFile, KeyMaker
from tests.support.profile import connection, hop, know, known_hosts, save
from tests.support.sshd import Sshd
from tests.support.window import PATIENCE_MS, WindowProgram
from towpath.model.connection import AuthMethod, HostKeyPolicy
from towpath.model.state import Status
from towpath.qt.prompts.host_key import HostKeyDialog
from towpath.qt.prompts.secrets import SecretDialog
from towpath.qt.trust.compare_dialog import CompareDialog


def confirm(program: WindowProgram, name: str, act: str) -> None:
    """Press this button of the question that was asked."""
    [box] = program.window.findChildren(QMessageBox, name)
    program.click(next(button for button in box.findChildren(QPushButton) if button.text() == act))


def test_a_host_is_trusted_compared_and_forgotten(qtbot: QtBot, sshd: Sshd, user_key: KeyFile) -> None:
    save(connection("lab", hop(sshd, user_key, policy=HostKeyPolicy.ASK)))
    known_hosts().parent.mkdir(mode=0o700)
    known_hosts().write_text("# by hand\n")
    with WindowProgram(qtbot) as program:
        program.toggle("lab")
        first = program.wait_prompt(HostKeyDialog)
        program.click(first.yes_button)
        program.wait_shown(Status.UP)
        view = program.window.keys.known_hosts
        program.window.show_page(program.window.keys)
        program.window.keys.tabs.setCurrentIndex(1)
        qtbot.wait_until(view.detail.users.isVisible, timeout=PATIENCE_MS)
        assert view.detail.title.text() == f"[127.0.0.1]:{sshd.port}"

        program.click(view.detail.compare_button)
        [dialog] = program.window.findChildren(CompareDialog)
        dialog.text.setPlainText(f"“{view.detail.fingerprint.text}” is what the administrator says")
        program.click(dialog.compare_button)
        qtbot.wait_until(lambda: dialog.verdict.text() == "It is the same key", timeout=PATIENCE_MS)
        dialog.reject()

        program.click(view.detail.forget_button)
        confirm(program, "confirm-forget-host", "&Forget")
        qtbot.wait_until(lambda: known_hosts().read_text() == "# by hand\n", timeout=PATIENCE_MS)
        qtbot.wait_until(lambda: view.stack.currentIndex() == 2, timeout=PATIENCE_MS)
        program.window.show_page(program.window.connections)
        program.toggle("lab")
        program.wait_shown(Status.OFF)
        program.toggle("lab")
        again = program.wait_prompt(HostKeyDialog, after=first)
        QTest.keyClick(again, Qt.Key.Key_Escape)
        program.wait_shown(Status.FAILED)


def test_a_changed_key_leads_to_its_line(qtbot: QtBot, sshd: Sshd, user_key: KeyFile, keys: KeyMaker) -> None:
    save(connection("lab", hop(sshd, user_key)))
    impostor = " ".join(keys.key(name="impostor").public_line.split()[:2])
    known_hosts().parent.mkdir(mode=0o700)
    known_hosts().write_text(f"other {impostor}\n[127.0.0.1]:{sshd.port} {impostor}\n")
    with WindowProgram(qtbot) as program:
        program.toggle("lab")
        program.wait_shown(Status.FAILED)
        program.click(program.window.connections.detail.line_button)
        view = program.window.keys.known_hosts
        qtbot.wait_until(lambda: "line 2" in view.detail.facts.text("place"), timeout=PATIENCE_MS)
        assert view.table.hasFocus()


def test_a_password_is_kept_until_it_is_forgotten(qtbot: QtBot, password_sshd: Sshd) -> None:
    assert password_sshd.pam
    know(password_sshd)
    save(connection("lab", hop(password_sshd, methods=[AuthMethod.PASSWORD])))
    with WindowProgram(qtbot) as program:
        program.toggle("lab")
        first = program.wait_prompt(SecretDialog)
        QTest.keyClicks(first.line, password_sshd.pam.password)
        first.keep.setCurrentText("until Towpath ends")
        QTest.keyClick(first.line, Qt.Key.Key_Return)
        program.wait_shown(Status.UP)
        for status in (Status.OFF, Status.UP, Status.OFF):
            program.click(program.window.connections.detail.toggle_button)
            program.wait_shown(status)
        assert program.prompts.dialog is None, "it was known"
        view = program.window.keys.secrets
        program.window.show_page(program.window.keys)
        program.window.keys.tabs.setCurrentIndex(2)
        qtbot.wait_until(lambda: view.model.rowCount() == 1, timeout=PATIENCE_MS)
        view.table.selectAll()
        program.click(view.forget_button)
        qtbot.wait_until(lambda: view.model.rowCount() == 0, timeout=PATIENCE_MS)
        program.window.show_page(program.window.connections)
        program.toggle("lab")
        again = program.wait_prompt(SecretDialog, after=first)
        QTest.keyClick(again, Qt.Key.Key_Escape)
        program.wait_shown(Status.OFF)
    written = [path.read_bytes() for path in Path.home().parent.rglob("*") if path.is_file()]
    assert written
    assert not any(password_sshd.pam.password.encode() in content for content in written)
