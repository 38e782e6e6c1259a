"""What ssh_config(5) says of a host, as a connection of ours: its hops with all their options, and its forwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from towpath.model.connection import (
    X11,
    AddressFamily,
    Algorithms,
    Auth,
    AuthMethod,
    Connection,
    Hop,
    HostKeyPolicy,
    Keepalive,
    SshConfigLink,
)
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.host_config import CommandKind
from towpath.model.parse import parse_listens, parse_targets
from towpath.ssh.config_remarks import remarks_on
from towpath.ssh.config_tokens import connection_tokens, expand_path, expand_tokens
from towpath.ssh.proxy_jump import read_jump
from towpath.ssh.ssh_config import Values

MOST_JUMPS = 16
FROM_CONFIG = "config-"
"""Ids of forwards that come from the file begin so."""

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
_KINDS = (
    (ForwardKind.LOCAL, "localforward"),
    (ForwardKind.REMOTE, "remoteforward"),
    (ForwardKind.DYNAMIC, "dynamicforward"),
)
_TEXT_OF_SWITCH = {"false": "no", "true": "yes"}


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


ReadValues = Callable[[Destination, Sequence[str]], Values]
"""What ssh makes of a host with these `Key=value` before what its file says. May raise TowpathError."""
Approve = Callable[[CommandKind, str, str], None]
"""Raises TowpathError unless this text may run, for this host."""


def destination(text: str) -> Destination:
    """`[user@]host[:port]` or `ssh://…`. A colon is the port's only where one may stand. Raises INVALID."""
    rest = text.strip().removeprefix("ssh://").rstrip("/") if text.startswith("ssh://") else text.strip()
    user, at, place = rest.rpartition("@")
    found = re.fullmatch(r"\[([^\]]+)\](?::(\d{1,5}))?|([^:]+):(\d{1,5})", place)
    host, port = (found[1] or found[3], int(found[2] or found[4] or 0)) if found else (place, 0)
    if not host or host.startswith("-") or (at and not user) or port > 65535 or re.search(r"[\s\x00-\x1f\x7f]", rest):
        raise TowpathError(
            Problem(ProblemKind.INVALID, text or "(empty)", {"detail": "not a host", "hint": "user@host"})
        )
    return Destination(host, user, port)


class ConnectionReader:
    """Makes connections of what ssh would do. Any thread; `read` may run ssh, `approve` may ask a person."""

    def __init__(self, around: Surroundings, read: ReadValues, approve: Approve, defaults: Values) -> None:
        """`defaults` is what ssh says of any host without a file: what equals it is nobody's choice."""
        self._around = around
        self._read = read
        self._approve = approve
        self._defaults = defaults
        self._remarks: dict[str, None] = {}

    def connection(self, values: Values, link: SshConfigLink, new_id: str) -> tuple[Connection, tuple[str, ...]]:
        """A connection that follows `link`, and in words what is set there and cannot be done here."""
        self._remarks = {}
        named = destination(link.host)
        proxy_command, jumps = self._way(values, named, ())
        host = _Host(values, named, self._around, self._defaults)
        made = Connection(
            id=new_id,
            name=_name(named),
            target=self._hop(values, named),
            jumps=jumps,
            proxy_command=proxy_command,
            forwards=self._forwards(host),
            keepalive=_keepalive(values),
            link=link,
            forward_agent={"no": "", "false": "", "true": "yes"}.get(
                values.one("forwardagent"), host.text("forwardagent")
            ),
            x11=_x11(values),
            send_env=values.all("sendenv"),
            set_env=values.all("setenv"),
            request_tty=_TEXT_OF_SWITCH.get(values.one("requesttty"), values.one("requesttty")).replace("auto", ""),
            remote_command=""
            if values.one("remotecommand") in ("", "none")
            else host.tokens(values.one("remotecommand")),
            exit_on_forward_failure=values.one("exitonforwardfailure") == "yes",
        )
        return made, tuple(self._remarks)

    def gateway(self, named: Destination, options: Sequence[str]) -> tuple[str, tuple[Hop, ...]]:
        """The logins that end at a machine which a command of the user's names: how the first is reached, and all."""
        values = self._read(named, options)
        command, jumps = self._way(values, named, (named,))
        return command, (*jumps, self._hop(values, named))

    def _way(self, values: Values, named: Destination, seen: tuple[Destination, ...]) -> tuple[str, tuple[Hop, ...]]:
        """The ProxyCommand to the first machine, and the machines before this one. As with ssh, those of the first
        one's own configuration count, not those of the others."""
        if jumps := _unless_none(values.one("proxyjump")):
            first, *others = [destination(spec) for spec in jumps.split(",")]
            command, before = self._before(first, (), named, seen)
            return command, (*before, *(self._hop(self._read(other, ()), other) for other in others))
        command = _unless_none(values.one("proxycommand"))
        if not command:
            return "", ()
        hop = self._hop(values, named)
        told = _with_name(command, named.host)
        jump = read_jump(told, hop, self._around.local_user)
        if jump and jump.target == Endpoint(hop.host, hop.port):
            return self._before(Destination(jump.gateway.host), jump.options, named, seen)
        if jump is None or jump.target is None:  # the user's shell has to look at it
            self._approve(CommandKind.PROXY_COMMAND, command, named.host)
        return told, ()

    def _before(
        self, gateway: Destination, options: Sequence[str], named: Destination, seen: tuple[Destination, ...]
    ) -> tuple[str, tuple[Hop, ...]]:
        if gateway in seen or gateway == named or len(seen) >= MOST_JUMPS:
            circle = " - ".join(one.host for one in (*seen, named, gateway))
            facts = {"detail": f"its jumps lead in a circle: {circle}", "hint": "mend ProxyJump there"}
            raise TowpathError(Problem(ProblemKind.SSH_CONFIG_REFUSED, named.host, facts))
        values = self._read(gateway, options)
        command, before = self._way(values, gateway, (*seen, named))
        return command, (*before, self._hop(values, gateway))

    def _hop(self, values: Values, named: Destination) -> Hop:
        self._remarks |= dict.fromkeys(remarks_on(values, self._defaults))
        if known := _unless_none(values.one("knownhostscommand")):
            self._approve(CommandKind.KNOWN_HOSTS_COMMAND, known, named.host)
        return _Host(values, named, self._around, self._defaults).hop()

    def _forwards(self, host: _Host) -> tuple[Forward, ...]:
        made: dict[str, Forward] = {}
        for kind, key in _KINDS:
            for text in host.values.all(key):
                try:
                    forward = host.forward(kind, text)
                except TowpathError as error:
                    self._remarks[f"{key} {text}: {error.problem.facts.get('detail', error)}"] = None
                else:
                    made.setdefault(forward.id, forward)
        # OpenSSH 9 prints a LocalForward to a socket as a DynamicForward, too.
        local = {forward.listen for forward in made.values() if forward.kind is ForwardKind.LOCAL}
        return tuple(f for f in made.values() if f.kind is not ForwardKind.DYNAMIC or f.listen not in local)


class _Host:
    """The values of one host, in our terms."""

    def __init__(self, values: Values, named: Destination, around: Surroundings, defaults: Values) -> None:
        self.values = values
        self._around = around
        self._defaults = defaults
        self._tokens = _tokens(values, named, around)

    def tokens(self, text: str) -> str:
        """With the tokens of TOKENS in ssh_config(5) replaced."""
        return expand_tokens(text, self._tokens)

    def text(self, key: str) -> str:
        """A path, or empty. What begins with `~/` stays so: the profile may be carried to another machine."""
        return self._path(self.values.one(key))

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
            known_hosts_command=_with_name(_unless_none(values.one("knownhostscommand")), self._tokens["n"]),
            hash_known_hosts=values.one("hashknownhosts") == "yes",
            address_family=AddressFamily(values.one("addressfamily") or "any"),
            bind_address=_unless_none(values.one("bindaddress")),
            tcp_keepalive=values.one("tcpkeepalive") != "no",
        )

    def forward(self, kind: ForwardKind, text: str) -> Forward:
        """One line of LocalForward, RemoteForward or DynamicForward. Raises INVALID."""
        listen_text, _, target_text = text.partition(" ")
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
        if text.startswith("/") or "${" in text:
            return expand_path(self.tokens(text), str(self._around.home), self._around.environment)
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
            identity_agent="" if agent in ("", "none", "SSH_AUTH_SOCK") else self._agent(agent),
            public_key_algorithms=self._list("pubkeyacceptedalgorithms"),
            add_keys_to_agent=_TEXT_OF_SWITCH.get(values.one("addkeystoagent"), values.one("addkeystoagent") or "no"),
        )

    def _agent(self, text: str) -> str:
        """`$NAME` stays: it is read when the agent is asked."""
        return text if text.startswith("$") and not text.startswith("${") else self._path(text)

    def _methods(self) -> tuple[AuthMethod, ...]:
        wished = self.values.one("preferredauthentications").split(",")
        known = {str(method): method for method in AuthMethod}
        methods = [known[name] for name in wished if name in known] if wished != [""] else list(AuthMethod)
        return tuple(one for one in methods if self.values.one(_SWITCHES[one]) != "no")

    def _paths(self, key: str) -> tuple[str, ...]:
        texts = self.values.all(key)
        return () if texts == self._defaults.all(key) else tuple(self._path(text) for text in texts)

    def _files(self, key: str) -> tuple[str, ...]:
        """A list on one line."""
        text = self.values.one(key)
        return () if text == self._defaults.one(key) else tuple(self._path(one) for one in text.split())

    def _path(self, text: str) -> str:
        told = self.tokens(text)
        plain = not told.startswith("~") or told.startswith("~/")
        return (
            told if plain and "${" not in told else expand_path(told, str(self._around.home), self._around.environment)
        )

    def _list(self, key: str) -> tuple[str, ...]:
        text = self.values.one(key)
        return () if text in ("", self._defaults.one(key)) else tuple(text.split(","))


def is_from_config(forward: Forward) -> bool:
    """The file has it, and not the user."""
    return forward.id.startswith(FROM_CONFIG)


def followed(known: Connection, read: Connection) -> Connection:
    """The connection as its file has it now; what is its own stays."""
    own = tuple(forward for forward in known.forwards if not is_from_config(forward))
    chosen = {f.id: f for f in known.forwards}
    from_file = tuple(
        replace(f, label=chosen[f.id].label, enabled=chosen[f.id].enabled) if f.id in chosen else f
        for f in read.forwards
    )
    return replace(
        read,
        id=known.id,
        name=known.name,
        group=known.group,
        reconnect=known.reconnect,
        checks=known.checks,
        sftp_command=known.sftp_command,
        forwards=(*from_file, *own),
    )


def _name(named: Destination) -> str:
    """Of a new connection."""
    return re.sub(r"[:,]", " ", named.host)[:80]


def _unless_none(text: str) -> str:
    return "" if text == "none" else text


def _with_name(command: str, name: str) -> str:
    """%n replaced, which who runs the command cannot know. Names that a shell could take for code are not."""
    safe = re.fullmatch(r"[A-Za-z0-9_.:][A-Za-z0-9_.:%-]*", name) is not None
    known = {"%n": name.replace("%", "%%")} if safe else {}
    return re.sub(r"%.", lambda token: known.get(token[0], token[0]), command)


def _tokens(values: Values, named: Destination, around: Surroundings) -> dict[str, str]:
    """See TOKENS in ssh_config(5)."""
    jumps = _unless_none(values.one("proxyjump"))
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


def _keepalive(values: Values) -> Keepalive:
    """ssh's own default, which probes nothing, is no choice."""
    interval = values.one("serveraliveinterval")
    if interval in ("", "0"):
        return Keepalive()
    count = values.one("serveralivecountmax")
    return Keepalive(interval=float(interval), count=max(1, int(count or 3)))


def _x11(values: Values) -> X11:
    if values.one("forwardx11") != "yes":
        return X11.NO
    return X11.TRUSTED if values.one("forwardx11trusted") == "yes" else X11.UNTRUSTED
