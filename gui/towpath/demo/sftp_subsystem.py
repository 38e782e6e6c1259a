"""The demo's SFTP server on a visitor's channel: requests come in, answers go out."""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Iterator

import paramiko

from towpath.demo.sftp_server import MOST_PACKET, Requests
from towpath.demo.sftp_tree import Tree

MOST_REPLIES = 1 << 20
"""Bytes of answers that are collected before they are sent."""
VISITOR_LEFT = (OSError, EOFError, paramiko.SSHException)
"""What paramiko raises when a visitor is gone."""


class SftpSubsystem(paramiko.SubsystemHandler):
    """One visitor's SFTP channel. Runs in a thread of its own until the visitor closes it."""

    def __init__(self, channel: paramiko.Channel, name: str, server: paramiko.ServerInterface, tree: Tree) -> None:
        super().__init__(channel, name, server)
        self.name = "towpath-demo-sftp"
        self.daemon = True
        self._channel = channel
        self._requests = Requests(tree)

    def start_subsystem(self, name: str, transport: paramiko.Transport, channel: paramiko.Channel) -> None:
        """Answer until the visitor has said that this was all. What came together is answered together."""
        with contextlib.suppress(*VISITOR_LEFT):
            received = bytearray()
            while piece := channel.recv(MOST_PACKET):
                received += piece
                for replies in self._answers(received):
                    channel.sendall(replies)
            channel.send_exit_status(0)  # scp(1) takes silence for a failure

    def finish_subsystem(self) -> None:
        self._requests.close()
        with contextlib.suppress(*VISITOR_LEFT):
            super().finish_subsystem()

    def _answers(self, received: bytearray) -> Iterator[bytes]:
        """Answers to the whole requests received, which are removed."""
        replies = bytearray()
        start = 0
        while len(received) - start >= 4:
            (size,) = struct.unpack_from(">I", received, start)
            if not 0 < size <= MOST_PACKET:
                raise EOFError(f"a packet of {size} bytes")
            if len(received) - start < 4 + size:
                break
            replies += self._requests.answer(received[start + 4], bytes(received[start + 5 : start + 4 + size]))
            start += 4 + size
            if len(replies) > MOST_REPLIES:
                yield bytes(replies)
                replies.clear()
        del received[:start]
        yield bytes(replies)
