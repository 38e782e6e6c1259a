"""The start at login, and what comes back when Towpath starts."""

from __future__ import annotations

from towpath.engine.page_surroundings import PageSurroundings
from towpath.model.desktop import BringBack, DesktopCommand, ReadAutostart, SetAutostart
from towpath.model.ports import Done


class Desktop:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around

    def obey(self, command: DesktopCommand, done: Done) -> None:
        """Answer it, if it is a question, then end it. Raises what says that it cannot begin."""
        match command:
            case ReadAutostart() | SetAutostart() | BringBack():
                self._around.answering.finished(done, None)
