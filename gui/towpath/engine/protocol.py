"""What travels over the control socket: one JSON document a line, tagged, decoded into these types and nothing else.

The client speaks first (`Greeting`); the server answers with `Welcome` and from then on sends what happens.
One whose first line is `Stdio` gets one line as its answer, and from then on the socket carries a stream's bytes.
"""

from __future__ import annotations

import msgspec

from towpath.engine.lock import EngineKind
from towpath.model.command import Command
from towpath.model.error import Problem
from towpath.model.event import Event
from towpath.model.forward import Endpoint
from towpath.model.state import Snapshot

VERSION = 1
LINE_LIMIT = 32 << 20
"""Bytes in one line from a client; the largest honest one is a transfer of many files that were named one by one."""


class Greeting(msgspec.Struct, frozen=True, tag="greeting"):
    """The client's first line."""

    version: int
    token: str = ""
    """From the lock file, where the socket alone does not prove who one is."""


class Stdio(msgspec.Struct, frozen=True, tag="stdio"):
    """Instead of a greeting: make this socket a stream to a target that the connection's far machine reaches.

    The answer is `Opened` or `Rejected`.
    """

    version: int
    connection: str
    """Its name."""
    target: Endpoint
    token: str = ""


class Submit(msgspec.Struct, frozen=True, tag="submit"):
    """A command. The answer is a `Done` with this number."""

    number: int
    command: Command


class Answering(msgspec.Struct, frozen=True, tag="answering"):
    """Whether somebody sits at this client who can be asked."""

    present: bool


FromClient = Greeting | Stdio | Submit | Answering


class Welcome(msgspec.Struct, frozen=True, tag="welcome"):
    """The greeting is accepted. Everything that happens after this snapshot follows."""

    version: int
    kind: EngineKind
    pid: int
    asker: str
    """The name under which this client is asked."""
    snapshot: Snapshot


class Happened(msgspec.Struct, frozen=True, tag="happened"):
    """An event."""

    event: Event


class Done(msgspec.Struct, frozen=True, tag="done"):
    """The outcome of a command."""

    number: int
    problem: Problem | None = None


class Rejected(msgspec.Struct, frozen=True, tag="rejected"):
    """The server hangs up, and why."""

    problem: Problem


class Opened(msgspec.Struct, frozen=True, tag="opened"):
    """To `Stdio`: the target has accepted; its bytes follow."""


FromServer = Welcome | Happened | Done | Rejected
StdioReply = Opened | Rejected

encode = msgspec.json.Encoder().encode
decode_from_client = msgspec.json.Decoder(FromClient).decode
decode_from_server = msgspec.json.Decoder(FromServer).decode
decode_stdio_reply = msgspec.json.Decoder(StdioReply).decode


class StdioReplies:
    """What `Stdio` is answered with, for who opens the stream."""

    def opened(self) -> bytes:
        """Before the first byte from the target."""
        return encode(Opened()) + b"\n"

    def refused(self, problem: Problem) -> bytes:
        """Before the end."""
        return encode(Rejected(problem)) + b"\n"
