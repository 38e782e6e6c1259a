"""`ssh://` and `sftp://` URLs that other programs hand over: read strictly, since anybody may have written them.

They only fill in Quick connect. What comes out is written anew from what was understood.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from towpath.model.parse import invalid
from towpath.model.place_text import HOME, FarPlace, is_address, read_url, without_password
from towpath.model.ssh_options import SSH_PORT
from towpath.model.text import printable

SCHEMES = ("ssh", "sftp")
LONGEST = 2048
"""Characters."""
_HINT = "write ssh://user@host:port or sftp://user@host:port/path"


def read_login_url(text: str) -> str:
    """The URL as Quick connect shows it. Raises INVALID for everything but user, host, port and path, a password and
    a leading `-` among it."""
    shown = printable(without_password(text)[:LONGEST])
    if len(text) > LONGEST or not text.isprintable() or any(char.isspace() for char in text):
        raise invalid(shown, "has characters that no address has, or too many of them", _HINT)
    try:
        url = urlsplit(text)
    except ValueError:
        raise invalid(shown, "not an address", _HINT) from None
    if not is_address(text) or url.scheme not in SCHEMES:
        raise invalid(shown, "not an address of a machine", _HINT)
    place = read_url(text)
    assert isinstance(place, FarPlace), "only file: is on this machine"
    if "?" in text or "#" in text:
        raise invalid(shown, "has more in it than a machine and a path", _HINT)
    hop = place.hop
    host = f"[{hop.host}]" if ":" in hop.host else hop.host
    user = f"{quote(hop.user, safe='')}@" if hop.user else ""
    port = f":{hop.port}" if hop.port != SSH_PORT else ""
    path = "" if place.path == HOME else quote(b"/" + place.path if place.path[:1] == b"~" else place.path, safe="/~")
    return f"{url.scheme}://{user}{host}{port}{path}"
