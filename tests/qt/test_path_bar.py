"""The path of a pane: buttons for the way, a line to type in, and what completes it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import connection, state_of
from tests.qt.file_engine import HOME, FileEngine, folder
from towpath.model.connection import Hop
from towpath.model.file_work import Withdraw
from towpath.model.place_text import FarPlace
from towpath.model.state import Status
from towpath.model.transfer import HERE, Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.path_bar import PathBar
from towpath.qt.theme import Theme


@pytest.fixture
def engine() -> FileEngine:
    return FileEngine(state_of(connection("lab"), Status.OFF))


class Bar:
    """A bar in a window, and where it said to go."""

    def __init__(self, qtbot: QtBot, bridge: Bridge) -> None:
        self.window = QWidget()
        self.bar = PathBar(bridge, lambda machine: machine == HERE)
        self.chosen: list[object] = []
        self.bar.place_chosen.connect(self.chosen.append)
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.bar)
        qtbot.add_widget(self.window)
        self.window.resize(600, 80)
        with qtbot.wait_exposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.wait_until(self.window.isActiveWindow)

    def names(self) -> list[str]:
        return [crumb.text() for crumb in self.bar.crumbs.crumbs if crumb.isVisible()]

    def type(self, text: str) -> None:
        QTest.keyClicks(self.bar.line, text)


@pytest.fixture
def bar(qtbot: QtBot, bridge: Bridge, theme: Theme) -> Bar:
    bar = Bar(qtbot, bridge)
    bar.bar.show_place(Place(HERE, HOME + b"/docs"))
    return bar


def test_a_button_for_each_folder(bar: Bar) -> None:
    assert bar.names() == ["/", "home", "ann", "docs"]
    bar.bar.crumbs.crumbs[2].click()
    assert bar.chosen == [Place(HERE, b"/home/ann")]


def test_what_does_not_fit_is_in_a_menu_in_the_middle(bar: Bar) -> None:
    parts = [b"a-folder-with-a-name-%d" % number for number in range(12)]
    bar.bar.show_place(Place(HERE, b"/" + b"/".join(parts)))
    names = bar.names()
    assert names[0] == "/"
    assert names[-1] == "a-folder-with-a-name-11"
    assert len(names) < 6
    between = bar.bar.crumbs.findChild(QWidget, "crumbs-between")
    assert between
    assert between.isVisible()
    menu = between.menu()  # type: ignore[attr-defined]  # a tool button's
    assert len(menu.actions()) + len(names) == 13
    menu.actions()[0].trigger()
    assert bar.chosen == [Place(HERE, b"/" + parts[0])]


def test_hostile_names_are_escaped_and_kept(bar: Bar) -> None:
    path = b"/a\nb/" + "gpj\u202eexe".encode() + b"/&x/\xff"
    bar.bar.show_place(Place(HERE, path))
    assert bar.names() == ["/", "a\\x0ab", "gpj\\u202eexe", "&&x", "\\xff"]
    bar.bar.edit()
    assert bar.bar.line.text() == "/a\\x0ab/gpj\\u202eexe/&x/\\xff"
    QTest.keyClick(bar.bar.line, Qt.Key.Key_Return)
    assert bar.chosen == [Place(HERE, path)]


def test_a_click_beside_the_buttons_lets_one_type(bar: Bar) -> None:
    crumbs = bar.bar.crumbs
    QTest.mouseClick(crumbs, Qt.MouseButton.LeftButton, pos=QPoint(crumbs.width() - 4, 10))
    assert bar.bar.is_edited
    assert bar.bar.line.selectedText() == "/home/ann/docs"
    bar.type("../src")
    QTest.keyClick(bar.bar.line, Qt.Key.Key_Return)
    assert bar.chosen == [Place(HERE, b"/home/ann/src")]
    assert not bar.bar.is_edited


def test_escape_goes_nowhere(bar: Bar) -> None:
    bar.bar.edit()
    bar.type("/elsewhere")
    QTest.keyClick(bar.bar.line, Qt.Key.Key_Escape)
    assert not bar.bar.is_edited
    assert bar.chosen == []


def test_an_address_leads_to_another_machine(bar: Bar) -> None:
    bar.bar.edit()
    bar.type("sftp://ann@x.example/srv")
    QTest.keyClick(bar.bar.line, Qt.Key.Key_Return)
    assert bar.chosen == [FarPlace(Hop(host="x.example", user="ann"), b"/srv")]


def test_what_is_wrong_is_said_below(bar: Bar) -> None:
    bar.bar.edit()
    bar.type("sftp://ann:pw@x.example/srv")
    QTest.keyClick(bar.bar.line, Qt.Key.Key_Return)
    assert bar.chosen == []
    assert bar.bar.is_edited
    assert "password" in bar.bar.message.text()
    bar.type("x")
    assert not bar.bar.message.isVisible()


def test_arrow_keys_lead_along_the_way(bar: Bar) -> None:
    crumbs = bar.bar.crumbs.crumbs
    crumbs[-1].setFocus()
    QTest.keyClick(crumbs[-1], Qt.Key.Key_Left)
    assert crumbs[-2].hasFocus()
    QTest.keyClick(crumbs[-2], Qt.Key.Key_Right)
    assert crumbs[-1].hasFocus()
    QTest.keyClick(crumbs[-1], Qt.Key.Key_Left)
    QTest.keyClick(crumbs[-2], Qt.Key.Key_Space)
    assert bar.chosen == [Place(HERE, b"/home/ann")]


def completions(bar: Bar) -> list[str]:
    popup = bar.bar.completion.completer.popup()
    model = bar.bar.completion.completer.completionModel()
    return [model.index(row, 0).data() for row in range(model.rowCount())] if popup and popup.isVisible() else []


def close_popup(bar: Bar) -> None:
    popup = bar.bar.completion.completer.popup()
    assert popup
    popup.hide()


def test_folders_complete_what_is_typed(qtbot: QtBot, bar: Bar, engine: FileEngine) -> None:
    engine.add(HERE, HOME, folder(b"sources"))
    bar.bar.edit()
    bar.type("/home/ann/s")
    qtbot.wait_until(lambda: completions(bar) == ["/home/ann/sources/", "/home/ann/src/"])
    assert engine.listed == [Place(HERE, HOME)]
    bar.type("r")
    qtbot.wait_until(lambda: completions(bar) == ["/home/ann/src/"])
    qtbot.wait_until(lambda: not bar.bar.completion._delay.isActive())
    assert len(engine.listed) == 1
    close_popup(bar)


def test_relative_names_are_completed(qtbot: QtBot, bar: Bar, engine: FileEngine) -> None:
    bar.bar.edit()
    bar.type("../")
    qtbot.wait_until(lambda: completions(bar) == ["../docs/", "../src/"])
    assert engine.listed == [Place(HERE, HOME)]
    close_popup(bar)


def test_a_hostile_name_that_was_completed_is_kept(qtbot: QtBot, bar: Bar, engine: FileEngine) -> None:
    engine.add(HERE, HOME, folder(b"odd\n\xff"))
    bar.bar.edit()
    bar.type("/home/ann/o")
    qtbot.wait_until(lambda: completions(bar) == ["/home/ann/odd\\x0a\\xff/"])
    close_popup(bar)
    bar.bar.line.setText("/home/ann/odd\\x0a\\xff/")
    QTest.keyClick(bar.bar.line, Qt.Key.Key_Return)
    assert bar.chosen == [Place(HERE, HOME + b"/odd\n\xff")]


def test_an_address_is_no_path_of_this_machine(qtbot: QtBot, bar: Bar, engine: FileEngine) -> None:
    bar.bar.edit()
    bar.type("sftp://x.example/srv/")
    qtbot.wait_until(lambda: not bar.bar.completion._delay.isActive())
    assert engine.listed == []


def test_typing_is_over_when_one_goes_or_leaves(qtbot: QtBot, bar: Bar, engine: FileEngine) -> None:
    engine.silent.add(Place(HERE, b"/slow"))
    bar.bar.edit()
    bar.type("/slow/")
    qtbot.wait_until(lambda: engine.listed == [Place(HERE, b"/slow")])
    with qtbot.wait_signal(bar.bar.left):
        QTest.keyClick(bar.bar.line, Qt.Key.Key_Return)
    assert any(isinstance(command, Withdraw) for command in engine.commands)
    bar.bar.edit()
    bar.bar.crumbs.crumbs[0].setFocus()
    bar.window.setFocus()
    assert not bar.bar.is_edited


def test_completion_never_connects(qtbot: QtBot, bar: Bar, engine: FileEngine) -> None:
    bar.bar.show_place(Place("lab", HOME))
    bar.bar.edit()
    bar.type("/home/")
    qtbot.wait(2 * 120)
    assert engine.listed == []
    assert completions(bar) == []


def test_a_listing_that_nobody_waits_for_is_withdrawn(qtbot: QtBot, bar: Bar, engine: FileEngine) -> None:
    engine.silent.add(Place(HERE, b"/slow"))
    bar.bar.edit()
    bar.type("/slow/")
    qtbot.wait_until(lambda: engine.listed == [Place(HERE, b"/slow")])
    bar.bar.line.selectAll()
    bar.type("/home/")
    qtbot.wait_until(lambda: completions(bar) == ["/home/ann/"])
    assert any(isinstance(command, Withdraw) for command in engine.commands)
    close_popup(bar)
