"""One SFTP channel: what goes out when the window is small, what comes in in pieces, and servers that talk nonsense."""

import struct
from collections.abc import Callable
from functools import partial

import pytest
from paramiko.sftp import (
    CMD_DATA,
    CMD_EXTENDED,
    CMD_EXTENDED_REPLY,
    CMD_INIT,
    CMD_NAME,
    CMD_READ,
    CMD_STATUS,
    CMD_VERSION,
    CMD_WRITE,
)

from tests.support.sftp import GONE, Peer, Sftp, collect, string
from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind
from towpath.ssh.session import Session
from towpath.ssh.sftp_channel import ENDED, LIMITS, LONGEST_REPLY, Limits, Reading, SftpChannel

OK = bytes(12)
STAT = 17


class Taken(Reading):
    """A READ whose bytes are collected."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.bytes = bytearray()
        self.finished = 0
        self.other: list[tuple[int, bytes]] = []

    def take(self, piece: memoryview) -> None:
        self.bytes += piece

    def finish(self) -> None:
        self.finished += 1

    def answered(self, kind: int, body: bytes) -> None:
        self.other.append((kind, body))


@pytest.mark.parametrize("at_once", [1, 3, 13, 100, 1 << 15])
def test_replies_are_put_together_however_they_are_split(at_once: int) -> None:
    peer = Peer()
    channel = peer.begin()
    assert peer.heard == struct.pack(">IBI", 5, CMD_INIT, 3)
    peer.heard.clear()
    replies: list[tuple[int, bytes]] = []
    reading = Taken(70_000)
    channel.request_many([(STAT, b"1", collect(replies)), (CMD_READ, b"2", reading), (STAT, b"3", collect(replies))])
    first, second, third = (number for _, number, _ in peer.requests())
    content, name = bytes(range(256)) * 250, b"n" * 40_000
    said = [struct.pack(">IBI", 5 + 8, CMD_VERSION, 3) + string(b"") * 2]
    for kind, number, body in ((CMD_STATUS, first, OK), (CMD_DATA, second, string(content)), (CMD_NAME, third, name)):
        said.append(struct.pack(">IBI", len(body) + 5, kind, number) + body)
    everything = b"".join(said)
    peer.say(everything, at_once=at_once)
    assert peer.started == [None]
    assert replies == [(CMD_STATUS, OK), (CMD_NAME, name)]
    assert reading.bytes == content
    assert (reading.finished, reading.other) == (1, [])
    assert peer.acknowledged == len(everything)


def test_limits_are_asked_for_once() -> None:
    peer = Peer()
    channel = peer.begin(limits=None)
    peer.heard.clear()
    peer.introduce(LIMITS, b"1", b"fsync@openssh.com", b"1")
    assert peer.started == []
    ((kind, number, body),) = peer.requests()
    assert (kind, body) == (CMD_EXTENDED, string(LIMITS))
    peer.reply(CMD_EXTENDED_REPLY, number, struct.pack(">QQQQ", 262_144, 0, 261_120, 100))
    assert peer.started == [None]
    assert channel.limits == Limits(262_144, 262_144 - 1024, 261_120, 100)
    assert channel.extensions[b"fsync@openssh.com"] == b"1"
    further = Peer()
    further.begin(limits=channel.limits)
    further.heard.clear()
    further.introduce(LIMITS, b"1")
    assert (further.started, further.requests()) == ([None], [])


def test_a_server_without_limits_gets_what_every_server_must_take() -> None:
    peer = Peer()
    channel = peer.begin(limits=None)
    peer.introduce()
    assert peer.started == [None]
    assert (channel.most_read, channel.most_write) == (32_768, 32_768)


@pytest.mark.parametrize("packet", [1, 1024, 1500])
def test_limits_below_what_every_server_must_take_are_not_believed(packet: int) -> None:
    """Nothing could be asked for in pieces of no bytes, or of fewer."""
    peer = Peer()
    channel = peer.begin(limits=None)
    peer.heard.clear()
    peer.introduce(LIMITS, b"1")
    ((_, number, _),) = peer.requests()
    peer.reply(CMD_EXTENDED_REPLY, number, struct.pack(">QQQQ", packet, 0, 0, 0))
    assert (channel.most_read, channel.most_write) == (32_976, 32_976)


def test_requests_leave_as_the_window_opens_and_small_ones_overtake_bulk() -> None:
    peer = Peer(room=9 + 5)  # the introduction, and a bit
    channel = peer.begin()
    sent: list[str] = []
    for name in (b"A", b"B"):
        packet = bytearray(9 + 40)
        packet[9:] = name * 40
        channel.request_bulk(CMD_WRITE, packet, 9 + 30, collect([]), partial(sent.append, name.decode()))
    channel.request(STAT, b"small", collect([]))
    assert sent == []
    for _ in range(200):
        peer.room = 7
        channel.writable()
    assert sent == ["A", "B"]
    del peer.heard[:9]
    assert [(kind, body) for kind, _, body in peer.requests()] == [
        (CMD_WRITE, b"A" * 30),  # it had begun
        (STAT, b"small"),
        (CMD_WRITE, b"B" * 30),
    ]


def data(number: int, size: int) -> bytes:
    return struct.pack(">IBII", 9 + size, CMD_DATA, number, size) + bytes(size)


@pytest.mark.parametrize(
    ("nonsense", "says"),
    [
        (lambda _: struct.pack(">IBI", 5, CMD_STATUS, 4711), "4711"),
        (lambda _: struct.pack(">IBI", LONGEST_REPLY + 1, CMD_STATUS, 1), str(LONGEST_REPLY + 1)),
        (lambda _: struct.pack(">IBI", 4, CMD_STATUS, 1), "4 bytes"),
        (lambda number: data(number, 101), "100"),
        (lambda number: struct.pack(">IBII", 9 + 50, CMD_DATA, number, 60), "60 bytes"),
    ],
    ids=["unknown id", "too long", "too short", "more than asked for", "length of its own"],
)
def test_nonsense_ends_the_channel_and_all_that_waits_is_told(nonsense: Callable[[int], bytes], says: str) -> None:
    peer = Peer()
    channel = peer.begin()
    peer.introduce()
    peer.heard.clear()
    replies: list[tuple[int, bytes]] = []
    reading = Taken(100)
    channel.request_many([(CMD_READ, b"", reading), (STAT, b"", collect(replies))])
    number = peer.requests()[0][1]
    peer.say(nonsense(number) + b"more of it")
    assert channel.problem is not None
    assert channel.problem.kind is ProblemKind.SFTP_UNAVAILABLE
    assert says in channel.problem.facts["detail"]
    assert (replies, reading.other, reading.finished) == ([(ENDED, b"")], [(ENDED, b"")], 0)
    assert peer.closed
    channel.request(STAT, b"late", collect(replies))
    assert replies == [(ENDED, b"")] * 2
    assert peer.started == [None]


def test_the_end_in_the_midst_of_a_reply() -> None:
    peer = Peer()
    channel = peer.begin()
    peer.introduce()
    peer.heard.clear()
    reading = Taken(100)
    channel.request(CMD_READ, b"", reading)
    peer.say(data(peer.requests()[0][1], 100)[:-10])
    channel.closed()
    assert (len(reading.bytes), reading.other, channel.problem) == (90, [(ENDED, b"")], GONE)


def test_a_channel_that_ends_while_it_sends() -> None:
    peer = Peer()
    channel = peer.begin()
    calls = []

    def send(data: memoryview) -> int:
        calls.append(len(data))
        assert len(calls) < 10, "it tries for ever"
        channel.closed()
        return 0

    peer.send = send  # type: ignore[method-assign]
    channel.request(STAT, b"", collect([]))
    assert channel.problem == GONE


def test_an_old_server_is_refused() -> None:
    peer = Peer()
    peer.begin()
    peer.reply(CMD_VERSION, 2, b"")
    assert [problem and problem.kind for problem in peer.started] == [ProblemKind.SFTP_UNAVAILABLE]


def test_a_shell_that_greets_ends_the_channel_and_not_the_session(session: Session) -> None:
    started: list[Problem | None] = []
    channel = SftpChannel(session.name, started.append, lambda: GONE)
    channel.attach(session.open_sftp("echo Welcome home; cat > /dev/null", channel))
    wait_for(lambda: started, what="the refusal")
    assert started[0] is not None
    assert "Welcome" in started[0].facts["detail"]
    good = Sftp(session)
    assert good.channel.extensions
    good.close()


def test_requests_made_before_the_server_has_introduced_itself_are_answered(session: Session) -> None:
    replies: list[tuple[int, bytes]] = []
    channel = SftpChannel(session.name, lambda _problem: None, lambda: GONE)
    channel.request(16, string(b"."), collect(replies))  # REALPATH
    channel.attach(session.open_sftp("", channel))
    wait_for(lambda: replies, what="the reply")
    assert replies[0][0] == CMD_NAME
    channel.close()
