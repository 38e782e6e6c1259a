"""What to write into ~/.ssh/config so that ssh, scp, rsync and git use the session that Towpath has."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from towpath.model.connection import Connection
from towpath.model.forward import ForwardKind
from towpath.model.ssh_options import SSH_PORT


def config_snippet(connection: Connection, program: Sequence[str]) -> str:
    """Two `Host` sections: the machine logged in to, and those behind it. `program` is how `towpath` is called
    for the profile in use, word by word.

    The machines behind it are those that its forwards name, or an example to be replaced. See ssh_config(5).
    """
    target = connection.target
    command = " ".join([*map(_word, (*program, "stdio", connection.name)), "%h", "%p"])
    known_as = target.host if target.port == SSH_PORT else f"[{target.host}]:{target.port}"
    alias = host_alias(connection.name)
    behind = _machines_behind(connection)
    lines = [
        f"# Through Towpath's session {connection.name}: ssh, scp, rsync and git need no login on the way there.",
        "# Towpath has to be running. This belongs into ~/.ssh/config, before a section for all hosts.",
        "",
        f"# The machine itself: ssh {alias}",
        f"Host {alias}",
        "    HostName 127.0.0.1",
        f"    Port {target.port}",
        *([f"    User {target.user}"] if target.user else []),
        f"    HostKeyAlias {target.host_key_alias or known_as}",
        f"    ProxyCommand {command}",
        "",
        "# Machines behind it, by the names they have there"
        + (":" if behind else ": put them in place of this example."),
        f"Host {' '.join(behind) or 'machine-behind-it'}",
        f"    ProxyCommand {command}",
    ]
    return "\n".join(lines) + "\n"


def host_alias(name: str) -> str:
    """The connection's name as a word that `Host` takes literally."""
    return re.sub(r"[^\w.@+-]+", "-", name).strip("-") or "towpath"


def _machines_behind(connection: Connection) -> list[str]:
    """Hosts of its local forwards, each once, without the machine itself."""
    targets = [f.target for f in connection.forwards if f.kind is ForwardKind.LOCAL and f.target and f.target.is_public]
    return list(dict.fromkeys(t.host for t in targets if t.host != connection.target.host))


def _word(text: str) -> str:
    """For the shell that runs a ProxyCommand, and for ssh, which expands what follows a percent sign."""
    return shlex.quote(text).replace("%", "%%")
