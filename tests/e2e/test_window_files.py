"""The Files page with real servers: browsing, links, what may not be read, a connection that is lost and comes back."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.support.keys import KeyFile
from tests.support.profile import connection, hop, know, save
from tests.support.sshd import Sshd
from tests.support.window import PATIENCE_MS, WindowProgram
from towpath.model.state import Status
from towpath.model.transfer import HERE, Place
from towpath.qt.files.page import FilesPage
from towpath.qt.files.pane import Pane

HOSTILE = (b"-rf", b"$(reboot)", b"line\nbreak", "gpj\u202eexe".encode(), b"\xff\xfe", b" spaces ")


@pytest.fixture
def far(sshd: Sshd, user_key: KeyFile, tmp_path: Path) -> Path:
    """A folder that is reached through `lab`."""
    know(sshd)
    save(connection("lab", hop(sshd, user_key), reconnect=True))
    far = tmp_path / "far"
    (far / "folder" / "deeper").mkdir(parents=True)
    (far / "notes.txt").write_text("some notes")
    (far / "link").symlink_to("folder")
    for name in HOSTILE:
        (far / os.fsdecode(name)).write_bytes(b"x")
    return far


@pytest.fixture
def program(qtbot: QtBot, far: Path) -> Iterator[WindowProgram]:
    with WindowProgram(qtbot) as program:
        yield program


def shown(program: WindowProgram) -> FilesPage:
    program.window.show_page(program.window.files)
    return program.window.files


def at(path: Path) -> Place:
    return Place("lab", os.fsencode(path))


def go(qtbot: QtBot, pane: Pane, place: Place) -> None:
    pane.go(place)
    wait(qtbot, pane, place)


def wait(qtbot: QtBot, pane: Pane, place: Place) -> None:
    qtbot.wait_until(lambda: pane.ready and pane.place == place, timeout=PATIENCE_MS)


def names(pane: Pane) -> set[str]:
    model = pane.view.model()
    return {str(model.index(row, 0).data()) for row in range(model.rowCount())}


def press(page: FilesPage, name: str) -> None:
    button = next(one for one in page.right.findChildren(QPushButton, name) if one.isVisible())
    button.click()


def test_browsing_by_keyboard_alone(qtbot: QtBot, program: WindowProgram, far: Path) -> None:
    page = program.window.files
    program.choose("lab")
    program.click(program.window.connections.detail.browse_button)
    qtbot.wait_until(lambda: page.right.ready, timeout=PATIENCE_MS)
    assert page.isVisible()
    assert program.state("lab").status is Status.UP
    view = page.right.view
    QTest.keyClick(view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.right.path_bar.line, str(far))
    QTest.keyClick(page.right.path_bar.line, Qt.Key.Key_Return)
    wait(qtbot, page.right, at(far))
    hostile = {"-rf", "$(reboot)", "line\\x0abreak", "gpj\\u202eexe", "\\xff\\xfe", " spaces "}
    assert names(page.right) == {"folder", "link", "notes.txt"} | hostile
    view.select_names([b"link"])
    QTest.keyClick(view, Qt.Key.Key_Return)
    wait(qtbot, page.right, at(far / "folder"))
    assert names(page.right) == {"deeper"}
    QTest.keyClick(view, Qt.Key.Key_Backspace)
    wait(qtbot, page.right, at(far))
    assert [one.name for one in view.selected()] == [b"folder"]
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    wait(qtbot, page.right, at(far / "folder"))


def test_both_sides_are_left_as_they_were_at_the_next_start(qtbot: QtBot, far: Path, tmp_path: Path) -> None:
    with WindowProgram(qtbot) as program:
        page = shown(program)
        go(qtbot, page.left, Place(HERE, os.fsencode(tmp_path)))
        go(qtbot, page.right, at(far))
        page.right.new_tab(at(far / "folder"))
        wait(qtbot, page.right, at(far / "folder"))
    with WindowProgram(qtbot) as program:
        page = shown(program)
        wait(qtbot, page.left, Place(HERE, os.fsencode(tmp_path)))
        assert [tab.place for tab in page.right.tabs.all] == [at(far), at(far / "folder")]
        assert page.right.tab.notice.words == "Not connected to lab"
        assert program.state("lab").status is Status.OFF
        press(page, "pane-connect")
        wait(qtbot, page.right, at(far / "folder"))
        assert page.right.place == at(far / "folder")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_said(qtbot: QtBot, program: WindowProgram, far: Path) -> None:
    (far / "folder").chmod(0)
    page = shown(program)
    page.right.go(at(far / "folder"))
    qtbot.wait_until(lambda: "denied" in page.right.tab.notice.words, timeout=PATIENCE_MS)
    (far / "folder").chmod(0o700)
    press(page, "pane-retry")
    wait(qtbot, page.right, at(far / "folder"))


def test_what_is_not_there_can_be_made(qtbot: QtBot, program: WindowProgram, far: Path) -> None:
    page = shown(program)
    page.right.go(at(far / "new"))
    qtbot.wait_until(lambda: "No such" in page.right.tab.notice.words, timeout=PATIENCE_MS)
    press(page, "pane-make-folder")
    wait(qtbot, page.right, at(far / "new"))
    assert (far / "new").is_dir()


def test_a_lost_connection_comes_back_by_itself(qtbot: QtBot, user_key: KeyFile, tmp_path: Path) -> None:
    far = tmp_path / "far"
    far.mkdir()
    (far / "notes.txt").write_text("some notes")
    with Sshd(tmp_path, authorized=[user_key]) as server:
        know(server)
        save(connection("lab", hop(server, user_key), reconnect=True))
        with WindowProgram(qtbot) as program:
            page = shown(program)
            go(qtbot, page.right, at(far))
            (far / "late").write_text("made while nobody could see it")
            server.kill()
            qtbot.wait_until(lambda: "Not connected to lab" in page.right.tab.notice.words, timeout=PATIENCE_MS)
            assert names(page.right) == {"notes.txt"}
            assert not page.right.view.isEnabled()
            server.start()
            qtbot.wait_until(lambda: names(page.right) == {"notes.txt", "late"}, timeout=PATIENCE_MS)
            assert page.right.tab.notice.words == ""
            assert page.right.view.isEnabled()


def test_quick_connect_to_a_machine_that_is_no_connection(
    qtbot: QtBot, sshd: Sshd, user_key: KeyFile, program: WindowProgram, far: Path
) -> None:
    page = shown(program)
    default_key = Path.home() / ".ssh" / "id_ed25519"
    default_key.write_bytes(user_key.path.read_bytes())
    default_key.chmod(0o600)
    page.quick_connect()
    line = program.window.findChild(QLineEdit, "quick-address")
    assert line
    QTest.keyClicks(line, f"sftp://{sshd.user}@localhost:{sshd.port}{far}")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.wait_until(lambda: page.right.place.path == os.fsencode(far), timeout=PATIENCE_MS)
    connection_id = page.right.place.connection
    assert not program.state(connection_id).saved
    assert program.state(connection_id).connection.target.host == "localhost"
