"""GNOME's proxy setting, which Unity, Cinnamon, Pantheon, Deepin, UKUI and COSMIC have, too: gsettings(1)."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from towpath.system.proxy.programs import ToolError, Tools
from towpath.system.proxy.setting import Seen, Value, failed

SCHEMA = "org.gnome.system.proxy"
DCONF_FOLDER = "/system/proxy/"
URL_KEY, MODE_KEY = "autoconfig-url", "mode"
PLACE = "gsettings"
AUTOMATIC, MANUAL = "'auto'", "'manual'"
NOT_KEPT = "it does not keep what is set: there is no session bus, or an administrator has locked it"


class GnomeSetting:
    """Values are texts in GVariant's notation, as gsettings writes and reads them: so they come back to the letter."""

    platform = "gnome"

    def __init__(self, desktop: str, environment: Mapping[str, str]) -> None:
        self.desktop = desktop
        self._tools = Tools(environment)
        self._files = _databases(environment)

    def read(self) -> Seen:
        values = self._values()
        return Seen({PLACE: Value(values[URL_KEY], values[MODE_KEY])}, _words(values))

    def chosen(self, seen: Seen) -> dict[str, Value]:
        now = seen.places[PLACE]
        return {PLACE: Value(self._by_user(URL_KEY, now.url), self._by_user(MODE_KEY, now.mode))}

    def ours(self, place: str, pac_url: str) -> Value:
        return Value(f"'{pac_url}'", AUTOMATIC)

    def write_url(self, place: str, url: str | None) -> None:
        self._write(URL_KEY, url)

    def write_mode(self, place: str, mode: str | None) -> None:
        self._write(MODE_KEY, mode)

    def mark(self) -> object:
        marks = []
        for file in self._files:
            with contextlib.suppress(OSError):  # it is not there yet
                stat = file.stat()
                marks.append((stat.st_ino, stat.st_mtime_ns, stat.st_size))
        return marks

    def remark(self) -> str:
        return ""

    def _values(self) -> dict[str, str]:
        """All keys by their names; those of the schemas below are `http host`, `socks port`, …"""
        try:
            listed = self._tools.run("gsettings", "list-recursively", SCHEMA).output
        except ToolError as error:
            raise failed(self.desktop, str(error)) from error
        values: dict[str, str] = {}
        for line in listed.splitlines():
            schema, _, setting = line.partition(" ")
            key, _, value = setting.partition(" ")
            values[f"{schema.removeprefix(SCHEMA).removeprefix('.')} {key}".strip()] = value
        if not {URL_KEY, MODE_KEY} <= values.keys():
            raise failed(self.desktop, f"gsettings knows nothing of {SCHEMA}")
        return values

    def _by_user(self, key: str, now: str | None) -> str | None:
        """`now`, or None where that is only a default: the schema's, or that of an administrator's database."""
        try:
            read = self._tools.run("dconf", "read", DCONF_FOLDER + key).output.strip()
            default = self._tools.run("dconf", "read", "-d", DCONF_FOLDER + key).output.strip()
        except ToolError:  # only gsettings comes with GNOME itself
            return None if now in ("''", "'none'") else now
        return now if read != default else None

    def _write(self, key: str, value: str | None) -> None:
        """Where there is no session bus, or an administrator locked the key, gsettings may say so, and end with 0."""
        try:
            words = ("reset", SCHEMA, key) if value is None else ("set", SCHEMA, key, value)
            complaint = self._tools.run("gsettings", *words).complaint
        except ToolError as error:
            raise failed(self.desktop, str(error)) from error
        if value is not None and self._values()[key] != value:
            raise failed(self.desktop, complaint.rpartition("WARNING **: ")[2] or NOT_KEPT)


def _databases(environment: Mapping[str, str]) -> list[Path]:
    """Where the settings end up: dconf(7), or gio's file inside some sandboxes."""
    home = Path(environment.get("HOME") or Path.home())
    folder = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    return [folder / "dconf/user", folder / "glib-2.0/settings/keyfile"]


def _words(values: Mapping[str, str]) -> str:
    if values[MODE_KEY] == AUTOMATIC:
        return _plain(values[URL_KEY]) or "found by WPAD"
    if values[MODE_KEY] != MANUAL:
        return ""
    for kind in ("https", "http", "socks"):
        if host := _plain(values.get(f"{kind} host", "")):
            return f"{kind} {host}:{values.get(f'{kind} port', '0')}"
    return ""


def _plain(text: str) -> str:
    """A GVariant string without its quotes, for people."""
    return text[1:-1].replace("\\'", "'").replace('\\"', '"')
