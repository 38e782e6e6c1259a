"""What an ssh_config says of a host, read anew whenever it is needed: nothing that is not approved runs for it."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from towpath.engine.approvals import Approvals
from towpath.model.connection import Connection, SshConfigLink
from towpath.model.host_config import CommandKind
from towpath.model.ports import Asker
from towpath.ssh.config_connection import ConnectionReader, Gateway, Needed
from towpath.ssh.config_host import Destination, Surroundings, destination
from towpath.ssh.ssh_config import NO_FILE, Reader, Values

_KEYWORDS = {CommandKind.PROXY_COMMAND: "proxycommand", CommandKind.KNOWN_HOSTS_COMMAND: "knownhostscommand"}
ANY_HOST = "host"
"""Its values without a file are ssh's defaults."""


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """A host as its file has it now."""

    connection: Connection
    """With an id and a name of its own, not saved."""
    values: Values
    remarks: tuple[str, ...] = ()
    """What is set there and cannot be done here, in words."""
    needed: tuple[Needed, ...] = ()
    """What dialling it runs: to be approved first."""


class Resolver:
    """Any thread but the engine's; waits for files, for ssh and, where it may ask, for a person."""

    def __init__(
        self,
        reader: Reader,
        approvals: Approvals,
        *,
        home: Path,
        local_user: str,
        environment: Mapping[str, str],
    ) -> None:
        self._reader = reader
        self._approvals = approvals
        self._around = Surroundings(local_user=local_user, home=home, environment=environment)
        self._lock = threading.Lock()
        self._known_defaults: Values | None = None

    def resolve(self, link: SshConfigLink, ask: Asker | None = None) -> Resolved:
        """A connection that follows `link`. Without `ask` only what is approved runs.

        Raises SSH_CONFIG_REFUSED, INVALID, COMMAND_REFUSED and what `ask` raises.
        """
        reader = self._connection_reader(link.file, destination(link.host), ask)
        read, values = reader.connection(link, uuid.uuid4().hex)
        needed = tuple(self._placed(one, link.file) for one in read.needed)
        return Resolved(connection=read.connection, values=values, remarks=read.remarks, needed=needed)

    def gateway(self, host: str, options: Sequence[str], file: str, ask: Asker) -> Gateway:
        """The way to the machine that a command `ssh HOST` means; what dialling it runs is approved."""
        to = Destination(host)
        found = self._connection_reader(file, to, ask).gateway(to, options)
        self.approve((self._placed(one, file) for one in found.needed), ask)
        return found

    def approve(self, needed: Iterable[Needed], ask: Asker) -> None:
        """Raises COMMAND_REFUSED unless all of these may run, and what `ask` raises."""
        for one in needed:
            self._approvals.check(one.command, one.host, ask)

    def _placed(self, needed: Needed, file: str) -> Needed:
        """With the line it stands in, for the person who looks at it."""
        where, line = self._reader.place_of(_KEYWORDS[needed.command.kind], needed.command.text, file)
        return replace(needed, command=replace(needed.command, file=where, line=line))

    def _connection_reader(self, file: str, named: Destination, ask: Asker | None) -> ConnectionReader:
        """One that reads `file`, of which all that reading could run is approved."""
        for command in self._reader.exec_commands(file):
            self._approvals.check(command, named.host, ask)
        return ConnectionReader(
            self._around,
            lambda other, options: self._values(file, other, options),
            self._defaults(),
        )

    def _values(self, file: str, named: Destination, options: Sequence[str]) -> Values:
        return self._reader.values(named.host, file=file, options=options, user=named.user, port=named.port)

    def _defaults(self) -> Values:
        with self._lock:
            if self._known_defaults is None:
                self._known_defaults = self._reader.values(ANY_HOST, file=NO_FILE)
            return self._known_defaults
