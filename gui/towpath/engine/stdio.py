"""`towpath stdio`: a socket of another program becomes a stream through a connection's session."""

from __future__ import annotations

import contextlib
import socket
from functools import partial

from towpath.engine.connections import LiveConnection
from towpath.model.error import Problem, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.ports import NOBODY
from towpath.net.joint import Replies


def open_stdio(
    live: LiveConnection, target: Endpoint, sock: socket.socket, first: bytes, replies: Replies, asker: str
) -> None:
    """Bring the connection up if it is not, then let `sock` be pumped by the relay of its session. Engine thread."""

    def reached(problem: Problem | None) -> None:
        try:
            if problem:
                raise TowpathError(problem)
            session, branch = live.shared()
            branch.join(sock, partial(session.open_stream, target, NOBODY), first=first, replies=replies)
        except TowpathError as error:
            turn_away(sock, replies.refused(error.problem))

    live.reach(asker, reached)


def turn_away(sock: socket.socket, last_words: bytes) -> None:
    """Say why and close, without waiting for who does not read."""
    sock.setblocking(False)
    with contextlib.suppress(OSError):  # it may be gone already
        sock.send(last_words)
        sock.shutdown(socket.SHUT_WR)
        sock.recv(1 << 16)  # what is left unread would make the close a reset, which could overtake the words
    sock.close()
