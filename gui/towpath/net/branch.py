"""One forward's share of a relay: its listeners, its connections and what went through them."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from towpath.model.error import Problem
from towpath.model.forward import Endpoint
from towpath.model.ports import IncomingStream
from towpath.model.words import explain
from towpath.net.farewell import Farewell
from towpath.net.joint import Joint, Open, Replies
from towpath.net.listener import Accepted, Failed, Listener
from towpath.net.meter import Meter
from towpath.net.outgoing import Connected, Outgoing, Refused

if TYPE_CHECKING:
    from towpath.net.relay import Relay

_TAKEN_DOWN = "the forward was taken down"


class Branch:
    """Any thread may call any method; none waits."""

    def __init__(self, relay: Relay, report: Callable[[Problem | None], None]) -> None:
        self.relay = relay
        self.report = report
        self.meter = Meter()
        self.closed = False
        """The relay's: written under its lock."""

    @property
    def carries(self) -> bool:
        """Whether a connection is open now whose far end has accepted it."""
        return any(isinstance(member, Joint) and member.is_open for member in self.relay.members_of(self))

    def listen(self, listener: socket.socket, accepted: Accepted, failed: Failed) -> None:
        """Watch a listening socket, which belongs to the branch from now on.

        `accepted` gets each new connection, in the relay's thread, with who connected. `failed` hears when
        connections cannot be accepted for a while.
        """
        listener.setblocking(False)
        member = Listener(self, listener, accepted, failed)
        if self.relay.add(member):
            self.relay.post(member, member.resume)
        else:
            member.cut()

    def join(
        self,
        local: socket.socket,
        open_stream: Open,
        *,
        first: bytes = b"",
        replies: Replies | None = None,
        length: int | None = None,
    ) -> None:
        """Open a far stream for a connected local socket, which belongs to the branch from now on, and pump until
        both are done.

        `first` was read from the socket already and goes to the far side before anything else. `replies` says what
        the local side hears first; without it a refused stream resets the local connection. A local side that says
        more than `length` bytes, `first` included, is reset: it speaks to somebody else by then.
        """
        local.setblocking(False)
        joint = Joint(self, local, first=first, replies=replies, length=length)
        if not self.relay.add(joint, connections=1):
            joint.cut()
        elif self.relay.is_current_thread:
            joint.begin(open_stream)
        else:
            self.relay.post(joint, lambda: joint.begin(open_stream))

    def connect(self, target: Endpoint, incoming: IncomingStream) -> None:
        """Connect to `target` from this machine for a stream that the far side wishes to open, and pump until both
        are done. A target that cannot be reached refuses the stream and is reported."""

        def connected(local: socket.socket) -> None:
            joint = Joint(self, local)
            if self.relay.add(joint, connections=1):
                joint.begin(incoming.accept)
            else:
                joint.cut()
                incoming.refuse(_TAKEN_DOWN)

        def refused(problem: Problem | None) -> None:
            if problem:
                self.report(problem)
            incoming.refuse(explain(problem).why if problem else _TAKEN_DOWN)

        self.reach(target, connected, refused)

    def reach(self, target: Endpoint, connected: Connected, refused: Refused) -> None:
        """Connect to `target` from this machine; the socket belongs to who is told of it, as `Outgoing` says."""
        outgoing = Outgoing(self, target, connected, refused)
        if self.relay.add(outgoing):
            self.relay.post(outgoing, outgoing.begin)
        else:
            outgoing.abort()

    def dismiss(self, local: socket.socket, last_words: bytes) -> None:
        """Say this to a local connection and close it so that it is heard. The relay's thread."""
        farewell = Farewell(self, local, last_words)
        if self.relay.add(farewell):
            farewell.begin()
        else:
            farewell.cut()

    def close(self) -> None:
        """Close the listeners and reset the connections, at once. Nothing happens the second time."""
        for member in self.relay.members_of(self, closing=True):
            member.cut()
            self.relay.post(member, member.abort)
