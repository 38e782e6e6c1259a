"""Tells when this machine gets or loses the network, or gets another one."""

from __future__ import annotations

import contextlib
import ipaddress
import logging
import selectors
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import msgspec

log = logging.getLogger(__name__)

BURST_SECONDS = 0.5
"""Changes come in bursts: after the first one, this long is waited before looking."""
POLL_SECONDS = 5.0
"""How often it is looked where the system does not tell of changes."""


class Network(msgspec.Struct, frozen=True):
    """What of the network matters to connections. Two of these differ when they should be tried again."""

    online: bool
    addresses: frozenset[str] = frozenset()
    """With which other machines can be reached: not loopback, not link-local."""
    gateways: frozenset[str] = frozenset()
    """The default routes. Linux only."""


class NetworkWatch:
    """Calls `changed(online)` at each change, in a thread of its own. `start` and `stop` do not wait for it."""

    def __init__(self, changed: Callable[[bool], None]) -> None:
        self._changed = changed
        self._stopped = threading.Event()
        self._seen = Network(online=True)
        self._changes: _Changes | None = None

    @property
    def online(self) -> bool:
        """Whether there is a network at all. True where that cannot be found out, and before `start`. Any thread."""
        return self._seen.online

    def start(self) -> None:
        """Look, and begin to watch."""
        self._changes = _changes()
        self._seen = look()
        threading.Thread(target=self._run, args=(self._changes,), name="towpath-network", daemon=True).start()

    def stop(self) -> None:
        """Tell nothing any more."""
        self._stopped.set()
        if self._changes:
            self._changes.stop()

    def _run(self, changes: _Changes) -> None:
        with contextlib.closing(changes):
            while changes.wait():
                now, before = look(), self._seen
                if now != before and not self._stopped.is_set():
                    self._seen = now
                    self._changed(now.online)


def look() -> Network:
    """The network as it is now. What cannot be read counts as online: better a try in vain than none."""
    import psutil

    try:
        running = {name for name, state in psutil.net_if_stats().items() if state.isup}
        addresses = {
            f"{address.address} {name}"
            for name, of_interface in psutil.net_if_addrs().items()
            for address in of_interface
            if name in running and _is_usable(address.address)
        }
        routes = [route for route in _routes() if route.interface in running] if sys.platform == "linux" else None
    except (OSError, ValueError, psutil.Error) as error:
        log.debug("cannot read the network's state: %s", error)
        return Network(online=True)
    if routes is None:
        return Network(bool(addresses), frozenset(addresses))
    ways_out = {route.interface for route in routes}
    return Network(
        any(address.split()[1] in ways_out for address in addresses),
        frozenset(addresses),
        frozenset(f"{route.gateway} {route.interface}" for route in routes if route.is_default),
    )


def _is_usable(text: str) -> bool:
    """Whether this is an IP address (not a hardware one) with which other machines can be reached."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return not (address.is_loopback or address.is_link_local or address.is_unspecified)


class _Route(msgspec.Struct, frozen=True):
    interface: str
    gateway: str
    is_default: bool


def _routes() -> Iterator[_Route]:
    """The kernel's routes beyond this machine and the link, from proc(5). Raises OSError, ValueError."""
    reject, local, loopback = 0x200, 0x80000000, "lo"  # include/uapi/linux/route.h and ipv6_route.h
    for line in Path("/proc/net/route").read_text().splitlines()[1:]:
        interface, target, gateway, flags, _, _, _, mask, *_ = line.split()
        if interface != loopback and not int(flags, 16) & reject:
            yield _Route(interface, gateway, int(target, 16) == 0 == int(mask, 16))
    with contextlib.suppress(FileNotFoundError):  # IPv6 is switched off
        for line in Path("/proc/net/ipv6_route").read_text().splitlines():
            target, length, _, _, gateway, _, _, _, flags, interface = line.split()
            beyond = not (ipaddress.ip_address(bytes.fromhex(target)).is_link_local or target.startswith("ff"))
            if interface != loopback and beyond and not int(flags, 16) & (reject | local):
                yield _Route(interface, gateway, int(target, 16) == 0 == int(length, 16))


class _Changes(Protocol):
    """Where the word of possible changes comes from."""

    def wait(self) -> bool:
        """Until something may have changed; False when stopped."""
        ...

    def stop(self) -> None:
        """End the waiting. Any thread."""
        ...

    def close(self) -> None:
        """Give back what it holds: after the last `wait`, in its thread."""
        ...


def _changes() -> _Changes:
    if sys.platform == "linux":
        try:
            return _Netlink()
        except OSError as error:
            log.debug("the kernel does not tell of changes: %s", error)  # a sandbox may forbid it
    return _Polling()


class _Netlink:
    """The kernel's own word of changed links, addresses and routes: rtnetlink(7)."""

    GROUPS = 0x1 | 0x10 | 0x40 | 0x100 | 0x400
    """RTMGRP_LINK, RTMGRP_IPV4_IFADDR, RTMGRP_IPV4_ROUTE, RTMGRP_IPV6_IFADDR, RTMGRP_IPV6_ROUTE."""

    def __init__(self) -> None:
        self._told = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE)
        try:
            self._told.bind((0, self.GROUPS))
            self._told.setblocking(False)
        except OSError:
            self._told.close()
            raise
        self._lock = threading.Lock()
        self._stop, self._stopped = socket.socketpair()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._told, selectors.EVENT_READ)
        self._selector.register(self._stopped, selectors.EVENT_READ)

    def wait(self) -> bool:
        if self._is_stopped(None):
            return False
        self._selector.unregister(self._told)
        if self._is_stopped(BURST_SECONDS):
            return False
        self._drain()
        self._selector.register(self._told, selectors.EVENT_READ)
        return True

    def stop(self) -> None:
        with self._lock, contextlib.suppress(OSError):  # closed already
            self._stop.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with self._lock:
            self._selector.close()
            for own in (self._told, self._stop, self._stopped):
                own.close()

    def _is_stopped(self, timeout: float | None) -> bool:
        return any(key.fileobj is self._stopped for key, _ in self._selector.select(timeout))

    def _drain(self) -> None:
        """Forget what was told: only that something was is of interest."""
        while True:
            try:
                self._told.recv(65536)
            except BlockingIOError:
                return
            except OSError as error:
                log.debug("too many changes at once: %s", error)  # ENOBUFS; some are lost, which does not matter


class _Polling:
    """Something may have changed every few seconds."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def wait(self) -> bool:
        return not self._stopped.wait(POLL_SECONDS)

    def stop(self) -> None:
        self._stopped.set()

    def close(self) -> None:
        """It holds nothing."""
