"""What SFTP has no request for, done by commands of the far machine's shell: hashes, and which names are one file.

A command line is made so that no name can be anything but a name in it, whatever the user's shell is: sh(1) does the
work, and what is not a plain character is written as an octal number for printf(1).
"""

from __future__ import annotations

import re

from towpath.model.error import ProblemKind, TowpathError
from towpath.model.filesystem import SECOND, Attributes
from towpath.ssh.program_settings import ProgramSettings
from towpath.ssh.session import Session

_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+,=@")
_HASH = re.compile(rb"\A(\d+) (-?\d+)\n\\?([0-9a-f]{64})\s")
_TIMES = 1 << 32
"""SFTP tells so many seconds; what is beyond them begins anew."""
MOST_FOUND = 16 << 20
"""Bytes of find's output that are taken."""

Identity = tuple[int, int]


class Commands:
    """Runs them on one session, as far as its server does. Any loop. Nothing is known where a command fails, or speaks
    of another file: the shell may have other rights than the SFTP server, and begin at another root."""

    def __init__(self, session: Session, settings: ProgramSettings) -> None:
        self._session = session
        self._settings = settings
        self.may_run = True
        """False once the server has refused to run any."""

    async def hash_of(self, path: bytes, size: int, seen: Attributes) -> bytes | None:
        """The SHA-256 of the first bytes of a file that SFTP sees so; None where it is not to be had."""
        return read_hash(await self._run(hash_command(path, size)), seen)

    async def links_below(self, folder: bytes, shown: bytes) -> dict[bytes, Identity]:
        """The files below that have several names, with paths that begin with `shown` in place of the folder's."""
        return read_links(await self._run(links_command(folder)), shown)

    async def _run(self, command: bytes) -> bytes:
        if not self.may_run:
            return b""
        try:
            return (await self._session.run(command, MOST_FOUND, self._settings)).out
        except TowpathError as error:
            if not self._session.alive:
                raise
            self.may_run = error.problem.kind is not ProblemKind.UNSUPPORTED
            return b""


def hash_command(path: bytes, size: int) -> bytes:
    """Prints size and time of change of the file (GNU stat, or that of the BSDs), and then the SHA-256 of its first
    `size` bytes; nothing where it cannot be read."""
    told = '(stat -L -c "%s %Y" "$p" || stat -L -f "%z %m" "$p") 2> /dev/null'
    tool = "if command -v sha256sum > /dev/null; then sha256sum; else shasum -a 256; fi"
    return script(path, f'exec < "$p" && {told} && (head -c {size} || echo unreadable) | ({tool})')


def read_hash(out: bytes, seen: Attributes) -> bytes | None:
    """What that printed; None for anything else, and for a file that is not the one `seen`."""
    match = _HASH.match(out)
    if not match or seen.mtime is None:
        return None
    is_it = int(match[1]) == seen.size and int(match[2]) % _TIMES == seen.mtime // SECOND
    return bytes.fromhex(match[3].decode()) if is_it else None


def links_command(folder: bytes) -> bytes:
    """Prints device, inode and relative path of each file below that has several names (GNU find). For a file instead
    of a folder the relative path is empty."""
    return script(folder, 'find "$p" -type f -links +1 -printf "%D %i %P\\0"')


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


def script(path: bytes, work: str) -> bytes:
    """`work` by sh, with the path in `$p`. No quote, no `!` and no line break occurs in it."""
    octal = "".join(chr(byte) if byte in _PLAIN else f"\\{byte:03o}" for byte in path)
    # A full stop at the end keeps line breaks there, which $() would cut off.
    return f"""sh -c 'p=$(printf "{octal}."); p="${{p%.}}"; {work}'""".encode()
