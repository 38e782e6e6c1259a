"""Where in which file a connection lives that follows an ssh_config: asked of the engine when it is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from towpath.model.connection import Connection
from towpath.model.error import Problem
from towpath.model.event import Reported
from towpath.model.host_config import FindHosts, HostsFound
from towpath.model.text import printable
from towpath.qt.bridge import Answer, Bridge
from towpath.qt.files.dialogs.frame import new_request
from towpath.qt.hosts.candidates import short_path


class ConfigPlace(QObject):
    """Of one connection at a time. The file is read again when the connection has changed."""

    told = Signal(str)
    """`Follows gpu in ~/.ssh/config, line 12`; empty for one that follows nothing."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._shown: Connection | None = None
        self._request = ""

    def show_connection(self, connection: Connection) -> None:
        """Tell where it lives, as far as that is known, and then the line."""
        if connection == self._shown:
            return
        self._bridge.withdraw(self._request)
        self._shown, self._request = connection, ""
        link = connection.link
        if link is None:
            self.told.emit("")
            return
        self._tell(link.host, link.file or "~/.ssh/config", 0)
        self._request = new_request()
        self._bridge.ask(FindHosts(request=self._request, file=link.file), self._heard, self._ended)

    def _heard(self, answer: Answer) -> None:
        link = self._shown.link if self._shown else None
        if link is None or not isinstance(answer, Reported) or not isinstance(answer.report, HostsFound):
            return
        name = link.host.rpartition("@")[2]
        for host in answer.report.hosts:
            if host.name == name:
                self._tell(link.host, host.file, host.line)

    def _ended(self, _problem: Problem | None) -> None:
        """Why it cannot be read is told where it matters: when the connection is brought up."""
        self._request = ""

    def _tell(self, host: str, file: str, line: int) -> None:
        place = printable(short_path(file))
        text = self.tr("Follows {host} in {file}, line {line}") if line else self.tr("Follows {host} in {file}")
        self.told.emit(text.format(host=printable(host), file=place, line=line))
