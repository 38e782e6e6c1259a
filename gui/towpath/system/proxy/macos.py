"""macOS' proxy setting: the automatic proxy configuration of each network service, by networksetup(8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from towpath.system.proxy.programs import Outcome, ToolError, Tools
from towpath.system.proxy.setting import Seen, Value, failed

TOOL = "networksetup"
STORE = Path("/Library/Preferences/SystemConfiguration/preferences.plist")
ON, OFF = "on", "off"
NO_URL = "(null)"


class MacSetting:
    """Its places are the network services that are enabled. A URL cannot be unset, only be switched off."""

    platform = "macos"
    desktop = "macOS"

    def __init__(
        self, environment: Mapping[str, str], run: Callable[..., Outcome] | None = None, store: Path = STORE
    ) -> None:
        """`run` is called with the program's words."""
        self._run = run or Tools(environment).run
        self._store = store

    def read(self) -> Seen:
        listed = self._tool("-listallnetworkservices").splitlines()[1:]  # the first explains the asterisk: disabled
        places = {service: self._value(service) for service in listed if service and not service.startswith("*")}
        if not places:
            raise failed(self.desktop, "no network service is enabled")
        return Seen(places, next((value.url for value in places.values() if value.url and value.mode == ON), ""))

    def chosen(self, seen: Seen) -> dict[str, Value]:
        return seen.places

    def ours(self, place: str, pac_url: str) -> Value:
        return Value(pac_url, ON)

    def write_url(self, place: str, url: str | None) -> None:
        if url is None:
            self.write_mode(place, OFF)
            return
        before = self._value(place).mode
        self._tool("-setautoproxyurl", place, url)
        if before != ON:
            self.write_mode(place, OFF)  # to set it switches it on

    def write_mode(self, place: str, mode: str | None) -> None:
        self._tool("-setautoproxystate", place, mode or OFF)

    def mark(self) -> object:
        try:
            stat = self._store.stat()
        except OSError:
            return None
        return stat.st_ino, stat.st_mtime_ns, stat.st_size

    def remark(self) -> str:
        return ""

    def _value(self, service: str) -> Value:
        lines = self._tool("-getautoproxyurl", service).splitlines()
        said = dict(line.split(": ", 1) for line in lines if ": " in line)
        url = said.get("URL", NO_URL)
        return Value(None if url == NO_URL else url, ON if said.get("Enabled") == "Yes" else OFF)

    def _tool(self, *arguments: str) -> str:
        """It says on its standard output what went wrong, and ends with 0 as often as not: what is read back counts."""
        try:
            return self._run(TOOL, *arguments).output
        except ToolError as error:
            raise failed(self.desktop, str(error)) from error
