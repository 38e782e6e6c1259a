"""Which of them this system has."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from towpath.model.desktop import AutostartState
from towpath.system.autostart.launch_agent import LaunchAgent
from towpath.system.autostart.xdg import XdgAutostart


class Autostart(Protocol):
    """The start at login of one profile. Each call looks anew, and may wait for a disk."""

    def read(self) -> AutostartState:
        """Raises TowpathError AUTOSTART_FAILED, as the others do."""
        ...

    def switch_on(self) -> None:
        """Also where the desktop's own settings have switched it off."""
        ...

    def switch_off(self) -> None: ...


def autostart_here(
    command: Sequence[str], profile: Path, *, usual: Path, environment: Mapping[str, str], home: Path
) -> Autostart:
    """`command` starts the program for this profile; each but the `usual` one has an entry of its own."""
    mark = "" if profile == usual else hashlib.sha256(str(profile).encode()).hexdigest()[:8]
    if sys.platform == "win32":
        from towpath.system.autostart.run_key import RunKey, UserRegistry  # the registry is only there

        return RunKey(UserRegistry(), command, mark)
    elif sys.platform == "darwin":
        return LaunchAgent(home / "Library" / "LaunchAgents", command, mark)
    else:
        config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
        return XdgAutostart(config / "autostart", command, mark, environment)
