"""A URL that a connection's machine is to download: checked, named, and sent down as one command."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, state_of
from towpath.model.event import ConnectionChanged
from towpath.model.transfer import Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.dialogs.url import UrlDialog

FOLDER = Place("lab", b"/srv")


@pytest.fixture
def host(qtbot: QtBot, engine: FakeEngine) -> QWidget:
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    widget = QWidget()
    qtbot.add_widget(widget)
    return widget


@pytest.fixture
def dialog(qtbot: QtBot, bridge: Bridge, host: QWidget) -> UrlDialog:
    dialog = UrlDialog(bridge, FOLDER, host)
    with qtbot.wait_exposed(dialog):
        dialog.open()
    return dialog


def test_it_suggests_a_name_and_sends_both(qtbot: QtBot, dialog: UrlDialog) -> None:
    assert not dialog.start_button.isEnabled()
    QTest.keyClicks(dialog.url.line, "https://example.org/pub/a%20b.iso?x=1")
    assert dialog.name.text == "a b.iso"
    with qtbot.wait_signal(dialog.confirmed) as confirmed:
        QTest.keyClick(dialog.url.line, Qt.Key.Key_Return)
    command = confirmed.args[0]
    assert (command.url, command.folder, command.name) == ("https://example.org/pub/a%20b.iso?x=1", FOLDER, b"a b.iso")


def test_a_name_that_was_typed_stays(dialog: UrlDialog) -> None:
    dialog.url.line.setText("https://example.org/one")
    dialog.name.line.selectAll()
    QTest.keyClicks(dialog.name.line, "mine")
    dialog.url.line.setText("https://example.org/two")
    assert dialog.name.text == "mine"
    dialog.name.line.selectAll()
    QTest.keyClick(dialog.name.line, Qt.Key.Key_Delete)
    dialog.url.line.setText("https://example.org/three")
    assert dialog.name.text == "three"
    dialog.reject()


def test_a_wrong_one_is_said_and_not_sent(dialog: UrlDialog) -> None:
    QTest.keyClicks(dialog.url.line, "file:///etc/passwd")
    assert dialog.url.message.isVisible()
    assert not dialog.start_button.isEnabled()
    QTest.keyClick(dialog.url.line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.reject()
