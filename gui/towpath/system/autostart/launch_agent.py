"""The start at login of macOS: a launch agent of the user, launchd.plist(5). Tried against files alone."""

from __future__ import annotations

import plistlib
from collections.abc import Sequence
from pathlib import Path
from xml.parsers.expat import ExpatError

from towpath.files import write_atomically
from towpath.model.desktop import AutostartState
from towpath.model.language import translate
from towpath.system.autostart.failed import failed

LABEL = "io.github.towpath.towpath"


class LaunchAgent:
    """One property list. launchd reads it at the next login; a running program is left alone."""

    def __init__(self, folder: Path, command: Sequence[str], mark: str) -> None:
        self._label = f"{LABEL}{'.' if mark else ''}{mark}"
        self._path = folder / f"{self._label}.plist"
        self._command = tuple(command)

    def read(self) -> AutostartState:
        place = str(self._path)
        try:
            agent = plistlib.loads(self._path.read_bytes())
        except FileNotFoundError:
            return AutostartState(enabled=False, place=place, command=self._command)
        except OSError as error:
            raise failed(place, error) from error
        except (ValueError, ExpatError):
            agent = {}
        words = agent.get("ProgramArguments") if isinstance(agent, dict) else None
        command = tuple(str(word) for word in words) if isinstance(words, list) else ()
        other = ""
        switched_off = not command or not agent.get("RunAtLoad") or bool(agent.get("Disabled"))
        if switched_off:
            other = translate("Autostart", "it is switched off in its file")
        elif not Path(command[0]).exists():
            other = translate("Autostart", "the program that it names is not there")
        return AutostartState(
            enabled=True, place=place, command=command, other=other, switched_off=switched_off, ours=True
        )

    def switch_on(self) -> None:
        agent = {
            "Label": self._label,
            "ProgramArguments": list(self._command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
        write_atomically(self._path, plistlib.dumps(agent))

    def switch_off(self) -> None:
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise failed(str(self._path), error) from error
