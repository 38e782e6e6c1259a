"""Every control of the Files page is reached by Tab, is named, and lets go of the focus again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import connection, state_of
from tests.qt.file_engine import HOME, FileEngine, page_with_memory
from towpath.model.state import Status
from towpath.model.transfer import HERE, Place
from towpath.qt.bridge import Bridge
from towpath.qt.files.breadcrumbs import Breadcrumbs
from towpath.qt.files.page import FilesPage
from towpath.qt.theme import Theme

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QTabBar)
MOST_STEPS = 150


@pytest.fixture
def engine() -> FileEngine:
    return FileEngine(state_of(connection("lab"), Status.UP), state_of(connection("web"), Status.OFF))


@pytest.fixture
def page(qtbot: QtBot, bridge: Bridge, theme: Theme) -> FilesPage:
    page = page_with_memory(bridge)
    qtbot.add_widget(page)
    page.resize(1100, 720)
    with qtbot.wait_exposed(page):
        page.show()
    page.activateWindow()
    qtbot.wait_until(page.isActiveWindow)
    return page


def busy(qtbot: QtBot, page: FilesPage) -> None:
    """With everything on it that can be there: trees, tabs, a quick filter, a selection."""
    for pane, place in ((page.left, Place(HERE, HOME)), (page.right, Place("lab", HOME))):
        pane.go(place)
        pane.show_tree(shown=True)
        pane.new_tab(place)
        qtbot.wait_until(lambda: pane.ready)  # noqa: B023  # waited for at once
        pane.view.select_names([b"a.txt"])
        QTest.keyClicks(pane.view, "a")
    qtbot.wait_until(page.middle.to_left.isEnabled)


def chain(start: QWidget, key: Qt.Key) -> list[QWidget]:
    """Where the focus goes until it is where it began."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    for _ in range(MOST_STEPS):
        now = QApplication.focusWidget()
        assert now is not None, "the focus is nowhere"
        if seen and now is seen[0]:
            return seen
        assert now not in seen, f"{path(now)} is a trap after {path(seen[-1])}"
        seen.append(now)
        QTest.keyClick(now, key)
    raise AssertionError(f"no way back after {MOST_STEPS} steps: {[path(one) for one in seen[-5:]]}")


def path(widget: QWidget) -> str:
    names: list[str] = []
    one: QWidget | None = widget
    while one is not None:
        names.insert(0, one.objectName() or type(one).__name__)
        one = one.parentWidget()
    return "/".join(names)


def is_named(widget: QWidget) -> bool:
    text = widget.text().strip() if isinstance(widget, QAbstractButton) else ""
    return bool(widget.accessibleName() or text)


def controls(page: FilesPage) -> list[QWidget]:
    """Those that a mouse could use now. The folders of a path are one control, with the arrow keys inside."""
    found = [one for one in page.findChildren(QWidget) if isinstance(one, CONTROLS)]
    usable = [one for one in found if one.isVisible() and one.isEnabled() and one.focusPolicy() is not _NOT]
    return [one for one in usable if not isinstance(one.parentWidget(), Breadcrumbs) and not _is_part(one)]


_NOT = Qt.FocusPolicy.NoFocus


def _is_part(widget: QWidget) -> bool:
    """Belongs to a list or a row of tabs, which has its own keys: a header, a scroll arrow, a tab's cross."""
    up = widget.parentWidget()
    while up is not None:
        if isinstance(up, (QAbstractItemView, QTabBar, QComboBox)):
            return True
        up = up.parentWidget()
    return False


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_reaches_everything_and_comes_round(qtbot: QtBot, page: FilesPage, key: Qt.Key) -> None:
    busy(qtbot, page)
    reached = chain(page.left.machine, key)
    assert [path(one) for one in reached if not is_named(one)] == []
    assert [path(one) for one in controls(page) if one not in reached] == []
    for pane in (page.left, page.right):
        assert sum(isinstance(one.parentWidget(), Breadcrumbs) for one in reached if pane.isAncestorOf(one)) == 1


def test_tab_goes_the_way_one_reads(qtbot: QtBot, page: FilesPage) -> None:
    busy(qtbot, page)
    reached = chain(page.left.machine, Qt.Key.Key_Tab)
    parts = (page.left, page.middle, page.right, page.queue)
    order = [next((n for n, part in enumerate(parts) if part.isAncestorOf(one)), -1) for one in reached]
    assert -1 not in order, path(reached[order.index(-1)])
    assert order == sorted(order)
    for pane in (page.left, page.right):
        mine = [one for one in reached if pane.isAncestorOf(one)]
        wanted = [pane.machine, pane.bookmarks, pane.more, pane.up, pane.reload, pane.tabs.bar, pane.tree, pane.view]
        assert [one for one in mine if one in wanted] == wanted


def test_nothing_without_a_name(qtbot: QtBot, page: FilesPage) -> None:
    busy(qtbot, page)
    found = [one for one in page.findChildren(QWidget) if isinstance(one, CONTROLS) and not _is_part(one)]
    assert len(found) > 40
    assert [path(one) for one in found if not is_named(one)] == []


def test_the_empty_page_is_no_trap_either(qtbot: QtBot, page: FilesPage) -> None:
    qtbot.wait_until(lambda: page.left.ready)
    reached = chain(page.left.machine, Qt.Key.Key_Tab)
    assert any(one.objectName() == "choose-machine" for one in reached)
    assert [path(one) for one in controls(page) if one not in reached] == []


def test_f6_changes_sides(qtbot: QtBot, page: FilesPage) -> None:
    busy(qtbot, page)
    page.focus_pane(page.left)
    QTest.keyClick(page.left.view, Qt.Key.Key_F6)
    assert page.right.view.hasFocus()
    QTest.keyClick(page.right.view, Qt.Key.Key_F6)
    assert page.left.view.hasFocus()
