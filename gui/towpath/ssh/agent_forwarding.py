"""Agent forwarding: programs of the far machine use the ssh-agent of this one (OpenSSH's PROTOCOL.agent).

The far machine's administrator can use it as well, as long as it is forwarded; so a server that opens such a channel
without having been asked to is refused. The agent has to have a Unix socket, which those of Windows do not.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from towpath.model.error import Problem, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.ports import IncomingStream
from towpath.net.branch import Branch
from towpath.net.relay import Relay
from towpath.ssh.incoming import Door, Entrance, Offer
from towpath.ssh.refusal import ADMINISTRATIVELY_PROHIBITED

REQUEST = b"auth-agent-req@openssh.com"
CHANNEL = "auth-agent@openssh.com"
_NOBODY = Endpoint("", 0)


class AgentForwarding:
    """That of one session. `relay` gives the session's, and raises LOST when that has ended."""

    def __init__(self, door: Door, relay: Callable[[], Relay]) -> None:
        self._door = door
        self._relay = relay
        self._lock = threading.Lock()
        self._agent: Path | None = None
        self._branch: Branch | None = None
        self._entrance = Entrance(door, self._accepted)

    def allow(self, agent: Path) -> None:
        """From now on the server may open channels to this agent. Any thread; never waits."""
        with self._lock:
            self._agent = agent
            if self._branch is None:
                try:
                    self._branch = self._relay().branch(_told)
                except TowpathError:
                    self._agent = None  # whose session has ended: nobody will come

    def offered(self, offer: Offer) -> None:
        """The server wishes to open one. The transport's thread."""
        if self._agent is None:
            self._door.refuse_offer(offer, ADMINISTRATIVELY_PROHIBITED, "nobody asked for it")
        else:
            self._entrance.offered(offer, _NOBODY)

    def _accepted(self, incoming: IncomingStream) -> None:
        with self._lock:
            agent, branch = self._agent, self._branch
        if agent and branch:
            branch.connect(Endpoint.unix(str(agent)), incoming)
        else:
            incoming.refuse("")


def _told(_problem: Problem | None) -> None:
    """An agent that cannot be reached is the program's trouble there, which hears of it."""
