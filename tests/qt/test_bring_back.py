"""The offer to connect again what was up: where it is seen, and what its answers are."""

from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, state_of
from towpath.model.desktop import BringBack
from towpath.model.event import ConnectionChanged, ToBringBackChanged
from towpath.qt.bridge import Bridge
from towpath.qt.bring_back import BringBackBanner
from towpath.qt.messages.words import MOST_NAMED


def offer(engine: FakeEngine, *names: str) -> None:
    for name in names:
        engine.publish(ConnectionChanged(state_of(connection(name))))
    engine.publish(ToBringBackChanged(names))


def test_it_is_seen_while_something_is_offered(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    banner = BringBackBanner(bridge)
    qtbot.addWidget(banner)
    assert banner.isHidden()
    offer(engine, "lab", "<b>box</b>")
    qtbot.waitUntil(lambda: not banner.isHidden())
    assert banner.label.text() == banner.accessibleName() == "Up when Towpath ended: lab, <b>box</b>"
    banner.again.click()
    assert engine.commands == [BringBack(accepted=True)]
    engine.publish(ToBringBackChanged(()))
    qtbot.waitUntil(banner.isHidden)


def test_to_dismiss_it_is_a_no(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    offer(engine, "lab")
    banner = BringBackBanner(bridge)
    qtbot.addWidget(banner)
    assert not banner.isHidden()
    banner.dismissed.emit()
    assert engine.commands == [BringBack(accepted=False)]


def test_many_are_counted(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
    offer(engine, *(f"c{number}" for number in range(MOST_NAMED + 2)))
    banner = BringBackBanner(bridge)
    qtbot.addWidget(banner)
    assert banner.label.text().endswith("and 2 more")
