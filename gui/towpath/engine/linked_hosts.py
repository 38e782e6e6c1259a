"""What an ssh_config says of a host, read anew whenever it is needed: nothing that is not approved runs for it."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from towpath.engine.approvals import Approvals
from towpath.model.connection import Connection, SshConfigLink
from towpath.model.error import Problem, TowpathError
from towpath.model.host_config import CommandKind, ImportedCommand
from towpath.model.ports import Asker
from towpath.ssh.config_connection import ConnectionReader, Gateway, Needed
from towpath.ssh.config_host import Destination, Surroundings, destination
from towpath.ssh.ssh_config import NO_FILE, Reader, Values

_KEYWORDS = {CommandKind.PROXY_COMMAND: "proxycommand", CommandKind.KNOWN_HOSTS_COMMAND: "knownhostscommand"}
ANY_HOST = "host"
"""Its values without a file are ssh's defaults."""


_ReadFile = Callable[[str, Destination, Sequence[str]], Values]


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
        self._approve_reading(link.file, destination(link.host).host, ask)
        return self._resolve(link, self._values)

    def resolve_each(self, links: Iterable[SshConfigLink], ask: Asker | None = None) -> Iterator[Resolved | Problem]:
        """The same of many, or why not: each file is looked through once for what reading it would run, and ssh is
        asked once about each machine on the way."""
        refused: dict[str, Problem | None] = {}
        known: dict[tuple[str, Destination, tuple[str, ...]], Values] = {}

        def values(file: str, named: Destination, options: Sequence[str]) -> Values:
            key = (file, named, tuple(options))
            if key not in known:
                known[key] = self._values(*key)
            return known[key]

        for link in links:
            try:
                if link.file not in refused:
                    refused[link.file] = self._refusal(link.file, destination(link.host).host, ask)
                yield refused[link.file] or self._resolve(link, values)
            except TowpathError as error:
                yield error.problem

    def gateway(self, named: Destination, options: Sequence[str], file: str, ask: Asker) -> Gateway:
        """The way to the machine that a command `ssh USER@HOST` means; what dialling it runs is approved."""
        self._approve_reading(file, named.host, ask)
        found = self._connection_reader(file, self._values).gateway(named, options)
        self.approve(found.needed, file, ask)
        return found

    def approve(self, needed: Iterable[Needed], file: str, ask: Asker) -> None:
        """Raises COMMAND_REFUSED unless all of these may run, and what `ask` raises. `file` is where they come from."""
        for one in needed:
            if not self._approvals.has(one.command):
                self._approvals.check(self._placed(one.command, file), one.host, ask)

    def _placed(self, command: ImportedCommand, file: str) -> ImportedCommand:
        """With the line it stands in, for the person who looks at it."""
        where, line = self._reader.place_of(_KEYWORDS[command.kind], command.text, file)
        return replace(command, file=where, line=line)

    def _approve_reading(self, file: str, host: str, ask: Asker | None) -> None:
        """All that reading the file could run."""
        for command in self._reader.exec_commands(file):
            self._approvals.check(command, host, ask)

    def _refusal(self, file: str, host: str, ask: Asker | None) -> Problem | None:
        try:
            self._approve_reading(file, host, ask)
        except TowpathError as error:
            return error.problem
        return None

    def _resolve(self, link: SshConfigLink, values: _ReadFile) -> Resolved:
        read, found = self._connection_reader(link.file, values).connection(link, uuid.uuid4().hex)
        return Resolved(connection=read.connection, values=found, remarks=read.remarks, needed=read.needed)

    def _connection_reader(self, file: str, values: _ReadFile) -> ConnectionReader:
        return ConnectionReader(self._around, lambda named, options: values(file, named, options), self._defaults())

    def _values(self, file: str, named: Destination, options: Sequence[str]) -> Values:
        return self._reader.values(named.host, file=file, options=options, user=named.user, port=named.port)

    def _defaults(self) -> Values:
        with self._lock:
            if self._known_defaults is None:
                self._known_defaults = self._reader.values(ANY_HOST, file=NO_FILE)
            return self._known_defaults
