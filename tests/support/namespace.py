"""A network and a view of the file system of their own (namespaces(7)), for what must not touch this machine's."""

import shlex
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from tests.support import process
from tests.support.wait import wait_for

READY = "ready"
SOCKET_SECONDS = 20
MAKE_SOCKET = """\
import socket, sys
port = int(sys.argv[1])
make = socket.create_connection if port else socket.create_server
with make(("127.0.0.1", port)) as made, socket.socket(fileno=0) as asked:
    socket.send_fds(asked, [b"."], [made.fileno()])
"""
"""A socket stays in the network where it was made."""


def namespaces_missing() -> str:
    """Why there can be none here, or an empty string."""
    try:
        tried = subprocess.run(["unshare", "--net", "--mount", "ip", "link"], capture_output=True, check=False)
    except FileNotFoundError:
        return "unshare is not installed"
    return tried.stderr.decode().strip()


class Namespace:
    """A network of nothing but a loopback, where `files` (a path to its replacement) lie over the system's.

    Programs run in it with `enter` before their command line. A context manager.
    """

    def __init__(self, directory: Path, files: Mapping[str, Path]) -> None:
        self._log = directory / "namespace.log"
        steps = ["ip link set lo up", _lay(files), f"echo {READY}", "exec sleep infinity"]
        command = ["unshare", "--net", "--mount", "sh", "-ec", "\n".join(steps)]
        self._holder = process.start(command, log=self._log)

    def __enter__(self) -> Self:
        wait_for(lambda: READY in process.tail(self._log), what=lambda: f"a namespace: {process.tail(self._log)}")
        return self

    def __exit__(self, *_: object) -> None:
        process.stop(self._holder)

    @property
    def pid(self) -> int:
        """Of a process that is in it."""
        return self._holder.pid

    @property
    def enter(self) -> tuple[str, ...]:
        """To be put before a command."""
        there = ["nsenter", f"--target={self._holder.pid}", "--net", "--mount", "--"]
        return (*there, "env", f"--chdir={process.ROOT}")

    def enter_with(self, files: Mapping[str, Path]) -> tuple[str, ...]:
        """The same, for a program that alone sees these files in place of the system's."""
        return (*self.enter, "unshare", "--mount", "sh", "-ec", f'{_lay(files)}\nexec "$@"', "sh")


def join(one: Namespace, other: Namespace, network: str = "10.77.0") -> tuple[str, str]:
    """Lay a cable between two. Returns the address that each has at its end."""
    ends = ((one, "cable0", f"{network}.1"), (other, "cable1", f"{network}.2"))
    peer = ["peer", "name", "cable1", "netns", str(other.pid)]
    subprocess.run([*one.enter, "ip", "link", "add", "cable0", "type", "veth", *peer], check=True)
    for space, name, address in ends:
        subprocess.run([*space.enter, "ip", "address", "add", f"{address}/24", "dev", name], check=True)
        subprocess.run([*space.enter, "ip", "link", "set", name, "up"], check=True)
    return ends[0][2], ends[1][2]


def connect(port: int, *, enter: Sequence[str]) -> socket.socket:
    """A connection to a port of 127.0.0.1 wherever the command prefix leads."""
    return _socket_from(enter, port)


def listen(*, enter: Sequence[str]) -> socket.socket:
    """A socket that listens on a free port of 127.0.0.1 there."""
    return _socket_from(enter, 0)


def _socket_from(enter: Sequence[str], port: int) -> socket.socket:
    here, there = socket.socketpair()
    with here, there:
        command = [*enter, sys.executable, "-c", MAKE_SOCKET, str(port)]
        subprocess.run(command, stdin=there.fileno(), timeout=SOCKET_SECONDS, check=True)
        _, (descriptor, *_), _, _ = socket.recv_fds(here, 1, 1)
    return socket.socket(fileno=descriptor)


def _lay(files: Mapping[str, Path]) -> str:
    return "\n".join(shlex.join(["mount", "--bind", str(replacement), path]) for path, replacement in files.items())
