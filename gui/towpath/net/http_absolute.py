"""Requests for a whole URL (RFC 9112, 3.2.2), which clients send to a proxy where they need no CONNECT: to plain http.

Only the first request of a connection is understood: the server is told to close after it, because the next one may
be meant for another machine.
"""

from __future__ import annotations

import re

from towpath.model.forward import Endpoint
from towpath.net.handshake import host_of

PORT = 80

_URL = re.compile(
    rb"http://(?:\[([0-9A-Fa-f:.]+)\]|([^\s\[\]:/@?#]+))(?::(\d{1,5}))?(/[^\s#]*|\?[^\s#]*)?", re.IGNORECASE
)
_OF_THIS_CONNECTION = {
    b"connection",
    b"host",  # the URL's counts
    b"keep-alive",
    b"proxy-authorization",
    b"proxy-connection",
    b"te",
    b"upgrade",
}
"""Fields that are not meant for the server, in lower case."""


def as_the_server_expects(first: bytes, fields: list[bytes]) -> tuple[Endpoint, bytes] | None:
    """The server that a request is for, and the request's head as that wants it; None for what is no such request."""
    method, _, rest = first.partition(b" ")
    url, _, version = rest.partition(b" ")
    found = _URL.fullmatch(url)
    host = host_of(found[1] or found[2]) if found else None
    port = int(found[3] or PORT) if found else 0
    if not found or not host or not 0 < port <= 65535 or any(field[:1] in (b" ", b"\t") for field in fields):
        return None
    authority = url[len("http://") : found.start(4) if found[4] else None]
    path = found[4] or b"/"
    lines = [b" ".join([method, path if path.startswith(b"/") else b"/" + path, version]), b"Host: " + authority]
    lines += [field for field in fields if field.partition(b":")[0].strip().lower() not in _OF_THIS_CONNECTION]
    lines += [b"Connection: close", b"", b""]
    return Endpoint(host, port), b"\r\n".join(lines)
