"""The Browser page as a whole: what it says without rules, and how its parts lead to each other."""

from collections import Counter

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, state_of
from tests.qt.rules import rule, rules_are
from towpath.model.browsing import ExplainSite, SiteSeen
from towpath.model.event import BrowserChanged, ConnectionChanged, SitesSeen
from towpath.model.site_rule import BrowserMode, Route
from towpath.model.state import Status
from towpath.qt.bridge import Bridge
from towpath.qt.browser.page import BrowserPage
from towpath.qt.browser.rule_dialog import RuleDialog

RULES = (rule("1", "corp.example"), rule("2", "lab.example"))


@pytest.fixture
def page(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> BrowserPage:
    engine.publish(ConnectionChanged(state_of(connection("office"), Status.UP)))
    page = BrowserPage(bridge)
    qtbot.add_widget(page)
    page.resize(1000, 760)
    with qtbot.wait_exposed(page):
        page.show()
    page.activateWindow()
    return page


def with_rules(qtbot: QtBot, engine: FakeEngine, page: BrowserPage) -> None:
    engine.publish(rules_are(*RULES))
    qtbot.wait_until(lambda: page.rules.model.rowCount() == len(RULES))


def texts(page: BrowserPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_without_rules_it_says_what_to_do_first(qtbot: QtBot, engine: FakeEngine, page: BrowserPage) -> None:
    assert "Which sites go through which connection?" in texts(page)
    page.enter()
    qtbot.wait_until(page.rules.add_first.hasFocus)
    buttons = [b.text() for b in page.rules.findChildren(QPushButton) if b.isVisible()]
    assert buttons == ["&Add a rule…", "&Import…", "O&pen a browser"]
    page.rules.add_first.click()
    (dialog,) = page.findChildren(RuleDialog)
    assert dialog.windowTitle() == "Add a rule"
    dialog.reject()
    with_rules(qtbot, engine, page)
    assert "Which sites go through which connection?" not in texts(page)
    assert page.rules.table.isVisible()


def test_a_rule_is_shown_even_if_it_is_filtered_out(qtbot: QtBot, engine: FakeEngine, page: BrowserPage) -> None:
    with_rules(qtbot, engine, page)
    page.rules.filter.setText("lab")
    page.tester.show_rule.emit("1")
    assert [one.id for one in page.rules.table.chosen] == ["1"]
    assert page.rules.filter.text() == ""
    page.sites.show_rule.emit("2")
    assert [one.id for one in page.rules.table.chosen] == ["2"]


def test_a_site_just_seen_is_explained(engine: FakeEngine, page: BrowserPage) -> None:
    page.sites.explain.emit("wiki.corp.example")
    assert page.tester.isVisible()
    assert engine.asked(ExplainSite).site == "wiki.corp.example"


def test_keys_of_the_page(qtbot: QtBot, engine: FakeEngine, page: BrowserPage) -> None:
    with_rules(qtbot, engine, page)
    page.enter()
    qtbot.wait_until(page.rules.table.hasFocus)
    QTest.keyClick(page.rules.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait_until(page.rules.filter.hasFocus)
    QTest.keyClick(page.rules.filter, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = page.findChildren(RuleDialog)
    dialog.reject()


def test_tab_goes_down_the_page(qtbot: QtBot, engine: FakeEngine, page: BrowserPage) -> None:
    with_rules(qtbot, engine, page)
    page.strip.switch.buttons[BrowserMode.OFF].setFocus()
    order: list[QWidget] = []
    while (now := QApplication.focusWidget()) is not None and now not in order:
        order.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    places = [order.index(one) for one in (page.rules.filter, page.rules.add_button, page.rules.more, page.rules.table)]
    assert places == sorted(places)
    assert order.index(page.sites.filter) > places[-1]


def test_everything_has_a_name(qtbot: QtBot, engine: FakeEngine, page: BrowserPage) -> None:
    with_rules(qtbot, engine, page)
    for kind in (QAbstractButton, QLineEdit, QComboBox, QTreeView):
        for widget in page.findChildren(kind):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                text = widget.text() if isinstance(widget, QAbstractButton) else ""
                assert widget.objectName(), widget
                assert text or widget.accessibleName(), widget.objectName()


def mnemonics(page: BrowserPage) -> Counter[str]:
    """The letters that Alt goes with now."""
    texts = [one.text() for one in page.findChildren(QAbstractButton) if one.isVisible()]
    texts += [one.text() for one in page.findChildren(QLabel) if one.isVisible() and one.buddy() is not None]
    for bar in page.findChildren(QTabBar):
        texts += [bar.tabText(number) for number in range(bar.count()) if number != bar.currentIndex()]
    sequences = [QKeySequence.mnemonic(text).toString() for text in texts]
    return Counter(sequence for sequence in sequences if sequence)


def test_no_letter_leads_to_two_places(qtbot: QtBot, engine: FakeEngine, page: BrowserPage) -> None:
    for tab in range(page.below.count()):
        page.below.setCurrentIndex(tab)
        assert max(mnemonics(page).values()) == 1, mnemonics(page)
    with_rules(qtbot, engine, page)
    engine.publish(SitesSeen((SiteSeen(host="a.example", port=443, domain="a.example", route=Route.DIRECT),)))
    qtbot.wait_until(lambda: page.sites.model.rowCount() == 1)
    page.tester.answer.setVisible(True)
    for button in (page.strip.take_back, page.strip.leave, page.strip.try_again):
        button.setVisible(True)
    for tab in range(page.below.count()):
        page.below.setCurrentIndex(tab)
        assert max(mnemonics(page).values()) == 1, mnemonics(page)


def test_a_large_font_and_a_small_window_scroll(qtbot: QtBot, engine: FakeEngine, page: BrowserPage) -> None:
    with_rules(qtbot, engine, page)
    font = QApplication.font()
    large = QApplication.font()
    large.setPointSizeF(font.pointSizeF() * 1.5)
    page.setFont(large)
    page.resize(680, 420)
    qtbot.wait_until(lambda: page.size().height() == 420)
    assert page.rules.table.height() >= 3 * page.rules.table.sizeHintForRow(0)


def test_the_smallest_window_needs_no_scrolling_sideways(qtbot: QtBot, engine: FakeEngine, page: BrowserPage) -> None:
    everything = replace(rules_are(*RULES).state, mode=BrowserMode.EVERYTHING, everything_via="office")
    engine.publish(BrowserChanged(everything))
    qtbot.wait_until(page.strip.switch.connection.isVisible)
    page.resize(680, 460)
    qtbot.wait_until(lambda: page.size().width() == 680)
    (room,) = (one for one in page.findChildren(QScrollArea) if one.parent() is page)
    assert room.horizontalScrollBar().maximum() == 0
