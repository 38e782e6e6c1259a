"""Whose program is at the other end of a connection over loopback. Linux tells; elsewhere it is not asked.

The kernel is asked for that one socket by netlink (sock_diag(7)). Where that is not to be had, proc(5) lists them all.
"""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import os
import socket
import struct
import sys
from pathlib import Path

_PROC_NET = Path("/proc/net")

_NETLINK_SOCK_DIAG = 4
_SOCK_DIAG_BY_FAMILY = 20
_NLM_F_REQUEST = 1
_NLMSG_ERROR = 2
_NLMSG_HEADER = struct.Struct("=IHHII")
_REQUEST = struct.Struct("=BBBxI")
"""inet_diag_req_v2: family, protocol, extensions, states."""
_PORTS = struct.Struct(">HH")
_REST_OF_ID = struct.Struct("=III")
"""inet_diag_sockid: interface, and a cookie that stands for any."""
_UID_AND_INODE = struct.Struct("=II")
_UID_AT = _NLMSG_HEADER.size + 64
"""Behind the header: 4 bytes, the id with 48, then expires, rqueue and wqueue with 4 each."""
_ANY_COOKIE = 0xFFFFFFFF
_ALL_STATES = 0xFFFFFFFF
_LONGEST_ANSWER = 4096

_Place = tuple[str, int]


def may_use(accepted: socket.socket) -> bool:
    """Whether the program at the other end belongs to the user of this one.

    True on systems that do not tell: there, every user of this machine can use what listens on its loopback. A
    connection that cannot be found any more, since its program has gone, may not, nor one that cannot be looked for,
    as without a file descriptor. Takes some 20 µs, never waits.
    """
    if sys.platform != "linux":
        return True
    try:
        here, there = accepted.getsockname()[:2], accepted.getpeername()[:2]
        return owner_of(there, here) == os.getuid()
    except OSError:
        return False


def owner_of(near: _Place, far: _Place) -> int | None:
    """The uid of whoever has the socket at `near` of the connection to `far`, both addresses of this machine. None when
    no program has it. Raises OSError when that cannot be found out."""
    try:
        return _owner_by_netlink(near, far)
    except OSError:
        return _owner_by_proc(near, far)


def _owner_by_netlink(near: _Place, far: _Place) -> int | None:
    """Raises OSError when the kernel cannot be asked so."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, _NETLINK_SOCK_DIAG) as kernel:
        found = _ask(kernel, near, far)
        if found is None and _ask(kernel, far, near) is None:
            # Our own end of it is there for certain: it is the kernel that does not know how to look.
            raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))
    if found is None:
        return None
    uid, inode = found
    return uid if inode else None


def _ask(kernel: socket.socket, near: _Place, far: _Place) -> tuple[int, int] | None:
    """Uid and inode of one socket; the inode is 0 for one that its program has closed. None when there is none."""
    family = socket.AF_INET6 if ":" in near[0] else socket.AF_INET
    addresses = b"".join(socket.inet_pton(family, place[0]).ljust(16, b"\0") for place in (near, far))
    request = _REQUEST.pack(family, socket.IPPROTO_TCP, 0, _ALL_STATES) + _PORTS.pack(near[1], far[1])
    request += addresses + _REST_OF_ID.pack(0, _ANY_COOKIE, _ANY_COOKIE)
    size = _NLMSG_HEADER.size + len(request)
    kernel.send(_NLMSG_HEADER.pack(size, _SOCK_DIAG_BY_FAMILY, _NLM_F_REQUEST, 0, 0) + request)
    answer = kernel.recv(_LONGEST_ANSWER, socket.MSG_DONTWAIT)  # it is there when `send` returns
    kind = _NLMSG_HEADER.unpack_from(answer)[1]
    if kind == _SOCK_DIAG_BY_FAMILY:
        uid, inode = _UID_AND_INODE.unpack_from(answer, _UID_AT)
        return uid, inode
    failure = -struct.unpack_from("=i", answer, _NLMSG_HEADER.size)[0] if kind == _NLMSG_ERROR else errno.EPROTO
    if failure == errno.ENOENT:
        return None
    raise OSError(failure, os.strerror(failure))


def _owner_by_proc(near: _Place, far: _Place) -> int | None:
    wanted = {(_printed(near, mapped=mapped), _printed(far, mapped=mapped)) for mapped in (False, True)}
    for table in ("tcp", "tcp6"):
        with contextlib.suppress(FileNotFoundError):  # a system without IPv6
            for line in (_PROC_NET / table).read_text().splitlines()[1:]:
                _, local, remote, _, _, _, _, uid, _, inode, *_ = line.split()
                if (local, remote) in wanted:
                    return int(uid) if int(inode) else None
    return None


def _printed(place: _Place, *, mapped: bool) -> str:
    """As proc(5) has it: 32-bit words in the kernel's byte order. `mapped` as a socket for both families has IPv4."""
    address = ipaddress.ip_address(place[0])
    if mapped and address.version == 4:
        address = ipaddress.IPv6Address(f"::ffff:{address}")
    raw = address.packed
    words = (int.from_bytes(raw[i : i + 4], sys.byteorder) for i in range(0, len(raw), 4))
    return "".join(f"{word:08X}" for word in words) + f":{place[1]:04X}"
