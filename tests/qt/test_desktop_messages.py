"""Messages over the session bus: shown as text, clicked, dismissed, and not lost where nobody shows them."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.support.desktop import SessionBus
from tests.support.tray_watcher import TrayWatcher
from tests.support.wait import wait_for
from towpath.qt.desktop_messages import DesktopMessages


@pytest.fixture
def messages(session_bus: SessionBus) -> Iterator[DesktopMessages]:
    messages = DesktopMessages(session_bus.address)
    yield messages
    messages.close()


def test_a_click_tells_what_the_message_was_about(
    qtbot: QtBot, messages: DesktopMessages, tray_watcher: TrayWatcher
) -> None:
    messages.show("connection lost", "ask <b>Bob</b>", "lab")
    messages.show("another one", "", "office")
    wait_for(lambda: len(tray_watcher.messages) == 2, what="both messages")
    assert ("connection lost", "ask &lt;b&gt;Bob&lt;/b&gt;") in tray_watcher.messages
    other = tray_watcher.messages.index(("another one", "")) + 1
    with qtbot.assert_not_emitted(messages.clicked, wait=50):
        tray_watcher.dismiss_message(other)
        tray_watcher.click_message(other)
    with qtbot.wait_signal(messages.clicked) as clicked:
        tray_watcher.click_message(3 - other)
    assert clicked.args == ["lab"]


def test_a_message_can_be_heard(messages: DesktopMessages, tray_watcher: TrayWatcher) -> None:
    messages.show("2 files transferred", "", "files", "complete")
    wait_for(lambda: tray_watcher.messages == [("2 files transferred", "")], what="the message")
    assert tray_watcher.sounds == ["complete"]


def test_without_anybody_who_shows_it_a_message_comes_back(qtbot: QtBot, messages: DesktopMessages) -> None:
    with qtbot.wait_signal(messages.not_shown) as back:
        messages.show("connection lost", "why", "lab")
    assert back.args == ["connection lost", "why", "lab"]


def test_without_a_bus_a_message_comes_back(qtbot: QtBot) -> None:
    messages = DesktopMessages("unix:path=/nonexistent")
    with qtbot.wait_signal(messages.not_shown):
        messages.show("connection lost", "why", "lab")
