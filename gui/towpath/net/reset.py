"""Closing a TCP connection so that the other side sees that it broke off."""

from __future__ import annotations

import contextlib
import socket
import struct
import sys

_RESET_ON_CLOSE = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
"""SO_LINGER with zero seconds: closing sends RST (Windows counts in 16 bits)."""


def reset(sock: socket.socket) -> None:
    """Close it with a reset; what has not been delivered is lost. A Unix socket is only closed."""
    with contextlib.suppress(OSError):  # it has been reset by the other side
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    sock.close()
