"""Which browsers are found on which platform, and which folder each gets for its profiles."""

from pathlib import Path

import pytest

from towpath.system.browser_places import Installed, LinuxPlaces, MacPlaces, WindowsPlaces

UBUNTU_SCRIPT = '#!/bin/sh\nif ! [ -x /snap/bin/firefox ]; then\n  exit 1\nfi\nexec /snap/bin/firefox "$@"\n'
DEBIAN_SCRIPT = '#!/bin/sh\n\nexec firefox-esr "$@"\n'


def program(path: Path, content: str = "\x7fELF") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    path.chmod(0o755)
    return path


class Machine:
    """One with nothing on it but what a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "root"
        self.home = folder / "home"
        self.profiles = folder / "profiles"
        self.environment = {"PATH": f"{self.root}/snap/bin:{self.root}/usr/bin", "HOME": str(self.home)}

    def found(self) -> list[Installed]:
        return list(LinuxPlaces(self.profiles, self.environment, self.home, self.root).installed())

    def ids(self) -> list[str]:
        return [one.browser.id for one in self.found()]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_native_browser_has_its_profiles_among_ours(machine: Machine) -> None:
    chromium = program(machine.root / "usr/bin/chromium")
    (found,) = machine.found()
    assert (found.browser.id, found.browser.name, found.browser.family) == ("chromium", "Chromium", "chromium")
    assert (found.command, found.profiles) == ((str(chromium),), machine.profiles / "chromium")


def test_what_its_own_installer_put_under_opt_is_found_without_the_path(machine: Machine) -> None:
    names = ["google/chrome/google-chrome", "microsoft/msedge/microsoft-edge", "brave.com/brave/brave-browser",
             "vivaldi/vivaldi", "firefox/firefox"]  # fmt: skip
    for name in names:
        program(machine.root / "opt" / name)
    assert sorted(machine.ids()) == ["brave", "chrome", "edge", "firefox", "vivaldi"]
    assert {one.command[0] for one in machine.found()} == {f"{machine.root}/opt/{name}" for name in names}


def test_usr_bin_is_searched_although_the_path_leaves_it_out(machine: Machine) -> None:
    program(machine.root / "usr/bin/vivaldi-stable")
    machine.environment["PATH"] = "/nonexistent"
    assert machine.ids() == ["vivaldi"]


def test_a_snap_has_its_profiles_in_its_own_folder(machine: Machine) -> None:
    snapd = program(machine.root / "usr/bin/snap")
    (machine.root / "snap/bin").mkdir(parents=True)
    (machine.root / "snap/bin/chromium").symlink_to(snapd)
    (found,) = machine.found()
    assert (found.browser.id, found.browser.name) == ("chromium-snap", "Chromium (Snap)")
    assert found.command == (str(machine.root / "snap/bin/chromium"),)
    assert found.profiles == machine.home / "snap/chromium/common/towpath"


def test_the_script_that_stands_for_a_snap_is_not_taken_for_the_browser(machine: Machine) -> None:
    program(machine.root / "usr/bin/firefox", UBUNTU_SCRIPT)
    assert machine.ids() == []
    (machine.root / "snap/bin").mkdir(parents=True)
    (machine.root / "snap/bin/firefox").symlink_to(program(machine.root / "usr/bin/snap"))
    assert machine.ids() == ["firefox-snap"]


def test_debians_firefox_is_listed_once(machine: Machine) -> None:
    program(machine.root / "usr/bin/firefox", DEBIAN_SCRIPT)
    program(machine.root / "usr/bin/firefox-esr")
    assert machine.ids() == ["firefox-esr"]


def test_two_names_of_one_program_are_listed_once(machine: Machine) -> None:
    esr = program(machine.root / "usr/bin/firefox-esr")
    (machine.root / "usr/bin/firefox").symlink_to(esr)
    assert machine.ids() == ["firefox"]


@pytest.mark.parametrize("exports", ["root/var/lib/flatpak", "home/.local/share/flatpak"])
def test_a_flatpak_has_its_profiles_in_its_own_folder(machine: Machine, exports: str) -> None:
    flatpak = program(machine.root / "usr/bin/flatpak")
    program(machine.root.parent / exports / "exports/bin/org.mozilla.firefox")
    (found,) = machine.found()
    assert (found.browser.id, found.browser.name) == ("firefox-flatpak", "Firefox (Flatpak)")
    assert found.command == (str(flatpak), "run", "org.mozilla.firefox")
    assert found.profiles == machine.home / ".var/app/org.mozilla.firefox/towpath"


def test_a_flatpak_that_nobody_could_start_is_not_offered(machine: Machine) -> None:
    program(machine.root / "var/lib/flatpak/exports/bin/org.mozilla.firefox")
    assert machine.ids() == []


@pytest.mark.parametrize("applications", ["root/Applications", "home/Applications"])
def test_bundles_of_macos(tmp_path: Path, applications: str) -> None:
    places = MacPlaces(tmp_path / "profiles", tmp_path / "home", tmp_path / "root")
    assert list(places.installed()) == []
    chrome = program(tmp_path / applications / "Google Chrome.app/Contents/MacOS/Google Chrome")
    program(tmp_path / applications / "Safari.app/Contents/MacOS/Safari")
    (found,) = places.installed()
    assert (found.browser.id, found.command) == ("chrome", (str(chrome),))
    assert found.profiles == tmp_path / "profiles" / "chrome"


def test_app_paths_of_windows(tmp_path: Path) -> None:
    firefox = program(tmp_path / "Mozilla Firefox" / "firefox.exe")
    registry = {"firefox.exe": str(firefox), "msedge.exe": str(tmp_path / "uninstalled.exe")}
    (found,) = WindowsPlaces(tmp_path / "profiles", registry.get).installed()
    assert (found.browser.id, found.browser.family, found.command) == ("firefox", "firefox", (str(firefox),))
