"""The flags of ssh(1), scp(1), sftp(1) and autossh(1), and what people write before these commands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath, PureWindowsPath

import msgspec

from towpath.model.language import translate
from towpath.model.parse import invalid

_KEYWORDS = """
    HostName Port User ProxyJump ProxyCommand IdentityFile CertificateFile IdentitiesOnly IdentityAgent
    UserKnownHostsFile GlobalKnownHostsFile KnownHostsCommand StrictHostKeyChecking HostKeyAlias HashKnownHosts
    LocalForward RemoteForward DynamicForward GatewayPorts ExitOnForwardFailure ServerAliveInterval ServerAliveCountMax
    ConnectTimeout TCPKeepAlive PreferredAuthentications PubkeyAuthentication PasswordAuthentication
    KbdInteractiveAuthentication Ciphers KexAlgorithms MACs HostKeyAlgorithms PubkeyAcceptedAlgorithms Compression
    AddressFamily BindAddress ForwardAgent ForwardX11 ForwardX11Trusted SendEnv SetEnv RequestTTY RemoteCommand
    AddKeysToAgent
"""
_ON_THE_WAY = """
    CanonicalizeHostname CanonicalDomains CanonicalizeFallbackLocal CanonicalizeMaxDots CanonicalizePermittedCNAMEs
    ClearAllForwardings Tag
"""
"""No values of ours, but ssh needs them to come to these."""
_OLD_NAMES = {
    "challengeresponseauthentication": "KbdInteractiveAuthentication",
    "keepalive": "TCPKeepAlive",
    "pubkeyacceptedkeytypes": "PubkeyAcceptedAlgorithms",
}
HONOURED: Mapping[str, str] = {word.lower(): word for word in (_KEYWORDS + _ON_THE_WAY).split()} | _OLD_NAMES
"""Keywords that mean something to a connection, in lower case, and as people write them."""

_UNNEEDED = """
    BatchMode ControlMaster ControlPath ControlPersist EscapeChar ForkAfterAuthentication LogLevel LogVerbose
    NumberOfPasswordPrompts SessionType StdinNull UpdateHostKeys VisualHostKey
"""
NO_MATTER = frozenset(_UNNEEDED.lower().split())
"""Keywords that change nothing here: how much ssh prints, how it shares logins, where it runs."""


class Syntax(msgspec.Struct, frozen=True):
    """Which letters of a program take a value, and which stand alone."""

    with_value: str
    alone: str


SYNTAX: Mapping[str, Syntax] = {
    "ssh": Syntax("BbcDEeFIiJLlmOoPpQRSWw", "1246AaCfGgKkMNnqsTtVvXxYy"),
    "autossh": Syntax("BbcDEeFIiJLlMmOoPpQRSWw", "1246AaCfGgKkNnqsTtVvXxYy"),
    "scp": Syntax("cDFiJloPSX", "12346ABCdfOpqRrsTtv"),
    "sftp": Syntax("BbcDFiJloPRSsX", "1246AaCfhNpqrv"),
}

_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=.*", re.DOTALL)
_SILENT_WRAPPERS = frozenset(("exec", "command", "time", "nohup", "setsid", "env", "builtin"))
_SSHPASS_VALUES = "pfdP"


def own_command(words: list[str]) -> tuple[str, list[str], list[str]]:
    """The program, what follows it, and remarks on what stands before it. Raises TowpathError INVALID."""
    remarks: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name = program_name(word)
        if name in SYNTAX:
            return name, rest, remarks
        if _ASSIGNMENT.fullmatch(word):
            remarks.append(
                translate("Fact", "{what}=… before the command is left out.").format(what=word.partition("=")[0])
            )
        elif name == "sshpass":
            rest = _after_sshpass(rest)
            remarks.append(
                "The password for sshpass is not taken over: it is asked for, and can be kept in the keyring."
            )
        elif name == "sudo":
            raise invalid(word, "ssh as another user of this machine", "leave sudo out; keys and files are then yours")
        elif name not in _SILENT_WRAPPERS:
            break
    raise invalid(words[0] if words else "", "no command of ssh, scp, sftp or autossh", "as in: ssh -p 2222 ann@host")


def program_name(word: str) -> str:
    """`ssh` for `/usr/bin/ssh` and `C:/…/ssh.exe`."""
    return PureWindowsPath(PurePosixPath(word).name).name.lower().removesuffix(".exe")


def _after_sshpass(words: list[str]) -> list[str]:
    """Without its options; what they say is read by nobody."""
    rest = list(words)
    while rest and rest[0].startswith("-"):
        flag = rest.pop(0)
        if len(flag) == 2 and flag[1] in _SSHPASS_VALUES:
            del rest[:1]
    return rest
