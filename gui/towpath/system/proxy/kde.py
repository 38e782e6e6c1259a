"""KDE's proxy setting: the file kioslaverc, which Chromium follows; and GNOME's, which Firefox follows there, too."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from towpath.model.error import TowpathError
from towpath.system.proxy import gnome
from towpath.system.proxy.programs import ToolError, Tools
from towpath.system.proxy.setting import Seen, Value, failed

FILE, GROUP = "kioslaverc", "Proxy Settings"
URL_KEY, MODE_KEY = "Proxy Config Script", "ProxyType"
PLACE = "kioslaverc"
MANUAL, AUTOMATIC, FOUND = "1", "2", "3"
"""Of KProtocolManager::ProxyType; FOUND is by WPAD, 0 and unset are none, 4 is by the environment."""
FIRST_TIME = "Chromium and its relatives that run already notice only after a restart"
"""They watch the file only if it was there when they started."""


class KdeSetting:
    """An empty text counts as unset: kreadconfig cannot tell them apart, and to KDE they are the same."""

    platform = "kde"
    desktop = "KDE Plasma"

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._tools = Tools(environment)
        self._gnome = gnome.GnomeSetting(self.desktop, environment)
        home = Path(environment.get("HOME") or Path.home())
        self._file = Path(environment.get("XDG_CONFIG_HOME") or home / ".config") / FILE
        version = environment.get("KDE_SESSION_VERSION", "6")
        self._versions = sorted(("5", "6"), key=lambda known: known != version)
        self._first_time = False

    def read(self) -> Seen:
        values = {key: self._read(key) for key in (URL_KEY, MODE_KEY)}
        places = {PLACE: Value(values[URL_KEY], values[MODE_KEY])}
        try:
            places |= self._gnome.read().places
        except TowpathError:
            pass  # it is not installed: then Firefox follows nothing here
        return Seen(places, self._words(values))

    def chosen(self, seen: Seen) -> dict[str, Value]:
        """What is the system's default becomes the user's own: kwriteconfig would hide it with what it deletes."""
        gnomes = self._gnome.chosen(seen) if gnome.PLACE in seen.places else {}
        return {**seen.places, **gnomes}

    def ours(self, place: str, pac_url: str) -> Value:
        return Value(pac_url, AUTOMATIC) if place == PLACE else self._gnome.ours(place, pac_url)

    def write_url(self, place: str, url: str | None) -> None:
        if place == PLACE:
            self._write(URL_KEY, url)
        else:
            self._gnome.write_url(place, url)

    def write_mode(self, place: str, mode: str | None) -> None:
        if place == PLACE:
            self._write(MODE_KEY, mode)
        else:
            self._gnome.write_mode(place, mode)

    def mark(self) -> object:
        try:
            stat = self._file.stat()
        except OSError:  # it is not there yet
            return self._gnome.mark()
        return stat.st_ino, stat.st_mtime_ns, stat.st_size, self._gnome.mark()

    def remark(self) -> str:
        return FIRST_TIME if self._first_time else ""

    def _read(self, key: str) -> str | None:
        try:
            return self._run("kreadconfig", "--key", key, "--default", "").removesuffix("\n") or None
        except ToolError as error:
            raise failed(self.desktop, str(error)) from error

    def _write(self, key: str, value: str | None) -> None:
        self._first_time = self._first_time or not self._file.exists()
        try:
            self._run("kwriteconfig", "--key", key, "--delete" if value is None else value)
        except ToolError as error:  # it says nothing but its status
            raise failed(self.desktop, f"{error}: an administrator may have locked it") from error

    def _run(self, tool: str, *arguments: str) -> str:
        named = [tool + version for version in self._versions]
        program = next(filter(self._tools.has, named), named[0])
        return self._tools.run(program, "--file", FILE, "--group", GROUP, *arguments).output

    def _words(self, values: Mapping[str, str | None]) -> str:
        mode = values[MODE_KEY]
        if mode == AUTOMATIC:
            return values[URL_KEY] or ""
        if mode == FOUND:
            return "found by WPAD"
        if mode == MANUAL:
            for kind in ("https", "http", "socks"):
                if proxy := self._read(f"{kind}Proxy"):
                    return f"{kind} {proxy.rpartition('/')[2].replace(' ', ':')}"
        return ""
