"""The acts of a message do what they say: a lost login is given again by a click on one, with nobody at the window."""

import pytest
from pytestqt.qtbot import QtBot

from tests.support.desktop import SessionBus
from tests.support.keys import KeyFile
from tests.support.message_service import MessageService
from tests.support.profile import connection, hop, know, save
from tests.support.sshd import Sshd
from tests.support.window import WindowProgram
from towpath.model.state import Status
from towpath.qt.messages.desktop_messages import DesktopMessages
from towpath.qt.messages.messages import Messages
from towpath.qt.messages.outlet import Outlet
from towpath.qt.prompts.secrets import SecretDialog
from towpath.qt.tray import Tray

NAMES = [f"machine{number}" for number in range(10)]
PATIENCE_MS = 20_000


@pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface", extend=True)  # offscreen there is no tray
def test_ten_connections_through_a_gateway_that_wants_a_person(
    qtbot: QtBot,
    session_bus: SessionBus,
    message_service: MessageService,
    password_sshd: Sshd,
    inner_sshd: Sshd,
    user_key: KeyFile,
) -> None:
    assert password_sshd.pam
    know(password_sshd, inner_sshd)
    gate, inner = hop(password_sshd), hop(inner_sshd, user_key)
    save(*(connection(name, inner, jumps=[gate], reconnect=True) for name in NAMES))
    with WindowProgram(qtbot) as program:
        tray = Tray(program.bridge)
        outlet = Outlet(tray.host, DesktopMessages(session_bus.address))
        messages = Messages(program.bridge, outlet, lambda: False)
        for name in NAMES:
            program.toggle(name)
        first = program.wait_prompt(SecretDialog)
        _wait(qtbot, message_service, f"{password_sshd.user}@127.0.0.1:{password_sshd.port} asks for a password")
        first.line.setText(password_sshd.pam.password)
        first.buttons.accepted.emit()
        qtbot.wait_until(lambda: _all(program, Status.UP), timeout=PATIENCE_MS)
        qtbot.wait_until(lambda: not message_service.there)

        before = message_service.ids
        password_sshd.drop_sessions()
        qtbot.wait_until(lambda: _all(program, Status.WAITING_FOR_USER), timeout=PATIENCE_MS)
        lost = _wait(qtbot, message_service, f"{gate} waits for you to log in")
        assert program.prompts.dialog is None, "nobody is asked before the click"
        message_service.click(lost, "log-in")
        second = program.wait_prompt(SecretDialog, after=first)
        second.line.setText(password_sshd.pam.password)
        second.buttons.accepted.emit()
        qtbot.wait_until(lambda: _all(program, Status.UP), timeout=PATIENCE_MS)
        qtbot.wait_until(lambda: not message_service.there)
        told = [call for call in message_service.calls if call.id not in before and "log in" in call.summary]
        assert {call.id for call in told} == {lost}, "one, however many wait for it"
        messages.close()
        outlet.close()
        tray.host.hide()


def _all(program: WindowProgram, status: Status) -> bool:
    return all(program.state(name).status is status for name in NAMES)


def _wait(qtbot: QtBot, service: MessageService, summary: str) -> int:
    """The number of the message with this line."""

    def there() -> list[int]:
        return [number for number, shown in service.there.items() if shown.summary == summary]

    def check() -> None:
        assert there(), [shown.summary for shown in service.there.values()]

    qtbot.wait_until(check, timeout=PATIENCE_MS)
    return there()[0]
