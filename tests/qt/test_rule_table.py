"""The table of the site rules: what it says, and how rules are moved, switched and removed in it."""

import time

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, state_of
from tests.qt.rules import rule, rules_are
from towpath.model.browsing import ArrangeRule, RemoveRules, SaveRule
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged, ConnectionRemoved
from towpath.model.site_rule import Lifetime, Route, SiteRule, WhenDown
from towpath.model.state import Status
from towpath.qt.bridge import Bridge
from towpath.qt.browser.rule_dialog import RuleDialog
from towpath.qt.browser.rule_model import Column, RuleModel
from towpath.qt.browser.rule_panel import RulePanel

ABCD = tuple(rule(one, f"{one}.example") for one in "abcd")
A, B, C, D = ABCD


@pytest.fixture
def panel(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> RulePanel:
    engine.publish(ConnectionChanged(state_of(connection("office"), Status.UP)))
    engine.publish(rules_are(*ABCD))
    panel = RulePanel(bridge)
    qtbot.add_widget(panel)
    panel.resize(960, 400)
    with qtbot.wait_exposed(panel):
        panel.show()
    panel.activateWindow()
    panel.table.setFocus()
    return panel


def shown(panel: RulePanel) -> str:
    """The ids of the rows, in their order."""
    return "".join(one.id for one in panel.model.rules())


def chosen(panel: RulePanel) -> str:
    return "".join(one.id for one in panel.table.chosen)


def row(model: RuleModel, number: int = 0) -> list[str]:
    return [str(model.index(number, column).data()) for column in Column]


def arranged(engine: FakeEngine) -> list[tuple[str, str]]:
    return [(command.id, command.before) for command in engine.commands if isinstance(command, ArrangeRule)]


def saved(engine: FakeEngine) -> list[SiteRule]:
    return [command.rule for command in engine.commands if isinstance(command, SaveRule)]


def drop(panel: RulePanel, ids: str, place: int) -> None:
    """As dragging does, above the row with this number."""
    model = panel.model
    data = model.mimeData([model.index_of(one) for one in ids])
    model.dropMimeData(data, Qt.DropAction.MoveAction, place, 0, QModelIndex())


@pytest.mark.parametrize(
    ("one", "texts"),
    [
        (
            rule("1", "corp.example"),
            ["corp.example and all below it", "Through office (UP)", "Error page", "Always", ""],
        ),
        (
            rule("1", "=build.example", when_down=WhenDown.DIRECT, note="slow"),
            ["build.example alone", "Through office (UP)", "Goes direct", "Always", "slow"],
        ),
        (
            rule("1", "10.0.0.0/8", route=Route.DIRECT, lifetime=Lifetime.SESSION),
            ["addresses in 10.0.0.0/8", "Direct", "", "Until Towpath ends", ""],
        ),
        (rule("1", "10.1.2.3", route=Route.BLOCK), ["the address 10.1.2.3", "Blocked", "", "Always", ""]),
        (
            rule("1", "/^wiki[0-9]/", "gone"),
            ["names that fit /^wiki[0-9]/", "Its connection is gone", "Error page", "Always", ""],
        ),
        (
            rule("1", "not a pattern\x1b", note="\x07"),
            ["not a pattern\\x1b", "Through office (UP)", "Error page", "Always", "\\x07"],
        ),
    ],
)
def test_rules_are_told_in_words(
    qtbot: QtBot, engine: FakeEngine, panel: RulePanel, one: SiteRule, texts: list[str]
) -> None:
    engine.publish(rules_are(one))
    qtbot.wait_until(lambda: shown(panel) == "1")
    assert row(panel.model) == texts


def test_an_hour_is_counted_down(qtbot: QtBot, engine: FakeEngine, panel: RulePanel) -> None:
    engine.publish(rules_are(rule("1", "a.example", lifetime=Lifetime.HOUR, expires=time.time() + 43 * 60)))
    qtbot.wait_until(lambda: shown(panel) == "1")
    assert row(panel.model)[Column.LASTS] == "43 min left"
    with qtbot.wait_signal(panel.model.dataChanged):
        panel.model.tick()


def test_a_row_is_read_out_as_a_whole(qtbot: QtBot, engine: FakeEngine, panel: RulePanel) -> None:
    engine.publish(rules_are(rule("1", "a.example", enabled=False, note="old")))
    qtbot.wait_until(lambda: shown(panel) == "1")
    said = panel.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "a.example and all below it, switched off, Through office (UP), Error page, Always, old"


def test_the_state_of_a_connection_is_followed(qtbot: QtBot, engine: FakeEngine, panel: RulePanel) -> None:
    engine.publish(ConnectionChanged(state_of(connection("office"), Status.FAILED)))
    qtbot.wait_until(lambda: row(panel.model)[Column.WAY] == "Through office (FAILED)")
    engine.publish(ConnectionRemoved("office"))
    qtbot.wait_until(lambda: row(panel.model)[Column.WAY] == "Its connection is gone")


def test_what_is_chosen_stays_chosen_wherever_it_goes(qtbot: QtBot, engine: FakeEngine, panel: RulePanel) -> None:
    panel.table.choose(["b", "d"])
    new = rule("n", "n.example")
    engine.publish(rules_are(D, new, A, C, B))
    qtbot.wait_until(lambda: shown(panel) == "dnacb")
    assert chosen(panel) == "db"
    assert panel.model.rule(panel.table.currentIndex()) == B
    engine.publish(rules_are(A, B))
    qtbot.wait_until(lambda: shown(panel) == "ab")
    assert chosen(panel) == "b"


def test_the_model_keeps_its_promises_to_qt(qtbot: QtBot, engine: FakeEngine, panel: RulePanel) -> None:
    QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal, panel)
    for rules in ((D, C, B, A), (A,), (), (B, A), ABCD):
        panel.table.choose(["a", "b"])
        engine.publish(rules_are(*rules))
        qtbot.wait_until(lambda rules=rules: tuple(panel.model.rules()) == rules)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("ids", "place", "wanted"),
    [
        ("c", 0, [("c", "a")]),
        ("a", 4, [("a", "")]),
        ("ab", 3, [("a", "d"), ("b", "d")]),
        ("bd", 1, [("b", "c"), ("d", "c")]),
    ],
)
def test_dropped_rows_are_arranged(
    engine: FakeEngine, panel: RulePanel, ids: str, place: int, wanted: list[tuple[str, str]]
) -> None:
    drop(panel, ids, place)
    assert arranged(engine) == wanted
    assert shown(panel) == "abcd"  # until the engine says so


def test_below_the_last_row_of_a_filtered_list_is_above_the_next_rule(
    qtbot: QtBot, engine: FakeEngine, panel: RulePanel
) -> None:
    engine.publish(rules_are(A, rule("1", "corp1.org"), B, rule("2", "corp2.org"), C))
    qtbot.wait_until(lambda: shown(panel) == "a1b2c")
    panel.filter.setText("corp")
    assert shown(panel) == "12"
    drop(panel, "1", 2)
    assert arranged(engine) == [("1", "c")]
    engine.commands.clear()
    drop(panel, "2", 0)
    assert arranged(engine) == [("2", "1")]


def test_rules_are_moved_by_keys(qtbot: QtBot, engine: FakeEngine, panel: RulePanel) -> None:
    def press(key: Qt.Key, *ids: str) -> list[tuple[str, str]]:
        engine.commands.clear()
        panel.table.choose(list(ids))
        QTest.keyClick(panel.table, key, Qt.KeyboardModifier.AltModifier)
        return arranged(engine)

    qtbot.wait_until(panel.table.hasFocus)
    assert press(Qt.Key.Key_Up, "c") == [("c", "b")]
    assert press(Qt.Key.Key_Down, "c") == [("c", "")]
    assert press(Qt.Key.Key_Down, "a") == [("a", "c")]
    assert press(Qt.Key.Key_Up, "b", "c") == [("b", "a"), ("c", "a")]
    assert press(Qt.Key.Key_Up, "a") == []
    assert press(Qt.Key.Key_Down, "c", "d") == []
    assert press(Qt.Key.Key_Up, "a", "c") == [("a", "b"), ("c", "b")]


def test_space_switches_all_chosen_rules(qtbot: QtBot, engine: FakeEngine, panel: RulePanel) -> None:
    off = rule("b", "b.example", enabled=False)
    engine.publish(rules_are(A, off, C))
    qtbot.wait_until(lambda: shown(panel) == "abc")
    qtbot.wait_until(panel.table.hasFocus)
    panel.table.choose(["a", "b"])
    assert panel.acts.switch.text() == "Switch &on"
    QTest.keyClick(panel.table, Qt.Key.Key_Space)
    assert saved(engine) == [rule("b", "b.example")]
    panel.table.choose(["a", "c"])
    assert panel.acts.switch.text() == "Switch &off"
    QTest.keyClick(panel.table, Qt.Key.Key_Space)
    assert [(one.id, one.enabled) for one in saved(engine)[1:]] == [("a", False), ("c", False)]


def test_a_click_on_the_box_asks_and_the_engine_decides(engine: FakeEngine, panel: RulePanel) -> None:
    index = panel.model.index(1, Column.SITE)
    option = QStyleOptionViewItem()
    panel.table.initViewItemOption(option)
    option.rect = panel.table.visualRect(index)
    option.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
    box = panel.table.style().subElementRect(part, option, panel.table).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert [(one.id, one.enabled) for one in saved(engine)] == [("b", False)]
    assert index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked


def test_removing_asks_and_names_what_is_lost(qtbot: QtBot, engine: FakeEngine, panel: RulePanel) -> None:
    qtbot.wait_until(panel.table.hasFocus)
    panel.table.choose(["a", "c"])
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    (box,) = panel.window().findChildren(QMessageBox, "remove-rules")
    assert box.text() == "Remove 2 rules?"
    assert "a.example and all below it\nc.example and all below it" in box.informativeText()
    assert {label.textFormat() for label in box.findChildren(QLabel) if label.text()} == {Qt.TextFormat.PlainText}
    assert not engine.commands[-1:] or not isinstance(engine.commands[-1], RemoveRules)
    next(button for button in box.buttons() if button.text() == "&Remove").click()
    assert engine.commands[-1] == RemoveRules(ids=("a", "c"))


def test_a_question_about_very_many_rules_stays_short(qtbot: QtBot, engine: FakeEngine, panel: RulePanel) -> None:
    engine.publish(rules_are(*(rule(str(n), f"x{n}.example") for n in range(100))))
    qtbot.wait_until(lambda: panel.model.rowCount() == 100)
    panel.table.selectAll()
    panel.acts.remove.trigger()
    (box,) = panel.window().findChildren(QMessageBox, "remove-rules")
    assert box.informativeText().endswith("and 92 more")
    box.reject()
    assert RemoveRules not in [type(command) for command in engine.commands]


def test_return_and_a_double_click_edit(qtbot: QtBot, panel: RulePanel) -> None:
    def dialog() -> RuleDialog:
        qtbot.wait_until(lambda: bool(panel.findChildren(RuleDialog)))
        (found,) = panel.findChildren(RuleDialog)
        return found

    qtbot.wait_until(panel.table.hasFocus)
    panel.table.choose(["b"])
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert dialog().site.text == "b.example"
    dialog().reject()
    qtbot.wait_until(lambda: not panel.findChildren(RuleDialog))
    where = panel.table.visualRect(panel.model.index(2, Column.WAY)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    QTest.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert dialog().site.text == "c.example"
    dialog().reject()


def test_what_the_engine_refuses_is_told(qtbot: QtBot, engine: FakeEngine, panel: RulePanel) -> None:
    engine.refusal = Problem(ProblemKind.UNKNOWN_RULE, "b")
    with qtbot.wait_signal(panel.failed) as failed:
        drop(panel, "b", 0)
    assert failed.args == [engine.refusal]


def test_acts_are_offered_where_they_do_something(qtbot: QtBot, panel: RulePanel) -> None:
    acts = panel.acts

    def enabled() -> list[bool]:
        return [act.isEnabled() for act in (acts.add, acts.edit, acts.duplicate, acts.switch, acts.sooner, acts.remove)]

    panel.table.clearSelection()
    assert enabled() == [True, False, False, False, False, False]
    panel.table.choose(["a"])
    assert enabled() == [True] * 6
    panel.table.choose(["a", "b"])
    assert enabled() == [True, False, False, True, True, True]


def test_the_filter_looks_at_sites_connections_and_notes(qtbot: QtBot, engine: FakeEngine, panel: RulePanel) -> None:
    engine.publish(ConnectionChanged(state_of(connection("lab"))))
    engine.publish(rules_are(A, rule("l", "x.example", "lab"), rule("n", "y.example", note="Tickets")))
    qtbot.wait_until(lambda: shown(panel) == "aln")
    for text, found in (("lab", "l"), ("TICK y", "n"), ("a.exa", "a"), ("", "aln"), ("nothing", "")):
        panel.filter.setText(text)
        assert shown(panel) == found
    assert panel.nothing_found.isVisible()


def test_ten_thousand_rules_stay_fluent(qtbot: QtBot, engine: FakeEngine, panel: RulePanel) -> None:
    many = [rule(str(n), f"host{n}.example") for n in range(10_000)]
    engine.publish(rules_are(*many))
    qtbot.wait_until(lambda: panel.model.rowCount() == len(many))
    panel.table.choose(["9000"])
    began = time.perf_counter()
    for _ in range(10):
        many.insert(0, many.pop())
        engine.publish(rules_are(*many))
        qtbot.wait_until(lambda: panel.model.rules()[0] is many[0])
        panel.table.viewport().repaint()
    assert chosen(panel) == "9000"
    for number in range(10):
        panel.filter.setText(f"host{number}")
        panel.filter.setText("")
    assert time.perf_counter() - began < 5  # some five times what it takes


def test_the_menu_opens_by_keyboard_at_the_row(qtbot: QtBot, panel: RulePanel) -> None:
    panel.table.choose(["c"])
    qtbot.wait_until(panel.table.hasFocus)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(panel.table, event)
    qtbot.wait_until(panel.table.menu.isVisible)
    bottom = panel.table.visualRect(panel.model.index(2, 0)).bottomLeft()
    assert panel.table.menu.pos().y() == panel.table.viewport().mapToGlobal(bottom).y()
    panel.table.menu.hide()
