"""What keeps a machine from being reached, and what is wrong with its host key."""

from __future__ import annotations

from towpath.model.error import ProblemKind
from towpath.model.sentences.facts import Facts, Sentences


def _host_key_changed(subject: str, fact: Facts) -> tuple[str, str, str]:
    return (
        f"host key of {subject} CHANGED",
        (
            f"known_hosts has {fact('old')} ({fact('file')}:{fact('line')}), the server shows {fact('new')};"
            " someone may be listening in, or the machine was set up anew"
        ),
        f"no password was sent; ask the administrator, and only then remove that line: {fact('file')}:{fact('line')}",
    )


SENTENCES: Sentences = {
    ProblemKind.NAME_UNKNOWN: lambda s, f: (
        f"cannot reach {s}",
        f"the name {f('host') or s} is not known" + (" at the gateway" if f("via") else ""),
        "check the spelling" + (", or ask the gateway's administrator" if f("via") else ", the network, or the VPN"),
    ),
    ProblemKind.REFUSED: lambda s, f: (
        f"cannot reach {s}",
        f"connection refused{' as seen from ' + f('via') if f('via') else ''}: nothing listens on that port",
        "check host and port; the server may be down",
    ),
    ProblemKind.UNREACHABLE: lambda s, f: (
        f"cannot reach {s}",
        f("detail") or "no route to it",
        "check the network or the VPN",
    ),
    ProblemKind.TIMED_OUT: lambda s, f: (
        f"cannot reach {s}",
        f"no answer within {f('seconds')} s" + (f" ({f('step')})" if f("step") else ""),
        "check the network, a firewall may drop the packets; try again",
    ),
    ProblemKind.NOT_SSH: lambda s, f: (
        f"cannot log in to {s}",
        "what answers there is not an SSH server" + (f": {f('detail')}" if f("detail") else ""),
        "check the port",
    ),
    ProblemKind.NO_COMMON_ALGORITHM: lambda s, f: (
        f"cannot log in to {s}",
        f"no common algorithm: {f('detail')}",
        f"change {f('option')} of this connection"
        if f("option")
        else "the server is too old or too strict; ask its administrator to allow a current algorithm",
    ),
    ProblemKind.LOST_DURING_LOGIN: lambda s, f: (
        f"cannot log in to {s}",
        "the server closed the connection during login" + (f": {f('detail')}" if f("detail") else ""),
        "try again; if it stays so, ask the server's administrator",
    ),
    ProblemKind.SERVER_MISBEHAVES: lambda s, f: (
        f"cannot log in to {s}",
        f"the server does not keep to the protocol: {f('detail')}",
        "check that it is the right machine; ask its administrator",
    ),
    ProblemKind.LOST: lambda s, f: (
        f"connection to {s} lost",
        f("detail") or "the server closed it",
        "connect again",
    ),
    ProblemKind.STOPPED_ANSWERING: lambda s, f: (
        f"connection to {s} lost",
        f"no answer for {f('seconds')} s",
        "check the network, then connect again",
    ),
    ProblemKind.NETWORK_DOWN: lambda s, f: (
        f"cannot reach {s}",
        "this machine has no network",
        "it is tried again as soon as there is one",
    ),
    ProblemKind.LOGIN_NEEDED: lambda s, f: (
        f"connection to {s} lost",
        (f"{f('reason')}; " if f("reason") else "")
        + "a password or code was given for it, and is not repeated by itself",
        "connect again when you are ready to log in",
    ),
    ProblemKind.GAVE_UP: lambda s, f: (
        f"connection to {s} lost",
        f"tried in vain for {f('seconds')} s; last: {f('reason')}",
        "connect again when it can be reached",
    ),
    ProblemKind.PROXY_FAILED: lambda s, f: (
        f"proxy {s} failed",
        f("detail"),
        "check the proxy's address and account",
    ),
    ProblemKind.PROXY_COMMAND_FAILED: lambda s, f: (
        f"cannot reach {s}",
        f"the ProxyCommand ended: {f('detail')}",
        "try the command in a terminal",
    ),
    ProblemKind.HOP_FORWARDING_PROHIBITED: lambda s, f: (
        f"cannot reach {s}",
        f"{f('via')} does not allow forwarding" + (f": {f('detail')}" if f("detail") else ""),
        "ask its administrator for AllowTcpForwarding",
    ),
    ProblemKind.HOST_KEY_CHANGED: _host_key_changed,
    ProblemKind.HOST_KEY_REVOKED: lambda s, f: (
        f"host key of {s} is REVOKED",
        f"{f('new')} is marked as revoked in {f('file')}:{f('line')}",
        "do not connect; ask the administrator",
    ),
    ProblemKind.HOST_KEY_UNKNOWN: lambda s, f: (
        f"host key of {s} is not known",
        f"{f('new')} is in no known_hosts file and the policy is strict",
        "add the key to known_hosts, or set the policy to ask",
    ),
    ProblemKind.HOST_KEY_REFUSED_BY_USER: lambda s, f: (
        f"not connected to {s}",
        "its host key was not accepted",
        "compare the fingerprint with the administrator's, then connect again",
    ),
    ProblemKind.KNOWN_HOSTS_COMMAND_FAILED: lambda s, f: (
        f"host key of {s} cannot be checked",
        f"the KnownHostsCommand failed: {f('detail')}",
        "try the command in a terminal",
    ),
    ProblemKind.KNOWN_HOSTS_UNWRITABLE: lambda s, f: (
        f"cannot remember the host key in {s}",
        f("detail"),
        "check the file's permissions",
    ),
}
