"""Where messages go when the desktop shows none: beside the icon, or nowhere."""

import os

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from tests.support.desktop import SessionBus
from tests.support.message_service import MessageService
from towpath.qt.messages.desktop_messages import DesktopMessages
from towpath.qt.messages.message import Act, Message
from towpath.qt.messages.outlet import Outlet

LOST = Message(title="lab is disconnected", text="no answer for 45 s", stands=True)


class Host(QObject):
    """A panel with balloons, or without."""

    balloon_clicked = Signal()

    def __init__(self, *, available: bool) -> None:
        super().__init__()
        self.available = available
        self.balloons: list[tuple[str, str]] = []

    def show_balloon(self, title: str, text: str) -> bool:
        if self.available:
            self.balloons.append((title, text))
        return self.available


def test_beside_the_icon(qtbot: QtBot) -> None:
    host = Host(available=True)
    outlet = Outlet(host, DesktopMessages("unix:path=/nonexistent"))  # type: ignore[arg-type]  # as much of it as is used
    with qtbot.wait_signal(outlet.gone) as gone:  # it cannot be changed any more
        outlet.show("trouble", LOST)
    assert gone.args == ["trouble"]
    assert host.balloons == [(LOST.title, LOST.text)]
    with qtbot.wait_signal(outlet.chosen) as chosen:
        host.balloon_clicked.emit()
    assert chosen.args == ["trouble", Act.OPEN]
    outlet.close()


def test_on_systems_without_such_a_service(qtbot: QtBot) -> None:
    host = Host(available=True)
    outlet = Outlet(host, None)  # type: ignore[arg-type]  # the same
    outlet.show("trouble", LOST)
    assert host.balloons == [(LOST.title, LOST.text)]
    outlet.withdraw("trouble")
    outlet.close()


def test_nowhere(qtbot: QtBot) -> None:
    outlet = Outlet(Host(available=False), DesktopMessages("unix:path=/nonexistent"))  # type: ignore[arg-type]  # the same
    with qtbot.wait_signals([outlet.unseen, outlet.gone]):
        outlet.show("trouble", LOST)
    outlet.close()


def test_on_the_desktop_with_the_token_that_brings_the_window_up(
    qtbot: QtBot, session_bus: SessionBus, message_service: MessageService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "")
    outlet = Outlet(Host(available=True), DesktopMessages(session_bus.address))  # type: ignore[arg-type]  # the same
    outlet.show("trouble", LOST)
    shown = message_service.wait_for_one()
    with qtbot.wait_signal(outlet.chosen):
        message_service.click(shown.id, token="from the compositor")
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "from the compositor"
    outlet.close()
