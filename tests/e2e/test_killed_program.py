"""kill -9, and a new start: the same connections are up again, and nothing that was left is in the way."""

import os
import signal
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support import process
from tests.support.desktop import Xvfb, missing_programs
from tests.support.engine import do
from tests.support.gnome_settings import GnomeSettings
from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.program import Started
from tests.support.session_start import StartedProgram, towpaths
from tests.support.sshd import Sshd, free_port
from tests.support.wait import wait_for
from towpath.model.browsing import SetBrowserMode
from towpath.model.command import AddForward, Down, Up
from towpath.model.connection import Auth, Connection, Hop
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.ports import EngineAccess
from towpath.model.settings import Config
from towpath.model.site_rule import BrowserMode
from towpath.model.state import Status
from towpath.store.config import ConfigStore
from towpath.store.paths import find_profile

UP_SECONDS = 30.0
CORPORATE = "http://wpad.corp/proxy.pac"


class Site(NamedTuple):
    """A connection with a forward of each kind, one more for now only, and the page that all of them lead to."""

    folder: Path
    local: int
    dynamic: int
    remote: int
    temporary: int
    page: HttpServer

    def answers(self) -> list[bool]:
        """By each of them."""
        target = f"http://127.0.0.1:{self.page.port}/"
        by_proxy = self._fetches(target, {"http": f"http://127.0.0.1:{self.dynamic}"})
        ports = (self.local, self.remote, self.temporary)
        return [*(self._fetches(f"http://127.0.0.1:{port}/", {}) for port in ports), by_proxy]

    def _fetches(self, url: str, proxies: dict[str, str]) -> bool:
        try:
            opener = urllib.request.build_opener(urllib.request.ProxyHandler(proxies))
            with opener.open(url, timeout=10) as answer:
                return bool(answer.read() == self.page.pages["/"])
        except OSError:
            return False


@pytest.fixture
def gnome(xvfb: Xvfb, monkeypatch: pytest.MonkeyPatch) -> Iterator[GnomeSettings]:
    """The user's desktop, with a home of its own."""
    if missing := missing_programs("dbus-daemon", "gsettings", "dconf"):
        pytest.skip(missing)
    with GnomeSettings() as settings:
        settings.set("autoconfig-url", CORPORATE)
        settings.set("mode", "auto")
        for name, value in {**xvfb.env, **settings.env}.items():
            monkeypatch.setenv(name, value)
        yield settings


@pytest.fixture
def site(gnome: GnomeSettings, sshd: Sshd, user_key: KeyFile) -> Iterator[Site]:
    home = Path(os.environ["HOME"])
    (home / ".ssh").mkdir(mode=0o700)
    (home / ".ssh" / "known_hosts").write_text(sshd.known_hosts_lines())
    auth = Auth(identity_files=(str(user_key.path),), use_agent=False)
    target = Hop(host="127.0.0.1", port=sshd.port, user=sshd.user, auth=auth)
    with HttpServer() as page:
        local, dynamic, remote, temporary = (free_port() for _ in range(4))
        there = Endpoint("127.0.0.1", page.port)

        def at(port: int) -> Endpoint:
            return Endpoint("127.0.0.1", port)

        forwards = (
            Forward(id="l", listen=at(local), target=there),
            Forward(id="d", kind=ForwardKind.DYNAMIC, listen=at(dynamic)),
            Forward(id="r", kind=ForwardKind.REMOTE, listen=at(remote), target=there),
            Forward(id="off", listen=at(free_port()), target=there, enabled=False),
        )
        profile = find_profile()
        lab = Connection(id="lab", name="lab", target=target, forwards=forwards)
        plain, other = (Connection(id=name, name=name, target=target) for name in ("plain", "other"))
        ConfigStore(profile).save(Config(connections=(lab, plain, other)))
        yield Site(profile.folder, local, dynamic, remote, temporary, page)


def statuses(engine: EngineAccess) -> list[tuple[str, Status, list[Status]]]:
    """Of all connections and their forwards."""
    states = engine.snapshot().connections
    return [(one.connection.id, one.status, [forward.status for forward in one.forwards]) for one in states]


@pytest.mark.parametrize("power_loss", [False, True], ids=["kill", "with its guard"])
def test_killed_and_started_again(gnome: GnomeSettings, site: Site, power_loss: bool) -> None:
    """`power_loss`: what could have tidied up after it was killed, too."""
    program = StartedProgram(site.folder)
    with Started("--hidden"):
        temporary = Forward(
            id="now", listen=Endpoint("127.0.0.1", site.temporary), target=Endpoint("127.0.0.1", site.page.port)
        )
        with program.joined() as engine:
            for command in (
                Up(connection="lab"),
                Up(connection="plain"),
                AddForward(connection="lab", forward=temporary, save=False),
                SetBrowserMode(mode=BrowserMode.EVERYTHING, via="plain"),
            ):
                assert do(engine, command) is None
            before = statuses(engine)
        wait_for(lambda: gnome.proxy() != ("auto", CORPORATE), what="the desktop's setting to be ours")
        assert site.answers() == [True] * 4
        was_up = site.folder / "was_up.json"
        wait_for(lambda: was_up.exists() and str(site.temporary) in was_up.read_text(), what="it to be kept")
        if power_loss:
            process.end_all([one.pid for one in towpaths(os.environ["XDG_CONFIG_HOME"])])
        program.end(signal.SIGKILL)
        assert site.answers() == [False] * 4
        if not power_loss:
            wait_for(lambda: gnome.proxy() == ("auto", CORPORATE), what="the guard to put it back")

    with Started("--hidden"):
        with program.joined() as engine:
            wait_for(
                lambda: statuses(engine) == before, timeout=UP_SECONDS, what=lambda: f"{before}: {statuses(engine)}"
            )
            assert site.answers() == [True] * 4
            wait_for(lambda: gnome.proxy() != ("auto", CORPORATE), what="the desktop's setting to be ours again")
            assert do(engine, Down(connection="plain")) is None
        wait_for(lambda: '"plain"' not in was_up.read_text(), what="it to be kept no more")
        program.end()
    assert gnome.proxy() == ("auto", CORPORATE)
    assert '"ended":true' in was_up.read_text()

    with Started("--hidden"):  # after an orderly end: offered, not done
        with program.joined() as engine:
            wait_for(lambda: engine.snapshot().to_bring_back == ("lab",), what="the offer")
        assert site.answers() == [False] * 4
        program.end()
