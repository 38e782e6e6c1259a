"""Runs the desktop's own tools: gsettings, kwriteconfig, networksetup."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping

import msgspec

from towpath.system.programs import environment_for_others, why_not

MOST_SECONDS = 10.0
"""How long a tool may take: a session bus that hangs must not hold up the program's end for ever."""


class Outcome(msgspec.Struct, frozen=True):
    """What a tool said."""

    output: str
    complaint: str
    """Its last line on stderr. Tools have been seen to complain there, do nothing, and end with 0."""


Run = Callable[..., Outcome]


class ToolError(Exception):
    """It could not be started, or said that it failed. The text is for people."""


class Tools:
    """The tools of one environment."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = {**environment_for_others(environment), "LC_ALL": "C.UTF-8"}

    def has(self, program: str) -> bool:
        """Whether it is installed."""
        return shutil.which(program, path=self._environment.get("PATH")) is not None

    def run(self, program: str, *arguments: str) -> Outcome:
        """Run it to its end. Raises ToolError."""
        path = shutil.which(program, path=self._environment.get("PATH"))
        if path is None:
            raise ToolError(f"{program} is not installed")
        try:
            ended = subprocess.run(
                [path, *arguments],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=MOST_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise ToolError(f"{program} does not answer") from error
        except (OSError, ValueError) as error:
            raise ToolError(f"{program}: {why_not(error)}") from error
        lines = ended.stderr.strip().splitlines()
        complaint = lines[-1].strip() if lines else ""
        if ended.returncode:
            raise ToolError(f"{program}: {complaint or f'it ended with {ended.returncode}'}")
        return Outcome(ended.stdout, complaint)
