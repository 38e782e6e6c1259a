"""What the desktop is told of files that are edited: each failure once, and nothing of what goes well."""

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from towpath.model.editing import EditState, EditStatus
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import EditChanged
from towpath.model.transfer import Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.edit_messages import EditMessages

WATCHED = EditState(id="one", place=Place("lab", b"/srv/a\n.txt"), copy="/copy", status=EditStatus.WATCHED)
LOST = replace(WATCHED, status=EditStatus.NOT_UPLOADED, problem=Problem(ProblemKind.LOST, "lab"))
UPLOADING = replace(WATCHED, status=EditStatus.UPLOADING)
MESSAGE = ("a\\x0a.txt is not uploaded", "The server closed it\nConnect again")


class Told:
    def __init__(self, qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
        self._qtbot, self._engine, self._bridge = qtbot, engine, bridge
        self.in_sight = False
        self.heard: list[tuple[str, str]] = []
        self.messages = EditMessages(bridge, lambda: self.in_sight)
        self.messages.not_uploaded.connect(lambda *message: self.heard.append(message))

    def after(self, *states: EditState) -> list[tuple[str, str]]:
        """What is told when it has been all these, one after the other."""
        self.heard.clear()
        for state in states:
            with self._qtbot.wait_signal(self._bridge.changed):
                self._engine.publish(EditChanged(state))
        return list(self.heard)


@pytest.fixture
def told(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> Told:
    return Told(qtbot, engine, bridge)


def test_a_failure_is_told_once(told: Told) -> None:
    assert told.after(WATCHED, UPLOADING) == []
    assert told.after(LOST) == [MESSAGE]
    assert told.after(UPLOADING, LOST) == []
    assert told.after(UPLOADING, WATCHED, UPLOADING) == []
    assert told.after(LOST) == [MESSAGE]


def test_what_is_seen_is_not_told(told: Told) -> None:
    told.in_sight = True
    assert told.after(LOST) == []


def test_what_an_earlier_program_left_is_told(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    engine.publish(EditChanged(LOST))
    told = Told(qtbot, engine, bridge)
    told.messages.begin()
    assert told.heard == [MESSAGE]
