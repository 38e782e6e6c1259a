"""A desktop's session begins: Towpath is started hidden, its icon comes with the panel, and what was up is up."""

import os
import shutil
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.desktop import SessionBus, XEmbedHost, Xvfb, missing_programs
from tests.support.engine import do as ask
from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.program import towpath
from tests.support.session_start import DexSession, OpenboxSession, StartedProgram, towpaths
from tests.support.sshd import Sshd, free_port
from tests.support.tray_watcher import TrayWatcher
from tests.support.wait import wait_for
from towpath.model.command import Up
from towpath.model.connection import Auth, Connection, Hop
from towpath.model.forward import Endpoint, Forward
from towpath.model.settings import Config
from towpath.store.config import ConfigStore
from towpath.store.paths import find_profile

UP_SECONDS = 30.0
SESSIONS = {"dex": DexSession, "openbox-session": OpenboxSession}


class Site(NamedTuple):
    """The user's usual profile with one connection, and the web page behind it."""

    folder: Path
    port: int
    page: HttpServer

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=10) as answer:
                return bool(answer.read() == self.page.pages["/"])
        except OSError:
            return False


@pytest.fixture
def site(sshd: Sshd, user_key: KeyFile) -> Iterator[Site]:
    home = Path(os.environ["HOME"])
    (home / ".ssh").mkdir(mode=0o700)
    (home / ".ssh" / "known_hosts").write_text(sshd.known_hosts_lines())
    auth = Auth(identity_files=(str(user_key.path),), use_agent=False)
    with HttpServer() as page:
        port = free_port()
        web = Forward(
            id="web", label="web", listen=Endpoint("127.0.0.1", port), target=Endpoint("127.0.0.1", page.port)
        )
        target = Hop(host="127.0.0.1", port=sshd.port, user=sshd.user, auth=auth)
        profile = find_profile()
        ConfigStore(profile).save(
            Config(connections=(Connection(id="lab", name="lab", target=target, forwards=(web,)),))
        )
        yield Site(profile.folder, port, page)


@pytest.fixture
def program(site: Site) -> Iterator[StartedProgram]:
    started = StartedProgram(site.folder)
    yield started
    started.end()


Begin = Callable[[], AbstractContextManager[object]]


@pytest.fixture(params=list(SESSIONS))
def begin(request: pytest.FixtureRequest, xvfb: Xvfb, session_bus: SessionBus) -> Begin:
    if missing := missing_programs(request.param, "xdotool"):
        pytest.skip(missing)
    env = {**xvfb.env, **session_bus.env, "XDG_CURRENT_DESKTOP": "Test"}
    return lambda: SESSIONS[request.param](env)


def windows(xvfb: Xvfb) -> str:
    """Those of ours that can be seen."""
    argv = ["xdotool", "search", "--onlyvisible", "--class", "towpath"]
    return subprocess.run(
        argv, env={**os.environ, **xvfb.env}, capture_output=True, text=True, timeout=20, check=False
    ).stdout.strip()


def do(*arguments: str) -> str:
    done = towpath(*arguments)
    assert done.code == 0, done.err
    return done.out


def test_it_starts_hidden_and_what_was_up_comes_back(
    begin: Begin, xvfb: Xvfb, session_bus: SessionBus, site: Site, program: StartedProgram
) -> None:
    assert "on: " in do("autostart", "on")
    with begin():
        first = program.wait()
        assert first.cmdline()[-1] == "--hidden"
        with program.joined() as engine:
            assert ask(engine, Up(connection="lab")) is None
        assert site.answers()
        program.end()  # as the desktop ends it, at the end of the session
        assert not site.answers()

    with begin():
        program.wait()
        wait_for(site.answers, timeout=UP_SECONDS, what="the forward to be up again")
        assert windows(xvfb) == ""
        with TrayWatcher(session_bus) as watcher:  # the panel comes late
            item = watcher.wait_for_item()
            wait_for(lambda: _has(watcher, "lab: web — UP"), timeout=UP_SECONDS, what="the connection in its menu")
            assert windows(xvfb) == ""
            watcher.click(item, watcher.menu(item).find("Open Towpath"))
            wait_for(lambda: windows(xvfb), timeout=UP_SECONDS, what="the window")
        program.end()


def test_switched_off_nothing_starts(begin: Begin, site: Site, program: StartedProgram) -> None:
    do("autostart", "on")
    do("autostart", "off")
    marker = site.folder / "started"
    entry = Path(os.environ["XDG_CONFIG_HOME"]) / "autostart" / "zz.desktop"
    entry.write_text(f"[Desktop Entry]\nType=Application\nName=Other\nExec={shutil.which('touch')} {marker}\n")
    with begin():
        wait_for(marker.exists, what="the other program to be started")
        assert towpaths(os.environ["XDG_CONFIG_HOME"]) == []
        assert program.find() is None


@pytest.mark.parametrize("begin", ["dex"], indirect=True)
def test_hidden_in_the_settings_of_the_desktop_nothing_starts(
    begin: Begin, site: Site, program: StartedProgram
) -> None:
    do("autostart", "on")
    entry = Path(os.environ["XDG_CONFIG_HOME"]) / "autostart" / "towpath.desktop"
    entry.write_text(entry.read_text() + "Hidden=true\n")
    assert do("autostart", "status").startswith("off: it is switched off in the settings of the desktop")
    with begin():
        assert towpaths(os.environ["XDG_CONFIG_HOME"]) == []
    assert program.find() is None


@pytest.mark.parametrize("begin", ["dex"], indirect=True)
def test_a_profile_whose_folder_has_an_odd_name(begin: Begin, site: Site) -> None:
    odd = site.folder.parent / "an odd name's (1) & ü"
    shutil.copytree(site.folder, odd)
    other = StartedProgram(odd)
    assert "on: " in do("--config", str(odd), "autostart", "on")
    with begin():
        try:
            assert other.wait().cmdline()[-2:] == [str(odd), "--hidden"]
        finally:
            other.end()


def test_a_panel_of_the_old_kind_comes_late(xvfb: Xvfb, site: Site, program: StartedProgram) -> None:
    if missing := missing_programs("dex", "trayer", "openbox", "xdotool"):
        pytest.skip(missing)
    do("autostart", "on")
    # No bus: Qt then takes the old kind of tray.
    with DexSession({**xvfb.env, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}):
        program.wait()
        assert windows(xvfb) == ""
        with XEmbedHost(xvfb) as host:
            icon = host.icon("towpath")
            assert [window.id for window in host.windows("towpath")] == [icon.id]
        program.end()


def test_a_second_start_that_is_hidden_shows_nothing(
    xvfb: Xvfb, session_bus: SessionBus, site: Site, program: StartedProgram
) -> None:
    env = {**os.environ, **xvfb.env, **session_bus.env}
    do("autostart", "on")
    with DexSession(env):
        first = program.wait()
        assert towpath("--hidden", env=env).code == 0
        assert windows(xvfb) == ""
        assert towpath("sftp://ann@gate:2222/srv", env=env).code == 0
        wait_for(lambda: len(windows(xvfb).splitlines()) >= 2, timeout=UP_SECONDS, what="the window and its dialog")
        found = program.find()
        assert found
        assert found.pid == first.pid
        program.end()


def _has(watcher: TrayWatcher, label: str) -> bool:
    return any(entry.label == label for item in watcher.items[-1:] for entry in watcher.menu(item).children)
