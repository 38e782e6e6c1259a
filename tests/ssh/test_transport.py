"""The mended transport and its channels, against sshd. `test_stock.py` shows the faults in paramiko's own classes."""

import logging
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import paramiko
import pytest
from msgspec.structs import replace
from paramiko.common import MSG_CHANNEL_EOF, MSG_GLOBAL_REQUEST, cMSG_CHANNEL_DATA
from paramiko.message import Message

from tests.support.keys import KeyFile
from tests.support.login import authenticate, count_key_exchanges, dial, log_in, open_collected
from tests.support.pattern import Pattern
from tests.support.sshd import Sshd, free_port
from tests.support.tcp import TcpServers, answer_to
from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind
from towpath.ssh.algorithms import OURS
from towpath.ssh.channel import WINDOW, Channel
from towpath.ssh.liveness import Liveness
from towpath.ssh.packets import LinkPacketizer
from towpath.ssh.session import Session
from towpath.ssh.transport import Transport

MANY_OPENS = 5000
AT_ONCE = 50


@pytest.fixture
def transport(session: Session) -> Transport:
    return session._transport


@pytest.fixture
def target() -> Iterator[socket.socket]:
    """A listening socket whose connections the test handles itself."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        yield listener


@pytest.fixture(scope="module")
def rekeying_sshd(servers_directory: Path, user_key: KeyFile) -> Iterator[Sshd]:
    """Wants new keys after every megabyte."""
    with Sshd(servers_directory, name="rekeying", authorized=[user_key], extra="RekeyLimit 1M") as server:
        yield server


def port_of(listener: socket.socket) -> int:
    return int(listener.getsockname()[1])


def assert_works(session: Session, servers: TcpServers) -> None:
    """A fresh stream carries bytes both ways, and half-close."""
    events = open_collected(session.open_stream, servers.answer_port)
    events.wait_open()
    events.send(b"still there?")
    assert events.stream
    events.stream.send_end_of_file()
    wait_for(lambda: events.has_ended, what="the answer")
    assert events.received == answer_to(b"still there?")
    events.stream.close()


# --- the session survives its channels


def test_nothing_is_sent_after_close(
    session: Session, transport: Transport, tcp_servers: TcpServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = open_collected(session.open_stream, tcp_servers.echo_port)
    events.wait_open()
    assert events.stream
    closing = threading.Thread(target=events.stream.close)
    post, post_data = transport.post, transport.post_data
    posted: list[bytes] = []

    def close_meanwhile(channel: Channel, number: int, data: memoryview, most: int) -> bool:
        closing.start()
        closing.join(0.2)  # in vain: it waits for its turn
        posted.append(cMSG_CHANNEL_DATA)
        return post_data(channel, number, data, most)

    def note(message: Message) -> None:
        posted.append(message.asbytes())
        post(message)

    monkeypatch.setattr(transport, "post_data", close_meanwhile)
    monkeypatch.setattr(transport, "post", note)
    events.stream.send(memoryview(b"late"))
    closing.join()
    monkeypatch.undo()
    assert events.stream.send(memoryview(b"too late")) == 0
    events.stream.send_end_of_file()
    events.stream.acknowledge(WINDOW)
    events.stream.close()
    wait_for(lambda: len(transport._channels) == 0, what="the channel to be forgotten")
    assert [message[:1] for message in posted] == [b"\x5e", b"\x61"]  # DATA, CLOSE
    assert_works(session, tcp_servers)


def test_a_channel_that_closes_during_a_key_exchange_waits_for_the_new_keys(
    session: Session, transport: Transport, tcp_servers: TcpServers, target: socket.socket
) -> None:
    events = open_collected(session.open_stream, port_of(target))
    far, _ = target.accept()
    events.wait_open()
    assert events.stream
    events.stream.send_end_of_file()
    with far:
        assert far.recv(1) == b""
        transport.clear_to_send.clear()  # as between two KEXINITs
    wait_for(lambda: events.is_closed, what="sshd's CLOSE")
    late = open_collected(session.open_stream, tcp_servers.echo_port)
    session.probe()
    assert len(transport._held) == 3  # our CLOSE, the OPEN, the question: all wait, and the thread does not
    transport.clear_to_send.set()
    with transport.clear_to_send_lock:
        while transport._held:
            transport._send_message(transport._held.popleft())
    late.wait_open()
    assert_works(session, tcp_servers)


def test_bytes_are_exact_over_many_key_exchanges_from_both_sides(
    rekeying_sshd: Sshd, user_key: KeyFile, tcp_servers: TcpServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LinkPacketizer, "REKEY_BYTES", 700_000)
    session = log_in(rekeying_sshd, user_key)
    exchanges = count_key_exchanges(session._transport, monkeypatch)
    sent = [b"".join(Pattern(seed).chunks(1 << 20)) for seed in range(8)]
    streams = [open_collected(session.open_stream, tcp_servers.echo_port) for _ in sent]
    for events in streams:
        events.wait_open()
    senders = [threading.Thread(target=events.send, args=(data,)) for events, data in zip(streams, sent, strict=True)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    for events in streams:
        assert events.stream
        events.stream.send_end_of_file()
    for events, data in zip(streams, sent, strict=True):
        wait_for(lambda events=events: events.has_ended, timeout=30, what="the echo")  # type: ignore[misc]  # a lambda's default
        assert events.received == data
    assert len(exchanges) >= 8
    assert_works(session, tcp_servers)
    session.close()


def test_channels_that_open_and_close_during_key_exchanges(
    rekeying_sshd: Sshd, user_key: KeyFile, tcp_servers: TcpServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LinkPacketizer, "REKEY_PACKETS", 100)
    session = log_in(rekeying_sshd, user_key)
    exchanges = count_key_exchanges(session._transport, monkeypatch)
    for _ in range(20):
        streams = [open_collected(session.open_stream, tcp_servers.echo_port) for _ in range(20)]
        for events in streams:
            events.wait_open()
            events.send(bytes(1000))
            assert events.stream
            events.stream.close()
    assert len(exchanges) >= 8
    assert_works(session, tcp_servers)
    session.close()


def test_thousands_of_channels_on_one_session(
    session: Session, transport: Transport, tcp_servers: TcpServers, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(MANY_OPENS // AT_ONCE):
        streams = [open_collected(session.open_stream, tcp_servers.echo_port) for _ in range(AT_ONCE)]
        for events in streams:
            events.wait_open()
            assert events.stream
            events.stream.close()
    wait_for(lambda: len(transport._channels) == 0, what="every channel to be forgotten")
    assert len(transport.channels_seen) == 0
    assert_works(session, tcp_servers)


# --- opening


def test_concurrent_refusals_keep_their_own_reasons(session: Session, tcp_servers: TcpServers) -> None:
    refused = [open_collected(session.open_stream, free_port()) for _ in range(10)]
    unknown = [open_collected(session.open_stream, 80, host=f"no-such-host-{n}.invalid") for n in range(3)]
    wait_for(lambda: all(events.problem for events in refused + unknown), timeout=30, what="all refusals")
    assert {events.problem.kind for events in refused if events.problem} == {ProblemKind.TARGET_REFUSES}
    assert {events.problem.facts["detail"] for events in refused if events.problem} == {"Connection refused"}
    kinds = [(events.problem.kind, events.problem.facts["host"]) for events in unknown if events.problem]
    assert kinds == [(ProblemKind.NAME_UNKNOWN, f"no-such-host-{n}.invalid") for n in range(3)]
    assert_works(session, tcp_servers)


def test_forwarding_prohibited(servers_directory: Path, user_key: KeyFile) -> None:
    with Sshd(servers_directory, name="closed", authorized=[user_key], allow_tcp_forwarding="no") as server:
        session = log_in(server, user_key)
        events = open_collected(session.open_stream, 80)
        wait_for(lambda: events.problem, what="the refusal")
        facts = {"via": session.name, "host": "127.0.0.1", "detail": "open failed"}
        assert events.problem == Problem(ProblemKind.FORWARDING_PROHIBITED, "127.0.0.1:80", facts)
        session.close()


def test_a_channel_closed_before_it_is_open_is_closed_when_it_opens(
    session: Session, transport: Transport, tcp_servers: TcpServers, target: socket.socket
) -> None:
    events = open_collected(session.open_stream, port_of(target))
    assert events.stream
    events.stream.close()
    far, _ = target.accept()
    with far:
        far.settimeout(10)
        assert far.recv(1) == b""
    wait_for(lambda: len(transport._channels) == 0, what="the channel to be forgotten")
    assert not events.is_open
    assert not events.is_closed


def test_an_end_of_file_before_it_is_open_is_sent_when_it_opens(session: Session, tcp_servers: TcpServers) -> None:
    events = open_collected(session.open_stream, tcp_servers.answer_port)
    assert events.stream
    events.stream.send_end_of_file()
    wait_for(lambda: events.has_ended, what="the answer to nothing")
    assert events.received == answer_to(b"")
    events.stream.close()


def test_a_stream_of_an_ended_session_is_refused(session: Session, transport: Transport) -> None:
    session.close()
    wait_for(lambda: not transport.is_alive(), what="the transport to end")
    events = open_collected(session.open_stream, 80)
    assert events.problem
    assert events.problem.kind is ProblemKind.LOST


# --- windows


def test_the_far_side_stops_at_the_window_until_bytes_are_acknowledged(
    session: Session, tcp_servers: TcpServers
) -> None:
    total, seed = WINDOW + (4 << 20), 7
    events = open_collected(session.open_stream, tcp_servers.stream_port, acknowledges=False)
    events.wait_open()
    events.send(f"send {total} {seed}\n".encode())
    wait_for(lambda: len(events.received) >= WINDOW, timeout=30, what="the window to fill")
    assert_works(session, tcp_servers)  # a round trip: more would have come by now
    assert len(events.received) == WINDOW
    assert events.stream
    events.stream.acknowledge(WINDOW)
    wait_for(lambda: events.has_ended, timeout=30, what="the rest")
    assert events.received == b"".join(Pattern(seed).chunks(total))
    events.stream.close()


def test_sending_to_a_target_that_does_not_read_takes_what_the_windows_hold_and_then_none(
    session: Session, tcp_servers: TcpServers, target: socket.socket
) -> None:
    events = open_collected(session.open_stream, port_of(target))
    far, _ = target.accept()
    events.wait_open()
    assert events.stream
    chunk = memoryview(bytes(1 << 18))
    taken = 0
    while events._writable.wait(0.3) or not taken:
        events._writable.clear()
        while sent := events.stream.send(chunk):
            taken += sent
    assert taken < 64 << 20
    assert_works(session, tcp_servers)  # the others go on
    with far:
        left = taken
        while left:
            left -= len(far.recv(1 << 18))
    wait_for(events._writable.is_set, what="`writable`")


# --- the transport's own settings


def test_fast_cipher_and_no_nagle(transport: Transport) -> None:
    assert transport.local_cipher == "aes128-gcm@openssh.com"
    sock = transport.link._carrier._socket  # type: ignore[attr-defined]  # a SocketCarrier
    assert sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 1


def test_compression(sshd: Sshd, user_key: KeyFile, tcp_servers: TcpServers) -> None:
    transport = Transport(dial(sshd.port), name="compressed", compression=True)
    authenticate(transport, user_key, sshd.user)
    assert transport.local_compression == "zlib@openssh.com"
    session = Session(transport, name="compressed", liveness=Liveness())
    assert_works(session, tcp_servers)
    session.close()


def test_the_first_host_key_algorithm_that_the_server_has(servers_directory: Path) -> None:
    with Sshd(servers_directory, name="two-keys", host_key_types=("ed25519", "rsa")) as server:
        for wanted in ("rsa-sha2-512", "ssh-ed25519"):
            offered = ("ecdsa-sha2-nistp256", wanted, "rsa-sha2-256")
            transport = Transport(dial(server.port), name="host-key", proposal=replace(OURS, host_keys=offered))
            transport.start_client(timeout=10)
            assert transport.host_key_type == wanted
            transport.close()


def test_a_host_key_that_changes_at_a_key_exchange_ends_the_connection(session: Session, transport: Transport) -> None:
    transport.host_key = paramiko.RSAKey.generate(1024)  # as if the first one had been another
    transport.packetizer._trigger_rekey()  # type: ignore[attr-defined]  # private in paramiko
    session.probe()
    wait_for(lambda: not session.alive, what="the session to end")
    assert "host key changed" in transport.problem().facts["detail"]


# --- what the server says


def test_the_servers_last_words_are_kept(session: Session, transport: Transport) -> None:
    transport.post(Message(struct.pack(">BI", MSG_CHANNEL_EOF, 77)))
    wait_for(lambda: not session.alive, what="sshd to end the session")
    assert "nonexistent channel 77" in transport.problem().facts["detail"]


def test_nothing_is_logged_above_debug(
    session: Session, tcp_servers: TcpServers, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "paramiko"):
        events = open_collected(session.open_stream, free_port())
        wait_for(lambda: events.problem, what="the refusal")
        session._transport.post(Message(struct.pack(">BI", MSG_CHANNEL_EOF, 77)))
        wait_for(lambda: not session.alive, what="the session to end")
    assert [record for record in caplog.records if record.name.startswith("paramiko")] == []
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


class _Gateway(paramiko.ServerInterface):
    """Lets everybody in."""

    def check_auth_password(self, username: str, password: str) -> int:
        return 0

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return 0


@pytest.fixture
def gateway() -> Iterator[tuple[paramiko.Transport, Transport]]:
    """A server of paramiko's and our transport logged in to it."""
    ours, theirs = socket.socketpair()
    server = paramiko.Transport(theirs)
    server.set_log_channel("tests.server")  # it warns of being refused
    server.add_server_key(paramiko.RSAKey.generate(1024))
    server.start_server(event=threading.Event(), server=_Gateway())
    transport = Transport(ours, name="asked")
    transport.start_client(timeout=10)
    transport.auth_password("anybody", "anything")
    yield server, transport
    transport.close()
    server.close()


def test_requests_and_channels_from_the_server_are_answered(gateway: tuple[paramiko.Transport, Transport]) -> None:
    server, _ = gateway
    server.global_request("hostkeys-00@openssh.com", wait=False)
    assert server.global_request("keepalive@openssh.com", wait=True) is None  # an answer came: "no"
    with pytest.raises(paramiko.ChannelException) as refused:
        server.open_channel("forwarded-tcpip", ("127.0.0.1", 1), ("127.0.0.1", 2), timeout=10)
    assert refused.value.code == 1


def test_a_damaged_packet_is_an_end_with_a_reason(gateway: tuple[paramiko.Transport, Transport]) -> None:
    server, transport = gateway
    assert isinstance(server.sock, socket.socket)
    server.sock.sendall(struct.pack(">I", 32) + bytes(48))
    wait_for(lambda: not transport.is_alive(), what="the transport to end")
    assert transport.problem() == Problem(ProblemKind.LOST, "asked", {"detail": "a packet was damaged on its way"})


@pytest.mark.expects_log("asked ended by an unexpected error")
def test_a_fault_of_our_own_is_logged_with_its_traceback(
    gateway: tuple[paramiko.Transport, Transport], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    server, transport = gateway
    monkeypatch.setitem(transport._handler_table, MSG_GLOBAL_REQUEST, lambda _: 1 // 0)  # type: ignore[attr-defined]  # private in paramiko
    server.global_request("anything", wait=False)
    wait_for(lambda: not transport.is_alive(), what="the transport to end")
    assert transport.problem().facts["detail"] == "unexpected ZeroDivisionError"
    assert [record.exc_info is not None for record in caplog.records if record.name == "towpath.ssh"] == [True]


# --- connections that never become sessions


def test_a_server_that_says_nothing_leaves_nothing_behind(target: socket.socket) -> None:
    transport = Transport(dial(port_of(target)), name="silent")
    transport.start_client(timeout=0.2)
    assert not transport.initial_kex_done
    transport.close()
    wait_for(lambda: not transport.is_alive(), timeout=1, what="the thread to end")


def test_closing_a_transport_that_never_started_closes_its_socket(target: socket.socket) -> None:
    transport = Transport(dial(port_of(target)), name="unused")
    transport.close()
    far, _ = target.accept()
    with far:
        assert far.recv(1) == b""
