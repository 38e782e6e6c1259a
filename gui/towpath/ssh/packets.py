"""paramiko's packetizer over a link of our own: it never waits for the network with its lock held.

With AES-GCM, the cipher of nearly every server, packets go a way of their own that does the same with a fraction of
the work. All others, and everything before the first keys, go paramiko's. `tests/ssh/test_packets.py` holds the two
against each other.
"""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from paramiko import SSHException
from paramiko.common import MSG_CHANNEL_DATA
from paramiko.message import Message
from paramiko.packet import NeedRekeyException

from towpath.ssh.link import LONGEST_PACKET, Link
from towpath.ssh.stock import StockPacketizer

if TYPE_CHECKING:
    from paramiko.compress import ZlibCompressor, ZlibDecompressor

LONGEST_LINE = 255
"""Of a greeting: RFC 4253 section 4.2."""
_LENGTH = struct.Struct(">I")
_DATA = struct.Struct(">BII")
"""Type, channel and size: what comes before the bytes of a CHANNEL_DATA message (RFC 4254 section 5.2)."""
_BLOCK = 16
_TAG = 16
_SEQUENCE = 0xFFFFFFFF
_COUNTER = 0xFFFFFFFFFFFFFFFF


class _Gcm:
    """The key of one direction and its counter: RFC 5647 section 7.1."""

    def __init__(self, engine: AESGCM, iv: bytes) -> None:
        self._encrypt, self._decrypt = engine.encrypt, engine.decrypt
        self._fixed = iv[:4]
        self._count = int.from_bytes(iv[4:], "big")
        # Nobody sees the padding under this cipher, so it need not be drawn anew for each packet.
        self._padding = os.urandom(2 * _BLOCK)

    def seal(self, head: bytes, data: bytes | memoryview) -> bytes:
        """The packet whose payload is `head` and `data`."""
        size = len(head) + len(data)
        padding = 3 + _BLOCK - (size + 4) % _BLOCK
        length = _LENGTH.pack(size + padding + 1)
        plain = b"".join((padding.to_bytes(1, "big"), head, data, self._padding[:padding]))
        nonce = self._fixed + self._count.to_bytes(8, "big")
        self._count = (self._count + 1) & _COUNTER
        return length + self._encrypt(nonce, plain, length)

    def open(self, packet: memoryview) -> bytes:
        """Padding length, payload and padding. Raises InvalidTag for a packet that is not what the server sent."""
        nonce = self._fixed + self._count.to_bytes(8, "big")
        self._count = (self._count + 1) & _COUNTER
        return self._decrypt(nonce, packet[4:], packet[:4])


class LinkPacketizer(StockPacketizer):
    """paramiko's packetizer over a `Link`: encrypts under its lock, and never waits there for the network."""

    def __init__(self, link: Link) -> None:
        super().__init__(cast("socket.socket", link))
        self._link = link
        self._handshake_deadline: float | None = None
        self._gcm_out: _Gcm | None = None
        self._gcm_in: _Gcm | None = None
        self._compress: Callable[[bytes], bytes] | None = None
        self._decompress: Callable[[bytes], bytes] | None = None
        self.first_line = ""
        self.take_data: Callable[[int, bytes], bool] = lambda _channel, _data: False
        """Gets the channel and the bytes of a CHANNEL_DATA message, in the transport's thread, and says whether it
        took them; if not, they go the way of all messages."""

    # --- sending: any thread

    def send_message(self, data: Message) -> None:
        """As stock, but lean when the cipher is AES-GCM."""
        gcm = self._gcm_out
        if gcm is None:
            super().send_message(data)
            return
        with self._Packetizer__write_lock:
            self._write(1, self._seal(gcm, b"", data.asbytes()))

    def send_data(self, channel: int, data: memoryview, most: int) -> None:
        """Send `data` in CHANNEL_DATA messages of up to `most` bytes, with as few writes as possible."""
        gcm = self._gcm_out
        if gcm is None:
            for message in data_messages(channel, data, most):
                super().send_message(message)
            return
        with self._Packetizer__write_lock:
            if len(data) <= most:
                self._write(1, self._seal(gcm, _DATA.pack(MSG_CHANNEL_DATA, channel, len(data)), data))
                return
            packets = []
            for start in range(0, len(data), most):
                piece = data[start : start + most]
                packets.append(self._seal(gcm, _DATA.pack(MSG_CHANNEL_DATA, channel, len(piece)), piece))
            self._write(len(packets), b"".join(packets))

    def _seal(self, gcm: _Gcm, head: bytes, data: bytes | memoryview) -> bytes:
        if self._compress is not None:
            head, data = b"", self._compress(head + data)
        return gcm.seal(head, data)

    def _write(self, count: int, packets: bytes) -> None:
        """Send sealed packets, and count them as stock does. With the write lock."""
        self._Packetizer__sequence_number_out = (self._Packetizer__sequence_number_out + count) & _SEQUENCE
        self._link.write(packets)
        self._Packetizer__sent_bytes = sent_bytes = self._Packetizer__sent_bytes + len(packets)
        self._Packetizer__sent_packets = sent_packets = self._Packetizer__sent_packets + count
        if (sent_bytes >= self.REKEY_BYTES or sent_packets >= self.REKEY_PACKETS) and not self._Packetizer__need_rekey:
            self._want_new_keys()

    def write_all(self, out: bytes) -> None:  # type: ignore[override]  # paramiko passes nothing but bytes
        """Stock waits here for a full TCP buffer, with the write lock held."""
        self._link.write(out)

    # --- receiving: the transport's thread

    def read_message(self) -> tuple[int, Message]:
        """As stock, but lean when the cipher is AES-GCM. Data for channels does not come back from here at all."""
        gcm = self._gcm_in
        while gcm is not None:
            sealed = self._next_packet()
            size, packet = len(sealed), gcm.open(sealed)
            end = len(packet) - packet[0]
            if self._decompress is not None:
                packet = b"\0" + self._decompress(packet[1:end])
                end = len(packet)
            if end < 2:
                raise SSHException("a packet is empty")
            if packet[1] == MSG_CHANNEL_DATA and not self._Packetizer__need_rekey:
                _, channel, length = _DATA.unpack_from(packet, 1)
                if self.take_data(channel, packet[10 : min(10 + length, end)]):
                    self._count_received(size)
                    continue
            message = Message(packet[2:end])
            message.seqno = self._count_received(size)
            return packet[1], message
        return super().read_message()

    def _next_packet(self) -> memoryview:
        while True:
            try:
                return self._link.packet(_TAG)
            except TimeoutError:
                if self.handshake_timed_out():
                    raise EOFError from None
                if self._Packetizer__need_rekey:
                    raise NeedRekeyException from None
            except ValueError as error:
                raise _too_long(error.args[0]) from None

    def _count_received(self, size: int) -> int:
        """Count a packet as stock does; returns its number."""
        number = self._Packetizer__sequence_number_in
        self._Packetizer__sequence_number_in = (number + 1) & _SEQUENCE
        self._Packetizer__received_bytes += size
        self._Packetizer__received_packets += 1
        if self._Packetizer__need_rekey:
            self._count_overflow(size)
        elif (
            self._Packetizer__received_bytes >= self.REKEY_BYTES
            or self._Packetizer__received_packets >= self.REKEY_PACKETS
        ):
            self._want_new_keys()
        return number

    def read_all(self, n: int, check_rekey: bool = False) -> bytes:
        """Stock believes any length that a packet claims, and collects up to 4 GiB before it knows who sends them."""
        if n > LONGEST_PACKET:
            raise _too_long(n)
        return super().read_all(n, check_rekey)

    def readline(self, timeout: float) -> str:
        """Stock only logs the lines that come before, or instead of, an SSH version."""
        line = super().readline(timeout)
        self.first_line = self.first_line or line.strip()[:LONGEST_LINE]
        return line

    # --- keys

    def set_outbound_cipher(self, block_engine: Any, *arguments: Any, **options: Any) -> None:
        super().set_outbound_cipher(block_engine, *arguments, **options)
        self._gcm_out = _Gcm(block_engine, options["iv_out"]) if options.get("aead") else None

    def set_inbound_cipher(self, block_engine: Any, *arguments: Any, **options: Any) -> None:
        super().set_inbound_cipher(block_engine, *arguments, **options)
        self._gcm_in = _Gcm(block_engine, options["iv_in"]) if options.get("aead") else None

    def set_outbound_compressor(self, compressor: Callable[[bytes], bytes]) -> None:
        super().set_outbound_compressor(cast("ZlibCompressor", compressor))
        self._compress = compressor

    def set_inbound_compressor(self, compressor: Callable[[bytes], bytes]) -> None:
        super().set_inbound_compressor(cast("ZlibDecompressor", compressor))
        self._decompress = compressor

    def _want_new_keys(self) -> None:
        self._Packetizer__received_bytes_overflow = 0
        self._Packetizer__received_packets_overflow = 0
        self._trigger_rekey()

    def _count_overflow(self, size: int) -> None:
        """The server was asked for new keys; it has only so long to comply."""
        self._Packetizer__received_bytes_overflow += size
        self._Packetizer__received_packets_overflow += 1
        if (
            self._Packetizer__received_bytes_overflow >= self.REKEY_BYTES_OVERFLOW_MAX
            or self._Packetizer__received_packets_overflow >= self.REKEY_PACKETS_OVERFLOW_MAX
        ):
            raise SSHException("the server ignores the request for new keys")

    # --- the handshake's time

    def start_handshake(self, timeout: float) -> None:
        """Stock starts a timer thread that outlives a failed handshake by up to `timeout` seconds."""
        if self._handshake_deadline is None:
            self._handshake_deadline = time.monotonic() + timeout

    def handshake_timed_out(self) -> bool:
        return self._handshake_deadline is not None and time.monotonic() > self._handshake_deadline

    def complete_handshake(self) -> None:
        self._handshake_deadline = float("inf")


def _too_long(size: int) -> SSHException:
    return SSHException(f"a packet of {size} bytes is too long")


def data_messages(channel: int, data: memoryview, most: int) -> list[Message]:
    """`data` as CHANNEL_DATA messages of up to `most` bytes."""
    pieces = [data[start : start + most] for start in range(0, len(data), most)]
    return [Message(_DATA.pack(MSG_CHANNEL_DATA, channel, len(piece)) + piece) for piece in pieces]
