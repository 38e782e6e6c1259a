"""What this version of paramiko is like: the private parts we build on, and the faults that our classes mend.

A failure here after an update of paramiko means: look at `ssh/stock.py` and `ssh/transport.py` again. A fault that is
gone is a mend that can go.
"""

import ast
import contextlib
import functools
import inspect
import logging
import select
import socket
import threading
from collections.abc import Callable, Iterator

import paramiko
import pytest
from paramiko.common import cMSG_CHANNEL_DATA
from paramiko.message import Message
from paramiko.packet import Packetizer

from tests.support.keys import KeyFile
from tests.support.login import authenticate, dial
from tests.support.relay import LinkRelay
from tests.support.sshd import Sshd, free_port
from tests.support.tcp import TcpServers
from tests.support.wait import wait_for
from towpath.ssh import stock
from towpath.ssh.stock import StockTransport

PROMPT_SECONDS = 1.0
"""Within this every call on a healthy transport returns; a stuck one is freed after it."""


@pytest.fixture
def stock_transport(sshd: Sshd, user_key: KeyFile) -> Iterator[StockTransport]:
    """paramiko's own transport, logged in."""
    transport = StockTransport(dial(sshd.port))
    transport.set_log_channel("tests.stock")  # it warns of what these tests provoke
    authenticate(transport, user_key, sshd.user)
    yield transport
    transport.close()


# --- private parts


def _declared(name: str) -> ast.ClassDef:
    tree = ast.parse(inspect.getsource(stock))
    return next(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == name)


@pytest.mark.parametrize(("name", "theirs"), [("StockTransport", paramiko.Transport), ("StockPacketizer", Packetizer)])
def test_every_private_method_has_the_signature_we_declare(name: str, theirs: type) -> None:
    methods = [node for node in _declared(name).body if isinstance(node, ast.FunctionDef)]
    assert methods
    for method in methods:
        declared = [argument.arg for argument in (*method.args.args, method.args.vararg) if argument]
        assert list(inspect.signature(getattr(theirs, method.name)).parameters) == declared


@pytest.mark.parametrize("name", ["StockTransport", "StockPacketizer"])
def test_every_private_attribute_is_there(name: str) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        transport = paramiko.Transport(ours)
        owner = transport if name == "StockTransport" else transport.packetizer
        names = [node.target.id for node in _declared(name).body if isinstance(node, ast.AnnAssign)]  # type: ignore[union-attr]  # all are names
        assert names
        assert [name for name in names if not hasattr(owner, name)] == []


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("read_all", ["self", "n", "check_rekey"]),
        ("write_all", ["self", "out"]),
        ("send_message", ["self", "data"]),
        ("read_message", ["self"]),
        ("set_outbound_compressor", ["self", "compressor"]),
        ("set_inbound_compressor", ["self", "compressor"]),
        ("start_handshake", ["self", "timeout"]),
        ("handshake_timed_out", ["self"]),
        ("complete_handshake", ["self"]),
    ],
)
def test_the_packetizer_is_overridden_where_it_calls(method: str, parameters: list[str]) -> None:
    assert list(inspect.signature(getattr(Packetizer, method)).parameters) == parameters


def test_channel_messages_go_through_the_table_we_replace() -> None:
    source = inspect.getsource(paramiko.Transport.run)
    assert "self._channel_handler_table[ptype](chan, m)" in source
    assert "chan = self._channels.get(chanid)" in source
    assert "elif chanid in self.channels_seen" in source
    assert "chan._unlink()" in source


# --- faults


def test_stock_sends_data_after_close_and_sshd_ends_the_session(
    stock_transport: StockTransport, tcp_servers: TcpServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = stock_transport.open_channel("direct-tcpip", ("127.0.0.1", tcp_servers.echo_port), ("127.0.0.1", 0))
    send = stock_transport._send_user_message

    def close_meanwhile(message: Message) -> None:
        if message.asbytes()[:1] == cMSG_CHANNEL_DATA:
            closing = threading.Thread(target=channel.close)
            closing.start()
            wait_for(lambda: stock_transport._channels.get(channel.chanid) is None, what="sshd to close it too")
        send(message)

    monkeypatch.setattr(stock_transport, "_send_user_message", close_meanwhile)
    channel.send(b"late")
    wait_for(lambda: not stock_transport.is_active(), what="sshd to end the session")


def test_stock_waits_in_its_own_thread_when_a_channel_closes_during_a_key_exchange(
    stock_transport: StockTransport,
) -> None:
    stock_transport.clear_to_send_timeout = 0.2
    with socket.create_server(("127.0.0.1", 0)) as target:
        channel = stock_transport.open_channel("direct-tcpip", target.getsockname(), ("127.0.0.1", 0))
        far, _ = target.accept()
        channel.shutdown_write()
        assert far.recv(1) == b""
        stock_transport.clear_to_send.clear()  # as between two KEXINITs
        far.close()
        wait_for(lambda: not stock_transport.is_active(), what="the transport to die of its own wait")


def test_stock_close_hangs_on_a_frozen_link(sshd: Sshd, user_key: KeyFile, tcp_servers: TcpServers) -> None:
    with LinkRelay(sshd.port) as link:
        transport = StockTransport(dial(link.port))
        transport.set_log_channel("tests.stock")
        authenticate(transport, user_key, sshd.user)
        target = ("127.0.0.1", tcp_servers.stream_port)
        channels = [transport.open_channel("direct-tcpip", target, ("127.0.0.1", 0)) for _ in range(8)]
        link.freeze()

        filling = [in_thread(functools.partial(channel.sendall, bytes(1 << 24))) for channel in channels]
        wait_until_full(transport)
        closing = in_thread(channels[0].close)
        closing.join(PROMPT_SECONDS)
        hung = closing.is_alive()
        transport.sock.close()
        transport.close()
        for thread in (*filling, closing):
            thread.join()
    assert hung


def in_thread(work: Callable[[], object]) -> threading.Thread:
    """Runs `work`, which the end of the connection may break off."""

    def run() -> None:
        with contextlib.suppress(OSError, EOFError):
            work()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    return thread


def wait_until_full(transport: StockTransport) -> None:
    """Until the system has taken no byte for 20 looks in a row."""
    full = 0

    def is_full() -> bool:
        nonlocal full
        writable = select.select([], [transport.sock], [], 0)[1]
        full = 0 if writable else full + 1
        return full >= 20

    wait_for(is_full, what="the socket's buffers to fill up")


def test_stock_gives_no_reason_for_a_refused_channel_and_logs_an_error(
    stock_transport: StockTransport, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "tests.stock"), pytest.raises(paramiko.ChannelException) as refused:
        stock_transport.open_channel("direct-tcpip", ("127.0.0.1", free_port()), ("127.0.0.1", 0))
    assert refused.value.text == "Connect failed"  # sshd said: Connection refused
    assert caplog.records


def test_stock_remembers_every_channel_for_ever(stock_transport: StockTransport, tcp_servers: TcpServers) -> None:
    for _ in range(20):
        target = ("127.0.0.1", tcp_servers.echo_port)
        stock_transport.open_channel("direct-tcpip", target, ("127.0.0.1", 0)).close()
    assert len(stock_transport.channels_seen) == 20


def test_stock_leaves_nagle_on(stock_transport: StockTransport) -> None:
    assert isinstance(stock_transport.sock, socket.socket)
    assert stock_transport.sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0


def test_stock_has_one_handler_for_all_remote_forwards(stock_transport: StockTransport) -> None:
    called: list[str] = []

    def handler(name: str) -> Callable[..., None]:
        def handle(channel: paramiko.Channel, *_whence: object) -> None:
            called.append(name)
            channel.close()

        return handle

    ports = [stock_transport.request_port_forward("127.0.0.1", 0, handler(name)) for name in ("first", "second")]
    for port in ports:
        with socket.create_connection(("127.0.0.1", port)) as visitor:
            assert visitor.recv(1) == b""
    assert called == ["second", "second"]


def test_stock_waits_with_a_request_until_a_key_exchange_is_over(stock_transport: StockTransport) -> None:
    stock_transport.clear_to_send_timeout = 0.2
    stock_transport.clear_to_send.clear()  # as between two KEXINITs
    with pytest.raises(paramiko.SSHException, match="Key-exchange timed out"):
        stock_transport.request_port_forward("127.0.0.1", 0, lambda *_: None)
    stock_transport.clear_to_send.set()
