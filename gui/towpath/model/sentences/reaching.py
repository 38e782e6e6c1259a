"""What keeps a machine from being reached, and what is wrong with its host key."""

from __future__ import annotations

from towpath.model.error import ProblemKind
from towpath.model.sentences.facts import Saying, Sentences


def _host_key_changed(say: Saying) -> tuple[str, str, str]:
    return (
        say("host key of {subject} CHANGED"),
        say(
            "known_hosts has {old} ({file}:{line}), the server shows {new};"
            " someone may be listening in, or the machine was set up anew"
        ),
        say("no password was sent; ask the administrator, and only then remove that line: {file}:{line}"),
    )


SENTENCES: Sentences = {
    ProblemKind.NAME_UNKNOWN: lambda say: (
        say("cannot reach {subject}"),
        say("the name {host} is not known at the gateway", host=say["host"] or say["subject"])
        if say["via"]
        else say("the name {host} is not known", host=say["host"] or say["subject"]),
        say("check the spelling, or ask the gateway's administrator")
        if say["via"]
        else say("check the spelling, the network, or the VPN"),
    ),
    ProblemKind.REFUSED: lambda say: (
        say("cannot reach {subject}"),
        say("connection refused as seen from {via}: nothing listens on that port")
        if say["via"]
        else say("connection refused: nothing listens on that port"),
        say("check host and port; the server may be down"),
    ),
    ProblemKind.UNREACHABLE: lambda say: (
        say("cannot reach {subject}"),
        say["detail"] or say("no route to it"),
        say("check the network or the VPN"),
    ),
    ProblemKind.TIMED_OUT: lambda say: (
        say("cannot reach {subject}"),
        say("no answer within {seconds} s") + say.if_told(" ({step})"),
        say("check the network, a firewall may drop the packets; try again"),
    ),
    ProblemKind.NOT_SSH: lambda say: (
        say("cannot log in to {subject}"),
        say("what answers there is not an SSH server") + say.if_told(": {detail}"),
        say("check the port"),
    ),
    ProblemKind.NO_COMMON_ALGORITHM: lambda say: (
        say("cannot log in to {subject}"),
        say("no common algorithm: {detail}"),
        say("change {option} of this connection")
        if say["option"]
        else say("the server is too old or too strict; ask its administrator to allow a current algorithm"),
    ),
    ProblemKind.LOST_DURING_LOGIN: lambda say: (
        say("cannot log in to {subject}"),
        say("the server closed the connection during login") + say.if_told(": {detail}"),
        say("try again; if it stays so, ask the server's administrator"),
    ),
    ProblemKind.SERVER_MISBEHAVES: lambda say: (
        say("cannot log in to {subject}"),
        say("the server does not keep to the protocol: {detail}"),
        say("check that it is the right machine; ask its administrator"),
    ),
    ProblemKind.LOST: lambda say: (
        say("connection to {subject} lost"),
        say["detail"] or say("the server closed it"),
        say("connect again"),
    ),
    ProblemKind.STOPPED_ANSWERING: lambda say: (
        say("connection to {subject} lost"),
        say("no answer for {seconds} s"),
        say("check the network, then connect again"),
    ),
    ProblemKind.NETWORK_DOWN: lambda say: (
        say("cannot reach {subject}"),
        say("this machine has no network"),
        say("it is tried again as soon as there is one"),
    ),
    ProblemKind.LOGIN_NEEDED: lambda say: (
        (
            say("not logged in to {subject} yet"),
            say("it needs an answer ({reason})") if say["reason"] else say("a password or code has to be given for it"),
            say("connect again when you are ready to log in"),
        )
        if say["at_start"]
        else (
            say("connection to {subject} lost"),
            say.if_told("{reason}; ") + say("a password or code was given for it, and is not repeated by itself"),
            say("connect again when you are ready to log in"),
        )
    ),
    ProblemKind.GAVE_UP: lambda say: (
        say("connection to {subject} lost"),
        say("tried in vain for {seconds} s; last: {reason}"),
        say("connect again when it can be reached"),
    ),
    ProblemKind.PROXY_FAILED: lambda say: (
        say("proxy {subject} failed"),
        say["detail"],
        say("check the proxy's address and account"),
    ),
    ProblemKind.PROXY_COMMAND_FAILED: lambda say: (
        say("cannot reach {subject}"),
        say("the ProxyCommand ended: {detail}"),
        say("try the command in a terminal"),
    ),
    ProblemKind.HOP_FORWARDING_PROHIBITED: lambda say: (
        say("cannot reach {subject}"),
        say("{via} does not allow forwarding") + say.if_told(": {detail}"),
        say("ask its administrator for AllowTcpForwarding"),
    ),
    ProblemKind.HOST_KEY_CHANGED: _host_key_changed,
    ProblemKind.HOST_KEY_REVOKED: lambda say: (
        say("host key of {subject} is REVOKED"),
        say("{new} is marked as revoked in {file}:{line}"),
        say("do not connect; ask the administrator"),
    ),
    ProblemKind.HOST_KEY_UNKNOWN: lambda say: (
        say("host key of {subject} is not known"),
        say("{new} is in no known_hosts file and the policy is strict"),
        say("add the key to known_hosts, or set the policy to ask"),
    ),
    ProblemKind.HOST_KEY_REFUSED_BY_USER: lambda say: (
        say("not connected to {subject}"),
        say("its host key was not accepted"),
        say("compare the fingerprint with the administrator's, then connect again"),
    ),
    ProblemKind.KNOWN_HOSTS_COMMAND_FAILED: lambda say: (
        say("host key of {subject} cannot be checked"),
        say("the KnownHostsCommand failed: {detail}"),
        say("try the command in a terminal"),
    ),
    ProblemKind.KNOWN_HOSTS_UNWRITABLE: lambda say: (
        say("cannot remember the host key in {subject}"),
        say["detail"],
        say("check the file's permissions"),
    ),
}
