"""One listening socket in a relay."""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import selectors
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from towpath.model.forward import Endpoint

if TYPE_CHECKING:
    from towpath.net.branch import Branch

ACCEPTS_PER_TURN = 64
PAUSE_SECONDS = 0.5
"""How long a listener rests after the system had no file descriptor or memory for one more connection."""
TCP_FAMILIES = (socket.AF_INET, socket.AF_INET6)

_EXHAUSTED = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}

Accepted = Callable[[socket.socket, Endpoint], None]
Failed = Callable[[OSError], None]


class Listener:
    """Accepts for its branch. The lock is for `cut`, which may come from any thread."""

    def __init__(self, branch: Branch, listener: socket.socket, accepted: Accepted, failed: Failed) -> None:
        self.branch = branch
        self.sock = listener
        self.watching = 0
        self._accepted = accepted
        self._failed = failed
        self._lock = threading.Lock()
        self._closed = False

    def resume(self) -> None:
        """Wait for connections. The relay's thread."""
        with self._lock:
            if not self._closed:
                self.branch.relay.watch(self, selectors.EVENT_READ)

    def ready(self, _events: int) -> None:
        for _ in range(ACCEPTS_PER_TURN):
            try:
                with self._lock:
                    if self._closed:
                        return
                    local, address = self.sock.accept()
            except OSError as error:
                if error.errno in _EXHAUSTED:
                    self.branch.relay.watch(self, 0)
                    self.branch.relay.later(PAUSE_SECONDS, self, self.resume)
                    self._failed(error)
                return  # none left, or one that went away before it was accepted
            local.setblocking(False)
            if local.family in TCP_FAMILIES:
                with contextlib.suppress(OSError):  # macOS: EINVAL when the client has gone already
                    local.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._accepted(local, _origin(address))

    def cut(self) -> None:
        """Free the port. Any thread."""
        with self._lock:
            self._closed = True
            self.sock.close()

    def abort(self) -> None:
        self.branch.relay.watch(self, 0)
        self.cut()
        self.branch.relay.drop(self)


def _origin(address: Any) -> Endpoint:
    """Who connected, as `accept` tells; a client of a Unix socket has no name."""
    if not isinstance(address, tuple):
        return Endpoint("", 0)
    host, port = address[0], address[1]
    if host.startswith("::ffff:") and "." in host:  # an IPv4 client of a socket for both families
        host = str(ipaddress.IPv6Address(host).ipv4_mapped)
    return Endpoint(host, port)
