"""A session that lives on while connections of every kind come and go through it and keys are exchanged all the time.

The figures are those of docs/performance.md.
"""

import ctypes
import gc
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.support.churn import churn
from tests.support.forwards import Told
from tests.support.keys import KeyFile
from tests.support.login import log_in
from tests.support.sshd import Sshd, free_port
from tests.support.tcp import TcpServers
from tests.support.wait import wait_for
from towpath.model.forward import Endpoint, Forward, ForwardKind
from towpath.ssh.forwards import make_forward
from towpath.ssh.session import Session

MIB = 1 << 20
MOST_GROWTH = 5 * MIB
THEIR_REKEY = "2M"
OUR_REKEY = 3 * MIB


@pytest.fixture
def session(tmp_path: Path, user_key: KeyFile) -> Iterator[Session]:
    with Sshd(tmp_path, name="churned", authorized=[user_key], extra=f"RekeyLimit {THEIR_REKEY}") as server:
        made = log_in(server, user_key)
        yield made
        made.close()


@pytest.fixture
def rekeys(session: Session, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """When keys were exchanged; ours are due early, too."""
    transport: Any = session._transport
    monkeypatch.setattr(transport.packetizer, "REKEY_BYTES", OUR_REKEY)
    times: list[float] = []
    activate = transport._activate_inbound

    def note_and_activate() -> None:
        times.append(time.monotonic())
        activate()

    monkeypatch.setattr(transport, "_activate_inbound", note_and_activate)
    return times


@pytest.fixture
def entrances(session: Session, tcp_servers: TcpServers) -> Iterator[Sequence[str]]:
    """A forward of each kind that leads to the stream server."""
    port = tcp_servers.stream_port
    target = Endpoint("127.0.0.1", port)
    forwards, doors = [], []
    for kind in ForwardKind:
        told = Told()
        listen = Endpoint("localhost" if kind is ForwardKind.REMOTE else "127.0.0.1", free_port())
        wish = Forward(id=kind, kind=kind, listen=listen, target=None if kind is ForwardKind.DYNAMIC else target)
        forwards.append(make_forward(session, wish, told))
        forwards[-1].start()
        told.wait_bound()
        doors.append(f"{listen.port}>{port}" if kind is ForwardKind.DYNAMIC else f"{listen.port}")
    yield doors
    for forward in forwards:
        forward.stop()


def memory(session: Session) -> int:
    """Bytes of this process that lie in memory when the session carries nothing."""
    wait_for(lambda: not session._transport._channels.values(), what="the last channel to close")
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return int(psutil.Process().memory_info().rss)


@pytest.mark.parametrize(
    ("first", "all_of_them", "seconds"),
    [
        pytest.param(300, 1_000, 12, id="short"),
        pytest.param(1_000, 10_000, 600, id="long", marks=[pytest.mark.soak, pytest.mark.timeout(1200)]),
    ],
)
def test_memory_does_not_grow_with_the_connections(
    session: Session, rekeys: list[float], entrances: Sequence[str], first: int, all_of_them: int, seconds: float
) -> None:
    churn(entrances, first, seconds=seconds * first / all_of_them, seed=0)
    before, rekeys_before = memory(session), len(rekeys)
    churn(entrances, all_of_them - first, seconds=seconds * (1 - first / all_of_them), seed=first)
    after = memory(session)
    assert session.alive
    print(  # noqa: T201  # the figures
        f"memory after {first} connections {before / MIB:.1f} MiB, after {all_of_them} {after / MIB:.1f} MiB; "
        f"{rekeys_before} and {len(rekeys)} key exchanges"
    )
    assert len(rekeys) > all_of_them / 20
    assert after - before <= MOST_GROWTH
