"""What a hop is dialled over. Apart from `connect.py`, which takes long to load, because ways are planned earlier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from towpath.model.connection import Proxy

if TYPE_CHECKING:
    from towpath.ssh.session import Session


@dataclass(frozen=True)
class Direct:
    """From this machine, or through a proxy."""

    proxy: Proxy | None = None


@dataclass(frozen=True)
class Through:
    """Through a machine that is logged in to already."""

    session: Session


@dataclass(frozen=True)
class Command:
    """Over a ProxyCommand (ssh_config(5)); `text` as the user wrote it."""

    text: str


Via = Direct | Through | Command
