"""Sites go the ways that the rules say, in real browsers, and nobody here is asked for the names of those that do."""

import pytest

from tests.support.intranet import ADDRESSES, EVERYWHERE, NOWHERE, ONLY_A, ONLY_B, ONLY_HERE, Browser, Intranet
from tests.support.rules import rule
from tests.support.wait import wait_for

HINTS = f"""<!doctype html>
<meta http-equiv="x-dns-prefetch-control" content="on">
<link rel="preconnect" href="http://beside.example"><link rel="dns-prefetch" href="//beside.example">
<link rel="dns-prefetch" href="//early.a.example"><link rel="preconnect" href="http://soon.a.example">
<link rel="prefetch" href="http://next.a.example/">
<p>Hints</p><a href="http://link.a.example/">A link</a><img src="http://{ONLY_A}/">"""
"""Browsers get ready for what may come next."""


def page(browser: Browser, host: str) -> str:
    """What it shows of a site."""
    return browser.get(f"http://{host}/")


def test_each_site_goes_its_way(world: Intranet, browser: Browser) -> None:
    world.follow(
        browser, rule("a.example", connection="a"), rule("b.example", connection="b"), rule(NOWHERE, connection="a")
    )
    world.names.forget()
    assert page(browser, ONLY_A) == "VIA=A"
    assert page(browser, ONLY_B) == "VIA=B"
    assert page(browser, NOWHERE).startswith("ERR_")
    assert page(browser, ONLY_HERE) == "VIA=HERE"
    assert page(browser, EVERYWHERE) == "VIA=HERE"
    assert not world.names.asked & {ONLY_A, ONLY_B, NOWHERE}
    world.follow(browser)
    assert page(browser, NOWHERE).startswith("ERR_")
    assert NOWHERE in world.names.asked  # so the recorder would have told


def test_no_hint_of_a_page_asks_for_ruled_names(
    world: Intranet, browser: Browser, request: pytest.FixtureRequest
) -> None:
    world.follow(browser, rule("a.example", connection="a"))
    (world.sites.pages / "hints.html").write_text(HINTS)
    world.names.forget()
    assert page(browser, f"{ONLY_HERE}/hints.html").startswith("Hints")
    if request.node.callspec.id != "firefox":  # which hints at nothing behind a proxy
        wait_for(lambda: "beside.example" in world.names.asked, what="the hints to be taken")
    wait_for(lambda: world.sites.requests("A"), what="the picture to be fetched")
    assert not [name for name in world.names.asked if name.endswith("a.example")]


def test_addresses_have_rules_too(world: Intranet, browser: Browser) -> None:
    world.follow(browser, rule("10.1.0.0/16", connection="b"), rule("fd00::/8", connection="b"))
    before = world.gateways["b"].mark()
    assert page(browser, ADDRESSES["A"]) == "VIA=A"
    assert page(browser, ADDRESSES["HERE"]) == "VIA=HERE"
    assert page(browser, "[FD00:0::7]:8080").startswith("ERR_")  # where there is nobody
    assert set(world.gateways["b"].forwarded_to(since=before)) == {f"{ADDRESSES['A']}:80", "fd00::7:8080"}


def test_changes_act_in_a_running_browser(world: Intranet, browser: Browser) -> None:
    world.follow(browser)
    assert page(browser, EVERYWHERE) == "VIA=HERE"
    for change, wanted in (
        (("add", EVERYWHERE, "--via", "a"), "VIA=A"),
        (("add", f"={EVERYWHERE}", "--via", "b", "--first"), "VIA=B"),
        (("add", f"/^{EVERYWHERE}$/", "--direct", "--first"), "VIA=HERE"),
        (("remove", f"/^{EVERYWHERE}$/", f"={EVERYWHERE}"), "VIA=A"),
    ):
        world.towpath("rules", *change)
        world.wait_for(browser, EVERYWHERE, wanted)
