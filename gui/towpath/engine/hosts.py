"""Connections that live elsewhere: ~/.ssh/config, typed commands, other programs' sites, and backups."""

from __future__ import annotations

from towpath.engine.page_surroundings import PageSurroundings
from towpath.model.host_config import HostCommand
from towpath.model.ports import Done


class Hosts:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around

    def obey(self, command: HostCommand, done: Done) -> None:
        """Answer it, if it is a question, then end it. Raises what says that it cannot begin."""
        self._around.answering.finished(done, None)
