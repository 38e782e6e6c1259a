"""A port forward as the user wishes it: which end listens, where the bytes go, and what it is called."""

from __future__ import annotations

import enum
import ipaddress

import msgspec


class ForwardKind(enum.StrEnum):
    """Which way a forward runs. The values are the letters of ssh(1)'s options."""

    LOCAL = "L"
    """This machine listens; the bytes go to a target that the far machine reaches."""
    REMOTE = "R"
    """The far machine listens; the bytes go to a target that this machine reaches."""
    DYNAMIC = "D"
    """This machine listens as a SOCKS and HTTP proxy; the target is named by each request."""


class Endpoint(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One end: a host name or address literal (without brackets) and a TCP port, or the path of a Unix socket.

    Of a listening end the host `*` means all addresses, of both families, and port 0 any free one.
    """

    host: str
    port: int
    path: str = ""
    """Absolute path of a Unix socket; host and port are then empty and 0."""

    @classmethod
    def unix(cls, path: str) -> Endpoint:
        """The end that is a Unix socket."""
        return cls("", 0, path)

    @property
    def is_public(self) -> bool:
        """Of a listening end: other machines can reach it, if nothing stands in the way."""
        if self.path or self.host == "localhost":
            return False
        try:
            return not ipaddress.ip_address(self.host.split("%")[0]).is_loopback
        except ValueError:
            return True

    def __str__(self) -> str:
        if self.path:
            return self.path
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


class Forward(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One forward of a connection.

    `id` is unique within the connection and never shown. `enabled` forwards come up together with their connection;
    the others wait for a click.
    """

    id: str
    kind: ForwardKind = ForwardKind.LOCAL
    listen: Endpoint
    """On this machine, or on the far one for a remote forward."""
    target: Endpoint | None = None
    """Where the bytes go; None for a dynamic forward and no other."""
    label: str = ""
    enabled: bool = True
    program: str = ""
    """A command line that is started when the user brings the forward up: %h and %p stand for where it listens."""
    user: str = ""
    """Of a dynamic forward: the name that its clients must give, with a password that the keyring keeps."""

    @property
    def spec(self) -> str:
        """What ssh(1) takes after `-L`, `-R` or `-D`, with the default listening address left out."""
        default = DEFAULT_REMOTE_HOST if self.kind is ForwardKind.REMOTE else DEFAULT_LISTEN_HOST
        short = not self.listen.path and self.listen.host == default
        listen = str(self.listen.port) if short else str(self.listen)
        return f"{listen}:{self.target}" if self.target else listen

    @property
    def name(self) -> str:
        """How people and the command line call it: its label, else its spec."""
        return self.label or self.spec

    @property
    def option(self) -> str:
        """The forward as an option of ssh(1): `-L 8888:inner:8888`."""
        return f"-{self.kind.value} {self.spec}"


DEFAULT_LISTEN_HOST = "127.0.0.1"
DEFAULT_REMOTE_HOST = "localhost"
"""The server makes it all its loopback addresses (RFC 4254, 7.1)."""
FROM_WEB_APP = "app-"
"""How the ids begin of forwards to web applications; what follows is the application's id."""
FROM_CONFIG = "config-"
"""How the ids begin of forwards that a linked connection has from its ssh_config."""
