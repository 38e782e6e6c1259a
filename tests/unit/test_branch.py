"""What a branch of a relay does for one forward: joining with first and last words, connecting out, counting."""

import errno
import os
import resource
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.support.streams import Target, connect, receive_exactly
from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind, TowpathError
from towpath.model.forward import Endpoint
from towpath.model.ports import Stream, StreamEvents
from towpath.model.state import Traffic
from towpath.net.branch import Branch
from towpath.net.relay import Relay

SECONDS = 10.0
REFUSED = Problem(ProblemKind.TARGET_REFUSES, "intranet:80")


class Far:
    """A far stream that takes everything."""

    def __init__(self, events: StreamEvents) -> None:
        self.events = events
        self.received = bytearray()
        self.acknowledged = 0
        self.ended = threading.Event()
        self.closed = threading.Event()

    def send(self, data: memoryview) -> int:
        self.received += data
        return len(data)

    def send_end_of_file(self) -> None:
        self.ended.set()

    def acknowledge(self, count: int) -> None:
        self.acknowledged += count

    def close(self) -> None:
        self.closed.set()


class Words:
    """A client's protocol with words for both outcomes."""

    def opened(self) -> bytes:
        return b"WELCOME\n"

    def refused(self, problem: Problem) -> bytes:
        return f"SORRY {problem.subject}\n".encode()


class Visitor:
    """A stream that the far side wishes to open."""

    origin = Endpoint("192.0.2.7", 40000)

    def __init__(self) -> None:
        self.far: Far | None = None
        self.why: str | None = None

    def accept(self, events: StreamEvents) -> Stream:
        assert self.why is None
        assert self.far is None
        self.far = Far(events)
        events.opened()
        return self.far

    def refuse(self, why: str) -> None:
        assert self.far is None
        assert self.why is None
        self.why = why

    def wait_accepted(self) -> Far:
        wait_for(lambda: self.far or self.why, what="an answer")
        assert self.far, self.why
        return self.far

    def wait_refused(self) -> str:
        wait_for(lambda: self.far or self.why is not None, what="an answer")
        assert self.why is not None
        return self.why


@pytest.fixture
def relay() -> Iterator[Relay]:
    relay = Relay("test")
    relay.start()
    yield relay
    relay.close()


@pytest.fixture
def reports() -> list[Problem | None]:
    return []


@pytest.fixture
def branch(relay: Relay, reports: list[Problem | None]) -> Branch:
    return relay.branch(reports.append)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """A client, and the end that is joined."""
    near, local = socket.socketpair()
    near.settimeout(SECONDS)
    with near, local:
        yield near, local


def read_to_end(client: socket.socket) -> bytes:
    with client.makefile("rb") as lines:
        return lines.read()


class TestJoin:
    def test_what_was_read_before_comes_first(self, branch: Branch, ends: tuple[socket.socket, socket.socket]) -> None:
        near, local = ends
        fars: list[Far] = []

        def open_stream(events: StreamEvents) -> Stream:
            fars.append(Far(events))
            return fars[0]

        near.sendall(b" and now")
        branch.join(local, open_stream, first=b"before")
        wait_for(lambda: fars, what="the stream")
        assert not fars[0].received
        fars[0].events.opened()
        wait_for(lambda: fars[0].received == b"before and now", what="all bytes in their order")
        assert branch.meter.traffic().up == len("before and now")

    def test_client_is_greeted_before_any_far_byte(
        self, branch: Branch, ends: tuple[socket.socket, socket.socket]
    ) -> None:
        """Also when the far side speaks before `open_stream` has returned; only its bytes are acknowledged."""
        near, local = ends
        fars: list[Far] = []

        def open_stream(events: StreamEvents) -> Stream:
            fars.append(Far(events))
            events.opened()
            events.data(b"220 hello\n")
            return fars[0]

        branch.join(local, open_stream, replies=Words())
        assert receive_exactly(near, 18) == b"WELCOME\n220 hello\n"
        wait_for(lambda: fars[0].acknowledged == 10, what="the acknowledgement")
        assert branch.meter.traffic() == Traffic(down=10, open=1, connections=1)

    def test_refused_client_hears_why_whatever_it_said(
        self, branch: Branch, reports: list[Problem | None], ends: tuple[socket.socket, socket.socket]
    ) -> None:
        near, local = ends

        def refuse(events: StreamEvents) -> Stream:
            far = Far(events)
            events.refused(REFUSED)
            return far

        near.sendall(b"impatient" * 1000)
        branch.join(local, refuse, replies=Words())
        assert receive_exactly(near, 18) == b"SORRY intranet:80\n"
        near.sendall(b"what a pity")
        assert near.recv(1) == b""
        assert reports == [REFUSED]
        near.close()
        wait_for(lambda: local.fileno() == -1, what="the socket to be closed")
        assert branch.meter.traffic() == Traffic(connections=1)

    def test_refused_client_that_does_not_leave(
        self, branch: Branch, ends: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("towpath.net.farewell.LINGER_SECONDS", 0.1)
        near, local = ends

        def lost(_events: StreamEvents) -> Stream:
            raise TowpathError(REFUSED)

        branch.join(local, lost, replies=Words())
        assert read_to_end(near) == b"SORRY intranet:80\n"
        wait_for(lambda: local.fileno() == -1, what="the socket to be closed")

    def test_on_a_closed_branch(self, branch: Branch, ends: tuple[socket.socket, socket.socket]) -> None:
        near, local = ends
        branch.close()
        branch.join(local, Far)
        assert local.fileno() == -1
        assert near.recv(1) == b""

    def test_closed_before_the_stream_is_asked_for(
        self, relay: Relay, branch: Branch, ends: tuple[socket.socket, socket.socket]
    ) -> None:
        """What is opened all the same is closed."""
        fars: list[Far] = []

        def open_stream(events: StreamEvents) -> Stream:
            fars.append(Far(events))
            return fars[0]

        held, going_on = threading.Event(), threading.Event()

        def hold() -> None:
            held.set()
            going_on.wait(SECONDS)

        relay.post(_Owner(), hold)
        assert held.wait(SECONDS)
        branch.join(ends[1], open_stream)
        branch.close()
        assert ends[0].recv(1) == b""
        going_on.set()
        wait_for(lambda: fars and fars[0].closed.is_set(), what="the stream to be closed")
        assert branch.meter.traffic() == Traffic(connections=1)


class _Owner:
    def abort(self) -> None:
        pytest.fail("a step in the loop failed")


class TestConnect:
    @pytest.mark.parametrize("kind", ["127.0.0.1", "::1", "localhost", "unix"])
    def test_bytes_and_ends(self, branch: Branch, reports: list[Problem | None], tmp_path: Path, kind: str) -> None:
        wish = Endpoint.unix(str(tmp_path / "s")) if kind == "unix" else Endpoint(kind.replace("localhost", "::1"), 0)
        with Target(wish) as target:
            named = Endpoint(kind, target.endpoint.port) if kind == "localhost" else target.endpoint
            visitor = Visitor()
            branch.connect(named, visitor)
            with target.accept() as served:
                far = visitor.wait_accepted()
                far.events.data(b"question")
                assert receive_exactly(served, 8) == b"question"
                far.events.end_of_file()
                assert served.recv(1) == b""
                served.sendall(b"answer")
            assert far.ended.wait(SECONDS)
            assert far.received == b"answer"
            assert far.closed.wait(SECONDS)
        assert reports == [None]
        assert branch.meter.traffic() == Traffic(down=8, up=6, connections=1)

    def test_name_is_looked_up_beside_the_loop(self, branch: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
        answer = threading.Event()

        def resolve(_host: str, port: int) -> list[object]:
            answer.wait(SECONDS)
            return [(socket.AF_INET, ("127.0.0.1", port))]

        monkeypatch.setattr("towpath.net.outgoing.resolve", resolve)
        with Target(Endpoint("127.0.0.1", 0)) as target:
            slow, quick = Visitor(), Visitor()
            branch.connect(Endpoint("slow.example", target.endpoint.port), slow)
            branch.connect(target.endpoint, quick)
            with target.accept():
                quick.wait_accepted()
                assert slow.far is None
                answer.set()
                with target.accept():
                    slow.wait_accepted()

    def test_second_address_when_the_first_refuses(self, branch: Branch) -> None:
        """`localhost` is ::1 first, and nobody listens there."""
        with Target(Endpoint("127.0.0.1", 0)) as target:
            visitor = Visitor()
            branch.connect(Endpoint("localhost", target.endpoint.port), visitor)
            with target.accept():
                visitor.wait_accepted()

    def test_second_address_while_the_first_is_silent(self, branch: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
        with ExitStack() as clients, Target(Endpoint("127.0.0.1", 0)) as target:
            full = clients.enter_context(full_listener())
            addresses = [(socket.AF_INET, full.getsockname()), (socket.AF_INET, ("127.0.0.1", target.endpoint.port))]
            monkeypatch.setattr("towpath.net.outgoing.resolve", lambda *_: addresses)
            visitor = Visitor()
            branch.connect(Endpoint("two.example", 80), visitor)
            with target.accept():
                visitor.wait_accepted()

    def test_refused(self, branch: Branch, reports: list[Problem | None]) -> None:
        with Target(Endpoint("127.0.0.1", 0)) as gone:
            pass
        visitor = Visitor()
        branch.connect(gone.endpoint, visitor)
        assert visitor.wait_refused() == os.strerror(errno.ECONNREFUSED)
        [problem] = reports
        assert problem
        assert problem.kind is ProblemKind.TARGET_REFUSES
        assert problem.subject == str(gone.endpoint)
        assert branch.meter.traffic() == Traffic()

    @pytest.mark.parametrize("kind", ["tcp", "unix"])
    def test_no_descriptor_is_left(
        self, branch: Branch, reports: list[Problem | None], tmp_path: Path, kind: str
    ) -> None:
        """Which is said as it is: the target was never asked."""
        with Target(Endpoint.unix(str(tmp_path / "s")) if kind == "unix" else Endpoint("127.0.0.1", 0)) as target:
            branch.connect(target.endpoint, Visitor())  # what needs a file once has read it then
            target.accept().close()
            wait_for(lambda: reports == [None], what="the visit")
            visitor = Visitor()
            soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
            resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
            try:
                branch.connect(target.endpoint, visitor)
                visitor.wait_refused()
            finally:
                resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
            facts = {"detail": os.strerror(errno.EMFILE)}
            assert reports[1:] == [Problem(ProblemKind.TOO_MANY_OPEN_FILES, str(target.endpoint), facts)]

    @pytest.mark.parametrize(("name", "code"), [("nobody", errno.ENOENT), ("x" * 200, None)])
    def test_path_that_leads_nowhere(
        self, branch: Branch, reports: list[Problem | None], tmp_path: Path, name: str, code: int | None
    ) -> None:
        visitor = Visitor()
        branch.connect(Endpoint.unix(str(tmp_path / name)), visitor)
        assert visitor.wait_refused() == (os.strerror(code) if code else "AF_UNIX path too long")
        assert reports[0]
        assert reports[0].kind is ProblemKind.TARGET_REFUSES

    def test_path_whose_server_is_busy(self, branch: Branch, tmp_path: Path) -> None:
        path = str(tmp_path / "s")
        with socket.socket(socket.AF_UNIX) as busy, ExitStack() as clients:
            busy.bind(path)
            busy.listen(0)
            clients.enter_context(connect(Endpoint.unix(path)))
            visitor = Visitor()
            branch.connect(Endpoint.unix(path), visitor)
            for _ in range(2):
                clients.enter_context(busy.accept()[0])
            visitor.wait_accepted()

    def test_name_that_nobody_knows(
        self, branch: Branch, reports: list[Problem | None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def unknown(*_: object) -> None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

        monkeypatch.setattr("towpath.net.outgoing.resolve", unknown)
        visitor = Visitor()
        branch.connect(Endpoint("no-such.example", 80), visitor)
        assert "no-such.example is not known" in visitor.wait_refused()
        assert reports[0]
        assert reports[0].kind is ProblemKind.NAME_UNKNOWN

    def test_target_that_is_silent(
        self, branch: Branch, reports: list[Problem | None], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("towpath.net.outgoing.CONNECT_SECONDS", 0.2)
        with full_listener() as full:
            visitor = Visitor()
            branch.connect(Endpoint(*full.getsockname()), visitor)
            assert visitor.wait_refused() == "no answer within 0.2 s"
        assert reports[0]
        assert reports[0].kind is ProblemKind.TIMED_OUT

    def test_closing_refuses_what_is_on_its_way(self, branch: Branch, reports: list[Problem | None]) -> None:
        with full_listener() as full:
            visitors = [Visitor(), Visitor()]
            branch.connect(Endpoint(*full.getsockname()), visitors[0])
            branch.close()
            branch.connect(Endpoint(*full.getsockname()), visitors[1])
            for visitor in visitors:
                assert visitor.wait_refused() == "the forward was taken down"
        assert not reports

    def test_relay_that_ends_refuses_what_is_on_its_way(self, relay: Relay, branch: Branch) -> None:
        with full_listener() as full:
            visitor = Visitor()
            branch.connect(Endpoint(*full.getsockname()), visitor)
            relay.close()
            assert visitor.wait_refused() == "the forward was taken down"


@contextmanager
def full_listener() -> Iterator[socket.socket]:
    """A listener that answers nobody: its queue is full."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            client = stack.enter_context(socket.socket())
            client.setblocking(False)
            client.connect_ex(listener.getsockname())
        yield listener
