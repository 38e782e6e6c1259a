"""The lean way for AES-GCM packets, held against paramiko's own: the same packets, the same counts, the same errors."""

import random
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec.structs import replace
from paramiko import SSHException
from paramiko.compress import ZlibCompressor, ZlibDecompressor
from paramiko.message import Message
from paramiko.packet import NeedRekeyException, Packetizer

from tests.support.keys import KeyFile
from tests.support.login import Collected, authenticate, count_key_exchanges, dial, open_collected
from tests.support.sshd import Sshd
from tests.support.tcp import TcpServers
from tests.support.wait import wait_for
from towpath.ssh import packets
from towpath.ssh.algorithms import OURS
from towpath.ssh.link import LONGEST_PACKET, Link, SocketCarrier
from towpath.ssh.liveness import Liveness
from towpath.ssh.packets import LinkPacketizer
from towpath.ssh.session import Session
from towpath.ssh.stock import StockPacketizer
from towpath.ssh.transport import Transport

KEY, IV = bytes(range(16)), b"fixd" + bytes(7) + b"\xfe"
"""The counter's last byte overflows soon."""
SIZES = [*range(1, 70), 1000, 32_768]
DATA_TYPE, OTHER_TYPE = 94, 90


class Ends:
    """Our packetizer and paramiko's, joined by a pair of sockets, with keys for both directions."""

    def __init__(self, near: socket.socket, far: socket.socket, *, compression: bool) -> None:
        self.far = far
        far.settimeout(5)
        self.link = Link(SocketCarrier(near), "towpath-ssh-test")
        self.link.settimeout(5)
        self.ours = LinkPacketizer(self.link)
        self.stock = StockPacketizer(far)
        for packetizer in (self.ours, self.stock):
            set_keys(packetizer)
            if compression:
                packetizer.set_outbound_compressor(ZlibCompressor())
                packetizer.set_inbound_compressor(ZlibDecompressor())
        self.taken: list[tuple[int, bytes]] = []

    def take(self, channel: int, data: bytes) -> bool:
        self.taken.append((channel, data))
        return True


def set_keys(packetizer: Packetizer) -> None:
    keys: dict[str, Any] = {"block_engine": AESGCM(KEY), "block_size": 16, "mac_size": 16, "aead": True}
    no_mac: dict[str, Any] = {"mac_engine": None, "mac_key": None}
    packetizer.set_outbound_cipher(**keys, **no_mac, iv_out=IV)
    packetizer.set_inbound_cipher(**keys, **no_mac, iv_in=IV)


def counts(packetizer: StockPacketizer, direction: str) -> list[int]:
    """What is counted of one direction."""
    names = {"out": ("sequence_number_out", "sent_packets"), "in": ("sequence_number_in", "received_packets")}
    return [getattr(packetizer, f"_Packetizer__{name}") for name in names[direction]]


@pytest.fixture(params=[False, True], ids=["plain", "compressed"])
def ends(request: pytest.FixtureRequest) -> Iterator[Ends]:
    near, far = socket.socketpair()
    with near, far:
        made = Ends(near, far, compression=request.param)
        yield made
        made.link.release()


@pytest.fixture
def plain_ends() -> Iterator[Ends]:
    near, far = socket.socketpair()
    with near, far:
        made = Ends(near, far, compression=False)
        yield made
        made.link.release()


def payloads(kind: int) -> list[bytes]:
    noise = random.Random(1)  # noqa: S311  # no secret, only noise
    return [bytes((kind,)) + noise.randbytes(size - 1) for size in SIZES]


def test_stock_reads_what_we_send_and_counts_the_same(ends: Ends) -> None:
    for payload in payloads(OTHER_TYPE):
        ends.ours.send_message(Message(payload))
        kind, message = ends.stock.read_message()
        assert bytes((kind,)) + message.asbytes() == payload
    assert counts(ends.ours, "out") == counts(ends.stock, "in") == [len(SIZES), len(SIZES)]
    assert ends.ours._Packetizer__sent_bytes == ends.stock._Packetizer__received_bytes


def test_we_read_what_stock_sends_and_count_the_same(ends: Ends) -> None:
    for payload in payloads(OTHER_TYPE):
        number = ends.stock._Packetizer__sequence_number_out
        ends.stock.send_message(Message(payload))
        kind, message = ends.ours.read_message()
        assert bytes((kind,)) + message.asbytes() == payload
        assert message.seqno == number
    assert counts(ends.ours, "in") == counts(ends.stock, "out") == [len(SIZES), len(SIZES)]
    assert ends.ours._Packetizer__received_bytes == ends.stock._Packetizer__sent_bytes


def test_the_bytes_are_stocks_own_but_for_the_padding(plain_ends: Ends, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.urandom", bytes)  # the padding
    set_keys(plain_ends.ours)
    near, far = socket.socketpair()
    with near, far:
        stock = Packetizer(near)
        set_keys(stock)
        for payload in payloads(OTHER_TYPE):
            plain_ends.ours.send_message(Message(payload))
            stock.send_message(Message(payload))
            size = 4 + len(payload) + 1 + 19 + 16
            assert plain_ends.far.recv(size, socket.MSG_DONTWAIT) == far.recv(size, socket.MSG_DONTWAIT)


def test_data_is_cut_to_messages_in_one_write(ends: Ends, monkeypatch: pytest.MonkeyPatch) -> None:
    writes: list[bytes] = []
    write = ends.link.write

    def note(data: bytes) -> None:
        writes.append(data)
        write(data)

    monkeypatch.setattr(ends.link, "write", note)
    ends.ours.send_data(7, memoryview(b"0123456789"), 4)
    messages = [ends.stock.read_message() for _ in range(3)]
    assert [kind for kind, _ in messages] == [DATA_TYPE] * 3
    assert [(message.get_int(), message.get_binary()) for _, message in messages] == [
        (7, b"0123"),
        (7, b"4567"),
        (7, b"89"),
    ]
    assert len(writes) == 1
    assert counts(ends.ours, "out") == [3, 3]


def test_data_goes_straight_to_whoever_takes_it(ends: Ends) -> None:
    ends.ours.take_data = ends.take
    data = [payload[1:] for payload in payloads(DATA_TYPE)]
    for piece in data:
        ends.stock.send_message(Message(struct.pack(">BII", DATA_TYPE, 3, len(piece)) + piece))
        ends.stock.send_message(Message(bytes((OTHER_TYPE,))))
        assert ends.ours.read_message()[0] == OTHER_TYPE
    assert ends.taken == [(3, piece) for piece in data]


def test_data_that_nobody_takes_comes_as_a_message(ends: Ends) -> None:
    ends.stock.send_message(Message(struct.pack(">BII", DATA_TYPE, 3, 4) + b"data"))
    kind, message = ends.ours.read_message()
    assert (kind, message.get_int(), message.get_binary()) == (DATA_TYPE, 3, b"data")


@pytest.mark.parametrize("position", [4, 12, -1], ids=["first byte", "middle", "tag"])
def test_a_damaged_packet_is_refused(plain_ends: Ends, position: int, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[bytes] = []
    monkeypatch.setattr(plain_ends.stock, "write_all", written.append)
    plain_ends.stock.send_message(Message(b"\x5aa message"))
    damaged = bytearray(written[0])
    damaged[position] ^= 1
    plain_ends.far.sendall(damaged)
    with pytest.raises(InvalidTag):
        plain_ends.ours.read_message()


def test_a_packet_that_claims_too_much_or_comes_twice_is_refused(
    plain_ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[bytes] = []
    monkeypatch.setattr(plain_ends.stock, "write_all", written.append)
    plain_ends.stock.send_message(Message(b"\x5aa message"))
    plain_ends.far.sendall(written[0] * 2)
    assert plain_ends.ours.read_message()[0] == OTHER_TYPE
    with pytest.raises(InvalidTag):
        plain_ends.ours.read_message()
    plain_ends.far.sendall(struct.pack(">I", LONGEST_PACKET) + bytes(60))
    with pytest.raises(SSHException, match="too long"):
        plain_ends.ours.read_message()


def test_an_empty_packet_is_refused(plain_ends: Ends, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_ends.stock, "_build_packet", lambda _: struct.pack(">IB", 16, 15) + bytes(15))
    plain_ends.stock.send_message(Message(b"\x5a"))
    with pytest.raises(SSHException, match="empty"):
        plain_ends.ours.read_message()


@pytest.mark.parametrize("limit", ["REKEY_PACKETS", "REKEY_BYTES"])
def test_new_keys_are_wanted_when_stock_wants_them(
    plain_ends: Ends, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 5 if limit == "REKEY_PACKETS" else 5 * 52
    monkeypatch.setattr(Packetizer, limit, most)
    ours, stock = plain_ends.ours, plain_ends.stock
    for count in range(1, 7):
        ours.send_message(Message(b"\x5a" + bytes(20)))
        stock.read_message()
        assert ours.need_rekey() == stock.need_rekey() == (count >= 5)
    set_keys(ours)
    set_keys(stock)
    assert not ours.need_rekey()
    for count in range(1, 7):
        stock.send_message(Message(b"\x5a" + bytes(20)))
        ours.read_message()
        assert ours.need_rekey() == stock.need_rekey() == (count >= 5)


def test_a_server_that_ignores_the_wish_for_new_keys_is_given_up(
    plain_ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Packetizer, "REKEY_PACKETS", 2)
    monkeypatch.setattr(Packetizer, "REKEY_PACKETS_OVERFLOW_MAX", 3)
    for _ in range(5):
        plain_ends.stock.send_message(Message(b"\x5a"))
    for _ in range(4):
        plain_ends.ours.read_message()
    with pytest.raises(SSHException, match="ignores"):
        plain_ends.ours.read_message()


def test_a_silent_reader_looks_round_for_the_wish_for_new_keys(
    plain_ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain_ends.link.settimeout(0.01)
    monkeypatch.setattr(Packetizer, "REKEY_PACKETS", 1)
    plain_ends.ours.send_message(Message(b"\x5a"))
    with pytest.raises(NeedRekeyException):
        plain_ends.ours.read_message()


def test_half_a_packet_waits_for_the_rest(plain_ends: Ends, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[bytes] = []
    monkeypatch.setattr(plain_ends.stock, "write_all", written.append)
    plain_ends.stock.send_message(Message(b"\x5awhole"))
    plain_ends.link.settimeout(0.01)
    plain_ends.far.sendall(written[0][:9])
    monkeypatch.setattr(plain_ends.ours, "handshake_timed_out", lambda: plain_ends.far.sendall(written[0][9:]))
    assert plain_ends.ours.read_message()[1].asbytes() == b"whole"


# --- against sshd


@pytest.mark.parametrize("compression", [False, True], ids=["plain", "compressed"])
@pytest.mark.parametrize("cipher", OURS.ciphers)
def test_data_survives_frequent_re_keying_with_every_cipher(
    cipher: str,
    compression: bool,
    servers_directory: Path,
    user_key: KeyFile,
    tcp_servers: TcpServers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(LinkPacketizer, "REKEY_BYTES", 700_000)
    name, extra = f"{cipher.partition('@')[0]}-{compression}", "RekeyLimit 1M\nCompression yes"
    with Sshd(servers_directory, name=name, authorized=[user_key], extra=extra) as server:
        proposal = replace(OURS, ciphers=(cipher,))
        transport = Transport(dial(server.port), name="rekeying", proposal=proposal, compression=compression)
        authenticate(transport, user_key, server.user)
        exchanges = count_key_exchanges(transport, monkeypatch)
        session = Session(transport, name="rekeying", liveness=Liveness())
        streams = [open_collected(session.open_stream, tcp_servers.echo_port) for _ in range(2)]
        for events in streams:
            events.wait_open()
        sent = [random.Random(seed).randbytes(3 << 20) for seed in range(2)]  # noqa: S311  # no secret, only noise
        for start in range(0, len(sent[0]), 1 << 18):
            for events, data in zip(streams, sent, strict=True):
                events.send(data[start : start + (1 << 18)])
        for events, data in zip(streams, sent, strict=True):
            assert_echoed(events, data)
        assert (transport._packets._gcm_in is not None) == ("gcm" in cipher)
        assert len(exchanges) >= 4
        session.close()
        transport.join()


def assert_echoed(events: Collected, data: bytes) -> None:
    assert events.stream
    events.stream.send_end_of_file()
    wait_for(lambda: events.has_ended or events.is_closed, timeout=30, what="the echo")
    assert events.received == data


def test_the_module_says_what_a_data_message_looks_like() -> None:
    [message] = packets.data_messages(5, memoryview(b"abc"), 10)
    assert message.asbytes() == b"\x5e" + struct.pack(">I", 5) + struct.pack(">I", 3) + b"abc"
