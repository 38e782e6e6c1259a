"""Whose program is at the other end, with another user's where the tests run as root."""

import os
import resource
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from tests.support.nobody import UID, said_to_nobody
from tests.support.streams import SECONDS
from tests.support.wait import wait_for
from towpath.model.forward import Endpoint
from towpath.net import socket_owner
from towpath.net.socket_owner import may_use, owner_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")

OwnerOf = Callable[[tuple[str, int], tuple[str, int]], int | None]


@pytest.fixture(params=["netlink", "proc"])
def find(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> OwnerOf:
    """`owner_of` by either way alone."""

    def not_here(*_: object) -> None:
        raise OSError

    if request.param == "netlink":
        try:
            socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket_owner._NETLINK_SOCK_DIAG).close()
        except OSError:
            pytest.skip("this kernel cannot be asked so")
    other = "netlink" if request.param == "proc" else "proc"
    monkeypatch.setattr(socket_owner, f"_owner_by_{other}", not_here)
    return owner_of


def ends(client: socket.socket, accepted: socket.socket) -> tuple[tuple[str, int], tuple[str, int]]:
    return client.getsockname()[:2], accepted.getsockname()[:2]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(SECONDS)
        yield listener


def test_ours(listener: socket.socket, find: OwnerOf) -> None:
    with socket.create_connection(listener.getsockname()) as client, listener.accept()[0] as accepted:
        assert find(*ends(client, accepted)) == os.getuid()
        assert may_use(accepted)


def test_ours_that_has_said_its_end(listener: socket.socket, find: OwnerOf) -> None:
    with socket.create_connection(listener.getsockname()) as client, listener.accept()[0] as accepted:
        client.shutdown(socket.SHUT_WR)
        assert accepted.recv(1) == b""
        assert find(*ends(client, accepted)) == os.getuid()


def test_ours_by_ipv6(find: OwnerOf) -> None:
    with (
        socket.create_server(("::1", 0), family=socket.AF_INET6) as listener,
        socket.create_connection(listener.getsockname()[:2]) as client,
        listener.accept()[0] as accepted,
    ):
        assert find(*ends(client, accepted)) == os.getuid()


def test_ours_by_a_socket_for_both_families(listener: socket.socket, find: OwnerOf) -> None:
    with socket.socket(socket.AF_INET6) as client:
        client.connect(("::ffff:127.0.0.1", listener.getsockname()[1]))
        with listener.accept()[0] as accepted:
            assert find(accepted.getpeername(), accepted.getsockname()) == os.getuid()


def test_nobodys_when_its_program_has_gone(listener: socket.socket, find: OwnerOf) -> None:
    """The kernel says uid 0 of those, which may be ours."""
    client = socket.create_connection(listener.getsockname())
    with listener.accept()[0] as accepted:
        where = ends(client, accepted)
        client.close()
        assert find(*where) is None
        assert not may_use(accepted)


def test_nobodys_when_there_is_no_such_connection(listener: socket.socket, find: OwnerOf) -> None:
    with socket.create_connection(listener.getsockname()) as client, listener.accept()[0] as accepted:
        near, far = ends(client, accepted)
        assert find((near[0], 1), far) is None


def test_a_socket_that_has_gone(listener: socket.socket) -> None:
    with closing(socket.create_connection(listener.getsockname())):
        accepted = listener.accept()[0]
        accepted.close()
        assert not may_use(accepted)


def test_nobody_may_while_no_file_can_be_opened(listener: socket.socket) -> None:
    with socket.create_connection(listener.getsockname()), listener.accept()[0] as accepted:
        limits = resource.getrlimit(resource.RLIMIT_NOFILE)
        free = os.dup(accepted.fileno())
        os.close(free)
        resource.setrlimit(resource.RLIMIT_NOFILE, (free, limits[1]))
        try:
            assert not may_use(accepted)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        assert may_use(accepted)


def test_another_users(listener: socket.socket, find: OwnerOf) -> None:
    port = listener.getsockname()[1]
    asking = threading.Thread(target=said_to_nobody, args=(Endpoint("127.0.0.1", port), b"?"), name="test-nobody")
    if os.geteuid() != 0:
        pytest.skip("only root can play another user")
    asking.start()
    with listener.accept()[0] as accepted:
        assert find(accepted.getpeername(), accepted.getsockname()) == UID
        assert not may_use(accepted)
    wait_for(lambda: not asking.is_alive(), what="the other user's program to end")


def test_a_system_that_does_not_tell(listener: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with socket.create_connection(listener.getsockname()), listener.accept()[0] as accepted:
        assert may_use(accepted)
