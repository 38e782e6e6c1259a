"""Connections that live elsewhere: ~/.ssh/config, typed commands, other programs' sites, and backups."""

from __future__ import annotations

from msgspec.structs import replace

from towpath.engine.backups import BackupCommand, Backups
from towpath.engine.config_hosts import ConfigCommand, ConfigHosts
from towpath.engine.importing import ImportCommand, Importing
from towpath.engine.page_surroundings import PageSurroundings
from towpath.engine.typed_commands import TypedCommands
from towpath.model.host_config import HostCommand, ReadSshCommand
from towpath.model.ports import Done


class Hosts:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around
        self._config_hosts = ConfigHosts(around)
        self._importing = Importing(around)
        self._backups = Backups(around)
        self._typed_commands = TypedCommands(around)
        self.follow = self._config_hosts.follow
        self.begin = self._config_hosts.begin
        self.read_anew = self._config_hosts.read_anew
        self.keep_approval = self._config_hosts.keep_approval

    def stop(self) -> None:
        """Nobody answers any more, and no file is followed."""
        self._config_hosts.stop()
        self._typed_commands.stop()

    def obey(self, command: HostCommand, done: Done) -> None:
        """Answer it, if it is a question, then end it. Raises what says that it cannot begin."""
        if isinstance(command, ConfigCommand):
            self._config_hosts.obey(command, done)
        elif isinstance(command, ImportCommand):
            self._importing.obey(command, done)
        elif isinstance(command, BackupCommand):
            self._backups.obey(command, done)
        elif isinstance(command, ReadSshCommand):
            self._typed_commands.obey(command, done)
        else:
            self._answered_welcome()
            self._around.answering.finished(done, None)

    def _answered_welcome(self) -> None:
        settings = self._around.catalogue.settings
        hosts = replace(settings.hosts, welcomed=True)
        self._around.save_settings(replace(settings, hosts=hosts))
