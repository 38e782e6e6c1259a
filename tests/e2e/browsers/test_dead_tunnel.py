"""A tunnel that is down strands a site, and never lets it go another way unless its rule says so."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from tests.e2e.browsers.test_routes import page
from tests.support.intranet import EVERYWHERE, Browser, Intranet
from tests.support.rules import rule
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.model.command import Down, Up
from towpath.model.site_rule import Route, WhenDown
from towpath.model.state import Status


@pytest.fixture
def gateway(world: Intranet) -> Iterator[Sshd]:
    """The one that may die. Its connection is up."""
    with world.gateways["c"] as running:
        world.do(Up(connection="c"))
        yield running
    world.do(Down(connection="c"))


def kill(gateway: Sshd, world: Intranet) -> None:
    gateway.kill()
    wait_for(lambda: not is_up(world), what="the loss to be noticed")


def revive(gateway: Sshd, world: Intranet) -> None:
    gateway.start()
    wait_for(lambda: is_up(world), what="the connection to be up again")


def is_up(world: Intranet) -> bool:
    return [state.status for state in world.engine.snapshot().connections if state.connection.id == "c"] == [Status.UP]


def test_it_fails_closed_and_comes_back(world: Intranet, browser: Browser, gateway: Sshd) -> None:
    world.follow(browser, rule(EVERYWHERE, connection="c"))
    assert page(browser, EVERYWHERE) == "VIA=C"
    kill(gateway, world)
    before = world.sites.mark()
    for _ in range(3):
        assert page(browser, EVERYWHERE).startswith("ERR_")
    assert world.sites.requests("HERE", since=before) == []
    revive(gateway, world)
    world.wait_for(browser, EVERYWHERE, "VIA=C")


def test_it_goes_direct_where_the_rule_says_so(world: Intranet, browser: Browser, gateway: Sshd) -> None:
    world.follow(browser, replace(rule(EVERYWHERE, connection="c"), when_down=WhenDown.DIRECT))
    assert page(browser, EVERYWHERE) == "VIA=C"
    kill(gateway, world)
    world.wait_for(browser, EVERYWHERE, "VIA=HERE")


def test_what_is_blocked_is_asked_for_nowhere(world: Intranet, browser: Browser) -> None:
    world.follow(browser, rule(EVERYWHERE, Route.BLOCK))
    before = world.sites.mark()
    assert page(browser, EVERYWHERE).startswith("ERR_")
    assert world.sites.requests("HERE", since=before) == []
