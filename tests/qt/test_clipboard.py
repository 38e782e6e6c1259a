"""Cut, copy and paste of files, between panes and with file managers."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from tests.qt.test_drop import ListingEngine, batches, entry
from towpath.model.error import Problem
from towpath.model.filesystem import FileKind
from towpath.model.transfer import HERE, Conflict, Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.clipboard import Clipboard
from towpath.qt.files.folder_view import FolderView
from towpath.qt.files.mime import GNOME, KDE, OURS, Parcel, pack
from towpath.qt.files.transferring import Transferring

LEFT, RIGHT = Place(HERE, b"/home/ann"), Place("lab", b"/srv")


class SeenView(FolderView):
    """Tells what is greyed."""

    cut: frozenset[bytes] = frozenset()

    def set_cut(self, names: frozenset[bytes]) -> None:
        super().set_cut(names)
        self.cut = names


class FakePane(QObject):
    """As much of a pane as the clipboard needs."""

    view_added = Signal(object)

    def __init__(self, qtbot: QtBot, bridge: Bridge, place: Place) -> None:
        super().__init__()
        self.view = SeenView(bridge)
        qtbot.add_widget(self.view)
        self.views: list[FolderView] = [self.view]
        self.ready = True
        with qtbot.wait_signal(self.view.listed):
            self.view.show_place(place)

    @property
    def place(self) -> Place:
        assert self.view.place
        return self.view.place

    def choose(self, *names: bytes) -> None:
        self.view.select_names(names)


class Both:
    """Two panes and the clipboard."""

    def __init__(self, qtbot: QtBot, bridge: Bridge) -> None:
        self.left, self.right = FakePane(qtbot, bridge, LEFT), FakePane(qtbot, bridge, RIGHT)
        self.failed: list[Problem] = []
        transferring = Transferring(bridge)
        transferring.failed.connect(self.failed.append)
        self.clipboard = Clipboard(transferring, self.left.view)
        for pane in (self.left, self.right):
            self.clipboard.attach(pane)


@pytest.fixture
def engine() -> FakeEngine:
    return ListingEngine([entry(b"folder", FileKind.FOLDER), entry(b"folder (2)"), entry(b"a"), entry(b"b")])


@pytest.fixture
def both(qtbot: QtBot, bridge: Bridge) -> Iterator[Both]:
    QGuiApplication.clipboard().clear()
    yield Both(qtbot, bridge)
    QGuiApplication.clipboard().clear()


def system() -> QMimeData:
    return QGuiApplication.clipboard().mimeData()


def test_copy_and_paste_between_panes(both: Both, engine: FakeEngine) -> None:
    both.left.choose(b"a", b"folder")
    both.clipboard.copy(both.left)
    assert both.clipboard.can_paste(both.right)
    both.clipboard.paste(both.right)
    both.clipboard.paste(both.right)
    for batch in batches(engine):
        assert set(batch.sources) == {Place(HERE, b"/home/ann/folder"), Place(HERE, b"/home/ann/a")}
        assert batch.destination == Place("lab", b"/srv/")
        assert not batch.options.move
    assert len(batches(engine)) == 2


def test_what_was_copied_is_not_greyed_and_others_are_told(qtbot: QtBot, both: Both) -> None:
    both.left.choose(b"a")
    with qtbot.wait_signal(both.clipboard.changed):
        both.clipboard.copy(both.left)
    assert both.left.view.cut == frozenset()


def test_what_lies_here_and_elsewhere_is_doubled_here_and_copied_from_there(both: Both, engine: FakeEngine) -> None:
    there = Place(HERE, b"/elsewhere/c")
    QGuiApplication.clipboard().setMimeData(pack(Parcel((Place(HERE, b"/home/ann/a"), there))))
    both.clipboard.paste(both.left)
    doubled, copied = batches(engine)
    assert doubled.destination.path == b"/home/ann/a (2)"
    assert copied.sources == (there,)
    assert both.failed == []


def test_what_was_cut_is_moved_once(both: Both, engine: FakeEngine) -> None:
    both.right.choose(b"a")
    both.clipboard.cut(both.right)
    assert both.right.view.cut == {b"a"}
    assert both.left.view.cut == frozenset()
    both.clipboard.paste(both.left)
    (batch,) = batches(engine)
    assert batch.sources == (Place("lab", b"/srv/a"),)
    assert batch.options.move
    assert not both.clipboard.can_paste(both.left)
    assert both.right.view.cut == frozenset()


def test_what_was_cut_stays_where_it_cannot_go(both: Both, engine: FakeEngine) -> None:
    both.left.choose(b"a")
    both.clipboard.cut(both.left)
    both.clipboard.paste(both.left)
    assert batches(engine) == []
    assert both.failed[0].facts["detail"] == "it is in that folder already"
    assert both.clipboard.can_paste(both.left)
    assert both.left.view.cut == {b"a"}


def test_copied_beside_itself(both: Both, engine: FakeEngine) -> None:
    both.left.choose(b"folder", b"a")
    both.clipboard.copy(both.left)
    both.clipboard.paste(both.left)
    assert {batch.destination.path for batch in batches(engine)} == {b"/home/ann/folder (3)", b"/home/ann/a (2)"}
    assert all(batch.options.conflict is Conflict.RENAME for batch in batches(engine))
    assert all(batch.exact for batch in batches(engine))


def test_local_files_are_offered_to_file_managers(both: Both) -> None:
    both.left.choose(b"a")
    both.clipboard.copy(both.left)
    assert system().urls() == [QUrl("file:///home/ann/a")]
    assert system().data(GNOME).data() == b"copy\nfile:///home/ann/a"
    assert system().data(KDE).data() == b"0"
    both.clipboard.cut(both.left)
    assert system().data(GNOME).data() == b"cut\nfile:///home/ann/a"
    assert system().data(KDE).data() == b"1"
    both.right.choose(b"a")
    both.clipboard.copy(both.right)
    assert system().formats() == [OURS]


@pytest.mark.parametrize(("verb", "moves"), [(b"copy", False), (b"cut", True)])
def test_files_of_file_managers_are_taken(both: Both, engine: FakeEngine, verb: bytes, *, moves: bool) -> None:
    data = QMimeData()
    data.setData(GNOME, verb + b"\nfile:///x/%FF%20y")
    QGuiApplication.clipboard().setMimeData(data)
    assert both.clipboard.can_paste(both.right)
    both.clipboard.paste(both.right)
    (batch,) = batches(engine)
    assert batch.sources == (Place(HERE, b"/x/\xff y"),)
    assert batch.options.move is moves


def test_not_where_nothing_is_shown(both: Both, engine: FakeEngine) -> None:
    both.left.choose(b"a")
    both.clipboard.copy(both.left)
    both.right.ready = False
    assert not both.clipboard.can_paste(both.right)
    both.clipboard.paste(both.right)
    assert batches(engine) == []


def test_nothing_chosen_leaves_the_clipboard_alone(both: Both) -> None:
    both.left.choose(b"a")
    both.clipboard.copy(both.left)
    both.right.view.clearSelection()
    both.clipboard.cut(both.right)
    assert system().urls() == [QUrl("file:///home/ann/a")]


def test_a_text_is_no_file(both: Both, engine: FakeEngine) -> None:
    QGuiApplication.clipboard().setText("/etc/passwd")
    assert not both.clipboard.can_paste(both.right)
    both.clipboard.paste(both.right)
    assert batches(engine) == []


def test_what_cannot_be_taken_is_told(both: Both, engine: FakeEngine) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/")])
    QGuiApplication.clipboard().setMimeData(data)
    both.clipboard.paste(both.right)
    assert len(both.failed) == 1
    assert batches(engine) == []


def test_greyed_also_in_what_is_listed_later(qtbot: QtBot, both: Both) -> None:
    both.left.choose(b"a")
    both.clipboard.cut(both.left)
    with qtbot.wait_signal(both.right.view.listed):
        both.right.view.show_place(LEFT)
    assert both.right.view.cut == {b"a"}
    QGuiApplication.clipboard().setText("something else")
    assert both.right.view.cut == frozenset()


def test_a_tab_that_was_closed_is_not_greyed(qtbot: QtBot, bridge: Bridge, both: Both) -> None:
    closed = FolderView(bridge)
    both.left.views.append(closed)
    both.left.view_added.emit(closed)
    with qtbot.wait_signal(closed.listed):
        closed.show_place(LEFT)
    both.left.views.remove(closed)
    closed.deleteLater()
    qtbot.wait_until(lambda: not shiboken6.isValid(closed))
    both.left.choose(b"a")
    both.clipboard.cut(both.left)
    assert both.left.view.cut == {b"a"}
