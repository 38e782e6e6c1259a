"""The whole program: a click in the real tray brings a tunnel through a real sshd up, another takes it down."""

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import process
from tests.support.desktop import SessionBus, XEmbedHost, Xvfb, missing_programs
from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.message_service import MessageService
from tests.support.sshd import Sshd, free_port
from tests.support.tray_watcher import TrayItem, TrayWatcher
from tests.support.wait import wait_for
from towpath.model.connection import Auth, Connection, Hop
from towpath.model.forward import Endpoint, Forward
from towpath.model.settings import Config
from towpath.store.config import ConfigStore
from towpath.store.paths import Profile

UP_SECONDS = 30.0


@dataclass(frozen=True)
class Site:
    """A profile with one connection, and the web page behind it."""

    folder: Path
    port: int
    page: HttpServer
    log: Path

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "towpath", "--config", str(self.folder), *arguments]

    def fetch(self) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=10) as answer:
            return bytes(answer.read())

    def port_is_free(self) -> bool:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what only waits out TIME_WAIT is free
            try:
                probe.bind(("127.0.0.1", self.port))
            except OSError:
                return False
        return True


@pytest.fixture
def site(tmp_path: Path, sshd: Sshd, user_key: KeyFile) -> Iterator[Site]:
    """The host key is known, so that nobody has to be asked."""
    home = Path(os.environ["HOME"])
    (home / ".ssh").mkdir(mode=0o700)
    (home / ".ssh" / "known_hosts").write_text(sshd.known_hosts_lines())
    port = free_port()
    with HttpServer() as page:
        auth = Auth(identity_files=(str(user_key.path),), use_agent=False)
        web = Forward(
            id="web", label="web", listen=Endpoint("127.0.0.1", port), target=Endpoint("127.0.0.1", page.port)
        )
        lab = Connection(
            id="lab",
            name="lab",
            target=Hop(host="127.0.0.1", port=sshd.port, user=sshd.user, auth=auth),
            forwards=(web,),
        )
        profile = Profile(tmp_path / "profile", home)
        ConfigStore(profile).save(Config(connections=(lab,)))
        yield Site(profile.folder, port, page, tmp_path / "log")


def start(site: Site, env: dict[str, str]) -> subprocess.Popen[bytes]:
    everything = {**os.environ, **env}
    everything.pop("QT_QPA_PLATFORM", None)  # the program finds out by itself
    return process.start(site.command(), log=site.log, env=everything, cwd=process.ROOT)


def wait_for_label(watcher: TrayWatcher, item: TrayItem, label: str, site: Site) -> None:
    def shown() -> bool:
        return any(entry.label == label for entry in watcher.menu(item).children)

    def state() -> str:
        return f"{label!r} in {watcher.menu(item).lines()}; log: {site.log.read_text()}"

    wait_for(shown, timeout=UP_SECONDS, what=state)


def test_a_click_over_the_bus(
    xvfb: Xvfb, session_bus: SessionBus, tray_watcher: TrayWatcher, site: Site, sshd: Sshd
) -> None:
    before = sshd.mark()
    program = start(site, {**xvfb.env, **session_bus.env})
    try:
        item = tray_watcher.wait_for_item()
        entry = tray_watcher.menu(item).find("lab: web")
        assert entry.label == "lab: web — OFF"
        assert entry.checked is False

        for round_ in (1, 2):
            tray_watcher.click(item, entry)
            wait_for_label(tray_watcher, item, "lab: web — UP", site)
            assert tray_watcher.menu(item).find("lab: web").checked is True
            assert site.fetch() == site.page.pages["/"]
            assert len(sshd.logins(since=before)) == round_

            tray_watcher.click(item, entry)
            wait_for_label(tray_watcher, item, "lab: web — OFF", site)
            wait_for(site.port_is_free, what="the port to be free again")

        tray_watcher.click(item, entry)
        wait_for_label(tray_watcher, item, "lab: web — UP", site)
        tray_watcher.click(item, tray_watcher.menu(item).find("Quit"))
        assert program.wait(20) == 0, site.log.read_text()
        assert site.port_is_free()
        assert site.log.read_text() == ""
    finally:
        process.stop(program)


def test_the_browser_switch_over_the_bus(
    xvfb: Xvfb, session_bus: SessionBus, tray_watcher: TrayWatcher, site: Site
) -> None:
    program = start(site, {**xvfb.env, **session_bus.env})
    try:
        item = tray_watcher.wait_for_item()
        assert tray_watcher.menu(item).find("Browser", "Off").checked is True
        for choice, label in (
            ("Rules", "Browser — by the rules"),
            ("Everything through lab", "Browser — everything through lab"),
            ("Off", "Browser — off"),
        ):
            tray_watcher.click(item, tray_watcher.menu(item).find("Browser", choice))
            wait_for_label(tray_watcher, item, label, site)
            switch = tray_watcher.menu(item).find("Browser")
            assert [entry.label for entry in switch.children if entry.checked] == [choice]
        assert site.log.read_text() == ""
    finally:
        process.stop(program)


def test_a_click_by_mouse(xvfb: Xvfb, xembed_host: XEmbedHost, site: Site) -> None:
    # No bus: Qt then takes the old kind of tray.
    program = start(site, {**xvfb.env, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"})
    try:
        icon = xembed_host.icon("towpath")

        def windows() -> int:
            return len(xembed_host.windows("towpath"))

        wait_for(lambda: windows() == 2, what="the icon and the main window")
        xembed_host.click(icon, button=3)
        wait_for(lambda: windows() == 3, what="the menu to open")
        xembed_host.press("Down", "Return")
        wait_for(lambda: not site.port_is_free(), timeout=UP_SECONDS, what=site.log.read_text)
        assert site.fetch() == site.page.pages["/"]

        wait_for(lambda: windows() == 2, what="the menu to close")
        x, y = icon.middle
        xembed_host.click((x + 8, y + 8), button=3)  # elsewhere, or it would be the second half of a double click
        wait_for(lambda: windows() == 3, what="the menu to open again")
        xembed_host.press("Down", "Return")
        wait_for(site.port_is_free, what="the port to be free again")
    finally:
        process.stop(program)
    assert program.returncode == 0, "SIGTERM is like Quit"


def test_a_tray_that_comes_late(xvfb: Xvfb, session_bus: SessionBus, site: Site) -> None:
    if missing := missing_programs("xdotool"):
        pytest.skip(missing)
    program = start(site, {**xvfb.env, **session_bus.env})
    try:
        # The window is shown after the icon was made, and found no tray.
        wait_for(lambda: _window_shown(xvfb), timeout=UP_SECONDS, what=site.log.read_text)
        with TrayWatcher(session_bus) as watcher:
            wait_for(lambda: _menu_works(watcher), what=lambda: f"a menu in one of {watcher.items}")
    finally:
        process.stop(program)


def test_a_panel_that_is_replaced(xvfb: Xvfb, session_bus: SessionBus, xembed_host: XEmbedHost, site: Site) -> None:
    """By a new one of the same kind, as after a crash, and then by one of the old kind."""
    with TrayWatcher(session_bus) as watcher:
        program = start(site, {**xvfb.env, **session_bus.env})
        try:
            watcher.wait_for_item()
        except BaseException:
            process.stop(program)
            raise
    try:
        with TrayWatcher(session_bus) as watcher:
            watcher.wait_for_item()
            assert _menu_works(watcher)
        xembed_host.icon("towpath")
    finally:
        process.stop(program)


def test_names_and_texts_from_outside_over_the_bus(
    xvfb: Xvfb, session_bus: SessionBus, tray_watcher: TrayWatcher, message_service: MessageService, site: Site
) -> None:
    odd = Connection(
        id="odd",
        name="my_host & <co> && _",
        target=Hop(host="127.0.0.1", user="ann"),
        proxy_command="echo 'ask <b>Bob</b>' >&2; exit 1",
    )
    profile = Profile(site.folder, Path(os.environ["HOME"]))
    ConfigStore(profile).save(Config(connections=(odd,)))
    program = start(site, {**xvfb.env, **session_bus.env})
    try:
        item = tray_watcher.wait_for_item()
        entry = tray_watcher.menu(item).find("my_host & <co> && _ — OFF")
        tray_watcher.click(item, entry)
        wait_for(lambda: message_service.texts, timeout=UP_SECONDS, what=site.log.read_text)
        summary, body = message_service.texts[0]
        assert summary == "Cannot reach ann@127.0.0.1"
        assert "ask &lt;b&gt;Bob&lt;/b&gt;" in body
    finally:
        process.stop(program)


def test_a_second_start_only_shows_the_window(
    xvfb: Xvfb, session_bus: SessionBus, tray_watcher: TrayWatcher, site: Site
) -> None:
    env = {**xvfb.env, **session_bus.env}
    program = start(site, env)
    try:
        tray_watcher.wait_for_item()
        second = start(site, env)
        assert second.wait(20) == 0
        assert program.poll() is None
        assert len(tray_watcher.items) == 1
    finally:
        process.stop(program)


def _window_shown(xvfb: Xvfb) -> bool:
    argv = ["xdotool", "search", "--onlyvisible", "--class", "towpath"]
    done = subprocess.run(argv, env={**os.environ, **xvfb.env}, capture_output=True, timeout=20, check=False)
    return bool(done.stdout.strip())


def _menu_works(watcher: TrayWatcher) -> bool:
    """An icon made without a tray may register as well before it is replaced."""
    try:
        return any(watcher.menu(item).find("lab: web").label == "lab: web — OFF" for item in watcher.items[-1:])
    except RuntimeError:
        return False
