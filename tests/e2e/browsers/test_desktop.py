"""Browsers that run already follow the desktop's proxy setting, be it Towpath's, the user's, or somebody else's."""

import signal
import time
from collections.abc import Iterator, Sequence

import psutil
import pytest

from tests.support import process
from tests.support.chromium import Chromium
from tests.support.firefox import Firefox
from tests.support.gnome_settings import GnomeSettings
from tests.support.intranet import ADDRESSES, EVERYWHERE, NOWHERE, ONLY_A, Browser, Intranet, intranet_missing
from tests.support.keys import KeyFile
from tests.support.rules import rule
from tests.support.wait import wait_for
from towpath.model.browsing import SystemProxyStatus

CORPORATE = f"http://{ADDRESSES['HERE']}/corporate.pac"
CORPORATE_PAC = f"""function FindProxyForURL(url, host) {{
  return host === "{NOWHERE}" ? "PROXY {ADDRESSES["HERE"]}:80" : "DIRECT";
}}"""
"""The company's proxy knows a name that nobody else knows."""
GUARD_SECONDS = 1.0


@pytest.fixture(scope="module")
def gnome() -> Iterator[GnomeSettings]:
    """A desktop whose Towpath comes and goes."""
    if missing := intranet_missing():
        pytest.skip(missing)
    with GnomeSettings() as settings:
        settings.set("autoconfig-url", CORPORATE)
        settings.set("mode", "auto")
        yield settings


@pytest.fixture(scope="module")
def world(gnome: GnomeSettings, user_key: KeyFile) -> Iterator[Intranet]:
    with Intranet(user_key, gnome.env) as made:
        (made.sites.pages / "corporate.pac").write_text(CORPORATE_PAC)
        yield made


@pytest.fixture(scope="module")
def browsers(world: Intranet) -> Iterator[Sequence[Browser]]:
    """Both, and both go by the desktop's setting."""
    with (
        Chromium(enter=world.enter, env=world.env) as chromium,
        Firefox(enter=world.enter, env=world.env) as firefox,
    ):
        yield chromium, firefox


def show(world: Intranet, browsers: Sequence[Browser], host: str, wanted: str) -> None:
    """Each of them soon has a page that begins so."""
    for browser in browsers:
        world.wait_for(browser, host, wanted)


def test_the_switch_turns_it_on_and_off(world: Intranet, gnome: GnomeSettings, browsers: Sequence[Browser]) -> None:
    show(world, browsers, NOWHERE, "VIA=HERE")
    with world.following():
        world.follow(browsers[0], rule(EVERYWHERE, connection="a"))
        show(world, browsers, EVERYWHERE, "VIA=A")
        show(world, browsers, NOWHERE, "ERR_")
        world.towpath("proxy", "off")
        assert gnome.proxy() == ("auto", CORPORATE)
        show(world, browsers, EVERYWHERE, "VIA=HERE")
        world.towpath("proxy", "all", "--via", "b")
        show(world, browsers, EVERYWHERE, "VIA=A")
        world.towpath("rules", "remove", EVERYWHERE)
        show(world, browsers, EVERYWHERE, "VIA=B")
        world.towpath("proxy", "rules")
        show(world, browsers, EVERYWHERE, "VIA=HERE")
        assert gnome.proxy() != ("auto", CORPORATE)
        world.end_towpath()
        wait_for(lambda: gnome.proxy() == ("auto", CORPORATE), what="it, or its guard, to put it back")
        show(world, browsers, NOWHERE, "VIA=HERE")


def test_a_killed_program_strands_no_browser(
    world: Intranet, gnome: GnomeSettings, browsers: Sequence[Browser]
) -> None:
    with world.following():
        world.follow(browsers[0], rule(EVERYWHERE, connection="a"))
        show(world, browsers, EVERYWHERE, "VIA=A")
        world.end_towpath(signal.SIGKILL)
        killed_at = time.monotonic()
        wait_for(lambda: gnome.proxy() == ("auto", CORPORATE), what="the guard to put it back")
        assert time.monotonic() - killed_at < GUARD_SECONDS
        show(world, browsers, EVERYWHERE, "VIA=HERE")
    with world.following():
        show(world, browsers, EVERYWHERE, "VIA=A")


def test_after_a_power_loss_it_comes_back_at_the_next_start(
    world: Intranet, gnome: GnomeSettings, browsers: Sequence[Browser]
) -> None:
    with world.following():
        world.follow(browsers[0], rule(ONLY_A, connection="a"))
        show(world, browsers, ONLY_A, "VIA=A")
        process.end_all(guards(world))
        world.end_towpath(signal.SIGKILL)
        assert gnome.proxy() != ("auto", CORPORATE)
        show(world, browsers, ONLY_A, "ERR_")
        show(world, browsers, EVERYWHERE, "VIA=HERE")
    with world.following():
        wait_for(lambda: world.state.system.status is SystemProxyStatus.OURS, what="the setting to be ours again")
        assert world.state.system.before == CORPORATE
        show(world, browsers, ONLY_A, "VIA=A")
        world.end_towpath()
        wait_for(lambda: gnome.proxy() == ("auto", CORPORATE), what="it, or its guard, to put it back")


def test_what_somebody_else_sets_counts(world: Intranet, gnome: GnomeSettings, browsers: Sequence[Browser]) -> None:
    with world.following():
        world.follow(browsers[0], rule(EVERYWHERE, connection="a"))
        show(world, browsers, EVERYWHERE, "VIA=A")
        gnome.set("mode", "none")
        show(world, browsers, EVERYWHERE, "VIA=HERE")
        wait_for(lambda: world.state.system.status is SystemProxyStatus.TAKEN, what="it to be noticed")
        world.towpath("rules", "add", "other.example", "--block")
        assert gnome.proxy()[0] == "none"
        world.towpath("proxy", "rules")
        show(world, browsers, EVERYWHERE, "VIA=A")
        world.end_towpath()
        assert gnome.proxy() == ("none", CORPORATE)


def guards(world: Intranet) -> list[int]:
    """The processes that would put the setting back."""
    found = [one for one in psutil.process_iter(["cmdline"]) if "proxy-guard" in (one.info["cmdline"] or ())]
    return [one.pid for one in found if one.environ().get("HOME") == world.env["HOME"]]
