"""paramiko's Transport, mended and tuned: the session survives its channels, and nothing ever waits to write.

What is mended, and why, is said at each override; each has a test in `tests/ssh/` that fails with paramiko's own class.
"""

from __future__ import annotations

import contextlib
import logging
import socket
import struct
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, cast

from cryptography.exceptions import InvalidTag
from paramiko import SSHException
from paramiko.common import (
    MSG_CHANNEL_CLOSE,
    MSG_CHANNEL_DATA,
    MSG_CHANNEL_EOF,
    MSG_CHANNEL_EXTENDED_DATA,
    MSG_CHANNEL_FAILURE,
    MSG_CHANNEL_OPEN,
    MSG_CHANNEL_OPEN_FAILURE,
    MSG_CHANNEL_REQUEST,
    MSG_CHANNEL_SUCCESS,
    MSG_CHANNEL_WINDOW_ADJUST,
    MSG_DISCONNECT,
    MSG_REQUEST_FAILURE,
)
from paramiko.message import Message
from paramiko.packet import Packetizer

from towpath.model.error import Problem, ProblemKind
from towpath.model.ports import Stream, StreamEvents
from towpath.ssh.algorithms import COMPRESSION, KEY_EXCHANGES, OURS, Proposal
from towpath.ssh.channel import PACKET, Channel, ExplainRefusal
from towpath.ssh.channel_table import ChannelTable, EveryChannel
from towpath.ssh.global_requests import GlobalRequests
from towpath.ssh.incoming import Offer
from towpath.ssh.link import Link, SocketCarrier
from towpath.ssh.packets import LinkPacketizer
from towpath.ssh.refusal import ADMINISTRATIVELY_PROHIBITED, problem_out_of_turn
from towpath.ssh.session_channel import Program, SessionChannel
from towpath.ssh.stock import StockTransport
from towpath.ssh.stream_carrier import StreamCarrier

GOODBYE_SECONDS = 0.5
"""How long `close` lets the backlog be written, in the background."""
_BY_APPLICATION = 11  # SSH_DISCONNECT_BY_APPLICATION, RFC 4253 section 11.1

Offered = Callable[[str, Offer, Message], None]
"""Gets the kind of a channel, the server's end of it, and the fields of its kind."""

log = logging.getLogger("towpath.ssh")


def _words_of(error: Exception | None) -> str:
    """Why a connection broke; empty when the other side simply closed it."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, InvalidTag):
        return "a packet was damaged on its way"
    if error is None or isinstance(error, EOFError):
        return ""
    return str(error) if isinstance(error, SSHException) else f"unexpected {type(error).__name__}"


class Transport(StockTransport):
    """One SSH connection to one server, from the first byte to the last. Its thread reads; no method waits to write.

    It owns the socket (or the stream through another session) that it is given. `name` (`user@host:port`)
    names its threads and its problems. The first in each list of `proposal` that the server has is used.
    """

    # How often a silent reader looks round. Closing wakes it at once, so that need not be often.
    _active_check_timeout = 1.0

    _kex_info = KEY_EXCHANGES

    _channel_handler_table = {  # noqa: RUF012  # paramiko's, replaced as a whole; a kind of channels has its own methods
        MSG_CHANNEL_DATA: lambda channel, message: channel.on_data(message),
        MSG_CHANNEL_EXTENDED_DATA: lambda channel, message: channel.on_extended_data(message),
        MSG_CHANNEL_WINDOW_ADJUST: lambda channel, message: channel.on_window_adjust(message),
        MSG_CHANNEL_EOF: lambda channel, message: channel.on_end_of_file(message),
        MSG_CHANNEL_CLOSE: lambda channel, message: channel.on_close(message),
        MSG_CHANNEL_REQUEST: lambda channel, message: channel.on_request(message),
        MSG_CHANNEL_SUCCESS: lambda channel, message: channel.on_success(message),
        MSG_CHANNEL_FAILURE: lambda channel, message: channel.on_failure(message),
    }

    def __init__(
        self,
        over: socket.socket | StreamCarrier,
        *,
        name: str,
        proposal: Proposal = OURS,
        compression: bool = False,
    ) -> None:
        carrier = SocketCarrier(over) if isinstance(over, socket.socket) else over
        self.link = Link(carrier, f"towpath-ssh-{name}")
        super().__init__(cast("socket.socket", self.link), packetizer_class=cast("type[Packetizer]", LinkPacketizer))
        self._packets = cast("LinkPacketizer", self.packetizer)
        self.name = f"towpath-ssh-{name}"
        self._subject = name
        self.set_log_channel("towpath.ssh")
        self._preferred_kex = proposal.key_exchange
        self._preferred_ciphers = proposal.ciphers
        self._preferred_macs = proposal.macs
        self._preferred_keys = proposal.host_keys
        if compression:
            self._preferred_compression = COMPRESSION
        self.disconnect_text = ""
        """What the server said when it ended the connection."""
        self.proposed: dict[str, list[str]] = {}
        """The algorithms the server proposed, under paramiko's names for the lists of a KEXINIT."""
        self.requests = GlobalRequests(self.post)
        self.offered: Offered = self._refuse_any
        """Gets each channel that the server wishes to open, in the transport's thread, and accepts or refuses it."""
        self._problem: Problem | None = None
        self._held: deque[Message] = deque()
        self._starved: set[Channel] = set()
        self._starved_bulk: set[Channel] = set()
        self._bulk_is_next = False
        self._channels: ChannelTable = ChannelTable()
        self.channels_seen = EveryChannel()
        self._ended = False
        self._on_end: Callable[[], None] | None = None
        self.link.drained = self._feed_starved
        self._packets.take_data = self._take_data

    @property
    def first_line(self) -> str:
        """What the server sent first: its version, or something else."""
        return self._packets.first_line

    # --- sending: any thread, never waits

    def post(self, message: Message) -> None:
        """Send in the order of the calls; during a key exchange the messages wait until it is over.

        Stock waits here for the key exchange, which is fatal in the transport's own thread: only that one can end it. A
        message for a dead connection is dropped: the reader reports the end.
        """
        with self.clear_to_send_lock:
            if not self.clear_to_send.is_set() or self._held:
                self._held.append(message)
                return
            with contextlib.suppress(EOFError):
                self._send_message(message)

    def post_data(self, channel: Channel, number: int, data: memoryview, most: int) -> bool:
        """Send `data` in messages of up to `most` bytes to the server's channel `number`, unless there is no room.

        Then `channel.retry` is called when there is.
        """
        with self.clear_to_send_lock:
            if not self._has_room(channel.is_bulk):
                starved = self._starved_bulk if channel.is_bulk else self._starved
                starved.add(channel)
                if not self._has_room(channel.is_bulk):  # the link's writer makes room without this lock
                    return False
                starved.discard(channel)
            try:
                self._packets.send_data(number, data, most)
            except EOFError:
                pass  # as in `post`
        return True

    def _send_user_message(self, data: Message) -> None:
        self.post(data)

    def _has_room(self, bulk: bool) -> bool:
        short = bulk or bool(self._starved_bulk)  # else these would never find their room
        return self.link.has_room(short) and self.clear_to_send.is_set() and not self._held

    def _feed_starved(self) -> None:
        while channel := self._next_starved():
            channel.retry()

    def _next_starved(self) -> Channel | None:
        """Those with files and all others take turns, if there is room."""
        for bulk in (self._bulk_is_next, not self._bulk_is_next):
            starved = self._starved_bulk if bulk else self._starved
            if starved and self._has_room(bulk):
                with contextlib.suppress(KeyError):  # the other thread that does this was quicker
                    channel = starved.pop()
                    self._bulk_is_next = not bulk
                    return channel
        return None

    # --- channels

    def open(self, kind: str, fields: bytes, events: StreamEvents, explain: ExplainRefusal) -> Channel:
        """Ask for a channel of `kind` with its own `fields` (RFC 4254 section 5.1). Any thread; never waits.

        The outcome comes to `events`; before `open` returns when the session has ended already.
        """
        with self.lock:
            channel = Channel(self, self._next_channel(), events, explain)
        self._ask_for(channel, kind, fields)
        return channel

    def open_program(
        self, program: Program, events: StreamEvents, explain: ExplainRefusal, ended: Callable[[bool], None]
    ) -> SessionChannel:
        """Ask for a channel in which `program` runs. As `open`; `ended` is told of it by a `SessionChannel`."""
        with self.lock:
            channel = SessionChannel(self, self._next_channel(), program, events, explain, ended)
        self._ask_for(channel, "session", b"")
        return channel

    def _ask_for(self, channel: Channel, kind: str, fields: bytes) -> None:
        if not self._register(channel):
            return
        name = kind.encode()
        layout = f">BI{len(name)}sIII"
        head = struct.pack(layout, MSG_CHANNEL_OPEN, len(name), name, channel.number, channel.window, PACKET)
        self.post(Message(head + fields))

    def _register(self, channel: Channel) -> bool:
        """Have it told what the server says to its number; false when the session has ended already: then it knows."""
        with self.lock:
            ended = self._ended
            if not ended:
                self._channels.put(channel.number, channel)
        if ended:
            channel.on_session_end(self.problem())
        return not ended

    def forget(self, channel: Channel) -> None:
        """The channel is closed on both sides: its number is free."""
        self._channels.delete(channel.number)
        self._starved.discard(channel)
        self._starved_bulk.discard(channel)

    def _take_data(self, number: int, data: bytes) -> bool:
        """Data goes straight to its channel, unless paramiko has to look at it: in a key exchange it is an error."""
        channel = self._channels.get(number)
        if channel is None or self._expected_packet:
            return False
        channel.take(data)
        return True

    def _parse_channel_open_success(self, m: Message) -> None:
        channel = self._channels.get(m.get_int())
        if channel is not None:
            channel.on_opened(m)

    def _parse_channel_open_failure(self, m: Message) -> None:
        """Stock keeps one error for all channels, so that concurrent openers get each other's, and logs an ERROR."""
        channel = self._channels.get(m.get_int())
        if channel is not None:
            channel.on_refused(m)

    # --- channels that the server opens

    def _parse_channel_open(self, m: Message) -> None:
        """Stock answers even in the midst of a key exchange, and has one handler for all listeners."""
        kind = m.get_binary().decode(errors="replace")
        self.offered(kind, Offer(m.get_int(), m.get_int(), m.get_int()), m)

    def accept_offer(self, offer: Offer, events: StreamEvents) -> Stream:
        """Open the channel that was offered. Any thread; never waits.

        `events.opened` is called before this returns, and `events.closed` as well when the session has ended already.
        """
        with self.lock:
            channel = Channel(self, self._next_channel(), events, problem_out_of_turn)
        channel.begin_accepting()
        if self._register(channel):
            channel.confirm(offer.number, offer.window, offer.packet)
        return channel

    def refuse_offer(self, offer: Offer, code: int, why: str) -> None:
        """Do not open it, for a reason of RFC 4254 section 5.1. Any thread; never waits."""
        text = why.encode()
        head = struct.pack(f">BIII{len(text)}sI", MSG_CHANNEL_OPEN_FAILURE, offer.number, code, len(text), text, 0)
        self.post(Message(head))

    def _refuse_any(self, _kind: str, offer: Offer, _fields: Message) -> None:
        self.refuse_offer(offer, ADMINISTRATIVELY_PROHIBITED, "")

    # --- global requests

    def _parse_global_request(self, m: Message) -> None:
        """`keepalive@openssh.com` wants any answer; `hostkeys-00@openssh.com` wants none. Stock answers even in the
        midst of a key exchange, which ends the session."""
        m.get_binary()
        if m.get_boolean():
            self.post(Message(struct.pack(">B", MSG_REQUEST_FAILURE)))

    def _parse_request_success(self, m: Message) -> None:
        self.requests.granted(m)

    def _parse_request_failure(self, _m: Message) -> None:
        self.requests.refused()

    def _parse_debug(self, m: Message) -> None:
        m.get_boolean()
        self.requests.remarked(m.get_binary().decode(errors="replace"))

    # --- keys

    @property
    def preferred_keys(self) -> Sequence[str]:
        """Stock adds the certificate forms of every algorithm; here the caller says what it can check."""
        return self._preferred_keys

    def _really_parse_kex_init(self, m: Message, ignore_first_byte: bool = False) -> dict[str, Any]:
        """Stock forgets the server's proposal when the two sides have nothing in common."""
        parsed = super()._really_parse_kex_init(m, ignore_first_byte)
        if not ignore_first_byte:  # which says that it is our own
            self.proposed = {name: list(value) for name, value in parsed.items() if isinstance(value, list)}
        return parsed

    def _verify_key(self, host_key: bytes, sig: bytes) -> None:
        """Stock takes any host key in a later key exchange, and nobody would check it again."""
        before = self.host_key
        super()._verify_key(host_key, sig)
        if before is not None and self.host_key != before:
            raise SSHException("the host key changed during the connection")

    def _parse_newkeys(self, m: Message) -> None:
        super()._parse_newkeys(m)
        with self.clear_to_send_lock, contextlib.suppress(EOFError):
            while self._held:
                self._send_message(self._held.popleft())
        self._feed_starved()

    # --- the end

    def on_end(self, callback: Callable[[], None]) -> None:
        """Call `callback` once, when the connection has ended and before the channels are told; at once if it has."""
        with self.lock:
            self._on_end = callback
            ended = self._ended
        if ended:
            callback()

    def close(self) -> None:
        """Say goodbye and end the connection. Any thread; never waits. What is queued gets half a second more."""
        if self.active and self.clear_to_send.is_set():
            self.post(Message(struct.pack(">BIII", MSG_DISCONNECT, _BY_APPLICATION, 0, 0)))
        self.link.finish(GOODBYE_SECONDS)
        self._release_if_never_started()

    def abort(self, problem: Problem | None = None) -> None:
        """End the connection at once and silently, for the reason given. Any thread; never waits."""
        self._problem = self._problem or problem
        self.link.close()
        self._release_if_never_started()

    def stop_thread(self) -> None:
        """Stock calls this when Python exits, and then waits by an attribute that only real sockets have."""
        self.abort()

    def _release_if_never_started(self) -> None:
        if self.ident is None:
            self.link.release()

    def run(self) -> None:
        try:
            super().run()
        finally:
            self.active = False
            self.link.release()
            if self.auth_handler is not None:
                self.auth_handler.abort()
            with self.lock:
                self._ended = True
                on_end, channels = self._on_end, self._channels.values()
            if on_end is not None:
                on_end()
            problem = self.problem()
            self.requests.end(problem)
            for channel in channels:
                self.forget(channel)
                channel.on_session_end(problem)
            self._log_if_ours()

    def problem(self) -> Problem:
        """Why the connection ended, in the server's or the system's words where we have no own."""
        if self._problem is not None:
            return self._problem
        detail = self.disconnect_text or _words_of(self.saved_exception)
        return Problem(ProblemKind.LOST, self._subject, {"detail": detail})

    def _parse_disconnect(self, m: Message) -> None:
        """Stock only logs what the server says."""
        m.get_int()
        self.disconnect_text = m.get_binary().decode(errors="replace")

    def _log(self, level: int, msg: str | list[str], *args: object) -> None:
        """Stock logs every failure as an ERROR with its traceback; whoever needs to know gets it as a problem."""
        super()._log(logging.DEBUG, msg, *args)

    def _log_if_ours(self) -> None:
        error = self.saved_exception
        if error is not None and not isinstance(error, SSHException | OSError | EOFError | InvalidTag):
            log.warning("%s ended by an unexpected error", self.name, exc_info=error)
