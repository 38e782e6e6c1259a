"""Commands of a real server that are talked with while they run."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.wait import wait_for
from towpath.model.error import ProblemKind, TowpathError
from towpath.ssh.command import MOST_LINE
from towpath.ssh.session import Session

ECHO = b"bash -c 'read a; echo $a; read -t 0.01 b && echo again $b'"


async def lines(session: Session, command: bytes, given: bytes = b"") -> list[bytes]:
    async with session.running(command, given) as running:
        return [line async for line in running.lines()]


async def first_line(session: Session, command: bytes, given: bytes = b"") -> bytes:
    async with session.running(command, given) as running:
        async for line in running.lines():
            return line
    return b""


@pytest.fixture
def _switches_often() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("_switches_often")
def test_what_is_given_arrives_once(session: Session) -> None:
    """Two threads may see at the same time that there is something to be sent."""

    async def several() -> None:
        for number in range(100):
            given = b"%d\n" % number
            assert await lines(session, ECHO, given) == [b"%d" % number]

    asyncio.run(several())


def test_lines_come_as_they_are_said(session: Session) -> None:
    said = asyncio.run(lines(session, b"printf 'one\\n\\ntwo\\nrest'; printf x >&2"))
    assert said == [b"one", b"", b"two", b"rest"]


def test_much_is_given_and_much_is_said(session: Session) -> None:
    given = b"".join(b"%07d\n" % number for number in range(400_000))  # more than a window holds
    assert asyncio.run(lines(session, b"head -n 400000", given)) == given.splitlines()


def test_a_line_without_end_is_dropped(session: Session) -> None:
    said = asyncio.run(lines(session, b"head -c 20000000 /dev/zero; echo; echo end"))
    assert len(said[0]) <= MOST_LINE + (1 << 17)
    assert said[-1] == b"end"


def test_leaving_ends_its_input(session: Session, tmp_path: Path) -> None:
    marker = tmp_path / "ended"
    command = f"echo runs; cat > /dev/null; : > '{marker}'".encode()
    assert asyncio.run(first_line(session, command)) == b"runs"
    wait_for(marker.exists, what="the command to see the end of its input")
    wait_for(lambda: not session.programs.running, what="its place to be free")


def test_what_it_leaves_behind_is_told(session: Session) -> None:
    async def run() -> tuple[int | None, str]:
        async with session.running(b"echo why >&2; exit 3", b"") as running:
            assert [line async for line in running.lines()] == []
            return running.status, running.last_words

    assert asyncio.run(run()) == (3, "why")


def test_the_loss_of_the_session_is_told(session: Session) -> None:
    async def lose() -> None:
        async with session.running(b"echo runs; cat", b"") as running:
            async for line in running.lines():
                assert line == b"runs"
                session.close()

    asyncio.run(lose())
    with pytest.raises(TowpathError) as failure:
        asyncio.run(first_line(session, b"true"))
    assert failure.value.problem.kind is ProblemKind.LOST
