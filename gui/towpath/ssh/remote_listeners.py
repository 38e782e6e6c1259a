"""Where the server listens for us: RFC 4254 section 7, and section 2.4 of OpenSSH's PROTOCOL for Unix sockets.

Stock paramiko has one handler for all of them, forgets it when one is cancelled, and waits for every answer.
"""

from __future__ import annotations

import logging
import struct
import threading
from collections.abc import Callable
from typing import Protocol

from paramiko.message import Message

from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint
from towpath.ssh.global_requests import Answer, GlobalRequests
from towpath.ssh.incoming import Accepted, Door, Entrance, Offer
from towpath.ssh.refusal import ADMINISTRATIVELY_PROHIBITED, UNKNOWN_CHANNEL_TYPE

Outcome = Callable[[Endpoint | Problem], None]

log = logging.getLogger("towpath.ssh")


class Requesting(Door, Protocol):
    """What the listeners need of a transport."""

    @property
    def requests(self) -> GlobalRequests: ...


class RemoteListeners:
    """All listeners of one session, by the address and port (or the path) that was asked for: servers name those."""

    def __init__(self, transport: Requesting, name: str) -> None:
        self._transport = transport
        self._name = name
        self._lock = threading.Lock()
        self._entrances: dict[Endpoint, Entrance] = {}

    def listen(self, wished: Endpoint, accepted: Accepted, outcome: Outcome) -> Callable[[], None]:
        """See `Session.listen_remote`."""
        on_the_wire = Endpoint("" if wished.host == "*" else wished.host, wished.port, wished.path)
        entrance = Entrance(self._transport, accepted)

        def answered(answer: Answer) -> None:
            if not isinstance(answer, Message):
                outcome(answer if isinstance(answer, Problem) else self._refused(wished, answer))
                return
            port = wished.port if wished.port or wished.path else answer.get_int()
            self._put(Endpoint(on_the_wire.host, port, wished.path), entrance)
            outcome(Endpoint(wished.host, port, wished.path))

        self._transport.requests.probe()  # what the server remarks after that answer is about the next
        self._transport.requests.ask(*_request("", on_the_wire), answered)
        return lambda: self._cancel(entrance)

    def _put(self, where: Endpoint, entrance: Entrance) -> None:
        with self._lock:
            if not entrance.closed:
                self._entrances[where] = entrance
                return
        self._ask_to_cancel(where)  # which it was before the server answered

    def _cancel(self, entrance: Entrance) -> None:
        """Before the server has answered nothing is asked of it: the place may be another listener's."""
        entrance.close()
        with self._lock:
            places = [where for where, known in self._entrances.items() if known is entrance]
            for where in places:
                del self._entrances[where]
        for where in places:
            self._ask_to_cancel(where)

    def _ask_to_cancel(self, where: Endpoint) -> None:
        def answered(answer: Answer) -> None:
            if isinstance(answer, str):
                log.info("%s goes on listening on %s: %s", self._name, where, answer)

        self._transport.requests.ask(*_request("cancel-", where), answered)

    def _refused(self, wished: Endpoint, remark: str) -> Problem:
        where = str(wished) if wished.port or wished.path else "a port of its choice"
        return Problem(ProblemKind.REMOTE_LISTEN_REFUSED, where, {"via": self._name, "detail": remark})

    # --- the server: the transport's thread

    def offered(self, kind: str, offer: Offer, message: Message) -> None:
        """It wishes to open a channel; `message` goes on with the fields of its kind."""
        if kind == "forwarded-tcpip":
            where, origin = _endpoint(message), _endpoint(message)
        elif kind == "forwarded-streamlocal@openssh.com":
            where, origin = Endpoint.unix(_text(message)), Endpoint("", 0)
        else:
            self._transport.refuse_offer(offer, UNKNOWN_CHANNEL_TYPE, "")
            return
        entrance = self._find(where)
        if entrance is None:
            self._transport.refuse_offer(offer, ADMINISTRATIVELY_PROHIBITED, "nobody asked for it")
        else:
            entrance.offered(offer, origin)

    def _find(self, where: Endpoint) -> Entrance | None:
        """Some servers name the address that they made of the one asked for; then the port has to tell."""
        with self._lock:
            if where in self._entrances or where.path:
                return self._entrances.get(where)
            same_port = [entrance for known, entrance in self._entrances.items() if known.port == where.port]
        return same_port[0] if len(same_port) == 1 else None


def _request(prefix: str, where: Endpoint) -> tuple[str, bytes]:
    """Name and fields of the request to listen or, with the prefix `cancel-`, to listen no more."""
    text = (where.path or where.host).encode()
    packed = struct.pack(f">I{len(text)}s", len(text), text)
    if where.path:
        return f"{prefix}streamlocal-forward@openssh.com", packed
    return f"{prefix}tcpip-forward", packed + struct.pack(">I", where.port)


def _text(message: Message) -> str:
    return message.get_binary().decode(errors="replace")


def _endpoint(message: Message) -> Endpoint:
    return Endpoint(_text(message), message.get_int())
