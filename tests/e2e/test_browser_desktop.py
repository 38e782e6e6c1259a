"""Browsers that run already follow the desktop's proxy setting, which is Towpath's, its user's, and anybody's."""

import signal
import time
from collections.abc import Iterator

import psutil
import pytest

from tests.support import process
from tests.support.gnome_settings import GnomeSettings
from tests.support.intranet import EVERYWHERE, ONLY_A, ROUTED_SECONDS, Browser, Intranet
from tests.support.rules import rule
from tests.support.wait import wait_for
from towpath.model.browsing import SetBrowserMode, SystemProxyStatus
from towpath.model.site_rule import BrowserMode

CORPORATE = "http://wpad.corp.example/x.pac"
"""Nobody serves it: browsers that go by it go direct."""
GUARD_SECONDS = 1.0

pytestmark = pytest.mark.parametrize("browser", ["chromium-desktop", "firefox-desktop"], indirect=True)


@pytest.fixture(autouse=True)
def _ours_before_and_after(world: Intranet, gnome: GnomeSettings) -> Iterator[None]:
    """What comes back when it is not ours is the setting of a company."""
    world.do(SetBrowserMode(mode=BrowserMode.OFF))
    gnome.set("autoconfig-url", CORPORATE)
    gnome.set("mode", "auto")
    world.do(SetBrowserMode(mode=BrowserMode.RULES))
    yield
    world.do(SetBrowserMode(mode=BrowserMode.RULES))


def status(world: Intranet) -> SystemProxyStatus:
    return world.state.system.status


def test_the_switch_turns_it_on_and_off(world: Intranet, gnome: GnomeSettings, browser: Browser) -> None:
    world.follow(browser, rule(EVERYWHERE, connection="a"))
    world.wait_for(browser, EVERYWHERE, "VIA=A")
    world.towpath("proxy", "off")
    assert gnome.proxy() == ("auto", CORPORATE)
    world.wait_for(browser, EVERYWHERE, "VIA=HERE")
    world.towpath("proxy", "all", "--via", "b")
    world.wait_for(browser, EVERYWHERE, "VIA=A")
    world.towpath("rules", "remove", EVERYWHERE)
    world.wait_for(browser, EVERYWHERE, "VIA=B")


def test_a_killed_program_strands_no_browser(world: Intranet, gnome: GnomeSettings, browser: Browser) -> None:
    world.follow(browser, rule(EVERYWHERE, connection="a"))
    world.wait_for(browser, EVERYWHERE, "VIA=A")
    world.end_towpath(signal.SIGKILL)
    killed_at = time.monotonic()
    try:
        wait_for(lambda: gnome.proxy() == ("auto", CORPORATE), timeout=GUARD_SECONDS, what="the guard")
        assert time.monotonic() - killed_at < GUARD_SECONDS
        world.wait_for(browser, EVERYWHERE, "VIA=HERE")
    finally:
        world.start_towpath()
    world.wait_for(browser, EVERYWHERE, "VIA=A")


def test_after_a_power_loss_it_comes_back_at_the_next_start(
    world: Intranet, gnome: GnomeSettings, browser: Browser
) -> None:
    world.follow(browser, rule(ONLY_A, connection="a"))
    world.wait_for(browser, ONLY_A, "VIA=A")
    guards = [one for one in psutil.process_iter(["cmdline"]) if "proxy-guard" in (one.info["cmdline"] or ())]
    process.end_all([one.pid for one in guards if one.environ().get("HOME") == world.env["HOME"]])
    world.end_towpath(signal.SIGKILL)
    try:
        assert gnome.proxy() != ("auto", CORPORATE)
        world.wait_for(browser, ONLY_A, "ERR_")
        world.wait_for(browser, EVERYWHERE, "VIA=HERE")
    finally:
        world.start_towpath()
    wait_for(lambda: status(world) is SystemProxyStatus.OURS, what="the setting to be ours again")
    assert world.state.system.before == CORPORATE
    world.wait_for(browser, ONLY_A, "VIA=A")


def test_what_somebody_else_sets_counts(world: Intranet, gnome: GnomeSettings, browser: Browser) -> None:
    world.follow(browser, rule(EVERYWHERE, connection="a"))
    world.wait_for(browser, EVERYWHERE, "VIA=A")
    gnome.set("mode", "none")
    world.wait_for(browser, EVERYWHERE, "VIA=HERE")
    wait_for(lambda: status(world) is SystemProxyStatus.TAKEN, timeout=ROUTED_SECONDS, what="it to be noticed")
    world.towpath("rules", "add", "other.example", "--block")
    assert gnome.proxy()[0] == "none"
    world.towpath("proxy", "rules")
    world.wait_for(browser, EVERYWHERE, "VIA=A")
    world.towpath("proxy", "off")
    assert gnome.proxy() == ("none", CORPORATE)
