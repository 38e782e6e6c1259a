"""What the window remembers is told to the engine now and then, and only if it is new."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from towpath.model.event import RememberedChanged
from towpath.model.remembered import Remember, Remembered
from towpath.qt.bridge import Bridge
from towpath.qt.files import memory
from towpath.qt.files.memory import Memory


class Window:
    """Whose geometry is remembered."""

    geometry = "one"

    def remembered(self, before: Remembered) -> Remembered:
        return replace(before, geometry=self.geometry)


@pytest.fixture
def window() -> Window:
    return Window()


@pytest.fixture
def made(bridge: Bridge, window: Window, monkeypatch: pytest.MonkeyPatch) -> Iterator[Memory]:
    monkeypatch.setattr(memory, "DELAY_MS", 100)
    made = Memory(bridge)
    made.add(window.remembered)
    yield made
    made.deleteLater()


def told(engine: FakeEngine) -> list[str]:
    return [command.remembered.geometry for command in engine.commands if isinstance(command, Remember)]


def test_many_changes_are_told_once_and_not_put_off_for_ever(
    qtbot: QtBot, engine: FakeEngine, made: Memory, window: Window
) -> None:
    def move() -> bool:
        """As somebody who never stops moving the window."""
        made.later()
        return bool(told(engine))

    qtbot.wait_until(move)
    assert told(engine) == ["one"]


def test_what_is_known_is_not_told(engine: FakeEngine, made: Memory) -> None:
    engine.publish(RememberedChanged(Remembered(geometry="one")))
    made.later()
    made.now()
    assert told(engine) == []


def test_now_means_at_once_and_only_if_something_changed(
    qtbot: QtBot, engine: FakeEngine, made: Memory, window: Window
) -> None:
    made.now()
    assert told(engine) == []
    made.later()
    made.now()
    assert told(engine) == ["one"]
    assert not made._delay.isActive()
