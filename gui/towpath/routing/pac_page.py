"""What the router says to those who ask it for itself instead of for a site: the PAC file, or nothing.

Any web page can have its browser ask here, under this machine's address or under a name of its own that leads here (DNS
rebinding). So the path must be known, the Host field must be ours, and all who are wrong hear the same. Even who knows
the path gets no more than a browser's own look-up does: no other site may read the file, nor run it as a script.
"""

from __future__ import annotations

import hashlib
import hmac

from towpath.model.forward import Endpoint
from towpath.net.http_connect import response

MEDIA_TYPE = "application/x-ns-proxy-autoconfig"
_FOR_NOBODY_ELSE = (
    "Cache-Control: no-store",
    "X-Content-Type-Options: nosniff",
    "Cross-Origin-Resource-Policy: same-origin",
    "Connection: close",
)
_REFUSAL = response("403 Forbidden", *_FOR_NOBODY_ELSE)


def no_page(_first: bytes, _fields: list[bytes]) -> bytes:
    """A `net.http_connect.Page` that is none."""
    return _REFUSAL


class PacPage:
    """A `net.http_connect.Page`. `text` may be replaced in any thread."""

    def __init__(self, token: str, here: Endpoint) -> None:
        self.text = ""
        self._path = f"/{token}/proxy.pac"
        self._here = here
        self._hosts = (str(here).lower().encode(), f"localhost:{here.port}".encode())

    @property
    def url(self) -> str:
        """Another one for another text: browsers do not ask again for one that they know."""
        version = hashlib.sha256(self.text.encode()).hexdigest()[:16]
        return f"http://{self._here}{self._path}?v={version}"

    def __call__(self, first: bytes, fields: list[bytes]) -> bytes:
        method, _, rest = first.partition(b" ")
        place, _, version = rest.partition(b" ")
        path, _, _ = place.partition(b"?")
        known = hmac.compare_digest(path, self._path.encode())
        if (
            not known
            or method not in (b"GET", b"HEAD")
            or not version.startswith(b"HTTP/1.")
            or not self._is_ours(fields)
        ):
            return _REFUSAL
        whole = response("200 OK", f"Content-Type: {MEDIA_TYPE}", *_FOR_NOBODY_ELSE, body=self.text.encode())
        return whole if method == b"GET" else whole.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"

    def _is_ours(self, fields: list[bytes]) -> bool:
        """Whether the browser was sent to this machine, and not to a name that leads here."""
        named = [field.partition(b":") for field in fields]
        hosts = [value.strip().lower() for name, _, value in named if name.strip().lower() == b"host"]
        return len(hosts) == 1 and hosts[0] in self._hosts
