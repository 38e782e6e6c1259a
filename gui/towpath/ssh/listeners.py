"""The listening sockets of forwards, as sshtunnel's servers: TCP on one or all addresses, and Unix sockets."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import socket
import stat
from pathlib import Path
from typing import Any

import sshtunnel

from towpath.model.forward import Endpoint

BACKLOG = 512
ALL_ADDRESSES = "*"


class CannotListen(Exception):  # noqa: N818 - reads as what it says
    """The system's error. It is no OSError any more: sshtunnel would log those instead of raising them."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error)
        self.error = error


class TcpListener(sshtunnel._ForwardServer):
    """A bound, listening socket; connections are accepted by the relay and never by socketserver's own loop.

    The address is a literal, or `*` for all of both families on one socket.
    """

    allow_reuse_address = os.name != "nt"  # on Windows it would let two programs share a port
    request_queue_size = BACKLOG

    def __init__(self, address: tuple[str, int], handler: Any, *, logger: logging.Logger) -> None:
        host, port = address
        self._all = host == ALL_ADDRESSES
        self.address_family = socket.AF_INET6 if self._all or ":" in host else socket.AF_INET
        try:
            try:
                super().__init__(("::" if self._all else host, port), handler, logger=logger)
            except OSError as error:
                if not self._all or error.errno not in (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL):
                    raise
                self.address_family = socket.AF_INET  # IPv6 is switched off here
                super().__init__(("0.0.0.0", port), handler, logger=logger)
        except OSError as error:
            raise CannotListen(error) from error

    @property
    def bound(self) -> Endpoint:
        """Where it listens, with the port that the system chose if any."""
        return Endpoint(ALL_ADDRESSES if self._all else self.local_host, self.local_port)

    def server_bind(self) -> None:
        if self.address_family == socket.AF_INET6:
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, not self._all)
        super().server_bind()

    def free(self) -> None:
        """Nothing is left behind when the socket is closed."""


class PathListener(sshtunnel._StreamForwardServer):
    """The same on a Unix socket, which only its owner may use. One that nobody listens on any more is replaced."""

    request_queue_size = BACKLOG

    def __init__(self, path: str, handler: Any, *, logger: logging.Logger) -> None:
        self._path = Path(path)
        self._identity: tuple[int, int] | None = None
        try:
            super().__init__(path, handler, logger=logger)
        except OSError as error:
            self.free()
            raise CannotListen(error) from error

    @property
    def bound(self) -> Endpoint:
        """Where it listens."""
        return Endpoint.unix(str(self._path))

    def server_bind(self) -> None:
        if _is_stale(self._path):
            self._path.unlink()
        super().server_bind()
        self._identity = _identity(self._path)
        self._path.chmod(0o600)  # nobody could connect before, as it does not listen yet

    def free(self) -> None:
        """Remove the socket's name, unless it is another's by now."""
        with contextlib.suppress(FileNotFoundError):
            if self._identity and _identity(self._path) == self._identity:
                self._path.unlink()
        self._identity = None


def _identity(path: Path) -> tuple[int, int]:
    status = path.lstat()
    return status.st_dev, status.st_ino


def _is_stale(path: Path) -> bool:
    """Whether this is a Unix socket on which nobody listens."""
    try:
        if not stat.S_ISSOCK(path.lstat().st_mode):
            return False
    except FileNotFoundError:
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
        caller.setblocking(False)
        return caller.connect_ex(str(path)) == errno.ECONNREFUSED
