"""The dialog for one site rule: what it reads out of what is typed, and what it asks the engine for."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, connection, state_of
from tests.qt.rules import rule, rules_are
from towpath.model.browsing import SaveRule
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import ConnectionChanged
from towpath.model.parse import invalid
from towpath.model.site_rule import Lifetime, Route, SiteRule, WhenDown
from towpath.model.state import Status
from towpath.qt.bridge import Bridge
from towpath.qt.browser.rule_dialog import RuleDialog

RULES = (rule("1", "corp.example", "office"), rule("2", "=wiki.corp.example", "lab", note="wiki"))


class Opened:
    """Makes dialogs as the page does."""

    def __init__(self, qtbot: QtBot, bridge: Bridge) -> None:
        self._qtbot = qtbot
        self._bridge = bridge
        self._window = QWidget()
        qtbot.add_widget(self._window)
        self._window.show()

    def __call__(self, edited: SiteRule | None = None) -> RuleDialog:
        dialog = RuleDialog(self._bridge, edited, self._window)
        with self._qtbot.wait_exposed(dialog):
            dialog.open()
        return dialog


@pytest.fixture
def opened(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> Opened:
    for name in ("office", "lab"):
        engine.publish(ConnectionChanged(state_of(connection(name), Status.UP)))
    engine.publish(rules_are(*RULES))
    return Opened(qtbot, bridge)


def type_site(dialog: RuleDialog, text: str) -> None:
    dialog.site.line.setText(text)
    dialog.site.line.textEdited.emit(text)
    dialog.site.refresh()


@pytest.mark.parametrize(
    ("typed", "pattern", "reading"),
    [
        ("Intra.Example.", "intra.example", "intra.example and every name that ends in .intra.example"),
        ("*.intra.example", "intra.example", "intra.example and every name that ends in .intra.example"),
        ("=intra.example", "=intra.example", "intra.example alone, not the names below it"),
        ("https://intra.example:8443/x?y", "intra.example", "intra.example and every name that ends in .intra.example"),
        ("10.1.0.0/16", "10.1.0.0/16", "Addresses from 10.1.0.0 to 10.1.255.255, where they are typed as addresses"),
        ("10.1.2.3", "10.1.2.3", "The address 10.1.2.3, where it is typed as an address: names are not looked up"),
        ("/^wiki[0-9]/", "/^wiki[0-9]/", "Every host in whose name this regular expression is found"),
        ("corp.example", "corp.example", "There is another rule for exactly this."),
    ],
)
def test_what_is_typed_is_read_out(engine: FakeEngine, opened: Opened, typed: str, pattern: str, reading: str) -> None:
    dialog = opened()
    type_site(dialog, typed)
    assert reading in dialog.reading.text()
    assert dialog.reading.isVisible()
    dialog.accept()
    assert engine.asked(SaveRule).rule.pattern == pattern


@pytest.mark.parametrize("typed", ["", "corp.*.example", "10.0.0.0/40", "/(/", "a b", "corp.example:443"])
def test_what_cannot_be_understood_is_said_below_the_field(opened: Opened, typed: str) -> None:
    dialog = opened()
    type_site(dialog, typed)
    assert dialog.site.message.text()
    assert dialog.site.message.isVisible()
    assert not dialog.reading.isVisible()
    assert not dialog.save_button.isEnabled()
    dialog.done(0)


def test_a_new_rule_is_proposed_for_a_connection_that_rules_use(engine: FakeEngine, opened: Opened) -> None:
    dialog = opened()
    assert dialog.windowTitle() == "Add a rule"
    type_site(dialog, "new.example")
    dialog.accept()
    command = engine.asked(SaveRule)
    assert command.before is None
    assert command.rule == rule(command.rule.id, "new.example", "office")
    assert command.rule.id not in {one.id for one in RULES}


def test_everything_can_be_chosen(engine: FakeEngine, opened: Opened) -> None:
    dialog = opened(RULES[1])
    dialog.connection.setCurrentIndex(dialog.connection.findText("office"))
    dialog.when_down.setCurrentIndex(1)
    dialog.lasts.setCurrentIndex(2)
    dialog.note.setText(" for now ")
    dialog.enabled.setChecked(False)
    dialog.accept()
    assert engine.asked(SaveRule).rule == rule(
        "2",
        "=wiki.corp.example",
        "office",
        when_down=WhenDown.DIRECT,
        lifetime=Lifetime.HOUR,
        note="for now",
        enabled=False,
    )


def test_an_hour_that_has_begun_goes_on(engine: FakeEngine, opened: Opened) -> None:
    hour = rule("3", "x.example", lifetime=Lifetime.HOUR, expires=1000.0)
    dialog = opened(hour)
    dialog.note.setText("x")
    dialog.accept()
    assert engine.asked(SaveRule).rule == replace(hour, note="x")


@pytest.mark.parametrize("route", [Route.DIRECT, Route.BLOCK])
def test_without_a_connection_nothing_is_asked_about_it(engine: FakeEngine, opened: Opened, route: Route) -> None:
    dialog = opened(RULES[0])
    dialog.ways[route].click()
    assert not dialog.connection.isVisible()
    assert not dialog.when_down.isVisible()
    dialog.accept()
    assert engine.asked(SaveRule).rule == rule("1", "corp.example", route=route)


def test_a_removed_connection_has_to_be_replaced(engine: FakeEngine, opened: Opened) -> None:
    dialog = opened(rule("3", "x.example", "gone"))
    assert dialog.summary.text() == "Its connection was removed: choose another one"
    assert not dialog.save_button.isEnabled()
    dialog.connection.setCurrentIndex(0)
    dialog.connection.activated.emit(0)
    dialog.accept()
    assert engine.asked(SaveRule).rule.connection == "office"


def test_trying_a_site_tells_whether_the_rule_is_for_it(opened: Opened) -> None:
    dialog = opened(RULES[1])
    for typed, told in (
        (
            "http://wiki.corp.example/start",
            "but another one stands above it and decides: corp.example and all below it",
        ),
        ("other.example", "The rule is not for other.example"),
        ("http://", "This names no site"),
        ("", ""),
    ):
        dialog.host.setText(typed)
        assert told in dialog.tried.text()
        assert dialog.tried.isVisible() is bool(told)
    type_site(dialog, "free.example")
    dialog.host.setText("WWW.free.example")
    assert dialog.tried.text() == "The rule is for www.free.example"
    dialog.done(0)


def test_a_refusal_is_told_and_loses_nothing(engine: FakeEngine, opened: Opened, qtbot: QtBot) -> None:
    dialog = opened(RULES[0])
    engine.refusal = invalid("corp.example", "not today").problem
    dialog.note.setText("x")
    dialog.accept()
    qtbot.wait_until(dialog.summary.isVisible)
    assert "not today" in dialog.summary.text()
    assert dialog.isVisible()
    engine.refusal = None
    with qtbot.wait_signal(dialog.saved) as saved:
        dialog.accept()
    assert saved.args == ["1"]
    assert not dialog.isVisible()


def test_changes_are_not_lost_by_escape(opened: Opened) -> None:
    dialog = opened(RULES[0])
    dialog.reject()
    assert not dialog.isVisible()
    dialog = opened(RULES[0])
    dialog.note.setText("x")
    dialog.reject()
    assert dialog.isVisible()
    (box,) = dialog.findChildren(QMessageBox, "discard")
    next(button for button in box.buttons() if "Discard" in button.text()).click()
    assert not dialog.isVisible()


def test_long_names_do_not_make_it_wider(engine: FakeEngine, opened: Opened) -> None:
    engine.publish(ConnectionChanged(state_of(connection("a connection with a name " * 20))))
    dialog = opened()
    before = dialog.minimumSizeHint().width(), dialog.sizeHint().width()
    name = ".".join(["a" * 60] * 4)
    type_site(dialog, name)
    dialog.host.setText(f"https://{name}/")
    assert name in dialog.tried.text()
    assert (dialog.minimumSizeHint().width(), dialog.sizeHint().width()) == before
    assert before[1] < 1000
    dialog.done(0)


def test_saving_what_is_gone_by_now_is_told(engine: FakeEngine, opened: Opened, qtbot: QtBot) -> None:
    dialog = opened(RULES[0])
    engine.refusal = Problem(ProblemKind.UNKNOWN_RULE, "1")
    dialog.accept()
    qtbot.wait_until(dialog.summary.isVisible)
    assert dialog.summary.text().startswith("No rule 1")
    dialog.done(0)
