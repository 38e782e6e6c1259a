"""The check for leaks with real browsers that leave the look-up of names to Towpath."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.engine.fakes import Outcome
from tests.support.chromium import Chromium, chromium_missing
from tests.support.engine import Profiles, do
from tests.support.firefox import Firefox, firefox_missing
from tests.support.wait import wait_for
from towpath.engine.lock import EngineKind
from towpath.model.browsing import BrowserState, CheckLeaks, Leak, LeakChecked, SetBrowserMode
from towpath.model.event import Event, Reported
from towpath.model.site_rule import BrowserMode


@pytest.fixture
def profiles(tmp_path: Path) -> Iterator[Profiles]:
    made = Profiles(tmp_path)
    made.save()
    yield made
    made.close()


def chromium_by_pac(browser: BrowserState) -> Chromium:
    return Chromium(f"--proxy-pac-url={browser.pac_url}")


def firefox_by_proxy(browser: BrowserState) -> Firefox:
    return Firefox(proxy=str(browser.router))


@pytest.mark.parametrize("start", [chromium_by_pac, firefox_by_proxy])
def test_no_leak_is_found_and_the_browser_says_where_it_is(
    profiles: Profiles,
    start: Callable[[BrowserState], Chromium | Firefox],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if missing := chromium_missing() if start is chromium_by_pac else firefox_missing():
        pytest.skip(missing)
    opened = tmp_path / "opened"
    program = tmp_path / "xdg-open"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}.new && mv {opened}.new {opened}\n')
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    heard: list[Event] = []
    engine.subscribe(heard.append)
    assert do(engine, SetBrowserMode(mode=BrowserMode.RULES)) is None
    ended = Outcome()
    engine.submit(CheckLeaks(request="r"), ended)
    wait_for(opened.exists, what="the page to be opened")
    with start(engine.snapshot().browser) as browser:
        assert "comes from Towpath" in browser.get(opened.read_text())
    assert ended.problem() is None
    [reported] = [event for event in heard if isinstance(event, Reported)]
    assert reported.report == LeakChecked(leak=Leak.NONE, name="ipv4only.arpa")
