"""The start at login of Windows: a value of the user's Run key, and what its settings say of it (StartupApproved).
Tried against a registry of the tests alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import Protocol

from towpath.model.desktop import AutostartState
from towpath.model.language import translate
from towpath.system.autostart.failed import failed

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
"""Its values begin with an odd byte where the user has switched the start off, in Task Manager or in Settings."""
NAME = "Towpath"


class Registry(Protocol):
    """Values of this user. All raise OSError."""

    def get(self, key: str, name: str) -> str | bytes | None:
        """None if there is none."""
        ...

    def set(self, key: str, name: str, value: str) -> None:
        """As REG_SZ."""
        ...

    def delete(self, key: str, name: str) -> None:
        """Also if there is none."""
        ...


class RunKey:
    """One value for each profile."""

    def __init__(self, registry: Registry, command: Sequence[str], mark: str) -> None:
        self._registry = registry
        self._name = f"{NAME}{'-' if mark else ''}{mark}"
        self._place = rf"HKEY_CURRENT_USER\{RUN}\{self._name}"
        self._command = tuple(command)

    def read(self) -> AutostartState:
        try:
            line = self._registry.get(RUN, self._name)
            approved = self._registry.get(APPROVED, self._name)
        except OSError as error:
            raise failed(self._place, error) from error
        if not isinstance(line, str):
            return AutostartState(enabled=False, place=self._place, command=self._command)
        is_off = isinstance(approved, bytes) and bool(approved[:1]) and approved[0] % 2 == 1
        # Only our own line is split into words again: how others are read is their programs' business.
        is_this = line == subprocess.list2cmdline(self._command)
        return AutostartState(
            enabled=True,
            place=self._place,
            command=self._command if is_this else (line,),
            other=translate("Autostart", "it is switched off in the settings of the desktop") if is_off else "",
            switched_off=is_off,
            ours=True,
        )

    def switch_on(self) -> None:
        try:
            self._registry.set(RUN, self._name, subprocess.list2cmdline(self._command))
            self._registry.delete(APPROVED, self._name)
        except OSError as error:
            raise failed(self._place, error) from error

    def switch_off(self) -> None:
        try:
            self._registry.delete(RUN, self._name)
            self._registry.delete(APPROVED, self._name)
        except OSError as error:
            raise failed(self._place, error) from error


if sys.platform == "win32":
    import winreg

    class UserRegistry:
        """The real one."""

        def get(self, key: str, name: str) -> str | bytes | None:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    value: str | bytes = winreg.QueryValueEx(opened, name)[0]
            except FileNotFoundError:
                return None
            return value

        def set(self, key: str, name: str, value: str) -> None:
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)

        def delete(self, key: str, name: str) -> None:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as opened:
                    winreg.DeleteValue(opened, name)
            except FileNotFoundError:
                return
