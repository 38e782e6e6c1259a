"""What a channel sends, message by message, to a server that does not keep to the protocol."""

import struct

from paramiko.message import Message

from tests.support.login import Collected
from towpath.model.error import Problem, ProblemKind
from towpath.ssh.channel import ACKNOWLEDGED_AT_ONCE, PACKET, WINDOW, Channel
from towpath.ssh.packets import data_messages

REMOTE = 99
CONFIRMATION, ADJUST, DATA, EOF, CLOSE, FAILURE = 91, 93, 94, 96, 97, 100


class Gate:
    """Keeps what would be sent."""

    def __init__(self) -> None:
        self.posted: list[bytes] = []
        self.room = True

    def post(self, message: Message) -> None:
        self.posted.append(message.asbytes())

    def post_data(self, channel: Channel, number: int, data: memoryview, most: int) -> bool:
        if self.room:
            for message in data_messages(number, data, most):
                self.post(message)
        return self.room

    def forget(self, channel: Channel) -> None:
        self.posted.append(b"forgotten")


def internal(code: int, text: str) -> Problem:
    return Problem(ProblemKind.INTERNAL, text, {"code": str(code)})


def opened(*, window: int = 1 << 21, packet: int = 1 << 15) -> tuple[Channel, Gate, Collected]:
    gate, events = Gate(), Collected(acknowledges=False)
    channel = Channel(gate, 0, events, internal)
    events.stream = channel
    channel.on_opened(Message(struct.pack(">III", REMOTE, window, packet)))
    return channel, gate, events


def data(content: bytes) -> Message:
    return Message(struct.pack(">I", len(content)) + content)


def short(kind: int) -> bytes:
    return struct.pack(">BI", kind, REMOTE)


def test_data_is_cut_to_packets_and_to_the_window() -> None:
    channel, gate, events = opened(window=10, packet=4)
    assert channel.send(memoryview(b"0123456789ab")) == 10
    heads = [struct.pack(">BII", DATA, REMOTE, size) for size in (4, 4, 2)]
    assert gate.posted == [heads[0] + b"0123", heads[1] + b"4567", heads[2] + b"89"]
    assert channel.send(memoryview(b"ab")) == 0
    assert not events._writable.is_set()
    channel.on_window_adjust(Message(struct.pack(">I", 5)))
    assert events._writable.is_set()
    assert channel.send(memoryview(b"ab")) == 2


def test_a_packet_size_of_zero_sends_nothing_and_does_not_spin() -> None:
    channel, gate, _ = opened(packet=0)
    assert channel.send(memoryview(b"x")) == 0
    assert gate.posted == []


def test_no_data_is_posted_without_room() -> None:
    channel, gate, events = opened()
    gate.room = False
    assert channel.send(memoryview(b"x")) == 0
    channel.retry()
    assert events._writable.is_set()


def test_a_far_side_that_ignores_the_window_is_closed() -> None:
    channel, gate, events = opened()
    channel.on_data(data(bytes(WINDOW)))
    channel.on_data(data(b"!"))
    channel.on_data(data(b"!"))
    assert len(events.received) == WINDOW
    assert gate.posted == [short(CLOSE)]
    channel.on_close(Message())
    assert events.is_closed
    assert gate.posted == [short(CLOSE), b"forgotten"]


def test_the_window_is_opened_in_large_steps_by_what_was_acknowledged() -> None:
    channel, gate, _ = opened()
    channel.acknowledge(ACKNOWLEDGED_AT_ONCE - 1)
    assert gate.posted == []
    channel.acknowledge(1)
    assert gate.posted == [struct.pack(">BII", ADJUST, REMOTE, ACKNOWLEDGED_AT_ONCE)]


def test_after_its_close_nothing_is_sent_and_nothing_told() -> None:
    channel, gate, events = opened()
    channel.close()
    channel.close()
    channel.send_end_of_file()
    channel.acknowledge(WINDOW)
    assert channel.send(memoryview(b"x")) == 0
    channel.on_request(Message(struct.pack(">I1s?", 1, b"x", True)))
    channel.on_data(data(b"late"))
    channel.on_end_of_file(Message())
    channel.on_window_adjust(Message(struct.pack(">I", 1)))
    channel.on_close(Message())
    assert gate.posted == [short(CLOSE), b"forgotten"]
    assert events.received == b""
    assert not events.has_ended
    assert not events.is_closed


def test_requests_are_refused_and_stderr_is_swallowed() -> None:
    channel, gate, events = opened()
    channel.on_request(Message(struct.pack(">I21s?", 21, b"keepalive@openssh.com", True)))
    channel.on_request(Message(struct.pack(">I11s?I", 11, b"exit-status", False, 0)))
    channel.on_extended_data(Message(struct.pack(">II", 1, 3) + b"err"))
    assert gate.posted == [short(FAILURE)]
    assert events.received == b""


def test_a_refusal_keeps_the_servers_text_even_when_it_is_no_utf8() -> None:
    gate, events = Gate(), Collected()
    channel = Channel(gate, 0, events, internal)
    channel.on_refused(Message(struct.pack(">II4sI", 2, 4, b"no\xff!", 0)))
    assert events.problem == Problem(ProblemKind.INTERNAL, "no\ufffd!", {"code": "2"})
    assert channel.send(memoryview(b"x")) == 0
    assert gate.posted == [b"forgotten"]


def test_the_end_of_the_session_is_told_once() -> None:
    lost = Problem(ProblemKind.LOST, "gate")
    channel, _, events = opened()
    channel.on_session_end(lost)
    assert events.is_closed
    assert events.problem is None
    waiting = Collected()
    opening = Channel(Gate(), 0, waiting, internal)
    opening.on_session_end(lost)
    assert waiting.problem == lost
    events.is_closed = False
    channel.on_session_end(lost)
    assert not events.is_closed


def accepting() -> tuple[Channel, Gate, Collected]:
    gate, events = Gate(), Collected(acknowledges=False)
    channel = Channel(gate, 7, events, internal)
    events.stream = channel
    channel.begin_accepting()
    return channel, gate, events


def test_a_channel_of_the_servers_says_it_is_open_before_anything_else() -> None:
    channel, gate, events = accepting()
    assert events.is_open
    assert channel.send(memoryview(b"too early")) == 0
    channel.send_end_of_file()
    assert not gate.posted
    channel.confirm(REMOTE, 1 << 21, 1 << 15)
    assert gate.posted == [struct.pack(">BIIII", CONFIRMATION, REMOTE, 7, WINDOW, PACKET), short(EOF)]
    assert events._writable.is_set()


def test_a_channel_of_the_servers_that_was_given_up_is_closed_at_once() -> None:
    channel, gate, events = accepting()
    channel.close()
    channel.confirm(REMOTE, 1 << 21, 1 << 15)
    assert gate.posted[1:] == [short(CLOSE)]
    assert not events._writable.is_set()


def test_a_channel_of_the_servers_ends_with_the_session() -> None:
    channel, gate, events = accepting()
    channel.on_session_end(Problem(ProblemKind.LOST))
    channel.confirm(REMOTE, 1 << 21, 1 << 15)
    assert events.is_closed
    assert not events.problem
    assert not gate.posted


def test_answers_to_a_question_that_was_not_asked_change_nothing() -> None:
    channel, gate, events = opened(window=10)
    channel.on_opened(Message(struct.pack(">III", REMOTE + 1, 1 << 21, 1 << 15)))
    channel.on_refused(Message(struct.pack(">III", 1, 0, 0)))
    assert not events.problem
    assert channel.send(memoryview(bytes(20))) == 10
    assert gate.posted == [struct.pack(">BII", DATA, REMOTE, 10) + bytes(10)]
