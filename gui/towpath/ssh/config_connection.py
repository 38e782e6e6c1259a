"""What ssh_config(5) says of a host and of those on the way to it, as a connection of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec
from msgspec.structs import replace

from towpath.model.connection import X11, Connection, Hop, Keepalive, SshConfigLink
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import FROM_CONFIG, Endpoint, Forward, ForwardKind
from towpath.model.host_config import CommandKind, ImportedCommand
from towpath.ssh.config_host import (
    WORDS_OF_SWITCH,
    Destination,
    HostValues,
    Surroundings,
    destination,
    unless_none,
    with_name,
)
from towpath.ssh.config_remarks import remarks_on
from towpath.ssh.proxy_jump import read_jump
from towpath.ssh.ssh_config import Values

MOST_JUMPS = 16
_KINDS = (
    (ForwardKind.LOCAL, "localforward"),
    (ForwardKind.REMOTE, "remoteforward"),
    (ForwardKind.DYNAMIC, "dynamicforward"),
)

ReadValues = Callable[[Destination, Sequence[str]], Values]
"""What ssh makes of a host with these `Key=value` before what its file says. May raise TowpathError."""


class Needed(msgspec.Struct, frozen=True):
    """A command of the file that is run when this host is dialled: not before somebody has approved it."""

    command: ImportedCommand
    host: str


class ReadConnection(msgspec.Struct, frozen=True, kw_only=True):
    """A host as its file has it."""

    connection: Connection
    remarks: tuple[str, ...]
    """What is set there and cannot be done here, in words."""
    needed: tuple[Needed, ...]


class Gateway(msgspec.Struct, frozen=True, kw_only=True):
    """The way to a machine that a command `ssh HOST` means."""

    proxy_command: str
    """To the first of its hops."""
    hops: tuple[Hop, ...]
    needed: tuple[Needed, ...]


class ConnectionReader:
    """Makes one connection of what ssh would do. Any thread; `read` may run ssh."""

    def __init__(self, around: Surroundings, read: ReadValues, defaults: Values) -> None:
        """`defaults` is what ssh says of any host without a file: what equals it is nobody's choice."""
        self._around = around
        self._read = read
        self._defaults = defaults
        self._remarks: dict[str, None] = {}
        self._needed: dict[Needed, None] = {}

    def connection(self, link: SshConfigLink, new_id: str) -> tuple[ReadConnection, Values]:
        """A connection that follows `link`, and what ssh says of the host itself."""
        named = destination(link.host)
        values = self._read(named, link.options)
        proxy_command, jumps = self._way(values, named, ())
        host = HostValues(values, named, self._around, self._defaults)
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
                values.one("forwardagent"), values.one("forwardagent")
            ),
            x11=_x11(values),
            send_env=values.all("sendenv"),
            set_env=values.all("setenv"),
            request_tty=WORDS_OF_SWITCH.get(values.one("requesttty"), values.one("requesttty")).replace("auto", ""),
            remote_command=unless_none(values.one("remotecommand")),
            exit_on_forward_failure=values.one("exitonforwardfailure") == "yes",
        )
        read = ReadConnection(connection=made, remarks=tuple(self._remarks), needed=tuple(self._needed))
        return read, values

    def gateway(self, named: Destination, options: Sequence[str]) -> Gateway:
        """The way to a machine which a command names, with these options."""
        values = self._read(named, options)
        command, jumps = self._way(values, named, (named,))
        hops = (*jumps, self._hop(values, named))
        return Gateway(proxy_command=command, hops=hops, needed=tuple(self._needed))

    def _way(self, values: Values, named: Destination, seen: tuple[Destination, ...]) -> tuple[str, tuple[Hop, ...]]:
        """The ProxyCommand to the first machine, and the machines before this one. As with ssh, those of the first
        one's own configuration count, not those of the others."""
        if jumps := unless_none(values.one("proxyjump")):
            first, *others = [destination(spec) for spec in jumps.split(",")]
            command, before = self._before(first, (), named, seen)
            return command, (*before, *(self._hop(self._read(other, ()), other) for other in others))
        command = unless_none(values.one("proxycommand"))
        if not command:
            return "", ()
        hop = self._hop(values, named)
        told = with_name(command, named.host)
        jump = read_jump(told, hop, self._around.local_user)
        if jump and jump.target == Endpoint(hop.host, hop.port):
            return self._before(Destination(jump.gateway.host, jump.gateway.user), jump.options, named, seen)
        if jump is None or jump.target is None:  # the user's shell has to look at it
            self._need(CommandKind.PROXY_COMMAND, command, named)
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
        if known := unless_none(values.one("knownhostscommand")):
            self._need(CommandKind.KNOWN_HOSTS_COMMAND, known, named)
        return HostValues(values, named, self._around, self._defaults).hop()

    def _need(self, kind: CommandKind, text: str, named: Destination) -> None:
        self._needed[Needed(ImportedCommand(kind=kind, text=text), named.host)] = None

    def _forwards(self, host: HostValues) -> tuple[Forward, ...]:
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
        favourite=known.favourite,
        reconnect=known.reconnect,
        checks=known.checks,
        sftp_command=known.sftp_command,
        forwards=(*from_file, *own),
    )


def _name(named: Destination) -> str:
    """Of a new connection."""
    return re.sub(r"[:,]", " ", named.host)[:80]


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
