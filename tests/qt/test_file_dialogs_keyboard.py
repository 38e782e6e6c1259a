"""The dialogs of the panes by keyboard alone: Tab reaches everything, everything has a name, Escape closes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, state_of
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged
from towpath.model.file_work import Checksum, Checksummed, Content, Inspect, Inspected, Peek
from towpath.model.filesystem import Attributes, Entry, FileKind
from towpath.model.transfer import FileOutcome, FileResult, Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.dialogs.delete import DeleteDialog
from towpath.qt.files.dialogs.left import LeftDialog
from towpath.qt.files.dialogs.new_name import NewNameDialog
from towpath.qt.files.dialogs.permissions import PermissionsDialog
from towpath.qt.files.dialogs.properties import PropertiesDialog
from towpath.qt.files.dialogs.search import SearchDialog
from towpath.qt.files.dialogs.url import UrlDialog
from towpath.qt.files.dialogs.viewer import Viewer

PLACE = Place("lab", b"/srv/data")
FOLDER = Entry(b"data", Attributes(kind=FileKind.FOLDER, mode=0o755))
FILE = Entry(b"data", Attributes(kind=FileKind.FILE, mode=0o644))
LEFT = FileResult(
    source=b"/srv/x",
    destination=b"",
    outcome=FileOutcome.FAILED,
    problem=Problem(ProblemKind.PERMISSION_DENIED, "/srv/x"),
)
Maker = Callable[[Bridge, QWidget], QDialog]


def properties(bridge: Bridge, host: QWidget) -> QDialog:
    return PropertiesDialog(bridge, [PLACE], host)


def told(engine: FakeEngine, dialog: QDialog) -> None:
    """What dialogs wait for before all of them is there."""
    if isinstance(dialog, PropertiesDialog):
        request = engine.asked(Inspect).request
        engine.report(request, Inspected(path=PLACE.path, entry=FILE))
        engine.finish(engine.asked(Inspect))
        QApplication.processEvents()
        dialog.checksum.compute_button.click()
        engine.report(engine.asked(Checksum).request, Checksummed(sha256="ab" * 32))
        engine.finish(engine.asked(Checksum))
    elif isinstance(dialog, Viewer):
        engine.report(engine.asked(Peek).request, Content(content=b"text", size=4))
        engine.finish(engine.asked(Peek))
    elif isinstance(dialog, SearchDialog):
        dialog.pattern.setText("x")
    QApplication.processEvents()


MAKERS: dict[str, Maker] = {
    "delete": lambda bridge, host: DeleteDialog(bridge, [PLACE], [FOLDER], trash=False, parent=host),
    "left": lambda bridge, host: LeftDialog(bridge, "1 could not be deleted", [LEFT], host),
    "new": lambda bridge, host: NewNameDialog(bridge, PLACE, is_folder=True, taken=(), parent=host),
    "permissions": lambda bridge, host: PermissionsDialog(bridge, [PLACE], [FOLDER], host),
    "properties": properties,
    "search": lambda bridge, host: SearchDialog(bridge, PLACE, host),
    "url": lambda bridge, host: UrlDialog(bridge, PLACE, host),
    "viewer": lambda bridge, host: Viewer(bridge, PLACE, host),
}


@pytest.mark.parametrize("name", MAKERS)
def test_tab_reaches_everything_and_everything_has_a_name(
    qtbot: QtBot, engine: FakeEngine, bridge: Bridge, name: str
) -> None:
    engine.holds = True
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    host = QWidget()
    qtbot.add_widget(host)
    dialog = MAKERS[name](bridge, host)
    with qtbot.wait_exposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.wait_until(dialog.isActiveWindow)
    told(engine, dialog)
    reached: list[QWidget] = []
    while (focused := QApplication.focusWidget()) is not None and focused not in reached:
        reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    tabbable = {
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    }
    assert set(reached) == tabbable
    for widget in reached:
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        assert widget.accessibleName() or text, widget
    with qtbot.wait_signal(dialog.finished):
        QTest.keyClick(reached[0], Qt.Key.Key_Escape)
