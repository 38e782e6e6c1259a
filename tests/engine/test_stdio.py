"""A socket becomes a stream through a connection's session, with OpenSSH's sshd at the other end."""

import contextlib
import socket
from collections.abc import Iterator

import pytest

from tests.engine.conftest import StartBench
from tests.engine.fakes import CODE, Bench, connection
from tests.engine.test_real_servers import connection as real_connection
from tests.engine.test_real_servers import hop
from tests.support.engine import Profiles, do, state, wait_status
from tests.support.http import HttpServer
from tests.support.keys import KeyFile
from tests.support.sshd import Sshd, free_port
from tests.support.tcp import is_free
from towpath.engine.engine import Engine
from towpath.engine.lock import EngineKind
from towpath.model.command import Down, RemoveForward, Up
from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint
from towpath.model.state import Status

REQUEST = b"GET / HTTP/1.0\r\n\r\n"


class Replies:
    """What is said before the stream, in a word."""

    def opened(self) -> bytes:
        return b"opened\n"

    def refused(self, problem: Problem) -> bytes:
        return f"refused {problem.kind}\n".encode()


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The program's end, and the one that becomes the engine's."""
    mine, its = socket.socketpair()
    with mine:
        mine.settimeout(10)
        yield mine, its


def all_of(sock: socket.socket) -> bytes:
    return b"".join(iter(lambda: sock.recv(1 << 16), b""))


def through(engine: Engine, its: socket.socket, port: int, *, name: str = "box", first: bytes = b"") -> None:
    engine.open_stdio(name, Endpoint("127.0.0.1", port), its, first, Replies(), "")


@pytest.fixture
def site() -> Iterator[HttpServer]:
    with HttpServer() as running:
        yield running


def test_a_page_is_fetched_and_the_connection_comes_up_for_it(
    profiles: Profiles, sshd: Sshd, user_key: KeyFile, site: HttpServer, ends: tuple[socket.socket, socket.socket]
) -> None:
    mine, its = ends
    made = real_connection("box", hop(sshd, user_key), site)
    profiles.save(made)
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    through(engine, its, site.port, first=REQUEST[:5])
    mine.sendall(REQUEST[5:])
    mine.shutdown(socket.SHUT_WR)
    received = all_of(mine)
    assert received.startswith(b"opened\nHTTP/1.1 200")
    assert received.endswith(site.pages["/"])
    assert state(engine, "box").status is Status.UP
    assert not is_free(made.forwards[0].listen), "as Up does"


def test_a_forward_that_cannot_listen_does_not_matter(
    profiles: Profiles, sshd: Sshd, user_key: KeyFile, site: HttpServer, ends: tuple[socket.socket, socket.socket]
) -> None:
    mine, its = ends
    made = real_connection("box", hop(sshd, user_key), site)
    profiles.save(made)
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    with socket.create_server(("127.0.0.1", made.forwards[0].listen.port)):
        through(engine, its, site.port, first=REQUEST)
        assert mine.recv(100).startswith(b"opened\n")


def test_a_target_that_refuses_is_said(
    profiles: Profiles, sshd: Sshd, user_key: KeyFile, site: HttpServer, ends: tuple[socket.socket, socket.socket]
) -> None:
    mine, its = ends
    profiles.save(real_connection("box", hop(sshd, user_key), site))
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    through(engine, its, free_port(), first=b"hello")
    mine.sendall(b"more")
    assert all_of(mine) == b"refused target-refuses\n"
    assert state(engine, "box").status is Status.UP, "it says nothing about the forwards"


def test_down_ends_the_stream(
    profiles: Profiles, sshd: Sshd, user_key: KeyFile, site: HttpServer, ends: tuple[socket.socket, socket.socket]
) -> None:
    """Although another connection keeps the session."""
    mine, its = ends
    one, other = (real_connection(name, hop(sshd, user_key), site) for name in ("box", "other"))
    profiles.save(one, other)
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    assert do(engine, Up(connection="other")) is None
    through(engine, its, site.port)
    assert mine.recv(100) == b"opened\n"
    assert do(engine, Down(connection="box")) is None
    with contextlib.suppress(ConnectionResetError):
        assert all_of(mine) == b""
    wait_status(engine, "other", Status.UP)


@pytest.mark.parametrize(
    "command", [Down(connection="box", forwards=("web",)), RemoveForward(connection="box", forward="web")]
)
def test_a_stream_outlives_the_last_forward(
    profiles: Profiles,
    sshd: Sshd,
    user_key: KeyFile,
    site: HttpServer,
    ends: tuple[socket.socket, socket.socket],
    command: Down | RemoveForward,
) -> None:
    """A copy by scp is not to break off because a forward beside it is no longer wanted."""
    mine, its = ends
    made = real_connection("box", hop(sshd, user_key), site)
    profiles.save(made)
    engine = profiles.own(EngineKind.COMMAND_LINE).engine
    through(engine, its, site.port)
    assert mine.recv(100) == b"opened\n"
    assert do(engine, command) is None
    assert is_free(made.forwards[0].listen)
    mine.sendall(REQUEST)
    mine.shutdown(socket.SHUT_WR)
    assert all_of(mine).endswith(site.pages["/"])
    assert do(engine, Down(connection="box")) is None
    assert state(engine, "box").status is Status.OFF


def refused(bench: Bench, ends: tuple[socket.socket, socket.socket], name: str = "box") -> bytes:
    mine, its = ends
    mine.sendall(b"unread")
    through(bench.engine, its, 22, name=name, first=b"SSH-2.0-x\r\n")
    return all_of(mine)


def test_what_fails_on_the_way_is_said(bench: StartBench, ends: tuple[socket.socket, socket.socket]) -> None:
    b = bench(connection("box", 8001))
    b.connector.failures["gate"] = Problem(ProblemKind.REFUSED, "gate")
    assert refused(b, ends) == b"refused refused\n"


def test_an_unknown_connection_is_said(bench: StartBench, ends: tuple[socket.socket, socket.socket]) -> None:
    assert refused(bench(), ends, "nope") == b"refused unknown-connection\n"


def test_without_anybody_to_ask_it_says_so(bench: StartBench, ends: tuple[socket.socket, socket.socket]) -> None:
    b = bench(connection("box", 8001))
    b.connector.questions["gate"] = CODE
    assert refused(b, ends) == b"refused needs-answer\n"
