"""A pane: machines, places, tabs, what is the matter, and what is remembered."""

import time
from functools import partial

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import connection, state_of
from tests.qt.file_engine import HOME, FileEngine, file, folder, link
from towpath.model.command import RetryNow, SaveConnection
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged, ConnectionRemoved
from towpath.model.file_work import MakeFolder, Withdraw
from towpath.model.filesystem import Attributes, Entry, FileKind
from towpath.model.remembered import RememberedPane
from towpath.model.state import Status
from towpath.model.transfer import HERE, Place
from towpath.model.words import explain
from towpath.qt.bridge import Bridge
from towpath.qt.files.folder_view import Totals
from towpath.qt.files.footer import Footer
from towpath.qt.files.pane import Pane
from towpath.qt.files.tab import NOWHERE
from towpath.qt.theme import Theme

LAB = state_of(connection("lab"), Status.OFF)
AT_HOME = Place(HERE, HOME)


@pytest.fixture
def engine() -> FileEngine:
    return FileEngine(LAB, state_of(connection("web"), Status.UP))


@pytest.fixture
def pane(qtbot: QtBot, bridge: Bridge, theme: Theme) -> Pane:
    pane = Pane(bridge, "left")
    qtbot.add_widget(pane)
    pane.resize(640, 480)
    with qtbot.wait_exposed(pane):
        pane.show()
    pane.activateWindow()
    qtbot.wait_until(pane.isActiveWindow)
    return pane


def names(pane: Pane) -> list[str]:
    model = pane.view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def go(qtbot: QtBot, pane: Pane, place: Place) -> None:
    pane.go(place)
    qtbot.wait_until(lambda: not pane.tab.is_listing)


def entry(pane: Pane, name: bytes) -> Entry:
    return next(one for one in pane.view.entries() if one.name == name)


def press(pane: Pane, name: str) -> None:
    next(button for button in pane.findChildren(QPushButton, name) if button.isVisible()).click()


def test_it_begins_with_a_choice(pane: Pane, engine: FileEngine) -> None:
    assert pane.place == NOWHERE
    assert not pane.ready
    assert pane.tab.notice.words.startswith("Choose a machine")
    assert engine.listed == []


def test_a_place_is_listed_and_told(qtbot: QtBot, pane: Pane) -> None:
    told: list[Place] = []
    pane.place_changed.connect(told.append)
    go(qtbot, pane, Place(HERE, b"~"))
    assert pane.place == AT_HOME
    assert told == [Place(HERE, b"~"), AT_HOME]
    assert names(pane) == ["docs", "src", "a.txt"]
    assert pane.footer.counts.text() == "3 items · 1 hidden"
    assert pane.footer.room.text() == "72 GB free"
    assert pane.machine.text().startswith("This computer")
    assert [crumb.text() for crumb in pane.path_bar.crumbs.crumbs] == ["/", "home", "ann"]


def test_while_it_is_listed_nothing_is_called_hidden(qtbot: QtBot) -> None:
    footer = Footer()
    qtbot.add_widget(footer)
    totals = Totals(shown=5, hidden=3, selected=0, selected_bytes=0)
    for listing, expected in ((True, "Listing… 5 items"), (False, "5 items · 3 hidden")):
        footer.show_totals(totals, listing=listing, ready=True, free_space=None)
        assert footer.counts.text() == expected


def test_into_folders_and_back(qtbot: QtBot, pane: Pane) -> None:
    go(qtbot, pane, AT_HOME)
    pane.open_entry(entry(pane, b"docs"))
    qtbot.wait_until(lambda: names(pane) == ["old", "letter.txt"])
    pane.go_up()
    qtbot.wait_until(lambda: [one.name for one in pane.view.selected()] == [b"docs"])
    pane.go_back()
    qtbot.wait_until(lambda: names(pane) == ["old", "letter.txt"])
    pane.back.click()
    qtbot.wait_until(lambda: [one.name for one in pane.view.selected()] == [b"docs"])
    assert not pane.back.isEnabled()
    assert pane.forward.isEnabled()
    pane.forward.click()
    qtbot.wait_until(lambda: pane.place == Place(HERE, HOME + b"/docs") and pane.ready)


def test_links_lead_where_they_lead(qtbot: QtBot, pane: Pane, engine: FileEngine) -> None:
    links = (link(b"to-docs", HOME + b"/docs"), link(b"to-file", HOME + b"/a.txt"), link(b"to-nothing", b"/gone"))
    engine.add(HERE, HOME, *links)
    go(qtbot, pane, AT_HOME)
    opened: list[Place] = []
    problems: list[Problem] = []
    pane.file_opened.connect(opened.append)
    pane.failed.connect(problems.append)
    pane.open_entry(entry(pane, b"to-file"))
    qtbot.wait_until(lambda: opened == [Place(HERE, HOME + b"/to-file")])
    pane.open_entry(entry(pane, b"to-nothing"))
    qtbot.wait_until(lambda: [one.kind for one in problems] == [ProblemKind.FILE_NOT_FOUND])
    pane.open_entry(entry(pane, b"to-docs"))
    qtbot.wait_until(lambda: pane.place == Place(HERE, HOME + b"/docs") and pane.ready)
    pane.go_back()
    qtbot.wait_until(lambda: pane.place == AT_HOME and pane.ready)
    pane.open_entry(entry(pane, b"a.txt"))
    assert opened[-1] == Place(HERE, HOME + b"/a.txt")


def test_a_typed_file_is_shown_in_its_folder(qtbot: QtBot, pane: Pane) -> None:
    go(qtbot, pane, AT_HOME)
    pane.edit_path()
    QTest.keyClicks(pane.path_bar.line, "docs/letter.txt")
    QTest.keyClick(pane.path_bar.line, Qt.Key.Key_Return)
    qtbot.wait_until(lambda: [one.name for one in pane.view.selected()] == [b"letter.txt"])
    assert pane.place == Place(HERE, HOME + b"/docs")
    assert pane.view.hasFocus()


def test_what_cannot_be_listed_is_said_with_ways_out(qtbot: QtBot, pane: Pane, engine: FileEngine) -> None:
    engine.files[Place(HERE, b"/secret")] = Entry(b"secret", Attributes(kind=FileKind.FOLDER, mode=0))
    go(qtbot, pane, Place(HERE, b"/secret"))
    assert "secret" in pane.tab.notice.words
    assert "denied" in pane.tab.notice.words
    assert not pane.ready
    assert not pane.view.isVisible()
    engine.files[Place(HERE, b"/secret")] = folder(b"secret")
    press(pane, "pane-retry")
    qtbot.wait_until(lambda: pane.ready)
    assert pane.tab.notice.words == ""
    go(qtbot, pane, Place(HERE, b"/secret/gone"))
    press(pane, "pane-up")
    qtbot.wait_until(lambda: pane.place == Place(HERE, b"/secret") and pane.ready)


def test_a_missing_folder_can_be_made(qtbot: QtBot, pane: Pane, engine: FileEngine) -> None:
    go(qtbot, pane, Place("web", HOME + b"/new"))
    press(pane, "pane-make-folder")
    qtbot.wait_until(lambda: pane.ready)
    assert engine.asked(MakeFolder).place == Place("web", HOME + b"/new")
    assert pane.place == Place("web", HOME + b"/new")


def test_a_tab_that_waits_for_its_folder_can_be_closed(qtbot: QtBot, pane: Pane, engine: FileEngine) -> None:
    pane.new_tab()
    go(qtbot, pane, Place("web", HOME + b"/new"))
    press(pane, "pane-make-folder")
    pane.close_tab()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    made = engine.asked(MakeFolder)
    assert engine.asked(Withdraw).request == made.request
    go(qtbot, pane, made.place)


def test_choosing_a_connection_brings_it_up(qtbot: QtBot, pane: Pane, engine: FileEngine) -> None:
    menu = pane.machine.menu()
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["This computer", "web — UP", "lab — OFF", "Quick connect…"]
    next(action for action in menu.actions() if action.objectName() == "machine-lab").trigger()
    qtbot.wait_until(lambda: pane.ready)
    assert pane.place == Place("lab", HOME)
    assert pane.machine.accessibleName() == "Machine: lab — UP"
    lab = engine.snapshot().by_id("lab")
    assert lab
    engine.publish(ConnectionChanged(replace(lab, tries=1)))
    qtbot.wait(20)
    assert len(engine.listed) == 1


def test_a_connection_that_does_not_come_up_says_why(qtbot: QtBot, pane: Pane, engine: FileEngine) -> None:
    engine.refusal = Problem(ProblemKind.REFUSED, "lab.example:22")
    go(qtbot, pane, Place("lab", b"~"))
    assert "lab.example:22" in pane.tab.notice.words
    engine.refusal = None
    press(pane, "pane-connect")
    qtbot.wait_until(lambda: pane.ready)


def test_a_lost_connection_greys_the_list_until_it_is_back(qtbot: QtBot, pane: Pane, engine: FileEngine) -> None:
    go(qtbot, pane, Place("web", b"~"))
    web = engine.snapshot().by_id("web")
    assert web
    lost = replace(web, status=Status.RETRYING, problem=Problem(ProblemKind.LOST, "web"))
    engine.publish(ConnectionChanged(lost))
    qtbot.wait_until(lambda: "Not connected to web" in pane.tab.notice.words)
    assert names(pane) == ["docs", "src", "a.txt"]
    assert pane.view.isVisible()
    assert not pane.view.isEnabled()
    press(pane, "pane-connect")
    assert engine.asked(RetryNow).connection == "web"
    engine.add("web", HOME, file(b"new"))
    engine.publish(ConnectionChanged(web))
    qtbot.wait_until(lambda: names(pane) == ["docs", "src", "a.txt", "new"])
    assert pane.view.isEnabled()
    assert pane.tab.notice.words == ""


def test_the_keys_stay_with_a_pane_whose_connection_is_lost(qtbot: QtBot, pane: Pane, engine: FileEngine) -> None:
    go(qtbot, pane, Place("web", b"~"))
    pane.focus_view()
    web = engine.snapshot().by_id("web")
    assert web
    engine.publish(ConnectionChanged(replace(web, status=Status.RETRYING, problem=Problem(ProblemKind.LOST, "web"))))
    qtbot.wait_until(pane.tab.notice.isVisible)
    connect = pane.tab.notice.buttons[0]
    assert connect.hasFocus()
    QTest.keyClick(connect, Qt.Key.Key_Return)
    assert engine.asked(RetryNow).connection == "web"
    engine.publish(ConnectionChanged(web))
    qtbot.wait_until(lambda: not pane.tab.notice.isVisible())
    assert pane.view.hasFocus()


def test_the_keys_stay_with_a_pane_behind_a_dialog(qtbot: QtBot, pane: Pane) -> None:
    pane.focus_view()
    assert pane.tab.notice.buttons[0].hasFocus()
    dialog = QDialog(pane)
    dialog.open()
    qtbot.wait_until(dialog.isActiveWindow)
    go(qtbot, pane, Place("web", b"~"))
    dialog.close()
    assert pane.window().focusWidget() is pane.view


def test_all_of_the_reason_is_read_in_a_narrow_pane(qtbot: QtBot, pane: Pane, engine: FileEngine) -> None:
    go(qtbot, pane, Place("web", b"~"))
    web = engine.snapshot().by_id("web")
    assert web
    pane.resize(420, 480)
    text = pane.tab.notice.text
    for problem in (Problem(ProblemKind.LOST, "web"), Problem(ProblemKind.REFUSED, "web")):
        lost = replace(web, status=Status.RETRYING, problem=problem, retry_at=time.time() + 300)
        engine.publish(ConnectionChanged(lost))
        qtbot.wait_until(partial(_is_read, text, explain(problem).why))


def _is_read(label: QLabel, words: str) -> bool:
    return label.isVisible() and words in label.text() and label.height() >= label.heightForWidth(label.width())


def test_a_removed_connection_is_told(qtbot: QtBot, pane: Pane, engine: FileEngine) -> None:
    go(qtbot, pane, Place("web", b"~"))
    engine.publish(ConnectionRemoved("web"))
    qtbot.wait_until(lambda: "no longer there" in pane.tab.notice.words)
    assert not pane.view.isEnabled()


def test_a_listing_can_be_stopped(qtbot: QtBot, pane: Pane, engine: FileEngine) -> None:
    engine.silent.add(Place(HERE, b"/slow"))
    pane.go(Place(HERE, b"/slow"))
    assert pane.reload.accessibleName() == "Stop"
    pane.reload.click()
    qtbot.wait_until(lambda: pane.reload.accessibleName() == "Refresh")
    assert not pane.ready
    assert pane.tab.notice.words == "This folder was not listed"


def test_tabs(qtbot: QtBot, pane: Pane) -> None:
    go(qtbot, pane, AT_HOME)
    assert not pane.tabs.bar.isVisible()
    first = pane.view
    views: list[object] = []
    pane.view_added.connect(views.append)
    pane.new_tab(Place("web", HOME + b"/docs"))
    qtbot.wait_until(lambda: pane.ready)
    assert pane.tabs.bar.isVisible()
    assert [pane.tabs.bar.tabText(number) for number in (0, 1)] == ["ann", "web: docs"]
    assert views == [pane.view]
    assert pane.view is not first
    pane.tabs.bar.setCurrentIndex(0)
    assert pane.view is first
    assert pane.place == AT_HOME
    pane.tabs.bar.moveTab(0, 1)
    assert [tab.place.connection for tab in pane.tabs.all] == ["web", HERE]
    assert pane.view is first
    pane.close_tab()
    assert pane.place == Place("web", HOME + b"/docs")
    assert not pane.tabs.bar.isVisible()
    pane.close_tab()
    assert len(pane.tabs.all) == 1


def test_the_middle_button_closes_a_tab(qtbot: QtBot, pane: Pane) -> None:
    go(qtbot, pane, AT_HOME)
    pane.new_tab()
    bar = pane.tabs.bar
    QTest.mouseClick(bar, Qt.MouseButton.MiddleButton, pos=bar.tabRect(0).center())
    assert len(pane.tabs.all) == 1


def test_what_changed_is_listed_again_when_it_is_seen(qtbot: QtBot, pane: Pane, engine: FileEngine) -> None:
    go(qtbot, pane, AT_HOME)
    pane.new_tab(Place("web", HOME))
    qtbot.wait_until(lambda: pane.ready)
    engine.add(HERE, HOME, file(b"b.txt"))
    before = len(engine.listed)
    pane.refresh_those([AT_HOME])
    assert len(engine.listed) == before
    pane.tabs.bar.setCurrentIndex(0)
    qtbot.wait_until(lambda: "b.txt" in names(pane))


def test_hidden_files_are_shown_for_both_panes(qtbot: QtBot, pane: Pane, engine: FileEngine) -> None:
    go(qtbot, pane, AT_HOME)
    pane.hidden_button.click()
    qtbot.wait_until(lambda: ".hidden" in names(pane))
    assert engine.snapshot().settings.files.show_hidden
    engine.refusal = Problem(ProblemKind.FILE_UNWRITABLE, "config")
    problems: list[Problem] = []
    pane.failed.connect(problems.append)
    pane.hidden_button.click()
    qtbot.wait_until(lambda: bool(problems))
    assert pane.hidden_button.isChecked()


def test_an_unsaved_connection_can_be_saved(qtbot: QtBot, pane: Pane, engine: FileEngine) -> None:
    engine.publish(ConnectionChanged(replace(state_of(connection("web"), Status.UP), saved=False)))
    go(qtbot, pane, Place("web", b"~"))
    assert pane.keep.isVisible()
    pane.keep.click()
    assert engine.asked(SaveConnection).save
    qtbot.wait_until(lambda: not pane.keep.isVisible())


def test_what_is_remembered_comes_back_without_connecting(qtbot: QtBot, bridge: Bridge, engine: FileEngine) -> None:
    tabs = (AT_HOME, Place("lab", b"/srv"), Place("web", HOME))
    pane = Pane(bridge, "left")
    qtbot.add_widget(pane)
    pane.restore(RememberedPane(tabs=tabs, current=1, tree=True), NOWHERE)
    assert engine.listed == []
    with qtbot.wait_exposed(pane):
        pane.show()
    assert pane.place == Place("lab", b"/srv")
    assert pane.tab.notice.words == "Not connected to lab"
    assert engine.listed == []
    pane.tabs.bar.setCurrentIndex(2)
    qtbot.wait_until(lambda: pane.ready)
    assert Place("lab", b"/srv") not in engine.listed
    remembered = pane.remembered()
    assert (remembered.tabs, remembered.current, remembered.tree) == (tabs, 2, True)


def test_a_remembered_place_is_listed_once_its_connection_is_up(qtbot: QtBot, pane: Pane, engine: FileEngine) -> None:
    pane.restore(RememberedPane(tabs=(Place("lab", HOME),)), NOWHERE)
    assert pane.tab.notice.words == "Not connected to lab"
    engine.publish(ConnectionChanged(state_of(connection("lab"), Status.UP)))
    qtbot.wait_until(lambda: pane.ready)
    assert names(pane) == ["docs", "src", "a.txt"]


def test_what_came_back_while_nobody_looked_is_listed_when_it_is_seen(
    qtbot: QtBot, pane: Pane, engine: FileEngine
) -> None:
    go(qtbot, pane, Place("web", b"~"))
    web = engine.snapshot().by_id("web")
    assert web
    pane.hide()
    engine.publish(ConnectionChanged(replace(web, status=Status.RETRYING)))
    qtbot.wait_until(lambda: not pane.view.isEnabled())
    engine.add("web", HOME, file(b"new"))
    engine.publish(ConnectionChanged(web))
    qtbot.wait_until(pane.view.isEnabled)
    with qtbot.wait_exposed(pane):
        pane.show()
    qtbot.wait_until(lambda: "new" in names(pane))


def test_home_is_that_of_the_machine(qtbot: QtBot, pane: Pane) -> None:
    go(qtbot, pane, Place("web", b"/"))
    pane.go_home()
    qtbot.wait_until(lambda: pane.ready and pane.place == Place("web", HOME))
