"""What goes wrong with links, servers and ports, and how long it takes until it is noticed and until all is well again.

After each fault every forward is UP and carries bytes, another connection has not noticed anything, and the process
holds no more threads, descriptors and children than before. The times are printed; the bounds are part of each test.
"""

import contextlib
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from msgspec.structs import replace

from tests.support.desktop import SessionBus
from tests.support.engine import Profiles, do, state
from tests.support.flood import LINK_FILLING, Flood
from tests.support.keys import KeyFile
from tests.support.logind import Logind, is_heard
from tests.support.process import children
from tests.support.profile import forward, hop
from tests.support.relay import LinkRelay
from tests.support.sshd import Sshd, free_port
from tests.support.streams import connect, connect_by_socks, receive_exactly
from tests.support.tcp import Received, TcpServers, receive_pattern
from tests.support.undisturbed import Conversation
from tests.support.wait import wait_for
from towpath.engine.engine import Engine
from towpath.engine.lock import EngineKind
from towpath.model.command import Up
from towpath.model.connection import Connection, HostKeyPolicy, Keepalive, Reconnect
from towpath.model.error import ProblemKind
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.model.state import ConnectionState, ForwardState, Status
from towpath.system.wake import WakeWatch

NOTICED_AT_ONCE = 1.0
PROBED = Keepalive(interval=0.5, count=2)
NOTICED_BY_PROBES = 2.5
SELDOM = Keepalive(interval=3600)
"""Too seldom to notice anything: only waking up does."""
NOTICED_AFTER_WAKING = 6.0
BACK = 5.0
"""Seconds until all is well again, counted from when the fault is over; the longest delay between tries is one."""
RECONNECT = Reconnect(first_delay=0.1, longest_delay=1.0)
STEP_SECONDS = 1.0
"""For one step of a login."""


class Scene:
    """A connection with a forward of each kind through a link that can be broken; another one that shall not notice."""

    def __init__(self, engine: Engine, server: Sshd, link: LinkRelay, made: Connection, servers: TcpServers) -> None:
        self.engine = engine
        self.server = server
        self.link = link
        self.local, self.remote, self.dynamic = (forward.listen for forward in made.forwards)
        self._servers = servers
        self._held = self.held()

    @property
    def state(self) -> ConnectionState:
        return state(self.engine, "box")

    def forward(self, kind: ForwardKind) -> ForwardState:
        return next(one for one in self.state.forwards if one.forward.kind is kind)

    def is_lost(self) -> bool:
        return self.state.status is not Status.UP

    def is_well(self) -> bool:
        return self.state.status is Status.UP and all(one.status is Status.UP for one in self.state.forwards)

    def within(self, seconds: float, what: str, condition: Callable[[], bool]) -> None:
        """Wait for it, and print how long it took."""
        began = time.monotonic()
        wait_for(condition, timeout=seconds, what=lambda: f"{what}: {self.state}")
        print(f"{what} after {time.monotonic() - began:.2f} s (at most {seconds} s)")  # noqa: T201  # the figures

    def recovers(self, seconds: float = BACK) -> None:
        """All is well again: the forwards carry bytes, and nothing is left of what was lost."""
        self.within(seconds, "well again", self.is_well)
        self.carries()
        wait_for(
            lambda: all(now <= before for now, before in zip(self.held(), self._held, strict=True)),
            what=lambda: f"at most {self._held}, not {self.held()}",
        )

    def carries(self) -> None:
        """Each forward carries bytes."""
        assert receive_pattern(self.local.port, 100_000, seed=1) == Received(100_000, None)
        echo = Endpoint("127.0.0.1", self._servers.echo_port)
        for client in (connect(self.remote), connect_by_socks(self.dynamic, echo)):
            with client:
                client.sendall(b"over?")
                assert receive_exactly(client, 5) == b"over?"

    def held(self) -> tuple[int, int, int]:
        """How many threads but those of helpers that end by themselves, descriptors and children there are."""
        threads = [thread for thread in threading.enumerate() if not thread.name.endswith("-writer")]
        return len(threads), sum(1 for _ in Path("/proc/self/fd").iterdir()), len(children(os.getpid()))


@pytest.fixture
def server(tmp_path: Path, user_key: KeyFile) -> Iterator[Sshd]:
    """Takes one login at a time."""
    with Sshd(tmp_path, name="faulty", authorized=[user_key], max_startups=1) as running:
        yield running


@pytest.fixture
def keepalive() -> Keepalive:
    return PROBED


@pytest.fixture
def scene(
    server: Sshd, sshd: Sshd, user_key: KeyFile, tcp_servers: TcpServers, profiles: Profiles, keepalive: Keepalive
) -> Iterator[Scene]:
    echo = Endpoint("127.0.0.1", tcp_servers.echo_port)
    with LinkRelay(server.port) as link:
        local = forward("local", tcp_servers.stream_port, listen=free_port())
        remote = Forward(id="remote", kind=ForwardKind.REMOTE, listen=Endpoint("127.0.0.1", free_port()), target=echo)
        dynamic = Forward(id="dynamic", kind=ForwardKind.DYNAMIC, listen=Endpoint("127.0.0.1", free_port()))
        way = replace(hop(server, user_key, policy=HostKeyPolicy.ACCEPT_NEW, timeout=STEP_SECONDS), port=link.port)
        box = Connection(
            id="box",
            name="box",
            target=way,
            forwards=(local, remote, dynamic),
            keepalive=keepalive,
            reconnect=RECONNECT,
        )
        beside = Connection(
            id="beside",
            name="beside",
            target=hop(sshd, user_key, policy=HostKeyPolicy.ACCEPT_NEW),
            forwards=(forward("local", tcp_servers.echo_port, listen=free_port()),),
        )
        profiles.save(box, beside)
        engine = profiles.own(EngineKind.COMMAND_LINE).engine
        for connection in (box, beside):
            assert do(engine, Up(connection=connection.id)) is None
        with Conversation(beside.forwards[0].listen.port):
            made = Scene(engine, server, link, box, tcp_servers)
            made.carries()
            yield made


def test_the_server_is_killed_and_started_again(scene: Scene) -> None:
    scene.server.kill()
    scene.within(NOTICED_AT_ONCE, "noticed", scene.is_lost)
    scene.server.start()
    scene.recovers()


def test_the_link_freezes_and_thaws(scene: Scene) -> None:
    scene.link.freeze()
    scene.within(NOTICED_BY_PROBES, "noticed", scene.is_lost)
    wait_for(lambda: scene.state.tries >= 1, what="a try in vain")
    scene.link.thaw()
    scene.recovers()


def test_the_link_freezes_while_it_is_busy(scene: Scene) -> None:
    """All buffers are full then, and what is sent to see whether the server lives waits behind them."""
    with Flood(scene.local.port, way="up", connections=LINK_FILLING) as flood:
        wait_for(lambda: flood.bytes > 0, what="the flood to flow")
        scene.link.freeze()
        scene.within(NOTICED_BY_PROBES, "noticed", scene.is_lost)
    scene.link.thaw()
    scene.recovers()


def test_the_connection_is_reset(scene: Scene) -> None:
    scene.link.reset()
    scene.within(NOTICED_AT_ONCE, "noticed", scene.is_lost)
    scene.recovers()


def test_the_server_refuses_new_sessions_for_a_while(scene: Scene) -> None:
    with socket.create_connection(("127.0.0.1", scene.server.port)) as the_one_login:
        assert the_one_login.recv(4) == b"SSH-"
        scene.link.reset()
        scene.within(NOTICED_AT_ONCE, "noticed", scene.is_lost)
        wait_for(lambda: scene.state.tries >= 2, what=lambda: f"two tries in vain: {scene.state}")
        assert scene.state.status is Status.RETRYING
        assert scene.state.retry_at > 0
    scene.recovers()


def test_the_port_is_stolen_while_the_connection_is_down(scene: Scene) -> None:
    scene.server.kill()
    scene.within(NOTICED_AT_ONCE, "noticed", scene.is_lost)
    with socket.create_server((scene.local.host, scene.local.port)):
        scene.server.start()
        scene.within(BACK, "told", lambda: scene.forward(ForwardKind.LOCAL).retry_at > 0)
        stolen = scene.forward(ForwardKind.LOCAL)
        assert stolen.status is Status.RETRYING
        assert stolen.problem is not None
        assert stolen.problem.kind is ProblemKind.PORT_IN_USE
        others = (ForwardKind.REMOTE, ForwardKind.DYNAMIC)
        scene.within(BACK, "others up", lambda: all(scene.forward(kind).status is Status.UP for kind in others))
    scene.recovers()


def test_the_port_is_in_time_wait(scene: Scene) -> None:
    assert _in_time_wait(scene.local.port), "the target ended first, and so did the listener's side"
    scene.link.reset()
    scene.within(NOTICED_AT_ONCE, "noticed", scene.is_lost)
    assert _in_time_wait(scene.local.port)
    scene.recovers()


def _in_time_wait(port: int) -> bool:
    connections = psutil.net_connections("tcp4")
    return any(one.status == psutil.CONN_TIME_WAIT and one.laddr[1:] == (port,) for one in connections)


@pytest.mark.parametrize("keepalive", [SELDOM], ids=["seldom-probed"])
def test_waking_up_as_logind_tells(scene: Scene, session_bus: SessionBus) -> None:
    with Logind(session_bus) as logind, watching(scene, bus_address=session_bus.address):
        scene.link.freeze()
        wait_for(lambda: is_heard(session_bus), what="the watch to listen")
        logind.sleep()
        logind.wake()
        scene.within(NOTICED_AFTER_WAKING, "noticed", scene.is_lost)
    scene.link.thaw()
    scene.recovers()


@pytest.mark.parametrize("keepalive", [SELDOM], ids=["seldom-probed"])
def test_waking_up_as_the_clocks_tell(scene: Scene, session_bus: SessionBus) -> None:
    slept = 0.0
    with watching(scene, bus_address=session_bus.address, clock=lambda: slept, interval=0.05):
        scene.link.freeze()
        slept = 3600.0
        scene.within(NOTICED_AFTER_WAKING, "noticed", scene.is_lost)
    scene.link.thaw()
    scene.recovers()


@contextlib.contextmanager
def watching(scene: Scene, **how: Any) -> Iterator[None]:
    """A watch that tells the scene's engine of wake-ups."""
    watch = WakeWatch(scene.engine.woke_up, **how)
    watch.start()
    try:
        yield
    finally:
        watch.stop()
