"""Which of them this system has."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

if sys.platform == "win32":
    from towpath.system.autostart.run_key import RunKey, UserRegistry

    Here = RunKey
elif sys.platform == "darwin":
    from towpath.system.autostart.launch_agent import LaunchAgent

    Here = LaunchAgent
else:
    from towpath.system.autostart.xdg import XdgAutostart

    Here = XdgAutostart


def autostart_here(
    command: Sequence[str], profile: Path, *, usual: Path, environment: Mapping[str, str], home: Path
) -> Here:
    """`command` starts the program for this profile; each but the `usual` one has an entry of its own."""
    mark = "" if profile == usual else hashlib.sha256(str(profile).encode()).hexdigest()[:8]
    if sys.platform == "win32":
        return RunKey(UserRegistry(), command, mark)
    elif sys.platform == "darwin":
        return LaunchAgent(home / "Library" / "LaunchAgents", command, mark)
    else:
        config = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
        return XdgAutostart(config / "autostart", command, mark, environment)
