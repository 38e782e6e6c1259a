"""The list of a folder: streaming, what stays when rows move, keys, names edited in place, and a real folder."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine
from tests.support.engine import Profiles
from tests.support.entries import entry, folder
from towpath.engine.lock import EngineKind
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import FolderListed
from towpath.model.file_work import ListFolder, Withdraw
from towpath.model.filesystem import Entry
from towpath.model.remembered import RememberedPane
from towpath.model.transfer import HERE, Place
from towpath.qt.bridge import Bridge
from towpath.qt.colours import LIGHT
from towpath.qt.files.columns import Column
from towpath.qt.files.comparison import Mark
from towpath.qt.files.file_table import WHOLE_FOLDER
from towpath.qt.files.folder_view import PATIENCE_MS, FolderView, Listed, Totals
from towpath.qt.files.name_editor import NameEditor
from towpath.qt.files.quick_filter import QuickFilter
from towpath.qt.theme import Theme

HOME = Place(HERE, b"/home/ann")
MANY = [entry(f"n{number:04}", number) for number in range(500)]


class Shown:
    """A list with its quick filter in a window, and an engine that says what the test says."""

    def __init__(self, qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> None:
        self.qtbot, self.engine = qtbot, engine
        engine.holds = True
        self.window = QWidget()
        qtbot.add_widget(self.window)
        self.view = FolderView(bridge)
        self.filter = QuickFilter(self.view)
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.view)
        layout.addWidget(self.filter)
        self.window.resize(900, 400)
        with qtbot.wait_exposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.view.setFocus()
        self.ended: list[Listed] = []
        self.view.listed.connect(self.ended.append)

    def piece(self, *entries: Entry, path: bytes = HOME.path, free_space: int | None = None) -> None:
        """Some of the entries come."""
        request = self.engine.asked(ListFolder).request
        self.engine.publish(FolderListed("", request, path, entries, free_space))
        QApplication.processEvents()

    def finish(self, problem: Problem | None = None) -> None:
        with self.qtbot.wait_signal(self.view.listed):
            self.engine.finish(self.engine.asked(ListFolder), problem)

    def show(self, *entries: Entry, place: Place = HOME, select: bytes = b"") -> None:
        """From the beginning to the end."""
        self.view.show_place(place, select)
        self.piece(*entries, path=place.path)
        self.finish()

    @property
    def names(self) -> list[bytes]:
        """From the top down."""
        model = self.view.model()
        return [str(model.index(row, 0).data()).encode() for row in range(model.rowCount())]

    @property
    def selected(self) -> list[bytes]:
        return [one.name for one in self.view.selected()]

    @property
    def current(self) -> bytes:
        found = self.view.current()
        return found.name if found else b""

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Into whatever has the focus."""
        focused = QApplication.focusWidget()
        assert focused
        QTest.keyClick(focused, key, modifiers)

    def top(self) -> bytes:
        """The first row that can be seen."""
        found = self.view.entry_at(QPoint(5, 1))
        assert found
        return found.name

    @property
    def editor(self) -> NameEditor:
        found = self.view._editor()
        assert found
        return found


@pytest.fixture
def shown(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, theme: Theme) -> Iterator[Shown]:
    shown = Shown(qtbot, engine, bridge)
    yield shown
    shown.window.hide()


# --- listing


def test_rows_appear_with_the_first_piece_and_are_all_there_at_the_end(shown: Shown) -> None:
    shown.view.show_place(HOME)
    assert shown.view.listing
    shown.piece(entry("b"))
    assert shown.names == [b"b"]
    shown.piece(entry("a"), free_space=10**9)
    shown.finish()
    assert shown.names == [b"a", b"b"]
    assert shown.ended == [Listed(HOME.path, None, 2, 10**9)]
    assert shown.current == b"a"
    assert shown.selected == []


def test_rows_that_stream_in_are_put_in_their_places_before_the_end(shown: Shown) -> None:
    shown.view.show_place(HOME)
    shown.piece(entry("b"))
    shown.piece(entry("a"))
    shown.qtbot.wait_until(lambda: shown.names == [b"a", b"b"])
    assert shown.view.listing
    shown.finish()


def test_a_place_becomes_absolute_when_the_machine_answers(shown: Shown) -> None:
    shown.view.show_place(Place("lab", b""))
    shown.piece(entry("a"), path=b"/home/ann")
    assert shown.view.place == Place("lab", b"/home/ann")
    shown.finish()


def test_another_place_begins_empty_and_ends_the_listing_before(shown: Shown) -> None:
    shown.view.show_place(HOME)
    shown.piece(entry("a"))
    first = shown.engine.asked(ListFolder).request
    shown.view.show_place(Place(HERE, b"/srv"))
    assert shown.names == []
    assert shown.engine.asked(Withdraw).request == first
    shown.engine.publish(FolderListed("", first, HOME.path, (entry("late"),)))
    shown.piece(entry("c"), path=b"/srv")
    shown.finish()
    assert shown.names == [b"c"]
    assert [one.path for one in shown.ended] == [b"/srv"]


def test_escape_ends_a_listing_and_keeps_what_came(shown: Shown) -> None:
    shown.view.show_place(HOME)
    shown.piece(entry("b"))
    shown.piece(entry("a"))
    with shown.qtbot.wait_signal(shown.view.listed):
        shown.press(Qt.Key.Key_Escape)
    assert shown.names == [b"a", b"b"]
    assert [one.problem.kind for one in shown.ended if one.problem] == [ProblemKind.CANCELLED]
    assert isinstance(shown.engine.commands[-1], Withdraw)
    assert not shown.view.listing


def test_a_listing_that_is_taken_over_before_its_end_is_shown_is_not_told(shown: Shown) -> None:
    shown.view.show_place(HOME)
    shown.piece(entry("a"))
    shown.view.stop()
    shown.view.show_place(Place(HERE, b"/srv"))
    shown.piece(entry("b"), path=b"/srv")
    shown.finish()
    assert [(one.path, one.problem) for one in shown.ended] == [(b"/srv", None)]
    assert shown.names == [b"b"]


def test_a_refresh_that_is_ended_keeps_the_old_rows(shown: Shown) -> None:
    shown.show(entry("old"))
    shown.view.show_place(HOME)
    shown.piece(entry("new"))
    with shown.qtbot.wait_signal(shown.view.listed):
        shown.view.stop()
    assert shown.names == [b"old"]


def test_a_failed_listing_says_why_and_how_to_go_on(shown: Shown) -> None:
    shown.view.show_place(HOME)
    shown.finish(Problem(ProblemKind.PERMISSION_DENIED, "/home/ann"))
    assert shown.ended[0].problem == shown.view.problem == Problem(ProblemKind.PERMISSION_DENIED, "/home/ann")
    title, text = shown.view._message()
    assert title == "/home/ann"
    assert text.startswith("Permission denied")
    assert text.endswith("F5 tries again")
    assert shown.view.accessibleDescription() == title


@pytest.mark.parametrize("keeps", [False, True])
def test_a_failed_listing_leaves_no_rows_of_the_time_before(shown: Shown, keeps: bool) -> None:
    shown.show(entry("old"))
    shown.view.show_place(HOME if keeps else Place(HERE, b"/srv"))
    shown.finish(Problem(ProblemKind.FILE_NOT_FOUND, "/home/ann"))
    assert shown.names == []


def test_an_empty_list_says_why_it_is_empty(shown: Shown) -> None:
    view = shown.view
    view.show_place(HOME)
    assert view._message() == ("", "")
    shown.qtbot.wait_until(lambda: view._message()[0] == "Listing…", timeout=PATIENCE_MS + 2000)
    shown.piece()
    shown.finish()
    assert view._message()[0] == "This folder is empty"
    shown.show(entry(".profile"))
    assert view._message()[0] == "Nothing to show"
    assert "1" in view._message()[1]
    shown.show(entry("a"))
    view.set_quick_filter("x\u202e")
    assert view._message()[0] == "Nothing matches “x\\u202e”"
    shown.window.grab()


def test_what_an_unfinished_listing_shows_is_called_so(shown: Shown) -> None:
    shown.view.show_place(HOME)
    shown.piece(entry("a"))
    shown.qtbot.wait_until(lambda: "1 so far" in shown.view._remark())
    shown.finish(Problem(ProblemKind.LOST, "lab"))
    assert shown.names == [b"a"]
    assert "Not all" in shown.view._remark()
    shown.window.grab()


# --- what stays when rows move


def test_a_refresh_keeps_selection_current_row_and_scroll(shown: Shown) -> None:
    shown.show(*MANY)
    shown.view.select_names([b"n0300", b"n0302"])
    shown.view.verticalScrollBar().setValue(295 * shown.view.rowHeight(0) + 3)
    assert shown.top() == b"n0295"
    shown.view.show_place(HOME)
    shown.piece(*(one for one in MANY if one.name not in (b"n0001", b"n0302")))
    assert shown.selected == [b"n0300", b"n0302"]
    shown.finish()
    assert shown.selected == [b"n0300"]
    assert shown.current == b"n0300"
    assert shown.top() == b"n0295"


def test_when_the_current_row_goes_the_next_one_takes_its_place(shown: Shown) -> None:
    shown.show(*MANY)
    shown.view.select_names([b"n0007"])
    shown.show(*(one for one in MANY if one.name != b"n0007"))
    assert shown.current == b"n0008"
    assert shown.selected == []


def test_sorting_keeps_selection_and_follows_the_current_row(shown: Shown) -> None:
    shown.show(*MANY)
    shown.view.select_names([b"n0003", b"n0004"])
    shown.view.header.sort(Column.SIZE, descending=True)
    assert shown.names[0] == b"n0499"
    assert sorted(shown.selected) == [b"n0003", b"n0004"]
    assert shown.current == b"n0003"
    assert shown.view.viewport().rect().contains(shown.view.visualRect(shown.view.currentIndex()).center())


def test_filtering_keeps_what_is_still_shown_selected_and_nothing_else(shown: Shown) -> None:
    shown.show(entry("ab"), entry("b"), entry("c"))
    shown.view.select_names([b"ab", b"c"])
    shown.view.set_quick_filter("b")
    assert shown.selected == [b"ab"]
    shown.view.set_quick_filter("")
    assert shown.selected == [b"ab"]


def test_a_name_that_is_waited_for_is_selected_when_it_comes(shown: Shown) -> None:
    shown.view.show_place(HOME, select=b"n0400")
    shown.piece(*MANY[:100])
    assert shown.selected == []
    shown.piece(*MANY[100:])
    shown.finish()
    assert shown.selected == [b"n0400"]
    assert shown.current == b"n0400"
    assert shown.view.viewport().rect().contains(shown.view.visualRect(shown.view.currentIndex()).center())


def test_what_streams_in_does_not_push_the_top_out_of_sight(shown: Shown) -> None:
    shown.view.show_place(HOME)
    shown.piece(*MANY[250:])
    shown.piece(*MANY[:250])
    shown.finish()
    assert shown.top() == b"n0000"


def test_another_place_begins_at_the_top_without_a_filter(shown: Shown) -> None:
    shown.show(*MANY)
    shown.view.verticalScrollBar().setValue(1000)
    shown.view.set_quick_filter("n")
    shown.show(*MANY, place=Place(HERE, b"/srv"))
    assert shown.top() == b"n0000"
    assert shown.view.quick_filter == ""
    assert not shown.filter.isVisible()


def test_totals_count_what_is_shown_hidden_and_selected(shown: Shown) -> None:
    shown.show(entry("a", 5), entry("b", 7), folder("d"), entry(".h", 100))
    shown.view.selectAll()
    assert shown.view.totals() == Totals(shown=3, hidden=1, selected=3, selected_bytes=12)
    assert len(shown.view.entries()) == 4
    shown.view.set_show_hidden(True)
    assert shown.view.totals() == Totals(shown=4, hidden=0, selected=3, selected_bytes=12)


def test_many_changes_of_the_selection_are_told_once(shown: Shown) -> None:
    shown.show(*MANY)
    QApplication.processEvents()
    told: list[int] = []
    shown.view.selection_changed.connect(lambda: told.append(shown.view.totals().selected))
    for number in range(20):
        shown.view.select_names([MANY[number].name])
    shown.view.selectAll()
    shown.qtbot.wait_until(lambda: bool(told))
    assert told == [500]


# --- keys


def test_enter_opens_and_backspace_goes_up(shown: Shown) -> None:
    shown.show(entry("a"), entry("b"))
    opened: list[Entry] = []
    shown.view.opened.connect(opened.append)
    shown.press(Qt.Key.Key_Down)
    shown.press(Qt.Key.Key_Down)
    shown.press(Qt.Key.Key_Return)
    assert [one.name for one in opened] == [b"b"]
    with shown.qtbot.wait_signal(shown.view.went_up):
        shown.press(Qt.Key.Key_Backspace)


def test_a_double_click_opens_once(shown: Shown) -> None:
    shown.show(entry("a"), entry("b"))
    opened: list[Entry] = []
    shown.view.opened.connect(opened.append)
    where = shown.view.visualRect(shown.view.model().index(1, Column.SIZE)).center()
    QTest.mouseClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseDClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert [one.name for one in opened] == [b"b"]


def test_a_press_with_control_and_enter_is_left_to_others(shown: Shown) -> None:
    shown.show(entry("a"))
    with shown.qtbot.assert_not_emitted(shown.view.opened):
        shown.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_rows_are_chosen_with_keys_alone(shown: Shown) -> None:
    shown.show(*(entry(name) for name in "abcdef"))
    press, shift = shown.press, Qt.KeyboardModifier.ShiftModifier
    press(Qt.Key.Key_Insert)
    press(Qt.Key.Key_Insert)
    assert (shown.selected, shown.current) == ([b"a", b"b"], b"c")
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Space)
    assert (shown.selected, shown.current) == ([b"a", b"b", b"d"], b"d")
    press(Qt.Key.Key_Space)
    assert shown.selected == [b"a", b"b"]
    press(Qt.Key.Key_End)
    assert (shown.selected, shown.current) == ([b"f"], b"f")
    press(Qt.Key.Key_Home, shift)
    assert shown.selected == [b"a", b"b", b"c", b"d", b"e", b"f"]
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down, shift)
    assert shown.selected == [b"b", b"c"]
    press(Qt.Key.Key_Right)
    assert shown.current == b"c"
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(shown.selected) == 6


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp])
def test_the_first_step_selects_the_row_with_the_frame(shown: Shown, key: Qt.Key) -> None:
    shown.show(entry("only"))
    assert (shown.selected, shown.current) == ([], b"only")
    shown.press(key)
    assert shown.selected == [b"only"]
    shown.show(entry("a"), entry("b"))
    for expected in (b"a", b"b"):
        shown.press(Qt.Key.Key_Down)
        assert (shown.selected, shown.current) == ([expected], expected)


def test_everything_is_selected_at_once_even_while_a_screen_reader_listens(shown: Shown) -> None:
    shown.show(*(entry(f"n{number}") for number in range(40_000)))
    QAccessible.setActive(True)
    try:
        began = time.process_time()
        shown.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        shown.window.grab()
        took = time.process_time() - began
    finally:
        QAccessible.setActive(False)
    assert shown.view.totals().selected == 40_000
    assert took < 0.4  # told of each cell it takes 0.7 s


def test_a_click_on_the_header_sorts_and_selects_nothing(shown: Shown) -> None:
    shown.show(entry("a", 1), entry("b", 2))
    header = shown.view.header
    for expected in ([b"b", b"a"], [b"a", b"b"]):
        with shown.qtbot.wait_signal(shown.view.columns_changed):
            at = QPoint(header.sectionViewportPosition(Column.NAME) + 20, 8)
            QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert shown.names == expected
        assert shown.selected == []


def test_typing_filters_and_escape_shows_all_again(shown: Shown) -> None:
    shown.show(entry("apple"), entry("pear"), entry("plum"))
    QTest.keyClicks(shown.view, "p")
    assert shown.filter.field.hasFocus()
    QTest.keyClicks(shown.filter.field, "l")
    assert shown.names == [b"apple", b"plum"]
    shown.press(Qt.Key.Key_Down)
    assert shown.view.hasFocus()
    assert shown.selected == [b"apple"]
    shown.press(Qt.Key.Key_Down)
    assert shown.current == b"plum"
    shown.press(Qt.Key.Key_Backspace)
    assert shown.filter.field.text() == "p"
    assert len(shown.names) == 3
    QTest.keyClicks(shown.view, "*m")
    assert shown.names == [b"plum"]
    shown.press(Qt.Key.Key_Escape)
    assert len(shown.names) == 3
    assert shown.view.hasFocus()
    assert not shown.filter.isVisible()


def test_escape_in_the_list_clears_the_filter_too(shown: Shown) -> None:
    shown.show(entry("a"), entry("b"))
    QTest.keyClicks(shown.view, "b")
    shown.press(Qt.Key.Key_Up)
    shown.press(Qt.Key.Key_Escape)
    assert len(shown.names) == 2
    assert not shown.filter.isVisible()


def test_enter_in_the_filter_opens_what_it_found(shown: Shown) -> None:
    shown.show(entry("apple"), entry("pear"))
    QTest.keyClicks(shown.view, "pe")
    with shown.qtbot.wait_signal(shown.view.opened) as opened:
        shown.press(Qt.Key.Key_Return)
    assert opened.args[0].name == b"pear"


def test_whoever_comes_to_the_list_finds_a_current_row(shown: Shown) -> None:
    shown.show(entry("a"))
    shown.view.selectionModel().clear()
    assert shown.current == b""
    QApplication.sendEvent(shown.view, QFocusEvent(QFocusEvent.Type.FocusIn))
    assert shown.current == b"a"
    assert shown.selected == []


# --- names in their places


def renamed(shown: Shown) -> list[tuple[bytes, bytes]]:
    told: list[tuple[bytes, bytes]] = []
    shown.view.renamed.connect(lambda one, name: told.append((one.name, name)))
    return told


@pytest.mark.parametrize(
    ("one", "selected"),
    [
        (entry("notes.txt"), "notes"),
        (entry("a.tar.gz"), "a.tar"),
        (entry("Makefile"), "Makefile"),
        (folder("v1.2"), "v1.2"),
        (entry("x."), "x"),
    ],
)
def test_the_stem_of_a_name_is_selected_to_be_changed(shown: Shown, one: Entry, selected: str) -> None:
    shown.show(one)
    told = renamed(shown)
    shown.view.begin_rename(one)
    assert shown.editor.selectedText() == selected
    QTest.keyClicks(shown.editor, "new")
    wanted = shown.editor.text()
    QTest.keyClick(shown.editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert told == [(one.name, wanted.encode())]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down])
def test_keys_of_the_name_field_are_not_the_list_s(shown: Shown, key: Qt.Key) -> None:
    shown.show(folder("a"), folder("b"))
    shown.view.begin_rename(shown.view.entries()[0])
    with shown.qtbot.assert_not_emitted(shown.view.opened):
        QTest.keyClick(shown.editor, key)
    assert shown.current == b"a"


def test_escape_leaves_a_name_as_it_is(shown: Shown) -> None:
    shown.show(entry("a"))
    told = renamed(shown)
    shown.view.begin_rename(shown.view.entries()[0])
    QTest.keyClicks(shown.editor, "new")
    QTest.keyClick(shown.editor, Qt.Key.Key_Escape)
    assert shown.view.state() == FolderView.State.NoState
    assert told == []


@pytest.mark.parametrize("name", ["", "a/b", "..", ".", "a\u202eb", "x" * 300])
def test_an_impossible_name_is_refused_and_stays_to_be_mended(shown: Shown, name: str) -> None:
    shown.show(entry("a"))
    told = renamed(shown)
    shown.view.begin_rename(shown.view.entries()[0])
    editor = shown.editor
    editor.setText(name)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.isVisible()
    assert editor.property("invalid")
    assert editor.accessibleDescription()
    editor.setText("better")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert told == [(b"a", b"better")]


def test_an_undecodable_name_that_is_not_changed_stays_byte_for_byte(shown: Shown) -> None:
    shown.show(entry(b"caf\xe9\n"))
    told = renamed(shown)
    shown.view.begin_rename(shown.view.entries()[0])
    assert shown.editor.text() == "caf\\xe9\\x0a"
    QTest.keyClick(shown.editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert shown.view.state() == FolderView.State.NoState
    assert told == []


def test_rows_stand_still_while_a_name_is_edited(shown: Shown) -> None:
    shown.show(entry("b"))
    shown.view.begin_rename(shown.view.entries()[0])
    shown.view.show_place(HOME)
    shown.piece(entry("a"), entry("b"))
    shown.finish()
    editor = shown.editor
    assert editor.isVisible()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    shown.qtbot.wait_until(lambda: shown.names == [b"a", b"b"])


# --- columns


def test_columns_and_order_are_remembered(shown: Shown) -> None:
    shown.show(entry("a", 2), entry("b", 1))
    pane = RememberedPane(columns={"size": 150}, hidden_columns=("owner", "no such"), sort="size", descending=False)
    shown.view.set_columns(pane)
    assert shown.names == [b"b", b"a"]
    assert shown.view.isColumnHidden(Column.OWNER)
    assert shown.view.columnWidth(Column.SIZE) == 150
    shown.view.header.resizeSection(Column.TYPE, 99)
    kept = shown.view.columns(RememberedPane(current=3))
    assert kept.columns == {"size": 150, "type": 99}
    assert (kept.hidden_columns, kept.sort, kept.descending, kept.current) == (("owner",), "size", False, 3)


def test_a_column_name_that_nobody_knows_sorts_by_name(shown: Shown) -> None:
    shown.show(entry("b"), entry("a"))
    shown.view.set_columns(RememberedPane(sort="colour", columns={"colour": 3}))
    assert shown.names == [b"a", b"b"]
    assert shown.view.columnWidth(Column.NAME) > 100


def test_the_header_menu_sorts_and_shows_columns_by_keyboard(shown: Shown) -> None:
    shown.show(entry("a", 2), entry("b", 1))
    actions = {action.text(): action for action in shown.view.header.menu().actions()}
    actions["Sort by Size"].trigger()
    assert shown.names == [b"b", b"a"]
    with shown.qtbot.wait_signal(shown.view.columns_changed):
        actions["Show Type"].trigger()
    assert shown.view.isColumnHidden(Column.TYPE)
    menu = shown.view.header.menu()
    again = {action.text(): action for action in menu.actions()}
    assert not again["Show Type"].isChecked()
    assert again["Sort by Size"].isChecked()
    again["&Descending"].trigger()
    assert shown.names == [b"a", b"b"]


def test_the_name_takes_what_other_columns_leave(shown: Shown) -> None:
    view = shown.view
    shown.window.resize(1200, 400)
    taken = sum(view.columnWidth(column) for column in Column)
    assert taken == view.viewport().width()
    shown.window.resize(1300, 400)
    assert sum(view.columnWidth(column) for column in Column) == view.viewport().width()


def test_a_list_without_room_shows_names_without_scrolling_sideways(shown: Shown) -> None:
    shown.window.setMinimumWidth(1)
    shown.window.resize(110, 400)
    view = shown.view
    assert view.columnWidth(Column.NAME) == view.viewport().width() < 28 * view.fontMetrics().averageCharWidth()
    shown.qtbot.wait_until(lambda: view.horizontalScrollBar().maximum() == 0)


def test_columns_give_way_to_the_name_unless_somebody_wants_them(shown: Shown) -> None:
    view = shown.view
    shown.show(entry("a"))
    assert not any(view.isColumnHidden(column) for column in Column if column is not Column.COMPARISON)
    shown.window.resize(530, 400)
    assert [column for column in Column if view.isColumnHidden(column)] == [
        Column.COMPARISON,
        Column.TYPE,
        Column.OWNER,
    ]
    assert not view.horizontalScrollBar().isVisible()
    actions = {action.text(): action for action in view.header.menu().actions()}
    assert not actions["Show Owner"].isChecked()
    actions["Show Owner"].trigger()
    assert not view.isColumnHidden(Column.OWNER)
    assert view.columns(RememberedPane()).hidden_columns == ()
    shown.window.resize(1000, 400)
    assert not view.isColumnHidden(Column.TYPE)


def test_the_comparison_has_a_column_only_while_there_is_one(shown: Shown) -> None:
    shown.show(entry("a"), entry("b"))
    assert shown.view.isColumnHidden(Column.COMPARISON)
    shown.view.set_comparison({b"a": Mark.NEWER, b"b": Mark.SAME}, hide_same=True)
    assert not shown.view.isColumnHidden(Column.COMPARISON)
    assert shown.names == [b"a"]
    shown.view.header.sort(Column.COMPARISON, descending=False)
    shown.view.set_comparison(None)
    assert shown.view.isColumnHidden(Column.COMPARISON)
    assert shown.view.header.sortIndicatorSection() == Column.NAME
    assert shown.names == [b"a", b"b"]


# --- painting


def colours_of_row(shown: Shown, row: int) -> set[str]:
    """The colours that are painted in a row."""
    image = shown.view.viewport().grab().toImage()
    top = shown.view.rowViewportPosition(row)
    middle = range(top + 2, top + shown.view.rowHeight(row) - 2)
    return {QColor(image.pixel(x, y)).name() for y in middle for x in range(0, image.width(), 1)}


def test_a_row_below_a_drag_and_a_selected_row_are_seen(shown: Shown) -> None:
    shown.show(entry("a"), folder("d"))
    assert LIGHT.selected not in colours_of_row(shown, 0)
    shown.view.set_drop_row(0)
    assert LIGHT.selected in colours_of_row(shown, 0)
    shown.view.set_drop_row(WHOLE_FOLDER)
    assert LIGHT.accent in {QColor(shown.view.viewport().grab().toImage().pixel(300, y)).name() for y in range(4)}
    shown.view.set_drop_row(None)
    shown.view.select_names([b"a"])
    assert LIGHT.selected in colours_of_row(shown, 1)
    assert LIGHT.selected not in colours_of_row(shown, 0)


def test_names_that_are_cut_are_faint(shown: Shown) -> None:
    shown.show(entry("WWWW"))
    shown.view.selectionModel().clear()
    assert LIGHT.text in colours_of_row(shown, 0)
    shown.view.set_cut(frozenset([b"WWWW"]))
    assert LIGHT.text not in colours_of_row(shown, 0)


def test_the_frame_of_the_current_row_leaves_nothing_behind(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    shown.show(entry("a"), entry("b"), entry("c"))
    QApplication.processEvents()
    painted: list[QRect] = []
    cells = shown.view._cells
    monkeypatch.setattr(cells, "paint", lambda _painter, option, index: painted.append(QRect(option.rect)))
    shown.view._set_current(1)
    QApplication.processEvents()
    rows = {rectangle.top() for rectangle in painted}
    assert {shown.view.rowViewportPosition(0), shown.view.rowViewportPosition(1)} <= rows
    assert len({rectangle.left() for rectangle in painted}) == len(Column) - 1  # all but the comparison's


def test_rows_are_faint_while_nobody_can_act_on_them(shown: Shown) -> None:
    shown.show(entry("WWWW"))
    assert LIGHT.text in colours_of_row(shown, 0)
    shown.view.setEnabled(False)
    assert LIGHT.text not in colours_of_row(shown, 0)


# --- drags


class Drops:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def enter(self, view: FolderView, event: QDragEnterEvent) -> None:
        self.heard.append("enter")
        event.acceptProposedAction()

    def move(self, view: FolderView, event: QDragMoveEvent) -> None:
        found = view.entry_at(event.position().toPoint())
        self.heard.append(f"move over {found.name.decode() if found else 'nothing'}")

    def leave(self, view: FolderView, event: QDragLeaveEvent) -> None:
        self.heard.append("leave")

    def drop(self, view: FolderView, event: QDropEvent) -> None:
        self.heard.append("drop")


def test_drags_are_handed_on(shown: Shown) -> None:
    shown.show(folder("d"))
    drops = shown.view.drops = Drops()
    mime, copy, left, none = QMimeData(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    at = shown.view.visualRect(shown.view.model().index(0, 0)).center()
    viewport = shown.view.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(at, copy, mime, left, none))
    QApplication.sendEvent(viewport, QDragMoveEvent(at, copy, mime, left, none))
    QApplication.sendEvent(viewport, QDragMoveEvent(at + QPoint(0, 200), copy, mime, left, none))
    QApplication.sendEvent(viewport, QDropEvent(QPointF(at), copy, mime, left, none))
    QApplication.sendEvent(viewport, QDragLeaveEvent())
    assert drops.heard == ["enter", "move over d", "move over nothing", "drop", "leave"]
    assert shown.names == [b"d"]


def test_pulling_a_row_starts_a_drag_of_the_selection(shown: Shown) -> None:
    shown.show(entry("a"), entry("b"))
    at = shown.view.visualRect(shown.view.model().index(1, 0)).center()
    viewport, left = shown.view.viewport(), Qt.MouseButton.LeftButton
    with shown.qtbot.wait_signal(shown.view.drag_started):
        QTest.mousePress(viewport, left, pos=at)
        for step in range(1, 5):
            QTest.mouseMove(viewport, at + QPoint(10 * step, 0))
    assert shown.selected == [b"b"]
    QTest.mouseRelease(viewport, left, pos=at)


# --- a real folder


def test_a_real_folder_with_hostile_names_is_shown_and_told_byte_for_byte(
    qtbot: QtBot, tmp_path: Path, theme: Theme
) -> None:
    hostile = [b"-rf", b"$(reboot)", b"new\nline", b"caf\xe9", "\u202egnp.exe".encode(), b"<b>x", b"..x", b" "]
    there = tmp_path / "there"
    (there / "sub").mkdir(parents=True)
    for name in hostile:
        (there / os.fsdecode(name)).write_bytes(name)
    (there / "link").symlink_to("sub")
    (there / "file.txt").write_text("x")
    profiles = Profiles(tmp_path)
    bridge = Bridge(profiles.own(EngineKind.WINDOW).engine)
    try:
        view = FolderView(bridge)
        qtbot.add_widget(view)
        view.set_show_hidden(True)
        with qtbot.wait_signal(view.listed) as listed:
            view.show_place(Place(HERE, os.fsencode(there)))
        assert listed.args[0].problem is None
        assert listed.args[0].count == len(hostile) + 3
        assert {one.name for one in view.entries()} == {*hostile, b"sub", b"link", b"file.txt"}
        texts = [str(view.model().index(row, 0).data()) for row in range(view.model().rowCount())]
        assert texts[0] == "sub"
        assert {"new\\x0aline", "caf\\xe9", "\\u202egnp.exe"} <= set(texts)
        assert all(text.isprintable() for text in texts)
        view.grab()
        with qtbot.wait_signal(view.listed) as listed:
            view.show_place(Place(HERE, os.fsencode(there / "file.txt")))
        assert listed.args[0].problem.kind is ProblemKind.NOT_A_FOLDER
        assert view.entries() == []
        with qtbot.wait_signal(view.listed) as listed:
            view.show_place(Place(HERE, os.fsencode(there / "gone")))
        assert listed.args[0].problem.kind is ProblemKind.FILE_NOT_FOUND
    finally:
        bridge.close()
        profiles.close()
