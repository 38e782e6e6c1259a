"""What people know a public key by: its name, its fingerprint and its picture, as ssh-keygen(1)'s `-lv` has them."""

from __future__ import annotations

import base64
import hashlib

import msgspec

from towpath.ssh.keys import split_strings

_WIDTH, _HEIGHT = 17, 9
_SYMBOLS = " .o+=*BOX@%&#/^SE"
_START, _END = len(_SYMBOLS) - 2, len(_SYMBOLS) - 1
_NAMES = {
    "ssh-ed25519": ("ED25519", 256),
    "ecdsa-sha2-nistp256": ("ECDSA", 256),
    "ecdsa-sha2-nistp384": ("ECDSA", 384),
    "ecdsa-sha2-nistp521": ("ECDSA", 521),
    "sk-ssh-ed25519@openssh.com": ("ED25519-SK", 256),
    "sk-ecdsa-sha2-nistp256@openssh.com": ("ECDSA-SK", 256),
}
_LONG_NUMBERS = {"ssh-rsa": ("RSA", 2), "ssh-dss": ("DSA", 1)}
"""Types whose length differs, and which field of the key has as many bits: the modulus, the prime."""


class KeyName(msgspec.Struct, frozen=True):
    """Of which type a key is, as ssh-keygen says it: ED25519, RSA …"""

    type: str
    """The type as it travels where ssh-keygen has no name for it."""
    bits: int = 0


def key_name(blob: bytes) -> KeyName:
    """The name of a public key in wire format. Raises ValueError for a damaged one."""
    key_type = split_strings(blob, limit=1)[0].decode("ascii")
    if key_type in _LONG_NUMBERS:
        name, field = _LONG_NUMBERS[key_type]
        return KeyName(name, int.from_bytes(split_strings(blob, limit=field + 1)[field]).bit_length())
    return KeyName(*_NAMES.get(key_type, (key_type, 0)))


def fingerprint(blob: bytes) -> str:
    """`SHA256:…` of a public key in wire format (RFC 4253, 6.6), base64 without padding."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


def md5_fingerprint(blob: bytes) -> str:
    """`MD5:…`, sixteen bytes with colons: what ssh said before OpenSSH 6.8, and some pages still do."""
    return "MD5:" + hashlib.md5(blob, usedforsecurity=False).digest().hex(":")


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
