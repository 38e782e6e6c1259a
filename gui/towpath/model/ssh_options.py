"""A connection in the terms of ssh_config(5): pairs of keyword and value, for a command line as well as for a file."""

from __future__ import annotations

import math
import re
import shlex
from collections.abc import Iterable

from towpath.model.connection import (
    X11,
    AddressFamily,
    Auth,
    Connection,
    Hop,
    HostKeyPolicy,
    Keepalive,
    Proxy,
    ProxyKind,
)
from towpath.model.forward import Forward, ForwardKind

Option = tuple[str, str]
"""A keyword and its value, quoted as ssh_config wants it."""

SSH_PORT = 22
_POLICIES = {HostKeyPolicy.ASK: "", HostKeyPolicy.ACCEPT_NEW: "accept-new", HostKeyPolicy.STRICT: "yes"}
"""Values of StrictHostKeyChecking; asking is ssh's own default."""
_FORWARDS = {
    ForwardKind.LOCAL: "LocalForward",
    ForwardKind.REMOTE: "RemoteForward",
    ForwardKind.DYNAMIC: "DynamicForward",
}
_EACH_COUNTS = ("IdentityFile", "CertificateFile", "SendEnv", *_FORWARDS.values())
_PLAIN = re.compile(r"[^\s\"'\\#]+")


def quoted(text: str) -> str:
    """One argument of a keyword that takes several, or might."""
    if _PLAIN.fullmatch(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def those_that_count(options: Iterable[Option]) -> list[Option]:
    """Without those of which ssh takes only the first."""
    counting: dict[object, Option] = {}
    for number, option in enumerate(options):
        counting.setdefault(number if option[0] in _EACH_COUNTS else option[0], option)
    return list(counting.values())


def literally(text: str) -> str:
    """For keywords that have tokens: a percent sign as such. See TOKENS in ssh_config(5)."""
    return text.replace("%", "%%")


def quoted_list(texts: Iterable[str]) -> str:
    """Several of them."""
    return " ".join(quoted(text) for text in texts)


def forward_keyword(kind: ForwardKind) -> str:
    """`LocalForward` and its like."""
    return _FORWARDS[kind]


def forward_option(forward: Forward) -> Option:
    """With its listening address, also where that is the default: a GatewayPorts elsewhere would change it."""
    return forward_keyword(forward.kind), quoted_list(forward_ends(forward))


def forward_ends(forward: Forward) -> list[str]:
    """The listening end and, where there is one, the target, as ssh takes them."""
    return [literally(str(end)) for end in (forward.listen, forward.target) if end]


def place_options(hop: Hop) -> list[Option]:
    """Which machine, and as whom."""
    user = [("User", quoted(hop.user))] if hop.user else []
    port = [("Port", str(hop.port))] if hop.port != SSH_PORT else []
    return [("HostName", hop.host), *user, *port]


def hop_options(hop: Hop) -> list[Option]:
    """What differs from ssh's own defaults in the login to one machine, except which machine it is."""
    none = Hop(host=hop.host)
    settings = {
        "Compression": "yes" if hop.compression else "",
        "HostKeyAlias": quoted(hop.host_key_alias) if hop.host_key_alias else "",
        "StrictHostKeyChecking": _POLICIES[hop.host_key_policy],
        "UserKnownHostsFile": quoted_list(map(literally, hop.known_hosts_files)),
        "GlobalKnownHostsFile": quoted_list(hop.global_known_hosts_files),
        "KnownHostsCommand": hop.known_hosts_command,
        "HashKnownHosts": "yes" if hop.hash_known_hosts else "",
        "ConnectTimeout": "" if hop.timeout == none.timeout else str(math.ceil(hop.timeout)),
        "Ciphers": ",".join(hop.algorithms.ciphers),
        "KexAlgorithms": ",".join(hop.algorithms.key_exchange),
        "MACs": ",".join(hop.algorithms.macs),
        "HostKeyAlgorithms": ",".join(hop.algorithms.host_keys),
        "AddressFamily": "" if hop.address_family is AddressFamily.ANY else hop.address_family.value,
        "BindAddress": hop.bind_address,
        "TCPKeepAlive": "" if hop.tcp_keepalive else "no",
    }
    return [*_auth_options(hop.auth), *_given(settings)]


def _auth_options(auth: Auth) -> list[Option]:
    files = [("IdentityFile", quoted(literally(file))) for file in auth.identity_files]
    files += [("CertificateFile", quoted(literally(file))) for file in auth.certificate_files]
    settings = {
        "IdentitiesOnly": "yes" if auth.identities_only else "",
        "IdentityAgent": quoted(literally(auth.identity_agent)) if auth.identity_agent else "",
        "PreferredAuthentications": "" if auth.methods == Auth().methods else ",".join(auth.methods) or "none",
        "PubkeyAcceptedAlgorithms": ",".join(auth.public_key_algorithms),
        "AddKeysToAgent": "" if auth.add_keys_to_agent == "no" else auth.add_keys_to_agent,
    }
    if not auth.use_agent:
        settings["IdentityAgent"] = "none"
    return [*files, *_given(settings)]


def session_options(connection: Connection) -> list[Option]:
    """What holds for the whole connection and not for one of its machines."""
    x11 = connection.x11
    settings = {
        "ForwardAgent": quoted(connection.forward_agent) if connection.forward_agent else "",
        "ForwardX11": "" if x11 is X11.NO else "yes",
        # Some systems have another default than the manual tells.
        "ForwardX11Trusted": {X11.NO: "", X11.UNTRUSTED: "no", X11.TRUSTED: "yes"}[x11],
        "SendEnv": quoted_list(connection.send_env),
        "SetEnv": quoted_list(connection.set_env),
        "RequestTTY": connection.request_tty,
        "RemoteCommand": literally(connection.remote_command),
        "ExitOnForwardFailure": "yes" if connection.exit_on_forward_failure else "",
    }
    return _given(settings)


def keepalive_options(keepalive: Keepalive) -> list[Option]:
    """Always said where there is probing: ssh has none by itself."""
    if not keepalive.interval:
        return []
    return [
        ("ServerAliveInterval", str(math.ceil(keepalive.interval))),
        ("ServerAliveCountMax", str(keepalive.count)),
    ]


def jump_text(hop: Hop) -> str:
    """As after `-J`."""
    host = f"[{hop.host}]" if ":" in hop.host else hop.host
    return (f"{hop.user}@" if hop.user else "") + host + (f":{hop.port}" if hop.port != SSH_PORT else "")


def way_out(connection: Connection) -> str:
    """The ProxyCommand that leads to the first machine, empty when it is dialled."""
    return connection.proxy_command or (_netcat(connection.proxy) if connection.proxy else "")


def _netcat(proxy: Proxy) -> str:
    """As the manual of OpenSSH suggests it; the password, if there is one, cannot be said there."""
    host = f"[{proxy.host}]" if ":" in proxy.host else proxy.host
    protocol = "5" if proxy.kind is ProxyKind.SOCKS5 else "connect"
    user = ["-P", proxy.user] if proxy.user else []
    return shlex.join(["nc", "-X", protocol, *user, "-x", f"{host}:{proxy.port}"]).replace("%", "%%") + " %h %p"


def _given(settings: dict[str, str]) -> list[Option]:
    return [(keyword, value) for keyword, value in settings.items() if value]
