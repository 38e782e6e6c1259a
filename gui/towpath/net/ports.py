"""Who listens on a local port. Linux tells by proc(5); elsewhere nobody is named."""

from __future__ import annotations

import ipaddress
import os
import sys
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")
_LISTENING = "0A"


def holder_of(host: str, port: int) -> str:
    """`NAME (process PID)` of whoever listens where `host:port` would; empty when that cannot be found out.

    Other users' processes are seen by root only. May take some 10 ms on a busy machine.
    """
    try:
        wanted = ipaddress.ip_address(host)
        inodes = {f"socket:[{inode}]" for address, inode in _listeners(port) if _collide(wanted, address)}
        return _process_with(inodes) if inodes else ""
    except (OSError, ValueError):
        return ""  # no proc(5) here, or not an address literal


def _listeners(port: int) -> Iterator[tuple[ipaddress.IPv4Address | ipaddress.IPv6Address, str]]:
    """Address and inode of each socket that listens on `port`."""
    for table in ("tcp", "tcp6"):
        for line in (_PROC / "net" / table).read_text().splitlines()[1:]:
            fields = line.split()
            address, _, port_text = fields[1].partition(":")
            if fields[3] == _LISTENING and int(port_text, 16) == port:
                yield _address(address), fields[9]


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The kernel prints addresses as 32-bit words in its own byte order."""
    raw = b"".join(int(text[i : i + 8], 16).to_bytes(4, sys.byteorder) for i in range(0, len(text), 8))
    address = ipaddress.ip_address(raw)
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _collide(
    wanted: ipaddress.IPv4Address | ipaddress.IPv6Address,
    held: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> bool:
    if wanted.is_unspecified or held.is_unspecified:
        return True
    return wanted == held


def _process_with(sockets: set[str]) -> str:
    for process in _PROC.iterdir():
        if not process.name.isdecimal():
            continue
        try:
            if any(str(fd.readlink()) in sockets for fd in (process / "fd").iterdir()):
                name = (process / "comm").read_text().strip()
                return "Towpath itself" if int(process.name) == os.getpid() else f"{name} (process {process.name})"
        except OSError:
            continue  # another user's, or it has just ended
    return ""
