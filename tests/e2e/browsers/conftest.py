"""A small world with real browsers, shared by all tests about these: starting them takes seconds."""

from collections.abc import Iterator

import pytest

from tests.support.chromium import Chromium
from tests.support.firefox import Firefox
from tests.support.gnome_settings import GnomeSettings
from tests.support.intranet import Intranet, intranet_missing
from tests.support.keys import KeyFile

BROWSERS = ("chromium", "firefox", "chromium-desktop", "firefox-desktop")


@pytest.fixture(scope="package")
def gnome() -> Iterator[GnomeSettings]:
    """The desktop of the intranet's user."""
    if missing := intranet_missing():
        pytest.skip(missing)
    with GnomeSettings() as settings:
        yield settings


@pytest.fixture(scope="package")
def world(gnome: GnomeSettings, user_key: KeyFile) -> Iterator[Intranet]:
    """With the desktop's proxy setting led to the rules. Tests bring rules of their own, and mend what they break."""
    with Intranet(user_key, gnome.env) as made, made.following():
        yield made


@pytest.fixture(scope="package", params=BROWSERS)
def browser(request: pytest.FixtureRequest, world: Intranet) -> Iterator[Chromium | Firefox]:
    """Each of both: one that has the router as its proxy, and one that goes by the desktop's setting."""
    program, _, desktop = request.param.partition("-")
    env = world.env if desktop else None
    started: Chromium | Firefox
    if program == "chromium":
        started = Chromium(enter=world.enter, env=env, proxy=None if desktop else world.router)
    else:
        started = Firefox(enter=world.enter, env=env, proxy=None if desktop else world.router)
    with started:
        yield started
