"""A frozen link under load: the window goes on painting, and Disconnect is done within a second."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from tests.support import profile
from tests.support.flood import Flood
from tests.support.keys import KeyFile
from tests.support.relay import LinkRelay
from tests.support.sshd import Sshd, free_port
from tests.support.tcp import TcpServers, is_free
from tests.support.window import Heartbeat, WindowProgram
from towpath.model.connection import Hop, HostKeyPolicy
from towpath.model.forward import Endpoint
from towpath.model.state import Status

RUN_MS = 13_000
"""Long enough for more than a thousand beats, so that the quantile is not just the longest gap."""
DISCONNECT_SECONDS = 1.0
LONGEST_GAP = 0.1
QUANTILE = 0.999
STALL_MS = 20_000
SOME_BYTES = 1 << 25


class Idle:
    """The control run, as long as the others and with nothing going on; made once, where a run needs it."""

    def __init__(self) -> None:
        self._gap = 0.0

    def gap(self, qtbot: QtBot, program: WindowProgram) -> float:
        if not self._gap:
            with Heartbeat(program.window) as heartbeat:
                qtbot.wait(RUN_MS)
            self._gap = heartbeat.gap(QUANTILE)
            print("idle:  ", heartbeat.report())  # noqa: T201  # shown with -s or at a failure
        return self._gap


@pytest.fixture(scope="module")
def idle() -> Idle:
    return Idle()


@pytest.fixture
def listen() -> Endpoint:
    return Endpoint("127.0.0.1", free_port())


@pytest.fixture
def relay(hop_sshds: Sequence[Sshd]) -> Iterator[LinkRelay]:
    with LinkRelay(hop_sshds[0].port) as running:
        yield running


def save_chain(servers: Sequence[Sshd], key: KeyFile, relay: LinkRelay, listen: Endpoint, target_port: int) -> None:
    """One connection `lab` through these servers; the way to the first leads through the relay."""
    hops: list[Hop] = [profile.hop(server, key, policy=HostKeyPolicy.ACCEPT_NEW) for server in servers]
    hops[0] = replace(hops[0], port=relay.port)
    forward = profile.forward("stream", target_port, listen=listen.port)
    profile.save(profile.connection("lab", hops[-1], forward, jumps=hops[:-1]))


def assert_fluent(heartbeat: Heartbeat, idle: Callable[[], float]) -> None:
    """On a machine that makes even an idle window wait, only the difference can be judged."""
    if heartbeat.gap(QUANTILE) <= LONGEST_GAP:
        return
    idle_gap = idle()
    bound = LONGEST_GAP if idle_gap <= LONGEST_GAP / 2 else LONGEST_GAP + 2 * idle_gap
    assert heartbeat.gap(QUANTILE) <= bound, f"{heartbeat.report()}; idle {1000 * idle_gap:.0f} ms"


@pytest.mark.parametrize("hops", [1, 2])
def test_disconnecting_a_frozen_link(
    qtbot: QtBot,
    hop_sshds: Sequence[Sshd],
    user_key: KeyFile,
    tcp_servers: TcpServers,
    relay: LinkRelay,
    listen: Endpoint,
    idle: Idle,
    hops: int,
) -> None:
    save_chain(hop_sshds[:hops], user_key, relay, listen, tcp_servers.stream_port)
    with WindowProgram(qtbot) as program, ExitStack() as clients:
        program.toggle("lab")
        program.wait_shown(Status.UP)
        up = clients.enter_context(Flood(listen.port, way="up"))
        down = clients.enter_context(Flood(listen.port, way="down"))
        qtbot.wait_until(lambda: min(up.bytes, down.bytes) >= SOME_BYTES, timeout=STALL_MS)

        relay.freeze()
        qtbot.wait_until(lambda: up.stalled and down.stalled, timeout=STALL_MS)
        with Heartbeat(program.window) as frozen:
            qtbot.wait(RUN_MS // 2)
            started = time.monotonic()
            program.toggle("lab")
            qtbot.wait_until(lambda: program.shows(Status.OFF) and is_free(listen), timeout=STALL_MS)
            took = time.monotonic() - started
            qtbot.wait(RUN_MS // 2)
        print(f"frozen, {hops} hop(s): {frozen.report()}; disconnected in {1000 * took:.0f} ms")  # noqa: T201  # as above
        relay.thaw()
        assert took <= DISCONNECT_SECONDS
        assert_fluent(frozen, lambda: idle.gap(qtbot, program))


def test_a_busy_forward_leaves_the_window_fluent(
    qtbot: QtBot,
    hop_sshds: Sequence[Sshd],
    user_key: KeyFile,
    tcp_servers: TcpServers,
    relay: LinkRelay,
    listen: Endpoint,
    idle: Idle,
) -> None:
    save_chain(hop_sshds[:1], user_key, relay, listen, tcp_servers.stream_port)
    with WindowProgram(qtbot) as program:
        program.toggle("lab")
        program.wait_shown(Status.UP)
        with Flood(listen.port, way="down") as down:
            qtbot.wait_until(lambda: down.bytes >= SOME_BYTES, timeout=STALL_MS)
            before, started = down.bytes, time.monotonic()
            with Heartbeat(program.window) as busy:
                qtbot.wait(RUN_MS)
            rate = (down.bytes - before) / (time.monotonic() - started) / 1e6
        print(f"busy:   {busy.report()}; {rate:.0f} MB/s")  # noqa: T201  # as above
        program.toggle("lab")
        program.wait_shown(Status.OFF)
        assert rate > 0
        assert_fluent(busy, lambda: idle.gap(qtbot, program))
