"""HTTP as a proxy reads it: CONNECT (RFC 9110, 9.3.6), and requests for a whole URL (net/http_absolute.py).

No sockets here, and no look-ups.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator

from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint
from towpath.model.words import line
from towpath.net.handshake import Account, Reading, Request, Talk, TurnedAway, host_of
from towpath.net.http_absolute import LengthMissing, as_the_server_expects

LONGEST_HEAD = 16_384
MOST_TRIES = 3
"""Heads without the right password that one connection may send."""

_AUTHORITY = re.compile(rb"(?:\[([0-9A-Fa-f:.]+(?:%[^\]\s]+)?)\]|([^\s\[\]:/@?#]+)):(\d{1,5})")
_WHO_ARE_YOU, _BY_PASSWORD = "407 Proxy Authentication Required", 'Proxy-Authenticate: Basic realm="Towpath"'
_METHOD = re.compile(rb"[A-Za-z-]{1,20}")
_VERSION = re.compile(rb"HTTP/1\.\d")
_TARGETS_OWN = (
    ProblemKind.TARGET_REFUSES,
    ProblemKind.NAME_UNKNOWN,
    ProblemKind.UNREACHABLE,
    ProblemKind.TIMED_OUT,
    ProblemKind.FORWARDING_PROHIBITED,
)
"""Failures behind the proxy; the others are that there is no way to it."""

Page = Callable[[bytes, list[bytes]], bytes]
"""Answers a request that is no proxy's, but for the port itself (origin-form, RFC 9112, 3.2.1): its first line and its
fields -> all that the client hears. Never waits."""


def read_http(talk: Talk, account: Account | None, page: Page | None = None) -> Reading:
    """From the first byte on. Without a `page`, requests for the port itself are malformed ones."""
    for _ in range(MOST_TRIES):
        head = yield from talk.take_until(b"\r\n\r\n", LONGEST_HEAD, _refusal("431 Request Header Fields Too Large"))
        first, *fields = head.lstrip(b"\r\n").split(b"\r\n")
        if page and first.partition(b" ")[2].startswith(b"/"):
            raise TurnedAway(page(first, fields))
        request, head_for_server = _request_of(first, fields)
        if not account or any(account.matches(*given) for given in _given(fields)):
            talk.unread[:0] = head_for_server
            return request
        if request.length is not None and request.length > len(head_for_server):
            # Its body comes next, and must not be taken for another head.
            raise TurnedAway(_refusal(_WHO_ARE_YOU, _BY_PASSWORD))
        talk.say(response(_WHO_ARE_YOU, _BY_PASSWORD))
    raise TurnedAway(b"")


def _request_of(first: bytes, fields: list[bytes]) -> tuple[Request, bytes]:
    """What a head asks for, and what of it is for the server to read."""
    method, _, rest = first.partition(b" ")
    place, _, version = rest.partition(b" ")
    if not _METHOD.fullmatch(method) or not _VERSION.fullmatch(version):
        raise TurnedAway(_refusal("400 Bad Request"))
    if method == b"CONNECT":
        return Request(_target_of(place), ConnectReplies()), b""
    try:
        rewritten = as_the_server_expects(first, fields)
    except LengthMissing:
        raise TurnedAway(_refusal("411 Length Required")) from None
    if not rewritten:
        raise TurnedAway(_refusal("400 Bad Request"))
    head = rewritten.head
    return Request(rewritten.target, AbsoluteReplies(), len(head) + rewritten.length), head


def _target_of(authority: bytes) -> Endpoint:
    """The host and port of a CONNECT."""
    found = _AUTHORITY.fullmatch(authority)
    host = host_of(found[1] or found[2]) if found else None
    if not found or not host or int(found[3]) > 65535:
        raise TurnedAway(_refusal("400 Bad Request"))
    return Endpoint(host, int(found[3]))


def _given(fields: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The names and passwords that a client gives (RFC 7617)."""
    for field in fields:
        name, _, value = field.partition(b":")
        scheme, _, credentials = value.strip().partition(b" ")
        if name.lower() == b"proxy-authorization" and scheme.lower() == b"basic":
            try:
                user, _, password = base64.b64decode(credentials.strip(), validate=True).partition(b":")
            except binascii.Error:
                continue
            yield user, password


def response(status: str, *fields: str, body: bytes = b"") -> bytes:
    """A whole answer."""
    head = [f"HTTP/1.1 {status}", *fields, f"Content-Length: {len(body)}"]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def _refusal(status: str, *fields: str, body: bytes = b"") -> bytes:
    return response(status, *fields, "Connection: close", body=body)


class ConnectReplies:
    """The proxy's answer; a failure says why in one line of text."""

    def opened(self) -> bytes:
        return b"HTTP/1.1 200 Connection established\r\n\r\n"

    def refused(self, problem: Problem) -> bytes:
        if problem.kind is ProblemKind.SITE_BLOCKED:
            status = "403 Forbidden"
        else:
            status = "502 Bad Gateway" if problem.kind in _TARGETS_OWN else "503 Service Unavailable"
        return _refusal(status, "Content-Type: text/plain; charset=utf-8", body=f"{line(problem)}\n".encode())


class AbsoluteReplies(ConnectReplies):
    """The first words are the server's own, unless there is no way to it."""

    def opened(self) -> bytes:
        return b""
