"""SOCKS5 (RFC 1928, RFC 1929), SOCKS4 and SOCKS4a as a server reads them. No sockets here, and no look-ups."""

from __future__ import annotations

import ipaddress
import struct
from collections.abc import Generator

from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint
from towpath.net.handshake import Account, Reading, Request, Talk, TurnedAway, host_of

CONNECT = 1
NO_AUTHENTICATION, PASSWORD, NO_METHOD = 0, 2, 0xFF
IPV4, NAME, IPV6 = 1, 3, 4

SUCCEEDED, FAILED, PROHIBITED, HOST_UNREACHABLE, REFUSED, NO_COMMAND, NO_ADDRESS_TYPE = 0, 1, 2, 4, 5, 7, 8
"""SOCKS5's replies, RFC 1928 section 6."""
GRANTED_4, REJECTED_4, WRONG_USER_4 = 90, 91, 93
"""SOCKS4's."""

_LONGEST_FIELD_4 = 255
_NOT_REFUSED = ("unreachable", "no route", "timed out", "timeout")


def read_socks5(talk: Talk, account: Account | None) -> Reading:
    """From the byte after the version on."""
    methods = yield from _counted(talk)
    if account and PASSWORD in methods:
        talk.say(bytes((5, PASSWORD)))
        yield from _authenticate(talk, account)
    elif not account and NO_AUTHENTICATION in methods:
        talk.say(bytes((5, NO_AUTHENTICATION)))
    else:
        raise TurnedAway(bytes((5, NO_METHOD)))
    version, command, _, kind = yield from talk.take(4)
    if version != 5:
        raise TurnedAway(b"")
    if kind == IPV4:
        host: str | None = str(ipaddress.IPv4Address((yield from talk.take(4))))
    elif kind == IPV6:
        host = str(ipaddress.IPv6Address((yield from talk.take(16))))
    elif kind == NAME:
        host = host_of((yield from _counted(talk)))
    else:
        raise TurnedAway(_reply5(NO_ADDRESS_TYPE))
    [port] = struct.unpack(">H", (yield from talk.take(2)))
    if command != CONNECT:
        raise TurnedAway(_reply5(NO_COMMAND))
    if host is None:
        raise TurnedAway(_reply5(FAILED))
    return Request(Endpoint(host, port), Socks5Replies())


def _authenticate(talk: Talk, account: Account) -> Generator[None, None, None]:
    version = yield from talk.take_byte()
    if version != 1:
        raise TurnedAway(b"\1\1")
    user = yield from _counted(talk)
    password = yield from _counted(talk)
    if not account.matches(user, password):
        raise TurnedAway(b"\1\1")
    talk.say(b"\1\0")


def _counted(talk: Talk) -> Generator[None, None, bytes]:
    """A field after a byte that tells its length."""
    length = yield from talk.take_byte()
    return (yield from talk.take(length))


def _reply5(code: int) -> bytes:
    """The address in it is where a server listens for BIND; nobody looks at it after CONNECT."""
    return bytes((5, code, 0, IPV4, 0, 0, 0, 0, 0, 0))


class Socks5Replies:
    """The second half of the talk: what came of the request."""

    def opened(self) -> bytes:
        return _reply5(SUCCEEDED)

    def refused(self, problem: Problem) -> bytes:
        return _reply5(_code_of(problem))


def _code_of(problem: Problem) -> int:
    if problem.kind in (ProblemKind.FORWARDING_PROHIBITED, ProblemKind.SITE_BLOCKED):
        return PROHIBITED
    if problem.kind in (ProblemKind.NAME_UNKNOWN, ProblemKind.UNREACHABLE, ProblemKind.TIMED_OUT):
        return HOST_UNREACHABLE
    if problem.kind is ProblemKind.TARGET_REFUSES:
        detail = problem.facts.get("detail", "").lower()
        return HOST_UNREACHABLE if any(text in detail for text in _NOT_REFUSED) else REFUSED
    return FAILED


def read_socks4(talk: Talk, account: Account | None) -> Reading:
    """From the byte after the version on. There is no password in it, so nobody is served where one is wanted."""
    command, port, address = struct.unpack(">BHI", (yield from talk.take(7)))
    rejected = _reply4(REJECTED_4)
    yield from talk.take_until(b"\0", _LONGEST_FIELD_4, rejected)  # the user's name, which nobody can check
    host: str | None = str(ipaddress.IPv4Address(address))
    if 0 < address < 256:  # 0.0.0.x: a name follows (SOCKS4a)
        host = host_of((yield from talk.take_until(b"\0", _LONGEST_FIELD_4, rejected)))
    if account:
        raise TurnedAway(_reply4(WRONG_USER_4))
    if command != CONNECT or host is None:
        raise TurnedAway(rejected)
    return Request(Endpoint(host, port), Socks4Replies())


def _reply4(code: int) -> bytes:
    return bytes((0, code, 0, 0, 0, 0, 0, 0))


class Socks4Replies:
    """SOCKS4 has no reasons."""

    def opened(self) -> bytes:
        return _reply4(GRANTED_4)

    def refused(self, _problem: Problem) -> bytes:
        return _reply4(REJECTED_4)
