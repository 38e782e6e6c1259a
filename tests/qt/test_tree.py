"""The tree of folders beside a list."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import connection, state_of
from tests.qt.file_engine import HOME, FileEngine, folder
from towpath.model.state import Status
from towpath.model.transfer import HERE, Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.tree import FolderTree


@pytest.fixture
def engine() -> FileEngine:
    return FileEngine(state_of(connection("lab"), Status.UP))


@pytest.fixture
def tree(qtbot: QtBot, bridge: Bridge) -> FolderTree:
    tree = FolderTree(bridge, lambda machine: machine in (HERE, "lab"))
    qtbot.add_widget(tree)
    with qtbot.wait_exposed(tree):
        tree.show()
    return tree


def rows(tree: FolderTree, parent: QModelIndex | None = None) -> list[str]:
    """Every row that can be seen, indented."""
    model, up = tree.model(), parent or QModelIndex()
    found = []
    for row in range(model.rowCount(up)):
        index = model.index(row, 0, up)
        if tree.isRowHidden(row, up):
            continue
        found.append(str(index.data()))
        if tree.isExpanded(index):
            found += [f"  {below}" for below in rows(tree, index)]
    return found


def test_the_way_to_the_shown_folder_is_open(qtbot: QtBot, tree: FolderTree, engine: FileEngine) -> None:
    tree.show_place(Place(HERE, HOME + b"/docs"))
    qtbot.wait_until(lambda: tree.currentIndex().data() == "docs")
    assert rows(tree) == ["/", "  home", "    ann", "      docs", "      src"]
    assert engine.listed == [Place(HERE, b"/"), Place(HERE, b"/home"), Place(HERE, HOME)]
    tree.show_place(Place(HERE, HOME + b"/src"))
    assert tree.currentIndex().data() == "src"
    assert len(engine.listed) == 3


def test_names_that_lie_deep_are_not_cut(qtbot: QtBot, tree: FolderTree) -> None:
    tree.resize(110, 300)
    tree.show_place(Place(HERE, HOME + b"/docs"))
    qtbot.wait_until(lambda: tree.currentIndex().data() == "docs")
    wanted = tree.sizeHintForIndex(tree.currentIndex()).width()

    def is_read() -> bool:
        seen = tree.visualRect(tree.currentIndex())
        return seen.left() >= 0 and seen.width() >= wanted and seen.left() + wanted <= tree.viewport().width()

    qtbot.wait_until(is_read)
    tree.resize(400, 300)
    qtbot.wait_until(lambda: tree.columnWidth(0) == tree.viewport().width())


def test_keys_open_and_choose(qtbot: QtBot, tree: FolderTree) -> None:
    tree.show_place(Place(HERE, HOME + b"/docs"))
    qtbot.wait_until(lambda: tree.currentIndex().data() == "docs")
    chosen: list[Place] = []
    tree.chosen.connect(chosen.append)
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Right)
    qtbot.wait_until(lambda: "        old" in rows(tree))
    QTest.keyClick(tree, Qt.Key.Key_Down)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert chosen == [Place(HERE, HOME + b"/docs/old")]


def test_another_machine_has_another_tree(qtbot: QtBot, tree: FolderTree, engine: FileEngine) -> None:
    tree.show_place(Place(HERE, HOME))
    qtbot.wait_until(lambda: tree.currentIndex().data() == "ann")
    tree.show_place(Place("lab", b"/home"))
    qtbot.wait_until(lambda: tree.currentIndex().data() == "home")
    assert rows(tree) == ["/", "  home"]
    tree.show_place(Place("off", b"/home"))
    assert rows(tree) == []
    assert not any(place.connection == "off" for place in engine.listed)


def test_what_is_new_appears_what_is_gone_goes_and_the_rest_stays_open(
    qtbot: QtBot, tree: FolderTree, engine: FileEngine
) -> None:
    tree.show_place(Place(HERE, HOME + b"/docs/old"))
    qtbot.wait_until(lambda: tree.currentIndex().data() == "old")
    engine.add(HERE, HOME, folder(b"a-new"))
    del engine.files[Place(HERE, HOME + b"/src")]
    tree.setCurrentIndex(tree.currentIndex().parent().parent())
    tree.refresh()
    qtbot.wait_until(lambda: rows(tree) == ["/", "  home", "    ann", "      a-new", "      docs", "        old"])
    assert tree.currentIndex().data() == "ann"


def test_hostile_names(qtbot: QtBot, tree: FolderTree, engine: FileEngine) -> None:
    engine.add("lab", b"/", folder(b"a\nb"), folder(b"\xff"), folder("x\u202egnp".encode()))
    tree.show_place(Place("lab", b"/a\nb"))
    qtbot.wait_until(lambda: tree.currentIndex().data() == "a\\x0ab")
    assert rows(tree) == ["/", "  \\xff", "  a\\x0ab", "  home", "  x\\u202egnp"]


def test_hidden_folders_but_those_on_the_way(qtbot: QtBot, tree: FolderTree, engine: FileEngine) -> None:
    engine.add(HERE, HOME, folder(b".ssh"), folder(b".config"))
    engine.add(HERE, HOME + b"/.config/here")
    tree.show_place(Place(HERE, HOME + b"/docs"))
    qtbot.wait_until(lambda: tree.currentIndex().data() == "docs")
    assert rows(tree) == ["/", "  home", "    ann", "      docs", "      src"]
    tree.show_place(Place(HERE, HOME + b"/.config/here"))
    qtbot.wait_until(lambda: tree.currentIndex().data() == "here")
    assert rows(tree)[3:] == ["      docs", "      src", "      .config", "        here"]
    tree.set_show_hidden(show=True)
    assert rows(tree)[3:] == ["      docs", "      src", "      .config", "        here", "      .ssh"]
    tree.set_show_hidden(show=False)
    assert rows(tree)[3:] == ["      docs", "      src", "      .config", "        here"]
