"""A connection as the command of OpenSSH that does the same: to read, to compare with, and to use without Towpath."""

from __future__ import annotations

import math
import shlex
from collections.abc import Iterable, Sequence

from towpath.model.connection import Auth, Connection, Hop, HostKeyPolicy, Proxy, ProxyKind
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Forward, ForwardKind

SSH_PORT = 22
_POLICIES = {HostKeyPolicy.ASK: "", HostKeyPolicy.ACCEPT_NEW: "accept-new", HostKeyPolicy.STRICT: "yes"}
"""Values of StrictHostKeyChecking; asking is ssh's own default."""


def ssh_command(connection: Connection, forwards: Iterable[Forward]) -> str:
    """One line for a POSIX shell: `ssh -N -J gate -L 127.0.0.1:8080:intranet:80 ann@inner`.

    Give the forwards as they listen: ssh cannot let the system choose a local port. Raises TowpathError INVALID
    for one whose port is 0.
    """
    words = ["ssh", "-N"]
    if connection.keepalive.interval:
        interval = math.ceil(connection.keepalive.interval)
        words += ["-o", f"ServerAliveInterval={interval}", "-o", f"ServerAliveCountMax={connection.keepalive.count}"]
    options = [word for forward in forwards for word in _forward_options(forward)]
    if options:
        words += ["-o", "ExitOnForwardFailure=yes", *options]
    return shlex.join([*words, *_login(connection, connection.hops)])


def _forward_options(forward: Forward) -> list[str]:
    if forward.kind is not ForwardKind.REMOTE and not forward.listen.path and not forward.listen.port:
        facts = {
            "detail": "ssh cannot let the system choose the port",
            "hint": "bring it up first, or give it a port of its own",
        }
        raise TowpathError(Problem(ProblemKind.INVALID, forward.name, facts))
    # With its address, also where that is the default: a GatewayPorts in the user's ssh_config would change it.
    ends = f"{forward.listen}:{forward.target}" if forward.target else str(forward.listen)
    return [f"-{forward.kind.value}", ends]


def login_options(connection: Connection, hops: Sequence[Hop], *, port_option: str = "-p") -> list[str]:
    """What logs in to the last of these hops, through those before it, when its name follows. Of ssh, or of scp with
    `-P`."""
    *before, hop = hops
    port = [port_option, str(hop.port)] if hop.port != SSH_PORT else []
    return [*_way(connection, before), *port, *_hop_options(hop)]


def _login(connection: Connection, hops: Sequence[Hop]) -> list[str]:
    hop = hops[-1]
    return [*login_options(connection, hops), f"{hop.user}@{hop.host}" if hop.user else hop.host]


def _way(connection: Connection, before: Sequence[Hop]) -> list[str]:
    """How ssh gets to a machine behind these. `-J` where it says it all: ssh gives a jump host no option of the
    target's, so that one with settings of its own needs an ssh of its own."""
    if not before:
        command = connection.proxy_command or (_netcat(connection.proxy) if connection.proxy else "")
        return ["-o", f"ProxyCommand={command}"] if command else []
    if not connection.proxy and not connection.proxy_command and not any(_hop_options(hop) for hop in before):
        return ["-J", ",".join(_jump(hop) for hop in before)]
    inner = shlex.join(["ssh", *_login(connection, before)]).replace("%", "%%")
    return ["-o", f"ProxyCommand={inner} -W '[%h]:%p'"]


def _jump(hop: Hop) -> str:
    host = f"[{hop.host}]" if ":" in hop.host else hop.host
    return (f"{hop.user}@" if hop.user else "") + host + (f":{hop.port}" if hop.port != SSH_PORT else "")


def _netcat(proxy: Proxy) -> str:
    """As the manual of OpenSSH suggests it; the password, if there is one, cannot be said there."""
    host = f"[{proxy.host}]" if ":" in proxy.host else proxy.host
    protocol = "5" if proxy.kind is ProxyKind.SOCKS5 else "connect"
    user = ["-P", proxy.user] if proxy.user else []
    return shlex.join(["nc", "-X", protocol, *user, "-x", f"{host}:{proxy.port}"]).replace("%", "%%") + " %h %p"


def _hop_options(hop: Hop) -> list[str]:
    """What differs from ssh's own defaults, except the port."""
    settings = {
        "HostKeyAlias": hop.host_key_alias,
        "StrictHostKeyChecking": _POLICIES[hop.host_key_policy],
        "ConnectTimeout": "" if hop.timeout == Hop(host=hop.host).timeout else str(math.ceil(hop.timeout)),
    }
    return [*(["-C"] if hop.compression else []), *_auth_options(hop.auth), *_as_options(settings)]


def _auth_options(auth: Auth) -> list[str]:
    words = [word for file in auth.identity_files for word in ("-i", file)]
    words += [word for file in auth.certificate_files for word in ("-o", f"CertificateFile={file}")]
    settings = {
        "IdentitiesOnly": "yes" if auth.identities_only else "",
        "IdentityAgent": "" if auth.use_agent else "none",
        "PreferredAuthentications": "" if auth.methods == Auth().methods else ",".join(auth.methods),
    }
    return [*words, *_as_options(settings)]


def _as_options(settings: dict[str, str]) -> list[str]:
    return [word for key, value in settings.items() if value for word in ("-o", f"{key}={value}")]
