"""Somebody pastes the address that a notebook server printed, and sees it in the browser one key later."""

import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.support.browser_stub import BrowserStub
from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.profile import connection, hop, know, save
from tests.support.sshd import Sshd
from tests.support.window import PATIENCE_MS, WindowProgram
from towpath.model.state import Status
from towpath.qt.apps.open_dialog import OpenAppDialog
from towpath.qt.prompts.host_key import HostKeyDialog
from towpath.qt.tray_menu import TrayMenu
from towpath.store.paths import find_profile

TOKEN = "5d3c0ffee8a14d0e9f5d3c0ffee8a14d"
PAGE = b"a notebook\n"


@pytest.fixture
def notebook() -> Iterator[HttpServer]:
    with HttpServer({f"/lab?token={TOKEN}": PAGE, "/lab": b"who are you?\n"}) as site:
        yield site


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BrowserStub:
    return BrowserStub(tmp_path / "desktop", monkeypatch)


def visit(url: str) -> tuple[str, bytes]:
    """Where one comes to, and what is there."""
    with urllib.request.urlopen(url, timeout=10) as reply:  # noqa: S310  # of the test's own browser
        return reply.geturl(), bytes(reply.read())


def in_tray(tray: TrayMenu, program: WindowProgram, name: str) -> QAction | None:
    """The item, once the menu shows what is true now."""
    tray.refresh(program.bridge.snapshot)
    found = tray.menu.findChild(QAction, name)
    assert found is None or isinstance(found, QAction)
    return found


def test_a_pasted_address_is_opened_and_ended(
    qtbot: QtBot, sshd: Sshd, user_key: KeyFile, notebook: HttpServer, browser: BrowserStub
) -> None:
    know(sshd)
    save(connection("lab", hop(sshd, user_key)))
    QApplication.clipboard().setText(f"  Or copy this URL:\n    http://localhost:{notebook.port}/lab?token={TOKEN}\n")
    with WindowProgram(qtbot) as program:
        QTest.keyClick(
            program.window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        dialog = program.window.findChild(OpenAppDialog)
        assert isinstance(dialog, OpenAppDialog)
        assert dialog.open_button.isEnabled(), "it was in the clipboard"
        with qtbot.wait_signal(dialog.opened, timeout=PATIENCE_MS):
            QTest.keyClick(dialog.address.line, Qt.Key.Key_Return)

        (shown,) = browser.opened()
        assert TOKEN not in shown, "a command line is for everybody to read"
        url, page = visit(shown)
        assert page == PAGE
        address = urlsplit(url)
        assert (address.hostname, address.path, address.query) == ("127.0.0.1", "/lab", f"token={TOKEN}")
        assert address.port != notebook.port, "that one is taken: the server is on this machine"
        program.wait_shown(Status.UP)

        (app,) = program.bridge.snapshot.web_apps
        assert app.port == address.port
        show = program.window.connections.detail.apps.findChild(QPushButton, f"show-{app.app.id}")
        assert isinstance(show, QPushButton)
        qtbot.wait_until(show.isVisible, timeout=PATIENCE_MS)
        program.click(show)
        assert visit(browser.opened(2)[1]) == (url, PAGE)

        tray = TrayMenu(program.bridge)
        end = in_tray(tray, program, f"tray-app-{app.app.id}-end")
        assert end
        end.trigger()
        qtbot.wait_until(lambda: in_tray(tray, program, f"tray-app-{app.app.id}-end") is None, timeout=PATIENCE_MS)
        with pytest.raises(OSError, match="refused"):
            visit(url)
        qtbot.wait_until(lambda: program.state("lab").status is Status.OFF, timeout=PATIENCE_MS)

        again = in_tray(tray, program, f"tray-app-{app.app.id}")
        assert again
        again.trigger()
        assert visit(browser.opened(3)[2])[1] == PAGE, "while the program runs it knows the token"
    written = [path for path in find_profile().folder.rglob("*") if path.is_file()]
    assert written
    assert not [path for path in written if TOKEN.encode() in path.read_bytes()]
    QApplication.clipboard().clear()


def test_questions_and_failures_on_the_way(qtbot: QtBot, sshd: Sshd, user_key: KeyFile, browser: BrowserStub) -> None:
    save(connection("lab", hop(sshd, user_key)))
    with HttpServer() as gone:
        port = gone.port
    with WindowProgram(qtbot) as program:
        program.window.open_web_app()
        dialog = program.window.findChild(OpenAppDialog)
        assert isinstance(dialog, OpenAppDialog)
        QTest.keyClicks(dialog.address.line, f"127.0.0.1:{port}")
        QTest.keyClick(dialog.address.line, Qt.Key.Key_Return)
        question = program.wait_prompt(HostKeyDialog)
        qtbot.wait_until(lambda: dialog.plan.text == "Connecting to lab: WAITING FOR YOU", timeout=PATIENCE_MS)
        program.click(question.no_button)
        qtbot.wait_until(dialog.problem_label.isVisible, timeout=PATIENCE_MS)
        assert "host key was not accepted" in dialog.problem_label.text()

        program.click(dialog.open_button)
        program.click(program.wait_prompt(HostKeyDialog, after=question).yes_button)
        refused = f":{port} does not answer"
        qtbot.wait_until(lambda: refused in dialog.problem_label.text(), timeout=PATIENCE_MS)
        assert dialog.machine.isVisible()
        assert not browser.opened(0)
        qtbot.wait_until(lambda: program.state("lab").status is Status.OFF, timeout=PATIENCE_MS)
        dialog.reject()
