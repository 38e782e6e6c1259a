"""The pages whose questions are about connections elsewhere, keys and trust."""

from __future__ import annotations

from towpath.engine.hosts import Hosts
from towpath.engine.keys import Keys
from towpath.engine.page_surroundings import PageSurroundings
from towpath.engine.trust import Trust
from towpath.model.host_config import HostCommand
from towpath.model.keys import KeyCommand
from towpath.model.ports import Done
from towpath.model.trust import TrustCommand

PageCommand = HostCommand | KeyCommand | TrustCommand


class Pages:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self.hosts = Hosts(around)
        self._keys = Keys(around)
        self._trust = Trust(around)

    def obey(self, command: PageCommand, done: Done) -> None:
        """Raises what says that it cannot begin."""
        if isinstance(command, HostCommand):
            self.hosts.obey(command, done)
        elif isinstance(command, KeyCommand):
            self._keys.obey(command, done)
        else:
            self._trust.obey(command, done)

    def stop(self) -> None:
        """Nobody answers any more, and no file is followed."""
        self.hosts.stop()
        self._keys.stop()
