"""Why does this site go that way: the answer in words and as a drawing, kept up to date."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.qt.fake_engine import FakeEngine, changed, connection, state_of
from towpath.model.browsing import BrowserState, ExplainSite, SiteExplained
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import BrowserChanged, ConnectionChanged
from towpath.model.parse import invalid
from towpath.model.site_rule import Route, SiteRule, WhenDown
from towpath.model.state import Status
from towpath.qt.bridge import Bridge
from towpath.qt.browser.tester import SiteTester

LAB = state_of(connection("lab", jumps=("gate.example",)), Status.UP)
RULE = SiteRule(id="one", pattern="=wiki.corp.example", connection="lab")
LATER = tuple(SiteRule(id=f"later-{n}", pattern=f"=w{n}.example") for n in range(7))
THROUGH = SiteExplained(host="wiki.corp.example", port=443, route=Route.VIA, connection="lab", rule=RULE)
DIRECT = SiteExplained(host="debian.org", port=443, route=Route.DIRECT)


@pytest.fixture
def tester(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> Iterator[SiteTester]:
    engine.publish(ConnectionChanged(LAB))
    tester = SiteTester(bridge)
    tester.resize(700, 360)
    with qtbot.wait_exposed(tester):
        tester.show()
    tester.activateWindow()
    engine.holds = True
    yield tester
    tester.hide()


def answer(qtbot: QtBot, engine: FakeEngine, tester: SiteTester, found: SiteExplained) -> None:
    command = engine.asked(ExplainSite)
    engine.report(command.request, found)
    engine.finish(command)
    qtbot.wait_until(lambda: found.host in tester.verdict.text())


def nodes(tester: SiteTester) -> list[str]:
    return [node.name for node in tester.path.nodes]


def test_the_rule_and_the_way(qtbot: QtBot, engine: FakeEngine, tester: SiteTester) -> None:
    tester.site.setFocus()
    QTest.keyClicks(tester.site, " https://wiki.corp.example/start ")
    assert engine.commands == []
    QTest.keyClick(tester.site, Qt.Key.Key_Return)
    assert engine.asked(ExplainSite).site == "https://wiki.corp.example/start"
    answer(qtbot, engine, tester, replace(THROUGH, shadowed=LATER))
    assert tester.verdict.text() == "wiki.corp.example goes through lab."
    assert "“wiki.corp.example alone” decides" in tester.because.text()
    assert nodes(tester) == ["This machine", "ann@gate.example", "ann@lab.example", "wiki.corp.example"]
    assert tester.state.text() == "lab is UP."
    assert tester.later.text().count("alone") == 5
    assert "and 2 more" in tester.later.text()
    with qtbot.wait_signal(tester.show_rule) as shown:
        tester.rule_button.click()
    assert shown.args == ["one"]


@pytest.mark.parametrize(
    ("found", "verdict", "because", "drawn"),
    [
        (DIRECT, "debian.org goes direct.", "No rule is for it.", ["This machine", "debian.org"]),
        (
            replace(THROUGH, rule=None),
            "wiki.corp.example goes through lab.",
            "No rule is for it, and the switch is at Everything.",
            ["This machine", "ann@gate.example", "ann@lab.example", "wiki.corp.example"],
        ),
        (
            replace(DIRECT, route=Route.BLOCK, rule=RULE),
            "debian.org is blocked.",
            "The rule “wiki.corp.example alone” decides: it is the first that fits.",
            ["This machine", "debian.org"],
        ),
        (
            replace(THROUGH, connection="gone"),
            "wiki.corp.example goes through a connection that was removed.",
            "The rule “wiki.corp.example alone” decides: it is the first that fits.",
            ["This machine", "wiki.corp.example"],
        ),
    ],
)
def test_every_way_is_said_and_drawn(
    qtbot: QtBot,
    engine: FakeEngine,
    tester: SiteTester,
    found: SiteExplained,
    verdict: str,
    because: str,
    drawn: list[str],
) -> None:
    tester.explain("x")
    answer(qtbot, engine, tester, found)
    assert (tester.verdict.text(), tester.because.text(), nodes(tester)) == (verdict, because, drawn)
    assert tester.rule_button.isVisible() == (found.rule is not None)


def test_this_machine_itself(qtbot: QtBot, engine: FakeEngine, tester: SiteTester) -> None:
    tester.explain("localhost:8080")
    answer(qtbot, engine, tester, replace(DIRECT, host="localhost", local=True, rule=RULE))
    assert "this machine itself" in tester.verdict.text()
    assert not tester.path.isVisible()
    assert not tester.rule_button.isVisible()


@pytest.mark.parametrize(
    ("status", "when_down", "said"),
    [
        (
            Status.OFF,
            WhenDown.CLOSED,
            "lab is OFF: the first request brings it up. While it cannot be had, browsers show an error page.",
        ),
        (
            Status.WAITING_FOR_NETWORK,
            WhenDown.DIRECT,
            "lab is WAITING FOR NETWORK. While it cannot be had, the site goes direct, as the rule says.",
        ),
    ],
)
def test_a_connection_that_is_not_up(
    qtbot: QtBot, engine: FakeEngine, tester: SiteTester, status: Status, when_down: WhenDown, said: str
) -> None:
    tester.explain("wiki.corp.example")
    answer(qtbot, engine, tester, replace(THROUGH, rule=replace(RULE, when_down=when_down)))
    engine.publish(ConnectionChanged(changed(LAB, status)))
    qtbot.wait_until(lambda: tester.state.text() == said)
    assert len(engine.commands) == 1, "the way is the same: nobody has to be asked again"


def test_new_rules_are_asked_for_by_themselves(qtbot: QtBot, engine: FakeEngine, tester: SiteTester) -> None:
    tester.explain("wiki.corp.example")
    answer(qtbot, engine, tester, THROUGH)
    engine.publish(BrowserChanged(BrowserState()))
    qtbot.wait_until(lambda: len(engine.commands) == 2)
    answer(qtbot, engine, tester, replace(THROUGH, route=Route.DIRECT, connection="", rule=None))
    qtbot.wait_until(lambda: tester.verdict.text() == "wiki.corp.example goes direct.")


def test_what_is_no_site_is_said_below_the_field(qtbot: QtBot, engine: FakeEngine, tester: SiteTester) -> None:
    tester.explain("a b")
    engine.finish(engine.asked(ExplainSite), invalid("a b", "a host has no blanks", "take them out").problem)
    qtbot.wait_until(tester.message.isVisible)
    assert tester.message.text() == "A host has no blanks: take them out"
    assert tester.isAncestorOf(tester.message)
    assert not tester.answer.isVisible()
    tester.site.setText("ab")
    assert not tester.message.isVisible()


def test_an_answer_that_comes_too_late_is_not_shown(qtbot: QtBot, engine: FakeEngine, tester: SiteTester) -> None:
    tester.explain("wiki.corp.example")
    late = engine.asked(ExplainSite)
    tester.explain("debian.org")
    engine.report(late.request, THROUGH)
    answer(qtbot, engine, tester, DIRECT)
    assert tester.verdict.text() == "debian.org goes direct."
    tester.site.clear()
    assert not tester.answer.isVisible()


def test_a_failed_connection_says_why(qtbot: QtBot, engine: FakeEngine, tester: SiteTester) -> None:
    tester.explain("wiki.corp.example")
    answer(qtbot, engine, tester, THROUGH)
    problem = Problem(ProblemKind.REFUSED, "ann@gate.example")
    engine.publish(ConnectionChanged(replace(changed(LAB, Status.FAILED), problem=problem)))
    qtbot.wait_until(lambda: tester.state.text().startswith("lab is FAILED: "))
