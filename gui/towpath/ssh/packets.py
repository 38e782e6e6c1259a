"""paramiko's packetizer over a link of our own: it never waits for the network with its lock held."""

from __future__ import annotations

import socket
import time
from typing import cast

from paramiko import SSHException
from paramiko.packet import Packetizer

from towpath.ssh.link import Link

LONGEST_LINE = 255
"""Of a greeting: RFC 4253 section 4.2."""
LONGEST_PACKET = 1 << 18
"""Bytes; OpenSSH takes no longer ones either (PACKET_MAX_SIZE)."""


class LinkPacketizer(Packetizer):
    """paramiko's packetizer over a `Link`: encrypts under its lock, and never waits there for the network."""

    def __init__(self, link: Link) -> None:
        super().__init__(cast("socket.socket", link))
        self._link = link
        self._handshake_deadline: float | None = None
        self.first_line = ""

    def readline(self, timeout: float) -> str:
        """Stock only logs the lines that come before, or instead of, an SSH version."""
        line = super().readline(timeout)
        self.first_line = self.first_line or line.strip()[:LONGEST_LINE]
        return line

    def read_all(self, n: int, check_rekey: bool = False) -> bytes:
        """Stock believes any length that a packet claims, and collects up to 4 GiB before it knows who sends them."""
        if n > LONGEST_PACKET:
            raise SSHException(f"a packet of {n} bytes is too long")
        return super().read_all(n, check_rekey)

    def write_all(self, out: bytes) -> None:  # type: ignore[override]  # paramiko passes nothing but bytes
        """Stock waits here for a full TCP buffer, with the write lock held."""
        self._link.write(out)

    def start_handshake(self, timeout: float) -> None:
        """Stock starts a timer thread that outlives a failed handshake by up to `timeout` seconds."""
        if self._handshake_deadline is None:
            self._handshake_deadline = time.monotonic() + timeout

    def handshake_timed_out(self) -> bool:
        return self._handshake_deadline is not None and time.monotonic() > self._handshake_deadline

    def complete_handshake(self) -> None:
        self._handshake_deadline = float("inf")
