"""Somebody who has used ssh and FileZilla starts the window for the first time: useful in three clicks."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.keys import KeyFile
from tests.support.profile import know
from tests.support.sites import filezilla
from tests.support.sshd import Sshd
from tests.support.window import PATIENCE_MS, WindowProgram
from towpath.model.state import Status


def have_used(sshd: Sshd, key: KeyFile) -> None:
    """What they have on their disk."""
    know(sshd)
    config = Path.home() / ".ssh" / "config"
    config.write_text(
        f"Host lab\n  HostName 127.0.0.1\n  Port {sshd.port}\n  User {sshd.user}\n  IdentityFile {key.path}\n"
    )
    config.chmod(0o600)
    folder = Path.home() / ".filezilla"
    folder.mkdir()
    servers = "<Server><Host>files.example</Host><Protocol>1</Protocol><User>ann</User><Name>Files</Name></Server>"
    (folder / "sitemanager.xml").write_bytes(filezilla(servers))


def test_three_clicks(qtbot: QtBot, sshd: Sshd, user_key: KeyFile) -> None:
    have_used(sshd, user_key)
    with WindowProgram(qtbot) as program:
        page = program.window.connections
        welcome = page.first_page.welcome
        qtbot.wait_until(welcome.isVisible, timeout=PATIENCE_MS)
        program.click(welcome.add_button)
        qtbot.wait_until(page.detail.isVisible, timeout=PATIENCE_MS)
        assert page.chosen
        assert page.chosen.connection.name == "lab"
        program.click(page.detail.toggle_button)
        program.wait_shown(Status.UP)
        assert {state.connection.name for state in program.bridge.snapshot.connections} == {"lab", "Files"}
        settings = program.bridge.snapshot.settings.hosts
        assert (settings.welcomed, settings.follow_new) == (True, True)


def test_by_keyboard_alone(qtbot: QtBot, sshd: Sshd, user_key: KeyFile) -> None:
    have_used(sshd, user_key)
    with WindowProgram(qtbot) as program:
        page = program.window.connections
        qtbot.wait_until(page.first_page.welcome.isVisible, timeout=PATIENCE_MS)
        qtbot.wait_until(page.first_page.welcome.add_button.hasFocus)
        QTest.keyClick(page.first_page.welcome.add_button, Qt.Key.Key_Space)
        qtbot.wait_until(page.list.hasFocus, timeout=PATIENCE_MS)
        QTest.keyClick(page.list, Qt.Key.Key_Return)
        program.wait_shown(Status.UP)
