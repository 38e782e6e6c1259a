"""Somebody pastes a command from a shell's history into the window, and has its forward one click later."""

import subprocess
import urllib.request
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop, know, save
from tests.support.sshd import Sshd, free_port
from tests.support.window import PATIENCE_MS, WindowProgram
from towpath.model.state import Status
from towpath.qt.connections.editor import ConnectionEditor
from towpath.qt.connections.paste_dialog import PasteDialog


def paste(qtbot: QtBot, program: WindowProgram, command: str) -> None:
    """By keyboard alone, but for opening the dialog."""
    QApplication.clipboard().setText(command)
    program.window.connections.paste_action.trigger()
    dialog = program.window.findChild(PasteDialog)
    assert isinstance(dialog, PasteDialog)
    qtbot.wait_until(dialog.add_button.isEnabled, timeout=PATIENCE_MS)
    QTest.keyClick(dialog.command, Qt.Key.Key_Tab)
    dialog.name.line.selectAll()
    QTest.keyClicks(dialog.name.line, "from history")
    with qtbot.wait_signal(dialog.added, timeout=PATIENCE_MS):
        QTest.keyClick(dialog.name.line, Qt.Key.Key_Return)
    page = program.window.connections
    qtbot.wait_until(lambda: page.detail.title.text() == "from history", timeout=PATIENCE_MS)


def test_a_pasted_command_is_a_connection_that_works(qtbot: QtBot, sshd: Sshd, user_key: KeyFile) -> None:
    know(sshd)
    port = free_port()
    with HttpServer() as site, WindowProgram(qtbot) as program:
        login = f"-p {sshd.port} -i {user_key.path} {sshd.user}@127.0.0.1"
        paste(qtbot, program, f"$ ssh -fN -L {port}:127.0.0.1:{site.port} {login}\n")
        page = program.window.connections
        program.click(page.detail.toggle_button)
        program.wait_shown(Status.UP)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as reply:
            assert reply.read() == site.pages["/"]
        page.command_action.trigger()
        copied = QApplication.clipboard().text()
        assert f"-L 127.0.0.1:{port}:127.0.0.1:{site.port}" in copied
        subprocess.run(["sh", "-c", copied.replace("ssh -N", "ssh -G", 1)], check=True, capture_output=True, timeout=10)
        QApplication.clipboard().clear()


def test_a_command_that_a_config_completes_follows_it(qtbot: QtBot, sshd: Sshd, user_key: KeyFile) -> None:
    know(sshd)
    config = Path.home() / ".ssh" / "config"
    config.write_text(f"\n\nHost lab\n  HostName 127.0.0.1\n  User {sshd.user}\n  IdentityFile {user_key.path}\n")
    config.chmod(0o600)
    save(connection("other", hop(sshd, user_key)))
    with WindowProgram(qtbot) as program:
        paste(qtbot, program, f"ssh -p {sshd.port} lab")
        page = program.window.connections
        place = page.detail.place
        qtbot.wait_until(lambda: place.text() == "Follows lab in ~/.ssh/config, line 3", timeout=PATIENCE_MS)
        program.click(page.detail.toggle_button)
        program.wait_shown(Status.UP)
        page.edit_action.trigger()
        editor = program.window.findChild(ConnectionEditor)
        assert isinstance(editor, ConnectionEditor)
        program.click(editor.banner.button)
        with qtbot.wait_signal(editor.finished, timeout=PATIENCE_MS):
            program.click(editor.save_button)
        qtbot.wait_until(place.isHidden, timeout=PATIENCE_MS)
        assert page.chosen
        assert page.chosen.connection.link is None
        assert page.chosen.connection.target.port == sshd.port
        QApplication.clipboard().clear()
