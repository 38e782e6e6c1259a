"""A session that stands still with full buffers delays nothing on another one of the same program."""

import socket
import statistics
import time
from collections.abc import Callable

from msgspec.structs import replace

from tests.support.flood import LINK_FILLING, Flood
from tests.support.keys import KeyFile
from tests.support.profile import connection, forward, hop, know, save
from tests.support.program import Started
from tests.support.relay import LinkRelay
from tests.support.sshd import Sshd, free_port
from tests.support.streams import receive_exactly
from tests.support.tcp import TcpServers, receive_pattern
from tests.support.wait import wait_for
from towpath.model.connection import Hop, Keepalive

WINDOWS = 5
ROUND_TRIPS = 400
"""In each window."""
MOST = 2.0
SLOWEST = 0.5
"""Seconds for one of them while the other session's buffers fill: other work on this machine takes less."""


def test_round_trips_beside_a_frozen_session(
    sshd: Sshd, inner_sshd: Sshd, user_key: KeyFile, tcp_servers: TcpServers
) -> None:
    """Windows with and without the frozen session take turns, so that other work on this machine meets both."""
    know(sshd, inner_sshd)
    frozen_port, lively_port = free_port(), free_port()
    with LinkRelay(sshd.port) as link:
        silent = replace(
            connection("frozen", _by(link, sshd, user_key), forward("in", tcp_servers.stream_port, listen=frozen_port)),
            keepalive=Keepalive(interval=0),
        )
        lively = connection(
            "lively", hop(inner_sshd, user_key), forward("out", tcp_servers.echo_port, listen=lively_port)
        )
        save(silent, lively)
        with Started("up", "frozen", "lively") as up:
            up.wait_for("Ctrl-C takes it down.")
            with socket.create_connection(("127.0.0.1", lively_port), timeout=20) as client:
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                beside_peace: list[list[float]] = []
                beside_frozen: list[list[float]] = []
                filling: list[float] = []
                for _ in range(WINDOWS):
                    beside_peace.append(_round_trips(client))
                    with Flood(frozen_port, way="up", connections=LINK_FILLING) as flood:
                        wait_for(lambda: flood.bytes > 0, what="the flood to flow")
                        link.freeze()
                        filling += _round_trips_until(client, lambda: flood.stalled)
                        beside_frozen.append(_round_trips(client))
                    link.thaw()
                    receive_pattern(frozen_port, 1, seed=1)  # what was in the buffers has drained off
    print(f"slowest while buffers fill: {max(filling) * 1e3:.0f} ms")  # noqa: T201  # the figure
    assert max(filling) <= SLOWEST
    for name, figure in (("median", statistics.median), ("99th percentile", _percentile_99)):
        before, during = _typical(figure, beside_peace), _typical(figure, beside_frozen)
        print(f"{name}: {before * 1e6:.0f} us, beside a frozen session {during * 1e6:.0f} us")  # noqa: T201  # the figures
        assert during <= MOST * before, name


def _by(link: LinkRelay, server: Sshd, key: KeyFile) -> Hop:
    return replace(hop(server, key), port=link.port, host_key_alias=f"[127.0.0.1]:{server.port}")


def _round_trips(client: socket.socket) -> list[float]:
    """Seconds that each of some bytes took there and back."""
    return [_round_trip(client) for _ in range(ROUND_TRIPS)]


def _round_trips_until(client: socket.socket, over: Callable[[], bool]) -> list[float]:
    """The same, as many as there are until then."""
    taken: list[float] = []

    def look() -> bool:
        taken.append(_round_trip(client))
        return over()

    wait_for(look, what="all buffers to fill")
    return taken


def _round_trip(client: socket.socket) -> float:
    began = time.perf_counter()
    client.sendall(b"!")
    receive_exactly(client, 1)
    return time.perf_counter() - began


def _percentile_99(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


def _typical(figure: Callable[[list[float]], float], windows: list[list[float]]) -> float:
    return statistics.median(map(figure, windows))
