"""One TCP connection to a host whose name may have many addresses; the first that answers wins (RFC 8305).

Blocks the calling thread, which a `Cancel` ends at once.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import selectors
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from towpath.model.connection import AddressFamily
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.language import translate
from towpath.net.cancel import Cancel

STAGGER_SECONDS = 0.25
"""How long one address may be alone before the next is tried as well: RFC 8305's Connection Attempt Delay."""

Address = tuple[socket.AddressFamily, tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]]
Resolver = Callable[[str, int], Sequence[Address]]

_FAMILIES = {AddressFamily.INET: socket.AF_INET, AddressFamily.INET6: socket.AF_INET6}
_NO_SUCH_NAME = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))


@dataclass(frozen=True)
class NearEnd:
    """What a connection is like at this machine's end: AddressFamily, BindAddress and TCPKeepAlive of ssh_config(5)."""

    family: AddressFamily = AddressFamily.ANY
    address: str = ""
    """Of this machine, or a name of it; empty for what the system chooses."""
    keepalive: bool = True


ANY_NEAR_END = NearEnd()


def resolve(host: str, port: int) -> list[Address]:
    """The addresses of a name, as the system orders them. Waits as long as the system does.

    `localhost` is this machine, also where no hosts file says so, and is no question for a name server (RFC 6761).
    """
    return resolve_at_once(host, port) or _looked_up(host, port)


def resolve_at_once(host: str, port: int) -> list[Address]:
    """The addresses where no look-up is needed, for `localhost` and for a literal; else none. Never waits."""
    if host.lower().rstrip(".") == "localhost":
        return [(socket.AF_INET6, ("::1", port, 0, 0)), (socket.AF_INET, ("127.0.0.1", port))]
    try:
        return _looked_up(host, port, socket.AI_NUMERICHOST)
    except (OSError, UnicodeError):
        return []


def _looked_up(host: str, port: int, flags: int = 0) -> list[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)
    return [(family, address) for family, _, _, _, address in found]


def start_connecting(address: Address, near: Address | None = None) -> socket.socket | int:
    """A socket on its way, which is writable when the outcome is known; an errno when that is known already.

    `near` is the end of this machine that it leaves from."""
    family, place = address
    try:
        attempt = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:  # a system without IPv6
        return error.errno or errno.EAFNOSUPPORT
    attempt.setblocking(False)
    if near:
        try:
            attempt.bind(near[1])
        except OSError as error:
            attempt.close()
            return error.errno or errno.EADDRNOTAVAIL
    failure = attempt.connect_ex(place)
    if failure in (0, errno.EINPROGRESS, errno.EWOULDBLOCK):
        return attempt
    attempt.close()
    return failure


def alternating(addresses: Sequence[Address]) -> list[Address]:
    """The families in turns, beginning with the one the system put first (RFC 8305, 4)."""
    first = [address for address in addresses if address[0] == addresses[0][0]]
    other = [address for address in addresses if address[0] != addresses[0][0]]
    pairs = itertools.zip_longest(first, other)
    return [address for pair in pairs for address in pair if address is not None]


def unresolved(subject: str, host: str, error: OSError | UnicodeError) -> Problem:
    """Why a name has no address: NAME_UNKNOWN, or UNREACHABLE when nobody could be asked."""
    if isinstance(error, OSError) and error.errno not in _NO_SUCH_NAME:
        detail = translate("Fact", "the name {host} cannot be looked up: {strerror}").format(
            host=host, strerror=error.strerror
        )
        return Problem(ProblemKind.UNREACHABLE, subject, {"detail": detail})
    return Problem(ProblemKind.NAME_UNKNOWN, subject, {"host": host})


def dial(
    host: str,
    port: int,
    *,
    timeout: float,
    cancel: Cancel,
    subject: str = "",
    near: NearEnd = ANY_NEAR_END,
    resolver: Resolver = resolve,
) -> socket.socket:
    """A connected, blocking socket with TCP_NODELAY and what `near` says, within `timeout` seconds for everything.

    `subject` is what problems are about, else `host:port`. Raises TowpathError NAME_UNKNOWN, REFUSED, UNREACHABLE,
    TIMED_OUT; Cancelled.
    """
    attempt = _Attempt(host, port, timeout, cancel, subject or str(Endpoint(host, port)), near)
    return attempt.race(attempt.addresses(resolver), attempt.near_addresses(resolver))


class _Attempt:
    """One call of `dial`, in the caller's thread."""

    def __init__(self, host: str, port: int, timeout: float, cancel: Cancel, subject: str, near: NearEnd) -> None:
        self._host, self._port, self._subject = host, port, subject
        self._near = near
        self._timeout, self._deadline = timeout, time.monotonic() + timeout
        self._cancel = cancel

    def addresses(self, resolver: Resolver) -> list[Address]:
        """Those of the machine, of the families that may be dialled, in turns."""
        found = self._look_up(resolver, self._host, self._port)
        wanted = _FAMILIES.get(self._near.family)
        return alternating([address for address in found if wanted in (None, address[0])])

    def near_addresses(self, resolver: Resolver) -> dict[socket.AddressFamily, Address]:
        """Where to leave from, by family; empty where the system chooses."""
        if not self._near.address:
            return {}
        return {address[0]: address for address in reversed(self._look_up(resolver, self._near.address, 0))}

    def _look_up(self, resolver: Resolver, host: str, port: int) -> list[Address]:
        """Look a name up, in a thread of its own because nothing can end that: it is left behind when it is slow."""
        done = threading.Event()
        found: list[Address] = []
        failures: list[OSError | UnicodeError] = []

        def look_up() -> None:
            try:
                found.extend(resolver(host, port))
            except (OSError, UnicodeError) as error:  # UnicodeError: no name that DNS could have
                failures.append(error)
            done.set()

        forget = self._cancel.on_cancel(done.set)
        try:
            threading.Thread(target=look_up, name=f"towpath-resolve-{host}", daemon=True).start()
            answered = done.wait(max(0.0, self._deadline - time.monotonic()))
        finally:
            forget()
        self._cancel.check(self._subject)
        if not answered:
            raise self._timed_out("looking up the name")
        if failures:
            raise TowpathError(unresolved(self._subject, host, failures[0])) from failures[0]
        return found

    def race(self, addresses: Sequence[Address], near: Mapping[socket.AddressFamily, Address]) -> socket.socket:
        """Connect to each address, a moment after the one before or as soon as that failed; close all but the first.

        `near` are the ends to leave from: a family that has none cannot be dialled.
        """
        waiting = [address for address in addresses if not near or address[0] in near]
        failures: list[int] = []
        start_at = time.monotonic()
        with selectors.DefaultSelector() as selector, _Alarm(self._cancel) as alarm:
            selector.register(alarm, selectors.EVENT_READ)
            try:
                while waiting or len(selector.get_map()) > 1:
                    now = time.monotonic()
                    if waiting and (now >= start_at or len(selector.get_map()) == 1):
                        address = waiting.pop(0)
                        attempt = start_connecting(address, near.get(address[0]))
                        if isinstance(attempt, int):
                            failures.append(attempt)
                        else:
                            selector.register(attempt, selectors.EVENT_WRITE)
                        start_at = now + STAGGER_SECONDS
                        continue
                    next_at = min(start_at, self._deadline) if waiting else self._deadline
                    for key, _ in selector.select(max(next_at - now, 0)):
                        self._cancel.check(self._subject)
                        assert isinstance(key.fileobj, socket.socket)
                        selector.unregister(key.fileobj)
                        failure = key.fileobj.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                        if not failure:
                            return _tuned(key.fileobj, keepalive=self._near.keepalive)
                        key.fileobj.close()
                        failures.append(failure)
                    if time.monotonic() >= self._deadline:
                        raise self._timed_out("connecting")
            finally:
                for key in list(selector.get_map().values()):
                    if isinstance(key.fileobj, socket.socket):
                        key.fileobj.close()
        raise self._failed(failures)

    def _failed(self, failures: Sequence[int]) -> TowpathError:
        """What most likely helps: that somebody was there and refused, else the last reason of the system."""
        if errno.ECONNREFUSED in failures:
            return TowpathError(Problem(ProblemKind.REFUSED, self._subject))
        if errno.ETIMEDOUT in failures:
            return self._timed_out("connecting")
        if failures and not set(failures) - {errno.EADDRNOTAVAIL} and self._near.address:
            detail = translate("Fact", "{address} is no address of this machine").format(address=self._near.address)
        elif failures:
            detail = os.strerror(failures[-1])
        else:
            detail = "the name has no address" + (" of the wanted kind" if self._near != ANY_NEAR_END else "")
        return TowpathError(Problem(ProblemKind.UNREACHABLE, self._subject, {"detail": detail}))

    def _timed_out(self, step: str) -> TowpathError:
        facts = {"seconds": f"{self._timeout:g}", "step": step}
        return TowpathError(Problem(ProblemKind.TIMED_OUT, self._subject, facts))


class _Alarm:
    """A descriptor that becomes readable when the work is cancelled, for a selector to watch."""

    def __init__(self, cancel: Cancel) -> None:
        self._receiver, self._sender = socket.socketpair()
        self._forget = cancel.on_cancel(self._ring)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._forget()
        self._receiver.close()
        self._sender.close()

    def fileno(self) -> int:
        return self._receiver.fileno()

    def _ring(self) -> None:
        with contextlib.suppress(OSError):  # the race was over in this very moment
            self._sender.send(b"!")


def _tuned(connected: socket.socket, *, keepalive: bool) -> socket.socket:
    """Small messages go at once: else each new channel waits for a delayed acknowledgement, 40 ms."""
    connected.setblocking(True)
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, int(keepalive))
    return connected
