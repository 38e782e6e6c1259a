"""Three connections behind one gateway that wants a code, from a shell and from the window: one login, one code."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.pam import PamService
from tests.support.profile import connection, forward, hop, know, save
from tests.support.program import AtTerminal, Started, towpath
from tests.support.sshd import Sshd
from tests.support.window import WindowProgram
from towpath.model.state import Status
from towpath.qt.prompts.code import CodeDialog
from towpath.qt.prompts.secrets import SecretDialog

NAMES = ("one", "two", "three")


@pytest.fixture(scope="module")
def site() -> Iterator[HttpServer]:
    with HttpServer() as running:
        yield running


@pytest.fixture
def gateway(otp_sshd: Sshd, inner_sshd: Sshd, user_key: KeyFile, site: HttpServer) -> Sshd:
    """Three connections are saved that lead through it."""
    know(otp_sshd, inner_sshd)
    inner, gate = hop(inner_sshd, user_key), hop(otp_sshd)
    save(*(connection(name, inner, forward("web", site.port), jumps=[gate]) for name in NAMES))
    return otp_sshd


def pam_of(server: Sshd) -> PamService:
    assert server.pam
    return server.pam


def answer_in_the_window(program: WindowProgram, pam: PamService) -> None:
    password = program.wait_prompt(SecretDialog)
    QTest.keyClicks(password.line, pam.password)
    QTest.keyClick(password.line, Qt.Key.Key_Return)
    code = program.wait_prompt(CodeDialog)
    QTest.keyClicks(code.lines[0], pam.code())
    QTest.keyClick(code.lines[0], Qt.Key.Key_Return)


def test_the_code_is_typed_in_the_window(qtbot: QtBot, gateway: Sshd) -> None:
    mark = gateway.mark()
    with WindowProgram(qtbot) as program:
        program.toggle("one")
        answer_in_the_window(program, pam_of(gateway))
        program.wait_shown(Status.UP)
        program.toggle("two")
        program.wait_shown(Status.UP)
        done = towpath("up", "three")
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith("three: web: 127.0.0.1:")
        program.choose("three")
        program.wait_shown(Status.UP)
        assert program.prompts.dialog is None
        assert len(gateway.logins(since=mark)) == 1


def test_the_code_is_typed_in_the_shell(qtbot: QtBot, gateway: Sshd) -> None:
    mark, pam = gateway.mark(), pam_of(gateway)
    with WindowProgram(qtbot) as program:
        with AtTerminal("up", "one") as up:
            up.answer_secret("'s password: ", pam.password)
            up.answer("One-time password", pam.code())
            done = up.end()
        assert (done.code, done.err) == (0, "")
        assert program.prompts.dialog is None, "the terminal that began is asked"
        for name in ("two", "three"):
            program.toggle(name)
            program.wait_shown(Status.UP)
        assert program.prompts.dialog is None
        assert len(gateway.logins(since=mark)) == 1


def test_a_starting_window_takes_over_from_the_shell(
    qtbot: QtBot, sshd: Sshd, user_key: KeyFile, site: HttpServer
) -> None:
    know(sshd)
    save(connection("lab", hop(sshd, user_key), forward("web", site.port)))
    with Started("up", "lab") as up:
        up.wait_for("Ctrl-C takes it down.")
        with WindowProgram(qtbot) as program:
            done = up.end()
            assert (done.code, done.err) == (0, "")
            assert "Handed over to the window." in done.out
            program.choose("lab")
            program.bring_back()
            program.wait_shown(Status.UP)
