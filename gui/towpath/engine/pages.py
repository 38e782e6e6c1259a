"""Connections elsewhere, keys, trust, the desktop, web applications and activity: each with a module of its own."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from towpath.engine.activity import ActivityLog
from towpath.engine.desktop import Desktop
from towpath.engine.hosts import Hosts
from towpath.engine.page_surroundings import PageSurroundings
from towpath.engine.web_apps import WebApps
from towpath.model.activity import ActivityCommand
from towpath.model.desktop import DesktopCommand
from towpath.model.host_config import HostCommand
from towpath.model.keys import KeyCommand
from towpath.model.ports import Done
from towpath.model.trust import TrustCommand
from towpath.model.web_app import WebAppCommand

if TYPE_CHECKING:
    from towpath.engine.keys import Keys
    from towpath.engine.trust import Trust

PageCommand = HostCommand | KeyCommand | TrustCommand | DesktopCommand | WebAppCommand | ActivityCommand


class Pages:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around
        self.hosts = Hosts(around)
        self.desktop = Desktop(around)
        self.web_apps = WebApps(around)
        self.activity = ActivityLog(around)

    @cached_property
    def _keys(self) -> Keys:
        from towpath.engine.keys import Keys  # with paramiko and cryptography, which take their time

        return Keys(self._around)

    @cached_property
    def _trust(self) -> Trust:
        from towpath.engine.trust import Trust  # as above

        return Trust(self._around)

    def obey(self, command: PageCommand, done: Done) -> None:
        """Raises what says that it cannot begin."""
        if isinstance(command, HostCommand):
            self.hosts.obey(command, done)
        elif isinstance(command, KeyCommand):
            self._keys.obey(command, done)
        elif isinstance(command, TrustCommand):
            self._trust.obey(command, done)
        elif isinstance(command, DesktopCommand):
            self.desktop.obey(command, done)
        elif isinstance(command, WebAppCommand):
            self.web_apps.obey(command, done)
        else:
            self.activity.obey(command, done)

    def stop(self) -> None:
        """Nobody answers any more, and no file is followed."""
        self.hosts.stop()
        if "_keys" in self.__dict__:  # otherwise nobody has asked for them
            self._keys.stop()
        self.web_apps.stop()
