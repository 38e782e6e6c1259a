"""Typed command lines of ssh and its like become connections. One on which the user's ssh_config has any influence
follows that file from then on; any other has values of its own."""

from __future__ import annotations

import uuid
from functools import partial

from msgspec.structs import replace

from towpath.engine.linked_hosts import Resolved
from towpath.engine.page_surroundings import PageSurroundings
from towpath.model.connection import Connection, SshConfigLink
from towpath.model.host_config import ReadSshCommand, SshCommandRead
from towpath.model.ports import Asker, Done
from towpath.model.ssh_command_line import read_command
from towpath.model.typed_command import TypedCommand
from towpath.net.cancel import Cancel
from towpath.ssh.config_tokens import expand_home
from towpath.ssh.ssh_config import NO_FILE


class TypedCommands:
    """Engine thread only; never waits."""

    def __init__(self, around: PageSurroundings) -> None:
        self._around = around
        self._ending = Cancel()

    def obey(self, command: ReadSshCommand, done: Done) -> None:
        """Answer it, then end it. Raises INVALID."""
        typed = read_command(command.command)
        ask = None if command.for_show else self._around.asker(command.asker, typed.host, self._ending)
        answer = partial(self._around.answering.answer, command)
        self._around.answering.aside("typed-command", lambda: self._read(typed, ask), answer, done)

    def stop(self) -> None:
        """Nobody answers any more."""
        self._ending.cancel()

    def _read(self, typed: TypedCommand, ask: Asker | None) -> SshCommandRead:
        """Any thread; waits for files, for ssh, and maybe for a person."""
        link = replace(typed.link, file=expand_home(typed.config_file, str(self._around.home)))
        found = self._around.resolver.resolve(link, ask)
        alone = self._on_its_own(link, found, ask)
        resolved = alone or found
        connection = _without_link(resolved.connection) if alone else found.connection
        return SshCommandRead(
            connection=replace(connection, sftp_command=typed.sftp_command),
            remarks=tuple(dict.fromkeys((*typed.remarks, *resolved.remarks))),
        )

    def _on_its_own(self, link: SshConfigLink, found: Resolved, ask: Asker | None) -> Resolved | None:
        """What it is without any file, if that is the same for a user who has none. Whoever names a file means it."""
        if link.file not in ("", NO_FILE):
            return None
        resolver, system = self._around.resolver, self._around.reader.own_files.system
        alone = resolver.resolve(replace(link, file=NO_FILE), ask)
        if _alike(found.connection, alone.connection):
            return alone
        if link.file or not system.exists():
            return None
        with_systems = resolver.resolve(replace(link, file=str(system)), ask).connection
        usual = _alike(_without_habits(with_systems), _without_habits(alone.connection))
        return alone if usual and _alike(found.connection, with_systems) else None


def _alike(one: Connection, other: Connection) -> bool:
    return replace(one, id="", link=None) == replace(other, id="", link=None)


def _without_habits(connection: Connection) -> Connection:
    """What distributions set for everybody leads nowhere else."""
    jumps = tuple(replace(hop, hash_known_hosts=False) for hop in connection.jumps)
    target = replace(connection.target, hash_known_hosts=False)
    return replace(connection, jumps=jumps, target=target, send_env=())


def _without_link(connection: Connection) -> Connection:
    """Nothing is read anew. What it runs was in a text that was pasted, so it is shown before it first does."""
    runs = connection.proxy_command or any(hop.known_hosts_command for hop in connection.hops)
    forwards = tuple(replace(forward, id=uuid.uuid4().hex) for forward in connection.forwards)
    return replace(connection, link=None, imported=bool(runs), forwards=forwards)
