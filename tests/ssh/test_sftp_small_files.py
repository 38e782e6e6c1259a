"""The machines of small files against servers that answer anything: there is always an outcome, and only one."""

import struct
from collections.abc import Callable, Iterator, Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st
from paramiko.sftp import (
    CMD_ATTRS,
    CMD_CLOSE,
    CMD_DATA,
    CMD_EXTENDED,
    CMD_FSTAT,
    CMD_HANDLE,
    CMD_OPEN,
    CMD_READ,
    CMD_REMOVE,
    CMD_RENAME,
    CMD_STATUS,
    CMD_WRITE,
    SFTP_FAILURE,
    SFTP_OK,
)

from towpath.model.error import ProblemKind
from towpath.model.filesystem import SECOND, Changes, NewFile
from towpath.ssh.sftp_channel import ENDED
from towpath.ssh.sftp_handles import Handles
from towpath.ssh.sftp_messages import text
from towpath.ssh.sftp_requests import Request, Server
from towpath.ssh.sftp_small_files import POSIX_RENAME, SmallRead, SmallWrite

Reply = tuple[int, bytes]
Make = Callable[[Server, Callable[[], None]], SmallWrite | SmallRead]
MOST = 1000
OK = CMD_STATUS, struct.pack(">I", SFTP_OK)
FAILURE = CMD_STATUS, struct.pack(">I", SFTP_FAILURE)
CONTENT = b"c" * 2500


class FakeChannel:
    """Answers each request by `reply` when told to, in any order."""

    def __init__(self, reply: Callable[[int, bytes], Reply], extensions: Mapping[bytes, bytes]) -> None:
        self.most_read = self.most_write = MOST
        self.extensions = extensions
        self.asked: list[int] = []
        self._reply = reply
        self._waiting: list[Request] = []

    def request(self, *request: object) -> None:
        self.request_many([request])  # type: ignore[list-item]  # one request, spread out

    def request_many(self, requests: Sequence[Request]) -> None:
        self.asked += [kind for kind, _, _ in requests]
        self._waiting += requests

    def answer_all(self, *, backwards: bool = False) -> None:
        while self._waiting:
            kind, body, answered = self._waiting.pop(-1 if backwards else 0)
            answered(*self._reply(kind, body))


class CountedHandles(Handles):
    """Knows how often one was given back."""

    def __init__(self) -> None:
        super().__init__(0)
        self.given_back = 0

    def give_back(self) -> None:
        self.given_back += 1


def attributes(size: int) -> Reply:
    return CMD_ATTRS, struct.pack(">IQIIIII", 15, size, 0, 0, 0o100644, 0, 0)


def well(kind: int, body: bytes, *, size: int = len(CONTENT)) -> Reply:
    """What a server says that does all."""
    if kind == CMD_OPEN:
        return CMD_HANDLE, text(b"handle")
    if kind == CMD_FSTAT:
        return attributes(size)
    if kind == CMD_READ:
        at, wanted = struct.unpack(">QI", body[-12:])
        piece = CONTENT[at : min(at + wanted, size)]
        return (CMD_DATA, text(piece)) if piece else (CMD_STATUS, struct.pack(">I", 1))
    return OK


class Run:
    """One machine on one such server, driven to its end."""

    def __init__(
        self,
        make: Make,
        reply: Callable[[int, bytes], Reply],
        *,
        renames: bool = True,
        cancelled: bool = False,
        backwards: bool = False,
    ) -> None:
        self.done = 0
        self.channel = FakeChannel(reply, {POSIX_RENAME: b"1"} if renames else {})
        self.handles = CountedHandles()
        self.machine = make(Server(self.channel, self.handles), self._done)  # type: ignore[arg-type]  # as far as it is used
        self.channel.request(*self.machine.opening())
        if cancelled:
            self.machine.cancel()
        self.channel.answer_all(backwards=backwards)
        assert self.done == 1
        assert self.handles.given_back == 1

    def _done(self) -> None:
        self.done += 1


def writing(server: Server, done: Callable[[], None], *, replace: bool = True) -> SmallWrite:
    changes = Changes(mode=0o600, mtime=SECOND, atime=SECOND)
    new = NewFile(path=b"/file", temporary=b"/.file", content=CONTENT, changes=changes, replace=replace, sync=True)
    return SmallWrite(server, new, done)


def reading(server: Server, done: Callable[[], None]) -> SmallRead:
    return SmallRead(server, b"/file", len(CONTENT) + 1, done)


MAKES: tuple[Make, ...] = (writing, reading)


def test_a_file_is_renamed_only_after_all_was_acknowledged() -> None:
    for backwards in (False, True):
        run = Run(writing, well, backwards=backwards)
        assert not run.machine.failed
        assert run.channel.asked.count(CMD_WRITE) == 3
        assert run.channel.asked[-2:] == [CMD_CLOSE, CMD_EXTENDED]


def test_nothing_is_published_that_is_not_complete() -> None:
    for wrong in (CMD_OPEN, CMD_WRITE, CMD_FSTAT, CMD_CLOSE):

        def fails(kind: int, body: bytes, wrong: int = wrong) -> Reply:
            return FAILURE if kind == wrong else well(kind, body)

        run = Run(writing, fails, renames=False)
        assert run.machine.failed
        assert CMD_RENAME not in run.channel.asked
        assert (CMD_REMOVE in run.channel.asked) == (wrong != CMD_OPEN)
    run = Run(writing, lambda kind, body: well(kind, body, size=2499), renames=False)
    assert run.machine.kind is ProblemKind.VERIFY_FAILED
    assert run.channel.asked[-1] == CMD_REMOVE


def test_a_server_that_cannot_rename_over_a_file_keeps_both() -> None:
    run = Run(writing, lambda kind, body: FAILURE if kind == CMD_RENAME else well(kind, body), renames=False)
    assert isinstance(run.machine, SmallWrite)
    assert run.machine.old_in_the_way
    assert run.channel.asked[-2:] == [CMD_CLOSE, CMD_RENAME]


def test_what_was_cancelled_is_closed_and_cleared_away() -> None:
    run = Run(writing, well, cancelled=True)
    assert run.channel.asked == [CMD_OPEN, CMD_CLOSE, CMD_REMOVE]
    run = Run(reading, well, cancelled=True)
    assert run.channel.asked == [CMD_OPEN, CMD_CLOSE]


def test_a_file_in_several_pieces_is_put_together() -> None:
    run = Run(reading, well, backwards=True)
    assert isinstance(run.machine, SmallRead)
    assert run.machine.content == CONTENT


def test_what_follows_a_gap_is_not_taken_for_what_is_missing() -> None:
    def shorter(kind: int, body: bytes) -> Reply:
        return (CMD_DATA, text(b"short")) if kind == CMD_READ and body[-12:-4] == bytes(8) else well(kind, body)

    run = Run(reading, shorter)
    assert isinstance(run.machine, SmallRead)
    assert run.machine.content == b"short"


def test_an_ended_channel_is_an_end() -> None:
    for make in MAKES:
        for good in range(8):
            replies = iter(range(good))

            def ends(kind: int, body: bytes, replies: Iterator[int] = replies) -> Reply:
                return (ENDED, b"") if next(replies, None) is None else well(kind, body)

            run = Run(make, ends)
            assert run.machine.kind in (ProblemKind.LOST, None)


@given(data=st.data())
def test_whatever_a_server_answers_there_is_one_outcome(data: st.DataObject) -> None:
    kinds = st.sampled_from([ENDED, CMD_STATUS, CMD_HANDLE, CMD_DATA, CMD_ATTRS, 104, 201, 77])

    def anything(kind: int, body: bytes) -> Reply:
        if data.draw(st.booleans()):
            return well(kind, body)
        return data.draw(kinds), data.draw(st.binary(max_size=60))

    make = data.draw(st.sampled_from(MAKES))
    Run(make, anything, renames=data.draw(st.booleans()), backwards=data.draw(st.booleans()))
