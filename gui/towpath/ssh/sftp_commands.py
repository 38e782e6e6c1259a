"""What SFTP has no request for, done by commands of the far machine's shell: hashes, and which names are one file.

A command line is made so that no name can be anything but a name in it, whatever the user's shell is: sh(1) does the
work, and what is not a plain character is written as an octal number for printf(1).
"""

from __future__ import annotations

import re

from towpath.model.error import ProblemKind, TowpathError
from towpath.ssh.session import Session

_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+,=@")
_HASH = re.compile(rb"\A\\?([0-9a-f]{64})\s")
MOST_FOUND = 16 << 20
"""Bytes of find's output that are taken."""

Identity = tuple[int, int]


class Commands:
    """Runs them on one session, as far as its server does. Any loop. Nothing is known where a command fails: the rights
    of the user's shell may be others than those of the SFTP server."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.may_run = True
        """False once the server has refused to run any."""

    async def hash_of(self, path: bytes, size: int) -> bytes | None:
        """The SHA-256 of the first bytes of a file that has as many; None where it is not to be had."""
        return read_hash(await self._run(hash_command(path, size)))

    async def links_below(self, folder: bytes, shown: bytes) -> dict[bytes, Identity]:
        """The files below that have several names, with paths that begin with `shown` in place of the folder's."""
        return read_links(await self._run(links_command(folder)), shown)

    async def _run(self, command: bytes) -> bytes:
        if not self.may_run:
            return b""
        try:
            return (await self._session.run(command, MOST_FOUND)).out
        except TowpathError as error:
            if not self._session.alive:
                raise
            self.may_run = error.problem.kind is not ProblemKind.UNSUPPORTED
            return b""


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
