"""The check for DNS leaks: which browser, and what came of it in words."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.qt.fake_engine import FakeEngine
from towpath.model.browsing import (
    BrowsersFound,
    BrowserState,
    CheckLeaks,
    FindBrowsers,
    InstalledBrowser,
    Leak,
    LeakChecked,
)
from towpath.model.error import Problem, ProblemKind
from towpath.model.event import BrowserChanged
from towpath.model.file_work import Withdraw
from towpath.model.site_rule import BrowserMode
from towpath.qt.bridge import Bridge
from towpath.qt.browser.leak_check import LeakCheckDialog


@pytest.fixture
def dialog(qtbot: QtBot, engine: FakeEngine, bridge: Bridge) -> Iterator[LeakCheckDialog]:
    """Chromium was found."""
    engine.holds = True
    engine.publish(BrowserChanged(BrowserState(mode=BrowserMode.RULES)))
    dialog = LeakCheckDialog(bridge)
    with qtbot.wait_exposed(dialog):
        dialog.show()
    chromium = InstalledBrowser(id="chromium", name="Chromium", family="chromium")
    engine.report(engine.asked(FindBrowsers).request, BrowsersFound(browsers=(chromium,)))
    qtbot.wait_until(lambda: dialog.browser.count() == 2)
    yield dialog
    if isValid(dialog):
        dialog.close()


def check(qtbot: QtBot, engine: FakeEngine, dialog: LeakCheckDialog, leak: Leak) -> None:
    dialog.check_button.click()
    assert not dialog.check_button.isEnabled()
    assert dialog.bar.isVisible()
    command = engine.asked(CheckLeaks)
    engine.report(command.request, LeakChecked(leak=leak, name="x.example"))
    engine.finish(command)
    qtbot.wait_until(dialog.check_button.isEnabled)
    assert not dialog.bar.isVisible()


@pytest.mark.parametrize(
    ("leak", "said", "to_do"),
    [
        (Leak.NONE, "No leak", ""),
        (Leak.RESOLVED_HERE, "A leak", "Proxy DNS when using SOCKS v5"),
        (Leak.NOT_ASKED, "did not ask Towpath", "does not follow the desktop's proxy setting"),
    ],
)
def test_what_came_of_it(
    qtbot: QtBot, engine: FakeEngine, dialog: LeakCheckDialog, leak: Leak, said: str, to_do: str
) -> None:
    check(qtbot, engine, dialog, leak)
    assert engine.asked(CheckLeaks).browser is None, "the desktop's own"
    assert said in dialog.outcome.text()
    assert to_do in dialog.advice.text()
    assert dialog.advice.isVisible() == bool(to_do)


def test_a_browser_that_is_opened_for_it(qtbot: QtBot, engine: FakeEngine, dialog: LeakCheckDialog) -> None:
    dialog.browser.setCurrentIndex(1)
    check(qtbot, engine, dialog, Leak.NOT_ASKED)
    assert engine.asked(CheckLeaks).browser == "chromium"
    assert dialog.advice.text() == "Look whether it started, and check again."


def test_while_the_switch_is_off_nothing_else_was_to_be_expected(
    qtbot: QtBot, engine: FakeEngine, dialog: LeakCheckDialog
) -> None:
    engine.publish(BrowserChanged(BrowserState()))
    check(qtbot, engine, dialog, Leak.NOT_ASKED)
    assert "The switch is off" in dialog.advice.text()


def test_a_check_that_fails_says_why(qtbot: QtBot, engine: FakeEngine, dialog: LeakCheckDialog) -> None:
    dialog.check_button.click()
    engine.finish(engine.asked(CheckLeaks), Problem(ProblemKind.NO_BROWSER))
    qtbot.wait_until(dialog.problem_label.isVisible)
    assert "cannot start a browser" in dialog.problem_label.text().lower()
    assert not dialog.outcome.isVisible()


def test_closing_the_dialog_ends_the_check(qtbot: QtBot, engine: FakeEngine, dialog: LeakCheckDialog) -> None:
    dialog.check_button.click()
    dialog.done(0)
    assert Withdraw(request=engine.asked(CheckLeaks).request) in engine.commands
