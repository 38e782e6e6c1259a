"""A channel of kind `session` in which one program of the far machine runs: RFC 4254 section 6."""

from __future__ import annotations

import struct
from collections.abc import Callable

import msgspec
from paramiko.common import MSG_CHANNEL_FAILURE, MSG_CHANNEL_REQUEST
from paramiko.message import Message

from towpath.model.error import Problem
from towpath.model.ports import StreamEvents
from towpath.ssh.agent_forwarding import REQUEST as AGENT_REQUEST
from towpath.ssh.channel import WINDOW, Channel, ExplainRefusal, Gate, State
from towpath.ssh.refusal import REQUEST_REFUSED

MOST_ERRORS = 16 << 10
"""Bytes of a program's stderr that are kept: what explains its end. The rest is dropped."""
MOST_SIGNALS = 20
"""How often a program is told to end. sshd refuses until the new process leads a group, some milliseconds after the
start; and always where the key's line in authorized_keys names the command."""
_STDERR = 1  # SSH_EXTENDED_DATA_STDERR, RFC 4254 section 5.2


class Program(msgspec.Struct, frozen=True):
    """What is to run there."""

    request: bytes
    """`exec` or `subsystem`: RFC 4254 section 6.5."""
    argument: bytes
    """The command line, or the subsystem's name."""
    is_told_to_end: bool = False
    """Whether it gets SIGHUP when its channel is closed early. sshd ends no program by itself, and keeps its place."""
    environment: tuple[tuple[str, str], ...] = ()
    """Variables that it is to get: RFC 4254 section 6.4."""
    uses_agent: bool = False
    """Whether it is to have our ssh-agent: OpenSSH's PROTOCOL.agent."""


class SessionChannel(Channel):
    """The program's stdin and stdout are the stream; its stderr, status and signal are kept here.

    `events.opened` is told when the program has been asked for. The server's answer to that is not waited for, which
    spares a round trip: when it is a refusal, `events.refused` follows. `ended` is called once, in the transport's
    thread (or the opener's, when the session has ended already), when both sides have closed the channel; with True
    when the server did not open it at all.
    """

    window = 2 * WINDOW  # files come on few channels, and should fill the longest link
    is_bulk = True

    def __init__(
        self,
        gate: Gate,
        number: int,
        program: Program,
        events: StreamEvents,
        explain: ExplainRefusal,
        ended: Callable[[bool], None],
    ) -> None:
        super().__init__(gate, number, events, explain)
        self._program = program
        self._tell_ended = ended
        self._told_ended = False
        self._started = False
        self._signals = 0
        self.errors = b""
        """The beginning of what it wrote to stderr."""
        self.status: int | None = None
        """Its exit status; None while it runs, and when a signal ended it."""
        self.signal = ""
        """The name of that signal, without SIG."""

    def last_words(self) -> str:
        """What it said on stderr, or else how it ended; empty when there is nothing to say."""
        if said := self.errors.decode(errors="replace").strip():
            return said
        if self.signal:
            return f"ended by signal {self.signal}"
        return f"ended with status {self.status}" if self.status else ""

    # --- its user: any thread

    def close(self) -> None:
        """As `Channel.close`; a program that is told to end has been told so before the channel closes."""
        with self._lock:
            was_closed, self._closed_here = self._closed_here, True
            if self._state is not State.OPEN or was_closed:
                return
            if self._program.is_told_to_end and not self._eof_received:
                self._send_signal()
            else:
                self._send_close()

    # --- the server: the transport's thread

    def on_refused(self, message: Message) -> None:
        self._end(refused=True)  # before its user is told, who may try something else at once
        super().on_refused(message)

    def on_extended_data(self, message: Message) -> None:
        kind, text = message.get_int(), message.get_binary()
        with self._lock:
            self._receive_window -= len(text)
            if self._receive_window < 0:
                self._send_close()
                return
            self._acknowledge(len(text))
            if kind == _STDERR and len(self.errors) < MOST_ERRORS:
                self.errors += text[: MOST_ERRORS - len(self.errors)]

    def on_request(self, message: Message) -> None:
        kind, wants_answer = message.get_binary(), message.get_boolean()
        if kind == b"exit-status":
            self.status = message.get_int()
        elif kind == b"exit-signal":
            self.signal = message.get_binary().decode(errors="replace")
        if wants_answer:  # none of those two does; a sign of life is what is wanted
            with self._lock:
                self._post(Message(struct.pack(">BI", MSG_CHANNEL_FAILURE, self._remote)))

    def on_success(self, message: Message) -> None:
        """The program has been started, or after that: told to end."""
        with self._lock:
            if self._started and self._signals:
                self._send_close()
            self._started = True

    def on_failure(self, message: Message) -> None:
        """The program is not to be had, or cannot be told to end yet."""
        with self._lock:
            if self._started and 0 < self._signals < MOST_SIGNALS:
                self._send_signal()
                return
            silent, self._closed_here = self._closed_here, True
            self._send_close()
        if not silent:
            self._events.refused(self._explain(REQUEST_REFUSED, ""))

    def on_close(self, message: Message) -> None:
        super().on_close(message)
        self._end(refused=False)

    def on_session_end(self, problem: Problem) -> None:
        self._end(refused=False)
        super().on_session_end(problem)

    def _end(self, *, refused: bool) -> None:
        if not self._told_ended:
            self._told_ended = True
            self._tell_ended(refused)

    # --- under the lock

    def _send_signal(self) -> None:
        """RFC 4254 section 6.9. Answered, since nothing can be sent on the channel once it is closed; and not SIGTERM,
        which servers catch themselves: their new child swallows it before it becomes the program."""
        self._signals += 1
        self._post(Message(struct.pack(">BII6s?I3s", MSG_CHANNEL_REQUEST, self._remote, 6, b"signal", True, 3, b"HUP")))

    def _begin(self) -> None:
        for variable in self._program.environment:
            self._request(b"env", *(text.encode(errors="surrogateescape") for text in variable))
        if self._program.uses_agent:
            self._request(AGENT_REQUEST)
        self._request(self._program.request, self._program.argument, wants_answer=True)

    def _request(self, name: bytes, *arguments: bytes, wants_answer: bool = False) -> None:
        head = struct.pack(f">BII{len(name)}s?", MSG_CHANNEL_REQUEST, self._remote, len(name), name, wants_answer)
        self._post(Message(head + b"".join(len(one).to_bytes(4) + one for one in arguments)))


def refused_channel(gate: Gate, program: Program, events: StreamEvents, problem: Problem) -> SessionChannel:
    """One that the server is not asked for; `events` are told so before this returns."""
    channel = SessionChannel(gate, 0, program, events, lambda _code, _text: problem, lambda _refused: None)
    channel.on_session_end(problem)
    return channel
