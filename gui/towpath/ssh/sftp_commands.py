"""What SFTP has no request for, done by commands of the far machine's shell: hashes, and which names are one file.

A command line is made so that no name can be anything but a name in it, whatever the user's shell is: sh(1) does the
work, and what is not a plain character is written as an octal number for printf(1).
"""

from __future__ import annotations

import re

_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+,=@")
_HASH = re.compile(rb"\A\\?([0-9a-f]{64})\s")
MOST_FOUND = 16 << 20
"""Bytes of find's output that are taken."""

Identity = tuple[int, int]


def hash_command(path: bytes, size: int) -> bytes:
    """Prints the SHA-256 of the file's first `size` bytes."""
    head = f'head -c {size} < "$p"'
    tool = "if command -v sha256sum > /dev/null; then sha256sum; else shasum -a 256; fi"
    return _script(path, f"{head} | ({tool})")


def read_hash(out: bytes) -> bytes | None:
    """What that printed; None for anything else."""
    match = _HASH.match(out)
    return bytes.fromhex(match[1].decode()) if match else None


def links_command(folder: bytes) -> bytes:
    """Prints device, inode and relative path of each file below that has several names (GNU find). For a file instead
    of a folder the relative path is empty."""
    return _script(folder, 'find "$p" -type f -links +1 -printf "%D %i %P\\0"')


def read_links(out: bytes, folder: bytes) -> dict[bytes, Identity]:
    """What that printed; what cannot be read is left out."""
    found: dict[bytes, Identity] = {}
    for line in out.split(b"\0"):
        device, _, rest = line.partition(b" ")
        inode, _, name = rest.partition(b" ")
        if device.isdigit() and inode.isdigit():
            path = folder.rstrip(b"/") + b"/" + name if name else folder
            found[path] = int(device), int(inode)
    return found


def _script(path: bytes, work: str) -> bytes:
    """`work` by sh, with the path in `$p`. No quote, no `!` and no line break occurs in it."""
    octal = "".join(chr(byte) if byte in _PLAIN else f"\\{byte:03o}" for byte in path)
    # A full stop at the end keeps line breaks there, which $() would cut off.
    return f"""sh -c 'p=$(printf "{octal}."); p="${{p%.}}"; {work}'""".encode()
