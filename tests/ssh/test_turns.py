"""Who sends when the link is full: streams before files, but files as well."""

import socket
from collections.abc import Iterator

import pytest

from tests.support.wait import wait_for
from towpath.ssh.channel import BATCH, Channel
from towpath.ssh.link import BULK_ROOM, ROOM
from towpath.ssh.transport import Transport

PIECE = memoryview(bytes(BATCH))


class Sender:
    """A channel as the transport sees it. It counts how often it was told to try again, and sends then if it is to."""

    def __init__(self, transport: Transport, *, is_bulk: bool, goes_on: bool = False) -> None:
        self.is_bulk = is_bulk
        self.goes_on = goes_on
        self.told = 0
        self._transport = transport

    def send(self) -> bool:
        channel: Channel = self  # type: ignore[assignment]  # all that is asked of it
        return self._transport.post_data(channel, 0, PIECE, 1 << 15)

    def send_all(self) -> None:
        """As much as there is room for."""
        while self.send():
            pass

    def retry(self) -> None:
        self.told += 1
        if self.goes_on:
            self.send_all()


@pytest.fixture
def ends() -> Iterator[tuple[Transport, socket.socket]]:
    """A transport without a session, and the far end of its link."""
    near, far = socket.socketpair()
    near.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 16)
    transport = Transport(near, name="test")
    transport.clear_to_send.set()
    yield transport, far
    transport.abort()
    far.close()


def test_files_find_less_room_than_streams(ends: tuple[Transport, socket.socket]) -> None:
    transport, _ = ends
    bulk = Sender(transport, is_bulk=True)
    bulk.send_all()
    assert BULK_ROOM <= transport.link._backlogged < BULK_ROOM + 2 * BATCH
    assert not bulk.send()
    assert not Sender(transport, is_bulk=False).send()  # they take turns from now on


def test_streams_alone_have_more(ends: tuple[Transport, socket.socket]) -> None:
    transport, _ = ends
    Sender(transport, is_bulk=False).send_all()
    assert ROOM <= transport.link._backlogged < ROOM + 2 * BATCH


def test_neither_keeps_the_other_waiting_for_ever(ends: tuple[Transport, socket.socket]) -> None:
    transport, far = ends
    stream = Sender(transport, is_bulk=False, goes_on=True)
    bulk = Sender(transport, is_bulk=True, goes_on=True)
    stream.send_all()
    bulk.send_all()

    def both_had_turns() -> bool:
        far.recv(1 << 16)
        return stream.told > 10 and bulk.told > 10

    wait_for(both_had_turns, what="turns of both")
