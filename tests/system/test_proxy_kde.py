"""KDE's proxy setting by KDE's own tools, with and without GNOME's beside it, which Firefox follows."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.desktop import missing_programs
from tests.support.gnome_settings import GnomeSettings
from tests.support.wait import wait_for
from tests.system.test_proxy_gnome import CORPORATE, GUARD, NEXT_URL, URL
from towpath.model.browsing import SystemProxyState, SystemProxyStatus
from towpath.system.proxy.kde import FIRST_TIME
from towpath.system.proxy.keeper import SystemProxy, system_proxy

KDE_TOOLS = [("kwriteconfig5", "kreadconfig5"), ("kwriteconfig6", "kreadconfig6")]
S = SystemProxyStatus


class Kde:
    """A user of KDE: a home, the tools, and the file with the setting."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.folder = folder
        self.env = {**os.environ, **env, "XDG_CURRENT_DESKTOP": "KDE", "KDE_SESSION_VERSION": "5"}
        self.file = Path(self.env["XDG_CONFIG_HOME"]) / "kioslaverc"
        self.made: list[SystemProxy] = []

    def make(self) -> SystemProxy:
        self.made.append(system_proxy(self.folder / "journal.json", self.env, GUARD))
        return self.made[-1]

    def proxy(self) -> dict[str, str]:
        """What the file says."""
        lines = self.file.read_text().splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line)


def tools_alone(folder: Path) -> str:
    """A PATH with KDE's tools and without gsettings."""
    if all(missing_programs(*tools) for tools in KDE_TOOLS):
        pytest.skip("KDE's kwriteconfig is not installed")
    folder.mkdir()
    for tool in (tool for tools in KDE_TOOLS for tool in tools):
        if path := shutil.which(tool):
            (folder / tool).symlink_to(path)
    return str(folder)


@pytest.fixture
def kde(tmp_path: Path) -> Iterator[Kde]:
    kde = Kde(tmp_path, {"PATH": tools_alone(tmp_path / "bin")})
    yield kde
    for proxy in kde.made:
        proxy.close()


def test_it_is_on_and_off_again(kde: Kde) -> None:
    proxy = kde.make()
    assert proxy.look() == SystemProxyState(status=S.NOT_OURS, desktop="KDE Plasma")
    state = proxy.turn_on(URL)
    assert state == SystemProxyState(status=S.OURS, desktop="KDE Plasma", now=URL, remark=FIRST_TIME)
    assert kde.proxy() == {"Proxy Config Script": URL, "ProxyType": "2"}
    proxy.follow(NEXT_URL)
    assert kde.proxy() == {"Proxy Config Script": NEXT_URL, "ProxyType": "2"}
    assert proxy.turn_off().status is S.NOT_OURS
    assert kde.proxy() == {}


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ({"Proxy Config Script": CORPORATE, "ProxyType": "2"}, CORPORATE),
        ({"ProxyType": "1", "httpProxy": "http://proxy.corp 3128"}, "http proxy.corp:3128"),
        ({"ProxyType": "1", "socksProxy": "socks://127.0.0.1 1080"}, "socks 127.0.0.1:1080"),
        ({"ProxyType": "3"}, "found by WPAD"),
        ({"ProxyType": "0", "Proxy Config Script": CORPORATE}, ""),
    ],
)
def test_what_was_there_comes_back(kde: Kde, before: dict[str, str], words: str) -> None:
    lines = "".join(f"{key}={value}\n" for key, value in before.items())
    kde.file.write_text(f"[Other]\nProxyType=9\n\n[Proxy Settings]\n{lines}")
    proxy = kde.make()
    state = proxy.turn_on(URL)
    assert (state.status, state.before, state.remark) == (S.OURS, words, "")
    assert proxy.turn_off().now == words
    assert kde.file.read_text().startswith("[Other]\nProxyType=9\n")
    assert kde.proxy() == before | {"ProxyType": before["ProxyType"]}


def test_a_default_of_the_system_is_in_force_again(kde: Kde) -> None:
    system = kde.folder / "xdg"
    system.mkdir()
    (system / "kioslaverc").write_text(f"[Proxy Settings]\nProxyType=2\nProxy Config Script={CORPORATE}\n")
    kde.env["XDG_CONFIG_DIRS"] = str(system)
    proxy = kde.make()
    assert proxy.turn_on(URL).before == CORPORATE
    assert proxy.turn_off().now == CORPORATE


def test_a_setting_that_is_locked_is_left_alone(kde: Kde) -> None:
    kde.file.write_text("[Proxy Settings][$i]\nProxyType=0\n")
    state = kde.make().turn_on(URL)
    assert state.status is S.FAILED
    assert kde.file.read_text() == "[Proxy Settings][$i]\nProxyType=0\n"
    assert state.problem
    assert state.problem.facts["detail"].endswith("an administrator may have locked it")


def test_what_somebody_else_changed_is_told_and_left_alone(kde: Kde) -> None:
    proxy = kde.make()
    told: list[SystemProxyState] = []
    proxy.watch(told.append)
    proxy.turn_on(URL)
    kde.file.write_text(kde.file.read_text().replace(URL, CORPORATE))
    wait_for(lambda: told, what="the change to be told")
    assert (told[0].status, told[0].now) == (S.TAKEN, CORPORATE)
    assert proxy.turn_off().status is S.TAKEN
    assert kde.proxy() == {"Proxy Config Script": CORPORATE, "ProxyType": "2"}


def test_without_its_tools_it_says_so(kde: Kde) -> None:
    kde.env["PATH"] = str(kde.folder)
    state = kde.make().turn_on(URL)
    assert state.status is S.FAILED
    assert state.problem
    assert state.problem.facts["detail"] == "kreadconfig5 is not installed"


def test_firefox_is_told_by_gnomes_setting(tmp_path: Path) -> None:
    if missing := missing_programs("dbus-daemon", "gsettings", "dconf"):
        pytest.skip(missing)
    tools = tools_alone(tmp_path / "bin")
    with GnomeSettings("KDE") as gnome:
        gnome.set("autoconfig-url", CORPORATE)
        kde = Kde(tmp_path, {**gnome.env, "PATH": f"{tools}:{os.environ['PATH']}"})
        proxy = kde.make()
        assert proxy.turn_on(URL).status is S.OURS
        assert gnome.proxy() == ("auto", URL)
        gnome.set("mode", "none")
        assert proxy.look().status is S.TAKEN
        assert proxy.turn_off().status is S.NOT_OURS, "none is what it was before, too"
        assert gnome.proxy() == ("none", CORPORATE)
        assert kde.proxy() == {}
        proxy.close()
