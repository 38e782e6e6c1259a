"""Requests for a whole URL (RFC 9112, 3.2.2), which clients send to a proxy where they need no CONNECT: to plain http.

Only the first request of a connection is understood, and nothing that a client says after it is passed on: the next one
may be meant for another machine, and may hold the password for this proxy. The server is told to close after it.
"""

from __future__ import annotations

import re

import msgspec

from towpath.model.forward import Endpoint
from towpath.net.handshake import host_of

PORT = 80

_URL = re.compile(
    rb"http://(?:\[([0-9A-Fa-f:.]+)\]|([^\s\[\]:/@?#]+))(?::(\d{1,5}))?(/[^\s#]*|\?[^\s#]*)?", re.IGNORECASE
)
_FIELD = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[^\x00\r\n]*")
_OF_THIS_CONNECTION = {
    b"connection",  # and those that it names
    b"host",  # the URL's counts
    b"keep-alive",
    b"proxy-authorization",
    b"proxy-connection",
    b"te",
    b"upgrade",
}
"""Fields that are not meant for the server, in lower case."""


class ForServer(msgspec.Struct, frozen=True):
    """A request as its server wants it."""

    target: Endpoint
    head: bytes
    length: int
    """Bytes of the body."""


class LengthMissing(Exception):  # noqa: N818 - the client is asked for it
    """The request's body ends where only its own framing tells, which is not followed here."""


def as_the_server_expects(first: bytes, fields: list[bytes]) -> ForServer | None:
    """What a request is for the server that it is meant for; None for what is no such request.

    Raises LengthMissing.
    """
    method, _, rest = first.partition(b" ")
    url, _, version = rest.partition(b" ")
    found = _URL.fullmatch(url)
    host = host_of(found[1] or found[2]) if found else None
    port = int(found[3] or PORT) if found else 0
    named = _by_name(fields)
    length = _length_of_body(fields)
    if not found or not host or not 0 < port <= 65535 or named is None or length is None:
        return None
    authority = url[len("http://") : found.start(4) if found[4] else None]
    path = found[4] or b"/"
    lines = [b" ".join([method, path if path.startswith(b"/") else b"/" + path, version]), b"Host: " + authority]
    kept_back = _OF_THIS_CONNECTION.union(*(_listed(field) for name, field in named if name == b"connection"))
    lines += [field for name, field in named if name not in kept_back]
    lines += [b"Connection: close", b"", b""]
    return ForServer(Endpoint(host, port), b"\r\n".join(lines), length)


def _length_of_body(fields: list[bytes]) -> int | None:
    """How long the body after a head is (RFC 9112, 6.3); None when it says different things. Raises LengthMissing."""
    named = [field.lower().partition(b":") for field in fields]
    if any(name.strip() == b"transfer-encoding" for name, _, _ in named):
        raise LengthMissing
    lengths = {value.strip() for name, _, value in named if name.strip() == b"content-length"} or {b"0"}
    [length, *others] = lengths
    return int(length) if not others and length.isdigit() and len(length) < 20 else None


def _by_name(fields: list[bytes]) -> list[tuple[bytes, bytes]] | None:
    """The fields with their names in lower case; None when one is malformed, which a server might read otherwise."""
    found = [(_FIELD.fullmatch(field), field) for field in fields]
    return [(name[1].lower(), field) for name, field in found if name] if all(name for name, _ in found) else None


def _listed(connection: bytes) -> set[bytes]:
    """The options of a Connection field, in lower case."""
    return {option.strip().lower() for option in connection.partition(b":")[2].split(b",")}
