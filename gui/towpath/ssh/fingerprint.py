"""Two short forms of a public key that people compare: the fingerprint and the picture of ssh-keygen(1)'s `-lv`."""

from __future__ import annotations

import base64
import hashlib

_WIDTH, _HEIGHT = 17, 9
_SYMBOLS = " .o+=*BOX@%&#/^SE"
_START, _END = len(_SYMBOLS) - 2, len(_SYMBOLS) - 1


def fingerprint(blob: bytes) -> str:
    """`SHA256:…` of a public key in wire format (RFC 4253, 6.6), base64 without padding."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


def randomart(blob: bytes, name: str, bits: int) -> str:
    """The picture ssh shows with VisualHostKey, eleven lines. `name` and `bits` make its title: `ED25519`, 256.

    A bishop walks over the board, two bits of the hash a step, and each square shows how often he was there.
    """
    visits = [[0] * _WIDTH for _ in range(_HEIGHT)]
    x, y = _WIDTH // 2, _HEIGHT // 2
    for byte in hashlib.sha256(blob).digest():
        for shift in (0, 2, 4, 6):
            step = byte >> shift
            x = min(max(x + (1 if step & 1 else -1), 0), _WIDTH - 1)
            y = min(max(y + (1 if step & 2 else -1), 0), _HEIGHT - 1)
            visits[y][x] = min(visits[y][x] + 1, _START - 1)
    visits[_HEIGHT // 2][_WIDTH // 2] = _START
    visits[y][x] = _END
    title = f"[{name} {bits}]"
    if len(title) >= _WIDTH:
        title = f"[{name}]"
    rows = ["|" + "".join(_SYMBOLS[count] for count in row) + "|" for row in visits]
    return "\n".join([_border(title), *rows, _border("[SHA256]")])


def _border(title: str) -> str:
    left = (_WIDTH - len(title)) // 2
    return "+" + ("-" * left + title).ljust(_WIDTH, "-") + "+"
