"""Handing an address with a token in it to a browser that somebody else starts.

What stands in a command line can be read by every user of this machine (`ps`). So the browser is started with an
address of ours, which sends it on: once, and only a browser of this user's.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import secrets
import socket
from collections.abc import AsyncIterator, Callable
from typing import cast
from urllib.parse import quote

from towpath.model.secret_text import SecretText
from towpath.net.socket_owner import may_use

LONGEST_REQUEST = 1 << 16
REQUEST_SECONDS = 10.0
_AS_THEY_ARE = "!#$%&'()*+,/:;=?@[]~"
"""Besides letters, digits and `_.-`: characters that may stand in a URL."""
_NOT_HERE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

Allowed = Callable[[socket.socket], bool]


class ShownOnce:
    """In one event loop: `url` leads to `address` until it was followed, which ends `followed`."""

    def __init__(self, address: SecretText, allowed: Allowed = may_use) -> None:
        self._address = address
        self._allowed = allowed
        self._path = f"/{secrets.token_urlsafe(16)}"
        self.url = ""
        self.followed = asyncio.Event()

    @contextlib.asynccontextmanager
    async def serve(self) -> AsyncIterator[None]:
        """As long as the block lasts. Raises OSError."""
        server = await asyncio.start_server(self._answer, "127.0.0.1", 0, limit=LONGEST_REQUEST)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{self._path}"
        try:
            yield
        finally:
            server.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(REQUEST_SECONDS):
                request = await reader.readuntil(b"\r\n\r\n")
                is_followed = self._is_for_us(request, writer)
                writer.write(self._redirection() if is_followed else _NOT_HERE)
                await writer.drain()
                if is_followed:
                    self.followed.set()
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # nobody who speaks HTTP; browsers may try TLS first
        finally:
            writer.close()

    def _is_for_us(self, request: bytes, writer: asyncio.StreamWriter) -> bool:
        method, _, rest = request.partition(b" ")
        right = method == b"GET" and hmac.compare_digest(rest.partition(b" ")[0], self._path.encode())
        connection = cast(
            "socket.socket", writer.get_extra_info("socket")
        )  # asyncio's stand-in has what is asked of it
        return right and not self.followed.is_set() and self._allowed(connection)

    def _redirection(self) -> bytes:
        lines = (
            "HTTP/1.1 302 Found",
            f"Location: {quote(self._address.value, safe=_AS_THEY_ARE)}",
            "Cache-Control: no-store",
            "Referrer-Policy: no-referrer",
            "Content-Length: 0",
            "Connection: close",
        )
        return "\r\n".join((*lines, "", "")).encode()
