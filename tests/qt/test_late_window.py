"""The window that is made when somebody wants to see it, and addresses from elsewhere that fill in Quick connect."""

import subprocess
import sys

import pytest
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from towpath.model.event import ShowRequested
from towpath.qt.bridge import Bridge
from towpath.qt.files.quick_connect import QuickConnectDialog
from towpath.qt.late_window import LateWindow
from towpath.qt.theme import Theme
from towpath.qt.window import MainWindow


@pytest.fixture
def late(qtbot: QtBot, bridge: Bridge, theme: Theme) -> LateWindow:
    def make() -> MainWindow:
        window = MainWindow(bridge, theme, tray_shown=lambda: True)
        qtbot.add_widget(window)
        return window

    return LateWindow(bridge, make)


def test_it_is_made_when_a_second_start_asks_for_it(qtbot: QtBot, engine: FakeEngine, late: LateWindow) -> None:
    assert late.there is None
    assert not late.is_active
    late.call_for_attention()
    late.hide()
    assert late.there is None
    engine.publish(ShowRequested())
    qtbot.wait_until(lambda: late.there is not None and late.there.isVisible())
    window = late()
    window.close()
    engine.publish(ShowRequested())
    qtbot.wait_until(window.isVisible)
    assert late() is window


def test_an_address_fills_in_quick_connect_and_nothing_more(qtbot: QtBot, engine: FakeEngine, late: LateWindow) -> None:
    engine.publish(ShowRequested("sftp://ann@gate:2222/srv"))
    qtbot.wait_until(lambda: _asking(late) is not None)
    dialog = _asking(late)
    assert dialog
    assert dialog.address.text == "sftp://ann@gate:2222/srv"
    assert late().pages.currentWidget() is late().files
    assert {type(command).__name__ for command in engine.commands} <= {
        "FindHosts",
        "ListKnownHosts",
        "ListFolder",
        "Remember",
    }

    engine.publish(ShowRequested("ssh://box"))
    qtbot.wait_until(lambda: dialog.address.text == "ssh://box")
    assert len(late().findChildren(QuickConnectDialog)) == 1
    dialog.reject()


CHILD = """
import sys
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from towpath.qt.application import Application
app = Application(["towpath"])
app.url_asked.connect(print)
for url in sys.argv[1:]:
    assert Application.sendEvent(app, QFileOpenEvent(QUrl(url)))
"""


def test_the_desktop_asks_the_running_program() -> None:
    """In a program of its own: there is one Qt application in each, and here it is the tests'."""
    urls = ["ssh://-oProxyCommand=x", "file:///x", "sftp://ann@gate/srv"]
    done = subprocess.run([sys.executable, "-c", CHILD, *urls], capture_output=True, text=True, check=True)
    assert done.stdout == "sftp://ann@gate/srv\n"


def _asking(late: LateWindow) -> QuickConnectDialog | None:
    return late().findChild(QuickConnectDialog) if late.there else None
