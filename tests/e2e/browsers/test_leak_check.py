"""The check for leaks tells which browsers look names up on this machine."""

from collections.abc import Iterator

import pytest

from tests.engine.fakes import Outcome
from tests.support.chromium import Chromium
from tests.support.firefox import Firefox
from tests.support.gnome_settings import GnomeSettings
from tests.support.intranet import LEAK_CHECK, Browser, Intranet, intranet_missing
from tests.support.keys import KeyFile
from tests.support.wait import wait_for
from towpath.model.browsing import CheckLeaks, Leak, LeakChecked
from towpath.model.event import Event, Reported

SECONDS = 15.0


@pytest.fixture(scope="module")
def desktop() -> Iterator[GnomeSettings]:
    if missing := intranet_missing():
        pytest.skip(missing)
    with GnomeSettings() as settings:
        yield settings


@pytest.fixture(scope="module")
def world(desktop: GnomeSettings, user_key: KeyFile) -> Iterator[Intranet]:
    """Not the shared one: a check changes its PAC file a while after it has ended."""
    with Intranet(user_key, desktop.env) as made, made.following():
        yield made


def leak(world: Intranet, browser: Browser) -> Leak:
    """What the check says when the desktop's own browser is this one."""
    told: list[Leak] = []

    def hear(event: Event) -> None:
        if isinstance(event, Reported) and isinstance(event.report, LeakChecked):
            told.append(event.report.leak)

    leave = world.engine.subscribe(hear)
    ended = Outcome()
    world.engine.submit(CheckLeaks(request="check", asker=world.engine.asker), ended)
    url = wait_for(world.opened, timeout=SECONDS, what="the browser to be told")
    assert url == f"http://{LEAK_CHECK}/"
    assert "Towpath" in browser.get(url)
    assert ended.problem() is None
    leave()
    return told[0]


def test_browsers_that_go_by_the_desktops_setting_leak_nothing(world: Intranet) -> None:
    with Chromium(enter=world.enter, env=world.env) as chromium:
        assert leak(world, chromium) is Leak.NONE
    with Firefox(enter=world.enter, env=world.env) as firefox:
        assert leak(world, firefox) is Leak.NONE


def test_a_browser_that_looks_names_up_is_found_out(world: Intranet) -> None:
    here = {"network.proxy.socks_remote_dns": False, "network.proxy.socks5_remote_dns": False}
    with Firefox(enter=world.enter, proxy=world.router, prefs=here) as firefox:
        assert leak(world, firefox) is Leak.RESOLVED_HERE
