"""Rules from files of other programs and into such files, as far as the window goes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.qt.fake_engine import FakeEngine, connection, state_of
from tests.qt.rules import rule, rules_are
from towpath.model.browsing import ExportRules, ImportRules, LeftOut, RuleFormat, RulesRead
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import BrowserChanged, ConnectionChanged
from towpath.model.site_rule import Lifetime, Route
from towpath.model.state import Status
from towpath.qt.bridge import Bridge
from towpath.qt.browser.import_dialog import ImportDialog
from towpath.qt.browser.rule_panel import RulePanel
from towpath.qt.left_out import LeftOutDialog

FOUND = RulesRead(
    format="SwitchyOmega",
    rules=(rule("1", "corp.example", "office"), rule("2", "=wiki.corp.example", "office")),
    already=3,
    left_out=(LeftOut(12, "*.x.*\x07", "a * in the middle cannot be carried over"), LeftOut(0, "rest", "no idea")),
)
MALFORMED = Problem(ProblemKind.RULE_FILE_MALFORMED, "omega.bak", {"line": "7", "detail": "a brace is missing"})


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.add_widget(window)
    with qtbot.wait_exposed(window):
        window.show()
    return window


@pytest.fixture
def dialog(qtbot: QtBot, engine: FakeEngine, bridge: Bridge, window: QWidget) -> Iterator[ImportDialog]:
    """One that looks into a file, and has no answer yet."""
    for name in ("office", "lab"):
        engine.publish(ConnectionChanged(state_of(connection(name), Status.UP)))
    engine.holds = True
    dialog = ImportDialog(bridge, "/home/ann/omega.bak", window)
    with qtbot.wait_exposed(dialog):
        dialog.open()
    yield dialog
    if isValid(dialog):
        dialog.hide()


def answer(qtbot: QtBot, engine: FakeEngine, dialog: ImportDialog, found: RulesRead | Problem) -> None:
    """The engine has looked into the file."""
    command = engine.asked(ImportRules)
    if isinstance(found, RulesRead):
        engine.report(command.request, found)
    engine.finish(command, found if isinstance(found, Problem) else None)
    wanted = len(found.rules) if isinstance(found, RulesRead) else 0
    qtbot.wait_until(lambda: dialog.model.rowCount() == wanted and not dialog.found.text().startswith("Reading"))


def test_nothing_is_added_before_it_was_shown(qtbot: QtBot, engine: FakeEngine, dialog: ImportDialog) -> None:
    command = engine.asked(ImportRules)
    assert (command.path, command.dry_run, command.via) == ("/home/ann/omega.bak", True, "")
    assert dialog.found.text() == "Reading the file…"
    assert not dialog.add_button.isEnabled()
    answer(qtbot, engine, dialog, FOUND)
    assert dialog.found.text() == (
        "Read as SwitchyOmega. 3 of its rules are there already and are not added again. "
        "2 things in it cannot be carried over, or not quite as they are."
    )
    assert dialog.model.index(0, 0).data() == "corp.example and all below it"
    assert dialog.tabs.tabText(0) == "To be added: 2"
    assert dialog.tabs.tabText(1) == "Not quite carried over: 2"
    assert dialog.left_out.as_text() == ("12\t*.x.*\\x07\tA * in the middle cannot be carried over\n\trest\tNo idea")
    assert dialog.add_button.text() == "&Add 2 rules"
    dialog.add_button.click()
    added = engine.asked(ImportRules)
    assert replace(added, request="") == replace(command, request="", dry_run=False)
    engine.report(added.request, FOUND)
    with qtbot.wait_signal(dialog.accepted):
        engine.finish(added)


def test_another_choice_looks_again(qtbot: QtBot, engine: FakeEngine, dialog: ImportDialog) -> None:
    answer(qtbot, engine, dialog, FOUND)
    for text, via, route in (
        ("through lab", "lab", Route.VIA),
        ("direct, where the file is only a list of sites", "", Route.DIRECT),
        ("nowhere: blocked, where the file is only a list of sites", "", Route.BLOCK),
    ):
        dialog.way.setCurrentIndex(dialog.way.findText(text))
        dialog.way.activated.emit(dialog.way.currentIndex())
        command = engine.asked(ImportRules)
        assert (command.via, command.route, command.dry_run) == (via, route, True)
        assert not dialog.add_button.isEnabled()
    dialog.lasts.setCurrentIndex(2)
    dialog.lasts.activated.emit(2)
    assert engine.asked(ImportRules).lifetime is Lifetime.HOUR
    engine.report(engine.asked(ImportRules).request, FOUND)
    engine.finish(engine.asked(ImportRules))
    qtbot.wait_until(dialog.add_button.isEnabled)


def test_a_list_of_sites_needs_to_be_told_where_they_go(qtbot: QtBot, engine: FakeEngine, dialog: ImportDialog) -> None:
    lost = RulesRead(format="a list of domains", rules=(), left_out=(LeftOut(1, "a.example", "say where"),))
    command = engine.asked(ImportRules)
    engine.report(command.request, lost)
    engine.finish(command)
    qtbot.wait_until(lambda: dialog.tabs.currentIndex() == 1)
    assert dialog.found.text().endswith("Choose where its sites go.")
    assert not dialog.add_button.isEnabled()
    dialog.way.setCurrentIndex(dialog.way.findText("through lab"))
    dialog.way.activated.emit(dialog.way.currentIndex())
    answer(qtbot, engine, dialog, FOUND)
    qtbot.wait_until(dialog.add_button.isEnabled)
    assert dialog.tabs.currentIndex() == 0


def test_a_malformed_file_is_told_with_its_line(qtbot: QtBot, engine: FakeEngine, dialog: ImportDialog) -> None:
    answer(qtbot, engine, dialog, MALFORMED)
    assert "line 7: a brace is missing" in dialog.problem_label.text()
    assert not dialog.add_button.isEnabled()


def test_what_could_not_be_added_is_told(qtbot: QtBot, engine: FakeEngine, dialog: ImportDialog) -> None:
    answer(qtbot, engine, dialog, FOUND)
    dialog.add_button.click()
    engine.finish(engine.asked(ImportRules), Problem(ProblemKind.FILE_UNWRITABLE, "config", {"detail": "disk full"}))
    qtbot.wait_until(dialog.problem_label.isVisible)
    assert dialog.isVisible()
    assert dialog.add_button.isEnabled()


@pytest.fixture
def panel(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> RulePanel:
    engine.publish(rules_are(*FOUND.rules))
    panel = RulePanel(bridge)
    qtbot.add_widget(panel)
    with qtbot.wait_exposed(panel):
        panel.show()
    return panel


def action(panel: RulePanel, name: str) -> QAction:
    found = panel.more.menu().findChild(QAction, name)
    assert isinstance(found, QAction)
    return found


def file_dialog(panel: RulePanel, name: str) -> QFileDialog:
    found = panel.findChild(QFileDialog, name)
    assert isinstance(found, QFileDialog)
    return found


@pytest.mark.parametrize(("form", "name"), [(RuleFormat.PAC, "export-pac"), (RuleFormat.FOXYPROXY, "export-foxyproxy")])
def test_rules_are_exported(
    qtbot: QtBot, engine: FakeEngine, panel: RulePanel, tmp_path: Path, form: RuleFormat, name: str
) -> None:
    engine.holds = True
    action(panel, name).trigger()
    dialog = file_dialog(panel, "export-rules-file")
    dialog.fileSelected.emit(str(tmp_path / "rules"))
    dialog.hide()
    command = engine.asked(ExportRules)
    assert (command.path, command.format) == (str(tmp_path / "rules"), form)
    engine.report(command.request, FOUND)
    engine.finish(command)
    qtbot.wait_until(lambda: bool(panel.findChildren(LeftOutDialog)))
    (told,) = panel.findChildren(LeftOutDialog)
    assert told.table.rowCount() == 2
    told.reject()


def test_an_export_that_fails_is_told(qtbot: QtBot, engine: FakeEngine, panel: RulePanel) -> None:
    engine.refusal = Problem(ProblemKind.FILE_UNWRITABLE, "rules.pac", {"detail": "disk full"})
    action(panel, "export-pac").trigger()
    dialog = file_dialog(panel, "export-rules-file")
    with qtbot.wait_signal(panel.failed) as failed:
        dialog.fileSelected.emit("/rules.pac")
    dialog.hide()
    assert failed.args == [engine.refusal]


def test_a_chosen_file_is_looked_into(qtbot: QtBot, engine: FakeEngine, panel: RulePanel) -> None:
    engine.holds = True
    action(panel, "import-rules").trigger()
    dialog = file_dialog(panel, "import-rules-file")
    dialog.fileSelected.emit("/home/ann/rules.json")
    dialog.hide()
    assert engine.asked(ImportRules).path == "/home/ann/rules.json"
    panel.findChildren(ImportDialog)[0].reject()


def test_the_address_of_the_pac_file_is_copied(qtbot: QtBot, engine: FakeEngine, panel: RulePanel) -> None:
    menu = panel.more.menu()
    copy = action(panel, "copy-pac-address")
    menu.aboutToShow.emit()
    copy.trigger()
    assert QApplication.clipboard().text() == "http://127.0.0.1:41080/t/proxy.pac?v=1"
    without = replace(rules_are().state, router=None, pac_url="")
    engine.publish(BrowserChanged(without))
    menu.aboutToShow.emit()
    assert not copy.isEnabled()
