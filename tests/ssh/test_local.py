"""Local forwards through real sshd."""

import errno
import gc
import inspect
import os
import shutil
import socket
import socketserver
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sshtunnel

from tests.support.forwards import Told
from tests.support.keys import KeyFile
from tests.support.login import Collected, log_in
from tests.support.relay import LinkRelay
from tests.support.sshd import Sshd, free_port
from tests.support.streams import Target, connect, echo_once, is_over, receive_exactly
from tests.support.tcp import Received, TcpServers, answer_to
from tests.support.wait import wait_for
from towpath.model.error import Problem, ProblemKind
from towpath.model.forward import Endpoint, Forward
from towpath.model.ports import Stream, StreamEvents
from towpath.model.state import Traffic
from towpath.model.words import line
from towpath.net.cannot_listen import problem_of_listening
from towpath.net.dial import Address
from towpath.net.relay import Relay
from towpath.ssh.listening import ForwardingSession
from towpath.ssh.local import LocalForward
from towpath.ssh.session import Session

SECONDS = 20.0
GIGABYTE = 10**9


class Local(LocalForward):
    """A local forward whose events are collected."""

    def __init__(self, session: ForwardingSession, forward: Forward) -> None:
        self.told = Told()
        super().__init__(session, forward, self.told)

    def listen(self) -> Endpoint:
        self.start()
        return self.told.wait_bound()

    def fail(self) -> Problem:
        self.start()
        wait_for(lambda: self.told.failure, what="the forward to fail")
        assert self.told.failure
        return self.told.failure


Make = Callable[..., Local]
"""`make(target_port)`, with `host` and `port` to listen at, `over` which session, and `target` as wished."""


@pytest.fixture
def prohibiting(tmp_path: Path, user_key: KeyFile) -> Iterator[Session]:
    """A session on a server that allows no forwarding."""
    with Sshd(tmp_path, authorized=[user_key], allow_tcp_forwarding="no") as strict:
        session = log_in(strict, user_key)
        yield session
        session.close()


@pytest.fixture
def make(session: Session) -> Iterator[Make]:
    made: list[Local] = []

    def make(
        target_port: int = 0,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        listen: Endpoint | None = None,
        target: Endpoint | None = None,
        over: ForwardingSession = session,
    ) -> Local:
        wish = Forward(
            id="1", listen=listen or Endpoint(host, port), target=target or Endpoint("127.0.0.1", target_port)
        )
        made.append(Local(over, wish))
        return made[-1]

    yield make
    for forward in made:
        forward.stop()


def ask_answer_server(endpoint: Endpoint, question: bytes) -> bytes:
    with connect(endpoint) as client:
        client.sendall(question)
        client.shutdown(socket.SHUT_WR)
        with client.makefile("rb") as answer:
            return answer.read()


def test_a_forward_that_was_stopped_waits_for_nobody_when_it_is_collected(session: Session) -> None:
    """It may be in any thread and at any moment, such as in one that has its relay's lock."""
    forwards = [Local(session, Forward(id="1", listen=Endpoint("127.0.0.1", 0), target=Endpoint("127.0.0.1", 9)))]
    forwards[0].listen()
    forwards[0].stop()
    left = weakref.ref(forwards[0])

    def collect() -> None:
        forwards.clear()
        gc.collect()

    collecting = threading.Thread(target=collect)
    wait_for(lambda: not session.relay()._members, what="the relay to let go of it")
    with session.relay()._lock:
        collecting.start()
        collecting.join(SECONDS / 4)
        waited = collecting.is_alive()
    collecting.join()
    assert not waited
    assert left() is None


class TestBytes:
    def test_answer_after_the_clients_end_of_file(self, make: Make, tcp_servers: TcpServers) -> None:
        bound = make(tcp_servers.answer_port).listen()
        question = os.urandom(3 << 20)
        assert ask_answer_server(bound, question) == answer_to(question)

    def test_64_clients_at_once(self, make: Make, tcp_servers: TcpServers) -> None:
        bound = make(tcp_servers.echo_port).listen()
        together = threading.Barrier(64)

        def converse(number: int) -> bool:
            with connect(bound) as client:
                together.wait(SECONDS)
                for turn in range(20):
                    message = f"{number} {turn}\n".encode() * 500
                    client.sendall(message)
                    received = b""
                    while len(received) < len(message):
                        received += client.recv(1 << 16)
                    assert received == message
            return True

        with ThreadPoolExecutor(64) as clients:
            assert all(clients.map(converse, range(64)))

    def test_5000_connections_in_a_row(self, session: Session, make: Make, tcp_servers: TcpServers) -> None:
        forward = make(tcp_servers.echo_port)
        bound = forward.listen()

        def visit(number: int) -> None:
            with connect(bound) as client:
                client.sendall(b"%d" % number)
                assert client.recv(10) == b"%d" % number

        def resting() -> tuple[int, int]:
            """Descriptors and threads when no connection is left."""
            wait_for(lambda: not forward.traffic().open, what="the last connection to end")
            wait_for(lambda: not session._transport._channels.values(), what="the last channel to close")
            return sum(1 for _ in Path("/proc/self/fd").iterdir()), threading.active_count()

        visit(0)
        before = resting()
        for number in range(5000):
            visit(number)
        after = resting()
        assert all(now <= then for now, then in zip(after, before, strict=True)), f"{before} before, {after} after"
        assert session.alive

    def test_3_gigabytes_each_way_over_rekeys(
        self, session: Session, make: Make, tcp_servers: TcpServers, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rekeys: list[float] = []
        transport: Any = session._transport
        activate = transport._activate_inbound

        def count_and_activate() -> None:
            rekeys.append(time.monotonic())
            activate()

        monkeypatch.setattr(transport, "_activate_inbound", count_and_activate)
        bound = make(tcp_servers.stream_port).listen()
        total = 3 * GIGABYTE
        both = [_client("receive_pattern", bound.port, total), _client("send_pattern", bound.port, total)]
        for client in both:
            said, complaint = client.communicate(timeout=100)
            assert said.strip() == repr(Received(total, None)), complaint
        assert len(rekeys) >= 5
        assert session.alive


def _client(work: str, port: int, total: int) -> subprocess.Popen[str]:
    """A client with a GIL of its own."""
    code = f"from tests.support import tcp; print(tcp.{work}({port}, {total}, seed=7))"
    pipe = subprocess.PIPE
    root = Path(__file__).parents[2]
    return subprocess.Popen([sys.executable, "-c", code], cwd=root, stdout=pipe, stderr=pipe, text=True)


class TestTelling:
    def test_target_that_refuses_and_comes_back(self, make: Make) -> None:
        port = free_port()
        forward = make(port)
        bound = forward.listen()
        for _ in range(2):
            with connect(bound) as client, pytest.raises(ConnectionResetError):
                client.recv(1)
        [problem] = forward.told.told_problems
        assert problem is not None
        assert problem.kind is ProblemKind.TARGET_REFUSES
        assert problem.subject == f"127.0.0.1:{port}"
        assert "refused" in line(problem)
        with socket.create_server(("127.0.0.1", port)) as target, connect(bound), target.accept()[0]:
            wait_for(lambda: len(forward.told.told_problems) == 2, what="the good news")
        assert forward.told.told_problems[1] is None

    def test_name_that_the_server_does_not_know(self, make: Make) -> None:
        forward = make(target=Endpoint("no-such-machine.invalid", 80))
        with connect(forward.listen()) as client, pytest.raises(ConnectionResetError):
            client.recv(1)
        [problem] = forward.told.told_problems
        assert problem is not None
        assert "no-such-machine.invalid" in line(problem)

    def test_forwarding_prohibited(self, prohibiting: Session, make: Make, tcp_servers: TcpServers) -> None:
        forward = make(tcp_servers.echo_port, over=prohibiting)
        with connect(forward.listen()) as client, pytest.raises(ConnectionResetError):
            client.recv(1)
        [problem] = forward.told.told_problems
        assert problem is not None
        assert problem.kind is ProblemKind.FORWARDING_PROHIBITED

    def test_traffic(self, make: Make, tcp_servers: TcpServers) -> None:
        forward = make(tcp_servers.echo_port)
        bound = forward.listen()
        assert forward.traffic() == Traffic()
        total = 3 << 20
        with connect(bound) as client:
            with ThreadPoolExecutor(1) as sender:
                sender.submit(client.sendall, bytes(total))
                receive_exactly(client, total)
            wait_for(lambda: forward.traffic().down == total, what="the last bytes to be counted")
            assert forward.traffic() == Traffic(down=total, up=total, open=1, connections=1)
        wait_for(lambda: not forward.traffic().open, what="the connection to end")
        assert forward.traffic().connections == 1


class HeldChecks:
    """A session in which the streams of checks, which no client asked for, wait for what the test tells them."""

    alive = True

    def __init__(self, session: Session) -> None:
        self.name = session.name
        self.held: list[StreamEvents] = []
        self._session = session

    def relay(self) -> Relay:
        return self._session.relay()

    def open_stream(self, target: Endpoint, origin: Endpoint, events: StreamEvents) -> Stream:
        if origin.host:
            return self._session.open_stream(target, origin, events)
        self.held.append(events)
        return self._session.open_stream(target, origin, Collected())


class TestChecking:
    @pytest.fixture
    def answers(self) -> list[Problem | None]:
        return []

    def check(self, forward: Local, answers: list[Problem | None]) -> Problem | None:
        forward.check(answers.append)
        wait_for(lambda: answers, what="the check's answer")
        return answers.pop()

    def test_target_that_accepts_is_not_disturbed(self, make: Make, answers: list[Problem | None]) -> None:
        with Target(Endpoint("127.0.0.1", 0)) as target:
            forward = make(target=target.endpoint)
            forward.listen()
            assert self.check(forward, answers) is None
            with target.accept() as visitor:
                assert visitor.recv(1) == b""
        assert forward.traffic() == Traffic()

    def test_target_that_refuses_then_serves(self, make: Make, answers: list[Problem | None]) -> None:
        """Who asked hears it; after that only a change is told."""
        port = free_port()
        forward = make(port)
        bound = forward.listen()
        problem = self.check(forward, answers)
        assert problem
        assert problem.kind is ProblemKind.TARGET_REFUSES
        assert not forward.told.told_problems
        with Target(Endpoint("127.0.0.1", port)) as target, connect(bound), target.accept():
            wait_for(lambda: forward.told.told_problems == [None], what="the good news")

    def test_not_while_a_connection_tells_as_much(self, make: Make, answers: list[Problem | None]) -> None:
        with Target(Endpoint("127.0.0.1", 0)) as target:
            forward = make(target=target.endpoint)
            bound = forward.listen()
            with connect(bound) as client, target.accept() as accepted:
                echo_once(client, accepted)
                assert self.check(forward, answers) is None
                with connect(bound) as another, target.accept() as next_accepted:
                    echo_once(another, next_accepted)

    def test_what_visitors_met_meanwhile_is_newer(
        self, session: Session, make: Make, answers: list[Problem | None]
    ) -> None:
        checks = HeldChecks(session)
        forward = make(free_port(), over=checks)
        bound = forward.listen()
        forward.check(answers.append)
        with connect(bound) as visitor:
            is_over(visitor)
        [refused] = wait_for(lambda: forward.told.told_problems, what="the refusal")
        [check] = checks.held
        check.opened()
        assert answers == [refused]
        with connect(bound) as visitor:
            is_over(visitor)
        assert forward.told.told_problems == [refused]

    def test_prohibited(self, prohibiting: Session, make: Make, answers: list[Problem | None]) -> None:
        forward = make(1, over=prohibiting)
        forward.listen()
        problem = self.check(forward, answers)
        assert problem
        assert problem.kind is ProblemKind.FORWARDING_PROHIBITED

    def test_session_that_ends_meanwhile(
        self, sshd: Sshd, user_key: KeyFile, make: Make, answers: list[Problem | None]
    ) -> None:
        with LinkRelay(sshd.port) as link:
            session = log_in(sshd, user_key, port=link.port)
            forward = make(1, over=session)
            forward.listen()
            link.freeze()
            forward.check(answers.append)
            session.close()
            wait_for(lambda: answers, what="an answer all the same")
        forward.check(answers.append)
        assert [problem and problem.kind for problem in answers] == [ProblemKind.LOST] * 2

    def test_server_that_does_not_answer(
        self,
        sshd: Sshd,
        user_key: KeyFile,
        make: Make,
        answers: list[Problem | None],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("towpath.ssh.stream_check.CHECK_SECONDS", 0.2)
        with LinkRelay(sshd.port) as link:
            session = log_in(sshd, user_key, port=link.port)
            forward = make(1, over=session)
            forward.listen()
            link.freeze()
            problem = self.check(forward, answers)
            assert problem
            assert problem.kind is ProblemKind.TIMED_OUT
            session.close()


class TestListening:
    @pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
    def test_addresses(self, make: Make, tcp_servers: TcpServers, host: str) -> None:
        bound = make(tcp_servers.answer_port, host=host).listen()
        assert bound.port
        assert bound.host == {"localhost": "127.0.0.1"}.get(host, host)
        assert ask_answer_server(bound, b"?") == answer_to(b"?")

    def test_port_in_use_names_the_holder(self, make: Make, tcp_servers: TcpServers) -> None:
        taken = tcp_servers.echo_port
        problem = make(1, port=taken).fail()
        assert tcp_servers._process is not None
        assert problem.kind is ProblemKind.PORT_IN_USE
        assert problem.subject == f"127.0.0.1:{taken}"
        assert f"(process {tcp_servers._process.pid})" in problem.facts["holder"]
        assert f"(process {tcp_servers._process.pid}) already listens there" in line(problem)

    @pytest.mark.parametrize(("held", "wanted"), [("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("127.0.0.1", "0.0.0.0")])
    def test_port_in_use_by_ourselves(self, make: Make, held: str, wanted: str) -> None:
        bound = make(1, host=held).listen()
        problem = make(1, host=wanted, port=bound.port).fail()
        assert problem.kind is ProblemKind.PORT_IN_USE
        assert problem.facts == {"holder": "Towpath itself"}

    def test_address_of_another_machine(self, make: Make) -> None:
        problem = make(1, host="192.0.2.1", port=8080).fail()
        assert problem.kind is ProblemKind.ADDRESS_NOT_LOCAL
        assert problem.subject == "192.0.2.1:8080"

    def test_name_that_is_no_address(self, make: Make) -> None:
        problem = make(1, host="no-such-machine.invalid", port=8080).fail()
        assert problem.kind is ProblemKind.ADDRESS_NOT_LOCAL

    def test_privileged_port(self) -> None:
        """As an ordinary user would see it, even where the tests run as root."""
        if int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text()) > 80:
            said = _listen_without_privileges(80)
            assert said == "cannot listen on 127.0.0.1:80: ports below 1024 are reserved for the system"
        # What the system says does not depend on the machine's settings:
        denied = PermissionError(errno.EACCES, "Permission denied")
        assert problem_of_listening(Endpoint("::1", 443), denied).kind is ProblemKind.PORT_PRIVILEGED

    def test_port_0_then_again_the_same_port_at_once(self, make: Make, tcp_servers: TcpServers) -> None:
        first = make(tcp_servers.echo_port)
        bound = first.listen()
        with connect(bound) as client:
            client.sendall(b"x")
            assert client.recv(1) == b"x"
            first.stop()
            assert make(tcp_servers.echo_port, port=bound.port).listen() == bound
            with connect(bound) as second:
                second.sendall(b"y")
                assert second.recv(1) == b"y"

    def test_all_addresses_of_both_families(self, make: Make, tcp_servers: TcpServers) -> None:
        bound = make(tcp_servers.answer_port, host="*").listen()
        assert bound.host == "*"
        assert bound.is_public
        for host in ("127.0.0.1", "127.0.0.2", "::1"):
            assert ask_answer_server(Endpoint(host, bound.port), b"?") == answer_to(b"?")

    def test_all_addresses_where_ipv6_is_off(
        self, make: Make, tcp_servers: TcpServers, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        original = socket.socket.bind

        class NoIpv6(socket.socket):
            def bind(self, address: Any) -> None:
                if self.family == socket.AF_INET6:
                    raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")
                original(self, address)

        monkeypatch.setattr(socket, "socket", NoIpv6)
        bound = make(tcp_servers.answer_port, host="*").listen()
        monkeypatch.undo()
        assert ask_answer_server(Endpoint("127.0.0.2", bound.port), b"?") == answer_to(b"?")

    def test_stopped_before_a_name_is_looked_up(
        self, make: Make, monkeypatch: pytest.MonkeyPatch, tcp_servers: TcpServers
    ) -> None:
        asked, answered = threading.Event(), threading.Event()

        def look_up(*_: object) -> Sequence[Address]:
            asked.set()
            answered.wait(SECONDS)
            return [(socket.AF_INET, ("127.0.0.1", 0))]

        monkeypatch.setattr("towpath.ssh.listening.resolve", look_up)
        forward = make(tcp_servers.answer_port, host="slow.example", port=8080)
        forward.start()
        assert asked.wait(SECONDS)
        forward.stop()
        answered.set()
        wait_for(
            lambda: not any(thread.name == "towpath-resolve-slow.example" for thread in threading.enumerate()),
            what="the look-up to end",
        )
        assert forward.told.bound is None
        assert forward.told.failure is None


class TestUnixSockets:
    def test_listens_for_its_owner_only_and_leaves_nothing(
        self, make: Make, tcp_servers: TcpServers, tmp_path: Path
    ) -> None:
        path = tmp_path / "s"
        forward = make(tcp_servers.answer_port, listen=Endpoint.unix(str(path)))
        bound = forward.listen()
        assert bound == Endpoint.unix(str(path))
        assert path.stat().st_mode & 0o777 == 0o600
        assert ask_answer_server(bound, b"?") == answer_to(b"?")
        forward.stop()
        assert not path.exists()

    def test_target_there(self, make: Make, tmp_path: Path) -> None:
        with Target(Endpoint.unix(str(tmp_path / "there"))) as target:
            bound = make(target=target.endpoint).listen()
            with connect(bound) as client, target.accept() as accepted:
                echo_once(client, accepted)

    def test_one_that_nobody_listens_on_is_replaced(self, make: Make, tcp_servers: TcpServers, tmp_path: Path) -> None:
        path = tmp_path / "s"
        with socket.socket(socket.AF_UNIX) as stale:
            stale.bind(str(path))
            stale.listen()
        bound = make(tcp_servers.answer_port, listen=Endpoint.unix(str(path))).listen()
        assert ask_answer_server(bound, b"?") == answer_to(b"?")

    def test_one_in_use_is_not(self, make: Make, tmp_path: Path) -> None:
        with Target(Endpoint.unix(str(tmp_path / "s"))) as held:
            problem = make(1, listen=held.endpoint).fail()
            assert problem.kind is ProblemKind.PORT_IN_USE
            assert problem.facts == {"holder": "Towpath itself"}
            with connect(held.endpoint):
                pass

    def test_a_file_is_not_replaced(self, make: Make, tmp_path: Path) -> None:
        path = tmp_path / "s"
        path.write_text("precious")
        problem = make(1, listen=Endpoint.unix(str(path))).fail()
        assert problem.kind is ProblemKind.FILE_UNWRITABLE
        assert path.read_text() == "precious"

    @pytest.mark.parametrize("name", ["no/such/folder/s", "long" * 40])
    def test_impossible_paths(self, make: Make, tmp_path: Path, name: str) -> None:
        problem = make(1, listen=Endpoint.unix(str(tmp_path / name))).fail()
        assert problem.kind is ProblemKind.FILE_UNWRITABLE
        assert problem.facts["detail"]

    def test_anothers_is_left_when_it_stops(self, make: Make, tmp_path: Path) -> None:
        path = tmp_path / "s"
        forward = make(1, listen=Endpoint.unix(str(path)))
        forward.listen()
        path.unlink()
        path.write_text("another's")
        forward.stop()
        assert path.read_text() == "another's"


def _listen_without_privileges(port: int) -> str:
    code = f"""if True:
        from types import SimpleNamespace
        from towpath.model.forward import Endpoint, Forward
        from towpath.model.words import line
        from towpath.net.relay import Relay
        from towpath.ssh.local import LocalForward
        session = SimpleNamespace(name="u@h:22", alive=True, relay=lambda: Relay("r"))
        wish = Forward(id="1", listen=Endpoint("127.0.0.1", {port}), target=Endpoint("127.0.0.1", 80))
        events = SimpleNamespace(failed=lambda problem: print(line(problem).partition(" (")[0]))
        LocalForward(session, wish, events).start()
    """
    command = [sys.executable, "-c", code]
    if os.geteuid() == 0:
        setpriv = shutil.which("setpriv")
        assert setpriv
        command = [setpriv, "--inh-caps=-net_bind_service", "--bounding-set=-net_bind_service", *command]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout.strip()


class TestStopping:
    def test_on_a_frozen_link(self, sshd: Sshd, user_key: KeyFile, make: Make, tcp_servers: TcpServers) -> None:
        with LinkRelay(sshd.port) as link:
            session = log_in(sshd, user_key, port=link.port)
            forward = make(tcp_servers.stream_port, over=session)
            bound = forward.listen()
            with connect(bound) as client:
                client.settimeout(1)
                link.freeze()
                client.sendall(b"receive 1\n")
                with pytest.raises(TimeoutError):
                    client.sendall(bytes(100 << 20))
                begun = time.monotonic()
                forward.stop()
                assert time.monotonic() - begun < 0.3
                with pytest.raises(OSError, match="reset"):
                    client.recv(1)
            socket.create_server((bound.host, bound.port)).close()
            assert session.alive
            begun = time.monotonic()
            session.close()
            assert time.monotonic() - begun < 1

    def test_leaves_the_session_and_other_forwards_alone(
        self, session: Session, make: Make, tcp_servers: TcpServers
    ) -> None:
        stays, goes = make(tcp_servers.echo_port), make(tcp_servers.echo_port)
        with connect(stays.listen()) as kept, connect(goes.listen()) as cut:
            for client in (kept, cut):
                client.sendall(b"x")
                assert client.recv(1) == b"x"
            goes.stop()
            goes.stop()
            with pytest.raises(ConnectionResetError):
                cut.recv(1)
            kept.sendall(b"y")
            assert kept.recv(1) == b"y"
        assert session.alive

    def test_lost_session_frees_the_port(self, session: Session, make: Make, tcp_servers: TcpServers) -> None:
        forward = make(tcp_servers.echo_port)
        bound = forward.listen()
        with connect(bound) as client:
            client.sendall(b"x")
            assert client.recv(1) == b"x"
            session.close()
            with pytest.raises(ConnectionResetError):
                client.recv(1)
        socket.create_server((bound.host, bound.port)).close()
        forward.stop()
        assert make(1).fail().kind is ProblemKind.LOST


class TestSshtunnelIsWhatWeBuildOn:
    """A release that moves one of these needs a look at `ssh/listening.py` and `ssh/listeners.py`."""

    @pytest.mark.parametrize(
        ("name", "parameters"),
        [
            ("_connect_to_gateway", ["self"]),
            ("_create_tunnels", ["self"]),
            ("_consolidate_auth", None),
            ("_make_ssh_forward_server_class", ["self", "remote_address_"]),
            ("_make_stream_ssh_forward_server_class", ["self", "remote_address_"]),
            ("_make_ssh_forward_server", ["self", "remote_address", "local_bind_address"]),
            ("_stop_transport", ["self", "force"]),
            ("stop", ["self", "force"]),
        ],
    )
    def test_private_methods(self, name: str, parameters: list[str] | None) -> None:
        method = getattr(sshtunnel.SSHTunnelForwarder, name)
        if parameters is None:
            assert isinstance(inspect.getattr_static(sshtunnel.SSHTunnelForwarder, name), staticmethod)
        else:
            assert list(inspect.signature(method).parameters) == parameters

    def test_who_calls_what_we_override(self) -> None:
        forwarder = sshtunnel.SSHTunnelForwarder
        for caller, called in [
            (forwarder._create_tunnels, "self._connect_to_gateway()"),
            (forwarder._create_tunnels, "self._make_ssh_forward_server(rem, loc)"),
            (forwarder._make_ssh_forward_server, "self._make_ssh_forward_server_class"),
            (forwarder._make_ssh_forward_server, "self._make_stream_ssh_forward_server_class"),
            (forwarder._create_tunnels, "self._local_binds"),
            (forwarder._make_ssh_forward_server, "self._server_list.append("),
            (forwarder.stop, "self._stop_transport(force=force)"),
            (forwarder.__init__, "self._consolidate_auth("),
            (inspect.getattr_static(forwarder, "is_active").fget, "self._transport.is_active()"),
        ]:
            assert called in inspect.getsource(caller)

    def test_listener_is_a_tcp_server_that_binds_at_once(self) -> None:
        assert issubclass(sshtunnel._ForwardServer, socketserver.TCPServer)
        assert not issubclass(sshtunnel._ForwardServer, socketserver.ThreadingMixIn)
        assert list(inspect.signature(socketserver.TCPServer.process_request).parameters) == [
            "self",
            "request",
            "client_address",
        ]

    def test_a_forward_starts_no_thread_of_sshtunnels(
        self, session: Session, make: Make, tcp_servers: TcpServers
    ) -> None:
        session.relay()
        before = set(threading.enumerate())
        forward = make(tcp_servers.answer_port)
        assert ask_answer_server(forward.listen(), b"?") == answer_to(b"?")
        assert set(threading.enumerate()) == before
        assert (forward.is_active, forward.is_alive) == (True, True)
        forward.stop()
        assert (forward.is_active, forward.is_alive) == (True, False)
        assert session.alive
