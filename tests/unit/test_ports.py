"""Naming who listens on a port, from Linux's own tables."""

import socket

import pytest

from tests.support.sshd import free_port
from tests.support.tcp import TcpServers
from towpath.net.ports import holder_of


def test_another_process_is_named_with_its_number(tcp_servers: TcpServers) -> None:
    assert tcp_servers._process is not None
    assert holder_of("127.0.0.1", tcp_servers.echo_port).endswith(f"(process {tcp_servers._process.pid})")


@pytest.mark.parametrize(
    ("held", "asked", "found"),
    [
        ("127.0.0.1", "127.0.0.1", True),
        ("127.0.0.1", "127.0.0.2", False),
        ("127.0.0.1", "0.0.0.0", True),
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


def test_connections_are_no_listeners() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = socket.create_connection(listener.getsockname())
        accepted, _ = listener.accept()
    with client, accepted:
        assert holder_of("127.0.0.1", accepted.getsockname()[1]) == ""


def test_nobody_and_no_address() -> None:
    assert holder_of("127.0.0.1", free_port()) == ""
    assert holder_of("localhost", 22) == ""
