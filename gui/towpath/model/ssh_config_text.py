"""Connections as a text for ~/.ssh/config, so that OpenSSH alone does the same: a `Host` section each.

Jump hosts with settings of their own get sections of their own, since ProxyJump carries nothing but user and port.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from towpath.model.browsing import LeftOut
from towpath.model.connection import Connection, Hop
from towpath.model.forward import Forward, ForwardKind
from towpath.model.host_config import ConnectionsExported
from towpath.model.ssh_config_snippet import host_alias
from towpath.model.ssh_options import (
    Option,
    forward_option,
    hop_options,
    jump_text,
    keepalive_options,
    place_options,
    session_options,
    way_out,
)
from towpath.model.text import is_one_line, printable


def ssh_config_text(connections: Sequence[Connection]) -> ConnectionsExported:
    """All of them in one text. It has no secrets: there are none in a connection."""
    sections = _Sections({connection.id: connection for connection in connections})
    for connection in connections:
        if is_one_line(connection):
            sections.add(connection)
        else:
            sections.leave_out(connection, "the connection: a text in it is more than a line")
    text = "\n\n".join(sections.texts) + ("\n" if sections.texts else "")
    return ConnectionsExported(text=text, left_out=tuple(sections.left_out))


class _Sections:
    def __init__(self, connections: dict[str, Connection]) -> None:
        self.texts: list[str] = []
        self.left_out: list[LeftOut] = []
        self._taken: set[str] = set()
        self._names = {one.id: self._free(host_alias(one.name.replace("@", "-"))) for one in connections.values()}
        self._as_jumps = {_bare(one.target): self._names[one.id] for one in connections.values() if _is_plain(one)}
        """Machines that are reached directly and have a section: who goes through them names that."""

    def add(self, connection: Connection) -> None:
        name = self._names[connection.id]
        out = way_out(connection)
        options = [*place_options(connection.target), *hop_options(connection.target)]
        if connection.jumps:
            options.append(
                ("ProxyJump", ",".join(self._jump(connection, n, out) for n in range(len(connection.jumps))))
            )
        elif out:
            options.append(("ProxyCommand", out))
        options += keepalive_options(connection.keepalive)
        options += [forward_option(f) for f in connection.forwards if self._is_possible(connection, f)]
        options += session_options(connection)
        comment = "" if name == connection.name else f"# {printable(connection.name)}\n"
        self._section(comment, name, options)
        if connection.proxy and connection.proxy.user:
            self.leave_out(connection, "the password of its proxy: nc asks for none")
        if connection.sftp_command:
            self.leave_out(connection, f"its SFTP server: say sftp -s '{connection.sftp_command}'")

    def _jump(self, connection: Connection, number: int, out: str) -> str:
        """How ProxyJump names one of them."""
        hop = connection.jumps[number]
        before = out if number == 0 else ""
        known = self._as_jumps.get(_bare(hop)) if not before else None
        if known:
            return known
        options = [*hop_options(hop), *([("ProxyCommand", before)] if before else [])]
        if not options:
            return jump_text(hop)
        name = self._free(f"{self._names[connection.id]}-jump{number + 1}")
        self._section(f"# On the way to {printable(connection.name)}\n", name, [*place_options(hop), *options])
        return name

    def _is_possible(self, connection: Connection, forward: Forward) -> bool:
        if not forward.enabled:
            self.leave_out(connection, f"the forward {forward.name}: it waits for a click here")
            return False
        if forward.kind is not ForwardKind.REMOTE and not forward.listen.path and not forward.listen.port:
            self.leave_out(connection, f"the forward {forward.name}: ssh cannot choose a port")
            return False
        if forward.user:
            self.leave_out(connection, f"the password of {forward.name}: ssh's proxy asks for none")
        return True

    def leave_out(self, connection: Connection, why: str) -> None:
        """What others have to do in another way."""
        self.left_out.append(LeftOut(0, connection.name, why))

    def _section(self, comment: str, name: str, options: list[Option]) -> None:
        lines = [f"    {keyword} {value}" for keyword, value in options]
        self.texts.append("\n".join([f"{comment}Host {name}", *lines]))

    def _free(self, wished: str) -> str:
        name, number = wished, 2
        while name.lower() in self._taken:
            name, number = f"{wished}-{number}", number + 1
        self._taken.add(name.lower())
        return name


def _is_plain(connection: Connection) -> bool:
    return not connection.jumps and not way_out(connection)


def _bare(hop: Hop) -> str:
    """A hop with all its settings, as a key."""
    return repr(replace(hop, host=hop.host.lower()))
