"""Channels that the server wishes to open to us: RFC 4254 section 5.1."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

import msgspec

from towpath.model.forward import Endpoint
from towpath.model.ports import IncomingStream, Stream, StreamEvents
from towpath.ssh.refusal import ADMINISTRATIVELY_PROHIBITED, CONNECT_FAILED, RESOURCE_SHORTAGE

MOST_PENDING = 1000
"""Streams of one listener that may wait for our answer; more are refused, so that no server fills our memory."""

Accepted = Callable[[IncomingStream], None]


class Offer(msgspec.Struct, frozen=True):
    """What the server says of its end of a channel that it wishes to open."""

    number: int
    window: int
    packet: int


class Door(Protocol):
    """What opens and refuses channels: a transport. Any thread; neither waits."""

    def accept_offer(self, offer: Offer, events: StreamEvents) -> Stream: ...
    def refuse_offer(self, offer: Offer, code: int, why: str) -> None: ...


class Entrance:
    """One place where the server listens for us: hands on what comes in there, as long as not too many wait."""

    def __init__(self, door: Door, accepted: Accepted) -> None:
        self.door = door
        self.closed = False
        self._accepted = accepted
        self._lock = threading.Lock()
        self._pending = 0

    def offered(self, offer: Offer, origin: Endpoint) -> None:
        """The server wishes to open a channel. The transport's thread."""
        if self.closed:
            self.door.refuse_offer(offer, ADMINISTRATIVELY_PROHIBITED, "")
        elif self._pending >= MOST_PENDING:
            self.door.refuse_offer(offer, RESOURCE_SHORTAGE, "too many connections at once")
        else:
            self.count(+1)
            self._accepted(Incoming(self, offer, origin))

    def close(self) -> None:
        """Hand on nothing more. Any thread."""
        self.closed = True

    def count(self, more: int) -> None:
        """So many more streams wait for an answer."""
        with self._lock:
            self._pending += more


class Incoming:
    """One channel that waits for our answer: a `model.ports.IncomingStream`."""

    def __init__(self, entrance: Entrance, offer: Offer, origin: Endpoint) -> None:
        self.origin = origin
        self._entrance = entrance
        self._offer = offer

    def accept(self, events: StreamEvents) -> Stream:
        """Open it."""
        self._entrance.count(-1)
        return self._entrance.door.accept_offer(self._offer, events)

    def refuse(self, why: str) -> None:
        """Turn it away."""
        self._entrance.count(-1)
        self._entrance.door.refuse_offer(self._offer, CONNECT_FAILED, why)
