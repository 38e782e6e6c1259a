"""Before something is deleted: its names, how much there is, and what Return does."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, state_of
from tests.support.window import texts
from towpath.model.event import ConnectionChanged
from towpath.model.file_work import Measure, Measured, Withdraw
from towpath.model.filesystem import Attributes, Entry, FileKind
from towpath.model.transfer import HERE, Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.dialogs.delete import DeleteDialog

FOLDER = Entry(b"data", Attributes(kind=FileKind.FOLDER))
HOSTILE = (b"-rf", b"$(reboot)\n", "evil\u202egpj.exe".encode(), b"\xff")


@pytest.fixture
def host(qtbot: QtBot, engine: FakeEngine) -> QWidget:
    """What dialogs are shown over; the engine answers nothing by itself."""
    engine.holds = True
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    widget = QWidget()
    qtbot.add_widget(widget)
    return widget


def ask(
    qtbot: QtBot, bridge: Bridge, host: QWidget, *entries: Entry, machine: str = "lab", trash: bool
) -> DeleteDialog:
    places = [Place(machine, b"/srv/" + entry.name) for entry in entries]
    dialog = DeleteDialog(bridge, places, entries, trash=trash, parent=host)
    with qtbot.wait_exposed(dialog):
        dialog.open()
    return dialog


def test_it_counts_what_would_be_lost(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, host: QWidget) -> None:
    dialog = ask(qtbot, bridge, host, FOLDER, trash=False)
    command = engine.asked(Measure)
    assert command.places == (Place("lab", b"/srv/data"),)
    assert dialog.count_label.text() == "counting…"
    engine.report(command.request, Measured(files=12, folders=1, bytes=4_500_000))
    qtbot.wait_until(lambda: dialog.count_label.text() == "12 files, 1 folder, 4.5 MB, counting…")
    engine.report(command.request, Measured(files=20, folders=3, bytes=4_600_000, unreadable=1))
    engine.finish(command)
    qtbot.wait_until(lambda: "In all: 20 files, 3 folders, 4.6 MB; some folders cannot" in dialog.count_label.text())
    dialog.reject()


def test_counting_ends_with_the_dialog(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, host: QWidget) -> None:
    dialog = ask(qtbot, bridge, host, FOLDER, trash=False)
    dialog.reject()
    assert engine.asked(Withdraw).request == engine.asked(Measure).request


def test_return_deletes_nothing_for_good(qtbot: QtBot, bridge: Bridge, host: QWidget) -> None:
    dialog = ask(qtbot, bridge, host, FOLDER, trash=False)
    assert any("on lab is gone at once and for good" in text for text in texts(dialog))
    with qtbot.assert_not_emitted(dialog.confirmed), qtbot.wait_signal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_return_moves_to_the_trash(qtbot: QtBot, bridge: Bridge, host: QWidget) -> None:
    dialog = ask(qtbot, bridge, host, FOLDER, machine=HERE, trash=True)
    assert not any("for good" in text for text in texts(dialog))
    with qtbot.wait_signals([dialog.confirmed, dialog.accepted]):
        QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_the_button_deletes(qtbot: QtBot, bridge: Bridge, host: QWidget) -> None:
    dialog = ask(qtbot, bridge, host, FOLDER, trash=False)
    with qtbot.wait_signals([dialog.confirmed, dialog.accepted]):
        QTest.mouseClick(dialog.delete_button, Qt.MouseButton.LeftButton)


def test_hostile_names_are_shown_escaped(qtbot: QtBot, bridge: Bridge, host: QWidget) -> None:
    entries = [Entry(name, Attributes(kind=FileKind.FILE)) for name in HOSTILE]
    entries += [Entry(b"%d" % number, Attributes(kind=FileKind.LINK)) for number in range(10)]
    dialog = ask(qtbot, bridge, host, *entries, trash=False)
    shown = texts(dialog)
    assert {"-rf", "$(reboot)\\x0a", "evil\\u202egpj.exe", "\\xff", "and 6 more"} <= set(shown)
    assert any("Of links, the link goes" in text for text in shown)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))
    dialog.reject()
