"""paramiko's private parts that this package builds on: the complete list, with their signatures.

paramiko's type stubs leave private names out; here they are declared for the type checker. At run time they are
paramiko's classes themselves. `tests/ssh/test_stock.py` fails when a paramiko release moves one of them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import paramiko
import paramiko.packet
from paramiko.message import Message

if TYPE_CHECKING:

    class StockTransport(paramiko.Transport):
        """paramiko's Transport with the private parts that `transport.py` uses or overrides."""

        active: bool
        _active_check_timeout: float
        _kex_info: dict[str, type]
        _cipher_info: dict[str, dict[str, Any]]
        _mac_info: dict[str, dict[str, Any]]
        _key_info: dict[str, type]
        _preferred_kex: tuple[str, ...]
        _preferred_ciphers: tuple[str, ...]
        _preferred_macs: tuple[str, ...]
        _preferred_keys: tuple[str, ...]
        _preferred_compression: tuple[str, ...]
        _channels: Any
        """A paramiko `ChannelMap`; replaced by our `ChannelTable`."""
        _channel_handler_table: dict[int, Callable[[Any, Message], None]]

        _expected_packet: tuple[int, ...]

        server_extensions: dict[str, bytes]

        def _log(self, level: int, msg: str | list[str], *args: object) -> None: ...
        def _next_channel(self) -> int: ...
        def _send_message(self, data: Message) -> None: ...
        def _send_user_message(self, data: Message) -> None: ...
        def _verify_key(self, host_key: bytes, sig: bytes) -> None: ...
        def _auth_trigger(self) -> None: ...
        def _really_parse_kex_init(self, m: Message, ignore_first_byte: bool = False) -> dict[str, Any]: ...
        def _parse_newkeys(self, m: Message) -> None: ...
        def _parse_disconnect(self, m: Message) -> None: ...
        def _parse_global_request(self, m: Message) -> None: ...
        def _parse_request_success(self, m: Message) -> None: ...
        def _parse_request_failure(self, m: Message) -> None: ...
        def _parse_debug(self, m: Message) -> None: ...
        def _parse_channel_open(self, m: Message) -> None: ...
        def _parse_channel_open_success(self, m: Message) -> None: ...
        def _parse_channel_open_failure(self, m: Message) -> None: ...

    class StockPacketizer(paramiko.packet.Packetizer):
        """paramiko's Packetizer with the private parts that `packets.py` uses or overrides."""

        _Packetizer__write_lock: threading.RLock
        _Packetizer__sequence_number_out: int
        _Packetizer__sequence_number_in: int
        _Packetizer__need_rekey: bool
        _Packetizer__sent_bytes: int
        _Packetizer__sent_packets: int
        _Packetizer__received_bytes: int
        _Packetizer__received_packets: int
        _Packetizer__received_bytes_overflow: int
        _Packetizer__received_packets_overflow: int

        def _trigger_rekey(self) -> None: ...

else:
    StockTransport = paramiko.Transport
    StockPacketizer = paramiko.packet.Packetizer
