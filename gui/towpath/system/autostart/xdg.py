"""The start at login of Linux desktops: the Desktop Application Autostart Specification of freedesktop.org."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from towpath.files import write_atomically
from towpath.model.desktop import AutostartState
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.language import translate
from towpath.system.autostart.failed import failed
from towpath.system.desktop_entry import command_line, command_words, entry_values

MARK = "X-Towpath-Autostart"
"""A file without it was made by somebody else, maybe in the settings of the desktop."""


class XdgAutostart:
    """One file in the user's autostart folder. One that somebody else has put there, perhaps a link to the program's
    entry in the menu, is left alone."""

    def __init__(self, folder: Path, command: Sequence[str], mark: str, environment: Mapping[str, str]) -> None:
        self._path = folder / f"towpath{'-' if mark else ''}{mark}.desktop"
        self._command = tuple(command)
        self._environment = environment

    def read(self) -> AutostartState:
        place = str(self._path)
        try:
            values = entry_values(os.fsdecode(self._path.read_bytes()))
        except FileNotFoundError:
            return AutostartState(enabled=False, place=place, command=self._command)
        except OSError as error:
            raise failed(place, error) from error
        try:
            command = command_words(values.get("Exec", ""))
        except ValueError:
            command = ()
        switched_off = self._is_switched_off(values)
        other = ""
        if switched_off:
            other = translate("Autostart", "it is switched off in the settings of the desktop")
        elif not self._is_there(values, command):
            other = translate("Autostart", "the program that it names is not there")
        ours = values.get(MARK) == "true"
        return AutostartState(
            enabled=True, place=place, command=command, other=other, switched_off=switched_off, ours=ours
        )

    def _is_switched_off(self, values: Mapping[str, str]) -> bool:
        """As a desktop judges the file."""
        desktops = set(self._environment.get("XDG_CURRENT_DESKTOP", "").split(":")) - {""}
        only, never = _listed(values, "OnlyShowIn"), _listed(values, "NotShowIn")
        hidden = values.get("Hidden") == "true" or values.get("X-GNOME-Autostart-enabled") == "false"
        return hidden or bool(only and not only & desktops) or bool(never & desktops)

    def _is_there(self, values: Mapping[str, str], command: Sequence[str]) -> bool:
        programs = [*command[:1], *([values["TryExec"]] if values.get("TryExec") else [])]
        found = [shutil.which(one, path=self._environment.get("PATH")) for one in programs]
        return bool(found) and None not in found

    def switch_on(self) -> None:
        self._refuse_others()
        lines = (
            "[Desktop Entry]",
            "Type=Application",
            "Version=1.0",
            "Name=Towpath",
            "Comment=Tunnels through SSH gateways",
            f"Exec={command_line(self._command)}",
            "Icon=towpath",
            "Terminal=false",
            f"{MARK}=true",
        )
        write_atomically(self._path, os.fsencode("".join(f"{line}\n" for line in lines)))  # paths may be any bytes

    def switch_off(self) -> None:
        self._refuse_others()
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise failed(str(self._path), error) from error

    def _refuse_others(self) -> None:
        state = self.read()
        if state.enabled and not state.ours:
            facts = {"detail": "somebody else has made this file: remove it first"}
            raise TowpathError(Problem(ProblemKind.AUTOSTART_FAILED, state.place, facts))


def _listed(values: Mapping[str, str], key: str) -> set[str]:
    return set(values.get(key, "").split(";")) - {""}
