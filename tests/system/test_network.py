"""Losing and getting the network, seen in a network namespace where the test is master of all interfaces."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

from tests.support.desktop import missing_programs
from tests.support.process import ROOT, tail
from tests.support.wait import wait_for
from towpath.system import network
from towpath.system.network import BURST_SECONDS, Network, NetworkWatch

UNSHARE = ["unshare", "--net"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--net"]
CABLE = "ip link add cable type veth peer name far"
PLUG_IN = ["ip link set far up", "ip link set cable up"]


class Namespace:
    """A Python with a NetworkWatch, alone with its interfaces."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "log"
        with self.log.open("wb") as log:
            self._child = subprocess.Popen(
                [*UNSHARE, sys.executable, "-m", "tests.system.network_child"],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=ROOT,
            )

    def __enter__(self) -> Self:
        self.wait_for("starts with")
        return self

    def __exit__(self, *_: object) -> None:
        assert self._child.stdin
        self._child.stdin.close()
        assert self._child.wait(10) == 0, tail(self.log)
        assert self.lines[-1] == "ended"

    @property
    def lines(self) -> list[str]:
        return self.log.read_text().splitlines()

    @property
    def changes(self) -> list[str]:
        return [line.split()[-1] for line in self.lines if line.startswith("changed")]

    def run(self, *commands: str) -> None:
        assert self._child.stdin
        for command in commands:
            self._child.stdin.write(command.encode() + b"\n")
            self._child.stdin.flush()
            self.wait_for(f"ran {command}")

    def wait_for(self, beginning: str) -> None:
        wait_for(lambda: any(line.startswith(beginning) for line in self.lines), what=lambda: tail(self.log))

    def wait_for_changes(self, *states: str) -> None:
        wait_for(lambda: self.changes == list(states), what=lambda: f"{states}: {tail(self.log)}")


@pytest.fixture
def namespace(tmp_path: Path) -> Iterator[Namespace]:
    if missing := missing_programs("unshare", "ip"):
        pytest.skip(missing)
    tried = subprocess.run([*UNSHARE, *CABLE.split()], capture_output=True, text=True, timeout=20, check=False)
    if tried.returncode:
        pytest.skip(f"no network namespaces here: {tried.stderr.strip()}")
    with Namespace(tmp_path) as alone:
        yield alone


def test_an_address_with_a_way_out_makes_a_network(namespace: Namespace) -> None:
    assert namespace.lines == ["starts with False"]
    namespace.run("ip link set lo up", CABLE, "ip address add 192.0.2.2/24 dev cable")
    namespace.run(*PLUG_IN)
    namespace.wait_for_changes("True")  # neither loopback nor a cable that is not plugged in made one
    namespace.run("ip link set far down")
    namespace.wait_for_changes("True", "False")


def test_another_address_or_way_out_is_a_change(namespace: Namespace) -> None:
    namespace.run(CABLE, *PLUG_IN, "ip address add 192.0.2.2/24 dev cable")
    namespace.wait_for_changes("True")
    namespace.run("ip route add default via 192.0.2.1")
    namespace.wait_for_changes("True", "True")
    namespace.run("ip -6 address add 2001:db8::2/64 dev cable nodad")
    namespace.wait_for_changes("True", "True", "True")
    namespace.run("ip link delete cable")
    namespace.wait_for_changes("True", "True", "True", "False")


def test_what_does_not_matter_is_not_told(namespace: Namespace) -> None:
    namespace.run(CABLE, *PLUG_IN, "ip address add 169.254.7.7/16 dev cable", "ip link set cable mtu 1400")
    namespace.run("ip address add 192.0.2.2/24 dev cable")
    namespace.wait_for_changes("True")
    namespace.run(
        "ip link set cable mtu 1300", "ip address add 127.0.0.9/8 dev lo", "ip address del 192.0.2.2/24 dev cable"
    )
    namespace.wait_for_changes("True", "False")


def test_a_burst_is_one_change(namespace: Namespace, tmp_path: Path) -> None:
    """Or two, when it falls between two looks."""
    namespace.run(CABLE, *PLUG_IN)
    burst = tmp_path / "burst"
    burst.write_text("".join(f"address add 192.0.2.{last}/24 dev cable\n" for last in range(2, 102)))
    namespace.run(f"ip -batch {burst}")
    wait_for(lambda: namespace.changes, what=lambda: tail(namespace.log))
    namespace.run("ip link set far down")
    wait_for(lambda: namespace.changes[-1] == "False", what=lambda: tail(namespace.log))
    assert len(namespace.changes) <= 3


def test_here_it_stops_at_once() -> None:
    watch = NetworkWatch(lambda online: None)
    assert watch.online
    watch.start()
    assert watching()
    watch.stop()
    wait_for(lambda: not watching(), timeout=BURST_SECONDS / 2, what="the thread to end")
    watch.stop()


def test_where_nobody_tells_of_changes_it_is_looked_every_few_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden() -> None:
        raise PermissionError("no netlink in this sandbox")

    now = [Network(online=False)]
    told: list[bool] = []
    monkeypatch.setattr(network, "_Netlink", forbidden)
    monkeypatch.setattr(network, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(network, "look", lambda: now[0])
    watch = NetworkWatch(told.append)
    watch.start()
    assert not watch.online
    now[0] = Network(online=True, addresses=frozenset({"192.0.2.2 wlan0"}))
    wait_for(lambda: told == [True] and watch.online, what="the network")
    now[0] = Network(online=True, addresses=frozenset({"192.0.2.3 wlan0"}))
    wait_for(lambda: told == [True, True], what="the other network")
    watch.stop()
    wait_for(lambda: not watching(), timeout=1, what="the thread to end")


def test_a_state_that_cannot_be_read_counts_as_online(monkeypatch: pytest.MonkeyPatch) -> None:
    def hidden() -> None:
        raise PermissionError("/proc/net/route")

    monkeypatch.setattr(network, "_routes", hidden)
    assert network.look() == Network(online=True)


def watching() -> bool:
    return any(thread.name == "towpath-network" for thread in threading.enumerate())
