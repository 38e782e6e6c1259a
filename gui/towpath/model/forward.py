"""A port forward as the user wishes it: which end listens, where the bytes go, and what it is called."""

from __future__ import annotations

import enum

import msgspec


class ForwardKind(enum.StrEnum):
    """Which way a forward runs. The values are the letters of ssh(1)'s options."""

    LOCAL = "L"


class Endpoint(msgspec.Struct, frozen=True):
    """A host name or address literal (without brackets) and a TCP port, as ssh(1) writes `host:port`."""

    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


class Forward(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One forward of a connection.

    `id` is unique within the connection and never shown. `listen.port` 0 lets the system choose.
    `enabled` forwards come up together with their connection; the others wait for a click.
    """

    id: str
    kind: ForwardKind = ForwardKind.LOCAL
    listen: Endpoint
    target: Endpoint
    label: str = ""
    enabled: bool = True

    @property
    def spec(self) -> str:
        """What ssh(1) takes after `-L`, with the default listening address left out."""
        listen = str(self.listen.port) if self.listen.host == DEFAULT_LISTEN_HOST else str(self.listen)
        return f"{listen}:{self.target}"

    @property
    def name(self) -> str:
        """How people and the command line call it: its label, else its spec."""
        return self.label or self.spec


DEFAULT_LISTEN_HOST = "127.0.0.1"
