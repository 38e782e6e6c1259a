"""A saved connection: the way to a machine behind gateways and what to do once there."""

from __future__ import annotations

import enum
from typing import Annotated

import msgspec

from towpath.model.forward import Forward

Port = Annotated[int, msgspec.Meta(ge=1, le=65535)]


class HostKeyPolicy(enum.StrEnum):
    """What to do with a host key that known_hosts does not have. See StrictHostKeyChecking in ssh_config(5).

    A *changed* or revoked key blocks under every policy.
    """

    ASK = "ask"
    ACCEPT_NEW = "accept-new"
    STRICT = "strict"


class AuthMethod(enum.StrEnum):
    """Authentication methods of RFC 4252 and RFC 4256 that Towpath speaks."""

    PUBLICKEY = "publickey"
    KEYBOARD_INTERACTIVE = "keyboard-interactive"
    PASSWORD = "password"


class AddressFamily(enum.StrEnum):
    """Which addresses of a machine are dialled (AddressFamily)."""

    ANY = "any"
    INET = "inet"
    INET6 = "inet6"


class X11(enum.StrEnum):
    """Whether programs of a terminal there may show windows here (ForwardX11, ForwardX11Trusted)."""

    NO = "no"
    UNTRUSTED = "untrusted"
    TRUSTED = "trusted"


class Algorithms(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Names of algorithms, the preferred first. An empty list means ours; the others mean just what is in them.

    What is not known here is passed over; a list of which nothing is left ends the login with NO_COMMON_ALGORITHM.
    """

    ciphers: tuple[str, ...] = ()
    key_exchange: tuple[str, ...] = ()
    macs: tuple[str, ...] = ()
    host_keys: tuple[str, ...] = ()
    """HostKeyAlgorithms."""


class Auth(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to prove who the user is at one hop. The names and meanings are those of ssh_config(5).

    Paths may start with `~`. No secret is ever stored here.
    """

    identity_files: tuple[str, ...] = ()
    """Key files in the order they are tried; empty means ssh's own defaults below ~/.ssh."""
    certificate_files: tuple[str, ...] = ()
    """Besides these, `<identity>-cert.pub` is found by itself, as ssh does."""
    use_agent: bool = True
    identities_only: bool = False
    """Offer from the agent only the keys that `identity_files` names."""
    methods: tuple[AuthMethod, ...] = (
        AuthMethod.PUBLICKEY,
        AuthMethod.KEYBOARD_INTERACTIVE,
        AuthMethod.PASSWORD,
    )
    """Allowed methods, the preferred first (PreferredAuthentications)."""
    identity_agent: str = ""
    """Socket of another agent than that of SSH_AUTH_SOCK (IdentityAgent); `~` and `$NAME` as there."""
    public_key_algorithms: tuple[str, ...] = ()
    """PubkeyAcceptedAlgorithms; empty for all we know."""
    add_keys_to_agent: str = "no"
    """What becomes of a key file that was opened: `no`, `yes`, `confirm`, `3600` (seconds) or `confirm 3600`
    (AddKeysToAgent). ssh's `ask` is as `confirm`: the agent asks before each use."""


class Hop(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One machine on the way: a gateway, or the target itself."""

    host: str
    port: Port = 22
    user: str = ""
    """Empty means the name of the local user."""
    host_key_alias: str = ""
    """Name to look up in known_hosts instead of the host (HostKeyAlias)."""
    host_key_policy: HostKeyPolicy = HostKeyPolicy.ASK
    auth: Auth = Auth()
    compression: bool = False
    timeout: Annotated[float, msgspec.Meta(gt=0)] = 20.0
    """Seconds for each machine step (dialling, key exchange, an answer to one request); the time in which
    a person thinks does not count (ConnectTimeout)."""
    algorithms: Algorithms = Algorithms()
    known_hosts_files: tuple[str, ...] = ()
    """UserKnownHostsFile, the first of which gets new keys; empty for ssh's own. `none` for none."""
    global_known_hosts_files: tuple[str, ...] = ()
    """GlobalKnownHostsFile; the same."""
    known_hosts_command: str = ""
    """Prints further lines (KnownHostsCommand)."""
    hash_known_hosts: bool = False
    address_family: AddressFamily = AddressFamily.ANY
    bind_address: str = ""
    """Of this machine, from which it is dialled."""
    tcp_keepalive: bool = True

    def __str__(self) -> str:
        """`user@host:port` as people write it: no port when it is 22."""
        host = f"[{self.host}]" if ":" in self.host and self.port != 22 else self.host
        return (f"{self.user}@" if self.user else "") + host + (f":{self.port}" if self.port != 22 else "")

    def account(self, local_user: str) -> str:
        """`user@host:port` with nothing left out: the key of the account's password in the keyring."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.user or local_user}@{host}:{self.port}"


class ProxyKind(enum.StrEnum):
    """The protocol of a proxy between this machine and the first hop."""

    SOCKS5 = "socks5"
    HTTP = "http"


class Proxy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A proxy the first hop is reached through. Its password, if any, is in the keyring or asked for."""

    kind: ProxyKind
    host: str
    port: Port
    user: str = ""


class Keepalive(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a silent server counts as gone (ServerAliveInterval, ServerAliveCountMax)."""

    interval: Annotated[float, msgspec.Meta(ge=0)] = 15.0
    """Seconds of silence before a probe is sent; 0 switches probing off."""
    count: Annotated[int, msgspec.Meta(ge=1)] = 3
    """Unanswered probes until the session is closed."""


class Checks(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often it is seen whether the targets of the forwards accept connections.

    A forward that carries connections is not checked: they tell.
    """

    interval: Annotated[float, msgspec.Meta(ge=0)] = 60.0
    """Seconds; 0 for only when the user asks. A target that refused is looked at more often."""


class Reconnect(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether a connection that was lost is made again by itself.

    A login that needed a person (password typed, one-time code) is never repeated without them.
    """

    enabled: bool = True
    first_delay: Annotated[float, msgspec.Meta(gt=0)] = 1.0
    """Seconds before the first new try; doubled each time."""
    longest_delay: Annotated[float, msgspec.Meta(gt=0)] = 60.0
    """Seconds that the growing delay never exceeds."""
    give_up_after: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    """Seconds of trying in vain after which the connection is FAILED; 0 for never. Time without network or asleep,
    or until somebody logs in, does not count."""


class SshConfigLink(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The connection is what ssh makes of this name, and follows the file. `options` come before what that says."""

    host: str
    """`[user@]host`, as typed after ssh(1)."""
    file: str = ""
    """As ssh's -F, absolute; empty for the user's own and the system's."""
    options: tuple[str, ...] = ()
    """`Key=value` each, as with ssh's -o."""


class Connection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the user saves under a name.

    The way to the machine is `proxy` or `proxy_command` (at most one of them) to the first hop, then through
    `jumps` in order, to `target`. `id` is made once and never changes; `name` is what people see and type.
    """

    id: str
    name: str
    target: Hop
    jumps: tuple[Hop, ...] = ()
    proxy: Proxy | None = None
    proxy_command: str = ""
    """As in ssh_config(5), %h %p %r %n expanded; run by the user's shell."""
    forwards: tuple[Forward, ...] = ()
    keepalive: Keepalive = Keepalive()
    reconnect: Reconnect = Reconnect()
    checks: Checks = Checks()
    sftp_command: str = ""
    """Run on the target in place of its sftp subsystem: `sudo /usr/lib/openssh/sftp-server`."""
    group: str = ""
    favourite: bool = False
    """It stands first in the tray's menu."""
    link: SshConfigLink | None = None
    """Where it lives in an ssh_config. All but `id`, `name`, `group`, `favourite`, `reconnect`, `checks`,
    `sftp_command` and its own forwards is then what was read there last, and is read anew when it is dialled."""
    imported: bool = False
    """The commands in it come from a text of others: they are shown and approved before they first run."""
    forward_agent: str = ""
    """Whether programs there may use our agent (ForwardAgent): empty for no, `yes`, or the socket of another agent."""
    x11: X11 = X11.NO
    send_env: tuple[str, ...] = ()
    """Patterns of the names of variables that programs there get (SendEnv)."""
    set_env: tuple[str, ...] = ()
    """`NAME=value` that they get besides (SetEnv)."""
    request_tty: str = ""
    """`no`, `yes`, `force` or `auto`; empty for ssh's default (RequestTTY)."""
    remote_command: str = ""
    """What a terminal runs there in place of a shell (RemoteCommand)."""
    exit_on_forward_failure: bool = False
    """A forward that cannot listen takes the connection down (ExitOnForwardFailure)."""

    @property
    def hops(self) -> tuple[Hop, ...]:
        """Every machine logged in to, the first gateway first and the target last."""
        return (*self.jumps, self.target)

    def forward(self, forward_id: str) -> Forward | None:
        """The forward with this id."""
        return next((f for f in self.forwards if f.id == forward_id), None)
