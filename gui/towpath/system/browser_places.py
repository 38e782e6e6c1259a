"""Where browsers are installed, and where each may keep a profile: one class per platform."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

import msgspec

from towpath.model.browsing import InstalledBrowser

_SCRIPT = 16384
"""Bytes; what only calls another browser is a short script."""
_CALLS_ANOTHER = (b"/snap/bin/", b"exec firefox-esr")
"""In scripts that Ubuntu and Debian have in the place of a browser."""


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A browser people know, and its names on each platform."""

    id: str
    name: str
    family: str = "chromium"
    commands: tuple[str, ...]
    opt: str
    """Its program under /opt, where its own installer puts it."""
    snap: str = ""
    flatpak: str = ""
    bundle: str = ""
    """Of macOS, with the path of its program."""
    exe: str = ""
    """Its key under Windows' App Paths."""


KINDS = (
    Kind(
        id="chromium",
        name="Chromium",
        commands=("chromium", "chromium-browser"),
        opt="chromium/chromium",
        snap="chromium",
        flatpak="org.chromium.Chromium",
        bundle="Chromium.app/Contents/MacOS/Chromium",
    ),
    Kind(
        id="chrome",
        name="Google Chrome",
        commands=("google-chrome", "google-chrome-stable"),
        opt="google/chrome/google-chrome",
        flatpak="com.google.Chrome",
        bundle="Google Chrome.app/Contents/MacOS/Google Chrome",
        exe="chrome.exe",
    ),
    Kind(
        id="firefox",
        name="Firefox",
        family="firefox",
        commands=("firefox",),
        opt="firefox/firefox",
        snap="firefox",
        flatpak="org.mozilla.firefox",
        bundle="Firefox.app/Contents/MacOS/firefox",
        exe="firefox.exe",
    ),
    Kind(
        id="firefox-esr",
        name="Firefox ESR",
        family="firefox",
        commands=("firefox-esr",),
        opt="firefox-esr/firefox",
    ),
    Kind(
        id="edge",
        name="Microsoft Edge",
        commands=("microsoft-edge", "microsoft-edge-stable"),
        opt="microsoft/msedge/microsoft-edge",
        flatpak="com.microsoft.Edge",
        bundle="Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        exe="msedge.exe",
    ),
    Kind(
        id="brave",
        name="Brave",
        commands=("brave-browser", "brave"),
        opt="brave.com/brave/brave-browser",
        snap="brave",
        flatpak="com.brave.Browser",
        bundle="Brave Browser.app/Contents/MacOS/Brave Browser",
        exe="brave.exe",
    ),
    Kind(
        id="vivaldi",
        name="Vivaldi",
        commands=("vivaldi", "vivaldi-stable"),
        opt="vivaldi/vivaldi",
        snap="vivaldi",
        flatpak="com.vivaldi.Vivaldi",
        bundle="Vivaldi.app/Contents/MacOS/Vivaldi",
        exe="vivaldi.exe",
    ),
)
"""In the order in which they are offered."""


class Installed(msgspec.Struct, frozen=True):
    """A browser of this machine."""

    browser: InstalledBrowser
    command: tuple[str, ...]
    profiles: Path
    """A folder it can use, for profiles that are ours."""


class Places(Protocol):
    """How one platform is searched. Blocking, but only looks at names."""

    def installed(self) -> Iterator[Installed]: ...


class LinuxPlaces:
    """The PATH, /usr/bin and /opt, Snap, and Flatpak. A browser of the latter two sees little of the home folder: its
    profiles lie in a folder of its own."""

    def __init__(self, profiles: Path, environment: Mapping[str, str], home: Path, root: Path = Path("/")) -> None:
        self._profiles = profiles
        self._environment = environment
        self._home = home
        self._root = root

    def installed(self) -> Iterator[Installed]:
        seen: set[Path] = set()
        for kind in KINDS:
            if (program := self._native(kind)) and (real := program.resolve()) not in seen:
                seen.add(real)
                yield Installed(_described(kind), (str(program),), self._profiles / kind.id)
            snap = self._root / "snap" / "bin" / kind.snap
            if kind.snap and snap.exists():
                profiles = self._home / "snap" / kind.snap / "common" / "towpath"
                yield Installed(_described(kind, "Snap"), (str(snap),), profiles)
            if kind.flatpak and (flatpak := self._flatpak(kind.flatpak)):
                profiles = self._home / ".var" / "app" / kind.flatpak / "towpath"
                yield Installed(_described(kind, "Flatpak"), (flatpak, "run", kind.flatpak), profiles)

    def _native(self, kind: Kind) -> Path | None:
        usual = (str(self._root / "usr/local/bin"), str(self._root / "usr/bin"))
        path = os.pathsep.join((self._environment.get("PATH", ""), *usual))
        found = [shutil.which(command, path=path) for command in kind.commands]
        found.append(shutil.which(str(self._root / "opt" / kind.opt)))
        return next((Path(program) for program in found if program and not self._calls_another(Path(program))), None)

    def _calls_another(self, program: Path) -> bool:
        """Whether this is not the browser, but leads to one that is found by itself, such as a Snap."""
        if program.is_relative_to(self._root / "snap") or program.resolve().name == "snap":
            return True
        try:
            with program.open("rb") as file:
                beginning = file.read(_SCRIPT)
        except OSError:
            return False  # it may be run, but not be read
        return beginning.startswith(b"#!") and any(other in beginning for other in _CALLS_ANOTHER)

    def _flatpak(self, app: str) -> str | None:
        """The program `flatpak`, if this application is installed."""
        data = Path(self._environment.get("XDG_DATA_HOME") or self._home / ".local" / "share")
        exports = (data / "flatpak", self._root / "var/lib/flatpak")
        if not any((place / "exports" / "bin" / app).exists() for place in exports):
            return None
        return shutil.which("flatpak", path=self._environment.get("PATH"))


class MacPlaces:
    """The folders of applications. Not tried on a real macOS."""

    def __init__(self, profiles: Path, home: Path, root: Path = Path("/")) -> None:
        self._profiles = profiles
        self._applications = (root / "Applications", home / "Applications")

    def installed(self) -> Iterator[Installed]:
        for kind in KINDS:
            programs = [folder / kind.bundle for folder in self._applications if kind.bundle]
            if program := next((program for program in programs if program.exists()), None):
                yield Installed(_described(kind), (str(program),), self._profiles / kind.id)


class WindowsPlaces:
    """The registry's App Paths. Not tried on a real Windows."""

    def __init__(self, profiles: Path, app_path: Callable[[str], str | None]) -> None:
        self._profiles = profiles
        self._app_path = app_path

    def installed(self) -> Iterator[Installed]:
        for kind in KINDS:
            program = self._app_path(kind.exe) if kind.exe else None
            if program and Path(program).exists():
                yield Installed(_described(kind), (program,), self._profiles / kind.id)


def these_places(profiles: Path, environment: Mapping[str, str], home: Path) -> Places:
    """Those of the platform this program runs on."""
    if sys.platform == "win32":
        return WindowsPlaces(profiles, _app_path)
    if sys.platform == "darwin":
        return MacPlaces(profiles, home)
    return LinuxPlaces(profiles, environment, home)


def _app_path(exe: str) -> str | None:
    """What `start chrome.exe` would start: the user's own first."""
    if sys.platform == "win32":
        import winreg

        for hive in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
            try:
                found = winreg.QueryValue(hive, rf"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\{exe}")
            except OSError:
                continue  # it is not installed for these
            return found.strip('"') or None
    return None


def _described(kind: Kind, packaged: str = "") -> InstalledBrowser:
    if not packaged:
        return InstalledBrowser(id=kind.id, name=kind.name, family=kind.family)
    return InstalledBrowser(id=f"{kind.id}-{packaged.lower()}", name=f"{kind.name} ({packaged})", family=kind.family)
