"""Dragging over a list and letting go: what is copied where, what is said of it, and what is left alone."""

from collections.abc import Iterable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from towpath.model.command import StartTransfer
from towpath.model.error import Problem
from towpath.model.event import FolderListed
from towpath.model.file_work import ListFolder
from towpath.model.filesystem import Attributes, Entry, FileKind
from towpath.model.transfer import HERE, Batch, Place
from towpath.qt.bridge import Bridge
from towpath.qt.files import spring
from towpath.qt.files.drop import SCROLL_MS, Aim, DropTarget
from towpath.qt.files.drop_hint import DropHint
from towpath.qt.files.file_table import WHOLE_FOLDER
from towpath.qt.files.folder_view import FolderView
from towpath.qt.files.mime import Parcel, pack
from towpath.qt.files.transferring import Transferring

SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
BOTH = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
SHOWN = Place("lab", b"/srv")
SPRING_MS = 150


class ListingEngine(FakeEngine):
    """Lists every folder with the same entries at once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        super().__init__()
        self.entries = tuple(entries)

    def submit(self, command: object, done: object = None) -> None:
        if isinstance(command, ListFolder):
            self.publish(FolderListed(self.asker, command.request, command.place.path, self.entries))
        super().submit(command, done)  # type: ignore[arg-type]  # as above


class Dragged:
    """A pane's list with a drag that a test moves."""

    def __init__(self, qtbot: QtBot, bridge: Bridge) -> None:
        self.view = FolderView(bridge)
        qtbot.add_widget(self.view)
        self.view.resize(600, 400)
        self.transferring = Transferring(bridge)
        self.went: list[Place] = []
        self.failed: list[Problem] = []
        self.transferring.failed.connect(self.failed.append)
        self.target = DropTarget(self.transferring, self.go)
        self.target.attach(self.view)
        with qtbot.wait_exposed(self.view), qtbot.wait_signal(self.view.listed):
            self.view.show()
            self.view.show_place(SHOWN)
        self.data = QMimeData()

    def go(self, place: Place) -> None:
        self.went.append(place)
        self.view.show_place(place)

    def row(self, name: bytes) -> QPoint:
        """The middle of a row in the list."""
        model = self.view.model()
        rows = [i for i in range(model.rowCount()) if model.index(i, 0).data() == name.decode()]
        return self.view.visualRect(model.index(rows[0], 0)).center()

    @property
    def below(self) -> QPoint:
        """Below the last row."""
        return self.view.viewport().rect().bottomLeft() + QPoint(40, -60)

    def enter(self, data: QMimeData, point: QPoint, keys: Qt.KeyboardModifier = NONE) -> bool:
        self.data = data
        left = Qt.MouseButton.LeftButton
        entered = QDragEnterEvent(point, BOTH, data, left, keys)
        QApplication.sendEvent(self.view.viewport(), entered)
        return entered.isAccepted() and self.move(point, keys)

    def move(self, point: QPoint, keys: Qt.KeyboardModifier = NONE) -> bool:
        moved = QDragMoveEvent(point, BOTH, self.data, Qt.MouseButton.LeftButton, keys)
        QApplication.sendEvent(self.view.viewport(), moved)
        return moved.isAccepted()

    def drop(self, point: QPoint, keys: Qt.KeyboardModifier = NONE) -> Qt.DropAction | None:
        """The action that was taken."""
        dropped = QDropEvent(QPointF(point), BOTH, self.data, Qt.MouseButton.LeftButton, keys)
        QApplication.sendEvent(self.view.viewport(), dropped)
        return dropped.dropAction() if dropped.isAccepted() else None

    def leave(self) -> None:
        QApplication.sendEvent(self.view.viewport(), QDragLeaveEvent())

    @property
    def hint(self) -> str:
        """What is said."""
        return "".join(hint.text for hint in self.view.findChildren(DropHint) if hint.isVisible())


def entry(name: bytes, kind: FileKind = FileKind.FILE) -> Entry:
    return Entry(name, Attributes(kind=kind, size=5))


@pytest.fixture(autouse=True)
def _a_quick_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spring, "SPRING_MS", SPRING_MS)


@pytest.fixture
def engine() -> FakeEngine:
    folders = [entry(name, FileKind.FOLDER) for name in (b"folder", b"other")]
    return ListingEngine([*folders, entry(b"link", FileKind.LINK), entry(b"file")])


@pytest.fixture
def dragged(qtbot: QtBot, bridge: Bridge) -> Dragged:
    return Dragged(qtbot, bridge)


def batches(engine: FakeEngine) -> list[Batch]:
    return [command.batch for command in engine.commands if isinstance(command, StartTransfer)]


def from_here(*names: bytes) -> QMimeData:
    return pack(Parcel(tuple(Place(HERE, b"/home/ann/" + name) for name in names)))


def from_outside(*paths: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return data


def from_shown(name: bytes) -> QMimeData:
    return pack(Parcel((Place(SHOWN.connection, SHOWN.path + b"/" + name),)))


def test_into_the_shown_folder(dragged: Dragged, engine: FakeEngine) -> None:
    assert dragged.enter(from_here(b"a", b"b"), dragged.below)
    assert dragged.hint == "Copy 2 things to /srv"
    assert dragged.drop(dragged.below) == Qt.DropAction.CopyAction
    assert dragged.hint == ""
    (batch,) = batches(engine)
    assert batch.sources == (Place(HERE, b"/home/ann/a"), Place(HERE, b"/home/ann/b"))
    assert batch.destination == Place("lab", b"/srv/")
    assert not batch.options.move


@pytest.mark.parametrize("name", [b"folder", b"link"])
def test_onto_a_row_that_may_be_a_folder(dragged: Dragged, engine: FakeEngine, name: bytes) -> None:
    assert dragged.enter(from_here(b"a"), dragged.below)
    assert dragged.move(dragged.row(name))
    assert dragged.hint == f"Copy “a” to /srv/{name.decode()}"
    assert dragged.drop(dragged.row(name))
    assert batches(engine)[0].destination == Place("lab", b"/srv/" + name + b"/")


def test_a_slip_within_what_is_dragged_is_for_the_shown_folder(dragged: Dragged, engine: FakeEngine) -> None:
    assert not dragged.enter(from_shown(b"folder"), dragged.row(b"folder"))
    assert dragged.drop(dragged.row(b"folder")) is None
    data = pack(Parcel((Place(SHOWN.connection, SHOWN.path + b"/folder"), Place("lab", b"/elsewhere"))))
    dragged.leave()
    dragged.enter(data, dragged.row(b"folder"))
    assert dragged.target._aim(dragged.view) == Aim(WHOLE_FOLDER, SHOWN, pointless=True)
    dragged.drop(dragged.row(b"folder"))
    assert batches(engine) == []
    assert dragged.failed == []


def test_the_row_is_shown_only_while_something_can_be_dropped_there(
    dragged: Dragged, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: list[int | None] = []
    monkeypatch.setattr(dragged.view, "set_drop_row", rows.append)
    dragged.enter(from_shown(b"file"), dragged.below)
    assert set(rows) == {None}
    dragged.enter(from_here(b"a"), dragged.row(b"folder"))
    assert rows[-1] not in (None, WHOLE_FOLDER)
    dragged.leave()
    assert rows[-1] is None


def test_nothing_is_dropped_where_it_is_not_known_yet(dragged: Dragged, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dragged.view, "place", Place("lab", b"~"))
    assert not dragged.enter(from_here(b"a"), dragged.below)
    assert dragged.drop(dragged.below) is None


def test_a_files_row_is_as_good_as_none(dragged: Dragged, engine: FakeEngine) -> None:
    assert dragged.enter(from_here(b"a"), dragged.row(b"file"))
    assert dragged.drop(dragged.row(b"file"))
    assert batches(engine)[0].destination == Place("lab", b"/srv/")


def test_shift_moves(dragged: Dragged, engine: FakeEngine) -> None:
    assert dragged.enter(from_here(b"a"), dragged.below)
    assert dragged.move(dragged.below, SHIFT)
    assert dragged.hint == "Move “a” to /srv"
    assert dragged.move(dragged.below)
    assert dragged.hint == "Copy “a” to /srv"
    # The source must not be deleted by Qt or by another program: moving is the engine's work.
    assert dragged.drop(dragged.below, SHIFT) == Qt.DropAction.CopyAction
    assert batches(engine)[0].options.move


def test_what_another_program_offers_is_copied(dragged: Dragged, engine: FakeEngine) -> None:
    assert dragged.enter(from_outside("/x/ü"), dragged.below, SHIFT)
    assert dragged.hint == "Copy “ü” to /srv"
    assert dragged.drop(dragged.below, SHIFT) == Qt.DropAction.CopyAction
    (batch,) = batches(engine)
    assert batch.sources == (Place(HERE, "/x/ü".encode()),)
    assert not batch.options.move


@pytest.mark.parametrize("keys", [NONE, SHIFT])
def test_what_is_there_already_is_left_alone(dragged: Dragged, engine: FakeEngine, keys: Qt.KeyboardModifier) -> None:
    data = from_shown(b"file")
    assert not dragged.enter(data, dragged.below, keys)
    assert dragged.hint == ""
    assert dragged.drop(dragged.below, keys) is None
    assert batches(engine) == []

    assert dragged.enter(data, dragged.row(b"folder"), keys)
    assert dragged.drop(dragged.row(b"folder"), keys)
    assert batches(engine)[0].options.move is (keys is SHIFT)


def test_a_folder_is_not_dropped_on_itself(dragged: Dragged, engine: FakeEngine) -> None:
    assert not dragged.enter(from_shown(b"folder"), dragged.row(b"folder"))
    assert dragged.drop(dragged.row(b"folder")) is None
    assert batches(engine) == []


def test_nor_below_itself(dragged: Dragged, engine: FakeEngine) -> None:
    assert not dragged.enter(pack(Parcel((Place("lab", b"/srv"),))), dragged.row(b"folder"))
    assert dragged.drop(dragged.row(b"folder")) is None
    assert batches(engine) == []


def test_what_cannot_be_taken_is_said(dragged: Dragged, engine: FakeEngine) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/page")])
    assert not dragged.enter(data, dragged.below)
    assert dragged.hint == "Only files can be taken from another program"
    assert dragged.drop(dragged.below) is None
    assert batches(engine) == []


def test_a_text_is_of_no_interest(dragged: Dragged) -> None:
    data = QMimeData()
    data.setText("/etc/passwd")
    assert not dragged.enter(data, dragged.below)
    assert dragged.hint == ""


def test_a_drag_that_goes_away_leaves_nothing(dragged: Dragged, engine: FakeEngine) -> None:
    dragged.enter(from_here(b"a"), dragged.row(b"folder"))
    before = dragged.view.grab().toImage()
    dragged.leave()
    assert dragged.hint == ""
    assert dragged.view.grab().toImage() != before
    assert batches(engine) == []


def test_what_is_said_is_not_hidden_by_what_is_dragged(dragged: Dragged) -> None:
    viewport = dragged.view.viewport()
    for y in (10, viewport.height() // 2, viewport.height() - 10):
        dragged.enter(from_here(b"a"), QPoint(viewport.width() // 2, y))
        (hint,) = (hint for hint in dragged.view.findChildren(DropHint) if hint.isVisible())
        assert viewport.rect().contains(hint.geometry().translated(-viewport.pos()))
        assert abs(hint.geometry().center().y() - viewport.y() - y) > 2 * hint.height()
        dragged.leave()


def test_a_name_from_a_server_leads_nowhere_else(dragged: Dragged, engine: FakeEngine) -> None:
    data = pack(Parcel((Place("other", b"/home/../../etc/x"),)))
    assert dragged.enter(data, dragged.below)
    dragged.drop(dragged.below)
    assert batches(engine) == []
    assert len(dragged.failed) == 1


def test_a_folder_opens_below_a_drag_that_rests(qtbot: QtBot, dragged: Dragged, engine: FakeEngine) -> None:
    dragged.enter(from_here(b"a"), dragged.row(b"folder"))
    qtbot.wait_until(lambda: dragged.went == [Place("lab", b"/srv/folder")], timeout=5000)
    qtbot.wait_until(lambda: dragged.hint == "Copy “a” to /srv/folder/folder")
    dragged.move(dragged.below)
    assert dragged.hint == "Copy “a” to /srv/folder"
    dragged.drop(dragged.below)
    assert batches(engine)[0].destination == Place("lab", b"/srv/folder/")
    dragged.enter(from_here(b"a"), dragged.below)
    dragged.leave()
    assert len(dragged.went) == 1  # it stays where something was dropped


def test_folders_close_again_when_it_goes_away(qtbot: QtBot, dragged: Dragged) -> None:
    dragged.enter(from_here(b"a"), dragged.row(b"other"))
    qtbot.wait_until(lambda: len(dragged.went) == 2, timeout=5000)
    dragged.leave()
    assert dragged.went == [Place("lab", b"/srv/other"), Place("lab", b"/srv/other/other"), SHOWN]


def test_only_a_drag_that_rests_opens_folders(qtbot: QtBot, dragged: Dragged) -> None:
    dragged.enter(from_here(b"a"), dragged.row(b"folder"))
    with qtbot.assert_not_emitted(dragged.view.listed, wait=2 * SPRING_MS):
        dragged.move(dragged.below)
    assert dragged.went == []


def test_the_list_scrolls_at_its_ends(qtbot: QtBot, bridge: Bridge, engine: FakeEngine) -> None:
    assert isinstance(engine, ListingEngine)
    engine.entries = tuple(entry(b"%03d" % number) for number in range(200))
    dragged = Dragged(qtbot, bridge)
    bar = dragged.view.verticalScrollBar()
    lower_end = dragged.view.viewport().rect().bottomLeft() + QPoint(40, -3)
    dragged.enter(from_here(b"a"), lower_end)
    qtbot.wait_until(lambda: bar.value() > 3 * bar.singleStep(), timeout=5000)
    with qtbot.assert_not_emitted(bar.valueChanged, wait=SCROLL_MS * 3):
        dragged.move(QPoint(40, dragged.view.viewport().height() // 2))
    dragged.move(QPoint(40, 2))
    qtbot.wait_until(lambda: bar.value() == 0, timeout=5000)
