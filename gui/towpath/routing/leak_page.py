"""What a browser looks at while it is found out whether it leaves the look-up of names to the router.

The name of the page must be one that name servers know, so that a browser which looks names up itself comes here with
an address. `ipv4only.arpa` has the same two addresses everywhere, and nobody is there (RFC 7050, RFC 8880).
"""

from __future__ import annotations

from towpath.model.host_name import address_of
from towpath.net.http_connect import response

LEAK_NAME = "ipv4only.arpa"
_ADDRESSES = (bytes((192, 0, 0, 170)), bytes((192, 0, 0, 171)))
_TEXT = """<!doctype html>
<meta charset="utf-8"><title>Towpath</title>
<body style="font: 1.2em sans-serif; max-width: 32em; margin: 4em auto">
<p>This page comes from Towpath on this computer. Your browser asked for it.
What Towpath saw of that is told in its window.
<p>You can close this page.
"""


def is_address_of_leak_name(host: str) -> bool:
    """Whether a host in its normal form is what name servers say to LEAK_NAME. Where IPv6 is all there is, they add an
    address that ends with one of the two (RFC 7050, 3)."""
    address = address_of(host)
    return address is not None and address.packed[-4:] in _ADDRESSES


def leak_page(first: bytes, _fields: list[bytes]) -> bytes:
    """A `net.http_connect.Page`, the same for every path."""
    body = _TEXT.encode() if first.startswith(b"GET ") else b""
    status = "200 OK" if body else "405 Method Not Allowed"
    fields = "Content-Type: text/html; charset=utf-8", "Cache-Control: no-store", "Connection: close"
    return response(status, *fields, body=body)
