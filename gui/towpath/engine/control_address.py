"""Where the control socket lies, and the difference between platforms: see docs/decisions/0003-control-socket.md.

Unix: a socket file that only its owner can open, the peer's user checked besides. Elsewhere: a loopback TCP port,
open only to who can read the token in the lock file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import socket
import stat
import struct
import sys
import tempfile
from pathlib import Path

import msgspec

from towpath import files
from towpath.model.error import Problem, ProblemKind, TowpathError

_LONGEST_PATH = 100
"""sockaddr_un holds 108 bytes on Linux and 104 on macOS and the BSDs."""


class Listening(msgspec.Struct, frozen=True):
    """A control socket that listens, what to publish of it, and how to remove it."""

    socket: socket.socket
    address: str
    token: str

    def remove_file(self) -> None:
        """Take the socket's file away. Only while the profile's lock is held: the next holder's looks the same."""
        if not self.token:
            Path(self.address).unlink(missing_ok=True)


def listen(profile: Path) -> Listening:
    """Open the control socket of this profile. Only the holder of its lock may: a file in the way is stale.

    Raises TowpathError FILE_UNWRITABLE.
    """
    if not hasattr(socket, "AF_UNIX") or sys.platform == "win32":
        listener = socket.create_server(("127.0.0.1", 0))
        return Listening(listener, f"127.0.0.1:{listener.getsockname()[1]}", secrets.token_hex(32))
    path = _socket_path(profile)
    listener = socket.socket(socket.AF_UNIX)
    try:
        path.unlink(missing_ok=True)
        listener.bind(str(path))
        path.chmod(files.PRIVATE_FILE)
        listener.listen()
    except OSError as error:
        listener.close()
        facts = {"detail": error.strerror or str(error)}
        raise TowpathError(Problem(ProblemKind.FILE_UNWRITABLE, str(path), facts)) from error
    return Listening(listener, str(path), "")


def connect(address: str, token: str, seconds: float) -> socket.socket:
    """A connection to a published address. Raises OSError."""
    if token:
        host, _, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=seconds)
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(seconds)
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection


def is_own(connection: socket.socket) -> bool:
    """Whether the other end runs as the same user, as far as the system tells (Linux: SO_PEERCRED, unix(7))."""
    if sys.platform != "linux" or connection.family != socket.AF_UNIX:
        return True  # the folder's and file's modes, or the token, keep others out
    size = struct.calcsize("3i")
    credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
    return bool(struct.unpack("3i", credentials)[1] == os.getuid())


def _socket_path(profile: Path) -> Path:
    name = hashlib.sha256(os.fsencode(os.path.realpath(profile))).hexdigest()[:16] + ".sock"
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and len(os.fsencode(runtime)) + len("/towpath/") + len(name) < _LONGEST_PATH:
        folder = Path(runtime) / "towpath"
        with contextlib.suppress(TowpathError):  # a variable that outlived its login session
            return _private(folder) / name
    return _private(Path(tempfile.gettempdir()) / f"towpath-{os.getuid()}") / name


def _private(folder: Path) -> Path:
    """The folder, when it is ours alone: in /tmp somebody may have made it before. Raises FILE_UNWRITABLE."""
    files.private_folder(folder)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
        facts = {"detail": "this folder must belong to you, and nobody else may enter it"}
        raise TowpathError(Problem(ProblemKind.FILE_UNWRITABLE, str(folder), facts))
    return folder
