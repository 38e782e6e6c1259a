"""Connections for a router, without any SSH: what goes through one comes out at a target of the test's."""

from collections.abc import Callable

from tests.support.wait import wait_for
from towpath.model.error import Problem
from towpath.model.forward import Endpoint
from towpath.model.ports import Stream, StreamEvents
from towpath.net.relay import Relay
from towpath.net.socket_stream import direct_from
from towpath.routing.router import Carrier

Done = Callable[[Carrier | Problem], None]


class TestCarriers:
    """A `routing.router.Carriers`. Each connection that is up has a relay, as a session has."""

    __test__ = False

    def __init__(self) -> None:
        self.up: dict[str, Carrier] = {}
        self.reaching: list[tuple[str, Done]] = []
        """What the router wishes to have brought up."""
        self.asked: list[tuple[str, Endpoint]] = []
        """Connection and target of each stream, as the far side sees it."""
        self._relays: list[Relay] = []

    # --- what the router asks

    def now(self, connection: str) -> Carrier | None:
        return self.up.get(connection)

    def reach(self, connection: str, done: Done) -> None:
        self.reaching.append((connection, done))

    # --- what the test does

    def make(self, connection: str, leads_to: Endpoint) -> Carrier:
        """One whose streams all lead to this target."""
        relay = Relay(f"carrier-{connection}")
        relay.start()
        self._relays.append(relay)
        opened = direct_from(relay.branch(lambda _: None))

        def open_stream(target: Endpoint, origin: Endpoint, events: StreamEvents) -> Stream:
            self.asked.append((connection, target))
            return opened(leads_to, origin, events)

        return Carrier(relay=relay, open_stream=open_stream)

    def bring_up(self, connection: str, target: Endpoint) -> None:
        self.up[connection] = self.make(connection, target)

    def take_down(self, connection: str) -> None:
        """As when the session is lost."""
        self.up.pop(connection).relay.close()

    def wait_reaching(self, count: int = 1) -> Done:
        """The latest wish, when there are so many."""
        wait_for(lambda: len(self.reaching) >= count, what="the router to want a connection")
        return self.reaching[-1][1]

    def close(self) -> None:
        for relay in self._relays:
            relay.close()
