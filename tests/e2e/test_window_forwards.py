"""A person adds a proxy to a session that is up, uses it, watches its rates, and removes it: all in the window."""

import contextlib
import subprocess
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.support.desktop import missing_programs
from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.profile import connection, forward, hop, know, save
from tests.support.sshd import Sshd, free_port
from tests.support.tcp import TcpServers, is_free
from tests.support.window import PATIENCE_MS, WindowProgram
from towpath.model.forward import Endpoint, ForwardKind
from towpath.model.state import Status
from towpath.qt.connections.forward_dialog import ForwardDialog
from towpath.qt.connections.forward_row import ForwardRow
from towpath.qt.status import word
from towpath.store.config import ConfigStore
from towpath.store.paths import find_profile

BIG = 200_000_000
"""More than all buffers on the way hold."""
PIECE = 1 << 18


def row_called(program: WindowProgram, name: str) -> ForwardRow | None:
    rows = program.window.connections.detail.findChildren(ForwardRow)
    return next((row for row in rows if row.isVisible() and row.switch.text() == name), None)


def wait_row(qtbot: QtBot, program: WindowProgram, name: str, status: Status) -> ForwardRow:
    """The row of this name, once it shows this state."""

    def shown() -> bool:
        row = row_called(program, name)
        return row is not None and row.state.accessibleName() == word(status)

    try:
        qtbot.wait_until(shown, timeout=PATIENCE_MS)
    except AssertionError:
        raise AssertionError(f"no {name} that is {status}: {program.texts()}") from None
    row = row_called(program, name)
    assert row is not None
    return row


def dialog_of(program: WindowProgram) -> ForwardDialog:
    found = program.window.findChild(ForwardDialog)
    assert isinstance(found, ForwardDialog)
    return found


@contextlib.contextmanager
def downloading(url: str, *, through: int) -> Iterator[Callable[[], int]]:
    """A curl that goes on as fast as what is given back is called, a piece each time."""
    curl = ["curl", "-sS", "--socks5-hostname", f"127.0.0.1:{through}", url]
    with subprocess.Popen(curl, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        try:
            output = running.stdout
            yield lambda: len(output.read(PIECE))
        finally:
            running.kill()


def add_proxy(qtbot: QtBot, program: WindowProgram, label: str, port: int) -> None:
    """By mouse and keyboard, in the dialog of one forward."""
    program.click(program.window.connections.detail.add_button)
    dialog = dialog_of(program)
    qtbot.wait_until(dialog.isVisible)
    QTest.mouseClick(dialog.kinds[ForwardKind.DYNAMIC], Qt.MouseButton.LeftButton)
    for line, text in ((dialog.fields.listen.line, str(port)), (dialog.fields.label.line, label)):
        line.selectAll()
        QTest.keyClicks(line, text)
    assert f"127.0.0.1:{port} as SOCKS or HTTP proxy" in dialog.sentence.text()
    with qtbot.wait_signal(dialog.finished, timeout=PATIENCE_MS):
        program.click(dialog.save_button)


@pytest.mark.skipif(bool(missing_programs("curl")), reason=missing_programs("curl"))
def test_a_proxy_is_added_to_a_session_that_is_up(qtbot: QtBot, sshd: Sshd, user_key: KeyFile) -> None:
    know(sshd)
    port = free_port()
    mark = sshd.mark()
    with HttpServer({"/big": b"x" * BIG}) as site:
        save(connection("lab", hop(sshd, user_key), forward("web", site.port)))
        with WindowProgram(qtbot) as program:
            program.toggle("lab")
            program.wait_shown(Status.UP)
            add_proxy(qtbot, program, "browse", port)
            row = wait_row(qtbot, program, "browse", Status.UP)
            assert len(sshd.logins(since=mark)) == 1, "it rides the session that is there"

            with downloading(f"http://127.0.0.1:{site.port}/big", through=port) as read_some:
                qtbot.wait_until(lambda: read_some() > 0 and "MB/s" in row.rates.text(), timeout=PATIENCE_MS)
                assert "MB/s" in program.window.rates.text()
                assert "connections: 1 open, 1 in all" in row.rates.toolTip()
                web = row_called(program, "web")
                assert web is not None
                assert web.rates.text() == ""
            qtbot.wait_until(lambda: row.rates.text() == "", timeout=PATIENCE_MS)
            qtbot.wait_until(lambda: program.window.rates.text() == "", timeout=PATIENCE_MS)
            (_, saved) = ConfigStore(find_profile()).load()[0].connections[0].forwards
            assert (saved.label, saved.listen.port) == ("browse", port)

            row.remove_action.trigger()
            (box,) = [box for box in program.window.findChildren(QMessageBox) if box.isVisible()]
            program.click(next(button for button in box.buttons() if "Remove" in button.text()))
            qtbot.wait_until(lambda: row_called(program, "browse") is None, timeout=PATIENCE_MS)
            assert is_free(Endpoint("127.0.0.1", port))
            assert program.shows(Status.UP)


def test_a_taken_port_is_said_with_its_holder_and_another_is_one_click_away(
    qtbot: QtBot, sshd: Sshd, user_key: KeyFile
) -> None:
    know(sshd)
    with HttpServer() as site, TcpServers() as another:
        taken = another.echo_port
        save(connection("lab", hop(sshd, user_key), forward("web", site.port, listen=taken)))
        with WindowProgram(qtbot) as program:
            program.toggle("lab")
            row = wait_row(qtbot, program, "web", Status.RETRYING)
            assert "(process " in row.reason.text()
            assert row.countdown.text().startswith("next try in ")
            program.click(row.another_port)
            row = wait_row(qtbot, program, "web", Status.UP)
            port = int(row.copy.accessibleName().rpartition(":")[2])
            assert port != taken
            answer = subprocess.run(
                ["curl", "-sS", f"http://127.0.0.1:{port}/"], capture_output=True, check=True, timeout=20
            )
            assert answer.stdout == site.pages["/"]
            assert not row.reason.isVisible()
            assert "annot listen" in row.note.text(), "it is remembered, with its time"
