"""Programs of the far machine in session channels: commands, the SFTP subsystem, and what becomes of them."""

import asyncio
import os
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from paramiko.common import (
    MSG_CHANNEL_CLOSE,
    MSG_CHANNEL_EOF,
    MSG_CHANNEL_REQUEST,
    MSG_CHANNEL_WINDOW_ADJUST,
)
from paramiko.message import Message

from tests.support.dropbear import Dropbear, dropbear_missing
from tests.support.keys import KeyFile
from tests.support.login import Collected, log_in
from tests.support.nobody import sftp_server_of_nobody
from tests.support.sshd import Sshd
from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.ssh.channel import Channel
from towpath.ssh.refusal import REQUEST_REFUSED
from towpath.ssh.session import Session
from towpath.ssh.session_budget import MOST_CHANNELS
from towpath.ssh.session_channel import MOST_ERRORS, MOST_SIGNALS, Program, SessionChannel

INIT = struct.pack(">IBI", 5, 1, 3)
VERSION = 2
SECONDS = 20


def open_sftp(session: Session, command: str = "") -> tuple[SessionChannel, Collected]:
    events = Collected(acknowledges=False)
    channel = session.open_sftp(command, events)
    events.stream = channel
    return channel, events


def greeted(session: Session, command: str = "") -> SessionChannel:
    """A channel whose SFTP server has introduced itself."""
    channel, events = open_sftp(session, command)
    events.wait_open()
    events.send(INIT)
    wait_for(lambda: len(events.received) > 5, what="the server's introduction")
    assert events.received[4] == VERSION
    return channel


def run(session: Session, command: bytes, most: int = 1 << 20) -> tuple[int | None, bytes, bytes]:
    result = asyncio.run(asyncio.wait_for(session.run(command, most), SECONDS))
    return result.status, result.out, result.errors


# --- commands


def test_a_command_gives_its_output_its_errors_and_its_status(session: Session) -> None:
    assert run(session, b"printf 'out\\0\\377'; echo err >&2; cat; exit 3") == (3, b"out\0\xff", b"err\n")


def test_output_up_to_the_limit_is_complete_and_more_is_an_error(session: Session) -> None:
    size = 3 << 20
    assert run(session, b"head -c %d /dev/zero" % size, size) == (0, bytes(size), b"")
    with pytest.raises(TowpathError) as failure:
        run(session, b"head -c %d /dev/zero" % (size + 1), size)
    assert failure.value.problem.kind is ProblemKind.FILE_FAILED


def test_a_flood_on_stderr_neither_stops_the_command_nor_fills_the_memory(session: Session) -> None:
    status, out, errors = run(session, b"head -c 40000000 /dev/zero >&2; echo done")
    assert (status, out) == (0, b"done\n")
    assert errors == bytes(MOST_ERRORS)


def test_a_signal_that_ends_a_command_is_told(session: Session) -> None:
    events = Collected()
    channel = session.open_sftp("kill -TERM $$", events)
    wait_for(lambda: events.is_closed, what="the command to end")
    assert (channel.status, channel.signal, channel.last_words()) == (None, "TERM", "ended by signal TERM")


def test_many_commands_at_once_wait_for_their_turn(session: Session) -> None:
    async def run_all() -> list[bytes]:
        results = await asyncio.gather(*(session.run(b"echo %d" % number) for number in range(3 * MOST_CHANNELS)))
        return [result.out for result in results]

    assert asyncio.run(asyncio.wait_for(run_all(), SECONDS)) == [b"%d\n" % number for number in range(30)]


@pytest.fixture
def signalling(tmp_path: Path, session: Session, user_key: KeyFile) -> Iterator[Session]:
    """On a server that passes signals on, which OpenSSH does not where root logs in (session_signal_req)."""
    if os.geteuid() != 0:
        yield session
        return
    if missing := dropbear_missing():
        pytest.skip(missing)
    with Dropbear(tmp_path, authorized=[user_key]) as server:
        signalling = log_in(server, user_key)
        yield signalling
        signalling.close()


@pytest.mark.parametrize("moment", ["opening", "starting", "running"])
def test_a_cancelled_command_leaves_its_place_to_others(signalling: Session, tmp_path: Path, moment: str) -> None:
    begun = tmp_path / "begun"
    begun.mkdir()

    def is_reached() -> bool:
        count = len(list(begun.iterdir()))
        return {"opening": True, "starting": count > 0, "running": count == MOST_CHANNELS}[moment]

    async def cancel_some() -> None:
        command = b"touch %s/$$; exec sleep 1000" % bytes(begun)
        endless = [asyncio.ensure_future(signalling.run(command)) for _ in range(MOST_CHANNELS + 2)]
        await asyncio.sleep(0)
        await asyncio.to_thread(wait_for, is_reached, what=f"commands to be {moment}")
        for task in endless:
            task.cancel()
        await asyncio.gather(*endless, return_exceptions=True)

    asyncio.run(asyncio.wait_for(cancel_some(), SECONDS))
    wait_for(lambda: signalling.programs.running == 0, what="the server to have ended them")


def test_commands_end_with_their_session(session: Session, sshd: Sshd) -> None:
    async def lose() -> list[BaseException | object]:
        tasks = [asyncio.ensure_future(session.run(b"echo $$; exec sleep 1000")) for _ in range(MOST_CHANNELS + 2)]
        await asyncio.to_thread(wait_for, lambda: session.programs.running == MOST_CHANNELS, what="commands to start")
        await asyncio.to_thread(sshd.drop_sessions)
        return list(await asyncio.gather(*tasks, return_exceptions=True))

    ended = asyncio.run(asyncio.wait_for(lose(), SECONDS))
    assert {getattr(one, "status", "failed") for one in ended} <= {"failed", None}
    with pytest.raises(TowpathError) as failure:
        run(session, b"true")
    assert failure.value.problem.kind is ProblemKind.LOST


# --- SFTP servers


def test_the_subsystem_and_a_command_of_ones_own_speak_sftp(session: Session) -> None:
    greeted(session).close()
    greeted(session, sftp_server_of_nobody()).close()


def refusal(events: Collected) -> Problem:
    wait_for(lambda: events.problem, what="the refusal")
    assert events.problem is not None
    return events.problem


@pytest.mark.parametrize(
    ("sftp", "command", "words"),
    [
        ("", "", "the server offers no SFTP"),
        ("internal-sftp", "echo only sudo may do that >&2; exit 1", ""),
    ],
)
def test_why_there_is_no_sftp_server(tmp_path: Path, user_key: KeyFile, sftp: str, command: str, words: str) -> None:
    with Sshd(tmp_path, name="special", authorized=[user_key], sftp=sftp) as special:
        session = log_in(special, user_key)
        channel, events = open_sftp(session, command)
        if words:
            problem = refusal(events)
            assert (problem.kind, problem.subject) == (ProblemKind.SFTP_UNAVAILABLE, session.name)
            assert words in str(TowpathError(problem))
        else:
            wait_for(lambda: events.is_closed, what="the command to end")
            assert (channel.last_words(), channel.status) == ("only sudo may do that", 1)
        wait_for(lambda: session.programs.running == 0, what="the channel to be given back")
        session.close()


def test_fewer_channels_than_usual_are_found_out_and_lived_with(tmp_path: Path, user_key: KeyFile) -> None:
    with Sshd(tmp_path, name="few", authorized=[user_key], max_sessions=2) as few:
        session = log_in(few, user_key)
        first, second = greeted(session), greeted(session)
        _, events = open_sftp(session)
        assert refusal(events).kind is ProblemKind.SFTP_UNAVAILABLE
        assert session.programs.most == 2
        mark = few.mark()
        _, events = open_sftp(session)  # the server is not asked again
        assert events.problem is not None
        with pytest.raises(TowpathError) as failure:
            run(session, b"true")  # nor is there a command whose end could be waited for
        assert "allows no more channels" in str(failure.value)
        assert "session" not in few.log_text(since=mark)
        second.close()
        wait_for(lambda: session.programs.running == 1, what="the channel to be given back")
        assert run(session, b"echo again")[1] == b"again\n"
        _, events = open_sftp(session)
        assert events.problem is not None, "the last channel is kept for commands"
        first.close()
        session.close()


def test_a_session_that_has_ended_opens_nothing(session: Session) -> None:
    session.close()
    wait_for(lambda: not session.alive)
    _, events = open_sftp(session)
    assert refusal(events).kind is ProblemKind.LOST
    assert session.programs.running == 0


# --- against a server that does as it likes


class _Gate:
    """Takes what a channel sends."""

    def __init__(self) -> None:
        self.posted: list[int] = []

    def post(self, message: Message) -> None:
        self.posted.append(message.asbytes()[0])

    def post_data(self, channel: Channel, number: int, data: memoryview, most: int) -> bool:
        return True

    def forget(self, channel: Channel) -> None:
        pass


TRUE = Program(b"exec", b"true")


def opened(program: Program = TRUE) -> tuple[SessionChannel, _Gate, Collected, list[bool]]:
    gate, events, ends = _Gate(), Collected(acknowledges=False), list[bool]()

    def explain(code: int, text: str) -> Problem:
        return Problem(ProblemKind.SFTP_UNAVAILABLE, text, {"code": str(code)})

    channel = SessionChannel(gate, 0, program, events, explain, ends.append)
    channel.on_opened(Message(struct.pack(">III", 7, 1 << 21, 1 << 15)))
    return channel, gate, events, ends


def test_the_request_leaves_before_anything_else_and_nothing_after_close() -> None:
    channel, gate, events, ends = opened()
    channel.send_end_of_file()
    channel.close()
    channel.close()
    assert gate.posted == [MSG_CHANNEL_REQUEST, MSG_CHANNEL_EOF, MSG_CHANNEL_CLOSE]
    channel.on_failure(Message())
    channel.on_request(Message(struct.pack(">I4s?", 4, b"what", True)))
    channel.on_close(Message())
    channel.on_close(Message())
    assert gate.posted[3:] == []
    assert ends == [False]
    assert events.problem is None


def test_a_refused_request_is_told_once_and_its_channel_closed() -> None:
    channel, gate, events, _ = opened()
    channel.on_failure(Message())
    assert events.problem is not None
    assert events.problem.facts == {"code": str(REQUEST_REFUSED)}
    assert gate.posted[-1] == MSG_CHANNEL_CLOSE
    events.problem = None
    channel.on_failure(Message())
    channel.on_close(Message())
    assert events.problem is None
    assert not events.is_closed


@pytest.mark.parametrize("refusals", [0, 3, MOST_SIGNALS])
def test_a_program_is_told_to_end_before_its_channel_closes(refusals: int) -> None:
    channel, gate, events, _ = opened(Program(b"exec", b"sleep 1000", is_told_to_end=True))
    channel.close()
    channel.close()
    channel.on_success(Message())  # it has been started
    for _ in range(refusals):
        assert gate.posted[-1] == MSG_CHANNEL_REQUEST
        channel.on_failure(Message())
    channel.on_success(Message())
    requests = min(1 + refusals, MOST_SIGNALS)
    assert gate.posted == [MSG_CHANNEL_REQUEST] * (1 + requests) + [MSG_CHANNEL_CLOSE]
    assert events.problem is None
    channel.on_close(Message())
    assert not events.is_closed


def test_what_has_ended_is_not_told_to() -> None:
    channel, gate, _, _ = opened(Program(b"exec", b"true", is_told_to_end=True))
    channel.on_success(Message())
    channel.on_end_of_file(Message())
    channel.close()
    assert gate.posted == [MSG_CHANNEL_REQUEST, MSG_CHANNEL_CLOSE]


def test_errors_beyond_the_window_close_the_channel() -> None:
    channel, gate, _, _ = opened()
    piece = bytes(1 << 20)
    message = struct.pack(">II", 2, len(piece)) + piece  # not stderr: acknowledged, but not kept
    for _ in range(64):
        channel.on_extended_data(Message(message))
    assert channel.errors == b""
    assert gate.posted.count(MSG_CHANNEL_WINDOW_ADJUST)
    assert MSG_CHANNEL_CLOSE not in gate.posted


@pytest.mark.parametrize("body", [b"", b"\0\0\0\1", b"\0\0\0\1\xff\xff\xff\xffx"])
def test_errors_cut_short_do_no_harm(body: bytes) -> None:
    channel, _, _, _ = opened()
    channel.on_extended_data(Message(body))
    channel.on_request(Message(body))
    assert len(channel.errors) <= 1
