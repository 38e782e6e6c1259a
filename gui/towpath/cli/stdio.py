"""`towpath stdio`: stdin and stdout as a stream through the running program's session, for ssh's ProxyCommand.

Starts in a moment: it imports neither the engine nor what tables are made of. Two threads, since stdin and stdout may
be anything (pipes, sockets, terminals) and belong to others too, who would not expect them to stop blocking.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import stat
import sys
import threading
from pathlib import Path

import click

from towpath.cli.names import name_argument
from towpath.engine.client import open_stream
from towpath.engine.lock import LOCK_FILE, ProfileLock
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.parse import parse_host, parse_port
from towpath.store.paths import Profile

CHUNK = 1 << 18
"""Bytes a read: what a large pipe or socket buffer holds."""
_STDIN, _STDOUT = 0, 1


@click.command("stdio")
@name_argument
@click.argument("host")
@click.argument("port")
@click.pass_obj
def stdio_verb(profile: Profile, /, name: str, host: str, port: str) -> None:
    """Join stdin and stdout to HOST:PORT through NAME's session.

    For `ProxyCommand towpath stdio NAME %h %p` in ~/.ssh/config; see `towpath show NAME --as-ssh-config`.
    HOST is resolved at the far end. Towpath has to be running; questions of a login appear in its window, or at the
    terminal where `towpath up` stays.
    """
    target = Endpoint(parse_host(host), parse_port(port))
    holder = ProfileLock(profile.folder / LOCK_FILE).holder()
    try:
        stream = open_stream(holder, name, target) if holder else None
    except OSError:  # it has ended just now, or was killed
        stream = None
    if stream is None:
        raise TowpathError(Problem(ProblemKind.NO_ENGINE, name))
    with stream:
        try:
            _pump(stream)
        except ConnectionResetError as error:
            facts = {"detail": "it was reset"}
            raise TowpathError(Problem(ProblemKind.LOST, str(target), facts)) from error


def _pump(stream: socket.socket) -> None:
    """Both ways until both have ended, or the stream is gone. Raises BrokenPipeError when nobody reads stdout."""
    sender = threading.Thread(target=_send_stdin, args=[stream], name="towpath-stdin", daemon=True)
    sender.start()
    buffer = memoryview(bytearray(CHUNK))
    while count := stream.recv_into(buffer):
        written = 0
        while written < count:
            written += os.write(_STDOUT, buffer[written:count])
    _end_stdout()
    if sys.platform == "win32":
        sender.join()
    else:
        _wait_until_gone(stream)


def _end_stdout() -> None:
    """Let its reader see the end, though stdin may go on: also where both are the same socket."""
    if stat.S_ISSOCK(os.fstat(_STDOUT).st_mode):
        with socket.socket(fileno=os.dup(_STDOUT)) as both, contextlib.suppress(OSError):  # nobody reads any more
            both.shutdown(socket.SHUT_WR)
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), _STDOUT)


def _send_stdin(stream: socket.socket) -> None:
    """Ends with stdin; at the end of the process it may still wait for it."""
    with contextlib.suppress(OSError):  # the stream is gone, which the main thread sees
        while data := os.read(_STDIN, CHUNK):
            stream.sendall(data)
        stream.shutdown(socket.SHUT_WR)


def _wait_until_gone(stream: socket.socket) -> None:
    """Until both sides have said their end, or the other one has closed (poll(2), POLLHUP)."""
    poll = select.poll()
    poll.register(stream, 0)
    poll.poll()
