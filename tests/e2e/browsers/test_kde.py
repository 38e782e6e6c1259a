"""Under KDE, too, browsers that run already follow the switch: Chromium by KDE's file, Firefox by GNOME's settings."""

from collections.abc import Iterator

import pytest

from tests.support.chromium import Chromium
from tests.support.firefox import Firefox
from tests.support.gnome_settings import GnomeSettings
from tests.support.intranet import EVERYWHERE, Intranet, intranet_missing
from tests.support.keys import KeyFile
from tests.support.rules import rule
from tests.support.wait import wait_for
from towpath.model.browsing import SetBrowserMode, SystemProxyStatus
from towpath.model.site_rule import BrowserMode

SESSION = {"KDE_FULL_SESSION": "true", "KDE_SESSION_VERSION": "5"}


@pytest.fixture
def world(user_key: KeyFile) -> Iterator[Intranet]:
    if missing := intranet_missing("kwriteconfig5"):
        pytest.skip(missing)
    with GnomeSettings("KDE") as desktop, Intranet(user_key, {**desktop.env, **SESSION}) as made, made.following():
        yield made


def test_the_switch_acts_in_running_browsers(world: Intranet) -> None:
    def is_ours() -> bool:
        return world.state.system.status is SystemProxyStatus.OURS

    wait_for(
        is_ours, what=lambda: f"the setting: {world.state.system}"
    )  # Chromium heeds no file that is not there when it starts
    with Chromium(enter=world.enter, env=world.env) as chromium, Firefox(enter=world.enter, env=world.env) as firefox:
        world.follow(chromium, rule(EVERYWHERE, connection="a"))
        for mode, way in ((None, "VIA=A"), (BrowserMode.OFF, "VIA=HERE"), (BrowserMode.RULES, "VIA=A")):
            if mode:
                world.do(SetBrowserMode(mode=mode))
            world.wait_for(chromium, EVERYWHERE, way)
            world.wait_for(firefox, EVERYWHERE, way)
