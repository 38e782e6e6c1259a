"""The synchronise dialog and its engine: which plans are kept there, and what comes after it was closed."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from towpath.model.command import CarryOut, Compare
from towpath.model.event import Compared
from towpath.model.file_work import Withdraw
from towpath.model.filesystem import Attributes, FileKind
from towpath.model.transfer import HERE, Act, Direction, Place, Plan, Step
from towpath.qt.bridge import Bridge
from towpath.qt.synchronise.dialog import SynchroniseDialog

SIDES = ("This computer", Place(HERE, b"/here")), ("lab", Place("lab", b"/there"))
STEP = Step(path=b"a", act=Act.COPY_UP, first=Attributes(kind=FileKind.FILE, size=1))


@pytest.fixture
def dialog(bridge: Bridge, engine: FakeEngine) -> SynchroniseDialog:
    engine.holds = True
    dialog = SynchroniseDialog(bridge, *SIDES)
    dialog.show()
    return dialog


def compared(qtbot: QtBot, engine: FakeEngine, dialog: SynchroniseDialog, *steps: Step) -> str:
    """The comparison's id, when the dialog shows what came of it."""
    dialog.compare()
    command = engine.asked(Compare)
    engine.publish(Compared(engine.asker, Plan(comparison=command.comparison, steps=steps)))
    engine.finish(command)
    qtbot.wait_until(dialog.busy.isHidden)
    return command.comparison.id


def withdrawn(engine: FakeEngine) -> list[str]:
    return [command.request for command in engine.commands if isinstance(command, Withdraw)]


def delete_closed() -> None:
    """What was closed and deletes itself does so now."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_comparison_that_is_stopped_is_withdrawn(engine: FakeEngine, dialog: SynchroniseDialog) -> None:
    dialog.compare()
    QTest.mouseClick(dialog.stop_button, Qt.MouseButton.LeftButton)
    assert withdrawn(engine) == [engine.asked(Compare).comparison.id]
    dialog.close()
    assert len(withdrawn(engine)) == 1


def test_a_plan_that_is_forgotten_is_withdrawn(qtbot: QtBot, engine: FakeEngine, dialog: SynchroniseDialog) -> None:
    first = compared(qtbot, engine, dialog, STEP)
    assert withdrawn(engine) == []
    dialog.rules.direction.setCurrentIndex(dialog.rules.direction.findData(Direction.DOWN))
    assert withdrawn(engine) == [first]
    second = compared(qtbot, engine, dialog)  # a plan without steps is a plan, too
    assert withdrawn(engine) == [first, second]
    third = compared(qtbot, engine, dialog, STEP)
    dialog.close()
    assert withdrawn(engine) == [first, second, third]


def test_what_is_carried_out_when_it_is_closed_goes_on(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, dialog: SynchroniseDialog
) -> None:
    comparison = compared(qtbot, engine, dialog, STEP)
    QTest.mouseClick(dialog.run_button, Qt.MouseButton.LeftButton)
    command = engine.asked(CarryOut)
    assert command.comparison == comparison
    dialog.close()
    delete_closed()
    assert withdrawn(engine) == []
    engine.finish(command)
    heard: list[object] = []
    bridge.submit(Withdraw(request=""), heard.append)  # whoever is told after it is told
    engine.finish(engine.asked(Withdraw))
    qtbot.wait_until(lambda: bool(heard))
