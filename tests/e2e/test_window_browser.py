"""The rules on the Browser page of the whole program, arranged and switched by a real mouse and real keys."""

from collections.abc import Iterator

import pytest

from tests.support.desktop import WindowManager, Xvfb, missing_programs
from tests.support.profile import save
from tests.support.wait import wait_for
from tests.support.window_at_display import WindowAtDisplay
from towpath.model.connection import Connection, Hop
from towpath.model.settings import Settings
from towpath.model.site_rule import BrowserSettings, SiteRule
from towpath.store.config import ConfigStore
from towpath.store.paths import find_profile

ROW = 24
"""Pixels between the middles of two rows, about; a third of it is surely between two."""


@pytest.fixture
def display() -> Iterator[Xvfb]:
    if missing := missing_programs("Xvfb", "openbox", "xdotool"):
        pytest.skip(missing)
    with Xvfb(size="1280x1000x24") as display:
        yield display


def saved_rules() -> tuple[SiteRule, ...]:
    config, _notices = ConfigStore(find_profile()).load()
    return config.settings.browser.rules


def test_rules_are_dragged_to_their_place(display: Xvfb) -> None:
    rules = tuple(SiteRule(id=name, pattern=f"{name}.example", connection="lab") for name in "abcd")
    lab = Connection(id="lab", name="lab", target=Hop(host="lab.example", user="ann"))
    save(lab, settings=Settings(browser=BrowserSettings(rules=rules)))

    def order() -> str:
        return "".join(pattern[0] for pattern in window.rules())

    with WindowManager(display) as hand, WindowAtDisplay(display.env) as window:
        wait_for(lambda: hand.windows("towpath"), timeout=20, what="the window to be managed")
        hand.place(hand.windows("towpath")[-1], 0, 0, 1200, 960)
        hand.press("ctrl+3")
        window.wait(lambda: window.page() == "browser" and order() == "abcd", "the rules")

        x, y = window.rules()["a.example"]
        hand.drag(window.rules()["c.example"], (x, y - ROW // 3))
        window.wait(lambda: order() == "cabd", "the third to be the first")
        x, y = window.rules()["d.example"]
        hand.drag(window.rules()["a.example"], (x, y + ROW // 3))
        window.wait(lambda: order() == "cbda", "the second to be the last")
        hand.press("alt+Up")  # what was dragged is still chosen
        window.wait(lambda: order() == "cbad", "the last to go up")
        hand.press("space")
        wait_for(lambda: [rule.enabled for rule in saved_rules()] == [True, True, False, True], timeout=10)
        assert [rule.id for rule in saved_rules()] == list("cbad")
