"""The proxy settings of Windows and macOS against what their tools were seen to say, and desktops that have none.

Neither was tried on the real thing: the registry is a dictionary, and networksetup a script that keeps services.
"""

import os
import sys
from pathlib import Path

import pytest

from tests.system.test_proxy_gnome import CORPORATE, GUARD, NEXT_URL, OTHER_PROFILE, URL
from towpath.model.browsing import SystemProxyState, SystemProxyStatus
from towpath.system.proxy.guard import Guard
from towpath.system.proxy.keeper import KeptProxy, system_proxy
from towpath.system.proxy.macos import MacSetting
from towpath.system.proxy.programs import Outcome, ToolError
from towpath.system.proxy.windows import WindowsSetting

S = SystemProxyStatus


class FakeRegistry:
    """The values of Internet Settings, and how often programs were told to look again."""

    def __init__(self, **values: str | int) -> None:
        self.values = values
        self.announced = 0
        self.refuses = False
        self.forgets = False

    def get(self, name: str) -> str | int | None:
        return self.values.get(name)

    def set(self, name: str, value: str) -> None:
        if self.refuses:
            raise PermissionError(5, "Access is denied")
        if not self.forgets:
            self.values[name] = value

    def delete(self, name: str) -> None:
        self.values.pop(name, None)

    def announce(self) -> None:
        self.announced += 1


class FakeNetworksetup:
    """networksetup(8) of macOS 14: what it prints, and what it does."""

    NOTE = "An asterisk (*) denotes that a network service is disabled."

    def __init__(self, *disabled: str, **services: tuple[str, str]) -> None:
        self.disabled = disabled
        self.services = {name.replace("_", " "): value for name, value in services.items()}
        """URL and state, by name."""

    def run(self, program: str, verb: str, *words: str) -> Outcome:
        assert program == "networksetup"
        if verb == "-listallnetworkservices":
            names = [*self.services, *(f"*{name}" for name in self.disabled)]
            return Outcome("\n".join([self.NOTE, *names]) + "\n", "")
        service = words[0]
        if service not in self.services:
            raise ToolError(f"networksetup: {service} is not a recognized network service.")
        url, state = self.services[service]
        if verb == "-getautoproxyurl":
            return Outcome(f"URL: {url}\nEnabled: {'Yes' if state == 'on' else 'No'}\n", "")
        if verb == "-setautoproxyurl":
            self.services[service] = words[1], "on"
        else:
            assert verb == "-setautoproxystate"
            assert words[1] in ("on", "off")
            self.services[service] = url, words[1]
        return Outcome("", "")


class Elsewhere:
    """Makes what keeps a setting, and no guard: it would look at this machine's own."""

    def __init__(self, folder: Path) -> None:
        self.journal = folder / "journal.json"

    def keep(self, setting: WindowsSetting | MacSetting) -> KeptProxy:
        return KeptProxy(setting, self.journal, os.environ, Guard((sys.executable, "-c", "input()"), os.environ))


@pytest.fixture
def elsewhere(tmp_path: Path) -> Elsewhere:
    return Elsewhere(tmp_path)


# --- Windows


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ({}, ""),
        ({"AutoConfigURL": CORPORATE}, CORPORATE),
        ({"ProxyEnable": 1, "ProxyServer": "proxy.corp:3128"}, "proxy.corp:3128"),
        ({"ProxyEnable": 0, "ProxyServer": "proxy.corp:3128"}, ""),
    ],
)
def test_windows_setting_comes_back(elsewhere: Elsewhere, before: dict[str, str | int], words: str) -> None:
    registry = FakeRegistry(**before)
    proxy = elsewhere.keep(WindowsSetting(registry))
    assert proxy.turn_on(URL) == SystemProxyState(status=S.OURS, desktop="Windows", before=words, now=URL)
    assert registry.values == {**before, "AutoConfigURL": URL}
    assert registry.announced == 1
    assert proxy.follow(NEXT_URL).before == words
    assert proxy.turn_off() == SystemProxyState(status=S.NOT_OURS, desktop="Windows", now=words)
    assert registry.values == before
    assert registry.announced == 3
    proxy.close()


def test_windows_setting_of_somebody_else_is_left_alone(elsewhere: Elsewhere) -> None:
    registry = FakeRegistry()
    proxy = elsewhere.keep(WindowsSetting(registry))
    proxy.turn_on(URL)
    registry.values["AutoConfigURL"] = CORPORATE
    assert proxy.look().status is S.TAKEN
    assert proxy.turn_off().status is S.TAKEN
    assert registry.values == {"AutoConfigURL": CORPORATE}
    proxy.close()


def test_windows_policy_that_forbids_it_is_told(elsewhere: Elsewhere) -> None:
    registry = FakeRegistry(AutoConfigURL=OTHER_PROFILE)
    registry.refuses = True
    proxy = elsewhere.keep(WindowsSetting(registry))
    state = proxy.turn_on(URL)
    assert state.status is S.FAILED
    assert state.problem
    assert state.problem.facts == {"detail": "Access is denied"}
    proxy.close()


def test_windows_setting_that_is_not_kept_is_found_out(elsewhere: Elsewhere) -> None:
    registry = FakeRegistry()
    registry.forgets = True
    proxy = elsewhere.keep(WindowsSetting(registry))
    state = proxy.turn_on(URL)
    assert state.status is S.FAILED
    assert state.problem
    assert state.problem.facts == {"detail": "it does not keep what is set"}
    assert not elsewhere.journal.exists()
    proxy.close()


# --- macOS


def test_macos_services_come_back_each_as_it_was(elsewhere: Elsewhere) -> None:
    before = {"Wi_Fi": ("(null)", "off"), "Thunderbolt_Bridge": (CORPORATE, "on"), "USB": (CORPORATE, "off")}
    networksetup = FakeNetworksetup("VPN", **before)
    proxy = elsewhere.keep(MacSetting({}, networksetup.run, elsewhere.journal))
    state = proxy.turn_on(URL)
    assert state == SystemProxyState(status=S.OURS, desktop="macOS", before=CORPORATE, now=URL)
    assert set(networksetup.services.values()) == {(URL, "on")}
    assert proxy.turn_off().now == CORPORATE
    off = (URL, "off")  # it cannot be unset; who switches it on again finds nobody there, and goes direct
    assert networksetup.services == {"Wi Fi": off, "Thunderbolt Bridge": (CORPORATE, "on"), "USB": (CORPORATE, "off")}
    proxy.turn_on(NEXT_URL)
    proxy.turn_off()
    assert networksetup.services["Wi Fi"] == (NEXT_URL, "off")
    proxy.close()


def test_macos_service_that_went_away_is_no_trouble(elsewhere: Elsewhere) -> None:
    networksetup = FakeNetworksetup(Wi_Fi=("(null)", "off"), USB=(CORPORATE, "on"))
    proxy = elsewhere.keep(MacSetting({}, networksetup.run, elsewhere.journal))
    proxy.turn_on(URL)
    gone = networksetup.services.pop("USB")
    assert proxy.look().status is S.OURS
    assert proxy.follow(NEXT_URL).status is S.OURS
    networksetup.services["USB"] = gone
    assert proxy.turn_off().status is S.NOT_OURS
    assert networksetup.services["USB"] == (CORPORATE, "on"), "it was in the journal all the time"
    proxy.close()


def test_macos_without_a_service_says_so(elsewhere: Elsewhere) -> None:
    proxy = elsewhere.keep(MacSetting({}, FakeNetworksetup("Wi-Fi").run, elsewhere.journal))
    state = proxy.turn_on(URL)
    assert state.problem
    assert state.problem.facts == {"detail": "no network service is enabled"}
    proxy.close()


# --- desktops without


@pytest.mark.parametrize(
    ("words", "name"),
    [("XFCE", "Xfce"), ("MATE", "MATE"), ("LXQt", "LXQt"), ("sway", "Sway"), ("Hyprland", "Hyprland"), ("", "")],
)
def test_desktops_without_a_setting_are_named(tmp_path: Path, words: str, name: str) -> None:
    proxy = system_proxy(tmp_path / "journal.json", {"XDG_CURRENT_DESKTOP": words}, GUARD)
    state = proxy.turn_on(URL)
    assert (state.status, state.desktop) == (S.UNSUPPORTED, name)
    assert state.remark == ("" if name else "no desktop is running")
    assert proxy.recover() is None
    assert proxy.look() == proxy.turn_off() == proxy.follow(URL) == state
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "name"),
    [("ubuntu:GNOME", "GNOME"), ("Budgie:GNOME", "Budgie"), ("X-Cinnamon", "Cinnamon"), ("Unity:Unity7", "Unity")],
)
def test_desktops_of_gnomes_family_are_named(tmp_path: Path, words: str, name: str) -> None:
    proxy = system_proxy(tmp_path / "journal.json", {"XDG_CURRENT_DESKTOP": words, "PATH": ""}, GUARD)
    assert proxy.look().desktop == name
