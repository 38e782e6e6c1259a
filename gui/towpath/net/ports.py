"""Who listens on a local port, and where nobody does. Linux tells by proc(5), which is the quicker way; elsewhere
psutil asks the system."""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import os
import socket
import sys
from collections.abc import Container, Iterator
from pathlib import Path
from typing import NamedTuple

_PROC = Path("/proc")
_LISTENING = "0A"
_ACCEPTS_CONNECTIONS = 0x10000

MOST_TRIED = 100
PRIVILEGED = 1024
ABOVE_PRIVILEGED = 8000

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def free_port(host: str) -> int:
    """A TCP port of `host` that nobody uses right now."""
    with socket.create_server((host, 0)) as probe:
        return int(probe.getsockname()[1])


def next_free_port(first: int, taken: Container[int] = ()) -> int:
    """The first TCP port from `first` on where nobody listens on this machine's loopback, of IPv4 or of IPv6: a browser
    may try both for `localhost`. Those that are `taken` are passed over, and those that only root may listen on lead to
    the same ones 8000 higher. 0 where none is found among a hundred."""
    for port in range(first, min(first + MOST_TRIED, 1 << 16)):
        if port not in taken:
            try:
                _try_to_listen(port)
            except PermissionError:
                return next_free_port(port + ABOVE_PRIVILEGED, taken) if port < PRIVILEGED else 0
            except OSError:
                continue
            return port
    return 0


def _try_to_listen(port: int) -> None:
    """Raises OSError where it cannot be."""
    with socket.create_server(("127.0.0.1", port)):
        pass
    try:
        with socket.create_server(("::1", port), family=socket.AF_INET6):
            pass
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise


def holder_of(host: str, port: int) -> str:
    """`NAME (process PID)` of whoever listens where `host:port` would; empty when that cannot be found out.

    `host` is an address literal or `*`. Another user's process is seen by root only; Linux still tells whose it is.
    May take some 10 ms on a busy machine, twice that where there is no proc(5).
    """
    try:
        wanted = ipaddress.ip_address("::" if host == "*" else host)
    except ValueError:
        return ""
    return _seen_in_proc(wanted, port) if _PROC.is_dir() else _seen_by_psutil(wanted, port)


def holder_of_socket(path: str) -> str:
    """The same for the Unix socket at `path`. Linux only."""
    try:
        return _named(list(_unix_listeners(path)))
    except (OSError, ValueError):
        return ""


def _seen_in_proc(wanted: _Address, port: int) -> str:
    try:
        return _named([socket for address, socket in _tcp_listeners(port) if _collide(wanted, address)])
    except (OSError, ValueError):
        return ""  # its tables are hidden


class _Socket(NamedTuple):
    inode: str
    user: int | None
    """None where it is not told."""


def _tcp_listeners(port: int) -> Iterator[tuple[_Address, _Socket]]:
    """Address and socket of all that listens on `port`."""
    for table in ("tcp", "tcp6"):
        for line in (_PROC / "net" / table).read_text().splitlines()[1:]:
            fields = line.split()
            address, _, port_text = fields[1].partition(":")
            if fields[3] == _LISTENING and int(port_text, 16) == port:
                yield _address(address), _Socket(fields[9], int(fields[7]))


def _unix_listeners(path: str) -> Iterator[_Socket]:
    for line in (_PROC / "net" / "unix").read_text().splitlines()[1:]:
        fields = line.split(maxsplit=7)
        if len(fields) == 8 and fields[7] == path and int(fields[3], 16) & _ACCEPTS_CONNECTIONS:
            yield _Socket(fields[6], None)


def _address(text: str) -> _Address:
    """The kernel prints addresses as 32-bit words in its own byte order."""
    raw = b"".join(int(text[i : i + 8], 16).to_bytes(4, sys.byteorder) for i in range(0, len(text), 8))
    return _plain(ipaddress.ip_address(raw))


def _plain(address: _Address) -> _Address:
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _collide(wanted: _Address, held: _Address) -> bool:
    if wanted.is_unspecified or held.is_unspecified:
        return True
    return wanted == held


def _named(sockets: list[_Socket]) -> str:
    """Whose the first of these is: the process, else the user."""
    if not sockets:
        return ""
    return _process_with({f"socket:[{socket.inode}]" for socket in sockets}) or _user_of(sockets[0])


def _process_with(sockets: set[str]) -> str:
    for process in _PROC.iterdir():
        if not process.name.isdecimal():
            continue
        try:
            if any(str(fd.readlink()) in sockets for fd in (process / "fd").iterdir()):
                return _in_words((process / "comm").read_text().strip(), int(process.name))
        except OSError:
            continue  # another user's, or it has just ended
    return ""


def _user_of(socket: _Socket) -> str:
    import pwd

    if socket.user is None or socket.user == os.getuid():
        return ""
    with contextlib.suppress(KeyError):
        return f"a program of user {pwd.getpwuid(socket.user).pw_name}"
    return "another user's program"


def _in_words(name: str, process: int) -> str:
    return "Towpath itself" if process == os.getpid() else f"{name} (process {process})"


class _Listener(NamedTuple):
    host: str
    port: int
    process: int | None
    """None when it is another user's."""


def _seen_by_psutil(wanted: _Address, port: int) -> str:
    import psutil

    for listener in _psutil_listeners():
        if listener.port == port and _collide(wanted, _plain(ipaddress.ip_address(listener.host))):
            if listener.process is None:
                return "another user's program"
            try:
                return _in_words(psutil.Process(listener.process).name(), listener.process)
            except psutil.Error:
                return f"process {listener.process}"
    return ""


def _psutil_listeners() -> Iterator[_Listener]:
    """All that listens. macOS shows that to root alone; others see only what their own processes listen on."""
    import psutil

    try:
        for socket in psutil.net_connections("tcp"):
            if socket.status == psutil.CONN_LISTEN and socket.laddr:
                yield _Listener(socket.laddr.ip, socket.laddr.port, socket.pid)
        return
    except psutil.AccessDenied:
        pass
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            for own in process.net_connections("tcp"):
                if own.status == psutil.CONN_LISTEN:
                    yield _Listener(own.laddr.ip, own.laddr.port, process.pid)
