"""The link: writes that never wait, in order, and an end that frees everybody."""

import socket
import struct
import threading
from collections.abc import Iterator

import pytest

from tests.support.pattern import Pattern
from tests.support.wait import wait_for
from towpath.ssh import link as link_module
from towpath.ssh.link import LEAST_READ, LONGEST_PACKET, Link, SocketCarrier

CHUNK = 1 << 15


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """A connected pair: one for `link`, one is `far`."""
    near, far = socket.socketpair()
    with near, far:
        yield near, far


@pytest.fixture(params=[True, False], ids=["waiting", "polling"])
def link(
    request: pytest.FixtureRequest, ends: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Link]:
    """Reads as on this system, and as where a socket that waits for reading would wait for writing, too."""
    if not request.param:
        monkeypatch.setattr(link_module, "_DONT_WAIT", 0)
    link = Link(SocketCarrier(ends[0]), "towpath-ssh-test")
    yield link
    link.release()


@pytest.fixture
def far(ends: tuple[socket.socket, socket.socket]) -> socket.socket:
    """The other end of `link`."""
    ends[1].settimeout(10)
    return ends[1]


def read_all(sock: socket.socket) -> bytes:
    received = bytearray()
    while chunk := sock.recv(CHUNK):
        received += chunk
    return bytes(received)


def write_until_full(link: Link) -> bytes:
    """Write without waiting until the backlog has no room."""
    written = bytearray()
    for chunk in Pattern(3).chunks(1 << 24):
        for start in range(0, len(chunk), CHUNK):
            link.write(chunk[start : start + CHUNK])
            written += chunk[start : start + CHUNK]
            if not link.has_room():
                return bytes(written)
    raise AssertionError("the socket took everything")


def write_until_closed(link: Link) -> None:
    for _ in range(1 << 10):
        link.write(bytes(CHUNK))


def test_what_does_not_fit_is_queued_in_order_and_leaves_before_the_end(link: Link, far: socket.socket) -> None:
    drained = threading.Event()
    link.drained = drained.set
    written = write_until_full(link)
    assert not drained.is_set()
    link.finish(10)
    assert not link.closed
    assert read_all(far) == written
    assert drained.is_set()
    assert link.closed


def test_finish_gives_up_at_its_deadline(link: Link) -> None:
    write_until_full(link)
    link.finish(0.1)
    wait_for(lambda: link.closed, timeout=2, what="the link to close")
    with pytest.raises(EOFError):
        link.write(b"late")


def test_close_frees_a_waiting_reader(link: Link) -> None:
    link.settimeout(60)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(link.recv(1)))
    reader.start()
    link.close()
    reader.join(2)
    assert read == [b""]


def test_a_backlog_that_nobody_reads_ends_the_link(link: Link, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_module, "LIMIT", 1 << 21)
    with pytest.raises(EOFError):
        write_until_closed(link)
    assert link.closed


def test_small_reads_are_served_from_one_big_one(link: Link, far: socket.socket) -> None:
    far.sendall(b"0123456789")
    before = link.last_received
    assert [link.recv(4), link.recv(4), link.recv(4)] == [b"0123", b"4567", b"89"]
    assert link.last_received > before
    link.settimeout(0.01)
    with pytest.raises(TimeoutError):
        link.recv(1)
    far.close()
    assert link.recv(1) == b""


def test_packets_of_all_lengths_come_whole_from_many_reads(link: Link, far: socket.socket) -> None:
    trailer = b"tag"
    bodies = [Pattern(5).block(0)[:size] for size in (0, 1, LEAST_READ, 4, LONGEST_PACKET - 7, 3, LEAST_READ + 1)] * 5
    packets = [struct.pack(">I", len(body)) + body + trailer for body in bodies]
    sender = threading.Thread(target=far.sendall, args=(b"".join(packets) + b"rest",))
    sender.start()
    for packet in packets:
        assert bytes(link.packet(len(trailer))) == packet
    sender.join()
    assert link.recv(CHUNK) == b"rest"


def test_a_packet_that_is_too_long_is_not_waited_for(link: Link, far: socket.socket) -> None:
    far.sendall(struct.pack(">I", LONGEST_PACKET - 6))
    with pytest.raises(ValueError, match=str(LONGEST_PACKET + 1)):
        link.packet(3)


def test_what_came_before_the_time_was_up_is_kept(link: Link, far: socket.socket) -> None:
    far.sendall(b"\0\0\0\6half")
    link.settimeout(0.01)
    with pytest.raises(TimeoutError):
        link.packet(2)
    far.sendall(b"more")
    assert bytes(link.packet(2)) == b"\0\0\0\6halfmore"
    far.close()
    with pytest.raises(EOFError):
        link.packet(2)


def test_a_reset_is_an_end(link: Link, far: socket.socket) -> None:
    far.close()
    with pytest.raises(EOFError):
        link.write(b"to nobody")


def test_what_answers_many_packets_is_done_once_before_more_is_read(link: Link, far: socket.socket) -> None:
    done: list[str] = []
    assert not link.before_read(lambda: done.append("too early")), "nothing has been read"
    far.sendall(b"".join(struct.pack(">I", len(name)) + name for name in (b"one", b"two")))
    assert bytes(link.packet(0))[4:] == b"one"
    assert link.before_read(lambda: done.append("answered"))
    refused: list[bool] = []
    other = threading.Thread(target=lambda: refused.append(link.before_read(lambda: done.append("elsewhere"))))
    other.start()
    other.join()
    assert refused == [False]
    assert bytes(link.packet(0))[4:] == b"two"
    far.close()
    with pytest.raises(EOFError):
        link.packet(0)
    assert done == ["answered"]
