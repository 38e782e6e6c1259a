"""Naming who listens on a port: from Linux's own tables, and by psutil as on macOS and Windows."""

import os
import socket
import sys
from pathlib import Path

import psutil
import pytest

from tests.support.sshd import free_port
from tests.support.tcp import TcpServers
from towpath.net import ports
from towpath.net.ports import holder_of, holder_of_socket, next_free_port


@pytest.fixture(params=["proc", "psutil", "psutil as on macOS"])
def by(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each way to find out."""

    def denied(kind: str) -> None:
        raise psutil.AccessDenied

    if request.param == "proc" and not ports._PROC.is_dir():
        pytest.skip("no proc(5) here")
    if request.param != "proc":
        monkeypatch.setattr(ports, "_PROC", tmp_path / "nowhere")
    if "macOS" in request.param:
        monkeypatch.setattr(psutil, "net_connections", denied)


@pytest.mark.usefixtures("by")
def test_another_process_is_named_with_its_number(tcp_servers: TcpServers) -> None:
    assert tcp_servers._process is not None
    assert holder_of("127.0.0.1", tcp_servers.echo_port).endswith(f"(process {tcp_servers._process.pid})")


@pytest.mark.usefixtures("by")
@pytest.mark.parametrize(
    ("held", "asked", "found"),
    [
        ("127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1", "127.0.0.2", False),
        ("127.0.0.1", "0.0.0.0", True),
        ("127.0.0.1", "*", True),
        ("0.0.0.0", "127.0.0.2", True),
        ("::1", "::1", True),
        ("::", "::1", True),
        ("127.0.0.1", "::1", False),
    ],
)
def test_only_a_listener_in_the_way_counts(held: str, asked: str, found: bool) -> None:
    family = socket.AF_INET6 if ":" in held else socket.AF_INET
    with socket.create_server((held, 0), family=family) as listener:
        port = listener.getsockname()[1]
        assert holder_of(asked, port) == ("Towpath itself" if found else "")


@pytest.mark.usefixtures("by")
def test_connections_are_no_listeners() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = socket.create_connection(listener.getsockname())
        accepted, _ = listener.accept()
    with client, accepted:
        assert holder_of("127.0.0.1", accepted.getsockname()[1]) == ""


@pytest.mark.usefixtures("by")
def test_nobody_and_no_address() -> None:
    assert holder_of("127.0.0.1", free_port()) == ""
    assert holder_of("localhost", 22) == ""


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root may listen as somebody else")
def test_of_another_users_program_the_user_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        os.fchown(listener.fileno(), 1, -1)  # the kernel tells the owner of the socket's inode
        port = listener.getsockname()[1]
        monkeypatch.setattr(ports, "_process_with", lambda sockets: "")  # what an ordinary user sees of others
        assert holder_of("127.0.0.1", port) == "a program of user daemon"
        monkeypatch.setattr("pwd.getpwuid", {}.__getitem__)
        assert holder_of("127.0.0.1", port) == "another user's program"


@pytest.mark.skipif(sys.platform != "linux", reason="the others do not tell")
def test_who_holds_a_unix_socket(tmp_path: Path) -> None:
    path = str(tmp_path / "a socket")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        assert holder_of_socket(path) == "", "bound, but nobody listens"
        listener.listen()
        assert holder_of_socket(path) == "Towpath itself"
    assert holder_of_socket(path) == "", "left over"


def test_the_next_free_port_is_one_where_nobody_listens() -> None:
    first = free_port()
    with socket.create_server(("127.0.0.1", first)):
        later = next_free_port(first)
        assert later > first
        assert next_free_port(first, taken={later}) > later
    assert next_free_port(first) == first


def test_a_port_that_is_taken_on_the_other_loopback_is_not_free() -> None:
    first = free_port("::1")
    with socket.create_server(("::1", first), family=socket.AF_INET6):
        assert next_free_port(first) > first


def test_no_port_is_free_where_all_are_taken() -> None:
    assert next_free_port(20_000, taken=range(20_000, 20_100)) == 0
    assert next_free_port(65_535, taken={65_535}) == 0


def test_where_only_root_may_listen_it_is_higher(monkeypatch: pytest.MonkeyPatch) -> None:
    real = ports._try_to_listen

    def as_user(port: int) -> None:
        if port < ports.PRIVILEGED:
            raise PermissionError
        real(port)

    monkeypatch.setattr(ports, "_try_to_listen", as_user)
    assert 8443 <= next_free_port(443) < 8543
