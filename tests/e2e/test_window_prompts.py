"""The window asks, a person answers by mouse and keyboard, and real servers decide."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.support.keys import KeyFile, KeyMaker
from tests.support.profile import connection, hop, know, known_hosts, save
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from tests.support.window import WindowProgram, texts
from towpath.demo.accounts import PASSWORD
from towpath.demo.lab import Lab
from towpath.model.connection import AuthMethod, HostKeyPolicy
from towpath.model.state import Status
from towpath.qt.prompts.code import CodeDialog
from towpath.qt.prompts.dialog import PromptDialog
from towpath.qt.prompts.host_key import HostKeyDialog
from towpath.qt.prompts.secrets import SecretDialog

PASSPHRASE = "open sesame"
OLD_LINES = (
    "# kept as it is\nother.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ6vMuuFmbWZTkCfSSaUbOhCx5OKgJ5V4XqkPZrdxlQe\n"
)


def type_into(line: QLineEdit, text: str) -> None:
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    QTest.keyClicks(line, text)


def press_default(dialog: PromptDialog) -> None:
    """Click the button that Return would press."""
    buttons = dialog.findChild(QDialogButtonBox)
    assert buttons
    (default,) = [button for button in buttons.findChildren(QPushButton) if button.isDefault()]
    QTest.mouseClick(default, Qt.MouseButton.LeftButton)


def test_a_host_key_is_accepted(qtbot: QtBot, sshd: Sshd, user_key: KeyFile) -> None:
    known_hosts().parent.mkdir(mode=0o700)
    known_hosts().write_text(OLD_LINES)
    save(connection("lab", hop(sshd, user_key)))
    with WindowProgram(qtbot) as program:
        program.toggle("lab")
        dialog = program.wait_prompt(HostKeyDialog)
        assert program.shows(Status.WAITING_FOR_USER)
        shown = texts(dialog)
        assert sshd.host_key().fingerprint in shown
        assert sshd.host_key().randomart in shown
        assert known_hosts().read_text() == OLD_LINES
        program.click(dialog.yes_button)
        program.wait_shown(Status.UP)
        assert known_hosts().read_text() == OLD_LINES + sshd.known_hosts_lines()

        program.toggle("lab")
        program.wait_shown(Status.OFF)
        program.toggle("lab")
        program.wait_shown(Status.UP)
        assert program.prompts.dialog is None, "it is known now"


@pytest.mark.parametrize("way", ["button", "Escape", "Return", "close"])
def test_a_host_key_is_refused(qtbot: QtBot, sshd: Sshd, user_key: KeyFile, way: str) -> None:
    save(connection("lab", hop(sshd, user_key)))
    mark = sshd.mark()
    with WindowProgram(qtbot) as program:
        program.toggle("lab")
        dialog = program.wait_prompt(HostKeyDialog)
        if way == "button":
            program.click(dialog.no_button)
        elif way == "close":
            dialog.close()
        else:
            QTest.keyClick(dialog, getattr(Qt.Key, f"Key_{way}"))
        program.wait_shown(Status.FAILED)
        assert "Its host key was not accepted" in program.texts()
    assert sshd.auth_requests(since=mark) == [], "not even a user's name was sent"
    assert not known_hosts().exists()


@pytest.mark.parametrize("method", [AuthMethod.PASSWORD, AuthMethod.KEYBOARD_INTERACTIVE])
def test_a_password(qtbot: QtBot, password_sshd: Sshd, method: AuthMethod) -> None:
    assert password_sshd.pam
    know(password_sshd)
    save(connection("lab", hop(password_sshd, methods=[method])))
    with WindowProgram(qtbot) as program:
        program.toggle("lab")
        dialog = program.wait_prompt(SecretDialog)
        type_into(dialog.line, password_sshd.pam.password)
        press_default(dialog)
        program.wait_shown(Status.UP)


def test_a_passphrase_mended_at_the_second_try(qtbot: QtBot, sshd: Sshd, keys: KeyMaker) -> None:
    locked = keys.key(name="window", passphrase=PASSPHRASE)
    sshd.authorize(locked)
    know(sshd)
    save(connection("lab", hop(sshd, locked)))
    with WindowProgram(qtbot) as program:
        program.toggle("lab")
        first = program.wait_prompt(SecretDialog)
        assert str(locked.path) in texts(first)
        assert locked.fingerprint in texts(first)
        type_into(first.line, "open barley")
        press_default(first)
        second = program.wait_prompt(SecretDialog, after=first)
        assert "The passphrase is wrong. Try again." in texts(second)
        type_into(second.line, PASSPHRASE)
        QTest.keyClick(second.line, Qt.Key.Key_Return)
        program.wait_shown(Status.UP)


def test_password_and_code_one_after_the_other(qtbot: QtBot, otp_sshd: Sshd) -> None:
    assert otp_sshd.pam
    know(otp_sshd)
    save(connection("lab", hop(otp_sshd)))
    with WindowProgram(qtbot) as program:
        program.toggle("lab")
        password = program.wait_prompt(SecretDialog)
        type_into(password.line, otp_sshd.pam.password)
        QTest.keyClick(password.line, Qt.Key.Key_Return)
        code = program.wait_prompt(CodeDialog)
        (line,) = code.lines
        type_into(line, otp_sshd.pam.code())
        QTest.keyClick(line, Qt.Key.Key_Return)
        program.wait_shown(Status.UP)


@pytest.mark.expects_log("nobody asked for it")
def test_two_lines_at_once(qtbot: QtBot) -> None:
    """As the demo's gateway asks: password and code in one request.

    The program may end while the gateway still comes by to show how wide the remote forward listens.
    """
    with Lab() as lab:
        saved = lab.config().connections[0]
        made = replace(saved, target=replace(saved.target, host_key_policy=HostKeyPolicy.ACCEPT_NEW))
        save(made)
        with WindowProgram(qtbot) as program:
            program.toggle(made.id)
            dialog = program.wait_prompt(CodeDialog)
            password, code = dialog.lines
            assert password.echoMode() == QLineEdit.EchoMode.Password
            assert code.echoMode() == QLineEdit.EchoMode.Normal
            assert password.hasFocus() or dialog.focusWidget() is password
            QTest.keyClicks(password, PASSWORD)
            QTest.keyClick(password, Qt.Key.Key_Return)
            assert program.prompts.dialog is dialog, "Return goes on to the empty line"
            QTest.keyClicks(code, lab.gateway.accounts.codes.current())
            QTest.keyClick(code, Qt.Key.Key_Return)
            program.wait_shown(Status.UP)


def test_cancelling_a_question_ends_the_login(qtbot: QtBot, otp_sshd: Sshd) -> None:
    know(otp_sshd)
    mark = otp_sshd.mark()
    save(connection("lab", hop(otp_sshd)))
    with WindowProgram(qtbot) as program:
        program.toggle("lab")
        dialog = program.wait_prompt(SecretDialog)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        program.wait_shown(Status.OFF)
    assert otp_sshd.refusals(since=mark) == [], "nothing was sent"


def test_disconnecting_takes_the_question_away(qtbot: QtBot, otp_sshd: Sshd) -> None:
    know(otp_sshd)
    mark = otp_sshd.mark()
    save(connection("lab", hop(otp_sshd)))
    with WindowProgram(qtbot) as program:
        program.toggle("lab")
        dialog = program.wait_prompt(SecretDialog)
        QTest.keyClicks(dialog.line, "half a pass")
        with qtbot.wait_active(program.window):  # as a real click in it would
            program.window.activateWindow()
        program.toggle("lab")
        program.wait_shown(Status.OFF)
        qtbot.wait_until(lambda: program.prompts.dialog is None)
    assert otp_sshd.refusals(since=mark) == []


def test_a_lost_login_waits_for_the_person_and_comes_back_by_one_click(qtbot: QtBot, password_sshd: Sshd) -> None:
    assert password_sshd.pam
    know(password_sshd)
    target = hop(password_sshd)
    save(connection("one", target, reconnect=True), connection("two", target, reconnect=True))
    with WindowProgram(qtbot) as program:
        program.toggle("one")
        first = program.wait_prompt(SecretDialog)
        type_into(first.line, password_sshd.pam.password)
        press_default(first)
        program.wait_shown(Status.UP)
        program.toggle("two")
        program.wait_shown(Status.UP)
        mark = password_sshd.mark()

        password_sshd.drop_sessions()
        program.wait_shown(Status.WAITING_FOR_USER)
        detail = program.window.connections.detail
        qtbot.wait_until(detail.login_button.isVisible)
        assert program.prompts.dialog is None, "nobody is asked before the click"
        assert password_sshd.auth_requests(since=mark) == []

        program.click(detail.login_button)
        second = program.wait_prompt(SecretDialog, after=first)
        type_into(second.line, password_sshd.pam.password)
        press_default(second)
        program.wait_shown(Status.UP)
        assert not detail.login_button.isVisible()
        program.choose("one")
        program.wait_shown(Status.UP)
        wait_for(lambda: password_sshd.logins(since=mark), what="the login in the server's log")
        assert len(password_sshd.logins(since=mark)) == 1, "the other one follows by itself"
