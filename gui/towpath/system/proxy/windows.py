"""The proxy setting of Windows' Internet options, of this user. Chromium and its relatives and Firefox follow it."""

from __future__ import annotations

import sys
from typing import Protocol

from towpath.system.proxy.setting import Seen, Value, failed

KEY = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
URL_NAME, MANUAL_NAME, SERVER_NAME = "AutoConfigURL", "ProxyEnable", "ProxyServer"
PLACE = "Internet Settings"
SETTINGS_CHANGED, REFRESH = 39, 37
"""INTERNET_OPTION_SETTINGS_CHANGED and INTERNET_OPTION_REFRESH (wininet.h): running programs look again."""


class Registry(Protocol):
    """The values below `KEY` of this user. All raise OSError."""

    def get(self, name: str) -> str | int | None:
        """None if there is none."""
        ...

    def set(self, name: str, value: str) -> None:
        """As REG_SZ."""
        ...

    def delete(self, name: str) -> None:
        """Also if there is none."""
        ...

    def announce(self) -> None:
        """Tell running programs."""
        ...


class WindowsSetting:
    """The URL alone says that it counts; a manual proxy stays beside it, and rests as long."""

    platform = "windows"
    desktop = "Windows"

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def read(self) -> Seen:
        try:
            url = self._registry.get(URL_NAME)
            manual = self._registry.get(SERVER_NAME) if self._registry.get(MANUAL_NAME) == 1 else None
        except OSError as error:
            raise failed(self.desktop, error.strerror or str(error)) from error
        return Seen({PLACE: Value(str(url) if url else None, None)}, str(url or manual or ""))

    def chosen(self, seen: Seen) -> dict[str, Value]:
        return seen.places

    def ours(self, place: str, pac_url: str) -> Value:
        return Value(pac_url, None)

    def write_url(self, place: str, url: str | None) -> None:
        try:
            if url is None:
                self._registry.delete(URL_NAME)
            else:
                self._registry.set(URL_NAME, url)
            self._registry.announce()
        except OSError as error:
            raise failed(self.desktop, error.strerror or str(error)) from error

    def write_mode(self, place: str, mode: str | None) -> None:
        """There is none."""

    def mark(self) -> object:
        try:
            return self._registry.get(URL_NAME)
        except OSError:
            return None

    def remark(self) -> str:
        return ""


if sys.platform == "win32":
    import ctypes
    import winreg

    class UserRegistry:
        """The real one."""

        def get(self, name: str) -> str | int | None:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, KEY) as key:
                try:
                    value: str | int = winreg.QueryValueEx(key, name)[0]
                except FileNotFoundError:
                    return None
            return value

        def set(self, name: str, value: str) -> None:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, KEY, 0, winreg.KEY_SET_VALUE) as key:
                winreg.SetValueEx(key, name, 0, winreg.REG_SZ, value)

        def delete(self, name: str) -> None:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, KEY, 0, winreg.KEY_SET_VALUE) as key:
                try:
                    winreg.DeleteValue(key, name)
                except FileNotFoundError:
                    return

        def announce(self) -> None:
            for option in (SETTINGS_CHANGED, REFRESH):
                ctypes.windll.wininet.InternetSetOptionW(0, option, 0, 0)
