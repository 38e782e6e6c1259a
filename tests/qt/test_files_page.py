"""The two panes together: copying, comparing, going along, swapping, bookmarks, filters, and what is remembered."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import connection, state_of
from tests.qt.file_engine import HOME, FileEngine, file, page_with_memory
from towpath.model.command import StartTransfer
from towpath.model.editing import EditState, EditStatus, Opener, OpenFile
from towpath.model.event import EditChanged, RememberedChanged
from towpath.model.remembered import Remember, Remembered, RememberedPane
from towpath.model.settings import Bookmark, NameFilter
from towpath.model.state import Status
from towpath.model.transfer import HERE, Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.bookmarks import BookmarksDialog
from towpath.qt.files.comparison import By
from towpath.qt.files.filter_menu import FilterDialog
from towpath.qt.files.page import FilesPage
from towpath.qt.files.pane import Pane
from towpath.qt.files.quick_connect import QuickConnectDialog
from towpath.qt.files.tab import NOWHERE
from towpath.qt.theme import Theme

LEFT, RIGHT = Place(HERE, HOME), Place("lab", HOME)


@pytest.fixture
def engine() -> FileEngine:
    return FileEngine(state_of(connection("lab"), Status.UP), state_of(connection("web"), Status.OFF))


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge, theme: Theme) -> FilesPage:
    return shown(qtbot, page_with_memory(bridge))


def shown(qtbot: QtBot, page: FilesPage) -> FilesPage:
    qtbot.add_widget(page)
    page.resize(1000, 700)
    with qtbot.wait_exposed(page):
        page.show()
    page.activateWindow()
    qtbot.wait_until(page.isActiveWindow)
    return page


def both(qtbot: QtBot, page: FilesPage, left: Place = LEFT, right: Place = RIGHT) -> None:
    page.left.go(left)
    page.right.go(right)
    wait_for_both(qtbot, page)


def wait_for_both(qtbot: QtBot, page: FilesPage) -> None:
    qtbot.wait_until(lambda: page.left.ready and page.right.ready)


def names(pane: Pane) -> list[str]:
    model = pane.view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def menu_of(menu: QMenu) -> list[str]:
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if action.text()]


def choose(menu: QMenu, text: str) -> None:
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_it_begins_at_home_and_with_a_choice(qtbot: QtBot, page: FilesPage, engine: FileEngine) -> None:
    qtbot.wait_until(lambda: page.left.ready)
    assert page.left.place == LEFT
    assert page.right.place == NOWHERE
    assert engine.listed == [Place(HERE, b"~")]


def test_what_is_selected_is_copied_to_the_other_side(qtbot: QtBot, page: FilesPage, engine: FileEngine) -> None:
    both(qtbot, page)
    assert not page.middle.to_right.isEnabled()
    page.left.view.select_names([b"a.txt", b"docs"])
    qtbot.wait_until(page.middle.to_right.isEnabled)
    assert not page.middle.to_left.isEnabled()
    page.middle.to_right.click()
    batch = engine.asked(StartTransfer).batch
    assert set(batch.sources) == {Place(HERE, HOME + b"/a.txt"), Place(HERE, HOME + b"/docs")}
    assert batch.destination == Place("lab", HOME + b"/")


def test_a_connection_on_both_sides(qtbot: QtBot, page: FilesPage, engine: FileEngine) -> None:
    both(qtbot, page, Place("web", HOME))
    page.left.view.select_names([b"a.txt"])
    qtbot.wait_until(page.middle.to_right.isEnabled)
    page.middle.to_right.click()
    batch = engine.asked(StartTransfer).batch
    assert (batch.sources, batch.destination.connection) == ((Place("web", HOME + b"/a.txt"),), "lab")


def test_the_active_pane_is_where_the_focus_was(qtbot: QtBot, page: FilesPage) -> None:
    both(qtbot, page)
    page.focus_pane(page.right)
    assert page.right.view.hasFocus()
    page.middle.swap.setFocus()
    assert page.active_pane is page.right
    page.left.back.setFocus()
    page.left.path_bar.crumbs.crumbs[0].setFocus()
    assert page.active_pane is page.left


def test_swapping(qtbot: QtBot, page: FilesPage) -> None:
    both(qtbot, page)
    page.middle.swap.click()
    wait_for_both(qtbot, page)
    assert (page.left.place, page.right.place) == (RIGHT, LEFT)


def test_comparing(qtbot: QtBot, page: FilesPage, engine: FileEngine) -> None:
    engine.add("lab", HOME, file(b"only-there"))
    both(qtbot, page)
    page.middle.ways[By.SIZE].trigger()
    page.middle.only_different.trigger()
    qtbot.wait_until(lambda: "only-there" in names(page.right) and "a.txt" not in names(page.right))
    assert "a.txt" not in names(page.left)
    assert page.middle.compare.property("on")
    page.middle.ways[None].trigger()
    qtbot.wait_until(lambda: "a.txt" in names(page.left))


def test_going_along(qtbot: QtBot, page: FilesPage, engine: FileEngine) -> None:
    both(qtbot, page)
    page.middle.along.click()
    page.left.go(Place(HERE, HOME + b"/docs"))
    qtbot.wait_until(lambda: page.right.place == Place("lab", HOME + b"/docs") and page.right.ready)
    page.right.go_up()
    qtbot.wait_until(lambda: page.left.place == LEFT and page.left.ready)
    del engine.files[Place("lab", HOME + b"/src")]
    page.left.go(Place(HERE, HOME + b"/src"))
    qtbot.wait_until(lambda: bool(page.right.tab.notice.words))
    assert [button.objectName() for button in page.right.tab.notice.buttons] == [
        "pane-retry",
        "pane-make-folder",
        "pane-up",
    ]
    page.right.tab.notice.buttons[1].click()
    wait_for_both(qtbot, page)
    assert page.right.place == Place("lab", HOME + b"/src")
    page.middle.along.click()
    page.left.go_up()
    qtbot.wait_until(lambda: page.left.place == LEFT)
    assert page.right.place == Place("lab", HOME + b"/src")


def test_going_along_ends_where_the_other_side_cannot_follow(qtbot: QtBot, page: FilesPage) -> None:
    both(qtbot, page, LEFT, Place("lab", b"/"))
    problems: list[object] = []
    page.failed.connect(problems.append)
    page.middle.along.click()
    page.left.go_up()
    assert len(problems) == 1
    assert not page.middle.along.isChecked()
    assert page.right.place == Place("lab", b"/")


def test_a_bookmark_of_one_side(qtbot: QtBot, page: FilesPage, engine: FileEngine) -> None:
    both(qtbot, page)
    page.left.add_bookmark()
    assert engine.snapshot().settings.files.bookmarks == (Bookmark(label="ann", place=LEFT),)
    qtbot.wait_until(lambda: "this folder is one" in page.left.bookmarks.accessibleName())
    page.left.add_bookmark()
    assert len(engine.snapshot().settings.files.bookmarks) == 1
    page.left.go(Place(HERE, HOME + b"/docs"))
    assert page.left.bookmarks.accessibleName() == page.right.bookmarks.accessibleName() == "Bookmarks"
    assert "ann" in menu_of(page.left.bookmarks.menu())
    assert "ann — this computer" in menu_of(page.right.bookmarks.menu())
    choose(page.left.bookmarks.menu(), "ann")
    qtbot.wait_until(lambda: page.left.place == LEFT and page.left.ready)


def test_a_bookmark_of_both_sides(qtbot: QtBot, page: FilesPage, engine: FileEngine) -> None:
    both(qtbot, page)
    page.middle.along.click()
    choose(page.left.bookmarks.menu(), "Bookmark both folders")
    bookmark = Bookmark(label="ann", place=LEFT, other=RIGHT, synchronised=True)
    assert engine.snapshot().settings.files.bookmarks == (bookmark,)
    page.middle.along.click()
    both(qtbot, page, Place(HERE, HOME + b"/docs"), Place("lab", b"/"))
    choose(page.left.bookmarks.menu(), "ann")
    qtbot.wait_until(page.middle.along.isChecked)
    assert (page.left.place, page.right.place) == (LEFT, RIGHT)


def test_a_bookmark_of_both_sides_need_not_go_along(qtbot: QtBot, page: FilesPage, engine: FileEngine) -> None:
    both(qtbot, page)
    choose(page.left.bookmarks.menu(), "Bookmark both folders")
    assert engine.snapshot().settings.files.bookmarks == (Bookmark(label="ann", place=LEFT, other=RIGHT),)
    page.middle.along.click()
    choose(page.left.bookmarks.menu(), "ann")
    qtbot.wait_until(lambda: not page.middle.along.isChecked())


def test_each_bookmark_is_offered_once_by_a_name_that_is_only_a_name(
    qtbot: QtBot, page: FilesPage, engine: FileEngine
) -> None:
    both(qtbot, page)
    bookmarks = (Bookmark(label="R&D", place=LEFT), Bookmark(label="far", place=RIGHT))
    page.bookmarks.save(bookmarks, lambda _: None)
    texts = menu_of(page.left.bookmarks.menu())
    assert [text for text in texts if "R&&D" in text or "far" in text] == ["R&&D", "far — lab"]


def test_a_bookmark_keeps_its_name_and_may_go_along(qtbot: QtBot, page: FilesPage, engine: FileEngine) -> None:
    both(qtbot, page)
    single, pair = Bookmark(label="one", place=LEFT), Bookmark(label="two", place=LEFT, other=RIGHT)
    page.bookmarks.save((single, pair), lambda _: None)
    page.bookmarks.organise()
    dialog = page.findChild(BookmarksDialog)
    assert dialog
    assert not dialog.along.isVisible()
    dialog.list.items[0].setText("  ")
    dialog.list.list.setCurrentRow(1)
    assert dialog.along.isVisible()
    dialog.along.click()
    dialog.save_button.click()
    assert engine.snapshot().settings.files.bookmarks == (single, replace(pair, synchronised=True))
    qtbot.wait_until(lambda: page.findChild(BookmarksDialog) is None)


def test_bookmarks_are_put_in_order(qtbot: QtBot, page: FilesPage, engine: FileEngine) -> None:
    both(qtbot, page)
    page.left.add_bookmark()
    page.right.add_bookmark()
    choose(page.left.bookmarks.menu(), "Organise bookmarks…")
    dialog = page.findChild(BookmarksDialog)
    assert dialog
    dialog.list.list.setFocus()
    QTest.keyClick(dialog.list.list, Qt.Key.Key_F2)
    editor = dialog.list.list.findChild(QLineEdit)
    assert editor
    editor.setText("here")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.wait_until(lambda: dialog.list.list.findChild(QLineEdit) is None)
    dialog.list.down_button.click()
    dialog.save_button.click()
    assert [one.label for one in engine.snapshot().settings.files.bookmarks] == ["ann", "here"]
    qtbot.wait_until(lambda: page.findChild(BookmarksDialog) is None)


def test_filters(qtbot: QtBot, page: FilesPage, engine: FileEngine) -> None:
    both(qtbot, page)
    choose(page.left.filters.menu(), "Edit filters…")
    dialog = page.findChild(FilterDialog)
    assert dialog
    dialog.list.add_button.click()
    dialog.label.line.selectAll()
    QTest.keyClicks(dialog.label.line, "Texts")
    dialog.patterns.line.selectAll()
    QTest.keyClicks(dialog.patterns.line, "*.txt 'a b' old/")
    dialog.save_button.click()
    wanted = NameFilter(label="Texts", patterns=("*.txt", "a b", "old/"), enabled=True)
    assert engine.snapshot().settings.files.filters == (wanted,)
    qtbot.wait_until(lambda: names(page.left) == ["docs", "src"])
    assert page.left.filters.accessibleName() == "Filters: 1 on"
    choose(page.right.filters.menu(), "Texts")
    qtbot.wait_until(lambda: names(page.left) == ["docs", "src", "a.txt"])


def test_a_wrong_filter_is_not_saved(qtbot: QtBot, page: FilesPage) -> None:
    dialog = FilterDialog((NameFilter(label="x", patterns=("*.o",)),), lambda *_: None, page)
    dialog.open()
    dialog.patterns.line.selectAll()
    QTest.keyClicks(dialog.patterns.line, "'*.o")
    assert not dialog.save_button.isEnabled()
    assert "quote" in dialog.patterns.message.text()
    dialog.done(0)


def test_a_file_opens_in_its_application(qtbot: QtBot, page: FilesPage, engine: FileEngine) -> None:
    both(qtbot, page)
    page.right.file_opened.emit(Place("lab", HOME + b"/a.txt"))
    assert engine.asked(OpenFile) == OpenFile(place=Place("lab", HOME + b"/a.txt"), opener=Opener.APPLICATION)


def test_an_edited_file_is_shown_as_it_is_since_its_upload(qtbot: QtBot, page: FilesPage, engine: FileEngine) -> None:
    both(qtbot, page)
    before = len(engine.listed)
    edit = EditState(id="one", place=Place("lab", HOME + b"/a.txt"), copy="/copy", status=EditStatus.WATCHED)
    engine.publish(EditChanged(edit))
    engine.publish(EditChanged(replace(edit, uploaded=1, uploaded_at=1.0)))
    qtbot.wait_until(lambda: engine.listed[before:] == [RIGHT])


def test_what_is_shown_is_remembered(qtbot: QtBot, page: FilesPage, engine: FileEngine) -> None:
    both(qtbot, page, LEFT, Place("lab", HOME + b"/docs"))
    page.right.new_tab(RIGHT)
    wait_for_both(qtbot, page)
    page.hide()
    remembered = engine.asked(Remember).remembered
    assert remembered.left.tabs == (LEFT,)
    assert remembered.right.tabs == (Place("lab", HOME + b"/docs"), RIGHT)
    assert remembered.right.current == 1
    assert remembered.recent[:2] == (RIGHT, Place("lab", HOME + b"/docs"))
    assert set(remembered.splitters) >= {"panes", "panes-and-queue"}


def test_it_comes_back_without_connecting(qtbot: QtBot, bridge: Bridge, engine: FileEngine, theme: Theme) -> None:
    web = Place("web", b"/srv")
    engine.publish(RememberedChanged(Remembered(right=RememberedPane(tabs=(web,)), recent=(web,))))
    page = shown(qtbot, page_with_memory(bridge))
    qtbot.wait_until(lambda: page.left.ready)
    assert page.right.place == web
    assert page.right.tab.notice.words == "Not connected to web"
    assert engine.listed == [Place(HERE, b"~")]
    assert "web: /srv" in menu_of(page.left.machine.menu())


def test_quick_connect_from_the_page(qtbot: QtBot, page: FilesPage) -> None:
    page.quick_connect()
    line = page.findChild(QLineEdit, "quick-address")
    assert line
    QTest.keyClicks(line, "ann@x.example/home")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.wait_until(lambda: page.right.ready)
    assert page.right.place.path == b"/home"
    assert page.right.machine.text().startswith("ann@x.example")


def test_an_address_from_elsewhere_replaces_another_but_nothing_that_was_typed(page: FilesPage) -> None:
    page.quick_connect_to("ssh://one.example")
    dialog = page.findChild(QuickConnectDialog)
    assert dialog
    line = dialog.address.line
    page.quick_connect_to("ssh://other.example")
    assert line.text() == "ssh://other.example"
    line.clear()
    QTest.keyClicks(line, "gate")
    page.quick_connect_to("ssh://evil.example")
    page.quick_connect()
    assert line.text() == "gate"
    dialog.reject()


def test_marks_go_from_all_tabs_when_nothing_is_compared(qtbot: QtBot, page: FilesPage, engine: FileEngine) -> None:
    engine.add("lab", HOME, file(b"only-there"))
    both(qtbot, page)
    page.middle.ways[By.SIZE].trigger()
    page.middle.only_different.trigger()
    qtbot.wait_until(lambda: "a.txt" not in names(page.right))
    first = page.right.view
    page.right.new_tab(Place("lab", HOME + b"/docs"))
    wait_for_both(qtbot, page)
    page.middle.ways[None].trigger()
    page.right.tabs.bar.setCurrentIndex(0)
    assert page.right.view is first
    assert "a.txt" in names(page.right)
