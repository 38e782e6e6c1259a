"""Dropping files beside a pane's list: on the folders of its path, on its tree, on its tabs."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from tests.qt.test_drop import SHIFT, ListingEngine, batches, entry, from_here
from towpath.model.filesystem import FileKind
from towpath.model.transfer import HERE, Place
from towpath.qt.bridge import Bridge
from towpath.qt.files import drop_beside
from towpath.qt.files.drop_beside import DropBeside
from towpath.qt.files.drop_hint import DropHint
from towpath.qt.files.pane import Pane
from towpath.qt.files.transferring import Transferring

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def engine() -> FakeEngine:
    return ListingEngine([entry(b"folder", FileKind.FOLDER), entry(b"file")])


@pytest.fixture
def pane(qtbot: QtBot, bridge: Bridge, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pane]:
    """Shows /srv/www in its first tab, /home in its second."""
    monkeypatch.setattr(drop_beside, "SPRING_MS", 100)
    pane = Pane(bridge, "left")
    qtbot.add_widget(pane)
    pane.resize(700, 500)
    transferring = Transferring(bridge, pane)
    for widget, place_at in (
        (pane.path_bar.crumbs, pane.path_bar.place_at),
        (pane.tree.viewport(), pane.tree.place_at),
    ):
        DropBeside(widget, place_at, transferring, lambda: pane.view)
    DropBeside(pane.tabs.bar, pane.tabs.place_at, transferring, lambda: pane.view, pane.tabs.show_at)
    with qtbot.wait_exposed(pane):
        pane.show()
    pane.go(Place(HERE, b"/srv/www"))
    qtbot.wait_until(lambda: pane.ready)
    pane.new_tab(Place(HERE, b"/home"))
    qtbot.wait_until(lambda: pane.ready)
    pane.tabs.bar.setCurrentIndex(0)
    yield pane
    pane.hide()


def drag(widget: QWidget, point: QPoint, data: QMimeData, keys: Qt.KeyboardModifier = NONE) -> bool:
    """Move it there; whether it would be taken."""
    button, action = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    entered = QDragEnterEvent(point, action, data, button, keys)
    QApplication.sendEvent(widget, entered)
    if not entered.isAccepted():  # Qt would send what follows to the widget entered last, which may be gone
        return False
    moved = QDragMoveEvent(point, action, data, button, keys)
    QApplication.sendEvent(widget, moved)
    return moved.isAccepted()


def drop(widget: QWidget, point: QPoint, data: QMimeData, keys: Qt.KeyboardModifier = NONE) -> None:
    dropped = QDropEvent(QPointF(point), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, keys)
    QApplication.sendEvent(widget, dropped)


def said(pane: Pane) -> str:
    return "".join(hint.text for hint in pane.findChildren(DropHint) if hint.isVisible())


def crumb(pane: Pane, number: int) -> QPoint:
    return pane.path_bar.crumbs.crumbs[number].geometry().center()


def tab(pane: Pane, number: int) -> QPoint:
    return pane.tabs.bar.tabRect(number).center()


def test_on_a_folder_of_the_path(pane: Pane, engine: FakeEngine) -> None:
    crumbs, data = pane.path_bar.crumbs, from_here(b"a")
    assert drag(crumbs, crumb(pane, 1), data)
    assert said(pane) == "Copy “a” to /srv"
    assert drag(crumbs, crumb(pane, 0), data, SHIFT)
    assert said(pane) == "Move “a” to /"
    drop(crumbs, crumb(pane, 0), data, SHIFT)
    assert said(pane) == ""
    (batch,) = batches(engine)
    assert batch.destination == Place(HERE, b"/")
    assert batch.options.move


def test_beside_the_folders_of_the_path(pane: Pane, engine: FakeEngine) -> None:
    crumbs, data = pane.path_bar.crumbs, from_here(b"a")
    beside = QPoint(crumbs.width() - 5, crumbs.height() // 2)
    assert not drag(crumbs, beside, data)
    drop(crumbs, beside, data)
    assert batches(engine) == []


def test_on_a_folder_of_the_tree(qtbot: QtBot, pane: Pane, engine: FakeEngine) -> None:
    pane.toggle_tree()
    model = pane.tree.model()
    qtbot.wait_until(lambda: model.rowCount(model.index(0, 0)) == 1)
    point = pane.tree.visualRect(model.index(0, 0, model.index(0, 0))).center()
    assert drag(pane.tree.viewport(), point, from_here(b"a"))
    drop(pane.tree.viewport(), point, from_here(b"a"))
    assert batches(engine)[0].destination == Place(HERE, b"/folder/")


def test_on_a_tab(qtbot: QtBot, pane: Pane, engine: FakeEngine) -> None:
    data = from_here(b"a")
    assert drag(pane.tabs.bar, tab(pane, 1), data)
    assert said(pane) == "Copy “a” to /home"
    qtbot.wait_until(lambda: pane.tabs.bar.currentIndex() == 1)  # it rests: the tab shows itself
    drop(pane.tabs.bar, tab(pane, 1), data)
    assert batches(engine)[0].destination == Place(HERE, b"/home/")


def test_a_drag_that_goes_away(qtbot: QtBot, pane: Pane, engine: FakeEngine) -> None:
    assert drag(pane.tabs.bar, tab(pane, 1), from_here(b"a"))
    with qtbot.assert_not_emitted(pane.tabs.bar.currentChanged, wait=200):
        QApplication.sendEvent(pane.tabs.bar, QDragLeaveEvent())
    assert said(pane) == ""
    assert batches(engine) == []


def test_what_is_there_already_and_what_is_no_file(pane: Pane, engine: FakeEngine) -> None:
    crumbs = pane.path_bar.crumbs
    files = QMimeData()
    files.setUrls([QUrl("file:///srv/x")])
    assert not drag(crumbs, crumb(pane, 1), files)
    assert said(pane) == ""
    drop(crumbs, crumb(pane, 1), files)
    page = QMimeData()
    page.setUrls([QUrl("https://example.org/")])
    assert not drag(crumbs, crumb(pane, 1), page)
    assert said(pane) == "Only files can be taken from another program"
    drop(crumbs, crumb(pane, 1), page)
    text = QMimeData()
    text.setText("x")
    assert not drag(crumbs, crumb(pane, 1), text)
    assert batches(engine) == []
