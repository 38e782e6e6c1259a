"""Messages over the session bus: shown as text, replaced, clicked, dismissed, and not lost where nobody shows them."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.desktop import SessionBus
from tests.support.message_service import MessageService
from tests.support.wait import wait_for
from towpath.qt.messages.desktop_messages import DesktopMessages
from towpath.qt.messages.message import Act, Message

LOST = Message(title="connection lost", text="ask <b>Bob</b>", acts=((Act.OPEN, "Open"), (Act.RETRY, "Try now")))
OTHER = Message(title="another one")


@pytest.fixture
def messages(session_bus: SessionBus) -> Iterator[DesktopMessages]:
    messages = DesktopMessages(session_bus.address)
    yield messages
    messages.close()


def test_a_click_tells_which_topic_and_which_act(
    qtbot: QtBot, messages: DesktopMessages, message_service: MessageService
) -> None:
    messages.show("lab", LOST)
    messages.show("office", OTHER)
    wait_for(lambda: len(message_service.calls) == 2, what="both messages")
    lab, office = message_service.calls
    assert (lab.summary, lab.body) == ("connection lost", "ask &lt;b&gt;Bob&lt;/b&gt;")
    assert lab.actions == {"default": "Open", "retry": "Try now"}
    assert office.actions == {}
    with qtbot.wait_signal(messages.gone) as gone:
        message_service.dismiss(office.id)
    assert gone.args == ["office"]
    with qtbot.wait_signal(messages.chosen) as chosen:
        message_service.click(office.id)  # gone already: not heard
        message_service.click(lab.id, "retry")
    assert chosen.args == ["lab", "retry", ""]


def test_a_message_on_the_same_topic_takes_the_place_of_the_last(
    messages: DesktopMessages, message_service: MessageService
) -> None:
    for message in (LOST, OTHER, LOST):
        messages.show("lab", message)
    wait_for(lambda: len(message_service.calls) == 3, what="all of them")
    assert message_service.ids == {1}
    assert [call.summary for call in message_service.there.values()] == [LOST.title]
    messages.withdraw("lab")
    wait_for(lambda: not message_service.there, what="it to be withdrawn")
    messages.show("lab", OTHER)
    wait_for(lambda: message_service.there, what="a new one")
    assert message_service.ids == {1, 2}


def test_what_was_dismissed_is_not_replaced_but_shown_anew(
    qtbot: QtBot, messages: DesktopMessages, message_service: MessageService
) -> None:
    messages.show("lab", LOST)
    shown = message_service.wait_for_one()
    with qtbot.wait_signal(messages.gone):
        message_service.dismiss(shown.id)
    messages.show("lab", OTHER)
    wait_for(lambda: message_service.there, what="the next")
    assert message_service.calls[-1].replaces == 0


def test_how_it_is_shown(messages: DesktopMessages, message_service: MessageService) -> None:
    messages.show("queue", Message(title="done", sound="complete", category="transfer.complete"))
    messages.show("code", Message(title="a code", urgent=True, stands=True))
    wait_for(lambda: len(message_service.calls) == 2, what="both messages")
    queue, code = message_service.calls
    common = {"desktop-entry": "towpath"}
    assert queue.hints == common | {"urgency": 1, "sound-name": "complete", "category": "transfer.complete"}
    assert code.hints == common | {"urgency": 2, "resident": True}
    assert (queue.timeout, code.timeout) == (-1, 0)
    assert queue.icon.startswith("file:///")


def test_texts_are_no_markup_and_read_as_they_are_on_every_desktop(
    messages: DesktopMessages, message_service: MessageService
) -> None:
    messages.show("lab", Message(title="<b>lab</b>", text="it doesn't \"answer\" <a href='x'>&c."))
    shown = message_service.wait_for_one()
    assert shown.summary == "<b>lab</b>"
    assert shown.body == "it doesn't \"answer\" &lt;a href='x'&gt;&amp;c."


def test_what_says_how_things_are_goes_with_the_program(
    session_bus: SessionBus, message_service: MessageService
) -> None:
    messages = DesktopMessages(session_bus.address)
    messages.show("queue", Message(title="2 files transferred"))
    messages.show("lost", Message(title="lab is disconnected", stands=True))
    wait_for(lambda: len(message_service.there) == 2, what="both messages")
    messages.close()
    wait_for(lambda: len(message_service.there) == 1, what="one to be withdrawn")
    assert [shown.summary for shown in message_service.there.values()] == ["2 files transferred"]


def test_without_anybody_who_shows_it_a_message_comes_back(qtbot: QtBot, messages: DesktopMessages) -> None:
    with qtbot.wait_signal(messages.not_shown) as back:
        messages.show("lab", LOST)
    assert back.args == ["lab", LOST]


def test_without_a_bus_a_message_comes_back(qtbot: QtBot) -> None:
    messages = DesktopMessages("unix:path=/nonexistent")
    with qtbot.wait_signal(messages.not_shown):
        messages.show("lab", LOST)
    with qtbot.wait_signal(messages.not_shown):  # each is tried anew
        messages.show("lab", LOST)
    messages.close()


def test_a_bus_that_lets_nobody_in_is_as_good_as_none(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "bus"
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(path))
        bus.listen()
        messages = DesktopMessages(f"unix:path={path}")
        with qtbot.wait_signal(messages.not_shown):
            messages.show("lab", LOST)
            asking, _ = bus.accept()
            asking.sendall(b"REJECTED EXTERNAL\r\n")
        asking.close()
    messages.close()


def test_a_bus_that_ends_takes_the_messages_along(qtbot: QtBot) -> None:
    with SessionBus() as bus:
        messages = DesktopMessages(bus.address)
        with MessageService(bus) as service:
            messages.show("lab", LOST)
            service.wait_for_one()
    with qtbot.wait_signal(messages.not_shown):
        messages.show("lab", OTHER)
    messages.close()
