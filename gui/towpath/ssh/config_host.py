"""What ssh_config(5) says of one host, in our terms: its hop, with paths and tokens expanded, and its forwards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec.structs import replace

from towpath.model.connection import AddressFamily, Algorithms, Auth, AuthMethod, Hop, HostKeyPolicy
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import FROM_CONFIG, Forward, ForwardKind
from towpath.model.parse import parse_listens, parse_targets, refuse_password
from towpath.ssh.config_tokens import connection_tokens, expand_path, expand_tokens
from towpath.ssh.ssh_config import Values

_POLICIES = {
    "yes": HostKeyPolicy.STRICT,
    "true": HostKeyPolicy.STRICT,
    "ask": HostKeyPolicy.ASK,
    "accept-new": HostKeyPolicy.ACCEPT_NEW,
    "no": HostKeyPolicy.ACCEPT_NEW,
    "off": HostKeyPolicy.ACCEPT_NEW,
    "false": HostKeyPolicy.ACCEPT_NEW,
}
"""StrictHostKeyChecking. `no` is as `accept-new` here: a changed key is never accepted."""
_SWITCHES = {
    AuthMethod.PUBLICKEY: "pubkeyauthentication",
    AuthMethod.KEYBOARD_INTERACTIVE: "kbdinteractiveauthentication",
    AuthMethod.PASSWORD: "passwordauthentication",
}
_OFF = ("no", "false")
_TWO_ENDS = re.compile(r"(.+) (\[[^\]]*\]:\d+|/.*)")
"""Of a forward, as `ssh -G` prints it: a path may have blanks."""
_WITH_PORT = re.compile(r"\[([^\]]+)\](?::(\d{1,5}))?|([^:]+):(\d{1,5})", re.ASCII)
_UNFIT_HOST = re.compile(r"""^-|[\s\x00-\x1f\x7f'"`$\\;&<>|(){},]""")
_UNFIT_USER = re.compile(r"""^-|[\x00-\x1f\x7f'"`;&<>|(){}]|\s-|\\$""")
"""What OpenSSH refuses since 9.6: Match exec and ProxyCommand put it before a shell (CVE-2023-51385)."""
WORDS_OF_SWITCH = {"false": "no", "true": "yes"}


class Destination(msgspec.Struct, frozen=True):
    """A host as it is named after ssh(1), or in ProxyJump."""

    host: str
    user: str = ""
    port: int = 0
    """0 for what the file says."""


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """Of the program that reads the file."""

    local_user: str
    home: Path
    environment: Mapping[str, str]


def destination(text: str) -> Destination:
    """`[user@]host[:port]` or `ssh://…`. A colon is the port's only where one may stand. Raises INVALID."""
    rest = text.removeprefix("ssh://").rstrip("/") if text.startswith("ssh://") else text
    user, at, place = rest.rpartition("@")
    refuse_password(text, user)
    found = _WITH_PORT.fullmatch(place)
    host, port = (found[1] or found[3], int(found[2] or found[4] or 0)) if found else (place, 0)
    is_plain = not (_UNFIT_HOST.search(host) or _UNFIT_USER.search(user))
    if not host or (at and not user) or port > 65535 or not is_plain:
        facts = {"detail": "not a host", "hint": "user@host"}
        raise TowpathError(Problem(ProblemKind.INVALID, text or "(empty)", facts))
    return Destination(host, user, port)


class HostValues:
    """The values of one host, in our terms."""

    def __init__(self, values: Values, named: Destination, around: Surroundings, defaults: Values) -> None:
        self.values = values
        self._around = around
        self._defaults = defaults
        self._tokens = _tokens(values, named, around)

    def tokens(self, text: str) -> str:
        """With the tokens of TOKENS in ssh_config(5) replaced."""
        return expand_tokens(text, self._tokens)

    def hop(self) -> Hop:
        values = self.values
        user = values.one("user")
        timeout = values.one("connecttimeout")
        return Hop(
            host=values.one("hostname") or self._tokens["n"],
            port=int(values.one("port") or 22),
            user="" if user == self._around.local_user else user,
            host_key_alias=values.one("hostkeyalias"),
            host_key_policy=_POLICIES.get(values.one("stricthostkeychecking"), HostKeyPolicy.ASK),
            auth=self._auth(),
            compression=values.one("compression") == "yes",
            **({"timeout": float(timeout)} if timeout.isdigit() and int(timeout) else {}),
            algorithms=Algorithms(
                ciphers=self._list("ciphers"),
                key_exchange=self._list("kexalgorithms"),
                macs=self._list("macs"),
                host_keys=self._list("hostkeyalgorithms"),
            ),
            known_hosts_files=self._files("userknownhostsfile"),
            global_known_hosts_files=self._files("globalknownhostsfile"),
            known_hosts_command=with_name(unless_none(values.one("knownhostscommand")), self._tokens["n"]),
            hash_known_hosts=values.one("hashknownhosts") == "yes",
            address_family=AddressFamily(values.one("addressfamily") or "any"),
            bind_address=unless_none(values.one("bindaddress")),
            tcp_keepalive=values.one("tcpkeepalive") != "no",
        )

    def forward(self, kind: ForwardKind, text: str) -> Forward:
        """One line of LocalForward, RemoteForward or DynamicForward. Raises INVALID."""
        ends = _TWO_ENDS.fullmatch(text)
        listen_text, target_text = (ends[1], ends[2]) if ends else (text, "")
        if target_text == "[socks]:0":
            facts = {"detail": "a proxy that listens at the far machine is not possible here"}
            raise TowpathError(Problem(ProblemKind.INVALID, text, facts))
        listen = parse_listens(kind, self._end(listen_text))[0]
        on_all = self.values.one("gatewayports") == "yes" and kind is not ForwardKind.REMOTE
        if on_all and re.fullmatch(r"\d+", listen_text):
            listen = replace(listen, host="*")
        target = parse_targets(self._end(target_text))[0] if target_text else None
        return Forward(id=f"{FROM_CONFIG}{kind.value}-{listen}", kind=kind, listen=listen, target=target)

    def _end(self, text: str) -> str:
        if text.startswith("/"):
            return text
        return re.sub(r"\[([^\]:]*)\]", r"\1", text)  # brackets are for IPv6 addresses alone

    def _auth(self) -> Auth:
        values = self.values
        agent = values.one("identityagent")
        return Auth(
            identity_files=self._paths("identityfile"),
            certificate_files=self._paths("certificatefile"),
            use_agent=agent != "none",
            identities_only=values.one("identitiesonly") == "yes",
            methods=self._methods(),
            identity_agent="" if agent in ("none", "SSH_AUTH_SOCK") else agent,
            public_key_algorithms=self._list("pubkeyacceptedalgorithms"),
            add_keys_to_agent=WORDS_OF_SWITCH.get(values.one("addkeystoagent"), values.one("addkeystoagent") or "no"),
        )

    def _methods(self) -> tuple[AuthMethod, ...]:
        wished = self.values.one("preferredauthentications").split(",")
        known = {str(method): method for method in AuthMethod}
        methods = [known[name] for name in wished if name in known] if wished != [""] else list(AuthMethod)
        return tuple(one for one in methods if self.values.one(_SWITCHES[one]) not in _OFF)

    def _paths(self, key: str) -> tuple[str, ...]:
        texts = self.values.all(key)
        return () if texts == self._defaults.all(key) else tuple(self._path(text) for text in texts)

    def _files(self, key: str) -> tuple[str, ...]:
        """A list on one line."""
        text = self.values.one(key)
        return () if text == self._defaults.one(key) else tuple(text.split())

    def _path(self, text: str) -> str:
        """Of a key: ssh says of all other paths what they mean. What begins with `~/` stays so: the profile may be
        carried to another machine."""
        told = self.tokens(text)
        plain = not told.startswith("~") or told.startswith("~/")
        return (
            told if plain and "${" not in told else expand_path(told, str(self._around.home), self._around.environment)
        )

    def _list(self, key: str) -> tuple[str, ...]:
        text = self.values.one(key)
        return () if text in ("", self._defaults.one(key)) else tuple(text.split(","))


def unless_none(text: str) -> str:
    return "" if text == "none" else text


def with_name(command: str, name: str) -> str:
    """%n replaced, which who runs the command cannot know. Names that a shell could take for code are not."""
    safe = re.fullmatch(r"[A-Za-z0-9_.:][A-Za-z0-9_.:%-]*", name) is not None
    known = {"%n": name.replace("%", "%%")} if safe else {}
    return re.sub(r"%.", lambda token: known.get(token[0], token[0]), command)


def _tokens(values: Values, named: Destination, around: Surroundings) -> dict[str, str]:
    """See TOKENS in ssh_config(5)."""
    jumps = unless_none(values.one("proxyjump"))
    return connection_tokens(
        typed=named.host,
        host=values.one("hostname") or named.host,
        port=int(values.one("port") or 22),
        user=values.one("user") or around.local_user,
        local_user=around.local_user,
        home=str(around.home),
        host_key_alias=values.one("hostkeyalias"),
        jump_host=destination(jumps.rpartition(",")[2]).host if jumps else "",
    )
