"""Connections that live elsewhere: ~/.ssh/config, typed commands, other programs' sites, and backups."""

from __future__ import annotations

from msgspec.structs import replace

from towpath.engine.importing import ImportCommand, Importing
from towpath.engine.page_surroundings import PageSurroundings
from towpath.model.host_config import AnsweredWelcome, HostCommand
from towpath.model.ports import Done


class Hosts:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around
        self._importing = Importing(around)

    def obey(self, command: HostCommand, done: Done) -> None:
        """Answer it, if it is a question, then end it. Raises what says that it cannot begin."""
        if isinstance(command, ImportCommand):
            self._importing.obey(command, done)
        elif isinstance(command, AnsweredWelcome):
            self._answered_welcome()
            self._around.answering.finished(done, None)
        else:
            self._around.answering.finished(done, None)

    def _answered_welcome(self) -> None:
        settings = self._around.catalogue.settings
        hosts = replace(settings.hosts, welcomed=True)
        self._around.save_settings(replace(settings, hosts=hosts))
